"""The weights as a folder in the layout of a diffusers ONNX export: denoiser, latent, scheduler and index."""

import json

import torch
from torch import nn

from .latent import CHANNELS, PATCH
from .onnx_files import save_onnx
from .sampler import SHIFT
from .scene import WHOLE
from .world import CONDITION

STEPS, GUIDANCE = 20, 3


class _Transformer(nn.Module):
    """The denoiser with the inputs that pipelines give: timestep 0..1000, text as one token."""

    def __init__(self, denoiser):
        super().__init__()
        self.denoiser = denoiser

    def forward(self, hidden_states, timestep, encoder_hidden_states, window):
        return self.denoiser(hidden_states, timestep / 1000, encoder_hidden_states[:, 0], window)


def export_model(denoiser, encoder, decoder, folder):
    """Writes every part but text encoder, tokenizer and judge into `folder` (a Path)."""
    grid, size = denoiser.grid, denoiser.grid * PATCH
    latents, picture = torch.randn(2, CHANNELS, grid, grid), torch.randn(2, 3, size, size)
    told, window = torch.zeros(2, 1, CONDITION), torch.tensor([WHOLE] * 2, dtype=torch.float32)
    save_onnx(_Transformer(denoiser), (latents, torch.tensor([500.0, 900.0]), told, window), folder / "transformer/model.onnx",
              ("hidden_states", "timestep", "encoder_hidden_states", "window"), ("out_sample",))
    save_onnx(encoder, (picture,), folder / "vae_encoder/model.onnx", ("sample",), ("latent_sample",))
    save_onnx(decoder, (latents,), folder / "vae_decoder/model.onnx", ("latent_sample",), ("sample",))
    vae = {"_class_name": "PatchBasis", "latent_channels": CHANNELS, "sample_size": size, "patch_size": PATCH,
           "scaling_factor": 1, "shift_factor": 0}
    _write(folder / "vae_encoder/config.json", vae)
    _write(folder / "vae_decoder/config.json", vae)
    _write(folder / "transformer/config.json", {
        "_class_name": "StillLifeTransformer", "in_channels": CHANNELS, "sample_size": grid,
        "joint_attention_dim": CONDITION})
    _write(folder / "scheduler/scheduler_config.json", {
        "_class_name": "FlowMatchEulerDiscreteScheduler", "num_train_timesteps": 1000, "shift": SHIFT})
    _write(folder / "model_index.json", index(size))


def index(size):
    return {
        "_class_name": "StillLifePipeline",
        "scheduler": ["diffusers", "FlowMatchEulerDiscreteScheduler"],
        "text_encoder": ["still_life", "TextEncoder"],
        "tokenizer": ["tokenizers", "Tokenizer"],
        "transformer": ["still_life", "Denoiser"],
        "vae_decoder": ["still_life", "Decoder"],
        "vae_encoder": ["still_life", "Encoder"],
        "samebut": {"size": size, "defaultSteps": STEPS, "defaultGuidance": GUIDANCE},
    }


def _write(file, data):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(data, indent=1) + "\n")
