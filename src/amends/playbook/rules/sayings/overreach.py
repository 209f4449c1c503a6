"""Things as good as guaranteed, given away or admitted, beyond what most may say: by language. Pure.

``vouches``: said as if nothing could come between. ``gives-without-end``: gifts of no known price.
``admits``: whose fault an injury or a loss was, in plain words.
"""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

_ENGLISH: Sayings = {
    "admits": (
        *listed(
            r"""
            (?:we|our \w+|it|they|he|she)(?: \w+){0,3} (?:made|gave|got) (?:you|him|her|them|your \w+
              |everyone|everybody|people) (?:so )?(?:ill|sick|food poisoning|poisoned|the wrong (?:medicine
              |dose|drug|tablets|pills|medication|strength|blood))|(?:we|our \w+) (?:ignored|neglected
              |failed to (?:maintain|inspect|repair|comply|warn|protect|secure|service|test|report|fix)
              |did(?: not|n't) (?:maintain|inspect|repair|secure|service|comply)|cut corners|skipped (?:the
              |an?|that|our) (?:\w+ )?(?:check|inspection|service|test|maintenance))|(?:we|our \w+|that
              |which|it)(?: \w+){0,2} caused (?:the|your|her|his|this|their|all) (?:\w+ )?(?:accident
              |injur\w+|fall|fire|damage|loss\w*|illness|harm|death|burns?|leak|flood|crash|reaction)
              |(?:accident|injur\w+|fall|fire|damage|loss|illness|death|burns?|flood|crash|breach
              |leak)(?: \w+){0,5} (?:is|was|were|are) (?:\w+ )?(?:our (?:fault|doing|mistake|responsibility)
              |down to us|on us|caused by (?:us|our))|you(?:'d|'ll| can| could| should| may
              | would)? (?:have every right to |be right to )?(?:sue|claim against|win against
              |take) us(?: to court)?|in (?:breach|violation) of|breach(?:ed|ing)? (?:of )?(?:the|our
              |your) (?:\w+ )?(?:law|contract|duty|regulations?|data|rules?|agreement)|duty of care
              |legally (?:we|our|responsible|in the wrong)|our (?:\w+ )?(?:carelessness|negligence
              |incompetence|recklessness|poor maintenance|lack of (?:maintenance|care|training))|(?:never
              |not) (?:should |have )?(?:been )?(?:safe|fit for (?:use|purpose|sale|consumption))|we (?:sold
              |served|gave|sent|rented|fitted|installed) you (?:a |an |the |something )?(?:\w+ )?(?:faulty
              |defective|unsafe|dangerous|contaminated|expired|spoiled|spoilt|rotten|wrong) (?:\w+)
            """
        ),
    ),
}
_GERMAN: Sayings = {
    "vouches": (
        *listed(
            r"""
            hundertprozentig|hundert prozent|ohne wenn und aber|ehrenwort|hoch und heilig|nie wieder
              |kein zweites mal|nicht noch einmal|darauf konnen sie (?:sich verlassen|wetten)
              |verlassen sie sich drauf|todsicher|mit (?:absoluter )?sicherheit|mit garantie|garantiert
              |ein fur alle mal|absolut sicher|vollig (?:sicher|ausgeschlossen|risikolos)
              |kann nichts (?:passieren|schiefgehen)|unter garantie|hand drauf|punktlich (?:um
              |auf die minute)|auf die minute
            """
        ),
    ),
    "gives-without-end": (
        *listed(
            r"""
            streich\w*(?: \w+){0,8} (?:rechnung|gebuhr\w*|kosten|betrag)|erlass\w*(?: \w+){0,6} (?:rechnung
              |gebuhr\w*|kosten|betrag|schulden|miete|mahn\w*)|(?:ganzen?|vollen?|gesamten?
              |komplette?n?) (?:betrag|preis|kaufpreis|summe|reisepreis|fahrpreis)(?: \w+){0,4}|(?:zahlen
              |bezahlen|zahlst) (?:sie |du )?(?:\w+ ){0,4}(?:nichts|keinen cent|gar nichts|nix)|(?:auf
              |gehen auf) (?:unsere kosten|uns|kosten des hauses)|(?:schenken|spendieren) (?:wir|ich) \w+
              |(?:geschenkt|gratis|kostenlos|umsonst) (?:dazu|obendrauf|von uns|fur (?:ein|das|alle
              |den rest))|(?:nachte|monate|jahre|essen|abendessen|flug|fluge|wochen) (?:gratis|kostenlos
              |umsonst|geschenkt)|neu\w* \w+(?: \w+){0,3} (?:kostenlos|gratis|auf unsere|geschenkt)|(?:wir
              |ich) (?:ubernehme\w*|trage\w*|zahle\w*)(?: \w+){0,6} (?:hotel|taxi|arzt|reinigung|reparatur
              |schaden|kosten|rechnung)|kaufen sie sich (?:ein\w*|das) \w+|behalten sie (?:\w+ ){0,3}(?:und
              |einfach|ruhig)|egal was (?:es|das) kostet|was (?:es|das) auch kostet|als unser gast
              |lebenslang\w*
            """
        ),
    ),
}
_FRENCH: Sayings = {
    "vouches": (
        *listed(
            r"""
            sans faute|a coup sur|vous pouvez (?:y )?compter (?:dessus|sur)|croix de bois|c'est (?:sur
              |certain)|sur et certain|aucun risque|plus jamais|foi de|parole (?:d'honneur|donnee)
              |sans le moindre (?:doute|risque)|sans aucun (?:doute|risque)|impossible que
              |une fois pour toutes|promis(?: jure)?|pile a l'heure|a la minute pres|derniere fois que
              |quoi qu'il arrive
            """
        ),
    ),
    "gives-without-end": (
        *listed(
            r"""
            rembours\w*(?: \w+){0,4} (?:tout|integral\w*|la totalite|entierement|le double|l'integralite)
              |(?:nuits?|mois|repas|diner|vols?|billets?|an|annee|semaines?) (?:gratuit\w*|offert\w*)
              |(?:ne paierez|ne payez|ne paye\w*|ne paie\w*)(?: \w+)? (?:rien|plus rien)|(?:annul|effac
              |suppr)\w+ (?:les|vos|votre|la|le|cette|ces|ce|toute|tous) (?:\w+ ){0,2}(?:facture|frais|dette
              |amende|loyer)|(?:a nos|sur nos) frais|c'est (?:pour nous|la maison qui|nous qui offrons
              |cadeau)|la maison offre|nous (?:vous )?(?:offrons|payons|prenons en charge)(?: \w+){0,4}
              |on (?:vous )?(?:offre|paie|paye|rembourse)(?: \w+){0,3} (?:tout|l'hotel|le taxi|le \w+)
              |achetez-(?:en|vous)(?: \w+){0,3}|gardez(?:-le|-la|-les) (?:et|en)|quel qu'en soit le (?:prix
              |montant)|peu importe le (?:prix|montant)|a vie|surclass\w*|en (?:premiere|business)
            """
        ),
    ),
}
_SPANISH: Sayings = {
    "vouches": (
        *listed(
            r"""
            sin falta|segur(?:o|isimo) que|con toda seguridad|se lo juro|palabra de honor|cuente con ello
              |no hay (?:ningun )?riesgo|sin ningun riesgo|cien por cien|nunca mas|ninguna duda
              |sin duda alguna|de una vez por todas|es imposible que|prometido|pase lo que pase
              |la ultima vez que
            """
        ),
    ),
    "gives-without-end": (
        *listed(
            r"""
            (?:devolv|devuelv|reembols|abon)\w+(?: \w+){0,4} (?:todo|entero|integro|integramente|completo
              |la totalidad|el doble)|(?:noches?|meses|mes|cenas?|comidas?|vuelos?|billetes?|ano
              |semanas?) (?:gratis|gratuit\w*|de regalo)|no (?:paga|pagara|pague|pagas
              |pagaras)(?: \w+)? (?:nada|mas)|(?:anul|cancel|borr|perdon|condon)\w+(?: \w+){0,3} (?:factura
              |deuda|cuota|multa|cargo|alquiler)|(?:corre|va|invita|a) (?:de |por |la )?(?:nuestra cuenta
              |casa)|invita la casa|le (?:regalamos|invitamos|pagamos)(?: \w+){0,4}|(?:quedesel[oa]
              |quedatel[oa]|quedese con)(?: \w+)? ?y?|comprese (?:un\w*|otr\w*)|cueste lo que cueste
              |sea cual sea el (?:precio|importe)|de por vida|en (?:primera|business)|pension completa
            """
        ),
    ),
}
_DUTCH: Sayings = {
    "vouches": (
        *listed(
            r"""
            gegarandeerd|honderd procent|erewoord|daar kunt u (?:op rekenen|van op aan)
              |daar kun je (?:op rekenen|van op aan)|zonder twijfel|zeker weten|nooit meer
              |voor eens en (?:voor )?altijd|geen enkel risico|volkomen veilig|kan niets (?:misgaan
              |gebeuren)|de laatste keer dat|hand op (?:het|mijn) hart|beloofd|wat er ook gebeurt|stipt om
            """
        ),
    ),
    "gives-without-end": (
        *listed(
            r"""
            (?:betaalt|betaal|betalen)(?: \w+){0,6} (?:niks|niets|geen cent)(?: meer)?|(?:hele|volledige
              |gehele) (?:bedrag|prijs|aankoopbedrag|som)(?: \w+){0,3}|(?:nachten|maanden|jaar|diners?
              |vluchten|weken|maand|etentje) (?:gratis|cadeau|van ons)|(?:krijgt
              |krijg)(?: \w+){0,6} (?:gratis|cadeau|van ons|het dubbele)|(?:schelden|strepen|schrappen
              |laten vallen)(?: \w+){0,5} (?:kwijt|rekening|boete|schuld|kosten)|(?:op|voor) (?:onze kosten
              |onze rekening)|(?:wij|we) (?:betalen|vergoeden|trakteren)(?: \w+){0,5} (?:hotel|taxi|alles
              |reparatie|schade|rekening|stomerij)|koop (?:maar )?(?:een|een nieuwe)|hou(?:d|dt)? (?:hem|het
              |ze) (?:maar|gewoon|en)|wat het ook kost|als onze gast|levenslang
            """
        ),
    ),
}
_ITALIAN: Sayings = {
    "vouches": (
        *listed(
            r"""
            senza (?:alcun )?dubbio|senza (?:alcun )?rischio|sicuro al cento|al cento per cento
              |parola d'onore|ci conti|puo contarci|puoi contarci|mai piu|una volta per tutte|garantito
              |promesso|glielo giuro|te lo giuro|e impossibile che|qualunque cosa accada|l'ultima volta che
              |in punto|sicurissim\w*
            """
        ),
    ),
    "gives-without-end": (
        *listed(
            r"""
            rimbors\w+(?: \w+){0,4} (?:tutto|totale|integral\w*|intero|interamente|completo|il doppio)
              |(?:notti|notte|mesi|mese|cene|cena|voli|volo|biglietti|anno|settimane?) (?:gratis|gratuit\w*
              |in omaggio|offert\w*|in regalo)|non (?:paga|paghera|paghi|pagherai)(?: \w+)? (?:nulla|niente
              |piu)|(?:annull|cancell|strac|condon)\w+(?: \w+){0,3} (?:fattura|bolletta|debito|multa|canone
              |conto|affitto)|(?:e|a|tutto a) (?:nostre spese|nostro carico)|offre la casa|(?:le
              |ti) (?:regaliamo|offriamo|paghiamo)(?: \w+){0,4}|(?:se lo|lo|la|li|se la) tenga(?: pure)?
              |ne compri (?:un\w*|uno)|costi quel che costi|qualunque sia (?:il prezzo|la cifra)|a vita
              |in (?:prima classe|business)|settimana (?:gratis|in omaggio)|una settimana
            """
        ),
    ),
}
_PORTUGUESE: Sayings = {
    "vouches": (
        *listed(
            r"""
            sem falta|com toda a certeza|certeza absoluta|palavra de honra|pode contar|cem por cento
              |nunca mais|sem (?:qualquer )?(?:duvida|risco)|de uma vez por todas|garantido|prometido
              |e impossivel que|aconteca o que acontecer|a ultima vez que|em ponto|juro
            """
        ),
    ),
    "gives-without-end": (
        *listed(
            r"""
            (?:devolv|reembols|credit)\w+(?:[ -]\w+){0,4} (?:tudo|total\w*|integral\w*|por inteiro|o dobro
              |a totalidade)|(?:noites?|meses|mes|jantar\w*|voos?|bilhetes?|ano|semanas?) (?:gratis
              |gratuit\w*|de oferta|de graca|oferecid\w*)|nao (?:paga|pagara|pague|pagas)(?: \w+)? (?:nada
              |mais)|(?:anul|cancel|perdo|risc)\w+(?:[ -]\w+){0,3} (?:fatura|divida|multa|mensalidade|renda
              |conta|taxa)|(?:por nossa|a nossa) conta|oferta da casa|(?:oferecemos|pagamos
              |damos)(?:-lhe)?(?: \w+){0,4}|(?:fique|fica) com (?:el[ea]|o|a)(?: \w+)?|compre (?:um|outr)\w*
              |custe o que custar|seja qual for o (?:preco|valor)|para toda a vida|em (?:primeira classe
              |executiva)
            """
        ),
    ),
}
SAYINGS: dict[str, Sayings] = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
    "nl": _DUTCH,
    "it": _ITALIAN,
    "pt": _PORTUGUESE,
}
