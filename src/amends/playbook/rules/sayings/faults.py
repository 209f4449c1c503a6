"""Blame that is built, not said: what was written where, who else managed, what would have been. Pure.

`blame-if-idle`, `argument-if-idle` and `dismissal-if-idle` are looked for where something went wrong, in
sentences that are of no use. `wry-if-cold`: thanks, praise and plans that mock where nobody is sorry.
"""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

_ENGLISH: Sayings = {
    "blame-if-idle": (
        *listed(
            r"""
            (?:agreement|contract|form|terms|conditions|policy|waiver
              |small print) (?:that )?you(?:'ve)? (?:signed|agreed|accepted|ticked|were given)|(?:is|are|was
              |were|been|stated|printed|shown|listed|written|mentioned|explained|displayed|says so|marked
              |published|advertised) (?:clearly |also |all |right )?(?:on page \w+|in bold|in (?:the|your
              |our) (?:small print|terms|leaflet|agreement|contract|manual|booklet|instructions|app when
              |listing|description|guide|faqs?|conditions)|on (?:the|your|our) (?:ticket|label|box|tin
              |packet|packaging|sign|door|reminder|product page|listing|notice|menu|board|till))
            (?:letters?|signs?|cups?|labels?|tickets?|app|form|notice|page|leaflet|box|menu|e-?mail|text
              |reminder|confirmation|website|booking|instructions|manual|recipe|advert|card|lid|it|page
              |stickers?|packet) (?:does|do|did) (?:\w+ )?(?:say|ask|state|mention|tell|warn|explain|advise
              |read|make it)|we (?:always |do |did )(?:always |clearly |also )?(?:ask|say|tell|warn|advise
              |state|remind|mention|make (?:it )?clear|point)\b|(?:warning|message|notice|reminder|prompt
              |letter|leaflet) (?:which |that )?you (?:\w+ )?(?:dismissed|ignored|skipped|closed|swiped
              |missed|clicked|overlooked|received|were sent)
            (?:customers|passengers|families|guests|patients|people|members|visitors|everyone|travellers
              |residents|parents|users|owners|tenants|players) (?:are|is|were|was) (?:\w+ly )?(?:asked
              |requested|expected|advised|reminded|encouraged|required|supposed|meant|told) (?:to|not)
              |you(?:'re| are| were| had been|'d been) (?:\w+ly )?(?:asked (?:to|not|the|directly|twice
              |whether|on|at|when|if|about)|advised|required|requested|reminded)|you (?:were|are) (?:sent
              |shown|given) (?:a|the|two|three|several) (?:clear )?(?:warnings?|reminders?|notices?|options?
              |chances?|choice|letters?|guide|instructions|leaflet)
            (?:and|but|because|since|when|so|which|see|that|shows?|seems|appears|says|notice|noticed
              |then) you(?:'ve| have)? (?:answered|tapped|dismissed|skipped|selected|entered|typed|agreed
              |accepted|signed|approved|confirmed|authori[sz]ed|opted|scrolled|swiped|missed|overlooked
              |misread|misunderstood|mistyped|misheard|submitted|keyed|picked|clicked|ticked|pressed
              |insisted|assumed|decided|removed|cancelled|changed|dropped|forgot|moved)
            ~[.!?:;] ?you(?:'ve| have)? (?:answered|tapped|dismissed|skipped|selected|entered|typed|agreed
              |accepted|signed|approved|authori[sz]ed|opted|scrolled|swiped|missed|overlooked|misread
              |misunderstood|mistyped|misheard|submitted|keyed|picked|clicked|ticked|pressed|insisted
              |assumed|decided|requested|confirmed|were asked|were told|were given|were sent)\b
            if (?:only )?you(?:'d| had)(?: only| just| simply| actually| first)? (?:told|rung|said|let
              |checked|asked|read|kept|waited|looked|come|arrived|left|booked|saved|sent|given|followed|used
              |called|mentioned|measured|declared|reported|updated|charged|set|chosen|picked|put|gone|taken
              |paid|written|replied|ordered|registered|noticed|stayed|listened|planned|allowed)|had (?:you
              |this|that|it|they|he|she|the \w+|your \w+) (?:only |just |simply |\w+ly )?(?:been )?(?:told
              |rung|said|let|checked|asked|read|kept|waited|looked|come|arrived|left|booked|saved|sent|given
              |followed|used|called|mentioned|measured|declared|reported|updated|charged|set|chosen|picked
              |put|gone|taken|paid|written|replied|ordered|registered|noticed|stayed|listened|planned
              |allowed|opened|stored)
            (?:should|can|could|would|will|need)(?:n't| not| hardly| scarcely) (?:really )?(?:have )?(?:come
              |be|been) (?:as )?(?:a |any |much of a )?(?:surprise|surprising|news|shock)|ideally (?:this
              |that|it|you|one|they)|(?:easily|simply|readily) (?:have been )?(?:avoided|avoidable
              |prevented)|(?:all|the best|a bit of|so much|a lot of) (?:the )?(?:heartache|bother|upset
              |trouble) (?:later|could|would|can)
            ~\bfor (?:the )?(?:next time|future|future reference)[:;—–-]
            next time (?:do|please|try|choose|set|leave|make sure|perhaps|maybe|just|remember|bring|check
              |read|allow|ask|keep|it|best|round|around|you (?:could|might|may|should|can|want to|need|order
              |book|pack|wash|travel)|give us|tell us|let us|a |consider|why not)|on your next (?:visit|trip
              |order|booking|stay|flight) (?:please|do|it|you)|before (?:your|the) next (?:delivery|visit
              |trip|order|flight|journey|booking|payment)|worth (?:testing|remembering|reading|measuring
              |bearing|planning)|(?:would|might|we'd|i'd|can only) (?:gently |kindly |only )?(?:suggest
              |recommend|advise) (?:a|that|checking|reading|allowing|leaving|keeping|arriving|you|you'd)
            (?:is|are|remains?|was|were
              |being) (?:solely |entirely |always |very much |ultimately |of course |really )?(?:the )?(?:your
              |customer'?s'?|passenger'?s'?|guest'?s'?|parent'?s'?|owner'?s'?|member'?s'?|seller'?s'?
              |user'?s'?|account holder'?s?|tenant'?s'?|patient'?s'?|visitor'?s'?|buyer'?s'?|traveller'?s'?
              |householder'?s'?|holder'?s|player'?s'?) (?:own |sole )?(?:responsibility|job|duty|choice
              |decision|risk|doing|mistake|error|fault|concern|lookout)|(?:down
              |up) to (?:the )?(?:customers?|passengers?|guests?|parents?|owners?|tenants?|users?|members?
              |households?|sellers?|patients?)|(?:responsibility|duty) (?:of|lies with
              |rests with) (?:the )?(?:customers?|passengers?|guests?|user|owner|parents|you)|(?:was
              |is) (?:a |your |their |purely a )choice|your end
            (?:most|all|many|the rest|hundreds|thousands
              |nearly all) (?:of )?(?:our |the |other |your )?(?:\w+ )?(?:passengers|customers|guests
              |members|people|users|visitors|riders|drivers|patients|residents|street|neighbours|households
              |parents|players|travellers|families|owners|shoppers|others)(?: \w+){0,2} (?:manage|managed
              |find|found|have no|had no|leave|left|seem|cope|coped|prefer|arrive|arrived|allow|read|check
              |remember|know|bring|works|worked|fine|happy|take|took|use)|(?:works?|worked|working|fits
              |fitted|goes|runs|ran|opens|loads|is|are|was
              |were) (?:perfectly |just |absolutely |quite )?(?:fine |well |ok |clear |easy )?(?:for|on|with
              |in) (?:everyone|everybody|most|other|others|the rest|thousands|millions|the others)
              |like (?:nearly |almost |just about )?(?:everyone|everybody) (?:else|does|did)|(?:everyone
              |everybody|nobody|no one) else (?:\w+ ){0,2}(?:manage[sd]?|found|seem\w*|has|had|got|gets|read
              |made|was|is|did|does|complain\w*)
            (?:someone|somebody|anyone|another person) (?:in|at|of|from) (?:the|your) (?:home|house
              |household|family|flat|party|office)|(?:a word|speak|talk|check) (?:with|to) (?:the
              |your) (?:kids|children|family|household|neighbours|flatmates|husband|wife|partner)
              |your (?:kids?|children|son|daughter|husband|wife|partner|flatmates?|housemates?|neighbours?
              |colleagues?|cat|dog|household|family|guests?|builder|electrician|boy|girl
              |friends?) (?:\w+ )?(?:must|may have|might have|could have|opened|signed|moved|accepted
              |clicked|pressed|touched|left|turned|changed|deleted|switched|knocked|forgot)|perhaps (?:a
              |someone|somebody|one)(?: \w+){0,3} (?:could|might|should) (?:come|help|read|check|accompany
              |sit|explain)
            (?:incorrect|improper|careless|rough|unsuitable|inappropriate|heavy-handed|wrongful) (?:use
              |usage|handling|storage|installation|assembly|washing|care|cleaning|entry|fitting|details
              |address|input)|(?:wrong|incorrect|old|incomplete|different|misspelt) (?:\w+ )?(?:address
              |details|number|postcode|date|name|password|pin|size|option|button|box|setting|code|account
              |platform|e-?mail|door|card|programme|cycle|fuel|detergent) (?:was|were|has been|had been|got
              |being|is) (?:entered|given|typed|supplied|provided|chosen|selected|used|put|keyed|pressed
              |ticked|submitted)|(?:user|customer|operator|input|typing|buyer) (?:error|mistake|misuse)
              |misuse|rubbish in|garbage in|(?:reflects|reflected|result of|due to|caused by
              |according to) (?:what|how|the way|whatever) (?:\w+ ){0,2}(?:is|was|were|are|has been
              |have been|been|you)
            (?:wasn't|was not|weren't|were not|isn't|aren't|hasn't been|has not been|had not been
              |hadn't been) (?:\w+ly )?(?:requested|pointed out|read|reported|declared|disclosed|followed
              |retained|measured|ticked|selected|plugged|visible|returned|tightened)|in your case (?:it|this
              |that|they) (?:was|were|is|are)(?: not|n't)|not (?:pointed out|reported|declared|mentioned
              |raised|claimed|requested)(?: \w+){0,2} (?:while|at|before|within|when|on|in)
              |without (?:a |any )?(?:clear\w* |proper )?(?:visible|numbers?|name|label|tag|lock|reservation
              |booking|deposit|appointment|address|warning)
            (?:happens?|happened|occurs?|come|comes|results?|arises?|problem) (?:\w+ly )?(?:when|if|where
              |because|from|after|with) (?:people|customers|you|your|somebody|someone|one|users|folks?
              |the (?:item|card|device|phone|customer|battery|lid|door|app)(?:'s| is| was| has| isn't
              | wasn't)|it's been|it isn't|it's not|leaving|using|not)|(?:always|bound
              |never) (?:going )?to (?:carry|be|cause|take|end) (?:a |some )?(?:risk|gamble|tight|close
              |trouble|tears)|(?:carries|carry|carried|takes|took|taking|running|ran) (?:a|some|its|that
              |the) (?:\w+ )?risk|asking for trouble|leaving (?:it|that|things|this|your \w+|the \w+|bags?
              |valuables) (?:until|till|to|so|on|out|open|unattended|outside|unlocked)
            that's (?:exactly |precisely )?why (?:you|we ask|we say|it says|there's|we tell|we have|we put
              |we send|there is)|for exactly (?:this|that)(?: reason)?|(?:there is|there's|we have|we've got
              |we've) (?:a|an) (?:guide|poster|sign|notice|warning|checklist|size chart|chart)
              |for (?:nothing|fun|decoration|show)|(?:is|are|been) (?:compulsory|mandatory|obligatory)
              |widely (?:advertised|publicised|announced|known|signed)|advertised widely|(?:went|sent
              |delivered|posted) (?:out )?to (?:every|all) \w+|if (?:\w+ ){1,2}(?:aren't|isn't|are not
              |is not|go|goes) (?:read|unread|opened|checked|followed)|(?:can't|cannot
              |can hardly) (?:help it|be expected|be blamed|be held|do (?:much|a lot
              |anything) (?:about it )?if)|left guessing|guess(?:ing)? what you
            did (?:you|he|she|they|anyone)(?: even| actually| perhaps| by any chance| not| maybe| definitely
              | really)? (?:measure|press|check|read|look|leave|remember|forget|charge|plug|close|lock|save
              |follow|wash|drop|put|store|wear|test|think|mention|screw|tighten|wait)\b|didn't (?:you|he|she
              |they) (?:\w+)|(?:is|are|was|were) your (?:bell|doorbell|phone|letterbox|wifi|router|battery
              |bin|lid|door|gate|number|volume|screen|internet|mailbox|intercom)(?: \w+){0,3} (?:working|on
              |charged|visible|clear|closed|locked|switched|plugged|full|clean|up to date|big enough)
              |(?:what|where|how|why) (?:\w+ ){0,3}(?:have|had|were) you (?:been )?\w+ing
              |who (?:else )?(?:has|had|knows) (?:access|your|the)
            (?:happy|glad|keen|quick|content|pleased) enough to|(?:it was|was) open to you|(?:cheap|cheaper
              |cheapest|budget|flimsy|bargain) (?:\w+ )?(?:ones?|stuff|kind|brands?|fuel|locks?|models?)
              |(?:driven|used|worn|pushed|pulled|treated|ridden|handled
              |played) (?:rather |quite |very |too |a bit |pretty )?(?:hard|roughly|heavily|carelessly|hot
              |often)|must(?:'ve| have) (?:been )?(?:\w+ )?(?:left|put|dropped|forgotten|pressed|clicked
              |typed|entered|given|moved|misread|misunderstood|missed|got|knocked|chosen|selected|shared
              |deleted|opened)(?: \w+)?|(?:you|your \w+) (?:really |do |may |might )?(?:need|want
              |have) to (?:read|check|look|learn|plan|be (?:more )?careful|allow|remember|keep|make sure)
            you(?:'ve| have|'d| had)?(?: \w+ly| never| also| just| still| not| then| all| both| only
              | already| did)? (?:did|didn't|were|weren't|had|hadn't|haven't|chose|told|left|gave|made|put
              |took|bought|paid|set|let|went|came|wrote|said|got|kept|knew|saw|sent|read|ate|drove|wore|hit
              |cut|spoke|rang|slept|stood|sat|ran|fed|forgot|thought|could have|might have|must have
              |may have|can't have|would have|should have|[a-z]{3,}ed)
            (?:compulsory|mandatory|responsib\w+|choices?|risks?|risky|requires?d?|needs? to be|has to be
              |have to be|must be|is meant|are meant|supposed to|designed (?:for|to)|intended|only works?
              |correctly|careful|carefully|carelessly?|remember|reminded|advised|incorrect\w*|wrongly
              |misuse\w*|cheap\w*|avoid\w*|prevent\w*|usually|normally|typically|generally|tends? to
              |more often than not|nine times out of ten|tempting)
            (?:people|customers?|passengers?|guests|families|visitors?|members|others|everyone|everybody
              |whoever|most|users?|owners?|household|kids|husband|wife|children|daughter|son|travellers?
              |players?|neighbours?|parents?|teenagers?|flatmates?)(?: \w+){0,2} (?:do|does|did|don't
              |doesn't|didn't|manage\w*|find|found|have|has|had|leave|left|know|knew|read|check\w*|expect\w*
              |forget|forgot|think|thought|choose|chose|put|use|used|order|ordered|book|booked|wait|waited
              |arrive\w*|bring|brought|seem\w*|tend|get|got|can|could|should|must|might|may)
            (?:next time|another time|beforehand|in advance|well ahead|ahead of time|the (?:night|day
              |week) before|before (?:ordering|booking|buying|leaving|signing|paying|travelling|calling
              |opening|using|washing|driving|sending|setting|eating|coming|complaining|posting|flying
              |accepting|placing|confirming|installing|filling|going|you (?:\w+)))
            (?:did|do|have|had|were|are) (?:you|he|she|they)(?: \w+)? (?:even|ever|actually|perhaps
              |definitely|really|sure|quite|still|remember\w*|tri?ed|try|look\w*|think|thought|got|had
              |having|notice\w*|know|been|using|keeping|leave|leaving)
            """
        ),
    ),
    "argument-if-idle": (
        *listed(
            r"""
            (?:i|we)(?:'d| would| do| must| have to|'ll have to| will have to| can only| respectfully
              | strongly)* (?:disagree|contradict|dispute|beg to differ|take issue|contest|differ
              |correct you|set the record)|(?:his|her|their|our|the \w+'s) word (?:over|against|for it)
              |(?:staff|colleagues|witnesses|people|guests|of us|of them|team) (?:can|will|have
              |all) (?:all )?(?:confirm|vouch|testify)|(?:facts?|numbers|accuracy|words) (?:do )?(?:matters?
              |don't lie|remains?|speaks?)|at a loss (?:as to|to)|where (?:this|that|it|these
              |your \w+) (?:comes?|came|is coming) from|where (?:are|did) you (?:getting|get|got|hear|read)
              |what you (?:perceive|remember|think|believe|feel|recall|felt) (?:and|is not|isn't)
              |in (?:actual )?fact
            (?:we|he|she|they|our \w+|the (?:driver|courier|crew|team|nurse|engineer|technician|waiter
              |manager|rider|office)|drivers|crews) (?:did|do) (?:\w+ )?(?:call|ring|knock|e-?mail|write
              |reply|answer|tell|arrive|come|deliver|serve|wait|stop|offer|explain|inform|let|announce
              |attend)|(?:says?|said|tells us|told us|insists?|assures? us|is (?:certain|sure|adamant)
              |confirms?|confirmed)(?: that)? (?:he|she|they|it|nobody|you) (?:\w+ )?(?:knocked|rang|called
              |waited|was|were|did|told|had|explained|offered|delivered|left|asked|rude|refused|gave|smiled
              |never|didn't|wasn't)|(?:we|the \w+) (?:were|was) (?:open|on time|punctual|not late|never late
              |there on)
            ~, not (?:an? (?:hour|day|week|month)|one|two|three|four|five|six|seven|eight|nine|ten|twelve
              |twenty|thirty|forty|fifty|sixty|\d+)\b
            ~[.!?] (?:it|that|they|there|he|she) (?:was|were|wasn't|weren't) (?:\d|in fact|actually|only
              |exactly|never|technical|clearly|not\b)
            """
        ),
    ),
    "dismissal-if-idle": (
        *listed(
            r"""
            (?:isn't|is not|aren't|wasn't|not) (?:really |usually |strictly |generally )?(?:considered
              |regarded|classed|counted|treated|seen|what we'd call)|read too much into|(?:in|all in
              |a bit of|just|only) (?:good )?(?:fun|jest|banter)|(?:too|very|really|that) big (?:an
              |a) (?:issue|deal|problem|worry)|(?:do|does|did) the trick|shrug(?:s|ged)? (?:it )?off
              |it's the (?:internet|weather|web|nature|way|countryside|city)
              |(?:only )?affects? (?:only |very )?(?:few|a handful|a few|a small|one or two)|at least (?:you
              |nobody|it's|it was)|(?:other|better|more important|bigger) things to (?:think|do|worry)|(?:no
              |not much|hardly any) (?:rush|hurry|urgency)|when(?:ever)? (?:we|somebody|someone) (?:have|has
              |find|get) (?:a |the |some )?(?:moment|minute|time|chance)|get (?:round|around) to it|(?:bound
              |likely) to happen|(?:you'll|it'll|they'll|he'll|she'll|it will|you will) (?:be (?:fine|ok
              |okay|over)|come out|wash out|wear off|blow over|pass|dry|soon|get over|heal|grow)
            """
        ),
    ),
    "wry-if-cold": (
        *listed(
            r"""
            (?:thanks?|thank you|much obliged|grateful|we (?:do )?(?:so )?appreciate|appreciated|noted
              |duly noted|well spotted|well noticed|well counted|bravo|congratulations|lucky (?:us|you|them)
              |indeed|obviously|naturally|regrettably|alas|of course|clearly|heaven|heavens|father christmas
              |santa|strange(?:ly)?|funny|oddly|curious(?:ly)?|remarkable|impressive|fascinating|isn't it
              |aren't (?:they|we)|doesn't it|don't (?:they|we|you)|for fun|for a laugh|right then|so kind
              |be sure to|we shall|we'll (?:ask|tell|let|pass|inform|make sure|see to|have|just|get|be sure
              |remember|wheel|bring|order|hire|build|train|try)|hate|hated|turns out|apparently|presumably
              |perhaps|guess|under the impression|(?:he|she|they|it) sends? (?:his|her|its|their)
              |our (?:apologies|compliments) to|next time|commonly|known as|as you (?:can|may|will
              |might) imagine|believe it or not|who knew|who would have|imagine|surely|ah+|oh|well|wow|ooh
              |gosh|dear me|and yet|fair|charming|delight\w*|thrilled|splendid|wonderful|marvellous
              |magnificent|brilliant|genius|miracles?|magic)
            """
        ),
    ),
}
_GERMAN: Sayings = {
    "blame-if-idle": (
        *listed(
            r"""
            (?:auf|an|in) (?:der|dem|ihrer|ihrem|deiner|deinem) (?:\w+ )?(?:klingel|briefkasten|packung
              |etikett|ticket|vertrag|bestellung|bestatigung|mail|schild|anleitung|beipackzettel|seite
              |beschreibung|fahrkarte|rechnung|app|konto)\w* (?:steht|stand|stehen|war|fehlt|fehlte|finden)
              |(?:steht|stand|stehen
              |standen) (?:auch |ja |doch |klar |deutlich |gross |ubrigens |so )*(?:auf|in|im|an|am|bei|dort
              |da|drin|drauf|dran)|nun (?:ein)?mal
            (?:hatten|hattest|hattet) (?:sie|du|ihr) (?:\w+ ){0,8}\w*(?:t|en)\b|wenn (?:sie|du|man
              |ihr) (?:\w+ ){0,6}(?:hatten|hattest|hatte|wurden|wurdest|nicht)|(?:sie|du|ihr) (?:hatten
              |hattest|hattet) (?:\w+ ){0,6}(?:konnen|sollen|mussen)|(?:ware
              |waren) (?:\w+ ){0,6}(?:vermeidbar|zu vermeiden|vermieden|nicht passiert)|vermeid(?:en|bar)
            (?:liegt|lag|liege|obliegt) (?:\w+ ){0,3}(?:an|bei|in) (?:ihnen|ihrem|ihrer|dir|deinem|deiner
              |der verantwortung|den kunden)|(?:ihre|deine|eigene|in ihrer|in deiner
              |der) (?:eigene )?(?:verantwortung|schuld|entscheidung|sache)|selbst (?:schuld|verschuldet
              |verursacht|gewahlt|eingetragen)|(?:bedien|anwender|eingabe|nutzer|kunden)fehler
              |(?:unsachgemass\w*|falsch\w*|fehlerhaft\w*|unvorsichtig\w*) (?:\w+ )?(?:behandlung|lagerung
              |bedienung|eingabe|adresse|pflege|nutzung|reinigung|gewaschen|eingegeben|bedient|eingestellt
              |angegeben|montiert|gelagert)
            (?:kunden|gaste|fahrgaste|patienten|eltern|mitglieder|nutzer|reisende|die meisten|alle anderen
              |andere)\w* (?:\w+ ){0,3}(?:sollten|mussen|schaffen|kommen|lesen|werden gebeten|sind gebeten
              |haben kein\w*|haben damit|klappt|finden)|(?:bei|fur) (?:allen|alle|anderen|andere|den meisten
              |der ganzen|die meisten)\w* (?:\w+ ){0,3}(?:klappt|funktioniert|geht|lauft|reicht)|(?:klappt
              |funktioniert|geht|lauft) (?:\w+ ){0,2}(?:bei|fur) (?:allen|alle|anderen|andere|den meisten)
              |(?:passiert|entsteht|kommt vor|geschieht) (?:\w+ ){0,3}(?:wenn|nur|durch|weil)
            (?:wurde|wurden|war|waren|ist|sind) (?:\w+ ){0,3}(?:nicht|kein\w*) (?:\w+ ){0,2}(?:angegeben
              |gemeldet|beachtet|gelesen|geoffnet|befolgt|reklamiert|verschlossen|gewunscht|beantragt
              |gebucht)|(?:haben|hast) (?:sie|du) (?:\w+ ){0,6}(?:gelesen|gepruft|nachgeschaut|gemessen
              |geachtet|kontrolliert|gedruckt|gedacht|aufgepasst|zugemacht|vergessen|ubersehen)|(?:dafur
              |genau dafur|deshalb|darum) (?:gibt es|haben wir|steht|bitten)|wir (?:weisen|bitten|hatten
              |haben|sagen) (?:\w+ ){0,5}(?:hin|gebeten|darauf|gewarnt|informiert|gesagt|mitgeteilt
              |erinnert)|jemand (?:bei ihnen|aus ihrer|in ihrem|im haushalt|aus der familie)
              |ihr\w* (?:kinder|sohn|tochter|mann|frau|nachbarn?|katze|hund) (?:\w+ ){0,3}(?:hat|haben|wird)
            (?:sie|du|ihr) (?:haben|hast|habt|hatten|hattest|waren|warst|wollten|wolltest|konnten
              |konntest) |(?:haben|hast|habt|hatten|hattest|waren|warst) (?:sie|du|ihr)|(?:ihre|deine|ihr
              |dein|ihrem|deinem|ihrer|deiner) \w+ (?:ist|war|hat|hatte|sind|waren)|(?:muss|mussen|sollte
              |sollten) (?:\w+ ){0,5}(?:werden|sein)|(?:pflicht|vorgeschrieben|erforderlich|vorher
              |rechtzeitig|fruhzeitig|im voraus|eigentlich immer|normalerweise|ublicherweise|meistens
              |in der regel|korrekt|sorgfaltig|vorsicht\w*|aufpassen|billig\w*|risiko)|(?:man|jeder
              |die meisten|viele) (?:\w+ ){0,3}(?:muss|sollte|weiss|kann|kauft|liest|schafft)
            """
        ),
    ),
    "argument-if-idle": (
        *listed(
            r"""
            (?:aber |jetzt )?mal ehrlich|da (?:muss|mussen) (?:ich|wir) (?:\w+ ){0,3}widersprechen
              |(?:widersprech\w*|bestreite\w*)|unser\w* (?:\w+ ){0,2}(?:hat|haben) (?:\w+ ){0,3}(?:sehr wohl
              |durchaus|zweimal|doch) |sehr wohl|tatsache(?:n)?
            """
        ),
    ),
    "dismissal-if-idle": (
        *listed(
            r"""
            (?:keine|kein grund zur) (?:eile|hektik|panik|sorge)|(?:nur|ja nur
              |lediglich) (?:\w+ ){0,2}(?:wenige|einzelne|ein paar|kleinigkeit|um)|noch (?:keinen|niemanden
              |keinem|niemandem)|umgebracht|geschadet|(?:betrifft|betraf) (?:ja |nur |auch )|kleinigkeit
              |bei gelegenheit|(?:nicht|kaum) (?:so )?(?:eilig|dringend|wichtig)
            """
        ),
    ),
    "wry-if-cold": (
        *listed(
            r"""
            danke|dank|bravo|respekt|gratuliere\w*|gluckwunsch|notiert|offenbar|anscheinend
              |selbstverstandlich|naturlich|bekanntlich|leider|wunderbar|ungemein|prazise\w*|genial
              |grossartig|toll|nachstes mal|kunftig|demnachst|wir werden|vielleicht|gut beobachtet|ach|oh
              |tja|na ja|nun|wow|aha|stimmt|interessant|kurios|raten
            """
        ),
    ),
}
_DUTCH: Sayings = {
    "blame-if-idle": (
        *listed(
            r"""
            met een (?:\w+ ){1,5}(?:hebben we|heeft|is|was|gebeurt|werkt|past)|bij de (?:rest|meeste|andere
              |buren)(?: \w+){0,3} (?:doet|werkt|gaat|lukt|past|is)|(?:het )?zal (?:wel )?aan (?:je|uw
              |jouw) |(?:ligt|lag) (?:\w+ ){0,2}aan (?:je|uw|jouw|u|jou|de klant|de gebruiker)|(?:eigen|uw
              |je|jouw) (?:eigen )?(?:verantwoordelijkheid|keuze|schuld|fout|risico)
            (?:had|hadden) (?:u|je|jij|jullie) (?:\w+ ){0,8}(?:\w+d|\w+t|\w+en)\b|als (?:u|je|jij|jullie
              |men) (?:\w+ ){0,6}(?:had|niet|zou|te)\b|(?:u|je|jij) had (?:\w+ ){0,5}(?:kunnen|moeten|mogen)
              |(?:volgende|een andere) keer (?:\w+ ){0,4}(?:beter|eerder|eerst|goed|even|graag|dan|op|wat
              |misschien)|(?:heb|hebt|heeft|had) (?:u|je|jij) (?:\w+ ){0,6}(?:gelezen|gecontroleerd|gekeken
              |gemeten|opgelet|nagedacht|vergeten|gecheckt|gesloten|gekozen|ingevuld|aangevinkt)
            (?:staat|stond|stonden|staan) (?:\w+ ){0,3}(?:op|in|bij|erop|erin|er|duidelijk|vermeld)
              |(?:onjuist|verkeerd|foutief|onzorgvuldig)\w* (?:\w+ )?(?:gebruik|adres|ingevuld|ingevoerd
              |gewassen|opgeborgen|bediend|behandeld|gegevens|opgegeven)|gebruikersfout|(?:niet
              |geen) (?:\w+ ){0,3}(?:gemeld|gelezen|opgegeven|aangegeven|gevolgd|aangevraagd|doorgegeven
              |afgesloten|gereserveerd)|(?:gebeurt|komt) (?:\w+ ){0,4}(?:als|wanneer|door|doordat)|(?:daarom
              |niet voor niets|daar is)(?: \w+){0,4} (?:vragen|zeggen|bord|melden|staat|voor)|(?:iemand
              |kinderen|huisgenoot|buren|partner) (?:bij u|bij jou|in huis|thuis)|(?:klanten|gasten
              |reizigers|mensen|de meeste|iedereen|anderen) (?:\w+ ){0,4}(?:moeten|lukt|redden|wel|geen
              |nooit|worden gevraagd|worden verzocht|zelf)
            (?:u|je|jij|jullie) (?:hebt|heeft|heb|had|was|waren|wilde|kon|koos|hadden|hebben)|(?:hebt|heeft
              |had|was) u|(?:heb|had|was) je|(?:uw|je|jouw) \w+ (?:is|was|heeft|had|zijn|stond|zat)|(?:moet
              |moeten|dient|dienen) (?:\w+ ){0,5}(?:worden|zijn|te)|(?:verplicht|vooraf|van tevoren|op tijd
              |normaal gesproken|meestal|doorgaans|correct|zorgvuldig|voorzichtig|opletten|goedkoop\w*
              |goedkope|risico)|(?:men|iedereen|de meesten|veel mensen) (?:\w+ ){0,3}(?:moet|weet|kan|koopt
              |leest)
            """
        ),
    ),
    "argument-if-idle": (
        *listed(
            r"""
            wel degelijk|(?:ben|zijn) (?:ik|we|wij) het niet (?:mee )?eens|spreek\w* (?:\w+ ){0,3}tegen
              |feit(?:en)? (?:is|blijft|zijn)|(?:bezorger|chauffeur|collega|medewerker)s? (?:zegt|zei
              |heeft) (?:\w+ ){0,4}(?:wel|twee|gebeld|aangebeld|gewacht|dat)
            """
        ),
    ),
    "dismissal-if-idle": (
        *listed(
            r"""
            (?:geen|niet) (?:haast|ramp|drama|paniek|zo erg|zo'n punt|zo dringend|de moeite)|(?:gaat
              |is) (?:maar |slechts )(?:om|een)|kleinigheid\w*|niemand (?:\w+ )?(?:dood|aan gestorven)
              |gelukkig maar|in elk geval|(?:valt|viel) (?:best |wel )?mee
            """
        ),
    ),
    "wry-if-cold": (
        *listed(
            r"""
            bedankt|dank|bravo|petje af|gefeliciteerd|genoteerd|kennelijk|blijkbaar|uiteraard|natuurlijk
              |vanzelfsprekend|helaas|prachtig|geweldig|knap|fijn|volgende keer|we zullen|wij zullen
              |misschien|goed gezien|ach|oh|tja|nou|wauw|zo|graag naar
            """
        ),
    ),
}
SAYINGS: dict[str, Sayings] = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "nl": _DUTCH,
}
