"""The judge: reads every attribute in a picture, says how sure it is, and knows how often it is right."""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .data import load_shards, mirrored
from .decoder import Decoder
from .judge_network import NETWORKS
from .judge_training import to_input, train_judge
from .latent import Encoder, to_pictures
from .onnx_files import save_onnx
from .rounding import halved
from .world import ATTRIBUTES, SIZES

SETTINGS = {"network": "first", "seed": 1, "size": 96, "width": 24, "steps": 6000, "rate": 2e-3, "batch": 64, "bfloat16": True,
            "renders": "data", "train": (2, None), "repainted": 20_000, "file": "judge.pt"}
#: Its own renders, its own chances: what both judges say of a picture is not one opinion said twice.
SECOND = {**SETTINGS, "network": "second", "seed": 101, "width": 32, "steps": 4000, "rate": 1.5e-3, "renders": "data-second",
          "train": (0, None), "file": "second-judge.pt"}
TUNE, TEST = (0, 1), (1, 2)
#: Among the pictures that it is sure of, the judge is to be right in this share.
WANTED = .99


def train(work, settings=SETTINGS, log=print):
    """Goes on from the checkpoint in the folder `work`, if there is one."""
    work = Path(work)
    pictures, labels = load_shards(work / settings["renders"], *settings["train"])
    painted = repaint(work, pictures[:settings["repainted"]], settings["seed"])
    pictures, labels = np.concatenate([pictures, painted]), np.concatenate([labels, labels[:len(painted)]])
    return train_judge(lambda step: (pictures, labels), settings, work / settings["file"], log)


def load(work, settings=SETTINGS):
    judge = NETWORKS[settings["network"]](settings["size"], settings["width"])
    judge.load_state_dict(torch.load(Path(work) / settings["file"], map_location="cpu")["judge"])
    return judge.eval()


@torch.no_grad()
def repaint(work, pictures, seed, batch=250):
    """The pictures as the decoder paints them from noisy latents: the look of generated pictures, with known labels."""
    encoder = Encoder.of(torch.load(Path(work) / "latent.pt"))
    decoder = load_decoder(work)
    generator, painted = torch.Generator().manual_seed(seed), []
    for start in range(0, len(pictures), batch):
        latent = encoder(to_input(pictures[start:start + batch]))
        amount = .4 * torch.rand(len(latent), 1, 1, 1, generator=generator)
        painted.append(to_pictures(decoder(latent + amount * torch.randn(latent.shape, generator=generator))))
    return np.concatenate(painted) if painted else pictures


def load_decoder(work):
    decoder = Decoder.of(torch.load(Path(work) / "latent.pt"))
    state = torch.load(Path(work) / "decoder.pt", map_location="cpu")
    decoder.load_state_dict(state.get("decoder", state))
    return decoder.eval()


@torch.no_grad()
def read(judge, pictures, batch=250):
    """Probabilities [count, attributes, WIDEST] for 8-bit pictures."""
    parts = [judge.probabilities(to_input(pictures[i:i + batch])) for i in range(0, len(pictures), batch)]
    return torch.cat(parts).numpy()


def held_out(work, span, seed):
    """Renders that were not trained on and the same repainted, plain and mirrored, with their labels."""
    pictures, labels = load_shards(Path(work) / "data", *span)
    mirrors = np.ascontiguousarray(pictures[:, :, ::-1])
    both = np.concatenate([pictures, mirrors])
    answers = np.concatenate([labels, mirrored(labels)])
    return both, repaint(work, both, seed), answers


@torch.no_grad()
def calibrate(judge, pictures, labels):
    """One temperature per attribute, so that the probabilities are as often right as they say."""
    judge.temperature.fill_(1)
    parts = [torch.cat(column) for column in zip(*(judge(to_input(pictures[i:i + 250])) for i in range(0, len(pictures), 250)))]
    answers = torch.from_numpy(labels.astype(np.int64))
    candidates = torch.linspace(.5, 2, 61)  # not sharper: generated pictures are harder than these
    for i, logits in enumerate(parts):
        costs = torch.stack([nn.functional.cross_entropy(logits / t, answers[:, i]) for t in candidates])
        judge.temperature[i] = candidates[costs.argmin()]


def unsure_under(probabilities, labels):
    """Per attribute the lowest threshold at which the sure answers are right in the wanted share."""
    thresholds = []
    for i in range(len(SIZES)):
        best, right = probabilities[:, i].max(1), probabilities[:, i].argmax(1) == labels[:, i]
        options = np.linspace(.6, .95, 36)
        good = [t for t in options if (best >= t).any() and right[best >= t].mean() >= WANTED]
        thresholds.append(round(float(good[0] if good else options[-1]), 2))
    return thresholds


def accuracy_of(probabilities, labels, thresholds, sizes=SIZES):
    """Per attribute: share right of all, share sure, and sensitivity and specificity of the sure answers.

    Sensitivity is the mean over pictures of "the value that is there is found"; each wrong answer is one false alarm
    among the values that are not there.
    """
    figures = []
    for i, size in enumerate(sizes):
        best, says = probabilities[:, i].max(1), probabilities[:, i].argmax(1)
        right, sure = says == labels[:, i], best >= thresholds[i]
        count, wrong = int(sure.sum()), int((~right & sure).sum())
        figures.append({"accuracy": float(right.mean()), "sure": float(sure.mean()), "sensitivity": 1 - wrong / count,
                        "specificity": 1 - wrong / (count * (size - 1)), "n": count})
    return figures


def export(work, folder, settings=SETTINGS):
    """Calibrates, measures on other held-out pictures and writes model.onnx and config.json into a folder."""
    judge, folder = halved(load(work, settings)), Path(folder)
    renders, repainted, labels = held_out(work, TUNE, 2)
    calibrate(judge, np.concatenate([renders, repainted]), np.concatenate([labels, labels]))
    thresholds = unsure_under(np.concatenate([read(judge, renders), read(judge, repainted)]), np.concatenate([labels, labels]))
    renders, repainted, labels = held_out(work, TEST, 3)
    on_renders = accuracy_of(read(judge, renders), labels, thresholds)
    on_repainted = accuracy_of(read(judge, repainted), labels, thresholds)
    example = torch.zeros(2, 3, settings["size"], settings["size"])
    save_onnx(_WithProbabilities(judge), (example,), folder / "model.onnx", ["sample"], ["probabilities"])
    attributes = [{"name": a.name, "values": a.names, "temperature": round(float(judge.temperature[i]), 3), "unsure": thresholds[i],
                   **on_renders[i], "repainted": on_repainted[i]} for i, a in enumerate(ATTRIBUTES)]
    config = {"version": 2, "network": settings["network"], "width": settings["width"], "size": settings["size"], "pictures": len(labels) // 2, "attributes": attributes}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    return config


class _WithProbabilities(nn.Module):
    def __init__(self, judge):
        super().__init__()
        self.judge = judge

    def forward(self, sample):
        return self.judge.probabilities(sample)
