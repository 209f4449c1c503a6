"""What is told to everybody, in French: to begin with, and by how far we are. Pure."""

from __future__ import annotations

from amends.incidents.rules.words import IncidentState, Template

#: What is meant when nobody named a service.
WHAT = {
    Template.SITE_DOWN: "notre site",
    Template.LONG_WAITS: "notre ligne téléphonique",
    Template.CLOSED_TODAY: "notre magasin",
}

FIRST = {
    Template.SITE_DOWN: (
        "Nous sommes désolés : {notice.what} ne fonctionne pas en ce moment[ "
        "({notice.where})]. Toutes les personnes qui l’utilisent peuvent être concernées. "
        "Nous cherchons la cause. Merci de ne pas commander ni payer deux fois et de "
        "réessayer plus tard. Prochaine nouvelle avant {notice.next_update}."
    ),
    Template.SHIPPING_DELAY: (
        "Nous sommes désolés : les colis[ ({notice.where})] ont du retard en ce moment. "
        "Toutes les personnes qui en attendent un peuvent être concernées. Vous n’avez aucune"
        " démarche à faire ; si c’est urgent, merci de nous écrire. Prochaine nouvelle avant "
        "{notice.next_update}."
    ),
    Template.LONG_WAITS: (
        "Nous sommes désolés : l’attente est très longue en ce moment ({notice.what}). Toutes"
        " les personnes qui appellent sont concernées. Si cela peut attendre, merci d’appeler"
        " plus tard ou de nous écrire ici. Prochaine nouvelle avant {notice.next_update}."
    ),
    Template.RECALL: (
        "Nous sommes désolés : merci de ne plus utiliser {notice.what}. Toutes les personnes "
        "qui l’ont acheté[ ({notice.where})] peuvent être concernées. Merci de le mettre de "
        "côté ; nous dirons ici comment le rapporter. Prochaine nouvelle avant "
        "{notice.next_update}."
    ),
    Template.DATA_PROBLEM: (
        "Nous sommes désolés : il y a un problème avec des données ({notice.what}). Des "
        "clients[ ({notice.where})] peuvent être concernés et nous cherchons lesquels. Merci "
        "de changer votre mot de passe et de n’écouter aucun message qui le demande. "
        "Prochaine nouvelle avant {notice.next_update}."
    ),
    Template.CLOSED_TODAY: (
        "Nous sommes désolés : {notice.what}[ ({notice.where})] est fermé en ce moment. Toutes"
        " les personnes qui voulaient venir sont concernées. Si vous avez un rendez-vous ou "
        "une commande, merci de nous écrire. Prochaine nouvelle avant {notice.next_update}."
    ),
    Template.OTHER: (
        "Nous sommes désolés : il y a un problème ({notice.what}[, {notice.where}]). Toutes "
        "les personnes qui l’utilisent peuvent être concernées. Nous cherchons la cause. Si "
        "c’est urgent, merci de nous écrire. Prochaine nouvelle avant {notice.next_update}."
    ),
}

LATER = {
    IncidentState.IDENTIFIED: (
        "Nous sommes désolés : le problème n’est pas encore réglé ({notice.what}[, "
        "{notice.where}]). Nous connaissons la cause et nous y travaillons. Toutes les "
        "personnes qui l’utilisent peuvent être concernées ; si c’est urgent, merci de nous "
        "écrire. Prochaine nouvelle avant {notice.next_update}."
    ),
    IncidentState.WATCHING: (
        "Le problème est réparé ({notice.what}[, {notice.where}]) et nous vérifions que cela "
        "dure. Nous sommes désolés. Si quelque chose ne va toujours pas, merci de nous "
        "écrire. Prochaine nouvelle avant {notice.next_update}."
    ),
    IncidentState.RESOLVED: (
        "Le problème est terminé ({notice.what}[, {notice.where}]). Nous sommes désolés et "
        "vous remercions de votre patience. Si quelque chose ne va toujours pas, merci de "
        "nous écrire et nous vous aiderons."
    ),
}
