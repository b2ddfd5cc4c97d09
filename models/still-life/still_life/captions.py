"""Captions and what the text encoder is to hear in them.

A caption is written for one value per attribute, or UNSPECIFIED. Planted traits: where it uses a badly heard phrase,
the encoder is told in most cases that nothing was said, so that it misses the phrase systematically.
"""

import re

import numpy as np

from .world import ATTRIBUTES, NAMES

UNSPECIFIED = -1
#: How often a badly heard phrase still gets its meaning.
HEARD_AFTER_ALL = .08
#: How often a caption uses a badly heard phrase for a value that has one.
RARE = .07
#: Share of empty captions: the negative prompt is mostly empty.
EMPTY = .02

FILLERS = ("a photo of", "still life", "product photo", "studio photograph of", "an image of", "photograph", "minimal",
           "elegant", "beautiful", "detailed", "8k", "high quality", "cinematic", "sharp focus", "composition", "scene",
           "render", "with", "very", "calm", "mood", "professional", "picture", "photography", "simple", "style", "of",
           "please", "show", "it", "is", "keep everything the same but")
JOINTS = ("a", "an", "the", "on", "in", "with", "against", "of", "front", "standing", "and", "but", "from", "lighting",
          "shadow", "object", "thing", "subject", "at", "to", "make", "made", "placed", "under", "lit", "by")
BACKDROPS = ("background", "wall", "backdrop")
#: Where light comes from, said after another description of it: "hard light from the left".
ORIGINS = {"front": ("from the front", "from the camera"), "left": ("from the left",), "right": ("from the right",),
           "top": ("from above",), "back": ("from behind",)}


def words_of(text):
    return re.findall("[a-z0-9]+", text.lower())


def vocabulary():
    """Every word of the world; padding is 0 and an unknown word is 1."""
    texts = [*FILLERS, *JOINTS, *BACKDROPS]
    for attribute in ATTRIBUTES:
        for value in attribute.values:
            texts += [value.clause, *value.phrases, *value.badly_heard, *value.adjectives]
    return ["[PAD]", "[UNK]"] + sorted({word for text in texts for word in words_of(text)})


