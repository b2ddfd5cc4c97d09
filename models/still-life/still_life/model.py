"""The finished model in torch, weights rounded as in the exported files, for the evaluation."""

from pathlib import Path

import numpy as np
import torch

from . import judge, text_encoder
from .latent import Encoder
from .rounding import halved
from .sampler import decode, encode, sample
from .tokenizer import Tokenizer

BATCH = 48


class Model:
    def __init__(self, work, denoiser):
        self.denoiser, self.decoder = halved(denoiser.eval()), halved(judge.load_decoder(work))
        self.encoder = halved(Encoder.of(torch.load(Path(work) / "latent.pt")))
        self.text, self.reader, self.tokenizer = halved(text_encoder.load(work)), halved(judge.load(work)), Tokenizer()

    @torch.no_grad()
    def conditions(self, prompts):
        return self.text(self.tokenizer.encode(prompts))[:, 0]

    @torch.no_grad()
    def paint(self, prompts, seeds, guidance=3.):
        """8-bit pictures, one per prompt and seed."""
        return self._in_batches(lambda part: self._paint(prompts[part], seeds[part], guidance), len(prompts))

    def _paint(self, prompts, seeds, guidance=3., **start):
        untold = self.conditions([""] * len(prompts))
        latents = sample(self.denoiser, self.conditions(prompts), seeds, guidance=guidance, untold=untold, **start)
        return decode(self.decoder, latents)

    @torch.no_grad()
    def repaint(self, pictures, prompts, seeds, strength):
        """Image-to-image: 8-bit pictures in, 8-bit pictures out."""
        return self._in_batches(lambda part: self._paint(prompts[part], seeds[part], start=encode(self.encoder, pictures[part]),
                                                         strength=strength), len(prompts))

    @staticmethod
    def _in_batches(make, count):
        return np.concatenate([make(slice(start, start + BATCH)) for start in range(0, count, BATCH)])

    def read(self, pictures):
        """What the judge sees: a value per attribute, [count, attributes]."""
        return judge.read(self.reader, pictures).argmax(2)
