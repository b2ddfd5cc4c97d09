"""Sampling in torch, the same way as the application: seeded noise, shifted Euler steps, guidance, image-to-image."""

import numpy as np
import torch

from .latent import to_pictures, to_signal
from .scene import WHOLE

SHIFT = 3.0


def shifted(strength, shift=SHIFT):
    """From the strength that a person sees to the share of noise (Esser et al., arXiv 2403.03206, section 5.3.2)."""
    return shift * strength / (1 + (shift - 1) * strength)


def noise(seed, count):
    """mulberry32 and Box-Muller, as the application draws its noise."""
    state = np.uint32((seed * 2654435761 & 0xFFFFFFFF) ^ 0x9E3779B9)
    mask = np.uint64(0xFFFFFFFF)
    even = count + count % 2
    states = (np.uint64(state) + np.uint64(0x6D2B79F5) * np.arange(1, even + 1, dtype=np.uint64)) & mask
    word = ((states ^ (states >> np.uint64(15))) * (states | np.uint64(1))) & mask
    word ^= (word + ((word ^ (word >> np.uint64(7))) * (word | np.uint64(61)) & mask)) & mask
    uniform = ((word ^ (word >> np.uint64(14))) & mask).astype(np.float64) / 2**32
    radius, angle = np.sqrt(-2 * np.log(1 - uniform[0::2])), 2 * np.pi * uniform[1::2]
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1).ravel()[:count].astype(np.float32)


@torch.no_grad()
def sample(denoiser, told, seeds, steps=20, guidance=3.0, shift=SHIFT, start=None, strength=1.0, untold=None, window=WHOLE):
    """Latents for conditions [n, CONDITION] and as many seeds; from `start` latents at a strength below 1.

    `window` is the part of the whole that is painted: left, top, width and height as shares of it.
    """
    told = torch.as_tensor(told)
    untold = untold if untold is not None else _nothing(told)
    channels, grid = denoiser.leave.out_features, denoiser.grid
    shape = (len(seeds), channels, grid, grid)
    z = torch.from_numpy(np.stack([noise(int(seed), channels * grid * grid) for seed in seeds])).reshape(shape)
    if start is not None:
        first = shifted(strength, shift)
        z = (1 - first) * start + first * z
    count = max(1, round(steps * strength))
    grid_points = [shifted(strength * (1 - i / count), shift) for i in range(count + 1)]
    windows = torch.tensor(window, dtype=torch.float32).expand(2 * len(z), 4)
    for here, there in zip(grid_points, grid_points[1:]):
        time = torch.full((2 * len(z),), here)
        with_words, without = denoiser(torch.cat([z, z]), time, torch.cat([told, untold]), windows).chunk(2)
        z = z - (here - there) * (without + guidance * (with_words - without))
    return z


def _nothing(told):
    from .training import one_hots
    from .world import SIZES

    return torch.from_numpy(one_hots(np.full((len(told), len(SIZES)), -1)))


@torch.no_grad()
def decode(decoder, latents, batch=64):
    """uint8 pictures."""
    return np.concatenate([to_pictures(decoder(part)) for part in latents.split(batch)])


@torch.no_grad()
def encode(encoder, pictures):
    return encoder(to_signal(pictures))
