"""What is said in German. Pure."""

from __future__ import annotations

from amends.playbook.rules.findings import Level
from amends.playbook.rules.lexicon import Saying, Sayings, listed

SAYINGS: Sayings = {
    "blame": (
        *listed(
            r"""
            (?:das kommt davon|das passiert)(?: eben)? wenn (?:man|sie|du)|sind sie sicher dass sie
              |bist du sicher dass du|wer ist (?:wohl|denn) schuld|(?:warum|wieso) (?:haben sie
              |hast du)(?: \w+){0,5} nicht
            (?:sie|du|ihr) (?:hatten|hattest|hattet)(?: \w+){0,9} (?:sollen|mussen|konnen)
            (?:sie|du|ihr) (?:haben|hast|habt)(?: \w+){0,6} (?:falsch(?:e[nrms]?)?|versaumt|vergessen
              |ubersehen|ignoriert|missverstanden|nicht (?:\w+ )?(?:gelesen|beachtet|gepruft|zugehort
              |aufgepasst|angegeben|befolgt|gefolgt|gemeldet))
            (?:haben sie|hast du|habt ihr)(?: \w+){0,6} (?:versaumt|ubersehen|falsch (?:\w+)
              |nicht (?:richtig |genau )?(?:gelesen|beachtet|zugehort))
            (?:ihr|ihre|ihrem|dein|deine|deinem|eigene[rs]?|selbst
              |selber) (?:eigene[rs]? |eigenes )?(?:fehler|schuld|verschulden|problem|verantwortung|pech
              |versaumnis|unachtsamkeit|nachlassigkeit)
            (?:selbst|selber) (?:schuld|verschuldet|verantwortlich|zuzuschreiben|verursacht|eingebrockt)
            (?:schuld|fehler|problem|ursache)(?: \w+){0,3} (?:bei|an) (?:ihnen|dir|euch|ihrer seite
              |deiner seite)
            (?:liegt|lag)(?: \w+){0,3} (?:an|bei) (?:ihnen|dir|euch|ihrer|deiner|ihrem|deinem)
            (?:weil|da) (?:sie|du|ihr)(?: \w+){0,5} (?:nicht|falsch\w*|vergessen|versaumt|zu spat)
            bedienungsfehler|anwenderfehler|benutzerfehler|bedienfehler|unsachgemass\w*
              |falsche bedienung|falsch bedient
            (?:nachstes mal|beim nachsten mal|das nachste mal|kunftig)(?: \w+){0,3} (?:lesen|lies
              |prufen|achten|aufpassen|besser|genauer|fruher|nachdenken|uberlegen)
            niemand (?:hat sie|hat dich|zwingt|zwang)|(?:sie|du) (?:mussten|musstest|sollten
              |solltest) (?:schon |eben |halt |wirklich |auch |einfach |mal )+\w+
            wer (?:lesen kann|nicht liest|zu spat)|(?:offensichtlich|anscheinend|wohl
              |offenbar) (?:haben sie|hast du|nicht) (?:\w+ ){0,3}(?:nicht|falsch|gelesen|verstanden
              |missverstanden)?
            """
        ),
        Saying(
            (
                "(?:wir )?(?:hatten sie|hattest du"
                "|hattet ihr)(?: doch| nur| mal| bitte| einfach| vorher| sich| dir| dich| das| die| den| bess"
                r"er| es| uns| auch| ja| eben| schon| sie| ihn| richtig| genau\w*| rechtzeitig| fruher)* \w+"
            ),
            unless="wir",
        ),
    ),
    "argument": (
        *listed(
            r"""
            das kann (?:gar |uberhaupt )?nicht (?:sein|stimmen)|unmoglich (?:sein|gewesen|passiert)
              |frei erfunden|erfunden|(?:unser|der) fahrer (?:sagt|erinnert|hat uns)|(?:unsere
              |die) (?:kamera|aufzeichnung)\w* (?:zeigen|zeigt)|ihre (?:version|sicht) der
            (?:das|dies|es|was sie sagen|ihre behauptung|ihre aussage|deine behauptung) (?:ist|stimmt
              |war|entspricht)(?: so| doch| einfach| schlicht\w*| definitiv| ganz| aber| leider| uberhaupt
              | absolut| komplett| schlichtweg| ja| auch)* (?:nicht(?: wahr| richtig| korrekt| der wahrhei
              t| den tatsachen| der fall)?|falsch|unwahr|gelogen|unsinn|quatsch|blodsinn|unfug|absurd
              |lacherlich|eine luge|eine unterstellung)
            (?:sie|du|ihr) (?:lugen|lugst|lugt|irren|irrst|ubertreiben|ubertreibst|tauschen|behaupten
              |behauptest|verdrehen|liegen falsch|liegst falsch|sind im unrecht|haben unrecht
              |hast unrecht|unterstellen)
            (?:wir|ich) (?:weisen|weise)(?: \w+){0,5} zuruck|(?:wir|ich) (?:widersprechen|bestreiten
              |verbitten|bezweifeln|bezweifle|widerspreche|bestreite|glauben ihnen nicht
              |glauben das nicht)
            wir haben (?:das |so etwas |ihnen |nie |niemals |alles |nichts |doch |dir |sie )*(?:nie
              |niemals|nichts falsch|alles richtig|keinen fehler)(?: \w+){0,3}
            (?:tatsache ist|fakt ist|die wahrheit ist|um das klarzustellen|zur klarstellung
              |bleiben sie (?:bitte )?(?:bei der wahrheit|sachlich)|bleib sachlich)
            (?:angeblich\w*|vermeintlich\w*|sogenannte\w*|ihre (?:behauptung|vorwurfe|unterstellung)\w*
              |verleumdung|rufschadigung|unser(?:e[nm]?)? anwalt\w*|unsere rechtsabteilung
              |rechtliche schritte|anzeige erstatten|beweisen sie|haben sie beweise
              |konnen sie das beweisen)
            (?:andere|alle anderen|unsere anderen|die meisten) kunden (?:sind|haben|beschweren|kommen)
            (?:nicht unser(?:e)? (?:fehler|schuld)|unser(?:e)? (?:system|unterlagen|daten|fahrer
              |mitarbeiter) (?:\w+ ){0,2}(?:luge?n nicht|sagen etwas anderes|sagt etwas anderes
              |zeigen etwas anderes|zeigt etwas anderes|machen keine fehler|macht keine fehler))
            """
        ),
    ),
    "dismissal": (
        *listed(
            r"""
            seien sie froh|sei froh|stellen sie sich nicht|das ist (?:vollig|ganz|absolut) normal
              |es (?:gibt|gabe) schlimmeres|andere (?:haben|hatten) (?:grossere|schlimmere)
              |wo ist das problem|nicht unser ernst|fragen sie (?:jemand|jemanden) (?:anderen|anders)
              |mehr (?:gibt es|haben wir) dazu nicht
            (?:einfach|nur) (?:mal )?lesen|muss man nur lesen
            (?:beruhigen sie sich|beruhige dich|regen sie sich(?: \w+){0,3} (?:ab|auf)
              |reg dich(?: \w+){0,3} (?:ab|auf)|entspannen sie sich|entspann dich|immer mit der ruhe
              |kein grund(?: \w+){0,3} (?:aufregung|aufzuregen|panik|arger)|nur die ruhe
              |jetzt mal halblang|ruhig blut|komm(?:en sie)? mal runter|chill)
            wie (?:bereits|schon|gesagt|oben|mehrfach|wir|ich)(?: \w+){0,3} ?(?:gesagt|erwahnt|erklart
              |mitgeteilt|geschrieben|beschrieben|erlautert|ausgefuhrt)?
            (?:laut|gemass|nach|entsprechend)(?: unsere[nrm]?| den| der)+ (?:agb|richtlinien?
              |vorschriften|regeln|geschaftsbedingungen|bestimmungen|vorgaben|policy)|(?:das (?:ist|sind)
              |so sind)(?: nun mal| halt| eben| nun einmal)* (?:unsere|die|so) ?(?:regeln|richtlinien|agb
              |vorschriften|policy|politik)?|vorschrift ist vorschrift|regeln sind regeln
            (?:das )?steht(?: \w+){0,4} (?:in|auf)(?: \w+){0,3} (?:agb|kleingedruckten|website|webseite
              |homepage|anleitung|faq|seite|vertrag|schachtel|packung|speisekarte|bedingungen)
              |lesen sie(?: \w+){0,5} (?:agb|anleitung|kleingedruckte|faq|bedingungen|durch|nach)
              |lies(?: \w+){0,5} (?:agb|anleitung|kleingedruckte|faq)
            (?:da |dagegen |daran |hier |dafur )?(?:konnen|kann) (?:wir|ich|man)(?: \w+){0,3} (?:nichts
              |nicht (?:helfen|andern|weiterhelfen))(?: \w+)?
            (?:nicht|keine?) (?:unser|unsere|mein|unserer?) (?:problem|sache|zustandigkeit|aufgabe
              |verantwortung|baustelle|bier|schuld)|(?:dafur|hierfur|da) (?:sind|bin) (?:wir
              |ich) nicht (?:zustandig|verantwortlich)|nicht zustandig|geht uns nichts an
            (?:so schlimm|halb so (?:wild|schlimm)|kein (?:drama|weltuntergang|beinbruch
              |grosses problem)|nicht so (?:schlimm|tragisch|wild|dramatisch)
              |stellen sie sich(?: \w+){0,2} nicht so an|stell dich(?: \w+){0,2} nicht so an
              |ubertreiben sie|machen sie kein|mach kein|nur eine kleinigkeit|bagatelle)
            (?:pech gehabt|pech|tja|na und|ist halt so|ist eben so|ist nun mal so|so ist das (?:nun mal
              |halt|eben|leben)|kann (?:ja |doch )?(?:mal )?passieren|passiert (?:halt|eben|nun mal
              |jedem)|fehler passieren|wo gehobelt wird|damit mussen sie leben|damit musst du leben
              |finden sie sich damit ab|find dich damit ab|was erwarten sie|was erwartest du
              |selbst ist der mann)
            wenn (?:ihnen|dir|euch|sie|du)(?: \w+){0,4} nicht (?:passt|gefallt|zufrieden|warten
              |gefallen|mogen)|(?:gehen|kaufen|bestellen|suchen) sie(?: \w+){0,4} (?:woanders|anderswo
              |zur konkurrenz|einen anderen)|niemand zwingt|geh(?: \w+){0,3} woanders(?:hin)?
            (?:sie|du|ihr) (?:mussen|musst|musst
              |musset)(?: sich| dich| einfach| schon| eben| halt| nun mal| leider| jetzt| noch)* (?:geduld
              en|warten|abwarten|damit leben|abfinden|akzeptieren)|(?:haben sie
              |hab) (?:bitte |einfach |etwas |ein wenig )*geduld
            (?:sie sind|du bist)(?: \w+){0,2} (?:der|die) (?:einzige|erste)|(?:niemand
              |keiner)(?: \w+){0,3} (?:beschwert|gemeldet)|noch nie (?:jemand |eine )?(?:beschwert
              |beschwerde\w*|beschwerden)|hat sich (?:noch )?(?:niemand|keiner) beschwert
            (?:damit|fur uns)(?: \w+){0,3} (?:erledigt|abgeschlossen|beendet)|(?:zur kenntnis genommen)
              |(?:wir|ich) (?:diskutieren|diskutiere)(?: \w+){0,4} nicht|keine (?:weitere )?diskussion
              |horen sie auf (?:zu|sich)|hor auf (?:zu|dich)|googeln sie|bei allem respekt
              |schauen sie halt|haben (?:wichtigeres|besseres) zu tun
            """
        ),
    ),
    "sarcasm": (
        *listed(
            r"""
            (?:oh (?:nein wie|wie|je|weh|du arme[rs]?)|ach (?:gottchen|wirklich|nein|was|gott)
              |wie (?:schrecklich|furchtbar|tragisch) fur|sie arme[rs]?|du arme[rs]?
              |mir kommen die tranen|mimimi|heul (?:doch|leise)|herzlichen gluckwunsch|gratulation
              |gratuliere|bravo|na (?:toll|bravo|super|wunderbar)|hellseher\w*|glaskugel|gedanken lesen
              |hellsehen|zaubern|schlaumeier|klugscheisser|besserwisser|wunderkind|danke fur (?:nichts
              |ihre (?:lehrreiche|reizende|charmante))|welch eine? (?:uberraschung|drama)|so ein (?:drama
              |pech aber auch)|wer hatte das gedacht|uberraschung)
            ~(?:🙄|🤡|🎻|😒|🙃)~
            """
        ),
    ),
    "false-apology": (
        *listed(
            r"""
            (?:tut uns leid|bedauern) dass sie nicht zufrieden
            (?:tut (?:uns|mir) leid|bedauern|entschuldigung|entschuldigen|bedaure)(?: \w+)? ?(?:dass
              |wenn|falls|sollten|sofern) (?:sie|du|ihr|sich)(?: \w+){0,5} (?:so |das |es )?(?:empfinden
              |empfindest|fuhlen|fuhlst|sehen|siehst|finden|findest|gefuhlt|verargert|enttauscht
              |unzufrieden|gestort)(?: \w+)?
            (?:tut (?:uns|mir) leid|entschuldigung|entschuldigen(?: sie)?|verzeihung|sorry) (?:falls
              |wenn|sofern|aber)
            (?:etwaige|eventuelle|mogliche|allfallige)[nr]? (?:unannehmlichkeiten|storungen
              |irritationen|missverstandnisse)
            """
        ),
    ),
    "profanity": (
        *listed(
            r"""
            (?:scheiss\w*|kacke|verdammt\w*|verflucht\w*|mist|arsch\w*|beschissen\w*|depp\w*|idiot\w*
              |trottel\w*|dumm(?:kopf\w*|e[rnsm]?|heit)?|bloed\w*|blod(?:mann|er|e[snm]?)?|spinner\w*
              |vollpfosten|halt die klappe|klappe|schnauze|halt den mund|luegner\w*|lugner\w*|norgler\w*
              |querulant\w*|meckerer|versager\w*|drecks\w*|sau(?:stall|dumm)|damlich\w*|penner\w*
              |troll\w*|jammerlappen|hirnlos\w*|affig|hau ab)
            """
        ),
        Saying(
            (
                r"(?:verfickt\w*|fick\w*|fotzen?|wichser\w*|hurensohn\w*|arschloch\w*|arschlocher|fuck\w*"
                r"|schlampen?|miststuck|leck mich|verpiss\w*)"
            ),
            level=Level.BLOCK,
        ),
    ),
    "slur": (
        *listed(
            r"""
            (?:neger\w*|nigger\w*|kanake\w*|zigeuner\w*|schwuchtel\w*|kampflesbe\w*|spast(?:i|is|en)?
              |mongo(?:s|loid\w*)?|judensau|schlitzaug\w*|kummelturk\w*|polack\w*|kruppel|transe\w*
              |missgeburt\w*|behindi\w*|kameltreiber\w*|ausl[a]nder raus
              |geh(?:en sie)? (?:doch )?(?:dahin )?zuruck (?:in|nach|wo))
            """
        ),
    ),
    "guarantee": (
        *listed(
            r"""
            ~[,.]\s*(?:versprochen)\s*(?:[,.!]|$)~
            (?:garantieren|versprechen|versichern|schworen) (?:wir|ihnen|dir|euch)|wir (?:garantieren
              |versprechen|versichern|schworen)|(?:ich|wir)(?: \w+)? (?:garantiere|verspreche|versichere
              |schwore)(?: ihnen| dir)?
            (?:garantiert|auf jeden fall|hundertprozentig\w*|100 ?%(?:ig\w*)?|mein ehrenwort|unser wort
              |ehrenwort)
            (?:wird|kommt|passiert|werden)(?: \w+){0,4} (?:nie|niemals)(?: wieder| mehr)?(?: \w+)?
              |(?:nie|niemals) (?:wieder|mehr) (?:vorkommen|passieren|geschehen)|nicht (?:wieder|mehr
              |noch einmal) (?:vorkommen|passieren|geschehen)
            (?:definitiv|garantiert|ganz sicher|mit sicherheit|ganz bestimmt
              |bestimmt) (?:\w+ ){0,4}(?:an|ankommen|erhalten|geliefert|bekommen|da|erstattet|gelost
              |funktionieren|sein)
            """
        ),
    ),
    "liability": (
        *listed(
            r"""
            (?:wir|unser\w*)(?: \w+){0,4} (?:haftbar|haften|fahrlassig\w*|rechtlich verantwortlich
              |schadensersatzpflichtig)|(?:ubernehmen|tragen)(?: wir)?(?: \w+){0,3} (?:volle|die|alle
              |samtliche)(?: \w+)? (?:haftung|schuld|verantwortung)|fahrlassigkeit
              |wir haben(?: \w+){0,4} (?:gesetz|vertrag|datenschutz|vorschriften)(?: \w+)? (?:gebrochen
              |verletzt|verstossen)|(?:wir|ich) (?:gestehen|gestehe|geben zu|bekennen)|schmerzensgeld
            """
        ),
    ),
    "time": (
        *listed(
            r"""
            (?:innerhalb|binnen|in|spatestens in
              |in weniger als)(?: von| der nachsten| den nachsten)* (?:\d+|ein\w*|zwei|drei|vier|funf
              |sechs|sieben|acht|zehn|wenigen|ein paar)(?:(?: bis | ?- ?)(?:\d+|zwei|drei|vier
              |funf))? ?(?:werk|arbeits)?(?:minuten?|stunden?|tag(?:e|en|s)?|wochen?|std|monat\w*)
            (?:bis(?: zum| spatestens| zur| kommenden| nachsten)*|spatestens(?: am| bis)?|am
              |noch) (?:morgen|heute(?: abend| nachmittag| noch)?|ubermorgen|montag|dienstag|mittwoch
              |donnerstag|freitag|samstag|sonntag|wochenende|monatsende|ende (?:der|dieser
              |nachster) woche|feierabend|\d{1,2}\. ?(?:januar|februar|marz|april|mai|juni|juli|august
              |september|oktober|november|dezember|\d{1,2}\.?)|\d{1,2}(?:[:.]\d\d)? uhr|nachste woche
              |nachster woche)
            (?:morgen|heute(?: abend| nachmittag| noch)?|ubermorgen|montag|dienstag|mittwoch|donnerstag
              |freitag|samstag|sonntag|wochenende|monatsende|ende (?:der|dieser|nachster) woche
              |feierabend|\d{1,2}\. ?(?:januar|februar|marz|april|mai|juni|juli|august|september|oktober
              |november|dezember|\d{1,2}\.?)|\d{1,2}(?:[:.]\d\d)? uhr|nachste woche|nachster woche)
            """
        ),
        Saying(
            "sofort|umgehend|unverzuglich|schnellstmoglich|gleich morgen|in kurze|kurzfristig",
            level=Level.ADVISE,
        ),
    ),
    "commits": (
        *listed(
            r"""
            wird|werden|bekommen|erhalten|bekommst|erhaltst|kommt|ist|sind|melden|schicken|senden
              |liefern|erstatten|haben|hast|da
            """
        ),
    ),
    "gives": (
        *listed(
            r"""
            erstatt\w*|ruckerstatt\w*|gutschein\w*|rabatt\w*|gutschrift\w*|gutgeschrieben|entschadig\w*
              |zuruck(?:zahlen|uberweisen)?|uberweis\w*|kostenlos\w*|gratis|geschenkt|schenken|nachlass
              |auszahl\w*|geben wir|bekommen sie|bekommst du|zahlen
            """
        ),
    ),
    "gives-all": (
        *listed(
            r"""
            (?:vollen?|vollstandige[nr]?|gesamte[nr]?|ganze[nr]?|komplette[nr]?
              |doppelte[nr]?)(?: \w+)? (?:betrag|kaufpreis|preis|erstattung|ruckerstattung|summe|geld)
              |(?:kostenlose?[nrs]?|gratis|umsonst|geschenkt|kostenfrei\w*)(?: \w+)?|geht aufs haus
              |geld zuruck
            """
        ),
    ),
    "is-sorry": (
        *listed(
            r"""
            (?:tut|tat)(?: \w+){0,5} leid|leid tut|entschuldig\w*|verzeih\w*|bedauer\w*|bedaure|sorry
              |pardon|nicht (?:in ordnung|okay|ok|der anspruch|unser anspruch|so sein|passieren durfen)
              |unser (?:fehler|versehen)|enttauscht haben|(?:da|hier) haben wir(?: \w+){0,4} (?:fehler
              |gepatzt|versagt|mist)|hatte nicht passieren|argerlich
            """
        ),
    ),
    "condoles": (
        *listed(
            r"""
            beileid|anteilnahme|mitgefuhl|verlust|trauer\w*|viel kraft|gedanken bei
              |tut(?: \w+){0,5} leid
            """
        ),
    ),
    "helps": (
        *listed(
            r"""
            storniert|gestoppt|helfen|hilfe|helfe|kummern|kummere|prufen|prufe|schauen|schaue|klaren|klare|melden|melde
              |losen|losung|ersatz|erstatt\w*|schicken|senden|schreiben|schreib|schick|sende|nachricht
              |gerne?|unterstutz\w*|kontakt\w*|weiterleit\w*|suchen|arbeiten|bitte|finden sie|findest du
              |rufen|ruckmeldung|untersuch\w*|tauschen|ersetzen|wiedergutmachen|gutmachen|nachgehen|hier
            """
        ),
    ),
    "thanks": (
        *listed(
            r"""
            dank\w*|vielen dank|freut (?:uns|mich)|freuen uns|freue mich|merci
            """
        ),
    ),
    "asks-details": (
        *listed(
            r"""
            (?:nennen|nenn|schreiben|schreib|posten|geben|senden|schicken
              |teilen)(?: \w+){0,6} (?:kartennummer|passwort|pin|kennwort|iban|ausweisnummer|zahlernummer
              |personalausweis\w*)
            (?:schicken|schick|senden|sende|nennen|nenn|geben|gib|teilen|teile|schreiben|schreib|posten
              |poste|verraten|verrate|brauchen|benotigen|wie lautet|wie ist|hinterlassen|kommentieren
              |antworten)(?: \w+){0,6} (?:bestellnummer|auftragsnummer|kundennummer|sendungsnummer
              |rechnungsnummer|telefonnummer|handynummer|adresse|anschrift|mailadresse|mail-adresse
              |e-mail|email|emailadresse|iban|kontonummer|geburtsdatum|namen|kontaktdaten|daten|nummer
              |vertragsnummer|buchungsnummer|postleitzahl|seriennummer)
            """
        ),
    ),
    "way": (
        *listed(
            r"""
            (?:dm|pn|direktnachricht|privatnachricht|privat\w*|nachricht|per (?:mail|e-mail|email
              |telefon|chat|dm|pn|post)|kontaktformular|postfach|rufen sie|ruf uns|mailen|anrufen
              |messenger|whatsapp|chat|nicht (?:offentlich|hier)|schreiben sie uns|schreib uns)
            """
        ),
    ),
    "mourns": (
        *listed(
            r"""
            (?:verstorben\w*|gestorben|tod|beerdigung|trauer\w*|witwer?|beileid|verlust meine[rs]
              |todesfall|im sterben)
            """
        ),
    ),
    "rages": (
        *listed(
            r"""
            (?:frechheit|unverschamt\w*|saftladen|abzocke|betrug|betruger|sauerei|unmoglich
              |katastroph\w*|skandal|scheiss\w*|wutend|stinksauer|sauer|nie wieder|schlimmste\w*
              |schlechteste\w*|unfassbar|zum kotzen|anwalt|lacherlich|verarsch\w*|drecksladen)
            """
        ),
    ),
    "complains": (
        *listed(
            r"""
            (?:immer noch|noch immer|nicht (?:angekommen|geliefert|da|erhalten|bekommen|funktioniert
              |erreichbar|zufrieden)|kaputt|defekt|beschadigt|falsch\w*|fehlt|fehlen|verspatet|verspatung
              |enttauscht|enttauschend|beschwer\w*|reklam\w*|argerlich|problem\w*|warte|warten
              |seit (?:tagen|wochen)|keine antwort|niemand|schlecht\w*|kalt|schmutzig|dreckig
              |unfreundlich|storniert|fehler|geht nicht|funktioniert nicht|ausgefallen|verloren
              |abgesturzt|sturzt|doppelt abgebucht|zu viel)
            """
        ),
    ),
    "praises": (
        *listed(
            r"""
            (?:toll\w*|super|klasse|hervorragend\w*|fantastisch\w*|lecker\w*|begeistert|liebe (?:euch
              |es)|perfekt\w*|ausgezeichnet\w*|beste[rns]?|grossartig\w*|lob|wunderbar\w*|spitze
              |weiter so|empfehl\w*|genial\w*)
            """
        ),
    ),
    "jokes": (
        *listed(
            r"""
            lol|lmao|(?:ha){2,}h?|(?:hi){2,}|hehe|war (?:nur )?(?:ein )?(?:spass|scherz)|kleiner scherz
              |spass beiseite|ups|hoppla|lustig
            ~[😂🤣😹😜😝😛🤪😉😏😆😅🤭😬🤷]~
            ~[:;]-?[)dp]~
            """
        ),
    ),
    "cheers": (
        *listed(
            r"""
            (?:schonen|tollen|wunderbaren|sonnigen|super)(?: \w+)? (?:tag|abend|wochenende|feierabend)
              |viel spass|juhu|hurra|yeah|prost|super|toll|kopf hoch|wir freuen uns auf
              |herzlichen gluckwunsch|gute nachrichten
            ~[🎉🥳🎊😀😃😄😁😊😍🤩🤗🙌💪🚀✨🔥🎈🍾🥂💃🕺😎☀🌞👍👏😇🥰😘💯🌈]~
            """
        ),
    ),
}
