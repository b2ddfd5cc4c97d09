"""Training pictures in shards: the same seed gives the same scenes on every machine.

A shard holds 1,000 pictures, a fifth of them windows on a larger one, and the first 200 scenes once more in another
light: twins, from which the denoiser learns to follow what is said about light against what it still sees.
"""

from pathlib import Path

import numpy as np

from .scene import WINDOWS, draw_labels, draw_twins, draw_windows
from .world import NAMES

SHARD = 1000
TWINS = 200
#: The first shards are held out: the first to tune with, the second to measure on.
HELD_OUT = 2


def render_shards(folder, shards, size=96, seed=2026, per_shard=SHARD, twins=TWINS, windows=WINDOWS):
    """Renders the shards that are not there yet; each file is whole or absent. `windows` is the share of parts of pictures."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(shards):
        file = folder / f"shard-{number:03d}.npz"
        if file.exists():
            continue
        partial = folder / f"partial-{number:03d}.npz"
        np.savez(partial, **_shard((seed, number), seed * 1000 + number, size, per_shard, twins, windows))
        partial.rename(file)
        print(f"rendered {file.name}", flush=True)


def _shard(seed, scene_seed, size, count, twins, share):
    from .renderer import render

    labels = draw_labels(count, seed)
    windows = draw_windows(count, scene_seed, share)
    others, changed = draw_twins(labels[:twins], scene_seed)
    return {
        "pictures": render(labels, scene_seed, size, windows=windows), "labels": labels, "windows": windows,
        "twins": render(others, scene_seed, size, windows=windows[:twins]), "twin_labels": others, "changed": changed,
    }


def load_shards(folder, first=0, last=None):
    """uint8 pictures [n, size, size, 3] and labels [n, attributes] of the shards first..last-1 that exist; no windows, no twins."""
    pictures, labels = [], []
    for part in _parts(folder, first, last):
        whole = part["windows"][:, 2] == 1
        pictures.append(part["pictures"][whole])
        labels.append(part["labels"][whole])
    return np.concatenate(pictures), np.concatenate(labels)


def load_everything(folder, first=HELD_OUT, last=None):
    """Pictures, labels, windows [n, 4] and pairs [m, 3]: two rows that are twins and the attribute in which they differ."""
    columns, pairs, count = ([], [], []), [], 0
    for part in _parts(folder, first, last):
        twins = len(part["twins"])
        rows = np.arange(twins)
        pairs.append(np.stack([count + rows, count + len(part["labels"]) + rows, part["changed"]], 1))
        for column, values in zip(columns, ((part["pictures"], part["twins"]), (part["labels"], part["twin_labels"]),
                                            (part["windows"], part["windows"][:twins]))):
            column.append(np.concatenate(values))
        count += len(part["labels"]) + twins
    return (*(np.concatenate(column) for column in columns), np.concatenate(pairs).astype(np.int64))


def _parts(folder, first, last):
    for file in sorted(Path(folder).glob("shard-*.npz"))[first:last]:
        with np.load(file) as part:
            yield dict(part)


def mirrored(labels):
    """Labels of the pictures seen in a mirror: left and right change places."""
    labels = labels.copy()
    for name, left, right in (("light-direction", 1, 2), ("framing", 1, 2)):
        column = labels[:, NAMES.index(name)]
        labels[:, NAMES.index(name)] = np.select([column == left, column == right], [right, left], column)
    return labels


def mirrored_windows(windows):
    windows = windows.copy()
    windows[:, 0] = 1 - windows[:, 0] - windows[:, 2]
    return windows
