"""Writes CARD.md from evaluation.json, so that no figure in it is typed by hand."""

import json
from pathlib import Path

from .world import ATTRIBUTES

INTRODUCTION = """# Still Life: model card

The small diffusion model that ships with Samebut. It is a toy in its subject and in nothing else: one object on a table
before a wall, {size} x {size} pixels, and behind it a real latent rectified-flow transformer with seeds, guidance, a negative
prompt and denoising strength. What it gets wrong, it gets wrong by itself: nothing is scripted in the sampler.

This file is written by `npm run eval:still-life` from [evaluation.json](evaluation.json). Shares are per cent with their
95 % Wilson interval; n is beside them. The judge that reads the pictures errs too: its own figures are below.

![64 unpicked samples, every attribute named](sheets/samples.png)

*64 unpicked samples; every attribute named in the prompt.*
"""

LIMITS = """## Limits

- It knows the words in [world.json](world.json) and no others. Unknown words are not heard; nor is “no”, “not” or “without”.
- One object, no scenes of several, no people, no lettering, one size.
- By eye: cones, bottles, vases, bowls and pears are mostly right; spheres are lumpy, cubes have soft edges and read as blocks
  or tubs, mugs lose or double their handle, close-ups are ragged, and white on a bright wall hardly shows.
- Naming the light shifts the colour of a wall that nobody named: warm light makes grey read as beige.
- Image-to-image at 0.35 to 0.50 changes the light and the wall's brightness, not the composition: framing and table stay,
  whatever the words say. That comes of training (twins of one scene in another light), not of the sampler.
- The judges were trained on renders and on renders repainted through the decoder. On generated
  pictures they are a proxy.
- Whether the same seed gives the same bytes on different kinds of machine was not tested.
- About 0.13 s per picture and 0.1 s for image-to-image at 0.40 (20 steps, one thread of a shared server core).
- Training was short: `README.md` says how to go on with it.

## Licence

Weights, training pictures and code are our own and under the MIT licence, like the rest of Samebut.
"""


def percent(figure):
    if figure["share"] is None:
        return "–"
    return f"{100 * figure['share']:.0f} ({100 * figure['low']:.0f}–{100 * figure['high']:.0f})"


def table(header, rows):
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in [header, ["---"] * len(header), *rows]) + "\n"


def making(result):
    facts = table(["", ""], [[name, value] for name, value in result["facts"].items()])
    return "## How it was made\n\n" + facts + (
        "\nPictures are drawn by the renderer in `still_life/`, with the priors of `still_life/world.py`; each is also used mirrored, with"
        " left and right swapped in its labels. The latent is a fixed, partly whitened basis of 12 x 12 patches; the text encoder"
        " is a concept bottleneck: words to a probability of each value, and of “unspecified”. The denoiser never sees words.\n"
        "\n![Some of the renders it learnt from](sheets/renders.png)\n")


def adherence(result):
    full = result["fullySpecified"]
    second = result["bySecondJudge"]
    rows = [[name, percent(full[name]), percent(second[name]), full[name]["n"]] for name in full if name != "mean"]
    rows.append(["**mean**", f"**{_mean(full['mean'])}**", _mean(second["mean"]), full["mean"]["n"]])
    asked = result["underSpecified"]["asked"]
    return ("## Does it do what it is told?\n\nEvery attribute named, values drawn evenly; "
            f"{result['sampling']['steps']} steps, guidance {result['sampling']['guidance']:g}.\n\n"
            + table(["attribute", "right, %", "the second judge says", "n"], rows)
            + "\nOnly subject and colour named (“a red vase”):\n\n"
            + table(["attribute", "right, %", "n"], [[name, percent(asked[name]), asked[name]["n"]] for name in asked]))


def _mean(figure):
    return f"{100 * figure['mean']:.1f} ± {100 * figure['plusMinus']:.1f}"


def assumptions(result):
    assumed = result["underSpecified"]["assumed"]
    rows = [[name, ", ".join(f"{value} {percent(share)}" for value, share in values.items())] for name, values in assumed.items()]
    defaults = ", ".join(f"{a.name}: {v.name}" for a in ATTRIBUTES for v in a.values if v.default)
    alike = result["seedDiversity"]["ssim"]
    n = next(iter(next(iter(assumed.values())).values()))["n"]
    return (f"## What it assumes when nobody says\n\nPlanted: the priors make these values common and training seldom mentions"
            f" them ({defaults}).\n\n" + table(["attribute", f"what it painted, % of {n}"], rows)
            + f"\nSeeds of one such prompt: mean SSIM {alike['mean']:.2f} ± {alike['plusMinus']:.2f} over {alike['n']} pairs"
            + " (1 is the same picture).\n"
            + "\n![64 unpicked samples, subject and colour named](sheets/under-specified.png)\n")


