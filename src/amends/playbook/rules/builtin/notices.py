"""What a notice to many says: what is wrong, for whom, what to do, when the next word comes, sorry. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from amends.playbook.rules.codes import Code
from amends.playbook.rules.draft import Draft, Kind
from amends.playbook.rules.findings import Level
from amends.playbook.rules.languages import KNOWN
from amends.playbook.rules.rule import Example, Find, Hit, Rule, hits
from amends.playbook.rules.view import View


def _notices(*some: str, language: str = "en") -> tuple[Example, ...]:
    return tuple(Example(Draft(text, language=language, kind=Kind.NOTICE)) for text in some)


def _is_notice(view: View) -> bool:
    return view.draft.kind is Kind.NOTICE and bool(view.spoken)


def _missing(*topics: str, unless: Callable[[View], bool] = lambda _view: False) -> Find:
    """Finds a notice that says nothing of any of these topics."""

    def find(view: View) -> Iterator[Hit]:
        if _is_notice(view) and not view.says(*topics) and not unless(view):
            yield Hit()

    return find


def _said(topic: str) -> Find:
    def find(view: View) -> Iterator[Hit]:
        if _is_notice(view):
            yield from hits(view, topic)

    return find


def _leads_on(view: View) -> bool:
    """It is over, or a link says the rest."""
    return bool(view.links) or view.says("notice-over")


_WHOLE = {
    "en": "We are sorry: the app does not work. Everybody may be affected. Please try again later. "
    "Next update by 15:30.",
    "de": "Es tut uns leid: Die App funktioniert nicht. Betroffen sind alle. Bitte später versuchen. "
    "Nächste Nachricht bis 15:30.",
    "fr": "Nous sommes désolés : le site ne fonctionne pas. Tous les clients sont concernés. "
    "Merci de réessayer plus tard. Prochaine nouvelle avant 15:30.",
    "es": "Lo sentimos: la web no funciona. Afecta a todas las personas. Por favor, inténtelo más "
    "tarde. Próxima noticia antes de las 15:30.",
    "nl": "Het spijt ons: de site werkt niet. Iedereen heeft er last van. Probeer het later. "
    "Volgend bericht voor 15:30.",
    "it": "Ci dispiace: il sito non funziona. Riguarda tutti. Per favore riprovate più tardi. "
    "Prossimo aggiornamento entro le 15:30.",
    "pt": "Lamentamos: o site não funciona. Afeta todas as pessoas. Por favor, tente mais tarde. "
    "Próxima notícia até às 15:30.",
}
_PASS = tuple(
    each for language, text in _WHOLE.items() for each in _notices(text, language=language)
)
_EMPTY = {
    "en": "Hello from the team.",
    "de": "Hallo vom Team.",
    "fr": "Bonjour de l’équipe.",
    "es": "Hola del equipo.",
    "nl": "Hallo van het team.",
    "it": "Ciao dal team.",
    "pt": "Olá da equipa.",
}
_FAIL = tuple(
    each for language, text in _EMPTY.items() for each in _notices(text, language=language)
)
_JARGON = {
    "en": "The backend has a high latency.",
    "de": "Das Backend ist nicht erreichbar.",
    "fr": "Le backend ne répond pas.",
    "es": "El backend no responde.",
    "nl": "De backend werkt niet.",
    "it": "Il backend non risponde.",
    "pt": "O backend não responde.",
}
_BLAMES = {
    "en": "This is due to our supplier.",
    "de": "Das liegt nicht an uns: Schuld ist der Lieferant.",
    "fr": "C’est à cause de notre fournisseur.",
    "es": "Es por culpa de nuestro proveedor.",
    "nl": "Dit komt door onze leverancier.",
    "it": "È a causa del nostro fornitore.",
    "pt": "É por culpa do nosso fornecedor.",
}


def _in_each(texts: dict[str, str]) -> tuple[Example, ...]:
    return tuple(
        each for language, text in texts.items() for each in _notices(text, language=language)
    )


def _rule(code: Code, sentence: str, find: Find, **more: object) -> Rule:
    given: dict[str, object] = {"level": Level.ADVISE, "must_fail": _FAIL, **more}
    return Rule(
        code,
        "Notices",
        sentence,
        find=find,
        must_pass=_PASS,
        languages=KNOWN,
        **given,  # type: ignore[arg-type]
    )


RULES = (
    _rule(
        Code.NOTICE_WHAT,
        "A notice says what is wrong.",
        _missing("notice-what"),
        suggestion="Say in a customer’s words what does not work: “The app does not open.”",
    ),
    _rule(
        Code.NOTICE_WHO,
        "A notice says who is affected, so that everybody else need not ask.",
        _missing("notice-who", unless=_leads_on),
        suggestion="Say for whom: “Everybody who is waiting for a parcel in the north.”",
    ),
    _rule(
        Code.NOTICE_MEANWHILE,
        "A notice says what to do meanwhile, also when that is nothing.",
        _missing("notice-meanwhile", "way", unless=_leads_on),
        suggestion="Say what to do until it is mended: “You need not do anything.”",
    ),
    _rule(
        Code.NOTICE_NEXT,
        "A notice says when the next word comes.",
        _missing("notice-next", "time", unless=_leads_on),
        suggestion="Promise the next word: “Next update by 15:30.”",
    ),
    _rule(
        Code.NOTICE_APOLOGY,
        "A notice of trouble says sorry.",
        _missing("is-sorry"),
        suggestion="Begin with it: “We are sorry:” and then what is wrong.",
    ),
    _rule(
        Code.NOTICE_JARGON,
        "Customers do not speak of their trouble in these words.",
        _said("notice-jargon"),
        level=Level.WARN,
        must_fail=_in_each(_JARGON),
        suggestion="Say what customers see: “The app does not open.”",
    ),
    _rule(
        Code.NOTICE_BLAME,
        "It is your name that customers bought from; whose fault it was does not help them.",
        _said("notice-blame"),
        level=Level.WARN,
        must_fail=_in_each(_BLAMES),
        suggestion="Say what you do about it instead.",
    ),
)
