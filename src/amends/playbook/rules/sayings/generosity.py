"""What gives away more than one thing of a known price: by language. Pure."""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

_ENGLISH: Sayings = {
    "gives-without-end": (
        *listed(
            r"""
            half(?:[- ]price| off| (?:the|your|of the) (?:price|money|fare|bill|cost|fee|rent|ticket))
              |(?:(?:next|first|last|whole|entire|all) (?:\w+ ){1,4}|dinner|lunch|breakfast|drinks|dessert
              |the \w+ )(?:is|are|will be|'s) (?:on us|free|on the house|our treat)|(?:on the house
              |free of charge|at no cost|complimentary|free) (?:\w+ ){0,3}(?:for (?:you|everybody|your
              |the whole|all|four|six|two)|all (?:year|month|week|summer|winter))|free (?:\w+ )?(?:travel
              |nights?|meals?|flights?|stays?|months?|years?|tickets?|upgrades?|membership|subscription)
              |waive (?:all|every|your|the) \w+|(?:refund|give|send|get|credit)\w*(?: \w+){0,2} (?:twice
              |double|triple|three times) (?:the|your|what) \w+|(?:cover|pay) (?:for )?(?:all|everything
              |whatever|every|the whole|the entire)(?: \w+)?|as (?:many|much|often|long) as you (?:like|want
              |need)|unlimited|(?:give|giving|send|sending|get|gets|buy|bring|throw in|include|add
              |offer)(?: \w+){1,4} (?:for free|free of charge|for nothing|on top|as a gift|at no charge)
              |free (?:\w+ ){1,3}(?:for|until|till|all|as)|(?:write off|forgive|scrap|let you off
              |wipe) (?:\w+ ){1,3}(?:fee|fees|fine|debt|bill|invoice|balance|charge|charges|payment|rent
              |interest|fare|cost|costs|arrears)|(?:everybody|everyone|each of you|all of you
              |every (?:customer|passenger|guest))(?: \w+){0,3} (?:gets|get|receives|receive|will get|free)
              |(?:pay|paying|cover|covering|reimburse) (?:for )?(?:your|the|his|her) (?:\w+ )?(?:taxi|hotel
              |dentist|doctor|lawyer|repair|repairs|damage|cleaning|flight|flights|rent|holiday|phone|laptop
              |car|garage|vet|dress|suit|carpet|sofa)
            (?:won't|will not|shan't|needn't|don't|never|no need to|don't need to|don't have to
              |won't have to) (?:bring|send|charge|bill|cost|pay|see|owe)(?: \w+){0,3} (?:bill|invoice
              |penny|cent|charge|anything|nothing|fee|thing|dime|for (?:it|them|this|that|any))|(?:won't
              |will not|shan't|don't|never) (?:be )?(?:charge|charged|bill|billed|cost|owe|pay)(?: you)?
              |(?:pay|owe|owes|costs? you|cost) (?:us )?(?:nothing|not a penny|not one penny|zero)
              |(?:not a|no) penny|nothing (?:more )?to pay|without (?:paying|charge|charging|a bill)
            (?:wip|cancel|clear|strik|struck|drop|remov|tak|took|knock|writ|wrote|waiv|forg\w|scrap
              |delet)\w* (?:off )?(?:(?:the|your|this|that|those|all|next|last|two|three
              |whole) ){1,3}(?:month's |\w+ )?(?:bill|bills|invoice|fee|fees|fine|charge|charges|debt
              |balance|arrears|rent|nights?|instalments?|payments?|cost|costs|fare|deposit)
            (?:fly|put|host|treat|send|take|invite|have|book|move|bump|upgrade)\w* you(?: \w+){0,6} (?:as
              |be) (?:our|my) guests?|(?:as|be) (?:our|my) guests?|(?:our|my) (?:treat|shout|gift)
              |(?:on|from) (?:us|me|the house) ?[!.]|at our (?:own )?expense|(?:upgrad|bump|mov)\w+ you(?: all
              | both)? (?:up )?(?:to|into) (?:first|business|premium|a|the|our)|presidential|penthouse
            name your (?:own )?(?:figure|price|sum|number)|whatever (?:it|that|they|this
              |the \w+)(?: \w+)? (?:comes? to|came to|costs?|cost|charges?|charged|asks?|asked|takes|is
              |was|amounts? to|adds? up to)|as (?:many|much|long|often)(?: \w+)? as (?:it takes|you)|no limit
              |without limit|the sky's the limit|money is no (?:object|question)|blank cheque
            (?:we|i|they|us|me|crumb|company|shop|hospital|council|bank)(?:'ll| will| shall)? (?:settle it
              |settle (?:the|your|any)|pick up the|foot the|pays? (?:all|the lot|it all|for (?:it|all
              |everything|the))|(?:cover|pay|meet|refund|reimburse) (?:it|all of it|them) (?:all
              |in full)|cover (?:it|that|everything|all|the|your|any))|pays? all of (?:it|them)|(?:every
              |the last) (?:penny|cent|pound|euro)|the (?:whole )?lot back|(?:all|everything) back
            (?:a|one|two)? ?(?:quarter|third|half|tenth|fifth|fifths|thirds|quarters) of (?:your|the) \w+
              |(?:new|another|second|replacement) \w+ (?:from us )?(?:at no|for no
              |without) (?:extra )?(?:charge
              |cost)|(?:keep|have) (?:the|it|them|both)(?: \w+){0,3} (?:and|plus) (?:also )?(?:get|have|take
              |we'll|your|a)|keep (?:both|the old|it as|them as)|free \w+ (?:from us|every|each|till|until|all
              |and|with|next|again)|(?:a|your|the) free \w+|(?:dinner|weekend|night|holiday|flight|trip|stay
              |meal|hamper|spa day|concert|cruise|lunch|breakfast)s? for (?:two|four|six|the family
              |everyone|everybody|life)|\d+ (?:free|complimentary)|\d+x (?:the|your)|(?:ten|five|four
              |\d+) times (?:the|your|what|as much)
            (?:rest of (?:the|this|your) \w+|(?:this|next|the) (?:whole |entire |coming )?(?:month
              |year|season|term|summer|winter|quarter)(?:'s)?)(?: \w+){0,3} (?:free|on us|for nothing|on me
              |is paid|are paid|is settled|is covered)|(?:gold|platinum|vip|premium|lifetime
              |honorary) (?:status|membership|card|pass|upgrade|account|member)|(?:season|annual
              |year's|yearly) (?:ticket|pass|supply|membership|subscription) (?:on us|free|for
              |from us|is|will)|(?:gift|treat) (?:you|from us)
            """
        ),
    ),
}
_GERMAN: Sayings = {
    "gives-without-end": (
        *listed(
            r"""
            (?:geht|gehen)(?: \w+){0,3} (?:auf uns|aufs haus|auf unsere (?:kosten|rechnung))
              |zum halben preis|die halfte (?:des|vom|der|ihres) (?:preis\w*|geld\w*|rechnung|miete
              |fahrpreis\w*)|(?:halber|halben) preis|(?:nachste\w*|erste\w*|ganze\w*|alle|drei|sechs|zwolf
              |zwei) (?:\w+ ){1,3}(?:kostenlos|gratis|geschenkt|umsonst|frei)|(?:doppelt
              |dreifach)\w* (?:erstatt\w+|zuruck\w*|ersetz\w+)|(?:erstatten|zahlen|geben
              |ersetzen)(?: \w+){0,4} (?:doppelt|dreifach)\w*|(?:lebenslang|ein leben lang|fur immer
              |unbegrenzt|unbeschrankt|so oft sie|so viel sie)\w*|(?:ein|das) (?:ganzes|ganze
              |volles) jahr(?: \w+)? (?:gratis|kostenlos|frei|umsonst)|(?:ubernehmen|zahlen|bezahlen
              |erlassen)(?: wir)?(?: \w+){0,3} (?:alle|alles|samtliche|jede)(?: \w+)?
            """
        ),
    ),
}
_FRENCH: Sayings = {
    "gives-without-end": (
        *listed(
            r"""
            (?:est|sont|sera|seront) (?:pour nous|a notre charge|a nos frais|offert\w*)|(?:a )?moitie prix
              |la moitie (?:du|de la|de votre) (?:prix|facture|billet|loyer|montant)|(?:prochain\w*
              |premier\w*|tou(?:s|tes)|trois|six|douze|deux) (?:\w+ ){1,3}(?:gratuit\w*|offert\w*)
              |(?:rembours|vers|pay|donn)\w+(?: \w+){0,2} le double|(?:a vie|pour toujours|sans limite
              |illimite\w*|autant que vous)|(?:prenons|prendrons) (?:tout
              |tous les frais)(?: \w+)? (?:en charge|a notre charge)|nous (?:payons|paierons
              |remboursons) (?:tout|tous|toutes)
            """
        ),
    ),
}
_SPANISH: Sayings = {
    "gives-without-end": (
        *listed(
            r"""
            (?:corre|corren|va|van)(?: \w+)? (?:de|por) (?:nuestra cuenta|cuenta nuestra)|a mitad de precio
              |la mitad (?:del|de la|de su) (?:precio|factura|billete|importe|alquiler)|(?:proxim\w*
              |primer\w*|tod[oa]s|tres|seis|doce|dos) (?:\w+ ){1,3}(?:gratis|gratuit\w*|regalad\w*)
              |(?:devol\w+|reembols\w+|pag\w+|damos|daremos|abon\w+)(?: \w+){0,2} el doble|(?:de por vida
              |para siempre|sin limite|ilimitad\w*|todas las veces)|(?:pagamos|pagaremos|asumimos
              |cubrimos) (?:tod\w*)(?: \w+)?
            """
        ),
    ),
}
_DUTCH: Sayings = {
    "gives-without-end": (
        *listed(
            r"""
            (?:is|zijn|gaat|gaan)(?: \w+){0,2} (?:voor onze rekening|van het huis|op onze kosten|voor ons)
              |(?:voor de|tegen) halve prijs|de helft (?:van de|van uw|van het) (?:prijs|rekening|geld
              |bedrag|huur)|(?:volgende|eerste|alle|drie|zes|twaalf|twee) (?:\w+ ){1,3}(?:gratis|cadeau)
              |(?:betalen|vergoeden|krijgt|geven)(?: \w+){0,3} het dubbele|(?:levenslang|voor altijd
              |onbeperkt|zo vaak u|zoveel u)|(?:betalen|vergoeden|dekken)(?: wij| we)? (?:alles|alle \w+)
            """
        ),
    ),
}
_ITALIAN: Sayings = {
    "gives-without-end": (
        *listed(
            r"""
            (?:e|sono|sara|saranno)(?: \w+)? (?:a nostro carico|a carico nostro|a spese nostre
              |offert\w* da noi|a nostre spese)|offre la casa|offriamo noi|a meta prezzo|la meta (?:del
              |della|dell) ?(?:prezzo|conto|biglietto|importo|affitto)|(?:prossim\w*|prim\w*|tutt[ie]|tre
              |sei|dodici|due) (?:\w+ ){1,3}(?:gratis|gratuit\w*|omaggio)|(?:rimbors\w+|pag\w+|diamo|daremo
              |restitu\w+)(?: \w+){0,2} il doppio|(?:a vita|per sempre|senza limiti|illimitat\w*
              |tutte le volte)|(?:paghiamo|pagheremo|copriamo|rimborsiamo) (?:tutt\w*)(?: \w+)?
            """
        ),
    ),
}
_PORTUGUESE: Sayings = {
    "gives-without-end": (
        *listed(
            r"""
            (?:e|sao|fica|ficam|sera)(?: \w+)? (?:por nossa conta|por conta da casa|oferta nossa
              |oferecid\w* por nos)|(?:a|pela) metade do preco|a meio preco|metade (?:do|da) (?:preco|conta
              |bilhete|valor|renda)|(?:proxim\w*|primeir\w*|tod[oa]s|tres|seis|doze|dois
              |duas) (?:\w+ ){1,3}(?:gratis|gratuit\w*|de graca)|(?:devolv\w+|reembols\w+|pag\w+|damos
              |daremos|credit\w+)(?: \w+){0,2} o dobro|(?:vitalici\w*|para sempre|sem limite\w*|ilimitad\w*
              |todas as vezes)|(?:pagamos|pagaremos|cobrimos|reembolsamos) (?:tud\w*|tod\w*)(?: \w+)?
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
