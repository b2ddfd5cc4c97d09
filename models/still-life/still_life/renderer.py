"""Pictures of scenes by sphere tracing: one object on a table before a wall, one light, soft or hard shadows."""

import math

import numpy as np
from numba import njit, prange

from .scene import (AMBIENT, CAMERA_Y, COLUMNS, DIRECTION, DISTANCE, EXPOSURE, GRAIN, HARD, KEY, LIGHT, MATERIAL, OBJECT,
                    PHASE, SHADOW_K, SHIFT_X, SHIFT_Y, SUBJECT, SUN, SURFACE, TABLE, TINT, WALL, WALL_Z, WINDOW,
                    draw_scenes)
from .shapes import FAST, distance, is_opening, smooth
from .textures import stone, wood

BACK, TOP = 4, 3


@njit(**FAST)
def _shadow(s, x, y, z):
    """0 in full shadow, 1 in full light; the penumbra widens with the distance to the object."""
    k = s[SHADOW_K]
    lx, ly, lz = s[SUN], s[SUN + 1], s[SUN + 2]
    px, py, pz = x, y - 0.5, z
    along = -(px * lx + py * ly + pz * lz)
    nearest = px * px + py * py + pz * pz - along * along
    if nearest > (0.62 + 2.8 / k) ** 2 or (along < 0 and px * px + py * py + pz * pz > 0.8):
        return 1.0
    result, t = 1.0, 0.02
    for _ in range(28):
        d = distance(s, x + lx * t, y + ly * t, z + lz * t)
        result = min(result, 0.5 + 0.5 * k * d / t)
        if result <= 0:
            return 0.0
        t += min(max(d, 0.02), 0.15)
    return result * result * (3 - 2 * result)


@njit(**FAST)
def _occlusion(s, x, y, z, nx, ny, nz):
    blocked = 0.0
    for i in range(1, 4):
        h = 0.07 * i
        py = y + ny * h
        d = min(distance(s, x + nx * h, py, z + nz * h), py)
        blocked += (h - d) / h * 1.3 / i * 0.3
    return min(max(1 - blocked, 0.15), 1.0)


@njit(**FAST)
def _point_light(s, x, y, z, ny, nz, strength):
    dx, dy, dz = 4 * s[SUN] - x, 4 * s[SUN + 1] - y, 4 * s[SUN + 2] - z
    squared = dx * dx + dy * dy + dz * dz
    return max((dy * ny + dz * nz) / math.sqrt(squared), 0.0) * strength / squared


@njit(**FAST)
def _wall(s, x, y, shadow, out):
    lit = s[KEY] * _point_light(s, x, y, s[WALL_Z], 0.0, -1.0, 14.0) * shadow
    if int(s[DIRECTION]) == TOP:
        lit += 0.25 * smooth(-0.5, 2.5, y)
    if int(s[DIRECTION]) == BACK:
        r2 = (x - 0.6 * s[SUN]) ** 2 + (y - 0.8) ** 2
        lit += 0.8 * math.exp(-0.9 * r2)
    low = 0.55 + 0.45 * smooth(0.0, 0.7, y)
    for c in range(3):
        out[c] = s[WALL + c] * (lit * s[LIGHT + c] + s[AMBIENT] * s[TINT + c]) * low


@njit(**FAST)
def _table_colour(s, x, z, out):
    surface = int(s[SURFACE])
    factor = 1.0
    if surface == 1:
        factor = wood(x, z, s[PHASE], s[GRAIN])
    elif surface == 3:
        factor = stone(x, z, s[PHASE], s[GRAIN])
    for c in range(3):
        out[c] = s[TABLE + c] * factor


