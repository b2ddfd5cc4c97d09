"""Distance functions of the eight subjects, for sphere tracing; units as in scene.py."""

import math

from numba import njit

from .scene import HEIGHT, SUBJECT, TURN_COS, TURN_SIN, WIDTH

FAST = {"fastmath": True, "cache": True, "inline": "never", "error_model": "numpy"}


@njit(**FAST)
def smooth(a, b, x):
    t = min(max((x - a) / (b - a), 0.0), 1.0)
    return t * t * (3 - 2 * t)


@njit(**FAST)
def distance(s, x, y, z):
    """Signed distance from a point of the world to the object of scene `s` (a lower bound for turned profiles)."""
    subject = int(s[SUBJECT])
    if subject == 0:
        return math.sqrt(x * x + (y - 0.42) ** 2 + z * z) - 0.42
    lx = s[TURN_COS] * x - s[TURN_SIN] * z
    lz = s[TURN_SIN] * x + s[TURN_COS] * z
    if subject == 1:
        return _cube(lx, y, lz)
    if subject == 5:
        return _mug(lx, y, lz)
    if subject == 7:
        return _pear(lx, y, lz)
    rho = math.sqrt(x * x + z * z)
    if subject == 2:
        return max((rho - 0.42 * (1 - y / 0.95)) * 0.9145, -y) - 0.005
    if subject == 3:
        return _turned(rho, y, s[HEIGHT], _vase(y / s[HEIGHT]) * s[WIDTH])
    if subject == 4:
        return _turned(rho, y, s[HEIGHT], _bottle(y / s[HEIGHT]) * s[WIDTH])
    return _bowl(rho, y)


@njit(**FAST)
def _cube(x, y, z):
    half, edge = 0.34, 0.04
    dx, dy, dz = abs(x) - half + edge, abs(y - half) - half + edge, abs(z) - half + edge
    outside = math.sqrt(max(dx, 0.0) ** 2 + max(dy, 0.0) ** 2 + max(dz, 0.0) ** 2)
    return outside + min(max(dx, max(dy, dz)), 0.0) - edge


@njit(**FAST)
def _turned(rho, y, height, radius):
    return max((rho - radius) * 0.72, max(y - height, -y))


@njit(**FAST)
def _vase(t):
    t = min(max(t, 0.0), 1.0)
    bulge = max(math.sin(math.pi * min(max(1.05 * t + 0.12, 0.0), 1.0)), 0.0)
    return 0.13 + 0.21 * bulge ** 1.3 + 0.07 * smooth(0.78, 1.0, t)


@njit(**FAST)
def _bottle(t):
    shoulder = smooth(0.5, 0.72, t)
    return 0.235 * (1 - shoulder) + 0.075 * shoulder + 0.02 * smooth(0.9, 0.93, t)


@njit(**FAST)
def _mug(x, y, z):
    height, radius, wall, floor = 0.62, 0.29, 0.035, 0.06
    rho = math.sqrt(x * x + z * z)
    outer = max(rho - radius, abs(y - height / 2) - height / 2)
    cup = max(outer, -max(rho - radius + wall, floor - y))
    ring = math.sqrt((x - radius - 0.03) ** 2 + (y - 0.52 * height) ** 2) - 0.175
    handle = math.sqrt(ring * ring + z * z) - 0.048
    return min(cup, max(handle, radius - 0.02 - rho))


@njit(**FAST)
def _bowl(rho, y):
    shell = abs(math.sqrt(rho * rho + (y - 0.52) ** 2) - 0.48) - 0.022
    foot = max(rho - 0.18, abs(y - 0.03) - 0.03)
    return min(max(shell, y - 0.46), foot)


@njit(**FAST)
def _pear(x, y, z):
    body = math.sqrt(x * x + (y - 0.36) ** 2 + z * z) - 0.36
    neck = math.sqrt((x - 0.02) ** 2 + (y - 0.78) ** 2 + z * z) - 0.17
    k = 0.28
    h = min(max(0.5 + 0.5 * (neck - body) / k, 0.0), 1.0)
    fruit = neck * (1 - h) + body * h - k * h * (1 - h)
    t = min(max((y - 0.85) / 0.25, 0.0), 1.0)
    stem = math.sqrt((x - 0.02 - 0.1 * t * t) ** 2 + z * z + max(y - 1.1, 0.0) ** 2 + max(0.85 - y, 0.0) ** 2) - 0.024
    return min(fruit, stem * 0.85)


@njit(**FAST)
def is_opening(s, x, y, z):
    """Whether a point lies on the faked dark opening on top of a vase or bottle."""
    subject = int(s[SUBJECT])
    if subject != 3 and subject != 4:
        return False
    lip = 0.8 * (_vase(1.0) if subject == 3 else _bottle(1.0)) * s[WIDTH]
    return y > s[HEIGHT] - 0.006 and x * x + z * z < lip * lip
