"""Trains the judge on renders, blurred, noisy and repainted by the decoder, so that it can read generated pictures."""

import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from .data import mirrored
from .judge_network import NETWORKS, loss_of
from .steps import rate_at, save_whole


def to_input(pictures):
    """8-bit pictures to the numbers that networks see."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 127.5 - 1


def disturb(pictures, generator):
    """What generation does to a picture and a render does not show: softness, grain, a slightly different exposure."""
    count = len(pictures)
    chance = torch.rand(count, 1, 1, 1, generator=generator)
    soft = F.avg_pool2d(F.pad(pictures, (1, 1, 1, 1), mode="replicate"), 3, stride=1)
    share = torch.rand(count, 1, 1, 1, generator=generator)
    pictures = torch.where(chance < .4, torch.lerp(pictures, soft, share), pictures)
    grain = torch.randn(pictures.shape, generator=generator) * (.05 * torch.rand(count, 1, 1, 1, generator=generator) ** 2)
    gain = 1 + .03 * torch.randn(count, 1, 1, 1, generator=generator)
    return (pictures + grain) * gain


def batch_of(pictures, labels, count, generator):
    """Random pictures, half of them mirrored."""
    rows = torch.randint(len(pictures), (count,), generator=generator).numpy()
    flip = torch.rand(count, generator=generator).numpy() < .5
    chosen, answers = pictures[rows].copy(), labels[rows].copy()
    chosen[flip] = chosen[flip][:, :, ::-1]
    answers[flip] = mirrored(answers[flip])
    return disturb(to_input(chosen), generator), torch.from_numpy(answers.astype(np.int64))


def train_judge(load, config, checkpoint, log=print, stop=None):
    """`load(step)` gives pictures and labels; it is called again now and then, for data that is still growing.

    `stop` ends this stretch early; the schedule still runs to config["steps"].
    """
    torch.manual_seed(config["seed"])
    judge = NETWORKS[config["network"]](config["size"], config["width"]).to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(judge.parameters(), lr=config["rate"], weight_decay=.02)
    state = {"step": 0}
    if Path(checkpoint).exists():
        state = torch.load(checkpoint)
        judge.load_state_dict(state["judge"])
        optimiser.load_state_dict(state["optimiser"])
    saved, mean = time.monotonic(), None
    for step in range(state["step"], stop or config["steps"]):
        if step % 250 == 0 or step == state["step"]:
            pictures, labels = load(step)
        loss = _step(judge, optimiser, pictures, labels, step, config)
        mean = loss if mean is None else .98 * mean + .02 * loss
        if step % 50 == 0:
            log(f"judge step {step} loss {mean:.3f} rows {len(pictures)}", flush=True)
        if time.monotonic() - saved > 60 or step + 1 == (stop or config["steps"]):
            save_whole(checkpoint, {"step": step + 1, "judge": judge.state_dict(), "optimiser": optimiser.state_dict()})
            saved = time.monotonic()
    return judge.eval()


def _step(judge, optimiser, pictures, labels, step, config):
    torch.manual_seed(config["seed"] * 1_000_003 + step)  # for dropout
    generator = torch.Generator().manual_seed(config["seed"] * 1_000_003 + step)
    inputs, answers = batch_of(pictures, labels, config["batch"], generator)
    for group in optimiser.param_groups:
        group["lr"] = rate_at(step, config["steps"], config["rate"])
    judge.train()
    with torch.autocast("cpu", torch.bfloat16, enabled=config["bfloat16"]):
        loss = loss_of(judge(inputs.contiguous(memory_format=torch.channels_last)), answers)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.)
    optimiser.step()
    return float(loss)
