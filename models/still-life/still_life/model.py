"""The finished model in torch, from the exported files alone, for the evaluation."""

import functools
import json
from pathlib import Path

import numpy as np
import torch

from . import judge
from .decoder import Decoder
from .denoiser import Denoiser
from .judge_network import NETWORKS
from .export import GUIDANCE
from .latent import Encoder, basis_of
from .onnx_files import load_weights
from .sampler import decode, encode, sample
from .scene import WHOLE
from .text_network import TextEncoder
from .tokenizer import Tokenizer

BATCH = 48


class Model:
    """`weights` is the exported folder, `second` the folder of the second judge."""

    def __init__(self, weights, second, guidance=GUIDANCE):
        weights, self.guidance = Path(weights), guidance
        self.denoiser = load_weights(Denoiser(), weights / "transformer/model.onnx", "denoiser.").eval()
        self.encoder = load_weights(Encoder(), weights / "vae_encoder/model.onnx").eval()
        self.decoder = load_weights(Decoder.of(basis_of(self.encoder)), weights / "vae_decoder/model.onnx").eval()
        self.tokenizer = Tokenizer()
        self.text = load_weights(TextEncoder(len(self.tokenizer.words)), weights / "text_encoder/model.onnx").eval()
        self.judge_folders = (weights / "judge", Path(second))

    @torch.no_grad()
    def conditions(self, prompts):
        return self.text(self.tokenizer.encode(prompts))[:, 0]

    @torch.no_grad()
    def paint(self, prompts, seeds, window=WHOLE):
        """8-bit pictures, one per prompt and seed."""
        return self._in_batches(lambda part: self._paint(prompts[part], seeds[part], window=window), len(prompts))

    def _paint(self, prompts, seeds, **start):
        untold = self.conditions([""] * len(prompts))
        latents = sample(self.denoiser, self.conditions(prompts), seeds, guidance=self.guidance, untold=untold, **start)
        return decode(self.decoder, latents)

    @torch.no_grad()
    def repaint(self, pictures, prompts, seeds, strength, window=WHOLE):
        """Image-to-image: 8-bit pictures in, 8-bit pictures out."""
        return self._in_batches(lambda part: self._paint(prompts[part], seeds[part], start=encode(self.encoder, pictures[part]),
                                                         strength=strength, window=window), len(prompts))

    @staticmethod
    def _in_batches(make, count):
        return np.concatenate([make(slice(start, start + BATCH)) for start in range(0, count, BATCH)])

    @functools.cached_property
    def judges(self):
        return tuple(map(load_judge, self.judge_folders))

    @functools.cached_property
    def judge(self):
        return load_judge(self.judge_folders[0])

    def read(self, pictures):
        """What the judge sees: a value per attribute, [count, attributes]."""
        return judge.read(self.judge, pictures).argmax(2)


def load_judge(folder):
    """A judge from its exported folder."""
    config = json.loads((Path(folder) / "config.json").read_text())
    network = NETWORKS[config["network"]](config["size"], config["width"])
    return load_weights(network, Path(folder) / "model.onnx", "judge.").eval()
