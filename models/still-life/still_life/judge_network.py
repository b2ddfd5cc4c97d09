"""Two judges, networks from pixels to a probability for each value of each attribute.

The first ships with the model. The second looks in another way, with attention, and learns from other renders: it is a
second opinion for benchmarks.
"""

import torch
from torch import nn
from torch.nn import functional as F

from .world import SIZES, WIDEST


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)

    def forward(self, x):
        return x + self.second(F.silu(self.first(F.silu(x))))


class Reader(nn.Module):
    """What both have in common: pictures [count, 3, size, size] in -1…1 to logits per attribute, and probabilities."""

    def __init__(self):
        super().__init__()
        #: Divides the logits, so that probabilities are as often right as they say.
        self.register_buffer("temperature", torch.ones(len(SIZES)))

    def probabilities(self, pictures):
        """[count, attributes, WIDEST]; the columns that an attribute does not have are 0."""
        logits = self(pictures)
        padded = [F.pad((part / self.temperature[i]).softmax(1), (0, WIDEST - SIZES[i])) for i, part in enumerate(logits)]
        return torch.stack(padded, dim=1)


class Judge(Reader):
    """Convolutions, and one layer that sees all places at once."""

    def __init__(self, size, width):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(3, width, 6, stride=3, padding=2), nn.SiLU(),
            nn.Conv2d(width, 2 * width, 4, stride=2, padding=1), Residual(2 * width), nn.SiLU(),
            nn.Conv2d(2 * width, 4 * width, 4, stride=2, padding=1), Residual(4 * width), nn.SiLU(),
            nn.Conv2d(4 * width, 2 * width, 1), nn.SiLU(), nn.Flatten(), nn.Dropout(.1),
            nn.Linear(2 * width * (size // 12) ** 2, 192), nn.SiLU(), nn.Linear(192, sum(SIZES)))

    def forward(self, pictures):
        return self.layers(pictures).split(SIZES, dim=1)


class Look(nn.Module):
    """One round of attention among the cells of a picture, and a widening layer (Vaswani et al., arXiv 1706.03762)."""

    def __init__(self, width, heads=4):
        super().__init__()
        self.heads = heads
        self.before, self.after = nn.LayerNorm(width), nn.LayerNorm(width)
        self.query_key_value, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.mixing = nn.Sequential(nn.Linear(width, 2 * width), nn.SiLU(), nn.Linear(2 * width, width))

    def forward(self, x):
        count, cells, width = x.shape
        parts = self.query_key_value(self.before(x)).reshape(count, cells, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        weights = (query @ key.transpose(2, 3) * (width // self.heads) ** -.5).softmax(3)
        x = x + self.output((weights @ value).transpose(1, 2).reshape(count, cells, width))
        return x + self.mixing(self.after(x))


class SecondJudge(Reader):
    """Patches of 8 pixels, overlapping by half, that look at each other; each attribute asks the cells its own question."""

    def __init__(self, size, width):
        super().__init__()
        cells = (size // 8) ** 2
        self.enter = nn.Sequential(nn.Conv2d(3, width // 2, 4, stride=2, padding=1), nn.SiLU(), nn.Conv2d(width // 2, width, 8, stride=4, padding=2))
        self.position = nn.Parameter(torch.randn(cells, width) * .02)
        self.looks = nn.ModuleList(Look(width) for _ in range(3))
        self.norm = nn.LayerNorm(width)
        self.questions = nn.Parameter(torch.randn(len(SIZES), width) * .1)
        self.answers = nn.ModuleList(nn.Linear(width, size) for size in SIZES)

    def forward(self, pictures):
        x = self.enter(pictures).flatten(2).transpose(1, 2) + self.position
        for look in self.looks:
            x = look(x)
        x = self.norm(x)
        weights = (x @ self.questions.t() * x.shape[2] ** -.5).softmax(1)
        pooled = weights.transpose(1, 2) @ x
        return tuple(answer(pooled[:, i]) for i, answer in enumerate(self.answers))


NETWORKS = {"first": Judge, "second": SecondJudge}


def loss_of(logits, labels):
    """Sum of the cross-entropies; a little label smoothing keeps the probabilities honest."""
    return sum(F.cross_entropy(part.float(), labels[:, i], label_smoothing=.01) for i, part in enumerate(logits))
