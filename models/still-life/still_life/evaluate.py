"""Measures the finished model: evaluation.json and the contact sheets. Every figure has its n and 95 % interval."""

import hashlib
import json
from pathlib import Path

import numpy as np

from . import hand_labels, judge
from .card import write_card
from .measures import mean, share, similarity
from .renderer import render
from .sampler import SHIFT
from .scene import draw_labels, make_visible
from .sheet import contact_sheet
from .world import ATTRIBUTES, NAMES, SIZES

#: One phrase added to an under-specified prompt, and the values it asks for.
CHANGES = (
    ("warm light", {"light-temperature": "warm"}), ("cool light", {"light-temperature": "cool"}),
    ("on a wooden table", {"surface": "wood"}), ("dark background", {"background-brightness": "dark"}),
    ("on the right third", {"framing": "right"}), ("hard light", {"light-quality": "hard"}),
    ("lit from the left", {"light-direction": "left"}), ("backlit", {"light-direction": "back"}),
)
#: Light and wall, which moderate strengths reach, and composition, which they are not meant to.
REPAINTED = ((CHANGES[0], (.35, .50, .65)), (CHANGES[3], (.35, .50, .65)), (CHANGES[6], (.35, .50, .65)),
             (CHANGES[2], (.35, .50)), (CHANGES[4], (.35, .50)))
COUNT = 208
KEPT = ("subject", "colour", "framing", "surface", "background-colour")


def value_of(attribute, value):
    return ATTRIBUTES[NAMES.index(attribute)].names.index(value)


def plain_prompt(labels):
    """A prompt that names every attribute in the plainest words."""
    said = {a.name: a.values[int(label)].phrases[0] for a, label in zip(ATTRIBUTES, labels)}
    brightness = ATTRIBUTES[NAMES.index("background-brightness")].names[int(labels[NAMES.index("background-brightness")])]
    light = f"{said['light-direction']}, {said['light-quality']}, {said['light-temperature']}"
    return (f"a {said['material']} {said['colour']} {said['subject']}, {brightness} {said['background-colour']}, {light}, "
            f"{said['framing']}, on a {said['surface']}")


def full_prompts(count, seed):
    random = np.random.default_rng(seed)
    labels = make_visible(np.stack([random.integers(0, size, count) for size in SIZES], 1).astype(np.uint8))
    return [plain_prompt(row) for row in labels], labels


def short_prompts(count, seed):
    """"a red vase": subject and colour in turn, all else left to the model."""
    subjects, colours = ATTRIBUTES[NAMES.index("subject")].names, ATTRIBUTES[NAMES.index("colour")].names
    random = np.random.default_rng(seed)
    pairs = [(i % len(subjects), int(random.integers(len(colours)))) for i in range(count)]
    return [f"a {colours[c]} {subjects[s]}" for s, c in pairs], np.array(pairs)


def adherence(model, count):
    """Every attribute named, values drawn evenly."""
    prompts, labels = full_prompts(count, 31)
    pictures = model.paint(prompts, [50_000 + i for i in range(count)])
    return _right(model.read(pictures) == labels), pictures, labels


def second_opinion(model, pictures, labels):
    """The same pictures as the second judge sees them."""
    return _right(judge.read(model.judges[1], pictures).argmax(2) == labels)


def _right(right):
    return {**{name: share(int(right[:, i].sum()), len(right)) for i, name in enumerate(NAMES)}, "mean": mean(right.mean(1))}


def under_specified(model, count):
    """Subject and colour named: are they right, and what does the model assume for the rest?"""
    prompts, pairs = short_prompts(count, 32)
    seeds = [60_000 + i for i in range(count)]
    pictures = model.paint(prompts, seeds)
    seen = model.read(pictures)
    table = {name: share(int((seen[:, i] == pairs[:, i]).sum()), count) for i, name in enumerate(("subject", "colour"))}
    assumed = {a.name: {v: share(int((seen[:, i] == j).sum()), count) for j, v in enumerate(a.names)}
               for i, a in enumerate(ATTRIBUTES) if i > 1}
    return {"asked": table, "assumed": assumed}, (prompts, seeds, pictures, seen)


