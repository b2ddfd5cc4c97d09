"""The text encoder: trained on captions alone, written as text_encoder/ and tokenizer/ of the model folder."""

import json
from pathlib import Path

import torch

from .onnx_files import save_onnx
from .text_network import LENGTH, TextEncoder
from .text_training import accuracy, train_text_encoder
from .tokenizer import Tokenizer
from .world import CONDITION, NAMES

SETTINGS = {"seed": 11, "width": 96, "steps": 2600, "rate": 2e-3, "batch": 64}
CHECKPOINT = "text_encoder.pt"


def train(work, settings=SETTINGS, log=print):
    """Goes on from the checkpoint in the folder `work`, if there is one."""
    encoder = train_text_encoder(settings, Path(work) / CHECKPOINT, log)
    shares = accuracy(encoder, settings["seed"] + 1_000_000, 2000)
    log("heard in new captions: " + ", ".join(f"{name} {share:.1%}" for name, share in zip(NAMES, shares)))
    return encoder


def load(work):
    state = torch.load(Path(work) / CHECKPOINT, map_location="cpu")["encoder"]
    words, width = state["word.weight"].shape
    encoder = TextEncoder(words, width)
    encoder.load_state_dict(state)
    return encoder.eval()


def export(work, weights):
    encoder, weights, tokenizer = load(work), Path(weights), Tokenizer()
    example = tokenizer.encode(["a green pear on a wooden table, hard light from the left", ""])
    save_onnx(encoder, (example,), weights / "text_encoder" / "model.onnx", ["input_ids"], ["last_hidden_state"])
    config = {"model_type": "still_life_text", "hidden_size": CONDITION, "max_position_embeddings": LENGTH,
              "vocab_size": len(tokenizer.words)}
    (weights / "text_encoder" / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    tokenizer.save(weights / "tokenizer")
