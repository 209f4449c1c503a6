"""What a good answer has: an apology, help, thanks, a way to private. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.playbook.rules.codes import Code
from amends.playbook.rules.draft import Intent, Kind, Mood, Situation
from amends.playbook.rules.findings import Level
from amends.playbook.rules.languages import KNOWN
from amends.playbook.rules.rule import Hit, Rule, hits, said, speaking, texts
from amends.playbook.rules.view import View

_COMPLAINT = Situation(intent=Intent.COMPLAINT, mood=Mood.ANGRY)
_GRIEF = Situation(mood=Mood.GRIEVING)
_PRAISE = Situation(intent=Intent.PRAISE, mood=Mood.HAPPY)
#: "Hi Ada, " and its like: what is put in comes after it.
_GREETED = re.compile(
    r"\s*(?:@\S+\s+)?(?:(?:hi|hello|hey|dear|good \w+|hallo|guten \w+|liebe[r]?|bonjour"
    r"|bonsoir|hola|estimad[oa]"
    r"|buen[oa]s \w+|beste|dag|hoi|ciao|buongiorno|gentile|ol[aá]|oi"
    r"|bo[am] \w+)\b[^,!.\n]{0,40}[,!.]\s*)?",
    re.IGNORECASE,
)
_SORRY = {
    "en": "We are sorry about this. ",
    "de": "Das tut uns leid. ",
    "fr": "Nous sommes désolés. ",
    "es": "Lo sentimos. ",
    "nl": "Het spijt ons. ",
    "it": "Ci dispiace. ",
    "pt": "Pedimos desculpa. ",
}
_THANKS = {
    "en": "Thank you! ",
    "de": "Vielen Dank! ",
    "fr": "Merci beaucoup ! ",
    "es": "¡Muchas gracias! ",
    "nl": "Dank u wel! ",
    "it": "Grazie mille! ",
    "pt": "Muito obrigado! ",
}


def _apology(view: View) -> Iterator[Hit]:
    grieving = view.mood is Mood.GRIEVING
    if not view.went_wrong or not view.spoken or view.says("is-sorry"):
        return
    if (grieving and view.says("condoles")) or view.brand_said("is-sorry"):
        return
    if grieving:
        yield Hit(
            sentence="The customer has lost somebody, and the text says no word of sympathy.",
            suggestion="Begin with your sympathy: “We are so sorry for your loss.”",
        )
        return
    yield _put_in(view, _SORRY)


def _put_in(view: View, words: dict[str, str]) -> Hit:
    """Something to be said after the greeting, in the text's language."""
    greeted = _GREETED.match(view.draft.text)
    at = greeted.end() if greeted else 0
    return Hit(at, at, replacement=words.get(view.language))


def _help(view: View) -> Iterator[Hit]:
    asked = view.draft.kind is Kind.ANSWER and view.intent is Intent.QUESTION
    if not (view.went_wrong or asked) or not view.spoken or "?" in view.draft.text:
        return
    given = {view.plain.text[heard.start : heard.end] for heard, _, _ in view.heard("gives")}
    helps = view.says("way", "asks-details", "time") or any(view.heard("helps"))
    if not helps and not given - {"take", "off"} and not view.names_route:
        # Who mourns and asks for nothing needs no next step.
        is_due = view.intent is Intent.COMPLAINT or view.mood not in (Mood.GRIEVING, Mood.CALM)
        yield Hit(level=None if is_due else Level.ADVISE)


def _thanks(view: View) -> Iterator[Hit]:
    praised = view.intent is Intent.PRAISE or view.mood is Mood.HAPPY
    if praised and view.draft.kind is Kind.ANSWER and view.spoken and not view.says("thanks"):
        yield _put_in(view, _THANKS)


def _private_way(view: View) -> Iterator[Hit]:
    if not view.draft.is_public:
        return
    yield from hits(view, "asks-here")
    if view.says("way") or view.names_route:
        return
    for heard, start, end in view.heard("asks-details"):
        yield Hit(start, end, level=heard.saying.level)


