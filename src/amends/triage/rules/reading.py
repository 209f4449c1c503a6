"""A message as judging sees it: everything that several judges need is worked out once. Pure."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import re2

from amends.playbook.rules import folding, languages
from amends.playbook.rules.lexicon import Saying, options, places, written
from amends.triage.rules.judgement import Heard
from amends.triage.rules.sayings import BY_LANGUAGE, lexicon

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w.])@\w[\w.]*(?:@[\w.-]+)?")
_HASH = re.compile(r"#(\w+)")
_SHOUTED = re.compile(r"\b[A-ZÀ-ÖØ-Þ]{4,}\b")
_WORD = re.compile(r"[^\W\d_]+")
_GLAD = frozenset(
    "😀😃😄😁😊🥰😍🤩😘🙂☺👍👏🙌❤💙💚💛🧡💜🖤💕💖💗🎉🥳🙏😎🤗💯🔥✨⭐🌟😇🤣😂💪😻🎊♥🫶😉👌"
)
_SAD = frozenset("😠😡🤬😤👎😞😢😭😩😫😒🙄😑😔😟🤮🤢💔😖😣☹🙁😕😬🤦😾🖕👿😓🥴🤡💩😰😱😷")
_GLAD_FACE = re.compile(r"(?<!\w)[:;=8x]['-]?[)dp\]](?!\w)|<3+|\^\^", re.IGNORECASE)
_SAD_FACE = re.compile(r"(?<!\w)[:=]['-]?[(\[/|](?![/\w])|>:\(|-_+-|\bD:")
#: What each face has, in small letters.
_GLAD_SIGNS = (":", ";", "=", "<3", "^^", "8", "x")
_SAD_SIGNS = (":", "=", "-_")
#: Cues that a "not" before them takes back.
_TAKEN_BACK = frozenset(
    {"praise", "safety", "health", "urgent", "money", "access", "legal", "press"}
)
_ASIDE = 22


@dataclass(frozen=True, slots=True)
class Cue:
    """Something a text says that shows something: which words, and where in the plain text."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text is written, beside its words."""

    words: int
    asks: int
    exclaims: int
    shouts: int
    glad: int
    sad: int
    links: int
    mentions: int
    hashtags: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A message, read once."""

    heard: Heard
    #: Without links and handles, in its own spelling.
    bare: str
    #: `bare` as words are looked for in it.
    plain: str
    #: ISO 639-1; "" when nothing says so.
    language: str
    #: The first of each kind, by topic.
    cues: Mapping[str, Cue]
    shape: Shape

    def words_of(self, cue: Cue) -> str:
        """What was said, for a person to read."""
        return cue.words.strip()[:60]


def read(heard: Heard) -> Reading:
    """A message with its language, its cues and its shape; never fails, whatever the text is."""
    text = html.unescape(heard.text) if "&" in heard.text else heard.text
    # Most texts have neither, and looking for a letter is quicker than for a pattern.
    bare = _LINK.sub(" ", text) if "://" in text or "www." in text.lower() else text
    bare = _MENTION.sub(" ", bare) if "@" in bare else bare
    bare = _HASH.sub(lambda match: _apart(match[1]), bare) if "#" in bare else bare
    plain = folding.plainly(bare)
    language = languages.guess_plain(plain)
    return Reading(heard, bare, plain, language, _cues(plain, language), _shape(text, bare))


def _apart(tag: str) -> str:
    """The words of a hashtag: "#worstFlightEver" says something."""
    return re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|_", " ", tag)


def _cues(plain: str, language: str) -> dict[str, Cue]:
    """What is said, by topic; in English too, whose words are used everywhere."""
    found: dict[str, Cue] = {}
    for each in _tried(language):
        said = lexicon(each).topics(plain)
        harmless = [cue for saying in said.pop("harmless", ()) for cue in _places(saying, plain)]
        denied = bool(said.pop("negation", ()))
        for topic, sayings in said.items():
            cue = _first(topic, sayings, plain, denied=each if denied else "", aside=harmless)
            if cue and topic not in found:
                found[topic] = cue
    return found


def _tried(language: str) -> tuple[str, ...]:
    if not language:
        return tuple(BY_LANGUAGE)
    return (language,) if language == "en" else (language, "en")


def _first(
    topic: str, sayings: list[Saying], plain: str, *, denied: str, aside: list[Cue]
) -> Cue | None:
    """The first of some sayings that is neither harmless where it stands nor taken back."""
    for saying in sayings:
        for cue in _places(saying, plain):
            if any(each.start < cue.end and cue.start < each.end for each in aside):
                continue
            if denied and topic in _TAKEN_BACK and _is_denied(plain, cue, denied):
                continue
            return cue
    return None


def _places(saying: Saying, plain: str) -> Iterator[Cue]:
    for heard in places(saying, plain):
        yield Cue(plain[heard.start : heard.end], heard.start, heard.end)


def _is_denied(plain: str, cue: Cue, language: str) -> bool:
    """Whether a "not" stands shortly before, in the same clause."""
    before = plain[max(cue.start - _ASIDE, 0) : cue.start]
    clause = re.split(
        r"[.!?;:\n]|\bbut\b|\baber\b|\bmais\b|\bpero\b|\bmaar\b|\bma\b|\bmas\b", before
    )
    return bool(_negation(language).search(clause[-1]))


@functools.cache
def _negation(language: str) -> re2._Regexp:
    [pattern] = BY_LANGUAGE[language]["negation"]
    said = pattern if isinstance(pattern, str) else pattern.pattern
    return re2.compile(written(said), options())


def _faces(face: re.Pattern[str], signs: tuple[str, ...], letters: str, bare: str) -> int:
    """How many faces are typed; none without one of the signs that they begin with."""
    return len(face.findall(bare)) if any(sign in letters for sign in signs) else 0


def _shape(text: str, bare: str) -> Shape:
    drawn = frozenset[str]() if text.isascii() else frozenset(text)
    letters = bare.lower()
    return Shape(
        words=len(_WORD.findall(bare)),
        asks=text.count("?") + text.count("¿"),
        exclaims=text.count("!"),
        shouts=len(_SHOUTED.findall(bare)),
        glad=sum(map(text.count, _GLAD & drawn)) + _faces(_GLAD_FACE, _GLAD_SIGNS, letters, bare),
        sad=sum(map(text.count, _SAD & drawn)) + _faces(_SAD_FACE, _SAD_SIGNS, letters, bare),
        links=len(_LINK.findall(text)) if "." in text else 0,
        mentions=text.count("@"),
        hashtags=text.count("#"),
    )
