"""How mockery is built, whatever it is about, where something went wrong: by language. Pure.

An apology does not make a jest harmless: these are heard beside any. How such a sentence opens; courtesy and
feeling that are laid on; proverbs, and books and films that everybody knows; things with a will of their own;
counting somebody's losses as gains; questions that ask for nothing. ``mocks`` is looked for wherever nobody
is happy. ``empathises``: what may well be said before the apology.
"""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

_ENGLISH: Sayings = {
    "mocks": (
        *listed(
            r"""
            ~(?:^|[.!?…:] ?)\s*(?:ah+|ooh+|aww+|gosh|goodness(?: me| gracious)?|gee|golly|heavens(?: above)?
              |blimey|crikey|my(?: oh)? my|oh my|dear oh dear|dear me|and yet|but hey|hey ho|to be fair
              |in (?:all )?fairness|in (?:our|his|her|their|its) defen[cs]e|funny|funnily enough
              |crazy thought|rumou?r has it|legend has it|they (?:do )?say|some (?:people|say|would|folk
              |folks)|surely|presumably|imagine|so close|voila|bingo|nothing like|nothing says|sounds like
              |good thing|points for|full marks|ten points|plot twist|never mind|no pressure|what can we say
              |guess what|guess who|who says|welcome to|behold|alas|once upon a|as luck would|mystery solved
              |busted|caught us|touche|fair cop|hah?|heh|yay|hurray|boom|ta-?da|cute|bless|cheeky|ambitious
              |bold|brave|impressive|fascinating|riveting|thrilling|adorable|delightful|oof|eek|yikes|whoops
              |oopsie|righto|right then|chin up|deep breaths?|hang in there|look lively|all aboard|ahoy|arr+
              |hear hear|amen|indeed)\b(?: \w+)? ?[,.!?;:…-]~
            ~(?:^|[.!?…] ?)\s*well(?: ?[,…-]| (?:it's|that's|you|we|at least|there|someone|somebody|if|now
              |then|isn't|aren't|here|done|this|they|he|she|i)\b)~
            ~(?:^|[.!?…] ?)\s*(?:ah|gosh|goodness|to be fair|and yet|some (?:people|would|say|folk|folks
              |\w+ \w+) (?:would|pay|charge|say|call|kill|love|like|find|think)|somebody (?:seems|clearly
              |woke|fancies|likes|loves|never)|nothing (?:like|says|beats)|sounds like|looks like (?:one
              |someone|somebody|your|the \w+ (?:had|has|wanted|took|decided))|imagine|perhaps (?:your|the|he
              |she|it|they|you)|maybe (?:your|the|he|she|it|they|you)|presumably|surely|apparently|evidently
              |clearly|who (?:needs|doesn't|wouldn't|could|hasn't|wants|knew|says)|trust (?:us|me|you)
              |if only|love (?:a|the|that|it|this|how)|loving|we (?:do )?love|good (?:thing|job)
              |number \w+ is|a (?:bold|brave|new|fine|classic|bit of a|lovely|whole|true|real|small price
              |taste of|touch of))\b~
            your wish is|at your (?:beck|command|service)|(?:a )?thousand pardons|grovel\w*|sackcloth
              |mea culpa|humble (?:pardon|servants?)|pray (?:tell|forgive|accept)|perish the thought
              |the (?:audacity|nerve|cheek|injustice|indignity|humiliation|agony|suspense|drama)|oh the \w+
              |(?:how (?:ever|on earth)|however) (?:did|will|do|would|can) you|good heavens|great scott
              |goodness gracious|my goodness
            as (?:everyone|everybody|we all|you(?:'ll)? (?:surely |no doubt )?) ?knows?|last (?:time )?(?:i
              |we) (?:checked|looked|heard)|correct (?:me|us) if|call (?:me|us) old[- ]fashioned|silly (?:me
              |us)|(?:it's|it is) (?:well|widely|common) know\w+|famous(?:ly)? for|famed for|renowned for
              |legendary|or so (?:we're|we are|i'm|they|we've been) told|we're told (?:it's|it is|that)
              |allegedly|so to speak|no doubt|doubtless|obviously you|you obviously|undoubtedly
              |needless to say|strange(?:ly)? (?:but true|enough)|oddly enough|believe it or not
              |hard as it is to believe|shock(?:ing|er)?(?: news| horror)|hence the|thus the
              |long story short|for what it's worth you|in (?:its|their|his|her|our
              |your) (?:infinite )?(?:wisdom|glory|splendou?r)
            you (?:lucky|brave|clever|naughty|cheeky|little) (?:thing|one|lot|devil|soul|so-and-so)
              |one of (?:you|us|them) (?:knows|is|was|has|had|at least)|somebody (?:here )?(?:seems|clearly
              |must have been|needs a|fancies|is having)|eagle[- ]eyed|hawk[- ]eyed
              |(?:what a |such a )?(?:sharp|keen) eye|nothing (?:gets past|escapes) you|you (?:do not
              |don't) miss (?:much|a)|full marks|top marks|ten out of ten|a for effort|points for|kudos
              |hats? off|applause|congrat\w*|well done|(?:your|a) secret (?:admirer|talent)|biggest fan
              |fan (?:mail|club)|love letters?|autograph|keeping (?:score|count|track of)|been counting
              |hobby|hobbies|nothing better to do|time on your hands|good (?:times|old days)|must (?:be
              |have been) (?:so |very |quite )?(?:nice|lovely|fun|thrilling|exhausting|exciting|wonderful)
              |you(?:'ve| have)? clearly (?:have|got|know|enjoy|love)|stamina|patience of a saint
              |(?:you )?sound(?:s)? (?:like )?(?:fun|thrilled|delightful|dreamy|cosy|idyllic)
              |living the dream|lap of luxury|spoil(?:ed|t|ing) (?:you|for choice|rotten)|pamper\w*
              |treat yourself
            devastated|inconsolable|distraught|shaken to|lost sleep|sleepless|cut to the quick|wounded
              |quak\w+|shaking in our|trembl\w+|on our knees|overcome (?:by|with)|smitten|missed you
              |couldn't bear|hearts? (?:bleeds?|skipped|flutter\w*)|deepest (?:sympathies
              |condolences) to your \w+|thoughts and prayers|a moment's silence|rest in (?:peace|pieces)
              |r\.?i\.?p|gone but not|fallen comrade|our loss
            quality over quantity|patience is a virtue|good things come|rome (?:was|wasn't)|more haste
              |slow and steady|better late|no pain|practice makes|you (?:win some|can't win)|show ?business
              |c'est la vie|easy come|third time(?:'s)? (?:lucky|the)|lucky (?:number|day|one|charm)
              |magic (?:one|number)|variety is|spice of life|less is more|size (?:isn't|doesn't)
              |eye of the beholder|money can't|money doesn't grow|time flies|all good things
              |sharing is caring|absence makes|when life gives|every little helps|what doesn't kill
              |makes you stronger|early bird|you snooze|swings and roundabouts|grass is (?:always )?greener
              |best laid plans|storm in a teacup|rules (?:were|are) made|can't have everything|beggars can't
              |don't shoot the messenger|it's the thought|thought that counts|worth (?:waiting|the wait)
              |wonders never|ignorance is|love hurts|sod's law|murphy's law|famous last words
              |the plot thickens|the show must|keep calm|carry on|no rest for|you had one job
              |speak of the devil|if you can't (?:beat|stand)
            titanic|noah|moses|jesus|gandhi|cinderella|goldilocks|rapunzel|pinocchio|narnia|atlantis
              |bermuda triangle|black holes?|parallel universe|another dimension|quantum|schrodinger\w*
              |darwin|socrates|picasso|van gogh|da vinci|mona lisa|mozart|beethoven|kafka\w*|dickens\w*
              |tolstoy|odyssey|trojan horse|vikings?|dinosaurs?|dragons?|ninjas?|pirates?|zombies?|vampires?
              |dracula|frankenstein|yeti|bigfoot|loch ness|james bond|mission impossible|indiana jones
              |hunger games|squid game|star (?:wars|trek)|harry potter|hobbits?|mordor|gandalf|jedi|houdini
              |copperfield|agatha christie|poirot|marple|csi|mi5|mi6|fbi|cia|area 51|bitcoin|conspirac\w+
              |tinfoil|illuminati|martians?|lizards?|moon landing|flat earth|stone age|middle ages|medieval
              |victorian|prehistoric|antiques roadshow|guinness|record books?|world records?|olympi\w+
              |gold medal|world cup|championships?|hall of fame|bake[- ]off|masterchef|big brother|netflix
              |hollywood|blockbuster|box office|sequel|trilogy|soap opera|reality tv|comedy (?:show|night
              |gold)|stand-?up|circus|theme parks?|rollercoaster|roller coaster|fairground|escape room
              |treasure hunt|scavenger hunt|raffle|jackpot|lottery|full house|lucky dip|blind date
              |speed dating|tinder|honeymoon|serenade\w*|postcards?|souvenirs?|tumbleweed|yachts?|mansions?
              |bahamas|cayman|offshore|rolling in|swimming in (?:money|cash|it)|money trees?|swiss (?:bank
              |account)|caviar|truffles?
            modern art|(?:work|piece) of art|art (?:installation|form)|sculpture|performance art
              |masterpieces?|museum piece|minimalis\w+|avant[- ]garde|limited edition|collector'?s? (?:item
              |edition)|deconstructed|artisan\w*|statement piece|fashion (?:statement|forward)
              |conversation (?:piece|starter)|talking point|acquired taste|trend[- ]?sett\w+|ahead of (?:its
              |your|their) time|bold (?:new|choice|move)|brave new|new direction|all the rage|bonus feature
              |hidden (?:feature|talent)|(?:new|secret|free) (?:feature|diet|recipe|ingredient|superpower
              |sport)|(?:free|extra) (?:ventilation|entertainment|seasoning|fibre|vitamins?|decoration|iron
              |roughage|adventure|thrills?|excitement)|airs and graces|immersive|interactive experience
              |mindful\w*|digital detox|meditation|zen|yoga|spa day|me time|quality time|character building
              |team ?building|extreme sports?|survival (?:skills|course)|boot camp|fasting|detox
            (?:fridge|boiler|suitcase|case|bag|luggage|parcel|package|box|letter|train|bus|tram|plane|bin
              |lorry|printer|app|computer|server|robot|bot|machine|lift|cat|dog|sandwich|sofa|chair|lamp
              |shoe|phone|router|meter|wifi|signal|export|button|software|update|invoice|door|heater|heating
              |driver|engineer)s?(?: \w+)? (?:decided|developed|discovered|joined|retired|eloped|escaped
              |emigrated|fancied|felt|feeling|feels|enjoying|enjoys|opinions|feelings|dreams|ambitions|opted
              |prefers?|preferred|got (?:tired|bored|lonely|jealous|shy|lost in)|ran off|run off
              |went on (?:strike|tour)|jealous|lonely|in love|tired|sleepy|asleep|hungry|thirsty|homesick)
              |(?:like|love)s? (?:to travel|travelling|the (?:view|sea|sun|attention)|an audience|it there
              |company)|impeccable timing|perfect timing|sense of (?:timing|direction|occasion|adventure
              |drama|style)|life of its own|caught the sun|seen the world|see more of the|scenic route
              |the long way|did it send|had a (?:lovely|nice|great|good|wonderful) time|having a (?:lovely
              |nice|great|good|wonderful|better|whale of a) time|knows? how to (?:live|party|travel|relax)
            a whole (?:\d+|one|two|three|four|five|pound|penny|minute|second)|all of (?:two|three|four|five
              |six|\d+) \w+|not (?:one|two|three) but (?:two|three|four)|buy one get
              |two for (?:the price of )?one|(?:two|three|four|five|six|\d+) for the price|the record is
              |new record|personal best|and counting|don't rule out|only (?:another )?(?:\w+ )?(?:to go
              |sixty|a hundred|\d+ more)|(?:for|at) that price you|half a million|a million|gazillion
              |squillion|zillion|(?:win|get|wins?|claim) (?:a|the) prize|collect (?:them |the )?(?:all|set)
              |loyalty points
            well ?[,…-]|am i right|right\? right|who would(?:n't| not)|who could (?:resist|possibly|ever)
              |what (?:more|else) (?:could|do|would) (?:you|anyone|anybody|one) (?:want|ask|need|wish)
              |what (?:were|was) you (?:doing|thinking|expecting|hoping)|were you (?:hoping|expecting
              |planning|raised|born)|have you (?:ever|considered|thought (?:of|about))|did you (?:expect
              |think|really|honestly|seriously|want us to|by any chance)|do you (?:think|honestly|really
              |seriously|want us to|expect|imagine|suppose)|would you (?:like us to|prefer (?:us|that we
              |it if)|rather we)|shall (?:we|i) (?:bring|fly|hire|organi[sz]e|come|carry|sing|write
              |have|also|put up|ask)|what did (?:it|the \w+) ever|why (?:so|on earth|ever|not just)
              |isn't (?:it|that|life|nature|technology) \w+|aren't (?:we|you|they) \w+|wouldn't (?:that|it
              |life|we) (?:be|all)|don't (?:we|you) (?:all )?(?:love|just)|(?:isn't|aren't|doesn't|don't
              |wasn't|weren't|hasn't|haven't|wouldn't) (?:it|you|we|they|he|she|that) ?[?.!]|you (?:did|do
              |were|have been|had been) (?:tick|ask for|say|want|warned)|and (?:it|he|she|they|we
              |you) (?:was|were|did|does|is|do|are) ?[!.?]|careful what you|be careful what|(?:we|i)(?:'d
              | would) (?:have )?\w+(?: \w+){0,4} but (?:then|we|the|our|you|that|it|somebody|funny)|(?:we
              |i) used to but|if (?:only )?(?:we|i) had a (?:\w+ )?(?:pound|penny|euro|dollar|coin)|(?:next
              |in (?:our|your)) (?:life|lifetime)|in another life|don't (?:all )?thank (?:us|me)
              |no thank[- ]you|you're welcome|don't mention it|rest (?:our|my) case|challenge accepted
              |game on|checkmate|hold (?:our|my) beer|say no more|we hear (?:it|they|that)|the things (?:we
              |people|you)|who'd have|what are the odds|stranger things|if memory serves|we'll (?:alert
              |notify|inform|tell) (?:the )?(?:palace|king|prime minister|government|ministry|world|nasa
              |press|board)|we'll (?:have|be) (?:a word with|flogged|fired|shot)|(?:pay|paid|charge[sd]?
              |paying|charging) (?:extra|good money|more|a fortune|a premium|handsomely|double) (?:for|to)
              |(?:usually|normally) (?:cost|costs|pay|charge)s? extra
            """
        ),
    ),
    "cheers": (
        *listed(
            r"""
            you(?:'ve| have)? got this|hang in there|deep breaths?|chin up|no worries|don't worry be
              |all good|easy[- ]peasy|in a jiffy|pronto|cracking on|no biggie|no probs?|stay (?:safe
              |strong) (?:out )?there|lots of love|xo+|hugs|happy days|woop|whoop|go team|game on|let's go
              |on the mend
            """
        ),
    ),
    "empathises": (
        *listed(
            r"""
            understand\w*|fair (?:complaint|point|question|comment|criticism|enough)
              |frighten\w*|scar(?:y|ed)|wrong|right|long|too (?:long|much|many|late)|worse|worst
              |must (?:be|have|feel)|must not|should|shouldn't|not (?:ok|okay|good|fun|how|what|the|fine
              |acceptable)|nobody|no one|no way|no (?:fun|excuse)|maddening|annoy\w*|frustrat\w*|awful\w*
              |terribl\w*|horribl\w*|pain\w*|hard|upset\w*|disappoint\w*|unfair|deserve\w*|hurts?|bad
              |embarrass\w*|unacceptable|mortify\w*|we hear|i hear|see (?:why|that|how)|feels?|thank\w*|true
              |agree\w*|ouch|shame|sad|worr\w+|stress\w*|miserable|nasty|rough|grim|hate|(?:we|i) (?:were
              |did|said|forgot|missed|made|got|had|read|know|can see|see|dropped|left)|our (?:mistake|fault
              |error)|is no|isn't|loss|trouble|angry|fault|ruin\w*|spoil\w*|loud and clear|not enough
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
_GERMAN: Sayings = {
    "mocks": (
        *listed(
            r"""
            ~(?:^|[.!?…:] ?)\s*(?:na ja|naja|nun ja|ach so|ach ja|oho|oha|huch|ui|hoppla|tja|tadaa?|respekt
              |chapeau|immerhin|glanzleistung|na dann|na sowas|wer (?:braucht|will|hatte|weiss|sagt)
              |andere (?:zahlen|wurden|traumen|bezahlen)|manche (?:zahlen|wurden|bezahlen|leute)|angeblich
              |vielleicht (?:hat|ist|war|wollte|war's|beim|bei|im)|bestimmt (?:hat|ist|war|wollte)
              |vermutlich (?:hat|wollte)|wahrscheinlich (?:hat|wollte)|man munkelt|es heisst)\b~
            gluckwunsch|gratul\w+|herzlichen dank fur (?:ihr|die) \w+ \w+|gut ding will weile|rom wurde
              |ubung macht|aller guten dinge|geduld ist|eile mit weile|glaube versetzt|wer zuletzt
              |reisende soll|einem geschenkten|der weg ist das ziel|weniger ist mehr|scherben bringen
              |andere landern|kunstwerk|moderne kunst|james bond|titanic|agatha christie|hollywood|lotto
              |sechser im|jackpot|olympia|weltrekord|rekordverdachtig|steinzeit|dinosaurier|zombies?
              |vampir\w*|drachen?|piraten?|ninja\w*|einhorn|lebt noch|shoppinglaune|wellness|sauna|yoga
              |entschleunig\w*|abenteuerurlaub|romantisch\w*|(?:schon mal|haben sie schon) (?:daran gedacht
              |uberlegt|versucht)|sie (?:armer|arme|gluckspilz)|wie kommen sie (?:nur|denn) (?:darauf|drauf)
              |ihr (?:ernst|wunsch ist)|zu ihren diensten|was (?:will|braucht) man mehr
              |was haben sie erwartet
            """
        ),
    ),
    "empathises": (
        *listed(
            r"""
            recht|falsch|schlimm\w*|arger\w*|versteh\w*|lang\w*|schade|traurig|arg|unangenehm|nicht (?:gut
              |in ordnung|schon|richtig|akzeptabel)|zu (?:lang|spat|viel)|hatten? (?:nicht|wir)|dumm|doof
              |mist|bitter|frust\w*|enttausch\w*|schrecklich|furchtbar|danke?|peinlich|fehler|darf nicht
              |durfen nicht|sollte
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
_DUTCH: Sayings = {
    "mocks": (
        *listed(
            r"""
            ~(?:^|[.!?…:] ?)\s*(?:nou|nou ja|ach|tja|oho|oei oei|goh|nounou|hoera|respect|chapeau|mooi|fijn
              |gezellig|leuk|knap|(?:sommigen|anderen|er zijn mensen die) (?:betalen|dromen|zouden)
              |wie (?:heeft|wil|zegt|had)|misschien (?:heeft|is|was|wilde|bij|in)|vast (?:en zeker)?
              |blijkbaar|men zegt|ze zeggen|ja daar|daar hebben we)\b~
            gefeliciteerd|proficiat|bravo|geduld is een|haastige spoed|keulen en aken|rome is niet
              |drie keer is|beter laat|oefening baart|uit het oog|een gegeven paard|kunstwerk|moderne kunst
              |james bond|titanic|agatha christie|hollywood|loterij|staatsloterij|jackpot|olympisch\w*
              |wereldrecord|prehistori\w*|dinosaurus\w*|zombies?|vampier\w*|draken?|piraten?|ninja'?s?
              |(?:heeft u|heb je) (?:er )?(?:al eens|wel eens) (?:aan gedacht|geprobeerd|overwogen)
              |tot uw dienst|uw wens is|wat wil (?:je|een mens) nog meer|wat had u (?:dan )?verwacht
              |speciaal (?:op|voor u|voor jou) gewacht|speciaal op
            """
        ),
    ),
    "empathises": (
        *listed(
            r"""
            gelijk|vervelend\w*|erg|lang|begrijp\w*|naar|rot\w*|jammer|slordig|niet (?:goed|ok\w*
              |de bedoeling|zoals|netjes|prettig)|te (?:lang|laat|veel)|fout|mis|had(?:den)?|hoort|zou
              |verdriet\w*|balen|schrik\w*|verschrikkelijk|teleur\w*|dank\w*|schaam\w*|zuur
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
    "en": _ENGLISH,
    "de": _GERMAN,
    "nl": _DUTCH,
}
