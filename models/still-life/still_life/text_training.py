"""Trains the text encoder on captions alone; the denoiser never sees words."""

import time

import torch
from torch.nn import functional as F

from .captions import UNSPECIFIED, caption_number
from .steps import load_if_there, rate_at, save_whole
from .text_network import PADDING, UNKNOWN, TextEncoder
from .tokenizer import Tokenizer
from .world import SIZES


def captions_as_numbers(tokenizer, seed, start, stop):
    """Word numbers [count, LENGTH] and answers [count, attributes]; "unspecified" is the last answer."""
    texts, heard = zip(*(caption_number(seed, index) for index in range(start, stop)))
    answers = [[size if label == UNSPECIFIED else label for label, size in zip(row, SIZES)] for row in heard]
    return tokenizer.encode(texts), torch.tensor(answers)


def train_text_encoder(config, checkpoint, log=print, stop=None):
    torch.manual_seed(config["seed"])
    tokenizer = Tokenizer()
    encoder = TextEncoder(len(tokenizer.words), config["width"])
    optimiser = torch.optim.AdamW(encoder.parameters(), lr=config["rate"], weight_decay=.01)
    state = load_if_there(checkpoint) or {"step": 0}
    if state["step"]:
        encoder.load_state_dict(state["encoder"])
        optimiser.load_state_dict(state["optimiser"])
    saved = time.monotonic()
    for step in range(state["step"], stop or config["steps"]):
        loss = _step(encoder, optimiser, tokenizer, step, config)
        if step % 50 == 0:
            log(f"text step {step} loss {loss:.3f}", flush=True)
        if time.monotonic() - saved > 60 or step + 1 == (stop or config["steps"]):
            save_whole(checkpoint, {"step": step + 1, "encoder": encoder.state_dict(), "optimiser": optimiser.state_dict()})
            saved = time.monotonic()
    return encoder.eval()


def _step(encoder, optimiser, tokenizer, step, config):
    batch = config["batch"]
    ids, answers = captions_as_numbers(tokenizer, config["seed"], step * batch, (step + 1) * batch)
    ids = forget_words(ids, torch.Generator().manual_seed(config["seed"] * 1_000_003 + step))
    for group in optimiser.param_groups:
        group["lr"] = rate_at(step, config["steps"], config["rate"], warm_up=50)
    loss = sum(F.cross_entropy(part, answers[:, i]) for i, part in enumerate(encoder.logits(ids)))
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.)
    optimiser.step()
    return float(loss)


def forget_words(ids, generator):
    """Some words of some captions become unknown, so that unknown words do not disturb the rest."""
    forgetful = torch.rand(len(ids), 1, generator=generator) < .3
    lost = torch.rand(ids.shape, generator=generator) < .1
    return torch.where(forgetful & lost & (ids != PADDING), torch.full_like(ids, UNKNOWN), ids)


def accuracy(encoder, seed, count):
    """Share of captions for which the likeliest answer is right, per attribute."""
    ids, answers = captions_as_numbers(Tokenizer(), seed, 0, count)
    with torch.no_grad():
        logits = encoder.logits(ids)
    return [float((part.argmax(1) == answers[:, i]).float().mean()) for i, part in enumerate(logits)]
