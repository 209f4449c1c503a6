"""Where somebody lives and how somebody is, where everybody reads it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from amends.playbook.rules.builtin.illness import ILLNESS
from amends.playbook.rules.builtin.private import FAMILY, ORDERS, PRIVATELY, own_contacts, watched
from amends.playbook.rules.codes import Code
from amends.playbook.rules.findings import Level
from amends.playbook.rules.folding import plainly
from amends.playbook.rules.languages import KNOWN
from amends.playbook.rules.policy import PrivateKind
from amends.playbook.rules.rule import Hit, Rule, texts
from amends.playbook.rules.view import View

_ADDRESS = re2.compile(
    r"\b\d{1,5}[a-z]? +(?:[a-z'.-]+ +){0,3}?[a-z'-]+ +(?:street|st\.?|road|rd\.?|avenue"
    r"|ave\.?|lane|ln|drive|dr\.?|court|close|way|place|square"
    r"|terrace|crescent|boulevard|blvd|gardens|grove|row|hill|mews|parade|highway)\b"
    r"|\b(?:[a-z]+(?:strasse|str|weg|gasse|platz|allee|ring|damm|ufer|straat|laan|plein"
    r"|gracht|kade|singel|dijk)"
    r"|(?:[a-z]+(?:er|en))[ -](?:strasse|str|platz|allee|ufer)) +\d{1,4} *[a-z]?\b"
    r"|\b\d{1,4},? *(?:bis +|ter +)?,? *(?:rue|avenue|boulevard|impasse|chemin|allee|quai"
    r"|route|cours) +[a-z' -]{3,40}"
    r"|\b(?:calle|c/|avenida|avda\.?|plaza|paseo|carrer|via|viale|piazza|corso|vicolo|rua"
    r"|travessa|praca|alameda) +(?:[a-z'.]+ +){0,4}?[a-z'.]+,? +(?:n\.?[o°º]? *)?\d{1,4}\b"
)
_DIGIT = re.compile(r"\d")
#: What stands between the parts of an address, as a blank each.
_PLAIN_BREAKS = dict.fromkeys(map(ord, "-_/·,\n\t.;()"), " ")
_POSTCODE = re.compile(
    r"[a-z ]{0,30}?\s*(?:\b[a-z]{1,2}\d[a-z\d]? +\d[a-z]{2}\b|\b\d{4,5}(?: \d{3}"
    r"| +[a-z])?)"
)
_YOURS = re.compile(
    r"\b(?:your|you|sent to|deliver\w* to|live[sd]? at|ship\w* to|left (?:it )?(?:at"
    r"|with)|home|ihr\w*|dein\w*|geliefert|an die|wohn\w*|votre|vos|livr\w+|chez vous"
    r"|su|tu|entreg\w*|uw|je|jouw|bezorg\w*|sua|suo|tuo|consegn\w*|seu|morada|address"
    r"|adresse|adres|direccion|indirizzo|endereco)\b"
)
_HEALTH = re2.compile(
    r"\b(?:your|you have|you are|you're|you with|her|his|their|ihr[e]?|ihre[rnms]"
    r"|dein[er]*[ns]?|votre|vos|ton|ta|tes|su|sus|tu|tus|uw|jouw|je|suo|sua|suoi|tuo|tua"
    r"|seu|teu)"
    r"(?: [a-z]+){0,2}? (?:diagnos\w+|pregnan\w+|cancer|chemo\w*|depress\w+|medication"
    r"|prescription|surgery|operation on|therapy|illness|disease"
    r"|medical (?:condition|record|history)s?|health (?:condition|issue|problem|record)s?"
    r"|hiv|aids|diabet\w+|asthma|epilep\w+|disabilit\w+|miscarriage"
    r"|(?:blood |lab )?test results?|std|mental health|anxiety|addiction|rehab|infection"
    r"|allerg(?:y|ies)|injur(?:y|ies)|heart (?:attack|condition)|stroke|tumou?r"
    r"|schwangerschaft\w*|krankheit\w*|diagnose\w*|krebs\w*|medikament\w*|rezept"
    r"|allergie\w*|behinderung\w*|depression\w*|operation|therapie|zwangerschap|ziekte"
    r"|medicijnen"
    r"|kanker|grossesse|maladie|traitement|ordonnance|handicap|embarazo|enfermedad"
    r"|medicacion|receta|alergia|discapacidad|gravidanza|malattia|farmaci|allergia"
    r"|disabilita"
    r"|gravidez|doenca|medicacao|deficiencia)\b"
)
_SOMEBODY = re2.compile(
    r"\b(?:you|your|yours|he|she|his|her|their|they|ihr\w*|dein\w*|sie|er|votre|vos|ton"
    r"|ta|son|sa|su|sus|tu|uw|jouw|je|haar|zijn|suo|sua|tuo"
    r"|tua|seu|teu|mother|father|wife|husband|son|daughter|mutter|vater|frau|mann|mere"
    r"|pere|madre|padre|moeder|vader|mae|pai)\b"
)


def _address(view: View) -> Iterator[Hit]:
    if not _DIGIT.search(view.plain.text):
        return
    own = " ".join(plainly(contact) for contact in own_contacts(view.policy)).translate(
        _PLAIN_BREAKS
    )
    text = view.plain.text.translate(_PLAIN_BREAKS)
    for match in _ADDRESS.finditer(text):
        if " ".join(match.group().split()) not in " ".join(own.split()):
            around = text[max(match.start() - 60, 0) : match.start()]
            is_home = _POSTCODE.match(text[match.end() :]) or _YOURS.search(around)
            level = Level.BLOCK if is_home else Level.WARN
            yield Hit(*view.plain.back(*match.span()), level=level)


def _health(view: View) -> Iterator[Hit]:
    if _SOMEBODY.search(view.plain.text) or _names_customer(view):
        for match in ILLNESS.finditer(view.plain.text):
            yield Hit(*view.plain.back(*match.span()))
    for match in _HEALTH.finditer(view.plain.text):
        yield Hit(*view.plain.back(*match.span()))


def _names_customer(view: View) -> bool:
    names = (plainly(name) for name in view.draft.situation.customer_names)
    return any(name in view.plain.text for name in names if name)


RULES = (
    Rule(
        Code.PRIVATE_ADDRESS,
        FAMILY,
        "Everybody can read this answer, and it says where somebody lives.",
        Level.BLOCK,
        watched(PrivateKind.ADDRESS, _address),
        must_pass=texts("Our shop is at 12 High Street.", "We are on our way.", policy=ORDERS),
        must_fail=(
            *texts("We sent it to your home, 42 Maple Road.", "It went to 7 Old Mill Lane."),
            *texts("Geliefert an die Lindenstraße 12.", language="de"),
            *texts("Livré chez vous, 12 rue des Lilas.", language="fr"),
            *texts("Entregado en calle Mayor 14.", language="es"),
            *texts("Bezorgd op Kerkstraat 5.", language="nl"),
            *texts("Consegnato in via Garibaldi 9.", language="it"),
            *texts("Entregue na rua das Flores 3.", language="pt"),
        ),
        languages=KNOWN,
        suggestion=PRIVATELY,
    ),
    Rule(
        Code.PRIVATE_HEALTH,
        FAMILY,
        "Everybody can read this answer, and it speaks of somebody's health.",
        Level.WARN,
        watched(PrivateKind.HEALTH, _health),
        must_pass=texts("The cake is free of nuts.", "We wish you all the best."),
        must_fail=(
            *texts(
                "We hope your surgery went well.", "Because of your diabetes we advise against it."
            ),
            *texts("Wegen Ihrer Schwangerschaft raten wir ab.", language="de"),
            *texts("Votre maladie est prise en compte.", language="fr"),
            *texts("Por su enfermedad no podemos.", language="es"),
            *texts("Vanwege uw ziekte niet.", language="nl"),
            *texts("Per la sua malattia.", language="it"),
            *texts("Por sua doença.", language="pt"),
        ),
        languages=KNOWN,
        suggestion=PRIVATELY,
    ),
)
