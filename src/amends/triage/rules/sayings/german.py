"""What people say to brands in German, by what it shows. Pure."""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

SAYINGS: Sayings = {
    "complaint": (
        *listed(
            r"""
            (?:immer )?noch (?:immer )?(?:nicht|kein\w*|nichts|auf)|(?:funktioniert|geht|klappt
              |kommt|ladt|lauft|startet|reagiert|antwortet)(?: \w+){0,3} (?:nicht|nie)
              |nicht (?:angekommen|erhalten|bekommen|geliefert|zugestellt|erreichbar
              |funktionier\w*|moglich|akzeptabel|zufrieden|in ordnung)|niemand (?:meldet|antwortet
              |hilft|geht|reagiert|fuhlt)|keine (?:antwort|reaktion|lieferung|ruckmeldung
              |erstattung|verbindung|info\w*)|kein (?:netz|internet|empfang|strom|warmwasser)
              |enttausch\w*|unzufrieden|verarger\w*|arger\w*|wutend|sauer|frech\w*|unverschamt\w*
              |katastroph\w*|schlecht\w*|schlimm\w*|miserabel|unfahig\w*|unmoglich|unfreundlich\w*
              |nervt|nervig|peinlich|frustrier\w*|skandal\w*|lacherlich|saftladen|sauladen|mist
              |scheiss\w*|schrott|dreck\w*|abzocke|betrug\w*|betruger|verarsch\w*|kaputt\w*
              |defekt\w*|beschadigt\w*|gebrochen|verloren|verschwunden|falsch (?:geliefert
              |abgebucht|berechnet)|falsche\w? \w+|verspat\w*|zu spat|warte(?:n
              |t)?(?: \w+){0,3} (?:seit|auf|schon)|seit (?:\d+|zwei|drei|vier|funf|einer|einem
              |wochen|tagen|stunden)(?: \w+)?|wo (?:bleibt|ist|sind) (?:mein\w*|unser\w*|das|die
              |der)|nie wieder|storung\w*|ausgefallen|ausfall|absturz\w*|sturzt(?: \w+){0,2} ab
              |fehler\w*|reklam\w*|beschwer\w*|doppelt abgebucht|zu viel (?:berechnet|abgebucht
              |bezahlt)|wieder mal|schon wieder|geht gar nicht|warteschleife|hotline|abgelaufen
              |verschimmelt|schimmel|ungeniessbar|kalt(?:es)? essen
            """
        ),
    ),
    "praise": (
        *listed(
            r"""
            super|toll\w*|klasse|spitze|genial|perfekt|hervorragend|ausgezeichnet|wunderbar
              |fantastisch|grossartig|begeistert|sehr (?:gut|zufrieden|nett|freundlich|lecker
              |schnell)|beste[rsn]?|liebe (?:es|euch|diese\w*|den|das|die)|empfehl\w*|weiter so
              |lob|gut gemacht|lecker|top|freue? mich
            """
        ),
    ),
    "thanks": (
        *listed(
            r"""
            danke?|dankeschon|vielen dank|besten dank|herzlichen dank|dank euch|merci
            """
        ),
    ),
    "solved": (
        *listed(
            r"""
            hat sich erledigt|erledigt|funktioniert (?:jetzt|wieder)|geht (?:jetzt|wieder)
              |ist (?:jetzt |endlich )?(?:da|angekommen)|problem gelost|schon gut|alles gut
              |passt schon
            """
        ),
    ),
    "question": (
        *listed(
            r"""
            wann|wie (?:lange|kann|komme|viel|geht|oft|bekomme|funktioniert)|wo (?:kann|finde
              |bekomme|gibt)|was (?:kostet|ist|muss|kann|passiert|soll)|warum|wieso|weshalb
              |welche[rsnm]?|wer (?:kann|ist)|gibt es|habt ihr|haben sie|kann (?:ich|man)
              |konnt ihr|konnen sie|muss ich|ist es moglich|weiss jemand
            """
        ),
    ),
    "request": (
        *listed(
            r"""
            bitte|ich (?:mochte|brauche|hatte gern\w*|will|bitte um)|konnten sie|konntet ihr
              |konnt ihr (?:mir|bitte)|helft mir|hilfe|meldet euch|melden sie sich|ruft mich
              |um (?:ruckruf|hilfe|antwort|prufung)|kundig\w*|stornier\w*|umtausch\w*
            """
        ),
    ),
    "abuse": (
        *listed(
            r"""
            (?:ihr|du|sie)(?: \w+){0,3} (?:idioten?|arschlocher|arschloch|wichser|hurensohne?
              |schweine|versager|vollidioten|penner|drecksack\w*|spasten?|missgeburt\w*)
              |arschlocher|arschloch|hurensohn\w*|wichser|fick (?:dich|euch)|fickt euch|verreckt?
              |halt(?:et)? (?:die|eure) (?:fresse|schnauze)|verpiss\w*|ich bring\w* (?:dich
              |euch) um|kanaken?|schlampe\w*|fotze\w*
            """
        ),
    ),
    "spam": (
        *listed(
            r"""
            geld verdienen|passives einkommen|(?:krypto|bitcoin|forex)(?: \w+){0,3} (?:trad\w*
              |invest\w*|gewinn\w*|signal\w*)|von zu hause (?:aus )?verdien\w*|gratis (?:iphone
              |follower|gutschein\w*)|folgt mir|follower kaufen|klick(?:t|e)? (?:hier|auf)
              |link in (?:der )?bio|gewinnspiel gewonnen|sie haben gewonnen|kredit ohne (?:schufa
              |bonitat)|casino|schreib(?:t)? mir auf (?:telegram|whatsapp)|schnell reich
            """
        ),
    ),
    "urgent": (
        *listed(
            r"""
            dringend|sofort|eilt|schnellstmoglich|notfall|so schnell wie moglich|umgehend
              |gestrandet|sitzen? (?:hier )?fest|unverzuglich
            """
        ),
    ),
    "self_harm": (
        *listed(
            r"""
            (?:mich|mir)(?: \w+){0,3} (?:umbringen|das leben nehmen|etwas antun|was antun)
              |bring\w* mich(?: \w+)? um|will (?:nicht mehr leben|sterben)|nicht mehr leben
              |selbstmord|suizid\w*|lebensmude|leben beenden|dem leben ein ende|ritze mich
              |keinen sinn mehr
            """
        ),
    ),
    "safety": (
        *listed(
            r"""
            brennt|feuer|brand (?:in|im|aus)|gebrannt|in brand|rauch(?:t|entwicklung)|qualmt
              |funken|explodier\w*|explosion|verbrann\w*|(?:riecht|geruch)(?: \w+){0,3} (?:gas
              |verbrannt|rauch|verschmort)|gasgeruch|stromschlag\w*|uberhitzt|gefahrlich\w*
              |lebensgefahr\w*|lebensgefahrlich|glassplitter|glasscherbe\w*|metallteil\w*
              |bremse\w* (?:versag\w*|defekt)|eingeschlossen|steck\w* (?:im|in der) (?:aufzug|bahn
              |zug)|bedroht|belastigt|angegriffen|geschmort|schmort|entzund\w*|uberschwemm\w*
            messer|waffe|glas(?:splitter|scherben)?|riecht (?:\w+ )?nach
              |kabel (?:\w+ ){0,3}(?:frei|hangt|blank)
            """
        ),
    ),
    "health": (
        *listed(
            r"""
            lebensmittelvergift\w*|vergift\w*|allergi\w*|allergisch\w*|erbrochen|erbrechen
              |ubergeben|durchfall|im krankenhaus|ins krankenhaus|notaufnahme|verletzt
              |verletzung\w*|blutet|verbruht|ausschlag|atemnot|keine luft|asthma|bewusstlos
              |ohnmachtig|insulin|medikament\w*|inhalator|sauerstoff\w*|dialyse|maden|kakerlake\w*
              |salmonellen|krank (?:geworden|davon)|notarzt|rettungswagen
            keine luft|bekommt(?: \w+){0,5} keine luft|beatmungsgerat|ampulle|geschwollen
              |schock|verschluckt|wehen|herzinfarkt|schlaganfall
            """
        ),
    ),
    "vulnerable": (
        *listed(
            r"""
            (?:meine|unsere|die|eine) (?:\w+ )?(?:alte|kranke|behinderte|demente
              |pflegebedurftige) \w+|rollstuhl\w*|schwanger\w*|blind|gehorlos|behindert\w*
              |schwerbehindert\w*|pflegebedurftig\w*|demenz\w*|saugling\w*|neugeboren\w*|baby
              |kleinkind\w*|(?:8|9)\d[- ]?jahrige\w*|verstorben\w*|beerdigung|trauerfall|gestorben
              |krebs\w*|ohne (?:heizung|strom|wasser|essen)|keine heizung|kein (?:wasser|strom
              |essen)|frieren|obdachlos\w*|hausliche gewalt|pflegekraft
            sauglinge?|(?:oma|opa|mutter|vater|nachbarin)(?: \w+){0,4} (?:kalte|allein
              |gesturzt|kalt)|ohne milch|beatmung\w*|sauerstoff|pflegefall
            """
        ),
    ),
    "money": (
        *listed(
            r"""
            (?:doppelt|zweimal|dreimal|mehrfach|zu viel|falsch|unberechtigt
              |ohne (?:meine )?(?:zustimmung|erlaubnis)) (?:\w+ )?(?:abgebucht|bezahlt|belastet
              |berechnet|eingezogen)|abgebucht|geld (?:ist )?(?:weg|verschwunden|fehlt|zuruck)
              |konto (?:leer|geplundert|leergeraumt)|betrug\w*|phishing|gehackt
              |karte (?:wurde )?gestohlen|nicht (?:autorisiert|von mir)|fremde abbuchung\w*
              |erstattung|ruckerstattung|gehalt|lohn|inkasso|mahnung|gerichtsvollzieher|miete
            pas gestohlen|karte (?:\w+ ){0,2}(?:gestohlen|geklaut|weg)|abbuchungen? (?:aus|von
              |auf)|(?:raumt|buch\w*)(?: \w+){0,3} (?:leer|ab)
            """
        ),
    ),
    "access": (
        *listed(
            r"""
            (?:konto|karte|account|zugang)(?: \w+){0,3} (?:gesperrt|blockiert|eingefroren
              |geloscht)|gesperrt|komme?(?: \w+){0,4} nicht (?:rein|an|mehr an|in)|einloggen
              |anmelden geht nicht|kein (?:netz|internet|empfang|telefon|strom|zugriff|zugang)
              |(?:internet|netz|telefon|strom|app|seite|website|system
              |server)(?: \w+){0,3} (?:ausgefallen|weg|down|tot|nicht erreichbar)|(?:internet|netz
              |strom|netz)ausfall|stromausfall|notruf
            """
        ),
    ),
    "deadline": (
        *listed(
            r"""
            heute|morgen (?:fruh|abend|mittag)?|in (?:\d+|einer|zwei|drei) (?:minuten|stunden?)
              |bis (?:heute|morgen|freitag|montag|mitternacht)|(?:flug|zug|hochzeit|beerdigung
              |operation|prufung|termin|umzug)(?: \w+){0,3} (?:heute|morgen|in \d+)|verpasse\w*
              |frist|lauft (?:heute|morgen) ab
            """
        ),
    ),
    "legal": (
        *listed(
            r"""
            anwalt\w*|rechtsanwalt\w*|anzeige|klage\w*|verklag\w*|gericht\w*|verbraucherzentrale
              |verbraucherschutz|bundesnetzagentur|bafin|datenschutz\w*|dsgvo|polizei
              |rechtliche schritte|schlichtungsstelle|strafanzeige|diskriminier\w*|rassis\w*
              |ombudsmann
            """
        ),
    ),
    "press": (
        *listed(
            r"""
            presse|zeitung|journalist\w*|reporter\w*|redaktion|fernsehen|bild[- ]zeitung|spiegel
              |ard|zdf|rtl|medien|stellungnahme
            """
        ),
    ),
    "asks-press": (
        *listed(
            r"""
            (?:ich bin|als) (?:\w+ )?(?:journalist\w*|reporter\w*|redakteur\w*)|presseanfrage
              |(?:journalist|reporter|redakteur)\w* (?:bei|von|der|des)
              |stellungnahme(?: \w+){0,4} (?:bis|fur|zu)|recherchiere\w*
            """
        ),
    ),
    "asks-regulator": (
        *listed(
            r"""
            im auftrag der|(?:bundesnetzagentur|bafin|behorde|aufsichtsbehorde|landesamt
              |ordnungsamt)(?: \w+){0,6} (?:fordert|bittet|pruft)|aktenzeichen|gemass (?:§|art)
              |anhorung|auskunftsersuchen
            """
        ),
    ),
    "asks-employee": (
        *listed(
            r"""
            ich arbeite (?:bei|fur) (?:euch|ihnen)|als (?:euer |ihr )?(?:mitarbeiter\w*
              |fahrer\w*|angestellte\w*)|mein (?:chef|dienstplan|vorgesetzter)
              |ehemalige\w* mitarbeiter\w*|gehaltsabrechnung
            """
        ),
    ),
    "sarcasm": (
        *listed(
            r"""
            danke fur (?:nichts|gar nichts)|na (?:toll|super|klasse|bravo|danke)|ganz (?:toll
              |grosses kino)|toll gemacht|(?:super|toll|klasse) (?:service
              |leistung)(?: \w+){0,4} (?:nicht|wieder|stunden|wochen)|herzlichen gluckwunsch zu
              |bravo|wie immer|da freut man sich
            """
        ),
    ),
    "negation": (
        *listed(
            r"""
            (?:nicht|kein\w*|nie|niemals|ohne|nichts|weder|kaum)
            """
        ),
    ),
    "polite": (
        *listed(
            r"""
            (?:sorry|entschuldigung|entschuldigen sie|verzeihung),? (?:die|fur die
              |fur meine) (?:storung|nachfrage)|(?:sorry|entschuldigung|entschuldigen sie
              |verzeihung),? dass ich (?:nochmal\w*|noch mal|noch einmal|wieder|storen?
              |nachfrage|nachhake|frage)|ich will nicht drangen|ich mochte nicht drangen
            """
        ),
    ),
    "no-answer": (
        *listed(
            r"""
            guten (?:morgen|abend) (?:zusammen|allerseits)|haha\w*|lol|frohe (?:weihnachten
              |ostern)|gutes neues|schones wochenende|alles gute zum geburtstag
            """
        ),
    ),
}