@njit(**FAST)
def _table(s, x, z, graze, out, wall):
    _table_colour(s, x, z, out)
    lit = s[KEY] * _point_light(s, x, 0.0, z, 1.0, 0.0, 16.0) * _shadow(s, x, 0.001, z)
    contact = min(max(0.35 + 2.2 * distance(s, x, 0.06, z), 0.2), 1.0)
    surface = int(s[SURFACE])
    sheen = 0.35 * graze if surface == 0 or surface == 2 else 0.08 * graze
    _wall(s, x, 0.5, 1.0, wall)
    for c in range(3):
        direct = out[c] * (lit * s[LIGHT + c] + s[AMBIENT] * s[TINT + c] * contact)
        out[c] = direct * (1 - sheen) + wall[c] * sheen * contact


@njit(**FAST)
def _surroundings(s, x, y, z, rx, ry, rz, out, wall):
    """What a polished object mirrors: table, wall or studio, a strip light overhead, and the light itself."""
    if ry < -0.02:
        t = -y / ry
        hx, hz = x + rx * t, z + rz * t
        near = min(max(0.25 + 0.9 * (hx * hx + hz * hz), 0.3), 1.0)
        fade = math.exp(-0.15 * t) * near
        for c in range(3):
            out[c] = 0.85 * s[TABLE + c] * (0.6 * s[KEY] * s[LIGHT + c] + s[AMBIENT] * s[TINT + c]) * fade
    elif rz > 0.05:
        t = (s[WALL_Z] - z) / rz
        _wall(s, x + rx * t, min(y + ry * t, 3.0), 1.0, out)
    else:
        dome = (0.22 * s[AMBIENT] + 0.30 * max(ry, 0.0)) * 0.9
        for c in range(3):
            out[c] = dome * s[TINT + c]
    lamp = rx * s[SUN] + ry * s[SUN + 1] + rz * s[SUN + 2]
    glow = smooth(0.955, 0.978, lamp) * 8 if s[HARD] > 0.5 else smooth(0.74, 0.84, lamp) * 2.4
    strip = smooth(0.90, 0.935, 0.80 * ry - 0.60 * rz) * (1 - smooth(0.28, 0.36, abs(rx))) * 1.1
    for c in range(3):
        out[c] += glow * s[KEY] * s[LIGHT + c] + strip * s[TINT + c]


@njit(**FAST)
def _object(s, x, y, z, dx, dy, dz, out, env, wall):
    e = 0.002
    nx = distance(s, x + e, y, z) - distance(s, x - e, y, z)
    ny = distance(s, x, y + e, z) - distance(s, x, y - e, z)
    nz = distance(s, x, y, z + e) - distance(s, x, y, z - e)
    length = math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-9
    nx, ny, nz = nx / length, ny / length, nz / length
    facing = max(-(nx * dx + ny * dy + nz * dz), 0.0)
    towards = nx * s[SUN] + ny * s[SUN + 1] + nz * s[SUN + 2]
    shadow = _shadow(s, x + nx * 0.01, y + ny * 0.01, z + nz * 0.01) if towards > -0.25 else 0.0
    diffuse = max(towards, 0.0) if s[HARD] > 0.5 else max((towards + 0.25) / 1.25, 0.0)
    occlusion = _occlusion(s, x, y, z, nx, ny, nz)
    opening = is_opening(s, x, y, z)
    stem = int(s[SUBJECT]) == 7 and y > 0.945
    if opening:
        occlusion = 0.3
    rim = 0.0
    if int(s[DIRECTION]) == BACK:
        rim = (1 - facing) ** 2.5 * max(0.4 * ny + 0.5, 0.0) * s[KEY] * 0.6
    material = 0 if stem or opening else int(s[MATERIAL])
    if material > 0:
        m = 2 * (nx * dx + ny * dy + nz * dz)
        rx, ry, rz = dx - m * nx, dy - m * ny, dz - m * nz
        _surroundings(s, x, y, z, rx, ry, rz, env, wall)
    fresnel = 1 - facing
    bounce = 0.25 * max(-ny, 0.0) * (s[AMBIENT] + 0.5 * s[KEY]) * min(1.0, 0.4 + y)
    for c in range(3):
        albedo = s[OBJECT + c] * (0.12 if opening else 1.0)
        if stem:
            albedo = (0.12, 0.07, 0.03)[c]
        light = (s[KEY] * diffuse * shadow + rim) * s[LIGHT + c]
        light += s[AMBIENT] * (0.75 + 0.35 * ny) * occlusion * s[TINT + c] + bounce * s[TABLE + c]
        base = albedo * light
        if material == 0:
            out[c] = base + 0.02 * fresnel ** 3 * s[AMBIENT] * s[LIGHT + c]
        elif material == 1:
            mirror = (0.07 + 0.6 * fresnel ** 5) * env[c] * occlusion * (1.5 if shadow > 0.3 else 1.0)
            out[c] = base * 0.92 + mirror + (0.16 * min(env[c], 3.0) if env[c] > 0.9 else 0.0)
        else:
            tinted = 0.88 * albedo + 0.12
            out[c] = tinted * env[c] * (0.35 + 0.65 * occlusion) * 1.35 + 0.12 * base


