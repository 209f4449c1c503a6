"""How long it takes to lint: 1,000 characters, what the gate adds to a send, findings in the composer."""

from __future__ import annotations

import time
from decimal import Decimal

from amends.playbook.rules import Draft, Mood, Policy, Situation, lint
from amends.playbook.rules.policy import (
    Authority,
    Forbidden,
    Links,
    OwnRule,
    Phrase,
    Preferred,
    PrivateData,
    PrivateKind,
    PrivatePattern,
    Promise,
    Promises,
)
from benchmarks.composing import findings_taken
from benchmarks.harness import Figures, desk, median, percentile

LENGTH = 1_000
ANSWERS = {
    "en": (
        "Hi Ada, we are so sorry that your parcel came late – and wet. We’ve asked the depot "
        "in Leeds what went wrong, and send a new one to you now; the link to follow it is in "
        "your mailbox. "
    ),
    "de": (
        "Hallo Frau Moos, es tut uns sehr leid, dass Ihr Päckchen zu spät kam und der Karton "
        "nass war. Wir haben im Depot nachgefragt und schicken Ihnen ein neues. "
    ),
    "fr": (
        "Bonjour Madame Moos, nous sommes désolés que votre colis soit arrivé en retard. Nous "
        "avons interrogé le dépôt et nous vous en envoyons un autre. "
    ),
}
#: A playbook as big as a large brand's.
POLICY = Policy(
    forbidden=tuple(Forbidden(f"unwanted{number}*") for number in range(60)),
    preferred=tuple(
        Preferred(f"this{number}", (f"that{number}", f"other{number}")) for number in range(40)
    ),
    links=Links(allowed=("northpost.com", "help.northpost.com")),
    private=PrivateData(
        patterns=(
            PrivatePattern(PrivateKind.ORDER, r"NP-\d{4,8}"),
            PrivatePattern(PrivateKind.TRACKING, r"TRK\d{9}"),
        ),
        own_contacts=("help@northpost.com", "+44 20 7946 0000"),
    ),
    promises=Promises(
        own=(Promise("lifetime", ("lifetime",)),), times=(Phrase("within 24 hours"),)
    ),
    compensation=(Authority("agent", Decimal(20), "GBP"),),
    own=tuple(
        OwnRule(
            f"own-{number}", "A rule of the brand's.", (rf"\bword{number}\s+\w+",), is_pattern=True
        )
        for number in range(30)
    ),
)
SITUATION = Situation(
    customer_names=("Ada Moss",),
    said="Where is my parcel? It is late, wet, and nobody answers.",
    mood=Mood.ANGRY,
    answers=("Hi Ada, we are sorry to hear that and look for it.",),
    private_texts=("My sister Grace Holloway has the key, the code of the gate is 88-12-90. " * 4,),
    brand_names=("Northpost",),
    other_brands=("Harbour Café",),
)


def run(figures: Figures, *, long: bool) -> None:
    """The same answer is linted 200 times in each of three languages (long: 2,000), by one core."""
    times = 2_000 if long else 200
    for language, text in ANSWERS.items():
        told = (text * (LENGTH // len(text) + 1))[:LENGTH]
        draft = Draft(told, language=language, role="agent", situation=SITUATION)
        taken = _taken(draft, times)
        figures.at_most(f"lint_1000_characters_{language}_median", median(taken), "ms", 5)
        figures.told(f"lint_1000_characters_{language}_p95", percentile(taken, 0.95), "ms")
    figures.at_most("lint_worst_case_own_pattern", _worst(), "ms", 100)
    with desk():
        from benchmarks.braking import gate_taken

        added = gate_taken(400 if long else 100)
    figures.at_most("gate_adds_to_a_send_median", median(added), "ms", 10)
    figures.told("gate_adds_to_a_send_p95", percentile(added, 0.95), "ms")
    shown = findings_taken(100 if long else 40)
    figures.told("composer_finding_after_a_pause_median", median(shown), "ms")
    figures.at_most("composer_finding_after_a_pause_p95", percentile(shown, 0.95), "ms", 150)


def _taken(draft: Draft, times: int) -> list[float]:
    """Milliseconds of one core each; what is compiled is compiled before."""
    lint(draft, POLICY)
    return [_timed(draft, POLICY) for _ in range(times)]


def _timed(draft: Draft, policy: Policy) -> float:
    began = time.process_time()
    lint(draft, policy)
    return (time.process_time() - began) * 1000


def _worst() -> float:
    """A pattern on which a backtracking engine does not come back, on its worst text."""
    rule = OwnRule("slow", "Slow elsewhere.", ("(a+)+$",), is_pattern=True)
    policy = Policy(own=(rule,))
    draft = Draft("a" * LENGTH + "!", language="en")
    lint(draft, policy)
    return median([_timed(draft, policy) for _ in range(20)])
