"""What was said in private and would be repeated in public: words, numbers and names. Pure."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from amends.playbook.rules.codes import Code
from amends.playbook.rules.draft import Situation
from amends.playbook.rules.findings import Level
from amends.playbook.rules.folding import clean, drawn_together, plain
from amends.playbook.rules.lexicon import apart
from amends.playbook.rules.policy import PrivateKind
from amends.playbook.rules.rule import Hit, Rule, texts
from amends.playbook.rules.view import View

#: Letters and digits in a row that are no accident.
_LONG = 22
_SEED = 11
_NUMBER = re.compile(
    r"(?<![a-z0-9])[a-z]{0,4}[-_/]?\d(?:[ ._/\-]?[0-9])*(?:[-_/][a-z0-9]+)*(?![a-z0-9])"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(
    r"\b[^\W\d_a-z][^\W\d_]+(?:[ \t]+(?:van|von|de|der|da|di|del|la|le))*[ \t]+[^\W\d_a-z][^\W\d_]+\b"
)
_WORD = re.compile(r"[a-z0-9]+")
#: What every answer says: repeating it tells nobody anything.
OURS = apart(
    "sorry thank thanks please message messages order orders number help helping team "
    "contact contacting write reply send sending look looking check checking hear hearing "
    "happy know about would could should there their where which email details private "
    "direct customer customers service support answer soon today tomorrow again right away "
    "back touch reach reaching trouble inconvenience apologise apologies apologize bitte "
    "danke vielen dank nachricht bestellung bestellnummer gerne helfen schicken melden "
    "ihnen ihre ihren unser unsere leid haben werden merci message commande bonjour nous "
    "vous votre votres pouvez envoyer aider desoles desole gracias mensaje pedido ayudar "
    "puede sentimos bedankt bericht bestelling graag helpen kunnen sturen grazie messaggio "
    "ordine aiutare obrigado mensagem encomenda ajudar contacte with this that from your "
    "have will been what when into over they them than then very just also here hello hope "
    "good morning afternoon "
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What one private text gives away."""

    rows: frozenset[str]
    #: Half rows: a row in common has one of them at every place that is tried first.
    seeds: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]


def _quoted(view: View) -> Iterator[Hit]:
    known = view.draft.situation
    if not view.draft.is_public or not known.private_texts:
        return
    if PrivateKind.QUOTED in view.policy.private.ignored:
        return
    public = _together(
        (*known.answers, *(() if known.said in known.private_texts else (known.said,)))
    )
    private = _together(known.private_texts)
    yield from _rows(view, private.rows - public.rows, private.seeds)
    yield from _numbers(view, private.numbers - public.numbers)
    ours = {
        _packed(each) for each in (*known.brand_names, *known.customer_names, view.draft.author)
    }
    yield from _names(view, private.names - public.names - ours)


def _together(some: Iterable[str]) -> _Told:
    told = [_told(text) for text in some]
    return _Told(
        frozenset().union(*(each.rows for each in told)),
        frozenset().union(*(each.seeds for each in told)),
        frozenset().union(*(each.numbers for each in told)),
        frozenset().union(*(each.names for each in told)),
    )


@functools.lru_cache(maxsize=512)
def _told(text: str) -> _Told:
    readable = drawn_together(clean(text))
    lowered = plain(readable).text
    return _Told(
        frozenset(_windows(_packed(readable.text), _LONG)),
        frozenset(_windows(_packed(readable.text), _SEED)),
        frozenset(filter(_tells, (_packed(each.group()) for each in _NUMBER.finditer(lowered)))),
        frozenset(_packed(each.group()) for each in _NAME.finditer(readable.text)),
    )


def _packed(text: str) -> str:
    """Letters and digits alone."""
    return _packed_plain(plain(clean(text)).text)


def _windows(packed: str, long: int, step: int = 1) -> Iterator[str]:
    return (packed[at : at + long] for at in range(0, len(packed) - long + 1, step))


