"""More ways to argue, to blame and to brush off, kindly worded or not: by language. Pure.

The patterns go by how such a sentence is built rather than by its words: what somebody else's account shows,
who it was that did it, how things are for everybody, what would have been better.
"""

from __future__ import annotations

from amends.playbook.rules.lexicon import Saying, Sayings, listed

_ENGLISH: Sayings = {
    "argument": (
        *listed(
            r"""
            (?:not|isn't|wasn't|aren't|weren't) (?:quite |exactly |at all )?(?:what|how) (?:our|the
              |my) (?:\w+ )?(?:log|logs|records?|camera|cameras|data|colleague|colleagues|staff|team|driver
              |system|notes|recording|file|files|footage|report)
            (?:the|our|your own|your) (?:\w+ )?(?:photos?|pictures?|video|footage|screenshot|receipt|ticket
              |log|logs|records?|data|notes|history|recording|statement|scan|gps|tracker
              |cctv) (?:you \w+ )?(?:clearly |also )?(?:shows?|says?|proves?|tells?|suggests?|confirms?
              |indicates?|reads?)
            (?:doesn't|does not|don't|do not|didn't|cannot|can't) (?:quite )?(?:match|square|tally|agree
              |add up|fit|correspond|reconcile)(?: up)? ?(?:with|to)?|(?:at odds|inconsistent|hard to square
              |hard to reconcile) with
            (?:tells?|told|assures?|assured|informs?|informed) us (?:that )?(?:he|she|they|it|you|there|the
              |nobody|no)|(?:insists?|maintains?|swears?|denies|disputes?) (?:that )?(?:he|she|they|it|you
              |having|this)
            (?:with|in all) (?:all due |due |the greatest )?respect|we beg to differ|we see (?:this|it
              |that) (?:rather |quite |very )?differently|that's (?:one|your) (?:way|opinion|view
              |interpretation)|in your (?:opinion|view|version|words)|as you (?:put|call) it|if (?:that
              |this) (?:were|was) (?:true|the case|so)|there are two sides|let's stick to the facts
              |an? (?:unfair|inaccurate|one-sided|misleading|selective) (?:account|picture|description
              |review|comment|version)
            (?:unfair|inaccurate|misleading|unfounded|baseless|exaggerated|unjustified|groundless) (?:to say
              |claim|claims|accusation|accusations|criticism|of you|and)
            """
        ),
    ),
    "blame": (
        *listed(
            r"""
            the one(?:s)? (?:that |which |who )?you(?: yourself)?(?: have| had)? \w+
              |(?:exactly |just )?(?:what|as|the way|how|where) you(?: yourself)? (?:typed|entered|wrote
              |gave|chose|selected|ordered|confirmed|booked|set)
            you (?:yourself|yourselves)|you of your own|by your own \w+|on your own (?:initiative|account
              |responsibility)|(?:given|typed|entered|written|chosen|confirmed|booked|ordered|provided
              |supplied|filled in) by you
            had (?:the|your|it|this) (?:\w+ )?been \w+|had (?:somebody|someone|anybody|anyone) (?:\w+)
            it (?:helps|pays|is wise|is best|is advisable|is recommended|is always worth
              |would have helped) to|is (?:never|not|rarely|hardly|seldom) (?:a good|a great|the best|a wise
              |a clever|the smartest|wise|clever) ?(?:idea|plan|move)?|(?:common|basic) sense|(?:goes
              |went) without saying
            (?:people|those|anybody|anyone|whoever|somebody|passengers|guests|customers|travellers|parents
              |users) who (?:book|order|buy|arrive|come|park|travel|leave|don't|skip|ignore|forget
              |wait|read|pack|want)\w*|those things happen when|this happens when|happens if (?:one|people
              |you)
            (?:a (?:little|bit of)|some|more) (?:care|patience|attention|planning|foresight|preparation
              |common sense|reading)(?: \w+)? (?:would|goes|might|could|and)|(?:an? )?(?:earlier|timely
              |quick) (?:call|word|message|warning|booking|look) (?:\w+ ){0,3}would
            (?:not|isn't|wasn't) (?:meant|made|intended|designed|suitable|supposed) (?:for
              |to) (?:\w+ )?(?:that|this|be|get|go|the|wash\w*|use\w*)|as (?:intended|instructed
              |described in|directed)|(?:wrongly|badly|carelessly|incorrectly|improperly
              |roughly) (?:\w+ )?(?:packed|handled|stored|installed|assembled|entered|filled|used|charged
              |washed|opened)
            """
        ),
        # What "we" or "somebody" could have done is no blame of the customer.
        Saying(
            r"(?:(?:we|i|they|he|she|somebody|someone|nobody|our \w+|it|and|that) )?(?:would|could|might)"
            r" (?:easily |probably |surely )?have (?:been )?(?:prevented|avoided|saved|spared|helped"
            r"|stopped|told|noticed|seen)"
            r"(?: \w+)?",
            unless=r"(?:we|i|they|he|she|somebody|someone|nobody|our|and|that)\b",
        ),
    ),
    "dismissal": (
        *listed(
            r"""
            (?:that's|that is|it's|this is
              |it is) (?:just |simply |unfortunately |sadly |only )?(?:the way (?:it|things|this|the)
              |how (?:it goes|it is|things (?:are|work|go)|the \w+ works)|what (?:it|the \w+) (?:is|says)
              |all (?:there is|we can|we have|i can)|part of (?:\w+ )?(?:life|travelling|travel|the \w+|it)
              |to be expected|nothing (?:new|unusual|special|serious)|neither here nor there|as (?:good
              |far) as it)
            (?:rules?|terms|procedures?|polic(?:y|ies)|conditions) (?:exist|apply|are there|is there
              |do not allow|don't allow|doesn't allow|says?|states?|are clear|is clear)|as (?:stated|printed
              |shown|written|explained|described|indicated|mentioned|noted|advertised|announced) (?:on|in|at
              |above|below|before|earlier|clearly)
            (?:these|such) things (?:happen|take|are)|it takes (?:as long|what|however)
              |(?:everybody|everyone|all customers|all guests|all passengers|others|other people
              |the others) (?:has|have|had|pays?|waits?|manages?|copes?|does|do|gets?|is|are) (?:to|the same
              |too|also|as well|fine)
            (?:take|raise|bring) (?:that|this|it) up with|(?:contact|ask|try|talk to|speak to|complain to
              |turn to) (?:somebody|someone|another|them|him|her) (?:else|instead)|(?:outside|beyond
              |out of) (?:of )?(?:our
              |my) (?:control|hands|remit|responsibility|scope|power)
            hardly (?:a|the|worth|an|our|anything)|scarcely a|not exactly a|matter of life|nobody (?:died
              |was hurt|has died|got hurt)|no harm (?:was )?done|(?:a )?(?:minor|small|tiny|trivial
              |little) (?:issue|matter|thing|detail|delay|mistake|inconvenience|problem|glitch|hiccup)
              |only a (?:\w+ )?(?:few|couple|little|bit|matter)|blown out of proportion|making a fuss
              |much ado|mountain out
            (?:we|i) (?:have )?(?:already )?(?:answered|replied|explained|told you|said|dealt with
              |covered)(?: \w+)? (?:this|that|it|already|before|twice|you)|(?:please )?(?:refer|see|consult
              |read) (?:to )?(?:the|our) (?:\w+ )?(?:faq|faqs|terms|policy|website|conditions|small print
              |notice|sign|manual|instructions|guidelines|help pages?)|(?:consider|regard|treat) (?:this
              |the) (?:matter|case|ticket|conversation|thread)(?: as)? (?:closed|settled|resolved|finished)
              |we (?:will|shall|'ll) not (?:be )?(?:discuss|reply|respond|comment|enter|debate|answer
              |replying|responding|discussing)\w*|no further (?:comment|comments|discussion|action|reply
              |replies)|feel free to (?:leave|go|cancel|shop|look|complain|take your)|(?:you are
              |you're) (?:free|welcome) to (?:leave|go|cancel|complain|shop|look|take|try)|nothing (?:we|i
              |anybody|anyone) can|get used to|live with (?:it|that)|deal with it|move on|let it go|grow up
              |lighten up|toughen up|chill out|have (?:some |a little )?patience|suck it up|man up
            """
        ),
    ),
    "false-apology": (
        *listed(
            r"""
            (?:sorry|apologi[sz]e|apologies|regret)(?: \w+)? (?:for|about) (?:whatever|whichever|anything
              |however|what you (?:call|see|perceive|consider))|(?:sorry
              |regret)(?: to hear)?(?: that)? (?:you )?(?:were|are|got|have|had
              |was) (?:under |given |left with )?(?:the|an|that) (?:\w+ )?(?:impression|feeling|idea
              |perception|view|opinion)|(?:if|should) (?:anything|something|anybody|any of (?:this|our)
              |our \w+|we|this|it) (?:has |have |was |were |did )?(?:\w+ ){0,3}(?:offend\w*|upset
              |disappoint\w*|hurt|bother\w*|annoy\w*|wrong|amiss|unsatisfactory
              |unhappy)(?: \w+){0,4} (?:sorry|apologi\w+)|(?:sorry|apologi[sz]e
              |regret)(?: \w+){0,2} (?:that )?(?:it|this|things|our \w+|the \w+) (?:seemed|appeared|felt
              |came across|looked|sounded|was perceived|was felt|may have|might have|did not feel)
              |your (?:perceived|alleged|supposed) \w+|sorry (?:that )?you (?:took|misread|misheard
              |interpreted|experienced it|had such|chose|reacted|got)
            """
        ),
    ),
    "liability": (
        *listed(
            r"""
            (?:we|i|they|our \w+) (?:should|ought to) (?:never|not) have (?:let|allowed|opened|sold|served
              |shipped|left|run|sent|used|approved|installed|hired|put)|(?:our|through|by
              |of our) (?:own )?(?:carelessness|recklessness|failure|failures|omission|mistake|error
              |faulty \w+|neglect|sloppiness|poor \w+) (?:\w+ ){0,2}(?:caused|led|made|hurt|injured|burned
              |burnt|resulted|is why|to)|(?:ignored|skipped|neglected|overlooked|disregarded
              |bypassed) (?:the |a |our |several |all )?(?:\w+ )?(?:warnings?|inspections?|checks?
              |maintenance|safety|hygiene|alarms?|recall|tests?|service|training|rules|regulations?
              |procedures?)
            (?:accident|injury|fall|fire|poisoning|burns?|damage|illness|reaction|death|leak|breach
              |loss)(?: \w+){0,2} (?:was|is|were|are|happened|occurred)(?: \w+){0,2} (?:our|because of us
              |because we|due to us|on us|down to us|caused by (?:us|our))|(?:caused|injured|poisoned|harmed
              |endangered|burned|burnt|hurt) (?:by (?:us|our)|you|your|her|him|them|people|passengers|guests
              |customers)|it was (?:us|our (?:doing|own|product|driver|kitchen|staff|team|car|machine
              |mistake))(?: who| that| which)?|we (?:caused|are the cause|put you in danger|put your
              |endangered|broke (?:your|the|our)|lost control|did not (?:check|inspect|maintain|test|clean
              |secure|service)|didn't (?:check|inspect|maintain|test|clean|secure|service)
              |failed to (?:check|inspect|maintain|test|clean|secure|service|warn|protect|meet|comply)
              |never (?:checked|inspected|maintained|tested|serviced))|(?:you have
              |you've got) a (?:\w+ )?(?:claim|case)(?: against us)?|(?:claim|sue|seek) (?:damages
              |compensation)|our (?:legal )?(?:duty|obligation) (?:of care )?(?:was|which we|that we)
              |breach(?:ed)? (?:of )?(?:our|the|your|contract|duty|gdpr|data)
            """
        ),
    ),
}
_GERMAN: Sayings = {
    "argument": (
        *listed(
            r"""
            (?:laut|gemass|nach) (?:unsere\w*|dem|der|den)? ?(?:protokoll|aufzeichnung\w*|unterlagen|system
              |fahrer|kamera\w*|daten|logbuch|bericht|personal|kollege\w*|gps|scan)|(?:unsere?|die|das|ihr
              |ihre) (?:\w+ )?(?:fotos?|bild|bilder|aufnahme\w*|kamera\w*|protokolle?|daten|unterlagen
              |system|beleg|quittung|fahrer|kolleg\w+|mitarbeiter\w*) (?:\w+ )?(?:zeigt|zeigen|sagt|sagen
              |belegt|belegen|beweist|beweisen|bestatigt|bestatigen|versichert|berichtet)
            (?:nicht|so nicht) stehen lassen|(?:deckt|passt|stimmt
              |decken)(?: \w+){0,3} nicht(?: \w+){0,2} (?:mit|zu|uberein)|nicht nachvollzieh\w*
              |(?:das )?sehen wir (?:\w+ )?anders|anderer (?:meinung|ansicht|auffassung)
              |bei allem (?:\w+ )?respekt|mit verlaub|bleiben wir bei den (?:fakten|tatsachen)|(?:unfair
              |einseitig|unsachlich|haltlos|unbegrundet|ubertrieben|unzutreffend|unberechtigt
              |ungerechtfertigt)\w*|entspricht(?: \w+){0,4} (?:nicht|tatsachen|wahrheit)
              |trifft(?: \w+){0,2} nicht zu|davon kann keine rede|kann (?:von|hier)(?: \w+)? keine rede
            """
        ),
    ),
    "blame": (
        *listed(
            r"""
            (?:stammt|kam|kommt|ist|wurde)(?: \w+){0,4} von (?:ihnen|dir)(?: \w+){0,3}|(?:sie|du|ihnen
              |dir) (?:ja |doch |leider )?(?:selbst|selber)|von (?:ihnen
              |dir) (?:selbst |selber |so )?(?:angegeben|eingegeben|gewahlt|bestellt|gebucht|eingetragen
              |bestatigt|genannt|gewunscht|verursacht)
            wer (?:so |zu |erst |nicht |sein\w* |seine\w* )?(?:\w+ ){0,4}(?:bucht|bestellt|kommt|wartet
              |kauft|fahrt|parkt|reist|packt|lasst|liest|vergisst|ignoriert|unterschreibt|anklickt)|(?:hatte
              |hatten|ware|waren)(?: \w+){0,6} (?:vermieden|verhindert|verhindern|vermeiden|vermeidbar
              |ersparen|erspart|genugt|gereicht|geholfen)|ein (?:blick|anruf|wort)(?: \w+){0,4} (?:hatte
              |genugt|reicht)|(?:mit )?(?:etwas|ein wenig|ein bisschen) (?:mehr )?(?:sorgfalt|aufmerksamkeit
              |geduld|planung|vorsicht)|gesunde\w* menschenverstand|(?:es )?(?:empfiehlt sich|hilft
              |ist ratsam|ist sinnvoll|ware ratsam|ware sinnvoll|ware klug)|keine gute idee
              |nicht (?:dafur |dazu )?(?:gedacht|geeignet|gemacht|vorgesehen)|(?:falsch|unsachgemass
              |schlecht|nachlassig)\w* (?:\w+ )?(?:verpackt|bedient|gelagert|montiert|gewaschen|behandelt
              |eingegeben|geladen|geoffnet|aufgebaut)
            """
        ),
    ),
    "dismissal": (
        *listed(
            r"""
            so (?:lauft|ist|geht|funktioniert)(?: \w+){0,5} (?:nun mal|nun einmal|eben|halt|leider|immer
              |uberall)|(?:gehort|gehoren)(?: \w+){0,4} dazu|(?:ist|sind)(?: \w+){0,3} (?:nun mal|nun einmal
              |halt|eben) (?:so|\w+)|(?:an|bei) (?:jemand|jemanden|jemandem|eine andere|einen anderen|ihre
              |ihren|den hersteller|die bank|den verkaufer)(?: \w+){0,3} wenden|(?:wenden sie sich
              |wende dich)(?: \w+)? an (?:jemand|den hersteller|ihre|ihren|eine andere|die bank
              |den verkaufer)|(?:nicht|ausserhalb) (?:in )?unsere[rm]? (?:hand|macht|einfluss\w*
              |verantwortung|bereich)|(?:da|daran|das) lasst sich(?: \w+)? nichts|ist (?:doch )?(?:nur|bloss
              |lediglich) (?:ein|eine|einen)|(?:ein|eine) (?:kleinigkeit|lappalie|bagatelle|kleiner fehler)
              |niemand (?:ist|wurde) (?:gestorben|verletzt)|(?:alle|jeder|andere)(?: \w+)? (?:muss|mussen
              |musste|warten|zahlen|zahlt|wartet)|(?:haben|hatten) wir (?:\w+ ){0,3}(?:schon|bereits
              |mehrfach)(?: \w+){0,3} (?:beantwortet|erklart|gesagt|mitgeteilt)|(?:siehe|beachten sie
              |verweisen auf)(?: \w+){0,3} (?:agb|faq|bedingungen|hinweis\w*|aushang|website|anleitung)
              |(?:betrachten|sehen|erachten)(?: \w+){0,4} (?:als )?(?:erledigt|abgeschlossen|beendet)
              |keine weiteren? (?:auskunft|kommentar\w*|antwort\w*|diskussion\w*)|(?:sie )?(?:konnen
              |durfen) (?:gern|gerne|ja|jederzeit) (?:\w+ ){0,3}(?:gehen|kundigen|wechseln|woanders
              |beschweren)|gewohnen sie sich|damit (?:muss|mussen) (?:man|sie) (?:leben|rechnen)
            """
        ),
    ),
    "false-apology": (
        *listed(
            r"""
            (?:sollte|sollten|falls|wenn)(?: \w+){0,8} (?:tut (?:es )?uns leid
              |bitten wir(?: \w+)* entschuldigung|entschuldigen wir)|(?:bedauern
              |leid)(?: \w+){0,3} (?:ihr(?:en|e)? |dein(?:en|e)? )(?:eindruck|empfinden|gefuhl|wahrnehmung
              |sicht\w*|unmut|arger|enttauschung)|(?:leid
              |bedauern)(?: \w+){0,3} dass (?:\w+ )?(?:der eindruck|es so (?:wirkte|ankam|wirkt)
              |das so (?:wirkte|ankam|empfunden))|schade dass (?:sie|du)
            """
        ),
    ),
    "liability": (
        *listed(
            r"""
            (?:ist|war|waren|sind|liegt
              |lag)(?: \w+){0,3} (?:allein |ganz |voll |eindeutig )?(?:unsere schuld|unser verschulden
              |unser fehler|uns schuld|schuld von uns|auf unsere kappe)|wir (?:sind|waren
              |haben)(?: \w+){0,4} (?:schuld|verschuldet|verursacht|gefahrdet|missachtet|ignoriert
              |vernachlassigt|versaumt|verstossen|schuldig)|(?:fahrlassig|leichtsinnig
              |grob) (?:\w+ )?(?:gehandelt|verhalten)|(?:wartung|prufung|sicherheit|hygiene
              |warnung)\w*(?: \w+){0,4} (?:ignoriert|versaumt|missachtet|vernachlassigt|ausgelassen
              |unterlassen)|(?:hatten|hatte)(?: \w+){0,5} (?:nie|niemals|nicht) (?:\w+ ){0,2}(?:verkauft
              |geoffnet|freigegeben|serviert|ausgeliefert|betrieben) werden|schadens?ersatz
              |unsere pflicht(?: \w+)? verletzt
            """
        ),
    ),
}
_DUTCH: Sayings = {
    "argument": (
        *listed(
            r"""
            (?:klopt|stemt|strookt|komt|past)(?: \w+){0,3} niet(?: \w+){0,2} (?:met|overeen|bij)|(?:niet
              |anders) (?:dan|wat) onze (?:\w+ )?(?:gegevens|camera\w*|chauffeur|systeem)|(?:onze|ons|de|het
              |uw) (?:\w+ )?(?:foto\w*|beelden|camera\w*|chauffeur|bezorger|collega\w*|systeem|gegevens
              |logboek|bon|scan|gps|registratie|medewerker\w*) (?:\w+ )?(?:laat|laten|toont|tonen|zegt
              |zeggen|bewijst|bewijzen|bevestigt|bevestigen|verklaart|verzekert|meldt)
              |(?:dat |wij )?zien (?:wij |we )?(?:dat |het )?anders|met alle respect|laten we bij de feiten
              |bij de feiten blijven|(?:oneerlijk|onterecht|overdreven|ongegrond|eenzijdig|onjuist
              |onwaar)\w*|daar (?:is|klopt) niets van|niet (?:zo )?gebeurd|daarvan is geen sprake
            """
        ),
    ),
    "blame": (
        *listed(
            r"""
            (?:u|je|jij) (?:heeft |hebt |toch |immers )?zelf|door (?:u|jou|uzelf)(?: zelf)? (?:ingevuld
              |opgegeven|gekozen|besteld|geboekt|ingevoerd|bevestigd|veroorzaakt|doorgegeven)|(?:heeft|heb
              |hebt) (?:u|je) zelf|wie (?:zo |te |niet |pas |zijn |haar )?(?:\w+ ){0,4}(?:boekt|bestelt|komt
              |koopt|reist|parkeert|wacht|inpakt|laat|leest|vergeet|tekent)|(?:had|hadden
              |was)(?: \w+){0,6} (?:voorkomen|vermeden|gescheeld|genoeg geweest|geholpen)|met (?:wat
              |een beetje|iets) meer (?:zorg|aandacht|geduld|planning|oplettendheid)|gezond verstand
              |(?:het is|is het) (?:verstandig|handig|raadzaam|aan te raden|beter) om|(?:nooit|geen
              |niet) (?:zo )?(?:een )?(?:goed|verstandig|slim) (?:idee|plan)|(?:verkeerd|slecht|slordig
              |onjuist) (?:\w+ )?(?:verpakt|gebruikt|gewassen|bewaard|ingevuld|geplaatst|gemonteerd
              |opgeladen)|niet (?:bedoeld|gemaakt|geschikt) (?:voor|om)
            """
        ),
    ),
    "dismissal": (
        *listed(
            r"""
            (?:hoort|horen)(?: \w+){0,4} (?:bij|erbij)|(?:zo|dat) (?:is|gaat|werkt
              |loopt)(?: \w+){0,3} (?:nu eenmaal|nou eenmaal|gewoon|altijd|overal|bij iedereen)|(?:nu
              |nou) eenmaal|(?:wendt u|wend je|neem contact|ga|vraag het)(?: \w+){0,2} (?:tot|aan|op met
              |naar|bij) (?:een ander|iemand anders|uw|je|de fabrikant|de bank|de verkoper)
              |buiten onze (?:macht|schuld|invloed|verantwoordelijkheid)|(?:het is|dat is) (?:maar|slechts
              |alleen maar) (?:een|\d+|twee|drie)|(?:een )?(?:kleine|klein|lichte) (?:vertraging|foutje|fout
              |probleem|ongemak|detail)|niemand is (?:dood|gewond)|(?:iedereen|alle klanten
              |anderen)(?: \w+)? (?:moet|moeten|wacht|wachten|betaalt|betalen|heeft|doet)|(?:hebben we
              |hebben wij|is|we hebben|wij hebben)(?: \w+){0,3} (?:al|reeds)(?: \w+){0,3} (?:beantwoord
              |uitgelegd|gezegd|verteld)|(?:zie|raadpleeg|lees)(?: \w+){0,3} (?:faq|voorwaarden|website
              |handleiding|regels|bordje|borden)|(?:beschouwen|zien)(?: \w+){0,4} (?:als )?(?:gesloten
              |afgedaan|afgerond)|geen verdere? (?:reactie|discussie|uitleg|commentaar)|(?:u |je )?(?:mag
              |kunt|kan) (?:gerust|altijd|gewoon) (?:\w+ ){0,3}(?:weggaan|opzeggen|overstappen|klagen
              |vertrekken|ergens anders)|wen er maar aan|leer ermee leven|daar moet (?:u|je) mee leven
            """
        ),
    ),
    "false-apology": (
        *listed(
            r"""
            (?:jammer|spijtig|vervelend|sorry|spijt ons)(?: \w+){0,2} dat (?:u|je
              |jij) (?:dit |dat |het )?(?:zo )?(?:ziet|vindt|vind|voelt|ervaart|ervaren|denkt|oordeelt|opvat
              |opvatte|teleurgesteld|niet tevreden)\w*|(?:mocht|mochten|als
              |indien)(?: \w+){0,8} (?:spijt (?:dat|het|ons)|excuses|bieden wij)|(?:betreuren|jammer van
              |spijt van)(?: \w+)? (?:uw|je|jouw) (?:gevoel|indruk|ervaring|perceptie|beleving|mening
              |teleurstelling|onvrede)|als (?:wij|we|iets)(?: \w+){0,5} (?:gekwetst|teleurgesteld|niet goed)
            """
        ),
    ),
    "liability": (
        *listed(
            r"""
            (?:is|was|waren|zijn)(?: \w+){0,3} (?:onze schuld|onze eigen schuld|aan ons te wijten|onze fout
              |door ons veroorzaakt|door onze schuld)|(?:wij|we) (?:hebben|zijn
              |waren)(?: \w+){0,4} (?:veroorzaakt|genegeerd|verwaarloosd|nagelaten|schuldig|nalatig
              |in gevaar gebracht|overtreden|geschonden|vergiftigd)|(?:hadden
              |had)(?: \w+){0,4} nooit (?:\w+ ){0,2}(?:verkocht|geopend|geserveerd|verhuurd|gebruikt
              |toegelaten|mogen)|(?:onderhoud|controle|keuring|veiligheid
              |hygiene)\w*(?: \w+){0,4} (?:nagelaten|genegeerd|verwaarloosd|overgeslagen)
              |onze (?:nalatigheid|onzorgvuldigheid|onachtzaamheid|slordigheid)|schadevergoeding
            """
        ),
    ),
}
SAYINGS: dict[str, Sayings] = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "nl": _DUTCH,
}
