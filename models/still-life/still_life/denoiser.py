"""The denoiser: a small diffusion transformer that predicts the velocity of a rectified flow, noise minus data.

Peebles and Xie, arXiv 2212.09748 (transformer, adaptive norms); one shared adaptive layer with a table per block as in
Chen et al., arXiv 2310.00426; a depthwise convolution on the grid for local mixing.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

from .world import CONDITION


def _zero(layer):
    nn.init.zeros_(layer.weight)
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)
    return layer


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.width, self.heads = width, heads
        self.table = nn.Parameter(torch.zeros(6, width))
        self.local = _zero(nn.Conv2d(width, width, 3, padding=1, groups=width))
        self.qkv = nn.Linear(width, 3 * width)
        self.out = _zero(nn.Linear(width, width))
        self.widen = nn.Linear(width, 3 * width)
        self.narrow = _zero(nn.Linear(3 * width, width))

    def forward(self, x, modulation, grid):
        m = (modulation + self.table).unbind(1)
        y = _norm(x, self.width) * (1 + m[0].unsqueeze(1)) + m[1].unsqueeze(1)
        y = y + self.local(y.transpose(1, 2).reshape(-1, self.width, grid, grid)).flatten(2).transpose(1, 2)
        x = x + (1 + m[2].unsqueeze(1)) * self.out(self.attend(y))
        y = _norm(x, self.width) * (1 + m[3].unsqueeze(1)) + m[4].unsqueeze(1)
        return x + (1 + m[5].unsqueeze(1)) * self.narrow(F.silu(self.widen(y)))

    def attend(self, y):
        size = self.width // self.heads
        q, k, v = self.qkv(y).reshape(-1, y.shape[1], 3, self.heads, size).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (q @ k.transpose(2, 3) * size**-0.5).softmax(-1)
        return (weights @ v).transpose(1, 2).reshape(-1, y.shape[1], self.width)


class Place(nn.Module):
    """Where in the whole picture each cell of a window lies: waves of its place, less those of the same cell of the whole.

    Windows are [n, 4]: left, top, width and height as shares of the whole. For the whole itself the result is 0.
    """

    def __init__(self, grid, width):
        super().__init__()
        middles = (torch.arange(grid) + 0.5) / grid
        self.register_buffer("cells", torch.stack([middles.repeat(grid), middles.repeat_interleave(grid)], 1), persistent=False)
        self.register_buffer("octaves", math.pi * 2.0 ** torch.arange(4), persistent=False)
        self.cell = _zero(nn.Linear(2 + 4 * len(self.octaves), width, bias=False))
        self.window = _zero(nn.Linear(4, width, bias=False))

    def forward(self, window):
        """What is added to each cell [n, cells, width], and to the condition [n, width]."""
        places = window[:, None, :2] + window[:, None, 2:] * self.cells
        waves = self._waves(places) - self._waves(self.cells[None])
        shares = torch.cat([window[:, :2], 1 - window[:, 2:]], 1)
        return self.cell(waves), self.window(shares)

    def _waves(self, places):
        angles = (places[..., None] * self.octaves).flatten(2)
        return torch.cat([places, angles.sin(), angles.cos()], 2)


class Denoiser(nn.Module):
    """latents [n, channels, grid, grid], time [n] in 0..1 (1 is noise), condition [n, CONDITION] and window [n, 4] to velocity."""

    def __init__(self, channels=64, grid=8, width=160, depth=6, condition=CONDITION):
        super().__init__()
        self.grid, self.width = grid, width
        self.enter = nn.Linear(channels, width)
        self.position = nn.Parameter(torch.randn(1, grid * grid, width) * 0.02)
        self.register_buffer("frequencies", torch.logspace(0, math.log10(300), 32), persistent=False)
        self.time = nn.Linear(64, width)
        self.condition = nn.Linear(condition, width)
        self.mix = nn.Linear(width, width)
        self.modulation = _zero(nn.Linear(width, 6 * width))
        self.blocks = nn.ModuleList(Block(width, width // 32) for _ in range(depth))
        self.last_modulation = _zero(nn.Linear(width, 2 * width))
        self.leave = _zero(nn.Linear(width, channels))
        self.place = Place(grid, width)

    def forward(self, latent, time, condition, window):
        angles = time[:, None] * self.frequencies
        of_cells, of_window = self.place(window)
        e = F.silu(self.time(torch.cat([angles.sin(), angles.cos()], 1)) + self.condition(condition) + of_window)
        e = F.silu(self.mix(e))
        modulation = self.modulation(e).reshape(-1, 6, self.width)
        x = self.enter(latent.flatten(2).transpose(1, 2)) + self.position + of_cells
        for block in self.blocks:
            x = block(x, modulation, self.grid)
        scale, shift = self.last_modulation(e).chunk(2, 1)
        x = _norm(x, self.width) * (1 + scale.unsqueeze(1)) + shift.unsqueeze(1)
        return self.leave(x).transpose(1, 2).reshape(-1, self.leave.out_features, self.grid, self.grid)


def _norm(x, width):
    return F.layer_norm(x.float(), (width,), eps=1e-6)