def paired(model, base):
    """One phrase added on the same seeds. Pictures that had the value already do not count."""
    prompts, seeds, before, seen = base
    rows, sheets = {}, []
    for phrase, wanted in CHANGES:
        after = model.paint([f"{prompt}, {phrase}" for prompt in prompts], seeds)
        rows[phrase] = _change(model, before, seen, after, wanted)
        sheets.append(after)
    return rows, sheets


def _change(model, before, seen, after, wanted):
    now = model.read(after)
    columns = {NAMES.index(name): value_of(name, value) for name, value in wanted.items()}
    asked = ~np.all([seen[:, column] == value for column, value in columns.items()], axis=0)
    hit = np.all([now[:, column] == value for column, value in columns.items()], axis=0)
    n = int(asked.sum())
    kept = {name: share(int((now == seen)[asked, i].sum()), n) for i, name in enumerate(NAMES) if i not in columns}
    return {"hit": share(int(hit[asked].sum()), n), "kept": kept, "ssim": mean(similarity(before[asked], after[asked]))}


def repainted(model, base):
    """Image-to-image with a new seed: how strong must it be to land, and what stays?"""
    prompts, _, before, seen = base
    seeds, rows, sheets = [70_000 + i for i in range(len(prompts))], {}, []
    for (phrase, wanted), strengths in REPAINTED:
        for strength in strengths:
            after = model.repaint(before, [f"{prompt}, {phrase}" for prompt in prompts], seeds, strength)
            row = _change(model, before, seen, after, wanted)
            row["kept"] = {name: row["kept"][name] for name in KEPT if name in row["kept"]}
            rows[f"{phrase} at {strength:.2f}"] = row
            sheets.append(after)
    return rows, sheets


def diversity(model, prompts=12, seeds=4):
    """How alike seeds of one under-specified prompt are."""
    texts, _ = short_prompts(prompts, 33)
    pictures = model.paint([text for text in texts for _ in range(seeds)], [80_000 + i for i in range(prompts * seeds)])
    pairs = [(p * seeds + a, p * seeds + b) for p in range(prompts) for a in range(seeds) for b in range(a)]
    first, second = map(list, zip(*pairs))
    return {"ssim": mean(similarity(pictures[first], pictures[second]))}


def heard(model, text, attribute, value):
    """Probability that the text encoder gives the value after a phrase."""
    start = sum(size + 1 for size in SIZES[:NAMES.index(attribute)])
    return round(float(model.conditions([text])[0, start + value_of(attribute, value)]), 3)


FRAMES = {"subject": "a red {}", "colour": "a {} pear", "material": "a {} pear"}


def planted_words(model):
    """Badly heard phrases beside the phrase that works: what the text encoder makes of each."""
    return [_planted_word(model, attribute.name, value, phrase)
            for attribute in ATTRIBUTES for value in attribute.values for phrase in value.badly_heard]


def _planted_word(model, attribute, value, phrase):
    frame, works = FRAMES.get(attribute, "a red pear, {}"), value.phrases[0]
    return {"attribute": attribute, "value": value.name, "phrase": phrase, "works": works,
            "heard": heard(model, frame.format(phrase), attribute, value.name),
            "worksHeard": heard(model, frame.format(works), attribute, value.name)}


def planted_pictures(model, count):
    """The same in pictures: how often the value is there with the badly heard phrase, and with the one that works."""
    prompts, _ = short_prompts(count, 34)
    table = {}
    for phrase, attribute, value in (("amber light", "light-temperature", "warm"), ("warm light", "light-temperature", "warm"),
                                     ("contre jour", "light-direction", "back"), ("backlit", "light-direction", "back")):
        seen = model.read(model.paint([f"{prompt}, {phrase}" for prompt in prompts], [90_000 + i for i in range(count)]))
        table[phrase] = {"value": value, **share(int((seen[:, NAMES.index(attribute)] == value_of(attribute, value)).sum()), count)}
    return table


