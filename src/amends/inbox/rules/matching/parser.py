"""Reads a query as people type it; what cannot be read is refused with the column where it goes wrong. Pure.

query  = all { "OR" all }            all  = part { ["AND"] part }
part   = ["NOT" | "-"] one           one  = "(" query ")" | "phrase" | word | prefix* | word~ | key:value
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from amends.inbox.rules.matching import folding
from amends.inbox.rules.matching.tree import All, Any, Filter, Near, Node, Not, Term, can_begin
from amends.inbox.rules.vocabulary import closest
from amends.refusals import Refusal

#: Characters of a query, and words and filters in it.
LONGEST = 1_000
MOST_LEAVES = 120
DEEPEST = 12
KEYS = ("lang", "country", "channel", "from", "has")
HAS = ("photo", "attachment", "link", "rating")
_ALSO = {"language": "lang", "network": "channel"}
#: A word this short differs by one letter from most others; and from so many on, two letters may.
_SHORTEST_NEAR, _TWO_LETTERS_FROM = 4, 8
_SHORTEST_PREFIX = 2
_QUOTES = str.maketrans("“”„‟«»（）", '""""""()')
_TOKEN = re.compile(
    r'\s*(?:(?P<sign>[()|])|(?P<word>-?(?:[^\s"()|]|"[^"]*")+)|(?P<open>-?[^\s"()|]*"))'
)
_KEYED = re.compile(r"([A-Za-z]{2,20}):(?!//)(.*)", re.DOTALL)
_NEAR = re.compile(r"(.+?)~([0-9]*)")


class BadQuery(Refusal):
    """This query cannot be read."""

    code = "bad-query"

    def __init__(self, sentence: str, column: int) -> None:
        """``column``: where it goes wrong, from 1."""
        super().__init__(f"Column {column}: {sentence}", field="text", column=column)
        self.column = column


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    column: int

    @property
    def is_word(self) -> bool:
        return self.text not in {"(", ")", "|", "OR", "AND", "NOT", "-"}


_END = ""


def parse(text: str) -> Node:
    """The tree of a query. Raises `BadQuery`, with the column where it goes wrong."""
    tidy = text.replace("\0", " ").translate(_QUOTES)
    if not tidy.strip():
        raise BadQuery("write at least one word to listen for.", 1)
    if len(tidy) > LONGEST:
        raise BadQuery(f"a query has at most {LONGEST} characters.", LONGEST + 1)
    reader = _Reader(_tokens(tidy), len(tidy.rstrip()) + 1)
    node = reader.query(depth=0)
    left = reader.look()
    if left.text:
        raise BadQuery("this parenthesis closes nothing.", left.column)
    if not can_begin(node):
        raise BadQuery("exclusions alone fit every message; say what to listen for, too.", 1)
    return node


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None or match["open"] is not None:
            quote = text.index('"', at) + 1
            raise BadQuery("this quotation mark is never closed.", quote)
        sign = match["sign"] or match["word"]
        found.append(_Token(sign, match.start("sign" if match["sign"] else "word") + 1))
        at = match.end()
    return found


class _Reader:
    """Goes through the tokens once, from left to right."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens = tokens
        self._end = _Token(_END, end)
        self._at = 0
        self._leaves = 0

    def look(self) -> _Token:
        """The next token; at the end an empty one."""
        return self._tokens[self._at] if self._at < len(self._tokens) else self._end

    def _take(self) -> _Token:
        token = self.look()
        self._at += 1
        return token

    def query(self, depth: int) -> Node:
        """Alternatives."""
        parts = [self._all(depth)]
        while self.look().text in {"OR", "|"}:
            self._take()
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _all(self, depth: int) -> Node:
        parts = [self._part(depth)]
        while self.look().text not in {_END, ")", "OR", "|"}:
            if self.look().text == "AND":
                self._take()
            parts.append(self._part(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _part(self, depth: int) -> Node:
        token = self._take()
        if token.text in {"NOT", "-"}:
            return Not(self._part(self._deeper(depth, token)))
        if token.text == "(":
            inner = self.query(self._deeper(depth, token))
            if self._take().text != ")":
                raise BadQuery("this parenthesis is never closed.", token.column)
            return inner
        if not token.is_word or not token.text:
            raise BadQuery(_missing(token), token.column)
        return self._word(token)

    def _deeper(self, depth: int, token: _Token) -> int:
        if depth >= DEEPEST:
            raise BadQuery(f"parentheses go at most {DEEPEST} deep.", token.column)
        return depth + 1

    def _word(self, token: _Token) -> Node:
        self._leaves += 1
        if self._leaves > MOST_LEAVES:
            raise BadQuery(f"a query has at most {MOST_LEAVES} words and filters.", token.column)
        if token.text.startswith("-") and len(token.text) > 1:
            return Not(_read(_Token(token.text[1:], token.column + 1)))
        return _read(token)


def _missing(token: _Token) -> str:
    if not token.text:
        return "something is missing here: a word, a phrase or a parenthesis."
    if token.text == ")":
        return "a word is missing before this parenthesis."
    return (
        f"a word is missing before “{token.text}”; put it in quotes to listen for the word itself."
    )


def _read(token: _Token) -> Node:
    """One word, phrase, prefix, near miss, hashtag, handle or filter."""
    keyed = _KEYED.fullmatch(token.text)
    if keyed:
        return _filter(token, keyed[1].lower(), keyed[2])
    if '"' in token.text:
        return _phrase(token)
    near = _NEAR.fullmatch(token.text)
    if near:
        return _near(token, near[1], near[2])
    stem = token.text.removesuffix("*")
    if "*" in stem:
        raise BadQuery("* stands only at the end of a word.", token.column + stem.index("*"))
    return _term(token, stem, is_prefix=stem != token.text)


def _phrase(token: _Token) -> Node:
    if token.text.endswith("~"):
        raise BadQuery("~ stands after a single word.", token.column + len(token.text) - 1)
    stem = token.text.removesuffix("*")
    inner = stem.replace('"', " ")
    is_prefix = stem != token.text or inner.rstrip().endswith("*")
    return _together(token, folding.words(inner), is_prefix=is_prefix)


def _term(token: _Token, stem: str, *, is_prefix: bool) -> Node:
    if stem[:1] in "#＃" and len(stem) > 1:
        return _together(token, [f"#{folding.folded(stem[1:])}"], is_prefix=is_prefix)
    if stem[:1] in "@＠" and len(stem) > 1:
        return _together(token, folding.handles(stem)[:1], is_prefix=is_prefix)
    return _together(token, folding.words(stem), is_prefix=is_prefix)


def _together(token: _Token, words: list[str], *, is_prefix: bool) -> Node:
    if not words:
        raise BadQuery(f"“{token.text}” has no letters, digits or emoji.", token.column)
    if is_prefix and len(words) == 1 and len(words[0].lstrip("#@")) < _SHORTEST_PREFIX:
        if words[0].isascii():
            raise BadQuery("before * stand at least two letters.", token.column)
        is_prefix = False  # a character of a script without spaces is found anywhere
    return Term(tuple(words), is_prefix)


def _near(token: _Token, stem: str, typed: str) -> Node:
    words = folding.words(stem)
    if len(words) != 1 or stem.startswith(("#", "@")) or "*" in stem:
        raise BadQuery("~ stands after a single word.", token.column)
    word, told = words[0], int(typed or 0)
    if typed and told not in {1, 2}:
        raise BadQuery("after ~ stands nothing, 1 or 2.", token.column + len(stem) + 1)
    if len(word) < _SHORTEST_NEAR + (2 if told == 2 else 0):
        raise BadQuery(f"“{word}” is too short to be misspelt.", token.column)
    return Near(word, told or (2 if len(word) >= _TWO_LETTERS_FROM else 1))


# ------------------------------------------------------------------------------------ filters


def _filter(token: _Token, typed: str, value: str) -> Node:
    key = _ALSO.get(typed, typed)
    if key not in KEYS:
        meant = closest(typed, KEYS)
        hint = f" did you mean “{meant}:”?" if meant else ""
        raise BadQuery(
            f"there is no filter “{typed}:”;{hint} Put it in quotes to listen for the words.",
            token.column,
        )
    at = token.column + len(typed) + 1
    values = [part for part in value.replace('"', "").split(",") if part.strip()]
    if not values:
        raise BadQuery(f"“{typed}:” needs a value right after the colon.", at)
    parts = tuple(Filter(key, _VALUES[key](part.strip(), at)) for part in values)
    return parts[0] if len(parts) == 1 else Any(parts)


def _language(value: str, at: int) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}", value):
        raise BadQuery("a language has two or three letters, such as en or de.", at)
    return value.lower()


def _country(value: str, at: int) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", value):
        raise BadQuery("a country has two letters, such as DE or CH.", at)
    return value.upper()


def _has(value: str, at: int) -> str:
    if value.lower() not in HAS:
        raise BadQuery(f"“has:” knows {', '.join(HAS)}.", at)
    return value.lower()


def _author(value: str, at: int) -> str:
    found = folding.handles(value)
    if not found:
        raise BadQuery("“from:” needs a handle.", at)
    return found[0].lstrip("@")


_VALUES: dict[str, Callable[[str, int], str]] = {
    "lang": _language,
    "country": _country,
    "channel": lambda value, _at: value.casefold(),
    "from": _author,
    "has": _has,
}