RULES = (
    Rule(
        Code.APOLOGY,
        "Care",
        "Something went wrong for the customer, and the text does not say sorry.",
        Level.WARN,
        _apology,
        must_pass=(
            *texts("We are sorry, Ada. We will find it.", situation=_COMPLAINT),
            *texts("Das tut uns sehr leid, wir kümmern uns.", language="de", situation=_COMPLAINT),
            *texts("Nous sommes désolés, nous cherchons.", language="fr", situation=_COMPLAINT),
            *texts("Lo sentimos mucho, lo revisamos.", language="es", situation=_COMPLAINT),
            *texts("Het spijt ons, we zoeken het uit.", language="nl", situation=_COMPLAINT),
            *texts("Ci dispiace, controlliamo subito.", language="it", situation=_COMPLAINT),
            *texts("Lamentamos muito, vamos verificar.", language="pt", situation=_COMPLAINT),
            *texts("Our condolences. We will close the account for you.", situation=_GRIEF),
            *texts("We open at nine.", situation=Situation(intent=Intent.QUESTION)),
        ),
        must_fail=(
            *texts("We will find it.", situation=_COMPLAINT),
            *texts("We will close the account.", situation=_GRIEF),
            *texts("Wir schauen uns das an.", language="de", situation=_COMPLAINT),
            *texts("Nous allons regarder cela.", language="fr", situation=_COMPLAINT),
            *texts("Vamos a revisarlo.", language="es", situation=_COMPLAINT),
            *texts("Wij gaan dit nakijken.", language="nl", situation=_COMPLAINT),
            *texts("Stiamo controllando.", language="it", situation=_COMPLAINT),
            *texts("Estamos a verificar.", language="pt", situation=_COMPLAINT),
        ),
        languages=KNOWN,
        suggestion="Say sorry first, and for what: then what you do about it.",
    ),
    Rule(
        Code.FALSE_APOLOGY,
        "Care",
        "This sounds like an apology, but it puts the trouble down to how the customer feels.",
        Level.WARN,
        said(Code.FALSE_APOLOGY),
        must_pass=(
            *texts("We are sorry that your parcel came late.", "Sorry for the wait yesterday."),
            *texts("Es tut uns leid, dass das Paket zu spät kam.", language="de"),
            *texts("Nous sommes désolés pour ce retard.", language="fr"),
        ),
        must_fail=(
            *texts("We are sorry you feel that way.", "Sorry if this upset you."),
            *texts("We apologise for any inconvenience caused."),
            *texts("Es tut uns leid, dass Sie das so empfinden.", language="de"),
            *texts("Nous sommes désolés que vous le ressentiez ainsi.", language="fr"),
            *texts("Sentimos que se sienta así.", language="es"),
            *texts("Sorry dat u dit zo ervaart.", language="nl"),
            *texts("Ci dispiace se si è sentito offeso.", language="it"),
            *texts("Lamentamos se ficou ofendido.", language="pt"),
        ),
        languages=speaking(Code.FALSE_APOLOGY),
        suggestion="Say sorry for what happened: “We are sorry that your parcel came late.”",
    ),
    Rule(
        Code.HELP,
        "Care",
        "The customer needs something, and the text offers no help and no next step.",
        Level.WARN,
        _help,
        must_pass=(
            *texts("We are sorry. Please send us a message.", situation=_COMPLAINT),
            *texts("Das tut uns leid. Wir schauen nach.", language="de", situation=_COMPLAINT),
            *texts("Thank you for your kind words.", situation=_PRAISE),
        ),
        must_fail=(
            *texts("We are sorry.", situation=_COMPLAINT),
            *texts(
                "We are sorry. We take all feedback seriously.",
                "Sorry, Ada, we know how that feels.",
                situation=_COMPLAINT,
            ),
            *texts("Es tut uns leid.", language="de", situation=_COMPLAINT),
            *texts("Nous sommes désolés.", language="fr", situation=_COMPLAINT),
            *texts("Lo sentimos.", language="es", situation=_COMPLAINT),
            *texts("Het spijt ons.", language="nl", situation=_COMPLAINT),
            *texts("Ci dispiace.", language="it", situation=_COMPLAINT),
            *texts("Lamentamos.", language="pt", situation=_COMPLAINT),
        ),
        languages=KNOWN,
        suggestion="Say what you do now, or how the customer reaches somebody who can help.",
    ),
    Rule(
        Code.THANKS,
        "Care",
        "The customer praised you, and the text does not say thanks.",
        Level.WARN,
        _thanks,
        must_pass=(
            *texts("Thank you, that made our day!", situation=_PRAISE),
            *texts("Vielen Dank!", language="de", situation=_PRAISE),
            *texts("Merci !", language="fr", situation=_PRAISE),
        ),
        must_fail=(
            *texts("Noted. See you soon.", situation=_PRAISE),
            *texts("Bis bald in der Filiale.", language="de", situation=_PRAISE),
            *texts("À bientôt.", language="fr", situation=_PRAISE),
            *texts("Hasta pronto.", language="es", situation=_PRAISE),
            *texts("Tot ziens.", language="nl", situation=_PRAISE),
            *texts("A presto.", language="it", situation=_PRAISE),
            *texts("Até breve.", language="pt", situation=_PRAISE),
        ),
        languages=KNOWN,
        suggestion="Say thanks, and for what.",
    ),
    Rule(
        Code.PRIVATE_WAY,
        "Care",
        "This asks for personal details where everybody reads the answer.",
        Level.WARN,
        _private_way,
        must_pass=(
            *texts("Please send us your order number in a private message."),
            *texts("What is your order number?", is_public=False),
            *texts("Bitte senden Sie uns Ihre Bestellnummer per DM.", language="de"),
        ),
        must_fail=(
            *texts("Please send us your order number.", "Can you confirm your home address?"),
            *texts("Reply to this post with your date of birth, we answer by e-mail."),
            *texts("Bitte nennen Sie uns Ihre Bestellnummer.", language="de"),
            *texts(
                "Merci d'indiquer votre numéro de commande : indiquez votre numéro ici.",
                language="fr",
            ),
            *texts("Por favor, indique su número de pedido.", language="es"),
            *texts("Stuur ons uw bestelnummer.", language="nl"),
            *texts("Ci mandi il suo numero d'ordine.", language="it"),
            *texts("Envie o seu número de encomenda.", language="pt"),
        ),
        languages=KNOWN,
        suggestion="Ask for it in private: “Please send us a direct message with your order number.”",
    ),
)
