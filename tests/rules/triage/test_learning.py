from __future__ import annotations

import numpy as np

from amends.triage.rules.features import PLACES, features, words_apart
from amends.triage.rules.judgement import Heard
from amends.triage.rules.learning import (
    RECALIBRATES,
    STACKS,
    Example,
    calibrated,
    fitted,
    macro_f1,
    most_telling,
    threshold,
    tried,
)
from amends.triage.rules.reading import read


def _places(text: str) -> np.ndarray:
    return words_apart(read(Heard(text)))


def _examples(many: int) -> list[Example]:
    """Messages whose label is in a word that only this desk uses so; the shipped model knows nothing."""
    words = ("zorp", "flim")
    texts = [f"the {words[at % 2]} of number {at * 7919 % 1000} again" for at in range(many)]
    return [Example(_places(text), (0.0,), at % 2) for at, text in enumerate(texts)]


def test_features_are_the_same_every_time_and_each_once() -> None:
    reading = read(Heard("My parcel is NOT here!!! Where is it? 😡"))
    for places, most in ((features(reading), PLACES), (words_apart(reading), 2 * PLACES)):
        assert (np.unique(places) == places).all()
        assert places.max() < most
    assert features(reading).tobytes() == features(reading).tobytes()


def test_not_good_is_told_from_good() -> None:
    assert set(_places("it is not good")) - set(_places("it is good"))


def test_a_line_is_drawn_from_twenty_five_labels_on() -> None:
    logits = [float(at % 9 - 4) for at in range(RECALIBRATES)]
    labels = [logit > 1.5 for logit in logits]
    assert calibrated(logits[:-1], labels[:-1]) is None
    line = calibrated(logits, labels)
    assert line is not None
    assert line.chance(-4) < 0.2
    assert line.chance(0) < 0.5 < line.chance(4)


def test_labels_that_are_all_alike_draw_no_line() -> None:
    assert calibrated([1.0] * 40, [True] * 40) is None


def test_the_best_threshold_lies_between_yes_and_no() -> None:
    assert 0.3 < threshold([0.9, 0.8, 0.3, 0.1], [True, True, False, False]) < 0.8


def test_a_head_learns_what_only_this_desk_says() -> None:
    head = fitted(_examples(40), labels=2)
    assert head is not None
    assert head.scores(_places("a zorp"), (0.0,)).argmax() == 0
    assert head.scores(_places("a flim"), (0.0,)).argmax() == 1
    assert head.scores(_places("unheard of"), (0.0,)).shape == (2,)


def test_the_same_labels_give_the_same_head() -> None:
    first, second = fitted(_examples(30), labels=2), fitted(_examples(30), labels=2)
    assert first is not None
    assert second is not None
    assert first.weights.tobytes() == second.weights.tobytes()


def test_a_head_takes_over_only_where_it_holds_on_labels_unseen() -> None:
    some = _examples(STACKS)
    assert tried(some[:-1], labels=2, before=lambda _: 0) is None
    better = tried(some, labels=2, before=lambda _: 0)
    assert better is not None
    assert better.holds
    no_better = tried(some, labels=2, before=lambda example: example.label)
    assert no_better is not None
    assert not no_better.holds


def test_nothing_is_learnt_from_one_kind_of_label() -> None:
    assert fitted([Example(_places("a"), (0.0,), 1)] * 5, labels=2) is None


def test_people_are_asked_about_what_is_least_sure() -> None:
    assert most_telling([0.99, 0.52, 0.01, 0.4], many=2) == [1, 3]


def test_macro_f1_counts_each_label_alike() -> None:
    assert macro_f1([0, 0, 0, 1], [0, 0, 0, 1]) == 1.0
    assert macro_f1([0, 0, 0, 1], [0, 0, 0, 0]) < 0.5