def _tells(number: str) -> bool:
    """Whether a number says something of somebody: long enough, and not a year."""
    return sum(each.isdigit() for each in number) >= 4 and not _YEAR.fullmatch(number)


def _rows(view: View, rows: frozenset[str], seeds: frozenset[str]) -> Iterator[Hit]:
    packed = _packed_plain(view.plain.text)
    if seeds.isdisjoint(_windows(packed, _SEED, _LONG - _SEED + 1)):
        return
    windows = _windows(packed, _LONG)
    at = _places(view.plain.text)
    run: tuple[int, int] | None = None
    for start, window in enumerate((*windows, "")):
        if window and window in rows:
            run = (run[0] if run else start, start + _LONG)
        elif run and start > run[1] - _LONG:
            yield from _row(view, packed[run[0] : run[1]], (at[run[0]], at[run[1] - 1] + 1))
            run = None


def _row(view: View, packed: str, span: tuple[int, int]) -> Iterator[Hit]:
    """A row of letters that stands in a private text, unless it is what every answer says."""
    start, end = view.plain.back(*span)
    words = _WORD.findall(view.plain.text[slice(*span)])
    telling = [word for word in words if len(word) > 3 and word not in OURS]
    is_long = len(telling) == 2 and len(packed) >= _LONG + 8
    if len(telling) >= 3 or is_long or len(words) < 3:
        yield Hit(start, end)
    elif len(telling) == 2:
        yield Hit(start, end, level=Level.WARN)


def _packed_plain(text: str) -> str:
    return "".join(_WORD.findall(text))


def _places(text: str) -> list[int]:
    """Where the letters and digits of a plain text stand."""
    return [index for match in _WORD.finditer(text) for index in range(*match.span())]


def _numbers(view: View, numbers: frozenset[str]) -> Iterator[Hit]:
    for number, start, end in _repeated(view, numbers):
        packed = _packed_plain(view.plain.text)
        if not (packed[start - 1 : start].isdigit() or packed[end : end + 1].isdigit()):
            yield _hit(view, start, start + len(number))


def _names(view: View, names: frozenset[str]) -> Iterator[Hit]:
    for name, start, end in _repeated(view, names):
        if len(name) >= 6:
            yield _hit(view, start, end)


def _repeated(view: View, some: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """What of it the text says, and where in its letters and digits."""
    packed = _packed_plain(view.plain.text)
    for each in some:
        start = packed.find(each)
        while start >= 0:
            yield each, start, start + len(each)
            start = packed.find(each, start + len(each))


def _hit(view: View, start: int, end: int) -> Hit:
    at = _places(view.plain.text)
    return Hit(*view.plain.back(at[start], at[end - 1] + 1))


_KNOWN = Situation(
    customer_names=("Ada Moss",),
    said="Where is my parcel?",
    private_texts=(
        "My sister Grace Holloway has the key, the code of the garden gate is 88-12-90.",
        "It is for my mother's surprise party in the town hall.",
    ),
)

RULES = (
    Rule(
        Code.PRIVATE_QUOTED,
        "Private data",
        "This was said in private, and everybody can read this answer.",
        Level.BLOCK,
        _quoted,
        must_pass=(
            *texts(
                "Ada Moss, your parcel comes today. Please send us a message.", situation=_KNOWN
            ),
            *texts("We ring at Grace Holloway's.", situation=_KNOWN, is_public=False),
        ),
        must_fail=texts(
            "We ring at Grace Holloway's.",
            "The code 881290 worked.",
            "We know that it is for your mother's surprise party in the town hall!",
            "Gate code ８８ １２ ９０.",
            "It is for my moth\u200ber's surprise pаrty in the tоwn hall",
            "G r a c e H o l l o w a y has it.",
            situation=_KNOWN,
        ),
        suggestion="Leave it out here; answer it in private.",
    ),
)
