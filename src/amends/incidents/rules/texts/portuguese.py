"""What is told to everybody, in Portuguese: to begin with, and by how far we are. Pure."""

from __future__ import annotations

from amends.incidents.rules.words import IncidentState, Template

#: What is meant when nobody named a service.
WHAT = {
    Template.SITE_DOWN: "o nosso site",
    Template.LONG_WAITS: "a nossa linha telefónica",
    Template.CLOSED_TODAY: "a nossa loja",
}

FIRST = {
    Template.SITE_DOWN: (
        "Lamentamos: {notice.what} não funciona neste momento[ ({notice.where})]. Pode afetar"
        " todas as pessoas que o usam. Estamos a procurar a causa. Por favor, não encomende "
        "nem pague duas vezes e tente mais tarde. Próxima notícia até {notice.next_update}."
    ),
    Template.SHIPPING_DELAY: (
        "Lamentamos: as encomendas[ ({notice.where})] estão atrasadas neste momento. Pode "
        "afetar todas as pessoas que esperam uma. Não é preciso fazer nada; se for urgente, "
        "escreva-nos. Próxima notícia até {notice.next_update}."
    ),
    Template.LONG_WAITS: (
        "Lamentamos: a espera é muito longa neste momento ({notice.what}). Afeta todas as "
        "pessoas que ligam. Se puder esperar, ligue mais tarde ou escreva-nos aqui. Próxima "
        "notícia até {notice.next_update}."
    ),
    Template.RECALL: (
        "Lamentamos: por favor, não use mais {notice.what}. Pode afetar todas as pessoas que "
        "o compraram[ ({notice.where})]. Por favor, ponha-o de lado; diremos aqui como o "
        "devolver. Próxima notícia até {notice.next_update}."
    ),
    Template.DATA_PROBLEM: (
        "Lamentamos: há um problema com os dados ({notice.what}). Pode afetar clientes[ "
        "({notice.where})] e estamos a ver quais. Por favor, mude a sua palavra-passe e não "
        "confie em mensagens que a peçam. Próxima notícia até {notice.next_update}."
    ),
    Template.CLOSED_TODAY: (
        "Lamentamos: {notice.what}[ ({notice.where})] está fechada neste momento. Afeta todas as "
        "pessoas que queriam vir. Se tem uma marcação ou uma encomenda, escreva-nos, por "
        "favor. Próxima notícia até {notice.next_update}."
    ),
    Template.OTHER: (
        "Lamentamos: há um problema ({notice.what}[, {notice.where}]). Pode afetar todas as "
        "pessoas que o usam. Estamos a procurar a causa. Se for urgente, escreva-nos, por "
        "favor. Próxima notícia até {notice.next_update}."
    ),
}

LATER = {
    IncidentState.IDENTIFIED: (
        "Lamentamos: o problema ainda não está resolvido ({notice.what}[, {notice.where}]). "
        "Conhecemos a causa e estamos a trabalhar nisso. Pode afetar todas as pessoas que o "
        "usam; se for urgente, escreva-nos. Próxima notícia até {notice.next_update}."
    ),
    IncidentState.WATCHING: (
        "O problema está reparado ({notice.what}[, {notice.where}]) e estamos a ver se fica "
        "assim. Lamentamos o sucedido. Se algo ainda não funciona, escreva-nos, por favor. "
        "Próxima notícia até {notice.next_update}."
    ),
    IncidentState.RESOLVED: (
        "O problema terminou ({notice.what}[, {notice.where}]). Lamentamos o sucedido e "
        "obrigado por terem esperado. Se algo ainda não está bem, escreva-nos, por favor, e "
        "ajudaremos."
    ),
}