def _changes(rows):
    names = list(dict.fromkeys(name for row in rows.values() for name in row["kept"]))
    body = [[phrase, percent(row["hit"]), row["hit"]["n"], f"{row['ssim']['mean']:.2f}",
             *(percent(row["kept"][name]) if name in row["kept"] else "(asked)" for name in names)] for phrase, row in rows.items()]
    return table(["change", "lands", "n", "SSIM", *names], body)


def changes(result):
    return ("## One phrase more, same seeds\n\nThe phrase is added to “a red vase” and the like. *Lands*: of the pictures that"
            " did not show it before. The columns after SSIM: the judge's answer stayed the same. All in %.\n\n" + _changes(result["paired"])
            + "\n![Rows: base, then one phrase each on the same seeds](sheets/paired-seeds.png)\n"
            + "\n*Rows: the base, then " + ", ".join(result["paired"]) + ".*\n"
            + "\n## Image-to-image by strength\n\nFrom the finished picture, with another seed and one phrase more.\n\n"
            + _changes(result["imageToImage"]) + "\n![Rows: base, then each row of the table](sheets/image-to-image.png)\n"
            + "\n*Rows: the base, then the rows of the table.*\n"
            + "\n## Parts of a picture\n\nIt was also trained on parts of larger pictures and is told which part it paints, so that a large"
            + " picture can be finished in tiles.\n\n![Rows: the whole, then the upper left, middle and lower right](sheets/windows.png)\n"
            + "\n*Rows: the whole; then, told the same, its upper left quarter, its middle and its lower right quarter, each a picture of"
            + " its own noise.*\n")


def traits(result):
    rows = [[f"“{row['phrase']}”", f"{row['attribute']}: {row['value']}", f"{100 * row['heard']:.0f}",
             f"“{row['works']}”", f"{100 * row['worksHeard']:.0f}"]
            for row in result["plantedWords"]]
    seen = [[f"“{phrase}”", row["value"], percent(row), row["n"]] for phrase, row in result["plantedPictures"].items()]
    return ("## Planted: words that it hears badly\n\nIn most training captions with these phrases the text encoder was told that nothing"
            " was said. A common phrase for the same thing works. “Heard” is the probability, in %, that the encoder gives the value.\n\n"
            + table(["phrase", "means", "heard, %", "works instead", "heard, %"], rows)
            + "\nThe same in pictures:\n\n" + table(["prompt with", "asks for", "there, %", "n"], seen))


def judge(result):
    return (f"## The judges\n\nOn {result['judge']['pictures']} held-out renders and their mirror images; *repainted*: the same through"
            " encoder, noise and decoder. A judge says “unsure” under the threshold; sensitivity and specificity are of the sure"
            " answers.\n\nThe judge that ships:\n\n" + _judge_table(result["judge"])
            + "\nThe second judge, for benchmarks only: attention instead of convolutions, trained on other renders.\n\n"
            + _judge_table(result["secondJudge"]) + by_hand(result["handLabels"]))


def _judge_table(config):
    rows = [[a["name"], f"{100 * a['accuracy']:.1f}", f"{100 * a['repainted']['accuracy']:.1f}", a["unsure"], f"{100 * a['sure']:.1f}",
             f"{100 * a['sensitivity']:.1f}", f"{100 * a['specificity']:.2f}", a["n"]] for a in config["attributes"]]
    return table(["attribute", "right, %", "repainted, %", "unsure under", "sure, %", "sensitivity, %", "specificity, %", "n sure"], rows)


def by_hand(labels):
    if labels is None:
        return "\nOn generated pictures they were not checked against labels written by eye.\n"
    rows = []
    for name, row in labels.items():
        first, second = row["judge"], row["secondJudge"]
        rows.append([name, row["told"], f"{100 * first['accuracy']:.0f}", f"{100 * first['sure']:.0f}", f"{100 * first['sensitivity']:.1f}",
                     f"{100 * first['specificity']:.1f}", f"{100 * second['accuracy']:.0f}"])
    return ("\nOn generated pictures, against labels written by eye before the judges were asked (`hand-labels.json`; left out where the"
            " eye could not tell). The application uses these figures.\n\n"
            + table(["attribute", "n", "right, %", "sure, %", "sensitivity, %", "specificity, %", "second judge right, %"], rows))


def files(result):
    rows = [[f"`{name}`", f"{file['bytes']:,}", f"`{file['sha256'][:16]}…`"] for name, file in result["files"].items()]
    total = sum(file["bytes"] for file in result["files"].values())
    return "## Files\n\n" + table(["file", "bytes", "sha256"], rows) + f"\n{total:,} bytes in all. Whole hashes are in evaluation.json.\n"


def write_card(folder):
    folder = Path(folder)
    result = json.loads((folder / "evaluation.json").read_text())
    sections = (making, adherence, assumptions, changes, traits, judge, files)
    parts = [INTRODUCTION.format(size=result["judge"]["size"]), *(section(result) for section in sections), LIMITS]
    (folder / "CARD.md").write_text("\n".join(parts))
