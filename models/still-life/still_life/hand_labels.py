"""What was seen by eye in generated pictures, and how often the judges see the same.

hand-labels.json holds, for each picture of sheets/labelled.png, one value per attribute, or null where the eye cannot
tell. The labels were written by looking at the pictures, before any judge was asked and without the prompts. Prompts,
seeds and the weights' fingerprint say how the pictures were made; the sheet keeps them when the weights move on.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
from PIL import Image

from . import judge
from .sheet import cut
from .world import ATTRIBUTES

FILE, SHEET, COLUMNS = "hand-labels.json", "sheets/labelled.png", 16


def fingerprint(weights):
    """Of the files that decide what is painted."""
    parts = ("text_encoder", "tokenizer", "transformer", "vae_decoder")
    files = sorted(file for part in parts for file in (Path(weights) / part).iterdir())
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()[:16]


def labelled(folder, size=96):
    """8-bit pictures and value numbers [count, attributes], -1 where the eye cannot tell; None without labels."""
    file = Path(folder) / FILE
    if not file.exists():
        return None
    stored = json.loads(file.read_text())["labels"]
    numbers = [{value: number for number, value in enumerate(a.names)} for a in ATTRIBUTES]
    labels = np.array([[-1 if name is None else values[name] for name, values in zip(row, numbers)] for row in stored])
    return cut(np.array(Image.open(Path(folder) / SHEET).convert("RGB")), len(labels), COLUMNS, size), labels


def measured(network, config, pictures, labels):
    """Per attribute: of the answers that the judge is sure of, sensitivity and specificity, where the eye could tell."""
    probabilities = judge.read(network, pictures)
    figures = []
    for i, attribute in enumerate(config["attributes"]):
        told = labels[:, i] >= 0
        part = judge.accuracy_of(probabilities[told][:, i:i + 1], labels[told][:, i:i + 1], [attribute["unsure"]],
                                 [len(attribute["values"])])
        figures.append(part[0])
    return figures


def write_measured(folder, figures):
    """Into the judge's config, where the application finds them."""
    file = Path(folder) / "config.json"
    config = json.loads(file.read_text())
    for attribute, figure in zip(config["attributes"], figures):
        attribute["generated"] = figure
    file.write_text(json.dumps(config, indent=1) + "\n")
