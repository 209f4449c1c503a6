from __future__ import annotations

import numpy as np

from amends.triage.rules.features import PLACES, features, words_apart
from amends.triage.rules.judgement import Heard
from amends.triage.rules.labels import RECALIBRATES, STACKS, Kind, is_due, mood_label
from amends.triage.rules.learning import STRAIGHT, Example, calibrated, fitted, macro_f1
from amends.triage.rules.meaning import NOTHING
from amends.triage.rules.own import compared, learnt, own_says, takes_over, taught, unpacked
from amends.triage.rules.reading import read


def _places(text: str) -> np.ndarray:
    return words_apart(read(Heard(text)))


def _examples(many: int) -> list[Example]:
    """Messages whose label is in a word that only this desk uses so; the shipped model knows nothing."""
    words = ("zorp", "flim")
    texts = [f"the {words[at % 2]} of number {at * 7919 % 1000} again" for at in range(many)]
    return [Example(_places(text), (0.0,), NOTHING, at % 2) for at, text in enumerate(texts)]


def test_features_are_the_same_every_time_and_each_once() -> None:
    reading = read(Heard("My parcel is NOT here!!! Where is it? 😡"))
    for places, most in ((features(reading), PLACES), (words_apart(reading), 2 * PLACES)):
        assert (np.unique(places) == places).all()
        assert places.max() < most
    assert features(reading).tobytes() == features(reading).tobytes()


def test_not_good_is_told_from_good() -> None:
    assert set(_places("it is not good")) - set(_places("it is good"))


def test_a_line_is_drawn_through_what_a_desk_says() -> None:
    logits = [float(at % 9 - 4) for at in range(50)]
    line = calibrated(logits, [logit > 1.5 for logit in logits])
    assert line.chance(-4) < 0.2
    assert line.chance(0) < 0.5 < line.chance(4)


def test_labels_that_are_all_alike_draw_no_line() -> None:
    assert calibrated([1.0] * 40, [True] * 40) == STRAIGHT


def test_a_head_learns_what_only_this_desk_says() -> None:
    head = fitted(_examples(40), labels=2)
    assert head is not None
    assert head.scores(_places("a zorp"), (0.0,), NOTHING).argmax() == 0
    assert head.scores(_places("a flim"), (0.0,), NOTHING).argmax() == 1
    assert head.scores(_places("unheard of"), (0.0,), NOTHING).shape == (2,)


def test_the_same_labels_give_the_same_head() -> None:
    first, second = fitted(_examples(30), labels=2), fitted(_examples(30), labels=2)
    assert first is not None
    assert second is not None
    assert first.weights.tobytes() == second.weights.tobytes()


def _own_examples(many: int) -> list[Example]:
    """As `_examples`, with what the shipped model says of it: nothing."""
    return [
        Example(each.places, (-1.0, 0.0, 0.0, 0.0, 0.0, 0.0), NOTHING, each.label)
        for each in _examples(many)
    ]


def test_a_mind_of_a_desks_own_takes_over_only_where_it_holds_on_labels_unseen() -> None:
    some = _own_examples(STACKS)
    candidate = learnt(Kind.COMPLAINT, some)
    assert candidate is not None
    better = compared(Kind.COMPLAINT, some, candidate.foretold, lambda _: 0)
    assert takes_over(better, is_first=True)
    no_better = compared(Kind.COMPLAINT, some, candidate.foretold, lambda each: each.label)
    assert not takes_over(no_better, is_first=True)


def test_missing_who_needs_an_answer_costs_more_than_asking_too_often() -> None:
    some = [Example(_places("a"), (0.0,), NOTHING, at % 2) for at in range(40)]
    trial = compared(Kind.NEEDS, some, [0] * 2 + [at % 2 for at in range(2, 40)], lambda _: 1)
    assert trial.after > trial.before
    assert not takes_over(trial, is_first=True)


def test_below_twenty_five_labels_the_shipped_model_judges() -> None:
    assert learnt(Kind.COMPLAINT, _own_examples(RECALIBRATES - 1)) is None
    own = taught(Kind.COMPLAINT, _own_examples(RECALIBRATES - 1))
    assert (own.head, own.lines) == (None, (STRAIGHT,))


def test_what_was_learnt_is_kept_whole() -> None:
    own = taught(Kind.COMPLAINT, _own_examples(STACKS))
    assert own.head is not None
    again = unpacked(Kind.COMPLAINT, own.packed())
    unseen = _own_examples(STACKS + 20)[STACKS:]
    assert [own_says(again, each) for each in unseen] == [each.label for each in unseen]
    assert own.packed() == taught(Kind.COMPLAINT, _own_examples(STACKS)).packed()


def test_the_next_try_waits_for_new_labels() -> None:
    assert not is_due(labels=24, new=24, was_tried=False)
    assert is_due(labels=25, new=0, was_tried=False)
    assert not is_due(labels=300, new=29, was_tried=True)
    assert is_due(labels=300, new=30, was_tried=True)


def test_moods_are_three_labels() -> None:
    assert [mood_label(score) for score in (-0.9, -0.4, 0.0, 0.6)] == [0, 0, 1, 2]


def test_nothing_is_learnt_from_one_kind_of_label() -> None:
    assert fitted([Example(_places("a"), (0.0,), NOTHING, 1)] * 5, labels=2) is None


def test_macro_f1_counts_each_label_alike() -> None:
    assert macro_f1([0, 0, 0, 1], [0, 0, 0, 1]) == 1.0
    assert macro_f1([0, 0, 0, 1], [0, 0, 0, 0]) < 0.5
