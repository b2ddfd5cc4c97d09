"""Two judges, networks from pixels to a probability for each value of each attribute.

The first ships with the model. The second is built in another way and learns from other renders: it is a second opinion
for benchmarks.
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


class SecondJudge(Reader):
    """Three scales of residual blocks; then each attribute looks where it wants to, by attention of its own over the cells."""

    def __init__(self, size, width):
        super().__init__()
        self.enter = nn.Sequential(nn.Conv2d(3, width, 8, stride=4, padding=2), Residual(width))
        self.middle = nn.Sequential(nn.Conv2d(width, 2 * width, 3, stride=2, padding=1), Residual(2 * width), Residual(2 * width))
        self.wide = nn.Sequential(nn.Conv2d(2 * width, 3 * width, 3, stride=2, padding=1), Residual(3 * width))
        self.join = nn.Conv2d(3 * width, 2 * width, 1)
        self.norm = nn.LayerNorm(2 * width)
        self.position = nn.Parameter(torch.randn((size // 8) ** 2, 2 * width) * .02)
        self.questions = nn.Parameter(torch.randn(len(SIZES), 2 * width) * .1)
        self.answers = nn.ModuleList(nn.Sequential(nn.Linear(2 * width, 2 * width), nn.SiLU(), nn.Linear(2 * width, size)) for size in SIZES)

    def forward(self, pictures):
        cells = self.middle(self.enter(pictures))
        cells = cells + F.interpolate(self.join(self.wide(cells)), cells.shape[2:], mode="nearest")
        x = self.norm(cells.flatten(2).transpose(1, 2).float()) + self.position
        weights = (x @ self.questions.t() * x.shape[2] ** -.5).softmax(1)
        pooled = weights.transpose(1, 2) @ x
        return tuple(answer(pooled[:, i]) for i, answer in enumerate(self.answers))


NETWORKS = {"first": Judge, "second": SecondJudge}


def loss_of(logits, labels):
    """Sum of the cross-entropies; a little label smoothing keeps the probabilities honest."""
    return sum(F.cross_entropy(part.float(), labels[:, i], label_smoothing=.01) for i, part in enumerate(logits))
