"""Wood and stone for the table: multipliers of its colour, from value noise."""

import math

from numba import njit

from .shapes import FAST


@njit(**FAST)
def _hash(i, j):
    value = math.sin(i * 127.1 + j * 311.7) * 43758.5453
    return value - math.floor(value)


@njit(**FAST)
def noise(x, y):
    i, j = math.floor(x), math.floor(y)
    u, v = x - i, y - j
    u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
    low = _hash(i, j) * (1 - u) + _hash(i + 1, j) * u
    high = _hash(i, j + 1) * (1 - u) + _hash(i + 1, j + 1) * u
    return low * (1 - v) + high * v


@njit(**FAST)
def wood(x, z, phase, grain):
    """Planks along x with sine stripes."""
    across = (z + phase) * 2.2 * grain
    plank = math.floor(across)
    within = across - plank
    shift = _hash(plank, 7.0) * 20
    bend = noise(x * 1.3 + shift, z * 5 + phase)
    stripes = 0.5 + 0.5 * math.sin((z * 26 + bend * 5.5 + shift) * grain)
    fine = noise(x * 5 + shift, z * 60)
    tone = 0.80 + 0.32 * _hash(plank, 3.0)
    gap = 0.55 if within < 0.035 else 1.0
    return tone * gap * (0.68 + 0.34 * stripes + 0.18 * fine)


@njit(**FAST)
def stone(x, z, phase, grain):
    """Three octaves of value noise."""
    a = noise((x + phase) * 3 * grain, (z + phase) * 3 * grain)
    b = noise((x + phase) * 7 * grain, (z - phase) * 7 * grain)
    c = noise((x - phase) * 17 * grain, (z + phase) * 17 * grain)
    return 0.5 + 0.62 * (0.5 * a + 0.3 * b + 0.2 * c) + 0.25 * (a > 0.62) * (a - 0.62)
