"""Measures that the evaluation uses: shares with their intervals, and how alike two pictures are."""

import math

import torch
from torch.nn import functional as F


def share(hits, n):
    """A share with its 95 % Wilson interval."""
    if n == 0:
        return {"share": None, "low": 0., "high": 1., "n": 0}
    z, p = 1.96, hits / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return {"share": round(p, 4), "low": round(max(0., middle - half), 4), "high": round(min(1., middle + half), 4), "n": int(n)}


def mean(values):
    """A mean with its 95 % interval."""
    values = torch.as_tensor(values, dtype=torch.float64)
    half = 1.96 * float(values.std()) / math.sqrt(len(values)) if len(values) > 1 else math.inf
    return {"mean": round(float(values.mean()), 4), "plusMinus": round(half, 4), "n": len(values)}


def similarity(first, second):
    """SSIM of luma per pair of 8-bit pictures (Wang et al. 2004): 8 x 8 windows, every fourth pixel."""
    a, b = _luma(first), _luma(second)
    mean_a, mean_b = F.avg_pool2d(a, 8, 4), F.avg_pool2d(b, 8, 4)
    var_a, var_b = F.avg_pool2d(a * a, 8, 4) - mean_a ** 2, F.avg_pool2d(b * b, 8, 4) - mean_b ** 2
    both = F.avg_pool2d(a * b, 8, 4) - mean_a * mean_b
    same = (2 * mean_a * mean_b + 6.5025) * (2 * both + 58.5225) / ((mean_a ** 2 + mean_b ** 2 + 6.5025) * (var_a + var_b + 58.5225))
    return same.mean((1, 2, 3))


def _luma(pictures):
    weights = torch.tensor([.299, .587, .114], dtype=torch.float64)
    return (torch.from_numpy(pictures).double() @ weights)[:, None]
