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
