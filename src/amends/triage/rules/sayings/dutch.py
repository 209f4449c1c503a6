"""What people say to brands in Dutch, by what it shows. Pure."""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

SAYINGS: Sayings = {
    "complaint": (
        *listed(
            r"""
            nog (?:steeds|altijd) (?:niet|geen|niets|wachten|niks)|(?:werkt|doet|laadt|gaat|komt
              |lukt|start|reageert)(?: \w+){0,3} (?:niet|niets|nooit)|niet (?:ontvangen|aangekomen
              |geleverd|bezorgd|gekregen|werkend|normaal|bereikbaar|acceptabel|tevreden|goed|blij)
              |niemand (?:reageert|helpt|neemt|antwoordt|weet)|geen (?:reactie|antwoord|internet
              |bericht|bereik|hulp|stroom|oplossing|verbinding|idee)|teleur\w*|ontevreden|boos
              |woedend|slecht\w*|waardeloos|belachelijk|schandalig\w*|schande|onacceptabel
              |verschrikkelijk|vreselijk|ramp|dramatisch|drama|irritant|frustrer\w*|zat|klote|kut
              |shit|rot\w*|onbeschoft\w*|oplichters?|oplichting|diefstal|dieven|bedrog|prutsers
              |kapot|stuk|beschadigd|defect|gebroken|lek|kwijt|verloren|vertraging\w*|vertraagd
              |te laat|geannuleerd|fout\w*|storing\w*|verkeerd\w*|mist|ontbreekt
              |dubbel (?:afgeschreven|betaald)|wacht(?:en)?(?: \w+){0,3} (?:al|op|sinds)|al (?:\d+
              |twee|drie|weken|dagen|uren|een)(?: \w+)? (?:week|weken|dagen|uur|uren|maanden
              |wachten)?|waar (?:is|blijft|zijn) (?:mijn|onze|m'n|de|het)|nooit meer|klacht\w*
              |klagen|probleem|problemen|alweer|weer (?:niet|geen|eens)|over datum|beschimmeld
              |koud eten|crash\w*
            """
        ),
    ),
    "praise": (
        *listed(
            r"""
            geweldig\w*|super|top|fantastisch\w*|uitstekend\w*|perfect|prachtig\w*|heerlijk\w*
              |lekker|mooi|blij (?:met|mee)|tevreden|zeer (?:goed|tevreden|vriendelijk)
              |heel (?:goed|fijn|blij|vriendelijk|tevreden)|beste|aanrader|aanbevelen|complimenten
              |compliment|chapeau|goed gedaan|toppers|hulde|ga zo door|fijn geholpen
            """
        ),
    ),
    "thanks": (
        *listed(
            r"""
            dank|dankjewel|dank je|dank u|bedankt|thanks|dankuwel|merci
            """
        ),
    ),
    "solved": (
        *listed(
            r"""
            is (?:al )?(?:opgelost|binnen|aangekomen|geregeld)|opgelost|werkt (?:weer|nu)
              |doet het (?:weer|nu)|laat maar|al gelukt
            """
        ),
    ),
    "question": (
        *listed(
            r"""
            wanneer|hoe (?:kan|lang|laat|veel|moet|werkt|kom|vaak|zit)|waar (?:kan|vind|staat
              |moet)|wat (?:kost|is|moet|zijn|gebeurt|kan)|waarom|welke?|wie (?:kan|weet)|is (?:er
              |het mogelijk|dit|dat)|hebben jullie|heeft iemand|kan ik|kunnen jullie|kunnen we
              |moet ik|weet iemand|klopt het
            """
        ),
    ),
    "request": (
        *listed(
            r"""
            alsjeblieft|alstublieft|aub|svp|graag|ik (?:wil|zou|heb (?:\w+ )?(?:hulp )?nodig)
              |kunnen jullie|kun je|kunt u|willen jullie|help|bel me|neem contact|stuur me
              |opzeggen|annuleren
            """
        ),
    ),
    "abuse": (
        *listed(
            r"""
            (?:stelletje|vuile|stomme|jullie(?: \w+){0,2}) (?:idioten|klootzakken|eikels|hufters
              |debielen|mongolen|sukkels|tyfuslijers|kankerlijers|homo's|hoeren)|klootzak\w*
              |kanker\w*|tyfus\w*|hoer\w*|flikker op|rot op|val dood|sterf|krijg de|ik (?:maak
              |vermoord|sla) (?:je|jullie)|hufters|mongool|mongolen
            """
        ),
    ),
    "spam": (
        *listed(
            r"""
            geld verdienen|passief inkomen|(?:crypto|bitcoin|forex)(?: \w+){0,3} (?:trad\w*
              |invest\w*|winst\w*|signalen)|vanuit huis (?:werken|verdienen)|gratis (?:iphone
              |volgers|cadeaukaart\w*)|volg mij|volgers kopen|klik (?:hier|op)
              |link in (?:mijn )?bio|je hebt gewonnen|u heeft gewonnen|lening zonder|casino
              |stuur (?:me |een )?(?:app|dm) (?:voor|via telegram)
            """
        ),
    ),
    "urgent": (
        *listed(
            r"""
            dringend|spoed|onmiddellijk|meteen|nu meteen|zo snel mogelijk|zsm|noodgeval|gestrand
              |zit(?:ten)? vast|wanhopig|direct actie
            """
        ),
    ),
    "self_harm": (
        *listed(
            r"""
            (?:wil|ga|zou) (?:\w+ ){0,3}(?:dood|mezelf (?:van kant|iets aandoen|doden)
              |er een eind aan)|zelfmoord|zelfdoding|suicid\w*|niet meer leven|eind aan mijn leven
              |mezelf (?:pijn|snijden|iets aan)|maak(?: \w+)? er een einde aan
            """
        ),
    ),
    "safety": (
        *listed(
            r"""
            brand|in de fik|vuur|rook|vonken|ontplof\w*|explosie|explodeer\w*|verbrand|gaslucht
              |gaslek|(?:ruik|ruikt|stinkt)(?: \w+){0,3} (?:gas|brand|verbrand)|elektrische schok
              |schok gekregen|kortsluiting|oververhit\w*|gevaarlijk\w*|levensgevaarlijk|onveilig
              |glas in|stuk(?:jes|ken|je)? (?:glas|metaal|plastic)|remmen|opgesloten
              |vast in de lift|bedreigd|lastiggevallen|aangevallen|overstro\w*|ongeluk
            wapen|gasgeur|kabel (?:\w+ )?(?:los|bloot)|vonkt
            """
        ),
    ),
    "health": (
        *listed(
            r"""
            voedselvergiftiging|vergiftig\w*|allerg\w*|overgeven|overgegeven|gebraakt|braken
              |ziek (?:van|geworden|door)|ziekenhuis|spoedeisende|gewond|letsel|bloed\w*
              |verbrand\w*|uitslag|astma|ademen|benauwd|flauwgevallen|insuline|medicijn\w*
              |medicatie|zuurstof|dialyse|maden|kakkerlak\w*|salmonella|diarree|ambulance
            """
        ),
    ),
    "vulnerable": (
        *listed(
            r"""
            (?:mijn|onze|een) (?:\w+ )?(?:oude|bejaarde|zieke|demente|gehandicapte|zwangere
              |blinde) \w+|rolstoel\w*|zwanger|gehandicapt\w*|blind|doof|dement\w*|baby
              |pasgeboren\w*|kleuter|(?:8|9)\d[- ]?jarige|overleden|begrafenis|uitvaart|crematie
              |kanker(?:patient|behandeling)|zonder (?:verwarming|stroom|water|eten)
              |geen (?:verwarming|water|stroom|eten)|kou zitten|dakloos|huiselijk geweld
              |mantelzorg\w*
            (?:oma|opa|moeder|vader|buurvrouw)(?: \w+){0,4} (?:kou|alleen|gevallen)|in de kou
              |verwarming|zuigeling|invalide
            """
        ),
    ),
    "money": (
        *listed(
            r"""
            (?:dubbel|twee keer|te veel|teveel|onterecht
              |zonder toestemming) (?:\w+ )?(?:afgeschreven|betaald|in rekening|geincasseerd)
              |afgeschreven|geld (?:is )?(?:weg|kwijt|verdwenen|terug)|fraude|opgelicht|oplichting
              |gehackt|phishing|pas (?:is )?gestolen|gestolen|terugbetal\w*|terugstort\w*|salaris
              |loon|incasso|deurwaarder|huur|rood staan|niet door mij
            pas (?:\w+ )?gestolen|(?:haalt|gehaald|plundert|leeg)(?: \w+){0,4} (?:rekening
              |pas)|geld van mijn rekening|blokkeren lukt niet
            """
        ),
    ),
    "access": (
        *listed(
            r"""
            (?:account|rekening|pas|kaart|toegang)(?: \w+){0,3} (?:geblokkeerd|geblokeerd
              |afgesloten|opgeheven|bevroren|gehackt)|geblokkeerd
              |kan(?: \w+){0,4} niet (?:inloggen|in|bij|bellen|pinnen|betalen)|geen (?:internet
              |bereik|verbinding|stroom|telefoon|toegang|water|tv)|(?:internet|app|site|website
              |netwerk|systeem|telefoon)(?: \w+){0,3} (?:plat|eruit|down|onbereikbaar)
              |ligt (?:er(?: )?uit|plat)|stroomstoring|stroomuitval
            """
        ),
    ),
    "deadline": (
        *listed(
            r"""
            vandaag|vanavond|morgen|vanmiddag|over (?:\d+|een|twee) (?:minuten|uur|uurtje)
              |binnen (?:\d+|een) (?:minuten|uur)|voor (?:vanavond|morgen|vrijdag|maandag)
              |(?:vlucht|trein|bruiloft|begrafenis|operatie|examen|afspraak
              |verhuizing)(?: \w+){0,3} (?:vandaag|morgen|over \d+|vanavond)|mis(?:sen)? (?:mijn
              |onze|de)|deadline|verloopt
            """
        ),
    ),
    "legal": (
        *listed(
            r"""
            advocaat|advocaten|rechter|rechtbank|rechtszaak|aangifte|juridisch\w*|aanklagen
              |geschillencommissie|consumentenbond|acm|afm|kifid|autoriteit persoonsgegevens|avg
              |politie|ombudsman|ingebrekestelling|discrimin\w*|racis\w*
            """
        ),
    ),
    "press": (
        *listed(
            r"""
            journalist\w*|krant|kranten|media|pers|televisie|rtl nieuws|nos|de telegraaf
              |telegraaf|radar|kassa|reporter|redactie
            """
        ),
    ),
    "asks-press": (
        *listed(
            r"""
            ik ben (?:\w+ )?(?:journalist\w*|verslaggever|redacteur|reporter)|(?:journalist
              |verslaggever|redacteur|reporter) (?:bij|van|voor)|persvraag|persverzoek
              |reactie (?:voor|van jullie) (?:een|ons) artikel
            """
        ),
    ),
    "asks-regulator": (
        *listed(
            r"""
            namens de (?:autoriteit|toezichthouder|inspectie)|(?:acm|afm|autoriteit|inspectie
              |toezichthouder|gemeente)(?: \w+){0,6} (?:verzoekt|vordert|onderzoekt)
              |informatieverzoek|op grond van artikel
            """
        ),
    ),
    "asks-employee": (
        *listed(
            r"""
            ik werk (?:bij|voor) jullie|als (?:medewerker|werknemer|bezorger|chauffeur
              |oud[- ]medewerker)|mijn (?:leidinggevende|rooster|baas|loonstrook)
              |ex[- ]?(?:medewerker|werknemer)
            """
        ),
    ),
    "sarcasm": (
        *listed(
            r"""
            bedankt voor (?:niets|niks|het wachten|de vertraging)|lekker (?:dan|bezig|geregeld)
              |goed bezig|fijn(?:e)? service(?: \w+){0,3} (?:niet|weer|uur)|gefeliciteerd met
              |nou (?:top|super|geweldig)|zoals altijd|applaus|bravo
            """
        ),
    ),
    "negation": (
        *listed(
            r"""
            (?:niet|geen|nooit|zonder|niets|niks|noch|nauwelijks)
            """
        ),
    ),
    "polite": (
        *listed(
            r"""
            (?:sorry|excuses|pardon),? (?:dat ik (?:weer|nog (?:een|eens)|nogmaals|zo|blijf|u
              |je|jullie)|voor (?:het storen|het aandringen|de moeite))
            """
        ),
    ),
    "no-answer": (
        *listed(
            r"""
            goedemorgen allemaal|fijn weekend|fijne (?:kerst|dag allemaal)|gelukkig nieuwjaar
              |gefeliciteerd(?: met je verjaardag)?|haha\w*|lol
            """
        ),
    ),
}
