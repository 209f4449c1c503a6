"""How mockery is built, where something went wrong, in the Romance languages: see `irony`. Pure."""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

_FRENCH: Sayings = {
    "mocks": (
        *listed(
            r"""
            ~(?:^|[.!?…:] ?)\s*(?:eh bien|ah bon|ah oui|oh la la|ouh la|tiens|tiens tiens|ma foi|chapeau
              |respect|il parait|on dit que|parait-il|(?:certains|d'autres|il y en a qui) (?:paient
              |paieraient|payent|paye\w*|revent)|qui (?:n'a|ne|aurait|dit)|peut-etre (?:que )?(?:votre|le|la
              |il|elle|au|chez)|sans doute (?:que )?(?:votre|le|la|il|elle)|et encore|au moins|remarquez
              |avouez|encore heureux|fallait|imaginez)\b~
            felicitations|bravo|quelle (?:patience|memoire|precision|vue)|l'avenir appartient|paris ne s'est
              |rome ne s'est|tout vient a point|mieux vaut tard|patience et longueur|jamais deux sans
              |qui ne tente|l'habit ne|loin des yeux|c'est le metier|chef-d'oeuvre|oeuvre d'art|art moderne
              |james bond|titanic|agatha christie|hollywood|loto|jackpot|olympi\w+|record du monde
              |prehistoire|dinosaures?|zombies?|vampires?|dragons?|pirates?|ninjas?|licornes?
              |format (?:familial|geant)|grand format|(?:avez-vous|as-tu) (?:deja|pense|songe|essaye)
              |a votre service|vos desirs|que demande le peuple|que (?:voulez-vous|veut le peuple)
              |a quoi vous attendiez|technique\w* parlant
            """
        ),
    ),
    "empathises": (
        *listed(
            r"""
            raison|penibl\w*|inadmissible|comprend\w*|comprenons|long\w*|triste|grave|dur\w*|normal|dommage
              |mauvais\w*|trop|decevant|decu\w*|frustr\w*|terrible|horrible|merci|honte|gene\w*|n'aurait
              |aurions|erreur|faute|ne devrait|enervant|agacant|facheux|pas (?:acceptable|ce que|a la)
            """
        ),
    ),
    "jokes-if-wrong": (
        *listed(
            r"""
            ~[😌😏🌊♻🙃🌸🙈🙉🙊😉🧘🏖🏝👑🎬🎭🎪🎢🐌🐢🦥🕵👻🎆🎶🎵🤞🤙✌🌈🚓🍲👼🦄🍕🍔🍺🍹🎩🪄🤠🥸]~
            """
        ),
    ),
}
_SPANISH: Sayings = {
    "mocks": (
        *listed(
            r"""
            ~(?:^|[.!?…:¡¿] ?)\s*(?:pues|vaya|anda|hombre|mujer|oh|uy|ja+|caramba|ole|dicen que|cuentan que
              |hay quien|(?:algunos|otros) (?:pagan|pagarian|suenan)|quien (?:no|dijo|necesita)
              |quiza(?:s)? (?:su|tu|el|la)|a lo mejor (?:su|tu|el|la)|habra (?:\w+)|sera que|menos mal
              |encima|solo un\w*|por lo visto|segun parece|mira|fijese|imagine)\b~
            enhorabuena|felicidades|felicitaciones|bravo|no por mucho madrugar|roma no se|a quien madruga
              |la paciencia es|mas vale tarde|a la tercera|ojos que no|quien espera|poco a poco|piensa mal
              |a caballo regalado|obra (?:de arte|maestra)|arte moderno|james bond|titanic|agatha christie
              |hollywood|loteria|el gordo|jackpot|olimpi\w+|record mundial|prehistori\w*|dinosaurios?
              |zombis?|vampiros?|dragones?|piratas?|ninjas?|(?:ha|has) (?:pensado|probado|considerado
              |visto) (?:en|a|alguna)|a sus ordenes|sus deseos|que mas (?:quiere|puede)|que (?:esperaba
              |esperabas)|celebra\w* aniversario
            """
        ),
    ),
    "empathises": (
        *listed(
            r"""
            razon|mal|grave|entend\w*|entiend\w*|dur[oa]|larg[oa]|normal|pena|triste|molest\w*|demasiado
              |decepc\w*|frustr\w*|horrible|terrible|gracias|verguenza|error|culpa|debi\w*|deberi\w*
              |comprend\w*|no es (?:de recibo|aceptable|justo)|fatal|rabia
            """
        ),
    ),
    "jokes-if-wrong": (
        *listed(
            r"""
            ~[😌😏🌊♻🙃🌸🙈🙉🙊😉🧘🏖🏝👑🎬🎭🎪🎢🐌🐢🦥🕵👻🎆🎶🎵🤞🤙✌🌈🚓🍲👼🦄🍕🍔🍺🍹🎩🪄🤠🥸]~
            """
        ),
    ),
}
_ITALIAN: Sayings = {
    "mocks": (
        *listed(
            r"""
            ~(?:^|[.!?…:] ?)\s*(?:beh|be'|ah|oh|uh|uau|accidenti|perbacco|caspita|mannaggia|urca|si dice
              |dicono che|pare che|c'e chi|(?:alcuni|altri) (?:pagano|pagherebbero|sognano)|chi (?:non
              |l'ha detto|ha bisogno)|forse (?:il|la|suo|sua|voleva|e)|magari (?:il|la|suo|sua|voleva|e)
              |evidentemente|tecnicamente|pensi|immagini|almeno|meno male|certo che)\b~
            complimenti|congratulazioni|bravo|brava|chapeau|roma non (?:e|fu)|chi va piano|la pazienza e
              |meglio tardi|non c'e due|il mattino ha|chi dorme|a caval donato|l'erba del vicino
              |opera d'arte|arte moderna|capolavor\w+|james bond|titanic|agatha christie|hollywood|lotteria
              |superenalotto|jackpot|olimpi\w+|record mondiale|preistori\w*|dinosaur\w+|zombie|vampir\w+
              |draghi|pirat\w+|ninja|(?:ha|hai) (?:mai )?(?:pensato|provato|considerato) (?:di|a)
              |ai suoi ordini|ogni suo desiderio|che (?:altro|cosa) (?:vuole|si vuole) di piu
              |cosa si aspettava|anni di sfortuna|fuochi d'artificio
            """
        ),
    ),
    "empathises": (
        *listed(
            r"""
            ragione|brutt[oa]|grave|cap(?:isco|iamo)|comprend\w*|lung[oa]|normale|peccato|triste|male
              |tropp[oa]|delus\w*|frustr\w*|orribile|terribile|grazie|vergogna|errore|colpa|dovev\w*|avremmo
              |dovrebbe|pesante|fastidios\w*|non (?:va|e accettabile|e giusto|doveva)
            """
        ),
    ),
    "jokes-if-wrong": (
        *listed(
            r"""
            ~[😌😏🌊♻🙃🌸🙈🙉🙊😉🧘🏖🏝👑🎬🎭🎪🎢🐌🐢🦥🕵👻🎆🎶🎵🤞🤙✌🌈🚓🍲👼🦄🍕🍔🍺🍹🎩🪄🤠🥸]~
            """
        ),
    ),
}
_PORTUGUESE: Sayings = {
    "mocks": (
        *listed(
            r"""
            ~(?:^|[.!?…:] ?)\s*(?:bem|ora|ora bem|ah|oh|ui|uau|caramba|puxa|dizem que|consta que|ha quem
              |(?:alguns|outros) (?:pagam|pagariam|sonham)|quem (?:nao|disse|precisa)|talvez (?:o|a|seu|sua
              |tenha)|se calhar|pelos vistos|imagine|pelo menos|ao menos|era para)\b~
            parabens|felicitacoes|bravo|roma nao|a paciencia e|mais vale tarde|devagar se vai|quem espera
              |a terceira e|longe da vista|a cavalo dado|deus ajuda|obra de arte|obra-prima|arte moderna
              |james bond|titanic|agatha christie|hollywood|lotaria|euromilhoes|jackpot|olimpi\w+
              |recorde mundial|pre-?historia|dinossauros?|zombies?|vampiros?|dragoes?|piratas?|ninjas?
              |(?:ja )?(?:pensou|experimentou|considerou) (?:em|a)|as suas ordens|o seu desejo
              |que mais (?:quer|pode)|o que (?:esperava|queria)|espirito aventureiro
            """
        ),
    ),
    "empathises": (
        *listed(
            r"""
            razao|mau|ma|grave|compreend\w*|entend\w*|long[oa]|normal|pena|triste|chat[oa]|demasiad[oa]
              |desilu\w*|frustr\w*|horrivel|terrivel|obrigad[oa]|vergonha|erro|culpa|devi\w*|deveri\w*|mal
              |nao (?:devia|e aceitavel|esta certo)|pior
            """
        ),
    ),
    "jokes-if-wrong": (
        *listed(
            r"""
            ~[😌😏🌊♻🙃🌸🙈🙉🙊😉🧘🏖🏝👑🎬🎭🎪🎢🐌🐢🦥🕵👻🎆🎶🎵🤞🤙✌🌈🚓🍲👼🦄🍕🍔🍺🍹🎩🪄🤠🥸]~
            """
        ),
    ),
}
SAYINGS: dict[str, Sayings] = {
    "fr": _FRENCH,
    "es": _SPANISH,
    "it": _ITALIAN,
    "pt": _PORTUGUESE,
}
