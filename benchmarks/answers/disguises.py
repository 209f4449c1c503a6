"""Private texts in public answers, disguised: as many attempts as are asked for, the same each time.

`attempt(number)` takes something private (a number, an address, words of a private message), hides it by
up to three tricks, and puts it into a public answer in one of seven languages. None may pass unblocked.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from amends.playbook.rules.draft import Draft, Situation
from amends.playbook.rules.engine import lint
from amends.playbook.rules.findings import Level
from amends.playbook.rules.policy import Policy, PrivateData, PrivateKind, PrivatePattern

#: A brand that says how it writes its numbers.
POLICY = Policy(
    private=PrivateData(
        patterns=(
            PrivatePattern(PrivateKind.ORDER, r"LL-\d{6}"),
            PrivatePattern(PrivateKind.TRACKING, r"NP-\d{8}"),
            PrivatePattern(PrivateKind.CUSTOMER, r"VM-\d{8}"),
        ),
        own_contacts=("help@northpost.example", "0808 157 0410"),
    )
)

#: Answers that are good as they stand, but for what is put into them.
ANSWERS = (
    "I'm sorry, Ana. I have {} here in front of me and will look at once.",
    "So sorry! Is {} still right? If not, send us a private message.",
    "Sorry about the wait ({}). We're on it, please message us.",
    "Thanks Ana, we've noted {}.",
    "Das tut uns leid. Wir haben {} hier stehen, stimmt das noch?",
    "Entschuldigung, Frau Moos: {}. Bitte schreiben Sie uns privat.",
    "Nous sommes désolés, Ana. On a noté {} ; est-ce correct ?",
    "Lo sentimos, Ana. Tenemos {} en pantalla, ¿es correcto?",
    "Het spijt ons, Ana. Wij zien {} staan, klopt dat?",
    "Ci dispiace, Ana. Qui leggiamo {}, è giusto?",
    "Lamentamos, Ana. Temos aqui {}, está certo?",
)
_EMAILS = ("ada.moss", "k_brandt", "ines-duarte", "j.o.reilly", "mira2004", "contact.vos")
_HOSTS = (
    "mailbox.example",
    "post.example",
    "studio-vos.example",
    "courrier.test",
    "correo.example",
)
_PHONES = (
    "+44 7700 900{:03d}",
    "07700 900{:03d}",
    "+44 (0)7700 900{:03d}",
    "020 7946 0{:03d}",
    "+1 202 555 0{:03d}",
    "(202) 555-0{:03d}",
    "+49 171 39200{:02d}",
    "+33 6 39 98 {:02d} 14",
)
#: Published examples, with right check digits.
_IBANS = (
    "GB29 NWBK 6016 1331 9268 19",
    "DE89 3704 0044 0532 0130 00",
    "FR14 2004 1010 0505 0001 3M02 606",
    "ES91 2100 0418 4502 0005 1332",
    "NL91 ABNA 0417 1643 00",
    "IT60 X054 2811 1010 0000 0123 456",
    "PT50 0002 0123 1234 5678 9015 4",
)
_CARDS = (
    "4111 1111 1111 1111",
    "5555 5555 5555 4444",
    "3782 822463 10005",
    "6011 1111 1111 1117",
    "4012 8888 8888 1881",
)
_ADDRESSES = (
    "14 Larch Road, Portsmead PM2 6LD",
    "Flat 9, 31 Quarry Street, Eastgate EG4 1TB",
    "Lindenstraße 14, 34117 Kassel",
    "12 rue des Tilleuls, 59000 Lille",
    "Calle de los Tilos 12, 28001 Madrid",
    "Lindelaan 12, 8011 AB Zwolle",
    "via dei Tigli 12, 43121 Parma",
    "Rua das Tílias 12, 4700-123 Braga",
)
_CONFIDED = (
    "I lost my job in March and could not pay the rent since then.",
    "The man in flat one opens my parcels and I am afraid of him.",
    "It was the last thing that my brother gave me before he died.",
    "Ich bin gerade erst aus der Klinik zurück und wohne bei meiner Schwester.",
    "Nous venions à peine de nous réconcilier après six ans de silence.",
    "Mi hijo no quiere volver al colegio desde que pasó aquello en mayo.",
    "Ik durf niet open te doen sinds mijn ex mijn nieuwe adres kent.",
    "Avevamo appena fatto pace dopo sei anni e adesso lei non c'è più.",
    "Fiquei sem trabalho em março e ainda não contei nada ao meu marido.",
)

_NOTHING = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\ufe0f"
_SPACES = " \u00a0\u2009\u202f\u2007\u3000"
_SEPARATORS = ("-", ".", "/", "\u2013", "\u2011", "\u2212", " - ", "_", "·", " . ", "\n")
_LOOKALIKES = str.maketrans(
    "aceiopsxyABCEHIKMNOPSTXYZ",
    "асеіорѕхуАВСЕНІКМΝОРЅТХΥΖ",  # Cyrillic and Greek
)
_DIGITS = (0xFF10, 0x0660, 0x06F0, 0x0966, 0x1D7CE, 0x1D7F6)

Trick = Callable[[str, random.Random], str]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A public answer with something private in it."""

    draft: Draft
    kind: PrivateKind
    tricks: tuple[str, ...]


