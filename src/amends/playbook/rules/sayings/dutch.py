"""What is said in Dutch. Pure."""

from __future__ import annotations

from amends.playbook.rules.findings import Level
from amends.playbook.rules.lexicon import Saying, Sayings, listed

SAYINGS: Sayings = {
    "blame": (
        *listed(
            r"""
            dat (?:krijg|gebeurt)(?: je| er)? als (?:u|je|men)|weet (?:u|je) zeker dat (?:u|je)
              |wiens schuld|waarom (?:heeft u|heb je|hebt u)(?: \w+){0,5} niet
            (?:had|als) (?:u
              |je|jij)(?: \w+){0,5} (?:gelezen|gecontroleerd|gekeken|gevolgd|geluisterd|opgelet|gebeld
              |gevraagd|besteld|gemeld)|had (?:u|je|jij) maar
            (?:u|je|jij) (?:heeft|hebt|heb)(?: \w+){0,5} (?:verkeerd\w*|fout|vergeten|nagelaten
              |genegeerd|niet (?:goed |eens |juist )?(?:gelezen|gecontroleerd|gekeken|gevolgd|opgelet
              |geluisterd|ingevuld|begrepen|vermeld))(?: \w+)?
            (?:uw|jouw|je|eigen|uw eigen|je eigen) (?:eigen )?(?:schuld|fout|probleem
              |verantwoordelijkheid|nalatigheid|onoplettendheid|slordigheid)|(?:ligt|lag
              |is)(?: \w+){0,3} aan (?:u|jou|uzelf|jezelf|uw kant|jouw kant)|zelf (?:schuld
              |verantwoordelijk|veroorzaakt|verkeerd|fout|gedaan|te wijten)|(?:omdat|doordat) (?:u|je
              |jij)(?: \w+){0,6} (?:niet|verkeerd\w*|vergeten|te laat)(?: \w+)?|gebruikersfout
              |verkeerd gebruik|onjuist gebruik|volgende keer(?: \w+){0,3} (?:beter|lezen|lees|opletten
              |controleren|eerder)|niemand heeft (?:u|je) gedwongen|niemand dwingt|dan moet (?:u
              |je)(?: \w+)? (?:maar|beter)|moet (?:u|je) maar
            """
        ),
        Saying(
            r"(?:u|je|jij) (?:had|hadden)(?: \w+){0,7} (?:moeten|kunnen|zullen)(?: \w+)?",
            unless=r".{0,90}(?:moeten|kunnen)\s+worden",
        ),
    ),
    "argument": (
        *listed(
            r"""
            dat kan (?:gewoon |echt |helemaal )?niet(?: waar)?(?: zijn| kloppen)?|onmogelijk|verzonnen
              |(?:onze|de) (?:bezorger|chauffeur|ober) (?:zegt|weet|beweert)|uw versie|jouw versie
            (?:dat|dit|wat u zegt|wat je zegt|uw bewering|het) (?:is|klopt
              |was)(?: gewoon| echt| absoluut| helemaal| simpelweg| pertinent)* (?:niet(?: waar| juist| co
              rrect| het geval)?|onwaar|onjuist|onzin|gelogen|een leugen|fout|belachelijk|absurd)
            (?:u|je|jij) (?:liegt|overdrijft|vergist|beweert|hebt ongelijk|heeft ongelijk|heb ongelijk
              |verdraait|zit fout|bent in de war|verzint)
            (?:wij|we|ik) (?:zijn het (?:er )?(?:niet|oneens)|betwisten|ontkennen
              |spreken(?: \w+)? tegen|weerspreken|geloven (?:u|je|dat) niet|accepteren (?:dat|dit) niet
              |hebben (?:dat |zoiets |dit )?(?:nooit|niets fout|niets verkeerd|alles goed))(?: \w+)?
              |feit is|de waarheid is|voor de duidelijkheid|laten we duidelijk zijn|zogenaamde?|vermeende
              |uw beschuldiging\w*|laster|smaad|onze advoca\w+|juridische stappen|heeft u bewijs
              |heb je bewijs|bewijs (?:het|dat)|(?:andere|onze andere|alle andere) klanten (?:zijn|hebben
              |klagen|vinden)|niet onze (?:fout|schuld)|onze (?:gegevens|systemen
              |administratie) (?:zeggen|laten|tonen)(?: \w+){0,2} (?:anders|zien)
            """
        ),
    ),
    "dismissal": (
        *listed(
            r"""
            wees blij|er zijn ergere|dat is (?:heel |volkomen |gewoon )?normaal|wat is het probleem
              |maak er geen|vraag het (?:iemand|aan iemand) anders|u went er wel|je went er wel
            gewoon (?:even )?lezen|lees gewoon
            (?:rustig (?:aan|maar|blijven|nou)|kalm(?: aan| blijven)?|kalmeer
              |doe (?:eens |even |nou )?(?:rustig|normaal)|ontspan|maak je niet druk|wind u niet op
              |niet zo (?:opgewonden|boos)|chill)
            zoals (?:ik|we|wij|eerder|reeds|gezegd|al|u)(?: \w+){0,3} ?(?:gezegd|zei|zeiden|vermeld
              |uitgelegd|aangegeven|gemeld|weet)?|(?:ik|we|wij) (?:heb
              |hebben)(?: \w+){0,3} al(?: \w+){0,3} (?:gezegd|uitgelegd|verteld|gemeld|aangegeven)
              |voor de laatste keer
            (?:volgens|conform) (?:ons|onze|het|de) (?:\w+ )?(?:beleid|voorwaarden|regels|richtlijnen
              |procedure)|(?:dat|dit|het) is(?: nu eenmaal| gewoon| nou eenmaal)* (?:ons|het
              |onze) (?:beleid|regels?|zo)|regels zijn regels|beleid is beleid
              |(?:het )?staat(?: \w+){0,3} (?:in|op) (?:de|onze|het) (?:\w+ )?(?:voorwaarden|website|site
              |kleine lettertjes|handleiding|faq|doos|contract)|lees(?:t)?(?: \w+){0,4} (?:voorwaarden
              |handleiding|kleine lettertjes|faq|gebruiksaanwijzing|contract)
            (?:(?:daar |hier )?(?:kunnen|kan) (?:wij|we|ik)(?: \w+){0,4} (?:niets|niks
              |niet helpen)(?: \w+){0,3}|niets aan (?:doen|te doen)|niks aan (?:doen|te doen)
              |niet ons probleem|niet onze (?:zaak|verantwoordelijkheid|taak|afdeling)|gaan wij niet over
              |daar gaan we niet over|niet zo(?:'n)? (?:erg|ernstig|ramp|drama|groot probleem)
              |geen (?:ramp|drama|big deal)|valt (?:wel |best )?mee|stel (?:u|je) niet (?:zo )?aan
              |overdrijf niet|pech gehabt|pech|jammer dan|tja|so what|nou en|kan gebeuren|het gebeurt
              |dat gebeurt|fouten maken|zo is het (?:nu eenmaal|leven)|het is wat het is
              |niemand is perfect|wat had (?:u|je) dan verwacht|wat verwacht (?:u|je))
            als (?:u|je|het)(?: \w+){0,4} niet (?:bevalt|aanstaat|tevreden|zint)(?: \w+)?|(?:ga|gaat
              |koop|zoek|bestel)(?: u)?(?: \w+){0,3} (?:ergens anders|elders|naar de concurrent|anders)
              |(?:u|je|jij) (?:moet|zult|zal)(?: \w+){0,3} (?:wachten|afwachten|geduld|accepteren
              |mee leren leven)|(?:even |een beetje |wat |heb |heeft u |hebt u )+geduld|(?:u
              |je) bent(?: \w+)? de (?:enige|eerste)|(?:niemand|nooit iemand)(?: \w+){0,3} (?:geklaagd
              |klaagt|last)|(?:stop|hou|houd)(?: \w+){0,2} (?:op )?met (?:klagen|zeuren|schreeuwen
              |spammen)|met alle respect|zaak gesloten|einde discussie|hiermee gesloten
              |gaan niet in discussie|we hebben (?:wel )?(?:betere|belangrijkere) dingen|google het
              |zeur niet
            """
        ),
    ),
    "sarcasm": (
        *listed(
            r"""
            (?:och arme|ach (?:gossie|jee|wat erg|wat zielig)|arme (?:jij|u|schat)|wat (?:vreselijk|erg
              |zielig) voor (?:u|je|jou)|gefeliciteerd|proficiat|bravo|glazen bol|gedachten lezen
              |helderziend\w*|toverstaf|toverstokje|bedankt voor niets|goh wat|wat een (?:verrassing
              |drama)|boehoe|snik|einstein|ja hoor|tuurlijk joh|vast wel)
            ~(?:🙄|🤡|🎻|😒|🙃)~
            """
        ),
    ),
    "false-apology": (
        *listed(
            r"""
            (?:jammer|spijt ons|vinden het jammer) dat (?:u|je) (?:niet )?(?:tevreden|ontevreden)
            (?:sorry|spijt(?: ons| me| mij)?|excuses|vervelend|jammer)(?: te horen)? (?:dat|als
              |indien) (?:u|je|jij)(?: \w+){0,4} (?:zo (?:voelt|ervaart|ziet|vindt)|voelt|vindt|ervaart
              |ervaren|teleurgesteld|ontevreden|boos|denkt|vind|beledigd)
            (?:sorry|excuses) (?:als|indien|maar|mocht)|(?:eventuele?|mogelijke?) (?:ongemak\w*
              |overlast|misverstand\w*|hinder)
            """
        ),
    ),
    "profanity": (
        *listed(
            r"""
            (?:shit|verdomme|verdomd\w*|klote\w*|idioot|idioten|sukkel\w*|dombo|stom(?:me|kop\w*
              |meling\w*)?|dom(?:me|kop)?|debiel\w*|achterlijk\w*|onzin|hou je (?:mond|bek|kop)|kop dicht
              |zeikerd\w*|zeurpiet\w*|zeurkous\w*|leugenaar\w*|losers?|mafkees|gek|donder op
              |sodemieter\w*|reet|kont|trut\w*|ezel|trol(?:len)?)
            """
        ),
        Saying(
            (
                r"(?:kut\w*|lul(?:len)?|klootza(?:k|kken)|hoer\w*|neuk\w*|fuck\w*|kanker\w*|tering\w*"
                r"|tyfus\w*|godverdomme|gvd|eikels?|pleur op|rot op|opgerot)"
            ),
            level=Level.BLOCK,
        ),
    ),
    "slur": (
        *listed(
            r"""
            (?:nikkers?|negers?|flikkers?|mietjes?|kutmarokka\w*|kankermarokka\w*|mongool|mongolen
              |spast\w*|spleetog\w*|poten?|potten|zwartjoekel\w*|geitenneuker\w*|jodenstreek
              |ga terug naar (?:je|uw) (?:eigen )?land|kankerjo\w+|roetmop\w*)
            """
        ),
    ),
    "guarantee": (
        *listed(
            r"""
            ~[,.]\s*(?:beloofd)\s*(?:[,.!]|$)~
            (?:wij|we|ik) (?:kunnen (?:u |je )?)?(?:garanderen|garandeer|beloven|beloof|verzekeren
              |verzeker|zweren|zweer)(?: u| je| jou| dat)*|(?:garanderen|beloven|verzekeren) (?:wij|we)
              |(?:gegarandeerd|100 ?%|honderd procent|erewoord|op ons woord|zonder twijfel
              |absoluut zeker)|(?:zal|gaat|gebeurt|komt)(?: \w+){0,4} nooit (?:meer|weer)(?: \w+)?
              |nooit meer (?:gebeuren|voorkomen)|niet (?:meer|nog een keer) (?:gebeuren|voorkomen)
              |(?:zeker|beslist|definitief) (?:ontvangen|aankomen|geleverd|opgelost|krijgen)
            """
        ),
    ),
    "liability": (
        *listed(
            r"""
            (?:wij|we|ons|onze)(?: \w+){0,4} (?:aansprakelijk|nalatig|nalatigheid
              |juridisch verantwoordelijk)|(?:wij|we) (?:erkennen|bekennen|aanvaarden
              |nemen)(?: \w+){0,3} (?:schuld|aansprakelijkheid|verantwoordelijkheid voor)|(?:wet|contract
              |regels|avg) (?:overtreden|geschonden|gebroken)|schadevergoeding
            """
        ),
    ),
    "time": (
        *listed(
            r"""
            (?:binnen|in|over|uiterlijk binnen|in minder dan)(?: de komende| een)* (?:\d+|een|twee|drie
              |vier|vijf|zes|zeven|acht|tien|enkele|paar)(?: ?(?:tot|a|-|of) ?(?:\d+|twee|drie
              |vijf))? ?(?:werk)?(?:minu(?:ut|ten)|uur|uren|dag(?:en)?|we(?:ek|ken)|maand(?:en)?)
            (?:voor|uiterlijk|tegen|nog|op)(?: op| aanstaande| komende)* (?:morgen|vandaag(?: nog)?
              |vanavond|vanmiddag|overmorgen|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag
              |het weekend|(?:het )?einde? van de (?:dag|week|maand)|eind van de (?:dag|week|maand)
              |\d{1,2} (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november
              |december)|\d{1,2}(?:[:.]\d\d)? uur|volgende week)|(?:morgen|vandaag(?: nog)?|vanavond
              |vanmiddag|overmorgen|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag
              |het weekend|(?:het )?einde? van de (?:dag|week|maand)|eind van de (?:dag|week|maand)
              |\d{1,2} (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november
              |december)|\d{1,2}(?:[:.]\d\d)? uur|volgende week)
            """
        ),
        Saying(
            "onmiddellijk|direct|meteen|zo snel mogelijk|zsm|spoedig|per direct|binnenkort",
            level=Level.ADVISE,
        ),
    ),
    "commits": (
        *listed(
            r"""
            zal|zullen|gaan|gaat|krijgt|krijg|ontvangt|ontvang|hebt|heeft|is (?:het|hij|alles|uw|je|er|dit
              |dat)|wordt|worden|komt
              |sturen|laten|hoort|hoor
            """
        ),
    ),
    "gives": (
        *listed(
            r"""
            krijg(?:t|en)?|extra|geld
            terugbeta\w*|terugbetal\w*|vergoed\w*|voucher\w*|korting\w*|tegoed\w*|compens\w*|gratis
              |cadeau\w*|waardebon\w*|bonnen|creditering|crediteren|terugstort\w*|storten|geld terug
              |aanbieden|bieden|schenken|geven
            """
        ),
    ),
    "gives-all": (
        *listed(
            r"""
            (?:volledig\w*|hele?|gehele|complete|dubbele)(?: \w+){0,2} (?:bedrag|aankoopbedrag
              |terugbeta\w*|vergoed\w*|geld)|gratis(?: \w+)?|kosteloos|geld terug|van het huis
            """
        ),
    ),
    "is-sorry": (
        *listed(
            r"""
            sorry|excuses|excuus|spijt\w*|verontschuldig\w*|vervelend|betreuren|jammer
              |niet (?:de bedoeling|goed|in orde|zoals het hoort|oke)|onze fout|had niet mogen gebeuren
              |balen|neem(?:t)? (?:ons|me) niet kwalijk|tekortgeschoten
            """
        ),
    ),
    "condoles": (
        *listed(
            r"""
            gecondoleerd|condoleances?|medeleven|deelneming|verlies|sterkte|verdriet|sorry|spijt
            """
        ),
    ),
    "helps": (
        *listed(
            r"""
            geannuleerd|gestopt|belt (?:u|je)|schrijf|help\w*|hulp|kijken|kijk\w*|controleren|controleer
              |zoeken|zoek\w*|uitzoeken|oploss\w*
              |regelen|regel|stur\w+|stuur\w*|contact|bericht|bel(?:len)?|vervang\w*|terugbeta\w*
              |vergoed\w*|nagaan|graag|laat\w*|kun(?:t|nen)?|check\w*|hersteld?|herstellen|repar\w+
              |reageren|reactie|mail\w*|goed te maken|doorgeven|doorgegeven|hier|werken
            """
        ),
    ),
    "thanks": (
        *listed(
            r"""
            dank\w*|bedankt|dankbaar|fijn om te horen|waarderen|blij (?:om|dat|mee|te)|leuk om te horen
            """
        ),
    ),
    "asks-details": (
        *listed(
            r"""
            (?:geef|stuur|noem|zet|plaats|deel|vertel)(?: [\w-]+){0,6} (?:kaartnummer|pasnummer
              |wachtwoord|pincode|geboortedatum|bsn|rekeningnummer|adres)
            (?:stuur|stuurt|geef|geeft|deel|deelt|vermeld|noem|laat|plaats|zet|schrijf|post|wat is
              |wat zijn|hebben|nodig|ontvangen|doorgeven|reageer)(?: \w+){0,7} (?:bestelnummer
              |ordernummer|klantnummer|telefoonnummer|nummer|adres|adresgegevens|mailadres|e-mailadres
              |emailadres|e-mail|email|gegevens|geboortedatum|iban|rekeningnummer|postcode|naam en
              |volledige naam|track\w*)
            """
        ),
    ),
    "way": (
        *listed(
            r"""
            (?:dm|pb|prive\w*|prive bericht|privebericht|bericht(?:je)?|via (?:mail|e-mail|chat|dm
              |telefoon|de app)|per (?:mail|e-mail|telefoon|dm)|contactformulier|bel(?:len)? (?:ons|met)
              |mail (?:ons|naar)|messenger|whatsapp|chat|inbox|niet (?:hier|openbaar))
            """
        ),
    ),
    "mourns": (
        *listed(
            r"""
            (?:overleden|overlijden|begrafenis|crematie|rouw\w*|weduwe|weduwnaar|gestorven|dood
              |condoleance\w*)
            """
        ),
    ),
    "rages": (
        *listed(
            r"""
            (?:schande\w*|schandalig\w*|belachelijk\w*|oplichter\w*|oplichting|diefstal|dieven|woedend
              |woest|boos|waardeloos|waardeloze|slechtste|nooit meer|zat|onacceptabel\w*|klote\w*|kut\w*
              |idioten|advocaat|walgelijk\w*|bedrog)
            """
        ),
    ),
    "complains": (
        *listed(
            r"""
            (?:nog steeds|niet (?:ontvangen|aangekomen|geleverd|werkt|tevreden|bereikbaar|goed)
              |werkt niet|kapot\w*|stuk|beschadigd\w*|defect\w*|verkeerde?|te laat|vertrag\w*
              |teleurgesteld|teleurstellend|klacht\w*|klagen|probleem|problemen|wacht\w*|geen (?:reactie
              |antwoord)|niemand|slecht\w*|koud\w*|vies|vieze|onbeleefd|geannuleerd|storing|fout\w*|kwijt
              |ontbreekt|dubbel afgeschreven|crasht)
            """
        ),
    ),
    "praises": (
        *listed(
            r"""
            (?:geweldig\w*|fantastisch\w*|super|top|heerlijk\w*|perfect\w*|uitstekend\w*|prachtig\w*
              |beste|lekker\w*|aanrader|blij met|complimenten|hulde|toppers?|fijne? service|goed geholpen)
            """
        ),
    ),
    "jokes": (
        *listed(
            r"""
            lol|(?:ha){2,}h?|hihi|hehe|grapje\w*|geintje\w*|oeps|grappig
            ~[😂🤣😹😜😝😛🤪😉😏😆😅🤭😬🤷]~
            ~[:;]-?[)dp]~
            """
        ),
    ),
    "cheers": (
        *listed(
            r"""
            (?:fijne|leuke|prettige|mooie|geweldige|goede|goeie)(?: \w+)? (?:dag|avond|weekend|middag
              |week)|fijn weekend|veel plezier|hoera|joepie|jippie|geweldig|super|goed nieuws
              |gefeliciteerd|tot snel|geniet
            ~[🎉🥳🎊😀😃😄😁😊😍🤩🤗🙌💪🚀✨🔥🎈🍾🥂💃🕺😎☀🌞👍👏😇🥰😘💯🌈]~
            """
        ),
    ),
}
