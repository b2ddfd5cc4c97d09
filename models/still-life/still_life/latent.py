"""The latent: principal components of 12 x 12 patches, fixed and partly whitened. One strided convolution each way.

Partial whitening divides channel i by sd_i ** 0.7 (times a constant that makes the mean variance 1). With none, the
patch means, which carry the light, would drown all noise at the strengths that people use in image-to-image; with full
whitening, detail that nobody sees would cost as much of the denoiser as shape does.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

PATCH = 12
CHANNELS = 64
WHITENING = 0.7


def to_signal(pictures):
    """uint8 [n, h, w, 3] to float32 [n, 3, h, w] in -1..1."""
    return torch.from_numpy(np.ascontiguousarray(pictures.transpose(0, 3, 1, 2))).float() / 127.5 - 1


def to_pictures(signal):
    """The inverse of to_signal, rounded and clamped."""
    return ((signal + 1) * 127.5).round().clamp(0, 255).byte().permute(0, 2, 3, 1).numpy()


def fit_basis(pictures, channels=CHANNELS, patch=PATCH):
    """Mean patch [d], weights to latents [channels, d] and back [d, channels], from pictures and their mirror images."""
    patches = torch.cat([_patches(to_signal(part), patch) for part in (pictures, pictures[:, :, ::-1])]).double()
    mean = patches.mean(0)
    centred = (patches - mean).float()
    covariance = (centred.T @ centred).double() / len(centred)
    values, vectors = torch.linalg.eigh(covariance)
    sd = values.flip(0)[:channels].clamp_min(1e-12).sqrt()
    basis = vectors.flip(1)[:, :channels].T
    scale = sd ** WHITENING
    scale = scale * ((sd / scale) ** 2).mean().sqrt()
    return {"mean": mean.float(), "to": (basis / scale[:, None]).float(), "back": (basis.T * scale).float(), "sd": (sd / scale).float()}


def basis_of(encoder):
    """The basis that an encoder was made of, but for what of the mean patch lies outside it."""
    to = encoder.convolution.weight.detach().flatten(1)
    scale = 1 / to.norm(dim=1)
    back = (to * scale[:, None] ** 2).T
    return {"mean": -(back @ encoder.convolution.bias.detach()), "to": to, "back": back, "sd": torch.ones(len(to))}


def _patches(signal, patch):
    return F.unfold(signal, patch, stride=patch).transpose(1, 2).reshape(-1, 3 * patch * patch)


class Encoder(nn.Module):
    """Pictures [n, 3, s, s] to latents [n, channels, s / 12, s / 12]."""

    def __init__(self, channels=CHANNELS, patch=PATCH):
        super().__init__()
        self.convolution = nn.Conv2d(3, channels, patch, stride=patch)

    @classmethod
    def of(cls, basis):
        channels, patch = len(basis["to"]), round((basis["to"].shape[1] / 3) ** 0.5)
        encoder = cls(channels, patch)
        encoder.convolution.weight.data = basis["to"].reshape(channels, 3, patch, patch).clone()
        encoder.convolution.bias.data = -(basis["to"] @ basis["mean"])
        return encoder.requires_grad_(False)

    def forward(self, sample):
        return self.convolution(sample)


def encode_all(encoder, pictures, batch=500):
    """float16 latents of uint8 pictures and, after them, of their mirror images."""
    parts = []
    with torch.no_grad():
        for source in (pictures, pictures[:, :, ::-1]):
            for start in range(0, len(source), batch):
                parts.append(encoder(to_signal(source[start:start + batch])).half().numpy())
    return np.concatenate(parts)
