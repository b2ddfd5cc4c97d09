"""Training the denoiser: rectified flow on latents, with attributes told or left out by the mention rates of the world.

Some rows are twins: the noisy latent comes in part from a picture of the same scene in another light, and the target is
the picture that the words describe. So the model learns to follow words about light against what it still sees, which is
what image-to-image at moderate strengths asks of it, and to leave the rest as it is.

All chance comes from (seed, step) and the learning rate from step / steps, so a run that stops goes on where it was.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .optimisers import Muon, split_parameters
from .world import ATTRIBUTES, CONDITION, SIZES

WARM_UP = 100
DROP_ALL = 0.10
#: Rows that are told everything: four in a hundred if left to the mention rates, and yet what a careful prompt asks for.
TELL_ALL = 0.15
TWINS = 0.15
#: The least share of noise in a row of twins: what image-to-image at 0.20 starts from.
TWINS_FROM = 0.4
SAVE_EVERY = 120  # seconds


def conditions(labels, random, changed=None):
    """float32 [n, CONDITION]: one-hot per attribute, often "unspecified". An attribute `changed` (else -1) is always told."""
    share = random.random(len(labels))[:, None]
    told = np.stack([
        np.array([value.mention for value in attribute.values])[labels[:, i]] for i, attribute in enumerate(ATTRIBUTES)
    ], 1) > random.random(labels.shape)
    told = (told | (share < TELL_ALL)) & (share < 1 - DROP_ALL)
    if changed is not None:
        rows = np.nonzero(changed >= 0)[0]
        told[rows, changed[rows]] = True
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


@dataclass(frozen=True)
class Rows:
    """What is trained on: latents, labels, windows, and pairs of rows that are twins with the attribute that differs."""

    latents: np.ndarray
    labels: np.ndarray
    windows: np.ndarray
    pairs: np.ndarray

    def draw(self, count, random):
        """Rows to paint, the rows that are seen in the noise, and the attribute that differs, -1 where the row is the same."""
        paint = random.integers(len(self.latents), size=count)
        pairs = self.pairs[random.integers(len(self.pairs), size=count)]
        swap = random.random(count) < 0.5
        twins = random.random(count) < TWINS
        seen = np.where(twins, np.where(swap, pairs[:, 0], pairs[:, 1]), paint)
        return np.where(twins, np.where(swap, pairs[:, 1], pairs[:, 0]), paint), seen, np.where(twins, pairs[:, 2], -1)


class Training:
    """Weights, their moving average, optimisers and the step they are at."""

    def __init__(self, denoiser, average, steps, seed=7, batch=64, rates=(0.015, 2e-3), rank=0, processes=1, device="cpu"):
        self.device = device
        self.denoiser, self.average = denoiser.to(device), average.to(device).requires_grad_(False)
        self.steps, self.seed, self.batch, self.step = steps, seed, batch, 0
        self.rates, self.rank, self.processes = rates, rank, processes
        matrices, rest = split_parameters(denoiser)
        self.muon = Muon(matrices, rates[0])
        self.adam = torch.optim.AdamW(rest, rates[1], betas=(0.9, 0.98), weight_decay=0)

    def save(self, file):
        parts = {name: getattr(self, name).state_dict() for name in ("denoiser", "average", "muon", "adam")}
        partial = Path(f"{file}.partial")
        torch.save({**parts, "step": self.step, "steps": self.steps, "seed": self.seed, "rates": self.rates}, partial)
        os.replace(partial, file)

    def load(self, file):
        saved = torch.load(file, map_location=self.device)
        for name in ("denoiser", "average", "muon", "adam"):
            getattr(self, name).load_state_dict(saved[name])
        self.step, self.seed, self.rates = saved["step"], saved["seed"], saved["rates"]

    def advance(self, rows):
        """One step; returns the loss. Each of several processes takes its share of the batch."""
        random = np.random.default_rng((self.seed, self.step))
        generator = torch.Generator().manual_seed(self.seed * 1_000_003 + self.step)
        self._set_rates()
        batch = draw_batch(rows, self.batch, random, generator)
        data, mixed, told, moment, window = (part[self.rank::self.processes].to(self.device) for part in batch)
        with torch.autocast(self.device, torch.bfloat16):
            velocity = self.denoiser(mixed, moment, told, window)
        target = (mixed - data) / moment[:, None, None, None]
        loss = (velocity.float() - target).square().mean()
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


def draw_batch(rows, count, random, generator):
    """Data, its mixture with noise, condition, share of noise and window, each [count, ...]."""
    paint, seen, changed = rows.draw(count, random)
    told = torch.from_numpy(conditions(rows.labels[paint], random, changed))
    data, other = (torch.from_numpy(rows.latents[chosen].astype(np.float32)) for chosen in (paint, seen))
    noise = torch.randn(data.shape, generator=generator)
    moment = draw_times(count, generator)
    high = TWINS_FROM + (1 - TWINS_FROM) * torch.rand(count, generator=generator)
    moment = torch.where(torch.from_numpy(changed >= 0), high, moment)
    # On its way, a picture that is painted again is partly the old one and partly the new.
    shown = torch.lerp(other, data, torch.rand(count, 1, 1, 1, generator=generator))
    mixed = torch.lerp(shown, noise, moment[:, None, None, None])
    return data, mixed, told, moment.clamp_min(1e-3), torch.from_numpy(rows.windows[paint])


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


def train(training, rows, checkpoint, stop_after=None, log=print):
    """Runs to the last step, or for `stop_after` seconds; saves every two minutes and at the end."""
    began = saved = time.time()
    losses, first = [], training.step
    while training.step < training.steps and not all_agree(stop_after is not None and time.time() - began > stop_after, training):
        losses.append(training.advance(rows))
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
