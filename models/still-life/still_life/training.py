"""Training the denoiser: rectified flow on latents, with attributes told or left out by the mention rates of the world.

All chance comes from (seed, step) and the learning rate from step / steps, so a run that stops goes on where it was.
"""

import os
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .optimisers import Muon, split_parameters
from .world import ATTRIBUTES, CONDITION, SIZES

WARM_UP = 100
DROP_ALL = 0.10
SAVE_EVERY = 120  # seconds


def conditions(labels, random):
    """float32 [n, CONDITION]: one-hot per attribute, often "unspecified"."""
    told = np.stack([
        np.array([value.mention for value in attribute.values])[labels[:, i]] for i, attribute in enumerate(ATTRIBUTES)
    ], 1) > random.random(labels.shape)
    told &= (random.random(len(labels)) > DROP_ALL)[:, None]
    return one_hots(np.where(told, labels, -1))


def one_hots(values):
    """Values [n, attributes], -1 where unspecified, as the denoiser is told them."""
    result = np.zeros((len(values), CONDITION), np.float32)
    start = 0
    for column, size in enumerate(SIZES):
        value = values[:, column].astype(int)
        result[np.arange(len(values)), start + np.where(value < 0, size, value)] = 1
        start += size + 1
    return result


class Training:
    """Weights, their moving average, optimisers and the step they are at."""

    def __init__(self, denoiser, average, steps, seed=7, batch=64, rates=(0.015, 2e-3), rank=0, processes=1):
        self.denoiser, self.average = denoiser, average.requires_grad_(False)
        self.steps, self.seed, self.batch, self.step = steps, seed, batch, 0
        self.rates, self.rank, self.processes = rates, rank, processes
        matrices, rest = split_parameters(denoiser)
        self.muon = Muon(matrices, rates[0])
        self.adam = torch.optim.AdamW(rest, rates[1], betas=(0.9, 0.98), weight_decay=0)

    def save(self, file):
        parts = {name: getattr(self, name).state_dict() for name in ("denoiser", "average", "muon", "adam")}
        partial = Path(f"{file}.partial")
        torch.save({**parts, "step": self.step, "steps": self.steps, "seed": self.seed}, partial)
        os.replace(partial, file)

    def load(self, file):
        saved = torch.load(file)
        for name in ("denoiser", "average", "muon", "adam"):
            getattr(self, name).load_state_dict(saved[name])
        self.step, self.seed = saved["step"], saved["seed"]

    def advance(self, latents, labels):
        """One step; returns the loss. Each of several processes takes its share of the batch."""
        random = np.random.default_rng((self.seed, self.step))
        generator = torch.Generator().manual_seed(self.seed * 1_000_003 + self.step)
        self._set_rates()
        chosen = np.sort(random.integers(len(latents), size=self.batch))
        data = torch.from_numpy(latents[chosen].astype(np.float32))
        told = torch.from_numpy(conditions(labels[chosen], random))
        noise = torch.randn(data.shape, generator=generator)
        moment = draw_times(self.batch, generator)
        data, told, noise, moment = (part[self.rank::self.processes] for part in (data, told, noise, moment))
        mixed = torch.lerp(data, noise, moment[:, None, None, None])
        with torch.autocast("cpu", torch.bfloat16):
            velocity = self.denoiser(mixed, moment, told)
        loss = (velocity.float() - (noise - data)).square().mean()
        self._update(loss)
        return loss.item()

    def _set_rates(self):
        share = min((self.step + 1) / WARM_UP, 1) * (1 - self.step / self.steps)
        for optimiser, rate in ((self.muon, self.rates[0]), (self.adam, self.rates[1])):
            for group in optimiser.param_groups:
                group["lr"] = rate * share

    def _update(self, loss):
        self.muon.zero_grad(set_to_none=True)
        self.adam.zero_grad(set_to_none=True)
        loss.backward()
        if self.processes > 1:
            share_gradients(list(self.denoiser.parameters()), self.processes)
        nn.utils.clip_grad_norm_(self.denoiser.parameters(), 1.0)
        self.muon.step()
        self.adam.step()
        keep = min(0.998, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            torch._foreach_mul_(list(self.average.parameters()), keep)
            torch._foreach_add_(list(self.average.parameters()), list(self.denoiser.parameters()), alpha=1 - keep)
        self.step += 1


def share_gradients(parameters, processes):
    """The mean gradient over all processes, in each of them."""
    flat = torch.cat([parameter.grad.reshape(-1) for parameter in parameters])
    torch.distributed.all_reduce(flat)
    parts = (flat / processes).split([parameter.numel() for parameter in parameters])
    for parameter, part in zip(parameters, parts):
        parameter.grad.copy_(part.reshape(parameter.shape))


def draw_times(count, generator):
    """Mostly in the noisy half, where shapes are decided and where shifted sampling takes most of its steps; 15 % uniform."""
    middle = torch.sigmoid(0.6 + torch.randn(count, generator=generator))
    uniform = torch.rand(count, generator=generator)
    return torch.where(torch.rand(count, generator=generator) < 0.15, uniform, middle)


def all_agree(stop, training):
    """The clocks of several processes differ, so that the first one decides for all."""
    if training.processes == 1:
        return stop
    word = torch.tensor(float(stop))
    torch.distributed.broadcast(word, 0)
    return bool(word)


def train(training, latents, labels, checkpoint, stop_after=None, log=print):
    """Runs to the last step, or for `stop_after` seconds; saves every two minutes and at the end."""
    began = saved = time.time()
    losses, first = [], training.step
    while training.step < training.steps and not all_agree(stop_after is not None and time.time() - began > stop_after, training):
        losses.append(training.advance(latents, labels))
        now = time.time()
        if training.step % 50 == 0 and training.rank == 0:
            speed = (training.step - first) * training.batch / (now - began)
            log(f"denoiser {training.step}/{training.steps} loss {np.mean(losses):.4f} {speed:.0f} pictures/s {now - began:.0f} s")
            losses = []
        if now - saved > SAVE_EVERY and training.rank == 0:
            training.save(checkpoint)
            saved = now
    if training.rank == 0:
        training.save(checkpoint)
