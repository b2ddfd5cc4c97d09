"""What every training loop here shares: a schedule by step and files that are whole or absent."""

from pathlib import Path

import torch


def rate_at(step, total, peak, warm_up=100):
    """Learning rate: up, then down to 0; a function of the step alone, never of the clock."""
    return peak * min(1., (step + 1) / warm_up, (total - step) / total)


def save_whole(file, state):
    partial = Path(file).with_suffix(".partial")
    torch.save(state, partial)
    partial.rename(file)


def load_if_there(file):
    return torch.load(file) if Path(file).exists() else None
