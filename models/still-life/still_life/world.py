"""What the model is taught: attributes, values, the words for them, and how often each occurs.

The renderer draws values by `prior`; a training row tells the denoiser a value with chance `mention`. Defaults are
common and seldom mentioned, so that the model paints them when nothing is said.
"""

import json
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Value:
    name: str
    prior: float
    mention: float
    phrases: tuple
    clause: str
    question: str
    badly_heard: tuple = ()
    default: bool = False
    #: Bare adjectives for "a glossy red vase" and "a dark blue wall"; only where they differ from the phrases.
    adjectives: tuple = field(default=())


@dataclass(frozen=True)
class Attribute:
    name: str
    kind: str
    values: tuple

    @property
    def names(self):
        return [value.name for value in self.values]


def _value(name, prior, mention, phrases, clause, question, badly="", adjectives="", default=False):
    def split(text):
        return tuple(part.strip() for part in text.split(",") if part.strip())

    return Value(name, prior, mention, split(phrases), clause, question, split(badly), default, split(adjectives))


def _subject(name, phrases, badly=""):
    article = "an" if name[0] in "aeiou" else "a"
    return _value(name, 1, 0.97, phrases, f"the object is {article} {name}", f"Is the object {article} {name}?", badly, phrases)


def _colour(name, phrases, badly=""):
    return _value(name, 1, 0.92, phrases, f"the object is {name}", f"Is the object {name}?", badly, phrases)


def _material(name, prior, mention, phrases, clause, badly="", default=False):
    question = "Is the object " + clause.removeprefix("the object is ") + "?"
    return _value(name, prior, mention, phrases, clause, question, badly, phrases, default)


def _backdrop(name, prior, mention, words, badly="", default=False):
    phrases = ",".join(f"{word.strip()} {noun}" for word in words.split(",") for noun in ("background", "wall", "backdrop"))
    badly = ",".join(f"{word.strip()} {noun}" for word in badly.split(",") if word for noun in ("background", "wall", "backdrop"))
    return _value(name, prior, mention, phrases, f"the background is {name}", f"Is the background {name}?", badly, words, default)


def _light(name, prior, mention, phrases, clause, question, badly="", default=False):
    return _value(name, prior, mention, phrases, clause, question, badly, "", default)


