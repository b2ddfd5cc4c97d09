"""Weights rounded to 16 bits, as the exported files keep them. Figures are measured on rounded weights."""

import torch

from .onnx_files import LARGE


def halved(model):
    with torch.no_grad():
        for weight in model.state_dict().values():
            if weight.dtype == torch.float32 and weight.numel() >= LARGE:
                weight.copy_(weight.half().float())
    return model