@njit(**FAST)
def _trace(s, u, v, out, env, wall):
    up, far = s[CAMERA_Y], s[DISTANCE]
    pitch = math.sqrt((up - 0.45) ** 2 + far * far)
    fy, fz = (0.45 - up) / pitch, far / pitch
    a, b = u - s[SHIFT_X], v - s[SHIFT_Y]
    dx, dy, dz = a, b * fz + 2.4 * fy, -b * fy + 2.4 * fz
    length = math.sqrt(dx * dx + dy * dy + dz * dz)
    dx, dy, dz = dx / length, dy / length, dz / length
    along = -((up - 0.5) * dy - far * dz)
    squared = (up - 0.5) ** 2 + far * far - along * along
    if squared < 0.52:
        half = math.sqrt(0.52 - squared)
        t = along - half
        for _ in range(56):
            x, y, z = dx * t, up + dy * t, dz * t - far
            d = distance(s, x, y, z)
            if d < 0.0015:
                _object(s, x, y, z, dx, dy, dz, out, env, wall)
                return
            t += d * 0.93
            if t > along + half:
                break
    floor = -up / dy if dy < -1e-4 else 1e9
    back = (s[WALL_Z] + far) / dz
    if floor < back:
        _table(s, dx * floor, dz * floor - far, (1 + dy) ** 4, out, wall)
    else:
        y = up + dy * back
        _wall(s, dx * back, y, _shadow(s, dx * back, y, s[WALL_Z]), out)


@njit(parallel=True, fastmath=True, cache=True)
def _render(scenes, size, samples):
    pictures = np.zeros((scenes.shape[0], size, size, 3), np.uint8)
    for index in prange(scenes.shape[0]):
        s = scenes[index]
        out, env, wall, total = np.zeros(3), np.zeros(3), np.zeros(3), np.zeros(3)
        for row in range(size):
            for column in range(size):
                total[:] = 0
                for sub in range(samples * samples):
                    across = (column + (sub % samples + 0.5) / samples) / size
                    down = (row + (sub // samples + 0.5) / samples) / size
                    u = 2 * (s[WINDOW] + s[WINDOW + 2] * across) - 1
                    v = 1 - 2 * (s[WINDOW + 1] + s[WINDOW + 3] * down)
                    _trace(s, u, v, out, env, wall)
                    vignette = (1 - 0.10 * (u * u + v * v)) * s[EXPOSURE]
                    for c in range(3):
                        o = out[c] * vignette
                        o = o * (1 + 0.12 * o) / (1 + 0.55 * o) * 1.25
                        total[c] += min(max(o, 0.0), 1.0) ** (1 / 2.2)
                for c in range(3):
                    pictures[index, row, column, c] = int(total[c] / (samples * samples) * 255 + 0.5)
    return pictures


def render(labels, seed, size=96, samples=2, windows=None):
    """uint8 [count, size, size, 3] pictures of labelled scenes, or of windows on them, with samples x samples rays per pixel."""
    scenes = draw_scenes(labels, seed, windows)
    assert scenes.shape[1] == COLUMNS
    return _render(scenes, size, samples)
