"""The judge: a small convolutional network from pixels to a probability for each value of each attribute."""

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


class Judge(nn.Module):
    """Pictures [count, 3, size, size] in -1…1 to logits per attribute."""

    def __init__(self, size, width):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(3, width, 6, stride=3, padding=2), nn.SiLU(),
            nn.Conv2d(width, 2 * width, 4, stride=2, padding=1), Residual(2 * width), nn.SiLU(),
            nn.Conv2d(2 * width, 4 * width, 4, stride=2, padding=1), Residual(4 * width), nn.SiLU(),
            nn.Conv2d(4 * width, 2 * width, 1), nn.SiLU(), nn.Flatten(), nn.Dropout(.1),
            nn.Linear(2 * width * (size // 12) ** 2, 192), nn.SiLU(), nn.Linear(192, sum(SIZES)))
        #: Divides the logits, so that probabilities are as often right as they say.
        self.register_buffer("temperature", torch.ones(len(SIZES)))

    def forward(self, pictures):
        return self.layers(pictures).split(SIZES, dim=1)

    def probabilities(self, pictures):
        """[count, attributes, WIDEST]; the columns that an attribute does not have are 0."""
        logits = self(pictures)
        padded = [F.pad((part / self.temperature[i]).softmax(1), (0, WIDEST - SIZES[i])) for i, part in enumerate(logits)]
        return torch.stack(padded, dim=1)


def loss_of(logits, labels):
    """Sum of the cross-entropies; a little label smoothing keeps the probabilities honest."""
    return sum(F.cross_entropy(part.float(), labels[:, i], label_smoothing=.01) for i, part in enumerate(logits))
