"""What is told to everybody, in Dutch: to begin with, and by how far we are. Pure."""

from __future__ import annotations

from amends.incidents.rules.words import IncidentState, Template

#: What is meant when nobody named a service.
WHAT = {
    Template.SITE_DOWN: "onze website",
    Template.LONG_WAITS: "onze telefoonlijn",
    Template.CLOSED_TODAY: "onze winkel",
}

FIRST = {
    Template.SITE_DOWN: (
        "Het spijt ons: {notice.what} werkt op dit moment niet[ ({notice.where})]. Iedereen "
        "die het gebruikt, kan er last van hebben. We zoeken de oorzaak. Bestel of betaal "
        "niet twee keer en probeer het later nog eens. Volgend bericht voor "
        "{notice.next_update}."
    ),
    Template.SHIPPING_DELAY: (
        "Het spijt ons: pakketten[ ({notice.where})] zijn op dit moment te laat. Iedereen die"
        " er een verwacht, kan er last van hebben. U hoeft niets te doen; is het dringend, "
        "schrijf ons dan. Volgend bericht voor {notice.next_update}."
    ),
    Template.LONG_WAITS: (
        "Het spijt ons: de wachttijd is op dit moment erg lang ({notice.what}). Iedereen die "
        "belt, heeft er last van. Kan het wachten, bel dan later of schrijf ons hier. Volgend"
        " bericht voor {notice.next_update}."
    ),
    Template.RECALL: (
        "Het spijt ons: gebruik {notice.what} niet meer. Iedereen die het kocht[ "
        "({notice.where})], kan er last van hebben. Leg het apart; we zeggen hier hoe u het "
        "terugbrengt. Volgend bericht voor {notice.next_update}."
    ),
    Template.DATA_PROBLEM: (
        "Het spijt ons: er is iets mis met gegevens ({notice.what}). Klanten[ "
        "({notice.where})] kunnen er last van hebben en we zoeken uit wie. Wijzig uw "
        "wachtwoord en vertrouw geen bericht dat erom vraagt. Volgend bericht voor "
        "{notice.next_update}."
    ),
    Template.CLOSED_TODAY: (
        "Het spijt ons: {notice.what}[ ({notice.where})] is op dit moment gesloten. Iedereen die "
        "wilde komen, heeft er last van. Hebt u een afspraak of een bestelling, schrijf ons "
        "dan. Volgend bericht voor {notice.next_update}."
    ),
    Template.OTHER: (
        "Het spijt ons: er is iets mis met {notice.what}[ ({notice.where})]. Iedereen die het"
        " gebruikt, kan er last van hebben. We zoeken de oorzaak. Is het dringend, schrijf "
        "ons dan. Volgend bericht voor {notice.next_update}."
    ),
}

LATER = {
    IncidentState.IDENTIFIED: (
        "Het spijt ons: het probleem is nog niet opgelost ({notice.what}[, {notice.where}]). "
        "We kennen de oorzaak en werken eraan. Iedereen die het gebruikt, kan er last van "
        "hebben; is het dringend, schrijf ons dan. Volgend bericht voor {notice.next_update}."
    ),
    IncidentState.WATCHING: (
        "Het probleem is hersteld ({notice.what}[, {notice.where}]) en we kijken of het zo "
        "blijft. Het spijt ons dat dit gebeurde. Werkt iets nog niet, schrijf ons dan. "
        "Volgend bericht voor {notice.next_update}."
    ),
    IncidentState.RESOLVED: (
        "Het probleem is voorbij ({notice.what}[, {notice.where}]). Het spijt ons dat dit "
        "gebeurde, en dank voor uw geduld. Klopt iets nog niet, schrijf ons dan en we helpen "
        "u."
    ),
}
