"""From latents to pictures: the linear inverse of the latent and a small convolutional refinement of it.

It is trained on noisy latents, because the latents that the denoiser makes are not exact: a decoder that has only seen
clean ones shows the seams of the patches on generated pictures.
"""

import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .latent import CHANNELS, PATCH, to_signal

NOISE = 0.35


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)

    def forward(self, x):
        return x + self.second(F.silu(self.first(F.silu(x))))


class Decoder(nn.Module):
    """Latents [n, channels, g, g] to pictures [n, 3, 12 g, 12 g] in about -1..1; patches are cut as 2 x 3 x 2."""

    def __init__(self, channels=CHANNELS, wide=128, middle=64, fine=24):
        super().__init__()
        self.linear = nn.ConvTranspose2d(channels, 3, PATCH, stride=PATCH)
        self.coarse = nn.Sequential(nn.Conv2d(channels, wide, 3, padding=1), Residual(wide), nn.Conv2d(wide, 4 * 48, 1), nn.SiLU())
        self.blend = nn.Conv2d(48 + 3 * 36, middle, 1)
        self.middle = nn.Sequential(Residual(middle), Residual(middle), nn.Conv2d(middle, 9 * 12, 1), nn.SiLU())
        self.fine = nn.Conv2d(12 + 12, fine, 3, padding=1)
        self.last = nn.Conv2d(fine, 12, 3, padding=1)
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)

    @classmethod
    def of(cls, basis):
        """Starts as the exact linear inverse."""
        decoder = cls(len(basis["to"]))
        channels = len(basis["to"])
        decoder.linear.weight.data = basis["back"].T.reshape(channels, 3, PATCH, PATCH).clone()
        decoder.linear.bias.data.zero_()
        decoder.register_parameter("mean", nn.Parameter(basis["mean"].reshape(3, PATCH, PATCH).clone()))
        return decoder

    def forward(self, latent):
        linear = self.linear(latent) + self.mean.repeat(1, latent.shape[2], latent.shape[3])
        x = F.pixel_shuffle(self.coarse(latent), 2)
        x = self.middle(self.blend(torch.cat([x, F.pixel_unshuffle(linear, 6)], 1)))
        x = torch.cat([F.pixel_shuffle(x, 3), F.pixel_unshuffle(linear, 2)], 1)
        return linear + F.pixel_shuffle(self.last(F.silu(self.fine(x))), 2)


def train_decoder(decoder, encoder, pictures, steps, seed=1, batch=32, rate=1.2e-3, log=print):
    """Adds U(0, 0.35) noise to each latent; the last 256 pictures are held out. Returns their PSNR in dB."""
    held, pictures = pictures[-256:], pictures[:-256]
    optimiser = torch.optim.AdamW(decoder.parameters(), lr=rate, weight_decay=1e-4)
    began = time.time()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = rate * min((step + 1) / 50, 1) * max(1 - step / steps, 0.01)
        random = np.random.default_rng((seed, step))
        chosen = pictures[random.integers(len(pictures), size=batch)]
        target = to_signal(chosen[:, :, ::-1] if step % 2 else chosen)
        torch.manual_seed(seed * 1_000_003 + step)
        with torch.no_grad():
            latent = encoder(target)
            latent = latent + torch.randn_like(latent) * torch.rand(batch, 1, 1, 1) * NOISE
        with torch.autocast("cpu", torch.bfloat16):
            made = decoder(latent)
        loss = reconstruction_loss(made.float(), target)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(decoder.parameters(), 1.0)
        optimiser.step()
        if step % 100 == 0 or step == steps - 1:
            log(f"decoder {step} loss {loss.item():.4f} {psnr(decoder, encoder, held):.2f} dB {time.time() - began:.0f} s")
    return psnr(decoder, encoder, held)


def reconstruction_loss(made, target):
    across = (made.diff(dim=3) - target.diff(dim=3)).abs().mean()
    down = (made.diff(dim=2) - target.diff(dim=2)).abs().mean()
    return (made - target).abs().mean() + 0.5 * (across + down) + F.mse_loss(made, target)


@torch.no_grad()
def psnr(decoder, encoder, pictures):
    target = to_signal(pictures)
    error = ((decoder(encoder(target)).clamp(-1, 1) - target) / 2).square().mean()
    return (-10 * error.log10()).item()
