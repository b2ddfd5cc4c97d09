"""The network of the text encoder: a concept bottleneck from words to a probability of each value, and of "unspecified"."""

import torch
from torch import nn
from torch.nn import functional as F

from .world import SIZES

LENGTH = 40
PADDING = 0
UNKNOWN = 1


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.scale = heads, (width // heads) ** -.5
        self.before_attention, self.before_mixing = nn.LayerNorm(width), nn.LayerNorm(width)
        self.query_key_value, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.mixing = nn.Sequential(nn.Linear(width, 3 * width), nn.SiLU(), nn.Linear(3 * width, width))

    def forward(self, x, mask):
        count, length, width = x.shape
        parts = self.query_key_value(self.before_attention(x)).view(count, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        weights = (query @ key.transpose(2, 3) * self.scale + mask[:, None, None]).softmax(3)
        x = x + self.output((weights @ value).transpose(1, 2).reshape(count, length, width))
        return x + self.mixing(self.before_mixing(x))


class TextEncoder(nn.Module):
    """Word numbers [count, LENGTH] to the condition of the denoiser, [count, 1, CONDITION]."""

    def __init__(self, words, width=96, heads=4, blocks=2):
        super().__init__()
        self.scale = width ** -.5
        self.word = nn.Embedding(words, width)
        self.position = nn.Parameter(torch.randn(LENGTH, width) * .02)
        self.neighbours = nn.Conv1d(width, width, 5, padding=2)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(blocks))
        self.after = nn.LayerNorm(width)
        self.questions = nn.Parameter(torch.randn(len(SIZES), width) * .1)
        self.answers = nn.ModuleList(nn.Linear(width, size + 1) for size in SIZES)

    def logits(self, ids):
        # The first place counts even when it is padding, so that an empty prompt is something to read.
        present = torch.cat([torch.ones_like(ids[:, :1]), (ids[:, 1:] != PADDING).to(ids.dtype)], dim=1).float()
        mask = (present - 1) * 1e4
        x = (self.word(ids) + self.position) * present[:, :, None]
        x = x + F.silu(self.neighbours(x.transpose(1, 2)).transpose(1, 2))
        for block in self.blocks:
            x = block(x, mask)
        x = self.after(x)
        weights = (x @ self.questions.t() * self.scale + mask[:, :, None]).softmax(1)
        pooled = weights.transpose(1, 2) @ (x * present[:, :, None])
        return [answer(pooled[:, i]) for i, answer in enumerate(self.answers)]

    def forward(self, ids):
        return torch.cat([part.softmax(1) for part in self.logits(ids)], dim=1)[:, None]