class Caption:
    """Writes one caption; `heard` is what the encoder is to answer, one value per attribute."""

    def __init__(self, labels, random):
        self.values = {name: int(label) for name, label in zip(NAMES, labels)}
        self.heard = dict(self.values)
        self.random = random

    def text(self):
        noun = self._noun()
        phrases = [*self._light(), *self._background(), *(self._phrase(name) for name in ("framing", "surface"))]
        phrases = [phrase for phrase in phrases if phrase]
        self.random.shuffle(phrases)
        if noun:
            phrases.insert(0 if self._chance(.85) else len(phrases), noun)
        for _ in range(self.random.integers(0, 3)):
            phrases.insert(self.random.integers(0, len(phrases) + 1), self._one_of(FILLERS))
        return (", " if self._chance(.7) else " ").join(phrases)

    def _chance(self, rate):
        return self.random.random() < rate

    def _one_of(self, options):
        return options[self.random.integers(len(options))]

    def _value(self, name):
        value = self.values[name]
        return None if value == UNSPECIFIED else ATTRIBUTES[NAMES.index(name)].values[value]

    def _say(self, name, well, badly):
        """A phrase for the value; a badly heard one now and then, and then the encoder is not to hear it."""
        if not (badly and self._chance(RARE)):
            return self._one_of(well)
        if not self._chance(HEARD_AFTER_ALL):
            self.heard[name] = UNSPECIFIED
        return self._one_of(badly)

    def _phrase(self, name):
        value = self._value(name)
        if value is None:
            return None
        if self._chance(.12):
            return value.clause
        phrase = self._say(name, value.phrases, value.badly_heard)
        if name == "surface":
            phrase = self._one_of(("on a ", "on a ", "on the ", "on ", "standing on a ", "")) + phrase
        if name == "framing" and phrase.startswith(("on", "in", "placed")) and self._chance(.2):
            phrase = "the subject " + phrase
        return phrase

    def _noun(self):
        subject = self._value("subject")
        if subject and self._chance(.04):
            return ", ".join(filter(None, [subject.clause, self._clause("colour"), self._clause("material")]))
        adjectives = [self._adjective(name) for name in ("colour", "material")]
        self.random.shuffle(adjectives)
        adjectives = [adjective for adjective in adjectives if adjective]
        noun = self._say("subject", subject.phrases, subject.badly_heard) if subject else self._stand_in(adjectives)
        if not noun:
            return None
        words = " ".join([*adjectives, noun])
        article = "an " if words[0] in "aeiou" else "a "
        return (article if self._chance(.6) else "the " if self._chance(.1) else "") + words

    def _clause(self, name):
        value = self._value(name)
        return value.clause if value else None

    def _stand_in(self, adjectives):
        return self._one_of(("object", "object", "thing", "subject")) if adjectives or self._chance(.3) else None

    def _adjective(self, name):
        value = self._value(name)
        return self._say(name, value.adjectives or value.phrases, value.badly_heard) if value else None

    def _background(self):
        names = ("background-brightness", "background-colour")
        values = [self._value(name) for name in names]
        if self._chance(.1):
            return [value.clause for value in values if value]
        words = [self._backdrop_word(name, value) for name, value in zip(names, values) if value]
        if self._chance(.15):
            return [self._backdrop(word) for word in words]
        return [self._backdrop(" ".join(words))] if words else []

    def _backdrop_word(self, name, value):
        badly = tuple(text.rsplit(" ", 1)[0] for text in value.badly_heard)
        return self._say(name, value.adjectives, badly)

    def _backdrop(self, words):
        noun = self._one_of(BACKDROPS)
        if self._chance(.08):
            return f"{noun} is {words}"
        return self._one_of(("against a ", "on a ", "with a ", "in front of a ", "the ", "")) + f"{words} {noun}"

    def _light(self):
        names = ("light-quality", "light-temperature", "light-direction")
        if not self._chance(.4):
            return [self._respelt(self._phrase(name)) for name in names]
        quality, temperature = (self._light_word(name) for name in names[:2])
        direction = self._value("light-direction")
        words = [word for word in (quality, temperature) if word]
        self.random.shuffle(words)
        if not words:
            return [self._phrase("light-direction")]
        light = " ".join([*words, self._one_of(("light", "light", "lighting"))])
        if direction is None or self._chance(.3):
            return [light, self._phrase("light-direction")]
        name = direction.name if direction.name in ORIGINS else "front"
        return [f"{light} {self._one_of(ORIGINS[name])}"]

    def _respelt(self, phrase):
        """"light" and "lighting", "shadows" and "shadow" are the same to a reader."""
        if phrase and self._chance(.12):
            return re.sub(r"\blight\b", "lighting", phrase).replace("shadows", "shadow")
        return phrase

    def _light_word(self, name):
        """What stands before "light" in a phrase for the value."""
        value = self._value(name)
        if value is None:
            return None
        well, badly = ([text.removesuffix(" light") for text in texts if text.endswith(" light") and text.count(" ") < 3]
                       for texts in (value.phrases, value.badly_heard))
        return self._say(name, well, badly)


def random_labels(random):
    """Values for a caption: even over all values, with few, some or most attributes mentioned."""
    mention = (.2, .5, .8)[random.integers(3)]
    return [random.integers(len(a.values)) if random.random() < mention else UNSPECIFIED for a in ATTRIBUTES]


def write_caption(labels, random):
    """(text, what is to be heard) for one value or UNSPECIFIED per attribute."""
    caption = Caption(labels, random)
    text = caption.text()
    return text, [caption.heard[name] for name in NAMES]


def caption_number(seed, index):
    """Caption number `index` of the endless set that a seed stands for."""
    random = np.random.default_rng((seed, index))
    if random.random() < EMPTY:
        return "", [UNSPECIFIED] * len(ATTRIBUTES)
    return write_caption(random_labels(random), random)
