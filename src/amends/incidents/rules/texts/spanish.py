"""What is told to everybody, in Spanish: to begin with, and by how far we are. Pure."""

from __future__ import annotations

from amends.incidents.rules.words import IncidentState, Template

#: What is meant when nobody named a service.
WHAT = {
    Template.SITE_DOWN: "nuestra web",
    Template.LONG_WAITS: "nuestra línea de teléfono",
    Template.CLOSED_TODAY: "nuestra tienda",
}

FIRST = {
    Template.SITE_DOWN: (
        "Lo sentimos: {notice.what} no funciona en este momento[ ({notice.where})]. Puede "
        "afectar a todas las personas que la usan. Buscamos la causa. Por favor, no pida ni "
        "pague dos veces e inténtelo más tarde. Próxima noticia antes de "
        "{notice.next_update}."
    ),
    Template.SHIPPING_DELAY: (
        "Lo sentimos: los paquetes[ ({notice.where})] llegan con retraso en este momento. "
        "Puede afectar a todas las personas que esperan uno. No hay que hacer nada; si es "
        "urgente, escríbanos. Próxima noticia antes de {notice.next_update}."
    ),
    Template.LONG_WAITS: (
        "Lo sentimos: la espera es muy larga en este momento ({notice.what}). Afecta a todas "
        "las personas que llaman. Si puede esperar, por favor llame más tarde o escríbanos "
        "aquí. Próxima noticia antes de {notice.next_update}."
    ),
    Template.RECALL: (
        "Lo sentimos: por favor, no use más {notice.what}. Puede afectar a todas las personas"
        " que lo compraron[ ({notice.where})]. Por favor, déjelo aparte; aquí diremos cómo "
        "devolverlo. Próxima noticia antes de {notice.next_update}."
    ),
    Template.DATA_PROBLEM: (
        "Lo sentimos: hay un problema con los datos ({notice.what}). Puede afectar a "
        "clientes[ ({notice.where})] y estamos averiguando a quiénes. Por favor, cambie su "
        "contraseña y no se fíe de mensajes que la pidan. Próxima noticia antes de "
        "{notice.next_update}."
    ),
    Template.CLOSED_TODAY: (
        "Lo sentimos: {notice.what}[ ({notice.where})] está cerrada en este momento. Afecta a todas las "
        "personas que querían venir. Si tiene una cita o un pedido, escríbanos, por favor. "
        "Próxima noticia antes de {notice.next_update}."
    ),
    Template.OTHER: (
        "Lo sentimos: hay un problema ({notice.what}[, {notice.where}]). Puede afectar a "
        "todas las personas que lo usan. Buscamos la causa. Si es urgente, escríbanos, por "
        "favor. Próxima noticia antes de {notice.next_update}."
    ),
}

LATER = {
    IncidentState.IDENTIFIED: (
        "Lo sentimos: el problema aún no está resuelto ({notice.what}[, {notice.where}]). "
        "Conocemos la causa y trabajamos en ello. Puede afectar a todas las personas que lo "
        "usan; si es urgente, escríbanos. Próxima noticia antes de {notice.next_update}."
    ),
    IncidentState.WATCHING: (
        "El problema está arreglado ({notice.what}[, {notice.where}]) y vigilamos que siga "
        "así. Sentimos lo ocurrido. Si algo todavía no funciona, escríbanos, por favor. "
        "Próxima noticia antes de {notice.next_update}."
    ),
    IncidentState.RESOLVED: (
        "El problema ha terminado ({notice.what}[, {notice.where}]). Sentimos lo ocurrido y "
        "gracias por su paciencia. Si algo todavía no está bien, escríbanos, por favor, y le "
        "ayudaremos."
    ),
}
