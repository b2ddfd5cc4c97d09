"""Makes the model from nothing: python3 make.py all --work FOLDER. Every stage goes on where it stopped."""

import argparse
import copy
import json
from pathlib import Path

import numpy as np
import torch

from still_life import data, decoder, denoiser, latent, onnx_files, training, world

HERE = Path(__file__).resolve().parent
FACTS, SECOND_JUDGE = HERE / "training.json", HERE / "second-judge"
#: Peak rates of Muon and AdamW, for new weights and for weights that were trained before.
FIRST_RATES, LATER_RATES = (0.015, 2e-3), (0.008, 1e-3)
STAGES = ("render", "latent", "decoder", "denoiser", "text", "judge", "export", "evaluate")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=("all", *STAGES, "label"))
    parser.add_argument("--work", type=Path, default=HERE / "work", help="folder for renders, checkpoints and weights in training")
    parser.add_argument("--weights", type=Path, default=HERE / "weights", help="folder that the exported model goes to")
    parser.add_argument("--shards", type=int, default=26, help="thousands of pictures to render; the first two are held out")
    parser.add_argument("--second-shards", type=int, default=16, help="thousands of whole pictures for the second judge alone")
    parser.add_argument("--steps", type=int, default=9200, help="steps of the denoiser, 64 pictures each")
    parser.add_argument("--processes", type=int, default=2, help="that share the training of the denoiser")
    parser.add_argument("--decoder-steps", type=int, default=1500)
    parser.add_argument("--seconds", type=float, help="stop training the denoiser after this long; run again to go on")
    parser.add_argument("--history", default="", help="what the card says of earlier training, before this run's steps")
    parser.add_argument("--from-export", action="store_true", help="take latent, decoder and denoiser from --weights to train on")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    for stage in STAGES if options.stage == "all" else (options.stage,):
        globals()[f"make_{stage}"](options)


def make_render(options):
    data.render_shards(options.work / "data", options.shards)
    data.render_shards(options.work / "data-second", options.second_shards, seed=101, twins=0, windows=0)


def make_latent(options):
    if options.from_export:
        take_up_export(options)
        return
    pictures, _ = data.load_shards(options.work / "data", data.HELD_OUT, data.HELD_OUT + 4)
    torch.save(latent.fit_basis(pictures), options.work / "latent.pt")


def take_up_export(options):
    """Latent and decoder as they were exported: the denoiser's weights are of use with this latent only."""
    encoder = onnx_files.load_weights(latent.Encoder(), options.weights / "vae_encoder/model.onnx")
    fitted = latent.basis_of(encoder)
    torch.save(fitted, options.work / "latent.pt")
    made = onnx_files.load_weights(decoder.Decoder.of(fitted), options.weights / "vae_decoder/model.onnx")
    torch.save(made.state_dict(), options.work / "decoder.pt")


def make_decoder(options):
    encoder, made = load_encoder(options.work), decoder.Decoder.of(basis(options.work))
    pictures = data.load_everything(options.work / "data")[0]
    decoder.train_decoder(made, encoder, pictures, options.decoder_steps, log=say)
    torch.save(made.state_dict(), options.work / "decoder.pt")


def make_denoiser(options):
    keep_rows(options.work, *data.load_everything(options.work / "data"))
    if torch.cuda.is_available():
        train_share(0, options, None)
        return
    meeting = options.work / "meeting"
    meeting.unlink(missing_ok=True)
    torch.multiprocessing.spawn(train_share, (options, f"file://{meeting.resolve()}"), options.processes)


def keep_rows(work, pictures, labels, windows, pairs):
    """Latents of all pictures and, after them, of their mirror images, with what belongs to them."""
    count = len(pictures)
    np.save(work / "latents.npy", latent.encode_all(load_encoder(work), pictures))
    np.save(work / "labels.npy", np.concatenate([labels, data.mirrored(labels)]))
    np.save(work / "windows.npy", np.concatenate([windows, data.mirrored_windows(windows)]))
    np.save(work / "pairs.npy", np.concatenate([pairs, pairs + (count, count, 0)]))


def train_share(rank, options, meeting):
    """One of several processes, one thread each, that together train the denoiser; or the only one, on a graphics card."""
    alone = meeting is None
    if not alone:
        torch.set_num_threads(1)
        torch.distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=options.processes)
    run = new_training(options, rank, 1 if alone else options.processes)
    if rank == 0:
        say(f"{sum(p.numel() for p in run.denoiser.parameters())} parameters, from step {run.step}, on {run.device}")
    rows = training.Rows(*(np.load(options.work / f"{name}.npy", mmap_mode="r") for name in ("latents", "labels", "windows", "pairs")))
    training.train(run, rows, options.work / "denoiser.pt", options.seconds, log=say)


