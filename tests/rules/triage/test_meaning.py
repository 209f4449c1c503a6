from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from amends.triage.rules.judgement import Heard
from amends.triage.rules.labels import LEVELS, VECTORS, Kind
from amends.triage.rules.learning import SAYS, STRAIGHT, Example, OwnHead, solved, told_apart
from amends.triage.rules.meaning import NOTHING, Meaning, with_products
from amends.triage.rules.own import Own, unpacked, unzipped, zipped
from amends.triage.rules.reading import read
from amends.triage.rules.tagging import Offer, TagMind, agreement, learnt_tags, tag_mind
from amends.triage.shipped import meanings

MISSING, MONEY, AWAY = 1, 2, 3


def _about(text: str) -> Meaning:
    return meanings().of(read(Heard(text)))


def _example(text: str, label: int = 0) -> Example:
    """By what it is about alone: no words, no letters, nothing of the shipped model."""
    return Example(np.array([], dtype=np.uint32), (0.0,), _about(text), label)


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("my parcel never came", "the package was not delivered", "how do I reset my password"),
        ("I want my money back", "please refund me", "what time do you open"),
        ("the app crashes all the time", "your program keeps freezing", "my flight was late"),
    ],
)
def test_what_is_meant_alike_is_near_without_a_common_word(text: str, near: str, far: str) -> None:
    assert _about(text) @ _about(near) > _about(text) @ _about(far) + 0.1


@pytest.mark.parametrize("text", ["", "日本語のメッセージです", "zzqxv"])
def test_a_text_of_which_no_word_is_known_is_about_nothing(text: str) -> None:
    assert not _about(text).any()


@pytest.mark.parametrize(
    "text", ["My parcel never came!!", "x" * 50_000 + " parcel", "refund " * 900]
)
def test_what_a_text_is_about_has_length_one_and_is_the_same_every_time(text: str) -> None:
    about = _about(text)
    assert about.shape == NOTHING.shape
    assert about.tobytes() == _about(text).tobytes()
    assert not about.any() or abs(float(about @ about) - 1) < 1e-5


def test_a_head_hears_what_a_message_is_about() -> None:
    some = [_example("my parcel never came", 0), _example("I want my money back", 1)] * 4
    for solve in (solved, told_apart):
        head = solve(some, np.eye(2)[[each.label for each in some]])
        said = head.scores(*_heard("please refund me"))
        assert said.argmax() == 1


def _heard(text: str) -> tuple[np.ndarray, tuple[float, ...], Meaning]:
    one = _example(text)
    return one.places, one.base, one.meaning


def test_a_head_that_was_made_before_there_were_meanings_still_speaks() -> None:
    head = OwnHead(
        places=np.array([3], dtype=np.uint32),
        weights=np.array([[0.0, 1.0]], dtype=np.float32),
        rarity=np.ones(1, dtype=np.float32),
        base=np.zeros((1, 2), dtype=np.float32),
        offsets=np.zeros(2, dtype=np.float32),
    )
    places = np.array([3], dtype=np.uint32)
    assert head.scores(places, (0.0,), _about("my parcel")).argmax() == 1


@pytest.mark.parametrize("vectors", [None, VECTORS - 1])
@pytest.mark.parametrize("kept_as", ["mind", "tags"])
def test_a_head_that_learnt_from_other_vectors_hears_words_and_the_shipped_model_alone(
    vectors: int | None, kept_as: str
) -> None:
    some = [_full("my parcel never came", 0), _full("I want my money back", 1)] * 4
    head = (solved if kept_as == "mind" else told_apart)(some, np.eye(2)[[e.label for e in some]])
    again = {"mind": _mind_again, "tags": _tags_again}[kept_as]
    assert len(again(head).base) == len(head.base)
    before = again(head, vectors)
    assert len(before.base) == SAYS
    assert before.scores(*_heard("please refund me")).shape == (2,)


def _mind_again(head: OwnHead, vectors: int | None = VECTORS) -> OwnHead:
    """As it comes back, kept by so many vectors."""
    kept = Own(Kind.COMPLAINT, (STRAIGHT,), head).packed()
    found = unpacked(Kind.COMPLAINT, _by(kept, vectors)).head
    assert found is not None
    return found


def _tags_again(head: OwnHead, vectors: int | None = VECTORS) -> OwnHead:
    offer = Offer(MISSING, 0.5, 1.0, 1.0, (0.5,) * len(LEVELS))
    return tag_mind(_by(TagMind(head, (offer,)).packed(), vectors)).head


def _by(kept: bytes, vectors: int | None) -> bytes:
    told = {**unzipped(kept), "vectors": np.array(vectors)}
    return zipped({name: each for name, each in told.items() if each.dtype != object})


def _full(text: str, label: int) -> Example:
    return replace(_example(text, label), base=(0.5,) * SAYS)


def test_products_make_alikeness_half_itself_and_half_its_square() -> None:
    texts = ("my parcel never came", "the package was not delivered", "how do I reset my password")
    about = np.stack([_about(text) for text in texts])
    alike, squared = about @ about.T, with_products(about) @ with_products(about).T
    assert np.abs(squared - (alike + alike**2) / 2).max() < 0.1


def test_signs_are_the_same_everywhere() -> None:
    one = np.zeros((1, len(NOTHING)), np.float32)
    one[0, 0] = 1
    signs = np.sign(with_products(one)[0, len(NOTHING) :]).astype(np.int8)
    told = hashlib.sha256(signs.tobytes()).hexdigest()[:12]
    assert told == "ef3f8376ae5b"


@pytest.mark.parametrize("text", ["😡😡😡", "❤", "👍👎"])
def test_faces_mean_nothing_by_themselves(text: str) -> None:
    assert not _about(text).any()
    assert (_about(f"my parcel is late {text}") == _about("my parcel is late")).all()


def test_how_many_words_are_known_is_told_without_marks_and_numbers() -> None:
    known = meanings().heard(read(Heard("my zzqxv parcel 123 !!!")))[1]
    assert known == pytest.approx(2 / 3)


def _cases() -> tuple[list[Example], list[frozenset[int]]]:
    said = {
        frozenset({MISSING}): ("my parcel {} never came", "the delivery of {} is lost"),
        frozenset({MONEY}): ("refund {} please", "pay me back for {}"),
        frozenset({MISSING, MONEY}): ("{} never came, refund me", "lost {}, pay me back"),
        frozenset[int](): ("what time do you open on {}", "lovely weather on {}"),
    }
    things = (
        "monday",
        "the lamp",
        "the coat",
        "shoes",
        "friday",
        "the phone",
        "two books",
        "a bag",
    )
    told = [
        (text.format(thing), tags)
        for thing in things
        for tags, some in said.items()
        for text in some
    ]
    return [_example(text) for text, _ in told], [tags for _, tags in told]


def test_tags_are_told_apart_and_kept_whole() -> None:
    examples, given = _cases()
    made = learnt_tags(examples, given, [MISSING, MONEY])
    assert made is not None
    assert agreement(given, made.foretold) > 0.8
    again = tag_mind(made.mind.packed())
    assert set(again.suggested(_example("my parcel with the chair never came"))) == {MISSING}
    assert not again.suggested(_example("what time do you open"))


def test_a_case_without_any_tag_is_never_given_one_for_want_of_another() -> None:
    examples, given = _cases()
    made = learnt_tags(examples, given, [MISSING, MONEY, AWAY])
    assert made is not None
    assert not any(AWAY in each for each in made.foretold)
