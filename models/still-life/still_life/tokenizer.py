"""Words to numbers, and the tokenizer as the file that Hugging Face's `tokenizers` reads."""

import json
from pathlib import Path

import torch

from .captions import vocabulary, words_of
from .text_network import LENGTH, PADDING, UNKNOWN


class Tokenizer:
    def __init__(self):
        self.words = vocabulary()
        self.numbers = {word: number for number, word in enumerate(self.words)}

    def encode(self, texts):
        """Word numbers [texts, LENGTH], padded and cut."""
        ids = torch.full((len(texts), LENGTH), PADDING, dtype=torch.int64)
        for row, text in enumerate(texts):
            numbers = [self.numbers.get(word, UNKNOWN) for word in words_of(text)][:LENGTH]
            ids[row, :len(numbers)] = torch.tensor(numbers, dtype=torch.int64)
        return ids

    def save(self, folder):
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "tokenizer.json").write_text(json.dumps(self._as_file(), indent=1) + "\n")
        config = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": LENGTH,
                  "pad_token": "[PAD]", "unk_token": "[UNK]"}
        (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=1) + "\n")

    def _as_file(self):
        # WordPiece without any word pieces looks up whole words, as WordLevel does; not every reader knows WordLevel.
        special = [{"id": number, "content": self.words[number], "single_word": False, "lstrip": False, "rstrip": False,
                    "normalized": False, "special": True} for number in (PADDING, UNKNOWN)]
        return {
            "version": "1.0",
            "truncation": None,
            "padding": {"strategy": {"Fixed": LENGTH}, "direction": "Right", "pad_to_multiple_of": None,
                        "pad_id": PADDING, "pad_type_id": 0, "pad_token": "[PAD]"},
            "added_tokens": special,
            "normalizer": {"type": "Lowercase"},
            "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "[a-z0-9]+"}, "behavior": "Removed", "invert": True},
            "post_processor": None,
            "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": False},
            "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                      "max_input_chars_per_word": 100, "vocab": self.numbers},
        }
