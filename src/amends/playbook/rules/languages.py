"""Which language a text is in: guessed by its small words, for short texts. Pure."""

from __future__ import annotations

import re

from amends.playbook.rules.folding import plainly

#: Languages that have rules of their own.
KNOWN = ("en", "de", "fr", "es", "nl", "it", "pt")
_WORDS = {
    "en": (
        "the and you your for are is was were to of that this with have has not it we our will "
        "can please sorry i my they them been would what when which from there about but thank "
        "thanks hi hello get if so be as at by do us me an on or how any just here out more "
        "help send know look let hear make way "
    ),
    "de": (
        "der die das und ist nicht sie wir ihr ihre ihnen ihren ihrem ein eine einen mit fur "
        "auf es zu im von den dem dass haben hat wird werden bitte uns unser unsere kann "
        "konnen sich auch noch wie bei oder du dir dein ich mir danke tut leid hallo gerne aus "
        "dann jetzt wenn nach sehr mal schon vielen dank "
    ),
    "fr": (
        "le les et est pas vous nous votre vos notre pour une dans que qui avec sur du des au "
        "aux ce cette ne merci bonjour desole desoles etes sommes avez avons plus mais sont "
        "ont je mon ma tu ton toi bien nos tres tout etre fait ca cela comme "
    ),
    "es": (
        "el los las y es no usted su sus nos nuestro nuestra para una que con por del al lo le "
        "les se gracias hola sentimos lamentamos esta estamos hemos ha muy mas pero como puede "
        "por favor te tu yo mi cuando tambien esto este ya si un ayudarte "
    ),
    "nl": (
        "het een en niet je jij uw we wij ons onze voor van dat dit met zijn is was te op aan "
        "kunt kunnen hebben heeft wordt graag bedankt dank hallo spijt vervelend naar er maar "
        "ook nog wel om bij dan als wat jouw ik mij u hebt deze hier zo "
    ),
    "it": (
        "il lo gli e di che non per una con del della dei le ci la sua suo tuo tua nostro "
        "nostra sono ha abbiamo grazie ciao siamo spiace dispiace puo come piu questo questa "
        "anche ma da al alla nel si mi ti un scusa buongiorno molto vostro ai dal "
    ),
    "pt": (
        "o os as e nao de que para uma com por do da dos das no na nos voce seu sua seus nosso "
        "nossa se ao obrigado obrigada ola sentimos lamentamos muito mais mas como pode isso "
        "este esta estamos foi e um ja tem por favor pelo pela tambem te lhe vossa "
    ),
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
#: What every language says all the time: it tells one matter from no other.
SMALL_WORDS = frozenset[str]().union(*_SETS.values())
_SPEAKERS: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, known in _SETS.items() if word in known)
    for word in frozenset().union(*_SETS.values())
}
_WORD = re.compile(r"[a-z]+")


def guess(text: str) -> str:
    """The language of a text as ISO 639-1; "" for too few words, two languages alike, or another one."""
    return guess_plain(plainly(text))


def _first_two(count: dict[str, int]) -> list[tuple[str, int]]:
    """The two that were counted most; of those alike, the one that came first."""
    return sorted(count.items(), key=lambda each: -each[1])[:2]


def guess_plain(plain: str) -> str:
    """The same for a text that is plain already."""
    words = _WORD.findall(plain)
    count: dict[str, int] = {}
    for word in words:
        for language in _SPEAKERS.get(word, ()):
            count[language] = count.get(language, 0) + 1
    (language, best), (_, second) = (*_first_two(count), ("", 0), ("", 0))[:2]
    enough = best >= 3 and 6 * best >= len(words)
    return language if enough and best >= 1.25 * second + 1 else ""
