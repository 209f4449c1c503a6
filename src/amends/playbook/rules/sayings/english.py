"""What hurts, in English. Pure."""

from __future__ import annotations

from amends.playbook.rules.findings import Level
from amends.playbook.rules.lexicon import Saying, Sayings, listed

SAYINGS: Sayings = {
    "blame": (
        *listed(
            r"""
            that(?:'s| is) what happens (?:when|if) (?:you|one|people)|only you can|you alone
              |nobody but you|you of all people
            are you sure (?:that )?you (?:didn't|haven't|read|typed|entered|looked|did|put|followed
              |have)|(?:careful|attentive|reasonable) (?:customers?|readers?|people) (?:would|read|know)
            you (?:ticked|clicked|signed|agreed to) (?:the|our|it|this|that|on)|whose fault is that
              |who(?:'s| is) to blame|your own (?:doing|choice|decision|problem|risk)
            did you (?:maybe |perhaps |accidentally |by any chance )*(?:drop|break|spill|forget|misread
              |wash|damage|sit|lose)
            (?:why|how) (?:would|did|could|didn't|wouldn't) you (?:even |ever |just )?(?:type|click|buy
              |order|open|give|send|wait|believe|leave|put|do|think|not|read|check|sign|use|ignore|trust
              |book)
            you(?:'ve| have)? (?:probably|maybe|perhaps|presumably|most likely|simply
              |surely) (?:have )?(?:typed|entered|missed|misread|forgotten|ordered|clicked|used|set
              |dropped|broken|put|made|done|chosen|read|confused|lost)
            you (?:prevented|stopped) (?:us|it|our)|you (?:typed|entered|read|wrote|put|installed|used
              |washed|wore) (?:it|this|that|the \w+) (?:in )?(?:wrongly|wrong|incorrectly|badly)
              |we warn(?:ed)? (?:you|about this|everybody)
            you (?:have |had |had clearly |clearly |simply |obviously |apparently |must have |probably )
              ?(?:failed|forgot|forgotten|neglected|refused|chose|chosen|decided|omitted) to
            you (?:clearly |obviously |simply |just |apparently )?(?:didn't|did not|haven't|have not
              |never) (?:bother(?:ed)?|read|check(?:ed)?|follow(?:ed)?|look(?:ed)?|listen(?:ed)?|pay|paid
              |understand|understood|notice(?:d)?|keep|kept|tell|told|give|given|provide(?:d)?
              |enter(?:ed)?|include(?:d)?|mention(?:ed)?|use(?:d)? it|store(?:d)?|plan(?:ned)?
              |install(?:ed)?|respond(?:ed)?|answer(?:ed)?|turn(?:ed)? up|show(?:ed)? up)
            (?:your|the customer's|the user's) own (?:fault|mistake|carelessness|negligence|doing
              |misuse|stupidity|misunderstanding|wrong ?doing|impatience|laziness|incompetence)
            (?:that's|it's|this is|that is|it is
              |was) (?:entirely |clearly |actually |really |all |purely )?(?:on you|down to you
              |your (?:own )?(?:error|problem|choice|responsibility|decision))
            (?:you|yourself|customer|user|you yourself) (?:are|is|were|have
              |has) (?:only |entirely |solely )?(?:to blame|at fault|yourself to blame
              |responsible for (?:this|that|your own|checking|reading))
            blame (?:yourself|lies with you|is yours|is on you)
            (?:user|operator|customer|human) error
            if (?:only )?you (?:had|'d)(?: only| just| actually| simply| bothered to)? (?:read|checked
              |followed|told|asked|looked|listened|paid|bothered|waited|come|called|ordered|chosen|booked
              |used|contacted|given|been|kept|done)
            had you (?:only |just |actually |simply )?(?:read|checked|followed|told|asked|looked
              |listened|paid|bothered|waited|come|called|ordered|chosen|booked|used|contacted|given|been
              |kept|done)
            you (?:must|may|might|probably|obviously|clearly
              |evidently) (?:have )?(?:just |simply )?(?:misread|misunderstood|dropped|broken?|damaged
              |misused|overlooked|ignored|confused|mistaken|typed|done something|made a mistake
              |got(?:ten)? (?:it|something|confused)|used it|entered (?:it|the wrong)|missed (?:it|the
              |our)|set it)
            you (?:misread|misunderstood|misused|mishandled|overlooked|ignored|broke it|dropped it
              |got it wrong|were warned|have been warned|only have yourself|have only yourself
              |brought this|did (?:it|this) to|did (?:it|this|that|something) wrong|caused (?:this|it
              |the)|made (?:a|the|this) (?:mistake|error)|left it too|waited too long|should know
              |should (?:really )?(?:read|check|learn|know|be more|pay more|try reading|plan))
            you(?:'re| are| were) (?:using|doing|holding|reading|wearing|washing|storing) (?:it|this
              |them) (?:wrong|incorrectly|wrongly|the wrong)
            (?:gave|entered|ordered|picked|chose|selected|typed|provided|booked|used
              |put in) (?:us |in )?the wrong \w+
            (?:problem|issue|error|mistake|fault)(?: here)? (?:is|was|must be|lies
              |seems to be) (?:entirely |clearly |probably )?(?:on|at|with) (?:your (?:end|side)|you)
            (?:no one|nobody) (?:forced|made|asked|told) you
            (?:perhaps|maybe) (?:you )?(?:next time|try reading|try to read|you should|if you)
            next time (?:please )?(?:read|check|be more|be careful|make sure|look|pay attention|think
              |plan|you should|order|you might want|try)
            because (?:of )?your (?:own )?(?:carelessness|mistake|error|fault|negligence|late|wrong
              |incorrect|failure)
            because you (?:did not|didn't|failed|gave|entered|ordered|missed|ignored|never|forgot
              |were not|weren't|waited|chose|refused|used it)
            (?:you|customers?) (?:need|have) to (?:learn|take responsibility|be more careful|read the)
            """
        ),
        Saying(
            (
                "(?:(?:not|isn't|wasn't|never|aren't|no way) )?(?:at all )?(?:really )?your (?:fault|mistake"
                "|carelessness|negligence|doing|misuse|misunderstanding|impatience|laziness|incompetence)"
            ),
            unless=r"not|isn|wasn|never|aren|no\b",
        ),
        Saying(
            (
                "you (?:really |simply |clearly |obviously |just |probably )?(?:should|could"
                "|ought to)(?:n't| not)?(?: have|'ve| of)"
            ),
            unless=(
                r"\w+(?:\s+[\w']+)*?(?:\s+(?:have|of)|'ve)\s+(?:now\s+|already\s+)?(?:receiv|got|gotten|had\b"
                r"|seen\s+(?:an|the|our)|heard|a\b|an\b|the\b|your\b|been\s+(?:\w+ed\b|called|told|given|sent|shown|kept|left|paid|met|able|offered"
                "|refunded|contacted|able|warned|charged|sent|informed|treated|served|seated|helped|looked"
                r"|asked|met|met\b|our|in\s+touch)|to\b|it\s+by|it\s+back|access|it\b\s+(?:now|soon))"
            ),
        ),
    ),
    "argument": (
        *listed(
            r"""
            (?:that|this|it) (?:can't|cannot|couldn't|could not) (?:be (?:true|right|the case)
              |have (?:happened|been))|(?:that's|it's|this is
              |that is) (?:simply |just |quite |pure |pure )*(?:impossible|made up|invented|fiction
              |fantasy|nonsense|exaggerated|an exaggeration)
            (?:our|the) (?:driver|waiter|waitress|colleague|cameras?|logs?|recording
              |courier) (?:clearly )?(?:remembers?|saw|swears?|denies|tells (?:us )?(?:a different
              |another)|says (?:otherwise|that|he|she|you))
            a (?:very )?different story|your (?:version|side) of (?:the story|events|things)
              |you (?:were|are) (?:not|never) (?:there|promised|overcharged|charged|ignored|kept waiting)
            (?:that|this|it) (?:is not|isn't|was not|wasn't) (?:what happened|how it (?:was|happened
              |went)|true|right at all|correct)
            (?:that|this|it) (?:didn't|did not|never) happen(?:ed)?|(?:we|i) (?:believe|trust) (?:him
              |her|them|our (?:driver|staff|team|colleague|records|courier))|lies about (?:us|our)
              |spread(?:ing)? (?:lies|rumou?rs|falsehoods)|(?:is|are|were|was) lying
            you (?:can't|cannot|could not) (?:want|demand|claim|ask for|insist on|have it both)
              |your \w+ is wrong
            (?:that's|this is|that is|it's|it is|which is|that was|is
              |are)(?: simply| just| really| actually| quite| plainly| clearly| completely)* (?:not true
              |untrue|false|incorrect|a lie|lies|nonsense|inaccurate|not correct|not accurate
              |not what happened|absurd|rubbish|a false claim|not the case|factually wrong
              |factually incorrect)
            (?:that's|this is|that is|it's|your (?:claim|statement|comment|review
              |post) is)(?: simply| just| plain| flat out) wrong
            you(?:'re| are|r)(?: simply| just| clearly| obviously| plainly)? (?:wrong|mistaken|lying
              |confused|exaggerating|overreacting|misinformed|incorrect|not being honest|not telling
              |twisting|misleading|a liar|spreading|making (?:this|that|it|things) up|misrepresenting
              |being (?:unfair|unreasonable|rude|ridiculous|dramatic|difficult|dishonest|oversensitive
              |silly|aggressive|hysterical|childish|untruthful))
            we (?:strongly |completely |totally |respectfully |have to |must |firmly |categorically |wou
              ld |beg to )*(?:disagree|differ|dispute|reject|deny|refute|contradict|correct you|object to)
            we (?:do not|don't|cannot|can't|won't|will not) (?:accept (?:that|this|your|the)|agree
              |believe (?:you|that|this|your)|tolerate|recognise|recognize)
            (?:find|found) (?:it|that|this|your \w+) (?:very |rather |quite )?(?:hard to believe
              |unbelievable|unlikely|odd)
            we (?:have )?(?:never|didn't|did not) (?:ever )?(?:said|say|promised?|told|tell|did
              |do anything|claimed?|charged?|agreed?|lost|lose|lied?|made|make (?:that|this|such|any
              |a mistake)|advertised?|deleted?|ignored?|refused?|received (?:any|a|your)|had (?:this|that
              |such|any))
            (?:the (?:fact|truth|reality)(?: of the matter)? is|the facts are|for the record
              |let(?:'s| me| us) be (?:very )?clear|to be (?:very |perfectly |absolutely )?clear
              |to set the record straight|let me correct you)
            (?:get|check) your facts(?: straight| right)?
            our (?:records|system|systems|logs|data|driver|staff|team|tracking
              |courier)(?: clearly| will)? (?:show|shows|say|says|state|states|indicate|indicates|confirm
              |confirms|prove|proves)s? (?:otherwise|differently|something|that you|you|the opposite
              |a different|that (?:it|the|this) (?:was|were|has been) (?:fine|delivered|correct|ok))
            (?:did|done|doing) (?:nothing|everything|absolutely nothing) (?:wrong|right|correctly
              |by the book)
            (?:we|our \w+|it|i)(?:'ve| have)? (?:did|does|do|don't|doesn't
              |never) (?:not )?(?:make mistakes|lie|lies|treat (?:anyone|customers))
            (?:that's|this is|that is) not how (?:it|this|that|things|business) works?
            but you (?:said|told|ordered|agreed|clicked|signed|accepted|chose|did)
            you (?:claim|allege)(?:ed|d|s)?
            your (?:claim|claims|accusation|accusations|allegation|allegations|version
              |lies)(?: \w+)? (?:is|are|of)
            (?:so called|so-called|alleged|allegedly)
            (?:slander|slanderous|libel|libellous|defamation|defamatory|defame)
            (?:our lawyers?|legal action|legal team|take you to court|sue you|see you in court)
            (?:prove it|do you have (?:any )?(?:proof|evidence)|where is your (?:proof|evidence)
              |show us (?:the )?proof|can you prove)
            (?:it's|it is|that's|this is|was|is) (?:certainly |definitely |simply |clearly )?not (?:our
              |my) (?:fault|mistake|doing|error)
            (?:everyone|everybody) else (?:is|seems|loves?|likes?|manages?|had|has|understood|was)
            (?:other|most|all(?: of)? our(?: other)?|our(?: other)?) customers (?:are|have|seem|had
              |never|don't|love|like|manage|understand|find
              |disagree) (?:perfectly |all |very |quite |the )?(?:happy|fine|no problem|no problems
              |satisfied|no issue|no issues|never|it|complain|understand|complaints|manage)
            we stand by (?:our|the)
            (?:you can't|you cannot) (?:seriously|possibly|really) (?:expect|believe|think)
            (?:you can't|you cannot|you can hardly) (?:just )?(?:expect|blame|demand|accuse)
            there (?:is|was) (?:absolutely )?nothing wrong with (?:it|our|the|that|them|how)
            (?:stop|quit) (?:lying|making things up|making this up|spreading|twisting)
            """
        ),
    ),
    "dismissal": (
        *listed(
            r"""
            we (?:get|hear) (?:this|that) (?:a lot|all the time|every day)|that's (?:perfectly
              |completely|totally|just) normal|(?:it's|it is|that's) only (?:an?|one|two|three|ten
              |\d+) \w+|what's the (?:problem|big deal|fuss)|why (?:all )?the (?:fuss|drama)
            (?:just be|you should be|you can be|you could be) (?:glad|happy|grateful|thankful)|worse things
              |have it worse|others have|nothing (?:more|else|further) to (?:say|add)|not interested
              |ask (?:someone|somebody) else|lower your expectations|manage your expectations
            (?:everybody|everyone|anyone|we all) (?:has|have|gets|had) (?:an? |the )?\w+ (?:these days
              |nowadays|sometimes)
            (?:you|he|she|they|it)(?:'ll| will) (?:be (?:just )?fine|live|survive|get over it|manage
              |cope)|just (?:read|look|wait|deal|try|scroll)(?: it| at it)?|there's (?:this
              |such) (?:a )?thing (?:called|as)
            (?:please |just |you need to |try to )(?:relax|chill(?: out)?|settle down|cool down
              |take it easy)
            (?:chill out|take a chill pill|take a deep breath|get over it|deal with it|suck it up
              |move on|get a life|grow up|get used to it)
            as (?:i|we)(?:'ve| have)?(?: already| previously| repeatedly| just| clearly)* (?:said|told
              |explained|mentioned|stated|informed|pointed|advised)(?: you)?
            (?:like|what) (?:i|we) (?:already |just )?(?:said|told you
              |explained)(?: before| already| earlier)?
            (?:i|we)(?:'ve| have)? (?:already|repeatedly|previously|clearly)(?: \w+)? (?:said|told
              |explained|mentioned|stated|informed|answered|been over|gone over|replied)
            (?:as (?:previously |already |clearly )?(?:stated|mentioned|explained|advised|noted
              |outlined|communicated
              |per)(?: before| above| earlier| previously| on our| in our| in the| multiple)?)
            (?:once again|yet again|for the (?:last|second|third|umpteenth|hundredth) time|again as)
            (?:as )?per (?:our|the|company|store)(?: \w+)? (?:policy|policies|terms|rules|conditions
              |guidelines|procedure|t&cs)
            (?:that's|it's|this is|that is|it is) (?:just |simply )?(?:our|the|company
              |store)(?: \w+)? (?:policy|rules?)
            (?:(?:our|the|company) policy (?:is clear|states|clearly|says|does not|doesn't|applies)
              |policy is policy|rules are rules|against (?:our|company) policy|company policy
              |due to (?:our )?(?:policy|company policy))
            (?:read|check|consult|refer to|see
              |study) (?:the |our |your )?(?:\w+ ){0,2}(?:terms(?: and conditions)?|fine print
              |small print|t&cs|faqs?|manual|contract|policy|terms of service|agreement)(?: (?:again
              |before|first|carefully|properly|next))
            (?:it's|it is|that's|as|this is) (?:all )?(?:clearly |plainly )?(?:stated|written|explained
              |said|set out|there) (?:clearly )?(?:in|on) (?:the|our|your) (?:\w+ ){0,2}(?:terms
              |fine print|small print|t&cs|faqs?|manual|website|contract|label|policy|page|conditions
              |site|box)
            (?:there is|there's|there was) (?:really |simply |absolutely )?(?:nothing|not much
              |little)(?: more| else| further)? (?:we|i|that we|that i|to)(?: can| could)? (?:do|say
              |discuss|add)
            (?:nothing (?:more |else )?(?:we|i) can do|nothing to do with us
              |can't help you(?: there| with that| any)?|cannot help you|no can do|out of our hands
              |not up to us|beyond our control|our hands are tied)
            not (?:really )?(?:our|my) (?:problem|responsibility|job|department|concern|business|issue)
            (?:it's|it is|that's|that is|this is|is|was) (?:really |just |only |simply )?(?:not|no
              |hardly|only|just) (?:such |really |that |a |an |so )*(?:big deal|bad|serious
              |end of the world|minor|small thing|issue worth|disaster|tragedy|reason to|need to (?:shout
              |swear|be rude|get upset|overreact|be angry|get angry))
            (?:no need to|don't|do not|stop|please stop
              |refrain from) (?:be (?:so |such )?(?:a )?(?:dramatic|silly|ridiculous|rude|upset|angry
              |difficult|aggressive|drama)|getting (?:so )?(?:upset|angry|worked up)|get (?:so )?(?:upset
              |angry|worked up|emotional)|overreact(?:ing)?|shout(?:ing)?|whin(?:e|ing)|moan(?:ing)?
              |complain(?:ing)?|spam(?:ming)?|panic(?:king)?|swear(?:ing)?|yell(?:ing)?|bother(?:ing)? us
              |contact(?:ing)? us (?:again|about))
            (?:you(?:'ll)?|you will|you) (?:just |simply )*(?:have to|need to|must
              |will have to) (?:just |simply )*(?:wait|be patient|accept (?:this|it|that)|live with
              |deal with|get used|put up|understand that)
            (?:it is what it is|that's life|such is life|that's just how it is|that's how it is
              |shit happens|these things happen|mistakes happen|things happen|it happens to (?:us
              |everyone|everybody|the best|all|anyone|most)
              |happens to everyone|happens sometimes|happens all the time|accidents happen
              |can't please everyone|nobody's perfect|nobody is perfect|no one is perfect|tough luck
              |bad luck|too bad|hard luck|tough|so what|who cares|take it or leave it|that is that
              |end of (?:story|discussion)|case closed)
            if you(?:'re| are| do)? (?:not happy|unhappy|not satisfied|don't like (?:it|that|this)
              |do not like (?:it|that|this)|can't wait|think you can)
            (?:feel free|free|welcome|why don't you|you can(?: always)?|maybe|perhaps|please|you may
              |you could)(?: to| just)? (?:just )?(?:leave (?:us|now|then|if you)|go elsewhere
              |shop elsewhere|go somewhere
              |shop somewhere|try another|take your (?:business|money|custom)
              |buy (?:it |from )?(?:elsewhere|somewhere)|look elsewhere|order elsewhere|eat elsewhere
              |cancel if)
            (?:no one|nobody|none of our customers) (?:else )?(?:has |have )?(?:ever )?(?:complained
              |reported|had (?:this|that|any)|mentioned|noticed|cares?)
            you(?:'re| are)(?: literally| really)? the (?:only|first) (?:one|person|customer|guest|user)
            (?:never had (?:a|any|this|such) (?:complaint|complaints|problem|problems|issue)
              |first time we(?:'ve| have)? hear)
            with (?:all )?(?:due )?respect
            (?:google it|use google|common sense|do your (?:own )?research|figure it out
              |use your (?:head|brain|eyes))
            (?:we(?:'re| are) (?:very |really |extremely )?busy(?: enough)?|we have (?:more important
              |better|bigger|other) (?:things|customers|problems))
            (?:your|the) (?:complaint|feedback|comment|message|opinion|concern) (?:is|has been|was
              |will be) (?:duly )?(?:noted|ignored|forwarded|closed|dismissed|irrelevant)
            (?:we have no (?:further )?comment|this (?:matter|case|discussion|conversation
              |ticket) is (?:now )?closed|we consider (?:this|the) (?:matter|case) closed
              |the matter is closed|will not (?:be )?(?:discuss|respond|discussing
              |responding)(?:ing)?(?: any)? (?:further|again|any more|anymore))
            (?:can't|cannot|won't|not going to|unable to) (?:\w+ )?(?:discuss|comment on|argue|debate
              |help)(?: \w+)? (?:any ?more|any further|this here|with you)
            (?:we|i) (?:don't|do not|can't|cannot) (?:care|see (?:the|what the|your) (?:problem|issue
              |point)|know what you|have time|understand (?:why you|what your problem))
            (?:get in line|join the queue|join the club|wait your turn|you're not the only)
            (?:not that (?:hard|difficult|complicated)|how hard can it be)
            (?:what do you expect|what did you expect|you get what you pay for|that's what you get
              |for (?:that|this) price)
            just (?:google|read) it|(?:just )?(?:google|read) (?:the (?:manual|website|faq|faqs
              |instructions|description
              |label|sign|terms|small print|fine print))(?: (?:first|properly|again|carefully))?
            ~(?:^|[.!?…,]\s*)(?:whatever|it happens)\s*(?:[.!…]|$)~
            overreact(?:ing|ion)?|drama queen|melodramatic|making a (?:fuss|scene|drama|mountain)
            """
        ),
        Saying(
            "(?:please |just |so |need to |try to |to )*calm (?:down|yourself)",
            suggestion="Say that you understand: “We see why you are angry, and want to put it right.”",
        ),
        Saying(
            (
                "(?:just |please |simply )*(?:be|have|some"
                "|more) (?:more |a little |a bit |some |of )*(?:patient|patience)"
            ),
            unless=".*(?:thank|appreciat)",
            level=Level.WARN,
        ),
    ),
    "sarcasm": (
        *listed(
            r"""
            how (?:original|creative|lovely|charming|surprising|cute|adorable|clever of you)
              |what (?:an? )?(?:amazing|incredible|brilliant|charming|original) (?:discovery|insight
              |theory|idea)|we're (?:so |truly |terribly |absolutely )?(?:touched|devastated|heartbroken
              |in tears|trembling|shaking)
            red carpet|butler|helicopter|unicorn|carrier pigeon|search party|shall we also
              |your personal \w+|at your service your|and a pony|while we're at it
              |next time we'll (?:send|bring|hire|come)
            the truth hurts|that the truth|this thing called|(?:so sorry|sorry) (?:that )?(?:reality
              |the world|life|gravity|physics)
            (?:thanks for nothing|oh (?:please|really|sure|great|wow|how (?:terrible|awful|tragic|sad
              |dreadful)|poor you|boo hoo|dear oh dear|my (?:heart|goodness) bleeds)|boo hoo|boohoo
              |cry me a river|poor (?:you|baby|little thing|thing|little you)|my heart bleeds
              |how (?:terrible|tragic|awful|dreadful|awfully|very sad) (?:for|of) you)
            (?:what a|such a) (?:surprise|shocker|shock|tragedy|drama queen|genius|catastrophe|hero
              |detective)
            (?:well (?:aren't|isn't|lucky|good for|done you)|good for you|lucky you|bravo|nice try
              |slow clap|surprise surprise|no shit|captain obvious|sherlock|einstein|genius
              |brilliant deduction|rocket science|newsflash|news flash|breaking news
              |stop the press(?:es)?|alert the media|call the (?:police|press|papers)|someone call)
            congratulations (?:you|on (?:finding|reading|discovering|being the|managing|breaking
              |noticing|your (?:rant|fury|complaint|discovery|(?:\w+ )?(?:complaint|tweet))))
            (?:give|want|deserve|deserves|have
              |here's) (?:you |yourself |this person |him |her )?a (?:medal|cookie|trophy|prize|gold star)
            (?:world's|tiniest|smallest) (?:smallest )?violin
            first[- ]world problems?
            (?:if you say so|sure you did|yeah right|sure jan|of course you (?:did|do|are|were
              |would|know)|riiight|suuure|right sure|how (?:dare|silly|careless|thoughtless|foolish|rude
              |terrible) (?:we|of us|of me))
            (?:read (?:your )?minds?|mind[- ]readers?|crystal ball|magic (?:wand|ball|trick)
              |wave a (?:magic )?wand|psychic|clairvoyant|telepath\w*|time machine|teleport\w*
              |fortune tellers?)
            (?:here's|here is) (?:a|an) (?:thought|tip|hint|crazy idea|radical idea|idea for you
              |pro tip|novel idea)
            (?:have you tried|maybe try|try|how about|why not try)(?: \w+)? (?:reading
              |opening your eyes|using your|thinking|waiting|looking|being nice|being patient|patience
              |a dictionary|growing up)
            (?:sorry|apologies|forgive us)(?: that| if|,)? (?:we're|we are|we're only|nobody here is
              |not everyone is|for not (?:being|reading|having)|we can't all|we don't all|we aren't
              |our \w+ isn't) (?:not )?(?:perfect|psychic|human|only human|mind\w*|magicians?|robots?
              |wizards?|a \w+ machine|good enough for you|up to your)
            (?:we'll|we will) get right on (?:that|it)
            (?:wow just wow|wow what a|wow someone|someone (?:woke|got up|is having|is in a|needs|had
              |sounds|clearly)(?: \w+)? (?:side|bad|mood|nap|hug|coffee|day|wrong|didn't))
            (?:your (?:royal )?highness|your majesty|princess|snowflake|keyboard warrior
              |armchair (?:expert|critic)|mr perfect|sweetheart|honey|darling|my dear|buddy|pal)
            (?:must be|it must be) (?:so |really |very |terribly |awfully )*(?:hard|tough|exhausting
              |nice|difficult|lovely) (?:being|to be|for you)
            ~(?:^|[.!?…]\s*)(?:imagine that|as if)\b~
            (?:who knew|shocking i know|shocking right|the horror|oh the humanity
              |how will you (?:ever )?survive|hope you survive|sounds like a you problem|a you problem
              |guess we'll never|we'll (?:all )?survive|try not to cry|heartbreaking|truly tragic)
            (?:keep|please keep) (?:shouting|complaining|tweeting|moaning|whining|ranting)
            ~(?:🙄|🤡|👏\s*👏|🎻|😒|🙃)~
            ~(?:^|\s)/s\s*$~
            """
        ),
    ),
    "sarcasm-if-wrong": (
        *listed(
            r"""
            (?:thanks|thank you)(?: so much| ever so much| very much)? for (?:your|such) (?:\w+ )?(?:kind
              |lovely|charming|wonderful|insightful|delightful|brilliant
              |fascinating|expert|glowing|constructive) (?:\w+)
            (?:always|such|what) (?:a )?(?:pleasure|joy|delight|treat)
            (?:great|nice|brilliant|lovely|charming|wonderful|clever|cute|classy|fascinating|amazing
              |fantastic) (?:story|attitude|comment|review|tweet|question|point|detective work
              |observation|manners|logic|job)
            (?:glad|happy|pleased|delighted) (?:you|that you|to see you
              |to hear you)(?:'re| are)? (?:noticed|had time|have time|found the time|enjoying|enjoyed
              |having fun|so easily)
            clearly you (?:know|are|have|understand)
            (?:well|wow|gosh|ooh|aww)(?: \w+)? (?:thanks for|how|you must|aren't you|that's)
            """
        ),
    ),
}
