"""What is told to everybody, in German: to begin with, and by how far we are. Pure."""

from __future__ import annotations

from amends.incidents.rules.words import IncidentState, Template

#: What is meant when nobody named a service.
WHAT = {
    Template.SITE_DOWN: "unsere Website",
    Template.LONG_WAITS: "unsere Telefonleitung",
    Template.CLOSED_TODAY: "unser Geschäft",
}

FIRST = {
    Template.SITE_DOWN: (
        "Es tut uns leid: {notice.what} funktioniert zurzeit nicht[ ({notice.where})]. "
        "Betroffen sind alle, die das nutzen. Wir gehen der Sache nach. Bitte nicht doppelt "
        "bestellen oder zahlen und es später noch einmal versuchen. Nächste Nachricht bis "
        "{notice.next_update}."
    ),
    Template.SHIPPING_DELAY: (
        "Es tut uns leid: Pakete[ ({notice.where})] verspäten sich zurzeit. Betroffen sind "
        "alle, die auf eines warten. Es ist nichts zu tun; ist es dringend, bitte an uns "
        "schreiben. Nächste Nachricht bis {notice.next_update}."
    ),
    Template.LONG_WAITS: (
        "Es tut uns leid: {notice.what} hat zurzeit sehr lange Wartezeiten. Betroffen sind "
        "alle, die anrufen. Wenn es warten kann, bitte später anrufen oder uns hier "
        "schreiben. Nächste Nachricht bis {notice.next_update}."
    ),
    Template.RECALL: (
        "Es tut uns leid: {notice.what} bitte nicht mehr verwenden. Betroffen sind alle, die "
        "das gekauft haben[ ({notice.where})]. Bitte beiseitelegen; wir sagen hier, wie die "
        "Rückgabe geht. Nächste Nachricht bis {notice.next_update}."
    ),
    Template.DATA_PROBLEM: (
        "Es tut uns leid: Mit den Daten stimmt etwas nicht ({notice.what}). Kundinnen und "
        "Kunden können betroffen sein[ ({notice.where})]; wir finden gerade heraus, wer. "
        "Bitte das Passwort ändern und keiner Nachricht trauen, die danach fragt. Nächste "
        "Nachricht bis {notice.next_update}."
    ),
    Template.CLOSED_TODAY: (
        "Es tut uns leid: {notice.what}[ ({notice.where})] ist zurzeit geschlossen. Betroffen "
        "sind alle, die kommen wollten. Bei einem Termin oder einer Bestellung bitte an uns "
        "schreiben. Nächste Nachricht bis {notice.next_update}."
    ),
    Template.OTHER: (
        "Es tut uns leid: Bei {notice.what} stimmt etwas nicht[ ({notice.where})]. Betroffen "
        "sind alle, die das nutzen. Wir gehen der Sache nach. Ist es dringend, bitte an uns "
        "schreiben. Nächste Nachricht bis {notice.next_update}."
    ),
}

LATER = {
    IncidentState.IDENTIFIED: (
        "Es tut uns leid: {notice.what}[ ({notice.where})] ist noch nicht, wie es sein soll. "
        "Wir kennen die Ursache und arbeiten daran. Betroffen sind alle, die das nutzen; ist "
        "es dringend, bitte an uns schreiben. Nächste Nachricht bis {notice.next_update}."
    ),
    IncidentState.WATCHING: (
        "Das Problem ist behoben: {notice.what}[ ({notice.where})]. Wir beobachten, ob es so "
        "bleibt. Es tut uns leid, dass das passiert ist. Wenn etwas noch nicht geht, bitte an"
        " uns schreiben. Nächste Nachricht bis {notice.next_update}."
    ),
    IncidentState.RESOLVED: (
        "Das Problem ist vorbei: {notice.what}[ ({notice.where})]. Es tut uns leid, dass das "
        "passiert ist, und danke für die Geduld. Wenn etwas noch nicht stimmt, bitte an uns "
        "schreiben, wir helfen."
    ),
}
