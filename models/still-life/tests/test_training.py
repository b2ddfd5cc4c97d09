"""Training on a tiny configuration: schedules by step, checkpoints that go on exactly, files that load."""

import copy
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import torch

from still_life import judge_training, onnx_files, text_training
from still_life.decoder import Decoder
from still_life.denoiser import Denoiser
from still_life.export import export_model
from still_life.judge_network import NETWORKS
from still_life.latent import Encoder, fit_basis, to_signal
from still_life.onnx_files import save_onnx
from still_life.renderer import render
from still_life.sampler import noise, sample, shifted
from still_life.scene import draw_labels, draw_windows
from still_life.steps import rate_at
from still_life.text_network import LENGTH, TextEncoder
from still_life.training import Rows, Training, conditions, draw_batch, one_hots, train
from still_life.world import CONDITION, SIZES

SIZE = 24
LABELS = draw_labels(24, 1)
PICTURES = render(LABELS, 1, SIZE)


def quiet(*_, **__):
    """Takes the place of print."""


def tiny_training(steps):
    torch.manual_seed(0)
    denoiser = Denoiser(channels=4, grid=2, width=32, depth=1)
    return Training(denoiser, copy.deepcopy(denoiser), steps, batch=4)


def tiny_rows():
    random = np.random.default_rng(0)
    pairs = np.array([(0, 1, 4), (2, 3, 7)])
    return Rows(random.normal(size=(24, 4, 2, 2)).astype(np.float16), LABELS, draw_windows(24, 1), pairs)


def forget(file, prefix):
    """Takes weights out of an exported file, as if the network had not had them yet."""
    model = onnx.load(str(file))
    for tensor in [tensor for tensor in model.graph.initializer if tensor.name.startswith(prefix)]:
        model.graph.initializer.remove(tensor)
    onnx.save(model, str(file))


def weights_of(module):
    return torch.cat([weight.flatten() for weight in module.state_dict().values()])


class ScheduleTest(unittest.TestCase):
    def test_rate_rises_and_falls_to_nothing(self):
        rates = [rate_at(step, 1000, 1.) for step in range(1000)]
        self.assertTrue(80 < np.argmax(rates) < 100)
        self.assertLess(rates[-1], .0011)
        self.assertEqual(rates[500], rate_at(500, 1000, 1.))


class DenoiserTest(unittest.TestCase):
    def test_going_on_from_a_checkpoint_gives_the_same_weights(self):
        rows = tiny_rows()
        with tempfile.TemporaryDirectory() as folder:
            whole, file = tiny_training(6), Path(folder) / "denoiser.pt"
            train(whole, rows, file, log=quiet)
            half = tiny_training(6)
            for _ in range(3):
                half.advance(rows)
            half.save(file)
            rest = tiny_training(6)
            rest.load(file)
            train(rest, rows, file, log=quiet)
        torch.testing.assert_close(weights_of(rest.denoiser), weights_of(whole.denoiser), rtol=0, atol=0)
        torch.testing.assert_close(weights_of(rest.average), weights_of(whole.average), rtol=0, atol=0)

    def test_unspecified_is_the_last_number_of_each_attribute(self):
        told = one_hots(np.full((1, len(SIZES)), -1))[0]
        self.assertEqual(told.sum(), len(SIZES))
        self.assertEqual(np.nonzero(told)[0].tolist(), (np.cumsum([size + 1 for size in SIZES]) - 1).tolist())

    def test_same_seed_gives_the_same_latents_alone_and_in_company(self):
        denoiser = tiny_training(1).denoiser.eval()
        told = torch.from_numpy(one_hots(np.zeros((2, len(SIZES)), int)))
        both, alone = sample(denoiser, told, [4, 9], steps=3), sample(denoiser, told[1:], [9], steps=3)
        torch.testing.assert_close(both[1:], alone)

    def test_twins_are_told_what_differs_and_start_from_the_other_picture(self):
        rows = tiny_rows()
        paint, seen, changed = rows.draw(400, np.random.default_rng(1))
        twins = changed >= 0
        self.assertTrue(.08 < twins.mean() < .25)
        self.assertTrue((paint[~twins] == seen[~twins]).all())
        self.assertEqual(set(zip(paint[twins], seen[twins], changed[twins])), {(0, 1, 4), (1, 0, 4), (2, 3, 7), (3, 2, 7)})
        told = conditions(LABELS[paint], np.random.default_rng(2), changed)
        starts = np.cumsum([0, *(size + 1 for size in SIZES)])
        for row in np.nonzero(twins)[0]:
            self.assertEqual(told[row, starts[changed[row]] + LABELS[paint[row], changed[row]]], 1)

    def test_a_step_towards_the_target_gives_back_the_data(self):
        data, mixed, _, moment, _ = draw_batch(tiny_rows(), 64, np.random.default_rng(3), torch.Generator().manual_seed(3))
        moment = moment[:, None, None, None]
        torch.testing.assert_close(mixed - moment * ((mixed - data) / moment), data, rtol=1e-4, atol=1e-4)

    def test_the_whole_picture_is_what_it_was_before_windows_were_taught(self):
        denoiser = tiny_training(1).denoiser
        for weight in denoiser.place.parameters():
            torch.nn.init.normal_(weight)
        whole, part = (denoiser.place(torch.tensor([window])) for window in ((0., 0., 1., 1.), (.5, .25, .5, .5)))
        self.assertEqual(max(float(added.abs().max()) for added in whole), 0)
        self.assertTrue(all(float(added.abs().max()) > 0 for added in part))

    def test_training_goes_on_from_an_export_without_windows(self):
        older, newer = tiny_training(1).denoiser, tiny_training(1).denoiser
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "model.onnx"
            for weight in older.parameters():  # the exporter keeps equal weights once
                torch.nn.init.normal_(weight)
            example = (torch.zeros(2, 4, 2, 2), torch.zeros(2), torch.zeros(2, CONDITION), torch.zeros(2, 4))
            save_onnx(older, example, file, ["latent", "time", "condition", "window"], ["velocity"])
            forget(file, "place.")
            onnx_files.load_weights(newer, file, later=("place.",))
            torch.testing.assert_close(newer.leave.weight, older.leave.weight, rtol=1e-3, atol=1e-3)
            with self.assertRaises(KeyError):
                onnx_files.load_weights(newer, file)

    def test_noise_is_standard_normal_and_shift_keeps_the_ends(self):
        values = noise(7, 20_000)
        self.assertAlmostEqual(float(values.mean()), 0, delta=.03)
        self.assertAlmostEqual(float(values.std()), 1, delta=.03)
        self.assertEqual((shifted(0), shifted(1)), (0, 1))


