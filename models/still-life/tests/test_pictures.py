"""World, renderer and captions: the same seed gives the same data, and left and right keep their meaning."""

import json
import unittest
from pathlib import Path

import numpy as np

from still_life import world
from still_life.captions import UNSPECIFIED, caption_number, write_caption
from still_life.data import mirrored
from still_life.renderer import render
from still_life.scene import draw_labels, make_visible
from still_life.tokenizer import Tokenizer

WORLD_FILE = Path(__file__).resolve().parent.parent / "world.json"


def column(name):
    return world.NAMES.index(name)


class WorldTest(unittest.TestCase):
    def test_file_holds_the_world(self):
        self.assertEqual(json.loads(WORLD_FILE.read_text()), json.loads(world.as_json()))

    def test_every_attribute_but_subject_and_colour_has_one_default(self):
        for attribute in world.ATTRIBUTES:
            defaults = sum(value.default for value in attribute.values)
            self.assertEqual(defaults, 0 if attribute.name in ("subject", "colour") else 1, attribute.name)


class RendererTest(unittest.TestCase):
    def test_same_seed_gives_the_same_pictures(self):
        labels = draw_labels(3, 5)
        np.testing.assert_array_equal(render(labels, 5, 24), render(draw_labels(3, 5), 5, 24))
        self.assertTrue((render(labels, 5, 24) != render(labels, 6, 24)).any())

    def test_black_is_never_drawn_on_dark(self):
        labels = draw_labels(2000, 1)
        black = labels[:, column("colour")] == world.index_of("colour", "black")[1]
        dark = labels[:, column("background-brightness")] == world.index_of("background-brightness", "dark")[1]
        self.assertFalse((black & dark).any())

    def test_left_of_the_frame_is_left_in_the_picture(self):
        labels = draw_labels(1, 3)
        labels[0] = 0
        for name, value in (("colour", "red"), ("framing", "left"), ("background-brightness", "medium")):
            labels[0, column(name)] = world.index_of(name, value)[1]
        picture = render(make_visible(labels), 3, 48)[0].astype(int)
        red = picture[:, :, 0] - picture[:, :, 1] > 40
        self.assertLess(np.nonzero(red)[1].mean(), 24)

    def test_mirror_swaps_left_and_right_in_light_and_framing_only(self):
        labels = draw_labels(500, 4)
        swapped = mirrored(labels)
        np.testing.assert_array_equal(mirrored(swapped), labels)
        for i, attribute in enumerate(world.ATTRIBUTES):
            names = np.array(attribute.names)
            before, after = names[labels[:, i]], names[swapped[:, i]]
            if attribute.name in ("light-direction", "framing"):
                self.assertTrue((after[before == "left"] == "right").all())
                self.assertTrue((after[before == "right"] == "left").all())
            else:
                np.testing.assert_array_equal(before, after)


class CaptionTest(unittest.TestCase):
    def test_same_number_gives_the_same_caption(self):
        self.assertEqual(caption_number(1, 17), caption_number(1, 17))

    def test_nothing_is_heard_that_is_not_said(self):
        text, heard = write_caption([UNSPECIFIED] * len(world.NAMES), np.random.default_rng(0))
        self.assertEqual(heard, [UNSPECIFIED] * len(world.NAMES), text)

    def test_badly_heard_phrases_are_mostly_labelled_as_not_said(self):
        labels = [UNSPECIFIED] * len(world.NAMES)
        where, warm = world.index_of("light-temperature", "warm")
        labels[where] = warm
        said = [write_caption(labels, np.random.default_rng(i)) for i in range(6000)]
        amber = [heard[where] for text, heard in said if "amber" in text]
        self.assertGreater(len(amber), 50)
        self.assertLess(np.mean(np.array(amber) == warm), .25)
        self.assertTrue(all(heard[where] == warm for text, heard in said if "amber" not in text and "warmer" not in text))

    def test_words_outside_the_world_are_unknown(self):
        ids = Tokenizer().encode(["A red Cathedral!", ""])
        numbers = Tokenizer().numbers
        self.assertEqual(ids[0, :4].tolist(), [numbers["a"], numbers["red"], 1, 0])
        self.assertEqual(int(ids[1].sum()), 0)
