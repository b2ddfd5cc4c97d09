"""Training pictures in shards: the same seed gives the same scenes on every machine."""

from pathlib import Path

import numpy as np

from .scene import draw_labels
from .world import NAMES

SHARD = 1000


def render_shards(folder, shards, size=96, seed=2026, per_shard=SHARD):
    """Renders the shards that are not there yet; each file is whole or absent."""
    from .renderer import render

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(shards):
        file = folder / f"shard-{number:03d}.npz"
        if file.exists():
            continue
        labels = draw_labels(per_shard, (seed, number))
        partial = folder / f"partial-{number:03d}.npz"
        np.savez(partial, pictures=render(labels, seed * 1000 + number, size), labels=labels)
        partial.rename(file)
        print(f"rendered {file.name}", flush=True)


def load_shards(folder, first=0, last=None):
    """uint8 pictures [n, size, size, 3] and labels [n, attributes] of the shards first..last-1 that exist."""
    files = sorted(Path(folder).glob("shard-*.npz"))[first:last]
    parts = [np.load(file) for file in files]
    return np.concatenate([part["pictures"] for part in parts]), np.concatenate([part["labels"] for part in parts])


def mirrored(labels):
    """Labels of the pictures seen in a mirror: left and right change places."""
    labels = labels.copy()
    for name, left, right in (("light-direction", 1, 2), ("framing", 1, 2)):
        column = labels[:, NAMES.index(name)]
        labels[:, NAMES.index(name)] = np.select([column == left, column == right], [right, left], column)
    return labels
