"""World, renderer and captions: the same seed gives the same data, and left and right keep their meaning."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np

from still_life import scene, world
from still_life.captions import UNSPECIFIED, caption_number, write_caption
from still_life.data import load_everything, load_shards, mirrored, mirrored_windows, render_shards
from still_life.renderer import render
from still_life.scene import draw_labels, draw_scenes, draw_twins, draw_windows, make_visible
from still_life.sheet import contact_sheet, cut
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


class WindowTest(unittest.TestCase):
    def test_a_window_shows_what_the_whole_shows_there(self):
        labels = draw_labels(2, 7)
        whole = render(labels, 7, 48).astype(float)
        part = render(labels, 7, 24, windows=np.tile(np.float32([.25, .5, .5, .5]), (2, 1)))
        np.testing.assert_array_equal(part, whole[:, 24:48, 12:36])

    def test_windows_lie_inside_and_most_are_the_whole(self):
        windows = draw_windows(2000, 1)
        self.assertTrue((windows[:, :2] >= 0).all() and (windows[:, :2] + windows[:, 2:] <= 1.00001).all())
        self.assertTrue(.75 < (windows[:, 2] == 1).mean() < .85)
        np.testing.assert_allclose(mirrored_windows(mirrored_windows(windows)), windows, atol=1e-6)


class TwinTest(unittest.TestCase):
    def test_twins_differ_in_one_attribute_and_in_nothing_of_the_scene_but_light_and_wall(self):
        labels = draw_labels(400, 9)
        twins, changed = draw_twins(labels, 9)
        differ = labels != twins
        self.assertTrue((differ.sum(1) <= 1).all())
        self.assertTrue(all(differ[row, changed[row]] for row in np.nonzero(differ.any(1))[0]))
        kept = [scene.SUBJECT, scene.DISTANCE, scene.SHIFT_X, scene.WALL_Z, scene.PHASE, scene.OBJECT, scene.TABLE]
        np.testing.assert_array_equal(draw_scenes(labels, 9)[:, kept], draw_scenes(twins, 9)[:, kept])


class ShardTest(unittest.TestCase):
    def test_pairs_point_at_twins_and_wholes_are_wholes(self):
        with tempfile.TemporaryDirectory() as folder:
            render_shards(folder, 3, size=12, per_shard=20, twins=5)
            pictures, labels, windows, pairs = load_everything(folder)
            self.assertEqual((len(pictures), len(pairs)), (25, 5))
            for one, other, attribute in pairs:
                self.assertLessEqual(int((labels[one] != labels[other]).sum()), 1)
                np.testing.assert_array_equal(windows[one], windows[other])
            self.assertLessEqual(len(load_shards(folder)[0]), 60)

    def test_without_parts_and_twins_all_are_wholes(self):
        with tempfile.TemporaryDirectory() as folder:
            render_shards(folder, 2, size=12, per_shard=20, twins=0, windows=0)
            self.assertEqual(len(load_shards(folder)[0]), 40)


class SheetTest(unittest.TestCase):
    def test_pictures_come_back_out_of_their_sheet(self):
        pictures = np.random.default_rng(0).integers(0, 255, (7, 12, 12, 3), np.uint8)
        np.testing.assert_array_equal(cut(np.array(contact_sheet(pictures, 3)), 7, 3, 12), pictures)


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
