"""What is told to everybody, in Italian: to begin with, and by how far we are. Pure."""

from __future__ import annotations

from amends.incidents.rules.words import IncidentState, Template

#: What is meant when nobody named a service.
WHAT = {
    Template.SITE_DOWN: "il nostro sito",
    Template.LONG_WAITS: "la nostra linea telefonica",
    Template.CLOSED_TODAY: "il nostro negozio",
}

FIRST = {
    Template.SITE_DOWN: (
        "Ci dispiace: {notice.what} non funziona in questo momento[ ({notice.where})]. Può "
        "riguardare tutte le persone che lo usano. Stiamo cercando la causa. Per favore, non "
        "ordinate o pagate due volte e riprovate più tardi. Prossimo aggiornamento entro "
        "{notice.next_update}."
    ),
    Template.SHIPPING_DELAY: (
        "Ci dispiace: i pacchi[ ({notice.where})] sono in ritardo in questo momento. Può "
        "riguardare tutte le persone che ne aspettano uno. Non dovete fare niente; se è "
        "urgente, scriveteci. Prossimo aggiornamento entro {notice.next_update}."
    ),
    Template.LONG_WAITS: (
        "Ci dispiace: l’attesa è molto lunga in questo momento ({notice.what}). Riguarda "
        "tutte le persone che chiamano. Se può aspettare, chiamate più tardi o scriveteci "
        "qui. Prossimo aggiornamento entro {notice.next_update}."
    ),
    Template.RECALL: (
        "Ci dispiace: per favore, non usate più {notice.what}. Può riguardare tutte le "
        "persone che l’hanno comprato[ ({notice.where})]. Mettetelo da parte; diremo qui come"
        " riportarlo. Prossimo aggiornamento entro {notice.next_update}."
    ),
    Template.DATA_PROBLEM: (
        "Ci dispiace: c’è un problema con i dati ({notice.what}). Può riguardare alcuni "
        "clienti[ ({notice.where})] e stiamo cercando quali. Per favore, cambiate la password"
        " e non fidatevi di messaggi che la chiedono. Prossimo aggiornamento entro "
        "{notice.next_update}."
    ),
    Template.CLOSED_TODAY: (
        "Ci dispiace: {notice.what}[ ({notice.where})] in questo momento è chiuso. Riguarda tutte le "
        "persone che volevano venire. Se avete un appuntamento o un ordine, scriveteci. "
        "Prossimo aggiornamento entro {notice.next_update}."
    ),
    Template.OTHER: (
        "Ci dispiace: c’è un problema ({notice.what}[, {notice.where}]). Può riguardare tutte"
        " le persone che lo usano. Stiamo cercando la causa. Se è urgente, scriveteci. "
        "Prossimo aggiornamento entro {notice.next_update}."
    ),
}

LATER = {
    IncidentState.IDENTIFIED: (
        "Ci dispiace: il problema non è ancora risolto ({notice.what}[, {notice.where}]). "
        "Conosciamo la causa e ci stiamo lavorando. Può riguardare tutte le persone che lo "
        "usano; se è urgente, scriveteci. Prossimo aggiornamento entro {notice.next_update}."
    ),
    IncidentState.WATCHING: (
        "Il problema è riparato ({notice.what}[, {notice.where}]) e stiamo guardando che "
        "resti così. Ci dispiace per quanto è successo. Se qualcosa non va ancora, "
        "scriveteci. Prossimo aggiornamento entro {notice.next_update}."
    ),
    IncidentState.RESOLVED: (
        "Il problema è finito ({notice.what}[, {notice.where}]). Ci dispiace per quanto è "
        "successo e grazie per aver aspettato. Se qualcosa non va ancora, scriveteci e vi "
        "aiuteremo."
    ),
}
