"""What argues, blames and brushes off beside an apology, where something went wrong: by language. Pure.

"Sorry, but" is the plainest of them. Others tell what the customer did or ought to do next time, whoever does
such things, how ordinary it all is, what the sign says. Each of the topics is looked for only where something
went wrong for the customer.
"""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

_ENGLISH: Sayings = {
    "blame-if-wrong": (
        *listed(
            r"""
            (?:you|customers?) (?:(?:really |simply |just )?(?:let (?:it|the|your)|left (?:it|the|your)
              |chose (?:the|a|this|that|it|to)|picked (?:the|a|this|that|it)|ignored|never (?:requested
              |asked|told|called|rang|said|checked|mentioned|came|replied|opened|returned|signed|saved|paid)
              |gave (?:it|him|her|them|out|away|somebody|someone|the)|clicked|pressed|deleted|opened the
              |dropped|signed (?:for|up|the)|handed|forgot|put (?:it|the|your) (?:in|on|next|under)
              |waited (?:too|so long)|turned up|arrived (?:late|after|at)|came (?:late|after|without)|ticked
              |declined|unplugged|overloaded|overfilled|spilled|bent|forced|wore it|washed it))
            (?:you(?:'ve| have|'d| had)? (?:been|were) (?:warned|told|reminded|informed|asked|advised
              |notified) (?:many|several|three|two|four|twice|again|before|repeatedly|more than|not to
              |to (?:check|read|bring|keep|be|pay|update)|about (?:this|it)|that)|(?:we|i|they|signs?
              |app)(?:'d|'ve| had| have| did| clearly)? warn(?:ed)? (?:you|about it)
              |gave you (?:plenty|enough|fair|several|three|two|four) (?:of )?(?:warning|notice|time
              |chances?|reminders?|letters?))
            (?:had|if) (?:the (?:right|proper|correct)|you|your) (?:\w+ ){0,4}(?:been|used|squashed|saved
              |kept|set|left|folded|followed|closed|locked|charged|packed|measured|updated|backed|checked
              |read|asked|called|arrived)\b(?: \w+){0,8} (?:would|wouldn't|'d|could|might)|(?:would
              |'d) (?:not |never )?(?:have|be) (?:\w+ ){0,4}(?:if|had) you|only (?:happens?|goes|breaks?
              |works?|fails?|gets?) (?:\w+ ){0,4}(?:if|when) (?:you|one|people|somebody|someone)|(?:if
              |when) (?:(?:one|people) (?:don't|do not|won't|never|leaves?|puts?|buys?|books?|opens?|uses?)
              |you (?:don't|do not|won't|never) (?:read|check|look|listen|save|pay|ask|tell|close|keep|bring
              |follow|wait|press|hit|update|measure))
            (?:whoever|anyone who|anybody who|somebody who|people who|those who
              |customers who) (?:\w+ ){0,3}(?:did|didn't|does|doesn't|put|puts|leave|leaves|ignore|ignores
              |book|books|order|orders|wait|waits|forget|forgets|buy|buys|give|gives|click|clicks|write
              |writes|type|types|choose|chooses|travel|travels|arrive|arrives|cut|cuts|fit|fitted|install
              |installed)
            (?:do|please|just|always|kindly)(?: please)? (?:set off|leave|start|read|check|measure|look
              |think|plan|allow|remember|learn|keep|make sure|be|double-?check|save|back up|arrive|come
              |order|book)(?: \w+){0,4} (?:earlier|next time|in (?:the )?future|properly|carefully|sooner
              |closer|from now on|another time|twice)|(?:closer|better|careful) (?:eye|look|attention)
              |in (?:the )?future (?:do|please|you|try|remember)|another time (?:do|please|you)|for a reason
              |(?:down|up) to you(?: i'm afraid)?|was (?:he|she|it) (?:meant|supposed|expected) to|(?:were
              |are) we (?:meant|supposed|expected) to|(?:what|how) (?:else )?(?:was|were|are|is|could|should
              |would) (?:he|she|we|they|the \w+|our \w+) (?:\w+ )?(?:do|know|guess|say)
            (?:(?:it|that|this|the \w+) (?:was|is|wasn't) )?(?:you
              |your \w+) (?:yourself |yourselves )?who (?:\w+)|(?:was|were) you (?:that|who)|(?:with|without
              |no|not) (?:a )?(?:porch|safe place|warning|label|lid|lock|receipt|backup|password|insurance
              |ticket|coat|case|cover|protection) (?:\w+ ){0,3}(?:given|set|chosen|fitted|on|nobody|no)
              |(?:a |the )?(?:careful|closer|quick|second|proper) (?:read|look|glance
              |check)(?:ing)?(?: \w+){0,5} (?:would|helps?|could|might|saves?)|\w+ing (?:carefully|properly
              |ahead|slowly|earlier) (?:helps?|works|would|saves?)
            """
        ),
    ),
    "dismissal-if-wrong": (
        *listed(
            r"""
            (?:never|hasn't|didn't|doesn't|won't) (?:hurt|kill|killed|harm|harmed) (?:anyone|anybody|you
              |a soul|us)|(?:if|should) (?:it|that|this) (?:really |still )?(?:matters?|bothers?|worries
              |upsets?|troubles?|means?)(?: \w+){0,3}|if you (?:really |still )?(?:insist|absolutely
              |feel you|think it's|disagree|want to complain|mind)|(?:sure|certain|bet
              |doubt)(?: that)? (?:nobody|no one|she|he|they|it|you|anyone
              |anybody) (?:\w+ ){0,3}(?:listening|notic\w+|heard|saw|looking|mind\w*|remember\w*|care[ds]?
              |hurt|fine|forgot\w*|get over|live)
            (?:in|out of) (?:all )?proportion|(?:in|into) perspective|(?:perfectly|completely|quite|entirely
              |totally|absolutely) (?:ordinary|normal|usual|standard|common|natural|harmless|fine|acceptable
              |reasonable|legal|routine)|(?:nothing
              |not) (?:too |very |that |really |so |all that )?(?:serious|dramatic|alarming|to worry about
              |unusual|out of the ordinary|worth)|(?:isn't|is not|wasn't|aren't
              |hardly) (?:that |so |very |really |all that |too )?(?:long|serious|unusual|dangerous|urgent
              |a problem|an emergency|worth)|(?:does|do) that (?:sometimes|now and then|from time
              |occasionally|at times)|(?:meant|means|intended) (?:no|nothing)(?: harm| by it)?
              |no (?:real |great |lasting )?(?:harm|damage|accidents?|injuries|complaints?
              |bones) (?:\w+ )?(?:so far|done|was|has|broken|yet)|(?:no need|not worth
              |don't) (?:to )?(?:mak(?:e|ing)|turn(?:ing)?|blow(?:ing)?|dwell|worry(?:ing)?
              |get(?:ting)?) (?:a |it |this |too |so |such |about )?(?:thing|fuss|drama|scene|meal|issue|up
              |worked|hung|upset|out)
            (?:tastes?|times|people|things|prices) (?:change|differ|vary|move on|happen|go up)|(?:it's|it is
              |that's|this is|they're|they are) (?:only|just|still only) (?:a|an|one|two|some|about) \w+
              |just (?:a|one) (?:\w+ )?(?:bun|bit|little|matter|tiny|small|phase|cup|penny|scratch|mark|toy
              |drop)|(?:a )?(?:bit|little|touch|spot) of (?:\w+ )?(?:never|is|won't|doesn't|does|goes|adds)
              |(?:that's|such is|comes with|part of|part and parcel) (?:of )?(?:the (?:season|job|game
              |territory|deal|weather|time of year)|winter|summer|travel|life)|these days|for (?:the
              |this) (?:season|time of year)|people (?:do )?(?:bump|push|talk|forget|cope|manage)|(?:we
              |others|most people|everybody|everyone|plenty of \w+|the neighbours
              |other \w+) (?:all |still )?(?:survived?|lived?|coped?|managed?|cope|manage|live|got on
              |are still (?:here|alive))|are still alive|could (?:be|have been) (?:a lot |much |far )?worse
              |look on it as|think of it as|see it as|(?:isn't|is not) the (?:point|issue|end)|sleep on it
              |give it a rest|you'll (?:get used|soon|hardly|barely|thank|forget|manage|survive|live)
            (?:everything|all|it all) (?:is|looks|seems|was) (?:green|fine|normal|in order|as it should
              |working|ok|okay|well)(?: here| on our| at our| from our)?|doesn't (?:really )?exist|can(?:no
              |')t (?:really )?(?:exist|see (?:any|a) (?:problem|fault|issue))|nothing (?:\w+ )?(?:to see
              |shows? up|wrong)|(?:nobody|no one) (?:else )?(?:is|was|has been|here
              |ever) (?:\w+ ?){0,3}(?:complain\w*|affected|listening|died|mind\w*)
            """
        ),
    ),
    "argument-if-wrong": (
        *listed(
            r"""
            (?:as|like|just as) (?:the|our|your) (?:\w+ )?(?:signs?|page|ticket|label|contract|advert|ad
              |website|form|notice|menu|letter|e-?mail|map|photo|receipt|app|timetable
              |description) (?:clearly )?(?:says?|shows?|states?|tells?|explains?|said|stated|showed)|(?:the
              |our|your) (?:advert|ad|ticket|contract|label|menu|sign|signs|website|page|description|notice
              |letter|small print|receipt) (?:\w+ )?(?:says?|said|states?|stated|reads?|promises|promised)
              |(?:i|we)(?:'ve| have)?(?: got)? (?:the )?(?:\w+ )?(?:invoice|photos?|recordings?|footage
              |proof|evidence|logs?|receipt|signature|records?|pictures?|video|witness\w*
              |screenshots?)(?: \w+){0,5} (?:and it|in front|here|to (?:prove|show)|that|says?|shows?)
              |i have the (?:invoice|photo|recording|footage|proof|evidence|log|signature|video)
            so (?:no\b|it (?:didn't|can't have)|you (?:did|weren't))|no we (?:have|had|did|didn't|never
              |haven't)|at no (?:time|point) (?:did|was|were|has|have) \w+|you (?:won't|will not|cannot
              |can't) (?:find|show|prove|name|point)|whatever (?:your|the|he|she|they|you
              |somebody) (?:\w+ ){0,4}(?:says?|said|thinks?|claims?|told|heard|believes?|call)
              |if you (?:still )?(?:disagree|doubt|don't believe|think otherwise|say)|(?:it|that) (?:was
              |were) you who|you (?:weren't|were not|haven't been|were never) (?:\w+ )?(?:charged|kept|told
              |ignored|overcharged|promised|left|cut|refused|turned)|(?:simply|exactly|precisely
              |literally) what (?:the|it|that|you|we) (?:\w+ )?(?:mean|means|says?|said|is|are)|technically
              |strictly speaking|the (?:rules|facts|figures|numbers) (?:are|say|speak|show)|is not the same
              |isn't the same|there(?:'s| is| was) a difference|by definition|not (?:true|correct|right
              |accurate|quite right|quite true)|by our (?:count|records|clock|watch|reckoning)|(?:we
              |i) (?:count|counted|measured|weighed?|checked and it|timed|tested it and)
            """
        ),
    ),
}
_GERMAN: Sayings = {
    "blame-if-wrong": (
        *listed(
            r"""
            wer (?:[\w'-]+ ){1,10}(?:muss|musste|darf|braucht|sollte|hat|riskiert|bekommt|kann
              |wird)(?: \w+){0,6} (?:rechnen|wundern|damit|nicht|selbst|pech|schuld|beschweren)|(?:sie haben
              |du hast|ihr habt|haben sie|hast du) (?:halt|eben|ja|nun mal|doch|leider|selbst
              |wohl)(?: \w+){0,8} \w*(?:t|en)\b|(?:das )?macht man (?:so |halt |eben )?nicht|(?:nachstes mal
              |beim nachsten mal|in zukunft|kunftig|demnachst)(?: \w+){0,6}|(?:bitte )?(?:achten|lesen
              |prufen|kontrollieren|planen|kommen) sie (?:\w+ ){0,4}(?:kunftig|genauer|besser|fruher
              |rechtzeitig|vorher)|ein (?:blick|anruf|zollstock|massband)(?: \w+){0,4} (?:hatte|hilft
              |genugt)|haben sie (?:denn|etwa|uberhaupt)|von alleine?(?: \w+){0,3} nicht
              |kostet (?:nur |gerade mal )?(?:drei|zwei|funf|ein paar) euro|war das (?:ihr|dein)
              |selbst (?:gedruckt|geklickt|gewahlt|eingegeben|unterschrieben|bestatigt)
            """
        ),
    ),
    "dismissal-if-wrong": (
        *listed(
            r"""
            (?:alles|ganz|vollig|absolut|vollkommen) (?:normal|ublich|in ordnung|harmlos|grun|gewohnlich)
              |(?:leben|lebt|sind)(?: \w+){0,3} (?:auch noch|noch heute|alle noch)|(?:gab es|hatten wir
              |war)(?: \w+){0,3} (?:schon immer|auch fruher|zu unserer zeit)|nichts (?:ernstes|schlimmes
              |besonderes|dramatisches)|nicht (?:so )?(?:schlimm|wild|dramatisch|tragisch|der rede wert)
              |halb so (?:wild|schlimm)|kein (?:grund|beinbruch|drama|weltuntergang)|(?:ein )?(?:paar
              |bisschen|kleiner|kleine|kleines) (?:\w+ )?(?:schade\w*|haben noch|hat noch|gehor\w*)
              |hat noch (?:niemandem|keinem|nie)|man muss (?:auch )?(?:mal|nicht)
              |wenn es sie (?:wirklich |so )?(?:stort|beruhigt)|bei uns (?:ist|lauft|war) alles|ubertreib\w*
              |wird schon|sicher (?:hat|haben) (?:niemand|keiner)|stellen sie sich nicht
            """
        ),
    ),
    "argument-if-wrong": (
        *listed(
            r"""
            wie (?:auf|in|an) (?:dem |der |den )?(?:schild|seite|ticket|etikett|vertrag|quittung|website
              |mail)\w*(?: \w+){0,4} steht|genau genommen|streng genommen|laut (?:unser\w*|ihr\w*) \w+
              |(?:wir|ich) haben? (?:das )?(?:foto|video|protokoll|beleg|aufnahme|nachweis)\w*
              |insofern (?:war|ist|haben)|also (?:nein|war|haben sie)|sie (?:waren|wurden) nicht
              |wenn sie (?:das )?anders sehen
            """
        ),
    ),
}
_FRENCH: Sayings = {
    "blame-if-wrong": (
        *listed(
            r"""
            c'est (?:un peu |bien |quand meme )?vous qui|vous (?:l'avez
              |l'aviez) (?:bien |un peu )?(?:cherche|voulu|choisi|signe|valide|accepte)
              |qui (?:\w+ ){1,8}(?:s'expose|ne doit pas|prend le risque|risque|a tort)
              |quand on (?:\w+ ){1,8}(?:on|il)|si (?:on|l'on) ne (?:\w+ ){1,6}|(?:la )?prochaine fois
              |a l'avenir (?:\w+ez)|il (?:aurait fallu|fallait|suffisait|suffit) (?:de |d'|que )?
              |un (?:coup d'oeil|metre|appel|peu d'attention)(?: \w+){0,4} (?:aurait|suffi\w*|coute)
              |avez-vous (?:bien|au moins|seulement)|(?:vous avez|tu as) (?:clique|oublie|choisi
              |appuye|attendu trop|signe|coche|ignore)|pas toute? seule?
            """
        ),
    ),
    "dismissal-if-wrong": (
        *listed(
            r"""
            (?:tout|tous) (?:est|va|fonctionne|sont) (?:au vert|bien|normal\w*|en ordre|operationnel\w*)
              |(?:n'existe|n'existent) pas(?: vraiment)?|rien de (?:grave|dramatique|mechant|special|anormal
              |serieux)|(?:tout a fait|parfaitement|completement|bien) (?:normal\w*|courant\w*|ordinaire\w*
              |habituel\w*)|n'a jamais (?:tue|fait de mal)|pas de quoi|un (?:petit|leger|simple) (?:\w+)
              |c'est (?:juste|seulement|rien qu'|que) (?:un|une|la|le|des)|ca passera
              |vous (?:vous en )?(?:remettrez|survivrez)|si (?:ca|cela) vous (?:derange|gene
              |inquiete) (?:tant|vraiment|encore)|personne n'(?:a|ecoutait|entendait)|les gouts|relativis\w+
              |n'exagerons|on en a vu
            """
        ),
    ),
    "argument-if-wrong": (
        *listed(
            r"""
            comme (?:l'indique|le dit|le precise|indique|il est)(?: \w+){0,3}|techniquement
              |a proprement parler|d'apres (?:nos|notre|votre)|(?:nous|j') ?(?:avons
              |ai) (?:la |une |les |des )?(?:photo|video|preuve|facture|enregistrement)s?|donc non
              |ce n'est pas la meme chose|vous n'(?:avez|etiez|etes) pas ete|quoi qu'en (?:dise|pense)
            """
        ),
    ),
}
_SPANISH: Sayings = {
    "blame-if-wrong": (
        *listed(
            r"""
            si (?:uno|usted|tu) (?:no )?(?:\w+ ){0,5}(?:actualiza|lee|mira|avisa|llega|cierra|pone|pincha)
              |quien (?:\w+ ){1,8}(?:se arriesga|se expone|no puede|debe)|eso (?:pasa|ocurre) (?:por|cuando)
              |(?:la )?proxima vez|tu (?:veras|sabras)|usted (?:vera|sabra)|fue usted|fuiste tu|(?:lo|la
              |el \w+) (?:pulso|eligio|firmo|acepto|marco|puso) usted|(?:ha|has) (?:pulsado|elegido|firmado
              |marcado|dejado|olvidado|ignorado)|hay que (?:leer|mirar|fijarse|avisar|llegar|tener)
              |por (?:no )?(?:pinchar|hacer|dejar|poner|leer|avisar)|con (?:mirar|leer|medir
              |llamar)(?: \w+){0,3} (?:basta\w*|habria)|un metro cuesta|no (?:lo|la) (?:pidio|pidiste
              |solicito)
            """
        ),
    ),
    "dismissal-if-wrong": (
        *listed(
            r"""
            nada (?:serio|grave|del otro mundo|importante|raro|fuera de lo normal)|(?:no hay
              |no es) para tanto|(?:completamente|totalmente|perfectamente|muy|absolutamente
              |de lo mas) (?:normal\w*|habitual\w*|corriente\w*|comun\w*)|nadie se (?:muere|ha muerto|murio)
              |no se muere nadie|no (?:pasa|paso) nada|(?:es|son) (?:solo|solamente|simplemente) (?:un\w*
              |cosas)|tampoco (?:es|hay|fue)|ya se (?:le )?pasara|cosas de|si (?:tanto
              |de verdad) le (?:molesta|preocupa|importa)|un poco de \w+ (?:no|nunca)|para gustos
              |seguro que (?:nadie|no|ni)|aqui todo (?:esta|funciona|va)
            """
        ),
    ),
    "argument-if-wrong": (
        *listed(
            r"""
            como (?:indica|dice|pone|consta|figura)(?: \w+){0,4}|tecnicamente|en rigor|segun (?:nuestro
              |nuestros|nuestras|nuestra|su)|(?:tenemos|tengo) (?:la |el |una |las |los )?(?:foto|video
              |prueba|factura|grabacion|registro)\w*|asi que no|por tanto no|no es lo mismo|usted no (?:fue
              |estaba|ha sido)|diga lo que diga
            """
        ),
    ),
}
_DUTCH: Sayings = {
    "blame-if-wrong": (
        *listed(
            r"""
            wie (?:[\w'-]+ ){1,10}(?:moet|loopt|kan|mag|heeft|vraagt|riskeert)(?: \w+){0,6} (?:niet|risico
              |rekenen|verwachten|om|zelf|pech)|(?:u|je|jij) (?:hebt|heeft|had|nam|neemt|koos|belde|drukte
              |klikte|liet) (?:dan |nu eenmaal |ook |zelf |toch )+(?:\w+ ){0,8}|maar (?:je|u) (?:neemt|doet
              |gaat|koopt|laat|zet|geeft|belt) (?:dan )?(?:ook |toch )?(?:niet|geen|zelf)
              |(?:de )?volgende keer|voortaan|(?:een )?(?:rolmaat|meetlint|telefoontje|blik
              |belletje)(?: \w+){0,4} (?:kost|had|helpt|scheelt|was)|zelf (?:gekozen|geklikt|ingevuld
              |getekend|gedrukt|bevestigd)|vanzelf (?:gebeurt|gaat|valt)|dat doe je (?:toch )?niet
              |had u (?:dan |misschien )?
            """
        ),
    ),
    "dismissal-if-wrong": (
        *listed(
            r"""
            (?:heel|volkomen|volstrekt|helemaal|doodgewoon) (?:normaal|gewoon|gebruikelijk)
              |niets (?:ernstigs|bijzonders|aan de hand)|niet zo (?:erg|ernstig|dramatisch|bijzonder)
              |valt (?:best |wel |reuze )?mee|(?:is|zijn) (?:maar|slechts|gewoon|alleen) (?:een|wat
              |een paar)|vinden (?:een |dat |het )?(?:\w+ )?(?:juist )?leuk|nog nooit iemand|went (?:vanzelf
              |wel)|hoort er (?:nu eenmaal )?bij|niemand (?:heeft|hoorde|luisterde|lette|is)|bij ons (?:is
              |staat|werkt) alles|als het u (?:echt |zo )?(?:stoort|dwarszit)|overdrij\w*
              |een beetje \w+ (?:kan|heeft|doet)
            """
        ),
    ),
    "argument-if-wrong": (
        *listed(
            r"""
            zoals (?:op|in) (?:het |de |uw )?(?:bord|site|ticket|label|contract|bon
              |mail)\w*(?: \w+){0,3} staat|strikt genomen|technisch gezien|volgens (?:onze|ons|uw) \w+
              |(?:wij|we|ik) (?:hebben|heb) (?:de |een |het )?(?:foto|video|bewijs|factuur|opname|log)\w*
              |dus nee|dat is niet hetzelfde|u (?:bent|werd) niet
            """
        ),
    ),
}
_ITALIAN: Sayings = {
    "blame-if-wrong": (
        *listed(
            r"""
            (?:l'ha|lo ha|li ha|l'hai) (?:\w+ ){1,4}(?:lei|tu)|chi (?:\w+ ){1,8}(?:rischia|deve|non puo
              |si espone)|(?:la )?prossima volta|(?:ma|pero) se (?:lei |tu )?(?:\w+ ){1,6}(?:magari|allora
              |poi|e ovvio|non)|magari (?:fatti|si faccia|legga|controlli|chieda|spedire|arrivi)|(?:ha
              |hai) (?:premuto|cliccato|scelto|firmato|lasciato|dimenticato|ignorato|messo|aspettato
              |dato)(?: \w+){0,6}|bastava|basta (?:leggere|guardare|misurare|chiamare)|un metro costa
              |bisogna (?:leggere|guardare|controllare|arrivare|avvisare)|da sol[oa] non|e stat[oa] lei
              |sei stat[oa] tu
            """
        ),
    ),
    "dismissal-if-wrong": (
        *listed(
            r"""
            (?:non )?facciamone (?:una|un)|non (?:e|era|sara) (?:il caso|una tragedia|niente|la fine)
              |niente di (?:grave|serio|che|speciale|strano)|(?:del tutto|perfettamente|assolutamente
              |piu che) (?:normal\w*|regolar\w*|comun\w*)|per (?:un|una|due) (?:\w+ )(?:non|nessuno)
              |nessuno e (?:morto|mai morto)|capita(?: a tutti)?|(?:e|sono) (?:solo|soltanto
              |semplicemente) (?:un\w*|cose|piccol\w+)|non e poi|se (?:proprio|tanto) (?:le
              |ti) (?:da fastidio|interessa|preme)|un po' di \w+ non|i gusti|qui (?:e|funziona|va) tutto
              |da noi (?:e|funziona|risulta) tutto|esager\w+|passera
            """
        ),
    ),
    "argument-if-wrong": (
        *listed(
            r"""
            come (?:indica|dice|risulta|scritto|riportato|indicato)(?: \w+){0,4}|tecnicamente|a rigore
              |secondo (?:i nostri|la nostra|il nostro|le nostre)|(?:abbiamo
              |ho) (?:la |il |una |le |i )?(?:foto|video|prov[ae]|fattura|registrazion\w+)|quindi no
              |non e la stessa cosa|lei non (?:e stat[oa]|era)
            """
        ),
    ),
}
_PORTUGUESE: Sayings = {
    "blame-if-wrong": (
        *listed(
            r"""
            quem (?:\w+ ){1,10}(?:arrisca-se|arrisca|sujeita-se|nao pode|deve|perde|tem de
              |acaba)(?: \w+){0,3}|(?:da )?proxima vez|(?:mas )?(?:clicou|carregou|escolheu|assinou|deixou
              |esqueceu|ignorou|aceitou|confirmou|deu|pos) (?:em|no|na|o|a|os|as|que|ai)|foi (?:voce
              |o senhor|a senhora) (?:que|quem)|convem (?:ler|ver|avisar|medir|chegar)|bastava|basta (?:ler
              |ver|medir|ligar)|uma fita metrica|e preciso (?:ler|ver|avisar|chegar|ter)
              |se (?:nao )?(?:tivesse|lesse|avisasse|chegasse|medisse)|sozinh[oa] nao
            """
        ),
    ),
    "dismissal-if-wrong": (
        *listed(
            r"""
            ate sabe bem|nada de (?:grave|serio|especial|mais|anormal)|(?:perfeitamente|absolutamente
              |completamente|muito) (?:normal|normais|comum|habitual|corrente)|nao e (?:caso|nada|assim tao
              |o fim|para tanto)|nao ha (?:razao|motivo|necessidade)|ninguem morr\w+|(?:e|sao) (?:so|apenas
              |simplesmente) (?:um\w*|coisas)|um pouco de \w+ nunca|se (?:isso )?(?:o|a|lhe) (?:incomoda
              |preocupa) (?:tanto|assim)|gostos nao|aqui esta tudo|do nosso lado (?:esta )?tudo|exager\w+
              |isso passa|faz parte
            """
        ),
    ),
    "argument-if-wrong": (
        *listed(
            r"""
            como (?:indica|diz|consta|refere|esta escrito)(?: \w+){0,4}|tecnicamente|em rigor
              |segundo (?:os nossos|o nosso|a nossa|as nossas)|(?:temos
              |tenho) (?:a |o |uma |as |os )?(?:foto|video|prova|fatura|gravacao|registo)\w*|portanto nao
              |logo nao|nao e a mesma coisa|o senhor nao (?:foi|estava)
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