class LatentTest(unittest.TestCase):
    def test_the_latent_keeps_most_of_a_picture(self):
        basis = fit_basis(PICTURES)
        signal = to_signal(PICTURES)
        with torch.no_grad():
            again = Decoder.of(basis)(Encoder.of(basis)(signal))
        self.assertLess(float((again - signal).square().mean()), .02)


class TextAndJudgeTest(unittest.TestCase):
    def test_text_encoder_goes_on_from_its_checkpoint(self):
        config = {"seed": 1, "width": 16, "steps": 4, "rate": 1e-3, "batch": 4}
        self.assertTrue(self._same_after_a_stop(lambda file, stop: text_training.train_text_encoder(config, file, quiet, stop)))

    def test_judge_goes_on_from_its_checkpoint(self):
        config = {"seed": 1, "size": SIZE, "width": 4, "steps": 4, "rate": 1e-3, "batch": 4, "bfloat16": False}
        load = lambda step: (PICTURES, LABELS)
        for network in NETWORKS:
            run = lambda file, stop: judge_training.train_judge(load, {**config, "network": network}, file, quiet, stop)
            self.assertTrue(self._same_after_a_stop(run), network)

    def _same_after_a_stop(self, run):
        with tempfile.TemporaryDirectory() as folder:
            whole = run(Path(folder) / "whole.pt", None)
            run(Path(folder) / "stopped.pt", 2)
            return torch.equal(weights_of(run(Path(folder) / "stopped.pt", None)), weights_of(whole))

    def test_probabilities_sum_to_one(self):
        for network in NETWORKS.values():
            read = network(SIZE, 4).eval().probabilities(to_signal(PICTURES))
            torch.testing.assert_close(read.sum(2), torch.ones(len(PICTURES), len(SIZES)))


class ExportTest(unittest.TestCase):
    def test_every_part_is_a_valid_file_with_a_free_batch(self):
        basis = fit_basis(PICTURES)
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            export_model(Denoiser(grid=2, width=32, depth=1).eval(), Encoder.of(basis), Decoder.of(basis).eval(), folder)
            text = TextEncoder(9, 16).eval()
            save_onnx(text, (torch.ones(2, LENGTH, dtype=torch.int64),), folder / "text_encoder/model.onnx", ["input_ids"], ["last_hidden_state"])
            for part in ("transformer", "vae_encoder", "vae_decoder", "text_encoder"):
                model = onnx.load(str(folder / part / "model.onnx"))
                onnx.checker.check_model(model)
                self.assertTrue(all(port.type.tensor_type.shape.dim[0].dim_param for port in model.graph.input), part)
            self.assertEqual([port.name for port in onnx.load(str(folder / "transformer/model.onnx")).graph.input],
                             ["hidden_states", "timestep", "encoder_hidden_states", "window"])
        self.assertEqual(text(torch.zeros(1, LENGTH, dtype=torch.int64)).shape, (1, 1, CONDITION))


if __name__ == "__main__":
    unittest.main()