ATTRIBUTES = (
    Attribute("subject", "subject", (
        _subject("sphere", "sphere, ball, orb"),
        _subject("cube", "cube, box, block"),
        _subject("cone", "cone, pyramid cone"),
        _subject("vase", "vase, urn, ceramic vase", "amphora"),
        _subject("bottle", "bottle, flask"),
        _subject("mug", "mug, cup, coffee mug", "tankard"),
        _subject("bowl", "bowl, dish"),
        _subject("pear", "pear, fruit"),
    )),
    Attribute("colour", "colour", (
        _colour("red", "red, crimson, scarlet", "vermilion"),
        _colour("orange", "orange, tangerine"),
        _colour("yellow", "yellow, golden yellow, lemon"),
        _colour("green", "green, emerald"),
        _colour("turquoise", "turquoise, teal, aqua"),
        _colour("blue", "blue, cobalt, navy", "ultramarine"),
        _colour("purple", "purple, violet"),
        _colour("pink", "pink, rose, magenta"),
        _colour("white", "white, ivory, porcelain white"),
        _colour("black", "black, charcoal", "ebony"),
    )),
    Attribute("material", "material", (
        _material("matte", 0.44, 0.50, "matte, clay, unglazed", "the object is matte", default=True),
        _material("glossy", 0.28, 0.85, "glossy, shiny, glazed, polished", "the object is glossy", "lacquered"),
        _material("metal", 0.28, 0.90, "metal, metallic, chrome, brushed metal", "the object is made of metal", "pewter"),
    )),
    Attribute("background-colour", "background", (
        _backdrop("grey", 0.34, 0.55, "grey, gray, neutral", default=True),
        _backdrop("beige", 0.18, 0.80, "beige, tan, cream"),
        _backdrop("blue", 0.16, 0.80, "blue, navy, sky blue"),
        _backdrop("green", 0.16, 0.80, "green, sage"),
        _backdrop("pink", 0.16, 0.80, "pink, rose"),
    )),
    Attribute("background-brightness", "background", (
        _backdrop("dark", 0.26, 0.80, "dark, darker, black, deep, shadowy", "dim"),
        _backdrop("medium", 0.42, 0.50, "medium, mid tone", default=True),
        _backdrop("bright", 0.32, 0.80, "bright, light, pale, high key"),
    )),
    Attribute("light-direction", "lighting", (
        _light("front", 0.38, 0.38, "front lit, frontal light, lit from the front, flat light, light from the camera",
               "the object is lit from the front", "Is the object lit from the front?", default=True),
        _light("left", 0.18, 0.88, "lit from the left, left side light, light from the left, key light on the left, "
               "window light from the left", "the light comes from the left", "Does the light come from the left?"),
        _light("right", 0.18, 0.88, "lit from the right, right side light, light from the right, key light on the right, "
               "window light from the right", "the light comes from the right", "Does the light come from the right?"),
        _light("top", 0.12, 0.88, "lit from above, top light, overhead light, light from above",
               "the light comes from above", "Does the light come from above?", "zenithal light"),
        _light("back", 0.14, 0.88, "backlit, back light, rim light, lit from behind, light from behind",
               "the light comes from behind", "Does the light come from behind the object?", "contre jour"),
    )),
    Attribute("light-quality", "lighting", (
        _light("soft", 0.60, 0.42, "soft light, diffuse light, softbox, soft shadows, gentle light",
               "the light is soft", "Is the light soft?", default=True),
        _light("hard", 0.40, 0.88, "hard light, harsh light, hard shadows, direct sun, crisp shadows, dramatic light, "
               "contrasty light", "the light is hard", "Is the light hard?", "chiaroscuro"),
    )),
    Attribute("light-temperature", "lighting", (
        _light("neutral", 0.48, 0.42, "neutral white light, daylight balanced, neutral light",
               "the light is neutral light", "Is the light neutral light?", default=True),
        _light("warm", 0.26, 0.88, "warm light, golden hour, tungsten light, warm tones, candlelight, warm golden light",
               "the light is warm", "Is the light warm?", "amber light, warmer light"),
        _light("cool", 0.26, 0.88, "cool light, cold light, blue hour, moonlight, cool tones, cool bluish light",
               "the light is cool", "Is the light cool?", "icy light, cooler light"),
    )),
    Attribute("framing", "composition", (
        _light("centred", 0.40, 0.40, "centred, centered, centered composition, in the middle",
               "the object is in the middle", "Is the object in the middle?", default=True),
        _light("left", 0.15, 0.88, "on the left third, placed left, off centre to the left, left of frame, "
               "rule of thirds left", "the object is on the left third", "Is the object on the left third?"),
        _light("right", 0.15, 0.88, "on the right third, placed right, off centre to the right, right of frame, "
               "rule of thirds right", "the object is on the right third", "Is the object on the right third?"),
        _light("close", 0.15, 0.88, "close up, closeup, macro, tight framing, fills the frame",
               "the picture is a close up", "Is the picture a close up?"),
        _light("wide", 0.15, 0.88, "wide shot, small in frame, far away, wide framing, lots of negative space",
               "the object is small in the frame", "Is the object small in the frame?", "diminutive in frame"),
    )),
    Attribute("surface", "background", (
        _light("white", 0.32, 0.55, "white table, white surface, white tabletop",
               "the table is white", "Is the table white?", default=True),
        _light("wood", 0.28, 0.80, "wooden table, wood surface, oak table, wooden desk",
               "the object is on a wooden table", "Is the object on a wooden table?", "timber table"),
        _light("black", 0.20, 0.80, "black table, dark table, black surface",
               "the table is black", "Is the table black?"),
        _light("stone", 0.20, 0.80, "stone table, marble surface, concrete surface, stone slab",
               "the table is made of stone", "Is the table made of stone?", "slate surface"),
    )),
)

NAMES = [attribute.name for attribute in ATTRIBUTES]
SIZES = [len(attribute.values) for attribute in ATTRIBUTES]
#: Numbers in the condition of the denoiser: per attribute one for each value and one for "unspecified".
CONDITION = sum(SIZES) + len(SIZES)
WIDEST = max(SIZES)


def index_of(attribute, value):
    """Column of a value in the table of labels, as (attribute index, value index)."""
    position = NAMES.index(attribute)
    return position, ATTRIBUTES[position].names.index(value)


def as_json():
    """The world as the application reads it."""
    def of_value(value):
        return {
            "value": value.name,
            "isDefault": value.default,
            "phrases": list(value.phrases),
            "badlyHeard": list(value.badly_heard),
            "clause": value.clause,
            "question": value.question,
        }

    attributes = [{"name": a.name, "kind": a.kind, "values": [of_value(v) for v in a.values]} for a in ATTRIBUTES]
    return json.dumps({"attributes": attributes}, indent=1, ensure_ascii=False) + "\n"