def files(weights):
    weights = Path(weights)
    return {str(file.relative_to(weights)): {"bytes": file.stat().st_size, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
            for file in sorted(weights.rglob("*")) if file.is_file()}


def against_labels(model, folder, weights):
    """Both judges against what was seen by eye; the figures go into their configs, for the application."""
    known = hand_labels.labelled(folder)
    if known is None:
        return None
    pictures, labels = known
    folders = (Path(weights) / "judge", Path(folder) / "second-judge")
    configs = [json.loads((place / "config.json").read_text()) for place in folders]
    found = [hand_labels.measured(network, config, pictures, labels) for network, config in zip(model.judges, configs)]
    for place, figures in zip(folders, found):
        hand_labels.write_measured(place, figures)
    told = (labels >= 0).sum(0)
    return {name: {"told": int(told[i]), "judge": found[0][i], "secondJudge": found[1][i]} for i, name in enumerate(NAMES)}


def main(model, weights, out, count=COUNT, compared=64, facts=None, log=print):
    """Writes evaluation.json, sheets/ and CARD.md to the folder `out`.

    `count` pictures per table; `compared` of them are painted again with each phrase, and from the picture.
    """
    out, weights = Path(out), Path(weights)
    (out / "sheets").mkdir(parents=True, exist_ok=True)
    log("fully specified")
    full, full_pictures, asked = adherence(model, count)
    log("under-specified")
    under, base = under_specified(model, count)
    compare = tuple(part[:compared] for part in base)
    log("paired seeds")
    pairs, pair_sheets = paired(model, compare)
    log("image to image")
    repaints, repaint_sheets = repainted(model, compare)
    log("words and seeds")
    second, by_hand = second_opinion(model, full_pictures, asked), against_labels(model, out, weights)
    result = {"facts": facts or {}, "sampling": {"steps": 20, "guidance": model.guidance, "shift": SHIFT}, "fullySpecified": full,
              "bySecondJudge": second, "handLabels": by_hand, "underSpecified": under, "paired": pairs, "imageToImage": repaints,
              "seedDiversity": diversity(model), "plantedWords": planted_words(model), "plantedPictures": planted_pictures(model, 48),
              "judge": json.loads((weights / "judge" / "config.json").read_text()),
              "secondJudge": json.loads((out / "second-judge" / "config.json").read_text()), "files": files(weights)}
    (out / "evaluation.json").write_text(json.dumps(result, indent=1) + "\n")
    tiles = [model.paint(base[0][:8], base[1][:8], window) for window in WINDOWS]
    write_sheets(out / "sheets", full_pictures, base[2], pair_sheets, repaint_sheets, tiles)
    write_card(out)
    return result


#: Parts of a picture for the sheet of windows: left, top, width and height.
WINDOWS = ((0, 0, .5, .5), (.25, .25, .5, .5), (.5, .5, .5, .5))


def write_sheets(folder, full, under, pairs, repaints, tiles):
    """Unpicked: always the first pictures of each list."""
    contact_sheet(render(draw_labels(40, 97), 97), 10).save(folder / "renders.png")
    contact_sheet(full[:64], 8).save(folder / "samples.png")
    contact_sheet(under[:64], 8).save(folder / "under-specified.png")
    contact_sheet(np.concatenate([under[:8], *(after[:8] for after in pairs)]), 8).save(folder / "paired-seeds.png")
    contact_sheet(np.concatenate([under[:8], *(after[:8] for after in repaints)]), 8).save(folder / "image-to-image.png")
    contact_sheet(np.concatenate([under[:8], *tiles]), 8).save(folder / "windows.png")
