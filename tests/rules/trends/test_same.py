"""Whether what surprises is more of a known spike: by who says it, not by a word that is shared."""

from __future__ import annotations

from amends.trends.rules.same import Known, core, is_of, outgrown, sorted_out
from amends.trends.rules.spikes import HOUR, Found
from amends.trends.rules.terms import mood_term, word_term

CRASH, LOGIN, POINTS = word_term("crashes"), word_term("login"), word_term("points")
APP = word_term("app")


def found(term: int, messages: range, score: float = 9.0) -> Found:
    return Found(term, score, len(messages), 0.1, HOUR, 0.0, frozenset(messages))


def test_a_message_is_of_what_most_say() -> None:
    said_by = [(CRASH, LOGIN, APP), (CRASH, LOGIN, APP, POINTS), (CRASH, APP), (LOGIN, APP)]
    telling = core([LOGIN, CRASH, APP, POINTS, word_term("freezes")], said_by)
    assert telling == (LOGIN, CRASH, APP)
    assert is_of(telling, (CRASH, POINTS))
    assert not is_of(telling, (POINTS,))
    assert not is_of([], (APP,))
    assert core([LOGIN], []) == (LOGIN,)


def test_what_half_of_them_say_elsewhere_is_of_its_own() -> None:
    known = [Known(7, True, frozenset(range(20)))]
    more, rest = sorted_out([found(LOGIN, range(10, 30)), found(POINTS, range(19, 30))], known)
    assert [each.term for each in more[7]] == [LOGIN]
    assert [each.term for each in rest] == [POINTS]


def test_what_two_known_spikes_share_is_no_third() -> None:
    known = [Known(8, True, frozenset(range(10))), Known(7, True, frozenset(range(20, 28)))]
    more, rest = sorted_out([found(APP, range(6, 25))], known)
    assert (list(more), rest) == ([], [found(APP, range(6, 25))])
    more, rest = sorted_out([found(APP, range(2, 25))], known)
    assert (list(more), rest) == ([8], [])


def test_words_explain_a_mood_and_no_mood_explains_words() -> None:
    words, mood = Known(7, True, frozenset(range(9))), Known(8, False, frozenset(range(9)))
    assert sorted_out([found(mood_term(), range(9))], [words]) == ({}, [])
    _more, rest = sorted_out([found(CRASH, range(9))], [mood])
    assert [each.term for each in rest] == [CRASH]


def test_half_as_much_again_is_more_and_never_less_than_one() -> None:
    assert outgrown(10.0) == 15.0
    assert outgrown(1.0) == 2.0