def new_training(options, rank, processes):
    torch.manual_seed(7)
    fresh = denoiser.Denoiser()
    checkpoint = options.work / "denoiser.pt"
    rates = FIRST_RATES
    if options.from_export and not checkpoint.exists():
        onnx_files.load_weights(fresh, options.weights / "transformer/model.onnx", "denoiser.", later=("place.",))
        rates = LATER_RATES
    device = "cuda" if torch.cuda.is_available() else "cpu"
    run = training.Training(fresh, copy.deepcopy(fresh), options.steps, rates=rates, rank=rank, processes=processes, device=device)
    if checkpoint.exists():
        run.load(checkpoint)
    return run


def make_text(options):
    from still_life import text_encoder

    text_encoder.train(options.work)


def make_judge(options):
    from still_life import judge

    judge.train(options.work)
    judge.train(options.work, judge.SECOND)


def make_export(options):
    from still_life import export, judge, text_encoder

    export.export_model(load_denoiser(options.work), load_encoder(options.work), load_decoder(options.work), options.weights)
    text_encoder.export(options.work, options.weights)
    judge.export(options.work, options.weights / "judge")
    judge.export(options.work, SECOND_JUDGE, judge.SECOND)
    write_facts(options)


def make_label(options):
    """New pictures to label: sheets/labelled.png, the same numbered and enlarged in --work to look at, and empty labels."""
    from still_life import evaluate, export, hand_labels
    from still_life.model import Model
    from still_life.sheet import contact_sheet

    prompts, _ = evaluate.full_prompts(evaluate.COUNT, 31)
    pictures = Model(options.weights, SECOND_JUDGE).paint(prompts, [50_000 + i for i in range(len(prompts))])
    contact_sheet(pictures, hand_labels.COLUMNS).save(HERE / hand_labels.SHEET)
    for first in range(0, len(pictures), 20):
        contact_sheet(pictures[first:first + 20], 5, 3, first=first).save(options.work / f"label-{first:03d}.png")
    labels = [[None] * len(world.NAMES)] * len(pictures)
    (options.work / hand_labels.FILE).write_text(json.dumps({
        "guidance": export.GUIDANCE, "promptSeed": 31, "firstSeed": 50_000, "fingerprint": hand_labels.fingerprint(options.weights),
        "labels": labels}, indent=1))


def make_evaluate(options):
    """From the exported files alone; `--work` is not read."""
    from still_life import evaluate
    from still_life.model import Model

    evaluate.main(Model(options.weights, SECOND_JUDGE), options.weights, HERE, facts=json.loads(FACTS.read_text()), log=say)


def write_facts(options):
    """What the card says about the run."""
    saved, made = torch.load(options.work / "denoiser.pt", map_location="cpu"), load_denoiser(options.work)
    pictures, labels, windows, pairs = data.load_everything(options.work / "data")
    held, _ = data.load_shards(options.work / "data", 0, 1)
    FACTS.write_text(json.dumps({
        "renders": f"{len(pictures):,} and their mirror images, {(windows[:, 2] < 1).mean():.0%} of them windows, {len(pairs):,} pairs of twins; "
                   f"{data.HELD_OUT * data.SHARD:,} more held out",
        "denoiser": f"{sum(p.numel() for p in made.parameters()):,} parameters, width {made.width}, {len(made.blocks)} blocks, "
                    f"{made.grid ** 2} tokens",
        "training of the denoiser": options.history + f"{saved['step']:,} of {saved['steps']:,} steps of 64 pictures: "
                                    f"{64 * saved['step']:,} picture passes",
        "decoder": f"{decoder.psnr(load_decoder(options.work), load_encoder(options.work), held[:256]):.1f} dB on held-out renders",
        "latent": f"{latent.CHANNELS} channels of {latent.PATCH} x {latent.PATCH} patches",
    }, indent=1) + "\n")


def basis(work):
    return torch.load(work / "latent.pt")


def load_encoder(work):
    return latent.Encoder.of(basis(work))


def load_decoder(work):
    made = decoder.Decoder.of(basis(work))
    made.load_state_dict(torch.load(work / "decoder.pt"))
    return made.eval()


def load_denoiser(work):
    made = denoiser.Denoiser()
    made.load_state_dict(torch.load(work / "denoiser.pt")["average"])
    return made.eval()


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    main()