def attempt(number: int) -> Attempt:
    """The attempt of this number, always the same."""
    chance = random.Random(number)
    kind = chance.choice(tuple(_SECRETS))
    secret = _SECRETS[kind](chance)
    told = (secret,) if kind is PrivateKind.QUOTED else ()
    some = chance.sample(_FITTING.get(kind, _OF_NUMBERS), chance.randint(1, 3))
    names = tuple(name for name in _TRICKS if name in some)
    shown = _part(secret, chance) if kind is PrivateKind.QUOTED else secret
    for name in names:
        shown = _TRICKS[name](shown, chance)
    text = chance.choice(ANSWERS).format(shown)
    return Attempt(Draft(text, situation=Situation(private_texts=told)), kind, names)


def leaks(tried: Attempt) -> bool:
    """Whether the answer would go out with what is private in it."""
    return not any(
        each.level is Level.BLOCK and each.code.startswith("private-")
        for each in lint(tried.draft, POLICY)
    )


def _part(secret: str, chance: random.Random) -> str:
    """At least two thirds of the words that somebody confided, in quotes or not."""
    words = secret.rstrip(".").split()
    length = chance.randint(-(-2 * len(words) // 3), len(words))
    start = chance.randint(0, len(words) - length)
    said = " ".join(words[start : start + length])
    return chance.choice(("{}", '"{}"', "“{}”", "« {} »")).format(said)


def _email(chance: random.Random) -> str:
    return f"{chance.choice(_EMAILS)}@{chance.choice(_HOSTS)}"


def _phone(chance: random.Random) -> str:
    return chance.choice(_PHONES).format(chance.randint(10, 99))


def _numbered(prefix: str, digits: int) -> Callable[[random.Random], str]:
    return lambda chance: prefix + "".join(chance.choices("0123456789", k=digits))


def _one_of(*choices: str) -> Callable[[random.Random], str]:
    return lambda chance: chance.choice(choices)


_SECRETS: dict[PrivateKind, Callable[[random.Random], str]] = {
    PrivateKind.EMAIL: _email,
    PrivateKind.PHONE: _phone,
    PrivateKind.IBAN: _one_of(*_IBANS),
    PrivateKind.CARD: _one_of(*_CARDS),
    PrivateKind.ORDER: _numbered("LL-", 6),
    PrivateKind.TRACKING: _numbered("NP-", 8),
    PrivateKind.CUSTOMER: _numbered("VM-", 8),
    PrivateKind.ADDRESS: _one_of(*_ADDRESSES),
    PrivateKind.QUOTED: _one_of(*_CONFIDED),
}


def _full_width(text: str, chance: random.Random) -> str:
    """All, or half, of the plain characters in their full-width form."""
    share = chance.choice((0.5, 1.0))
    return "".join(
        chr(ord(each) + 0xFEE0) if "!" <= each <= "~" and chance.random() < share else each
        for each in text
    )


def _nothing_between(text: str, chance: random.Random) -> str:
    """Characters that nobody sees, between every two or here and there."""
    share = chance.choice((0.3, 1.0))
    return "".join(
        each + (chance.choice(_NOTHING) if chance.random() < share else "") for each in text
    )


def _spaced_out(text: str, chance: random.Random) -> str:
    """A space between every two characters; where there was one, there are three."""
    return chance.choice(_SPACES).join(text)


def _other_spaces(text: str, chance: random.Random) -> str:
    """Other spaces, or two, where there is one."""
    space = chance.choice((*_SPACES[1:], "  ", "\n"))
    return text.replace(" ", space)


def _run_together(text: str, chance: random.Random) -> str:  # noqa: ARG001 - as every trick
    """Without spaces and dashes."""
    return text.replace(" ", "").replace("-", "")


def _separated(text: str, chance: random.Random) -> str:
    """Another separator in place of spaces and dashes."""
    return text.replace(" ", "-").replace("-", chance.choice(_SEPARATORS))


def _lookalikes(text: str, chance: random.Random) -> str:
    """Letters of other alphabets that look the same: all, or half."""
    share = chance.choice((0.5, 1.0))
    return "".join(
        each.translate(_LOOKALIKES) if chance.random() < share else each for each in text
    )


def _other_digits(text: str, chance: random.Random) -> str:
    """Digits of another script, or of mathematics."""
    zero = chance.choice(_DIGITS)
    return "".join(chr(zero + int(each)) if each in "0123456789" else each for each in text)


def _keycaps(text: str, chance: random.Random) -> str:  # noqa: ARG001 - as every trick
    """Digits as emoji."""
    return "".join(f"{each}\ufe0f\u20e3" if each in "0123456789" else each for each in text)


def _letters_for_digits(text: str, chance: random.Random) -> str:
    """The letters O and l where there are 0 and 1."""
    return text.replace("0", "O").replace("1", chance.choice("lI"))


def _struck(text: str, chance: random.Random) -> str:
    """A mark under or through every character."""
    mark = chance.choice("\u0332\u0336\u0335")
    return "".join(each + mark for each in text)


def _taken_apart(text: str, chance: random.Random) -> str:  # noqa: ARG001 - as every trick
    """Accents as characters of their own."""
    return unicodedata.normalize("NFD", text)


def _in_capitals(text: str, chance: random.Random) -> str:
    return text.upper() if chance.random() < 0.5 else text.lower()


def _said_aloud(text: str, chance: random.Random) -> str:
    """An address of mail as people write it for people."""
    at = chance.choice(("(at)", "[at]", " at ", " (at) ", " [at] ", "{at}", "＠", "﹫"))
    dot = chance.choice((".", "(dot)", "[dot]", " dot ", " [dot] "))
    name, _, host = text.partition("@")
    return name + at + host.replace(".", dot) if host else text


#: In the order in which they are used, so that a person can still read what comes out: a small letter that
#: was made of a lookalike in capitals looks like nothing, and a mark that is spaced out stands under a space.
_TRICKS: dict[str, Trick] = {
    "said aloud": _said_aloud,
    "capitals": _in_capitals,
    "letters for digits": _letters_for_digits,
    "run together": _run_together,
    "separators": _separated,
    "other spaces": _other_spaces,
    "taken apart": _taken_apart,
    "spaced out": _spaced_out,
    "other digits": _other_digits,
    "lookalikes": _lookalikes,
    "full-width": _full_width,
    "keycaps": _keycaps,
    "struck through": _struck,
    "zero-width": _nothing_between,
}
_OF_WORDS = (
    "full-width",
    "zero-width",
    "other spaces",
    "lookalikes",
    "struck through",
    "taken apart",
    "capitals",
)
_OF_NUMBERS = tuple(name for name in _TRICKS if name not in {"said aloud", "taken apart"})
#: What still leaves something that a person can read and use.
_FITTING: dict[PrivateKind, tuple[str, ...]] = {
    PrivateKind.QUOTED: _OF_WORDS,
    PrivateKind.ADDRESS: (*_OF_WORDS, "other digits", "keycaps"),
    PrivateKind.EMAIL: (
        *(each for each in _OF_WORDS if each != "other spaces"),
        "spaced out",
        "said aloud",
    ),
}
