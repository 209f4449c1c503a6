"""What people say to brands in English, by what it shows. Pure."""

from __future__ import annotations

from amends.playbook.rules.lexicon import Saying, Sayings, listed

SAYINGS: Sayings = {
    "complaint": (
        *listed(
            r"""
            (?:still|yet) (?:not|no|waiting|haven't|hasn't|nothing|without|broken|down|doesn't
              |don't|isn't|can't)
            (?:hasn't|haven't|has not|have not|hadn't|didn't|did not|never) (?:\w+ )?(?:arrived?
              |come
              |came|received?|got|gotten|heard|been|get|turned|show(?:ed|n)?|worked?|delivered
              |refunded
              |answered|replied|respond(?:ed)?|call(?:ed)?|had)
            not (?:\w+ )?(?:arrived|working|work|delivered|received|happy|good enough|acceptable
              |impressed
              |what i (?:ordered|paid)|helpful|ok|okay|cool|amused|right|fair|as described)
            (?:doesn't|does not|don't|do not|won't|will not|isn't|is not|aren't
              |wasn't) (?:even |actually )?(?:work
              |start|open|load|turn|charge|connect|function|help|care|fit|working|respond
              |recogni[sz]e)\w*
            (?:can't|cannot|can not|couldn't|unable to|impossible to) (?:even |seem to )?(?:log
              |get|access
              |reach|open|use|pay|book|check|contact|speak|change|cancel|find|sign|order|connect
              |call)
            disappoint\w*|unhappy|upset|frustrat\w*|annoy(?:ed|ing)|fed up|sick of|sick and tired
              |dissatisfied|let down|letdown|unacceptable|disgust\w*|disgrace\w*|appall\w*|furious
              |livid|fuming
              |outrag\w*|ridiculous|pathetic|useless|incompetent|shambles|joke|shame on|shameful
              |nightmare
              |worst|terrible|awful|horrible|horrendous|horrid|atrocious|abysmal|dreadful
              |diabolical|garbage
              |rubbish|trash|sucks?|crap|bullshit|shite?|fail(?:s|ed|ure)?|epic fail|fiasco|mess
              |poor|lousy
            broken|broke|damaged|faulty|defective|smashed|cracked|leak(?:s|ing|ed)?|torn|ripped
              |mould|mouldy
              |moldy|stale|burnt|undercooked|raw|dirty|filthy|cold food|expired|out of date|rotten
            wrong (?:item|order|size|colou?r|product|one|thing|dish|bill|amount|address|parcel
              |name|flight|price|charge)
            missing|lost|delay(?:s|ed|ing)?|cancell?ed(?: on me| flight\w*)?|late again
              |late flight|hours late|overdue
              |overcharged|charged (?:me )?(?:twice|again|for)|double[- ]charged|ripped off
              |rip[- ]?off|scam(?:med)?
              |fraud|stole|stolen|thieves|liars?|lied|misleading|hidden fees?|rude|ignor(?:e|ed|es
              |ing)|hung up
            outage|down again|is down|are down|not loading|crash(?:es|ed|ing)?|bug|buggy
              |glitch\w*|error(?:s| message| code)?
              |no (?:signal|internet|service|hot water|heating|power|reply|response|answer|refund
              |help|idea|explanation
              |update|updates|tracking|one answers|one cares)
            where(?: the hell| on earth|'s| is| are) (?:is |are )?(?:my|our) (?:\w+ )?(?:order
              |parcel|package|refund
              |money|delivery|bag|bags|luggage|food|driver|card|stuff|item|letter)
            never (?:again|ever|flying|buying|using|ordering|coming)|last time (?:i|we)
              |switching to|going elsewhere
              |lost (?:a|my) (?:customer|business)|taking my business|cancel(?:l)?ing my
              |want (?:my )?money back|refund me
            (?:on hold|in (?:a|the) queue|queu(?:e)?ing|waiting|been waiting|waited|sat here
              |stuck)(?: \w+){0,4} (?:for|since
              |hours?|hrs?|mins?|minutes?|days?|weeks?|months?|on)
            (?:third|3rd|fourth|4th|fifth|5th|second|2nd|umpteenth) time|times now
              |every (?:single )?time|how (?:hard|difficult)
              (?:is it|can it)|what(?:'s| is) the point|what(?:'s| is) going on|sort it out
              |do better|get it together
              |how is (?:this|that) (?:ok|okay|acceptable|possible)|why (?:is|are|do|does|did
              |can't|won't|isn't|has|have|the)(?: \w+){0,4}
              (?:so|always|never|keep|still|not|down|charging|charged|late)
            """
        ),
    ),
    "praise": (
        *listed(
            r"""
            love (?:you|your|the|this|it|my|that|these|how)|loved|loving|amazing|fantastic
              |excellent|brilliant
              |wonderful|awesome|perfect|delicious|superb|outstanding|incredible|lovely
              |great (?:service|job|work|food
              |team|experience|product|staff|app|support|news|flight|crew|deal|customer|stuff)
              |best (?:\w+ ){0,3}ever
              |the best|well done|kudos|shout(?: )?out|impressed|highly recommend|recommend(?:ed)?
              |so helpful|five stars
              |5 stars|made my day|hats off|compliments|big fan|favou?rite|you rock|you guys rock
              |rocks|legends?
              |above and beyond|keep up|keep it up|happy customer|so happy|very happy|so good
              |super helpful|top notch
              |first class|spot on|works (?:great|perfectly|like a charm|a treat)|congrat\w*
              |excited|can't wait|good job|nice job|nice work
            """
        ),
    ),
    "thanks": (
        *listed(
            r"""
            thanks?|thank (?:you|u)|thankyou|thx|tysm|ty|cheers|much appreciated
              |appreciate (?:it|that|you|your|the)
              |grateful|big thanks|many thanks|ta very much
            """
        ),
    ),
    "solved": (
        *listed(
            r"""
            (?:all )?(?:sorted|solved|resolved|fixed|arrived) (?:now|today|it|thanks|thank)
              |(?:is|it's|its) (?:now )?(?:sorted|fixed|working again|resolved)
              |got it (?:now|working|sorted)|it works now|working (?:now|again)|never(?: )?mind
              |no worries|no need to reply|all good
            """
        ),
    ),
    "question": (
        *listed(
            r"""
            how (?:do|can|does|long|much|many|come|often|would|should|to)|when (?:will|does|do
              |is|are|can|did)|where (?:can|do
              |is|are|did|does)|what (?:is|are|time|does|do|happens|happened|about|if|should|kind
              |size)|which
              |why|who (?:do|can|is|should)|is (?:there|it|this|that|my|your|the)|are (?:there|you
              |your|the|these)|do you|does (?:it|the|your
              |this)|can (?:i|we|you|anyone|someone|u)|could (?:i|we|you)|will (?:you|it|there|the
              |my|this)|would (?:it|you)|should i
              |have you|has anyone|any (?:idea|chance|update|updates|news|eta|plans?|reason|way
              |word)|wondering (?:if|whether|when|why
              |how)|anyone know|let me know|please (?:tell|advise|explain|confirm)
            """
        ),
    ),
    "request": (
        *listed(
            r"""
            please|pls|plz|can (?:you|u|someone|somebody|anyone) (?:\w+ )?(?:help|send|cancel
              |change|check|call|fix|look|tell
              |update|contact|refund|move|add|remove|reset|unlock|block|ring|email|dm|explain
              |confirm|resend)|could (?:you|someone)
              |i(?: would|'d) like to|i (?:want|need|wish) (?:to|a|my|your|help|you)|need (?:help
              |assistance|support|someone)|help me
              |help us|help!|get back to me|call me|contact me|email me|dm me|message me|ring me
              |respond to my|answer my|reply to my
              |check (?:your )?dms?|see (?:my )?dm|sent (?:you )?(?:a )?dm|follow(?:ing)? (?:so
              |back so) i can dm
              |cancel (?:my|the|our)|change (?:my|the)|refund (?:my|me|this|it)
            """
        ),
    ),
    "spam": (
        *listed(
            r"""
            (?:earn|make|made)(?: \w+){0,4} (?:\$|usd|dollars|money online|daily|per (?:day
              |week)|a week|from home|weekly)
              |work from home|passive income|financial freedom|(?:crypto|bitcoin|btc|forex|binary
              |nft)(?: \w+){0,3} (?:trad\w+|invest\w*
              |signals?|giveaway|profit\w*|mining|expert|recovery|wallet|airdrop)|recover(?:ed
              |y)?(?: \w+){0,5} (?:hacker|expert|lost funds|agent)
              |(?:account|funds?) recovery (?:expert|hacker|agent|service)|hit (?:him|her|them
              |me) up|inbox (?:him|her|me) (?:now|on|for)|whatsapp (?:me|us|him|her)
              |telegram (?:me|us|@|channel|group)|join (?:our|my|the) (?:\w+ )?(?:telegram|channel
              |group|giveaway)|free (?:iphone|followers|gift(?: )?cards?
              |robux|v-?bucks|ringtone|entry|money|crypto|bitcoin|tokens?)|(?:buy|get
              |gain) (?:\w+ )?(?:followers|likes|views|backlinks)
              |follow (?:me|back|for follow|4 follow)|f4f|sub4sub|click (?:here|the link|link
              |below|my)|link in (?:my )?bio|check (?:out )?my (?:page
              |profile|bio|channel|onlyfans|shop|store|new)|onlyfans|hot (?:singles|girls)
              |sexy (?:girls|singles)|you(?:'ve| have) (?:been (?:selected|chosen)
              |won)|claim your (?:prize|reward|gift|bonus)|congratulations! you
              |limited (?:time )?offer|act now|100% (?:free|guaranteed|legit)|guaranteed (?:profit
              |returns?)
              |seo (?:services?|agency|expert|ranking)|rank (?:your|on) (?:website|google|page)
              |web design services|(?:cheap|replica) (?:watches|bags|viagra|pills)
              |viagra|cialis|casino|betting tips|sports? betting|loan (?:offer|approved)
              |promote (?:it|this|your)(?: \w+){0,2} (?:on|at|page|brand)|dm (?:us |me )?(?:for
              |to) (?:collab
              |promo\w*|business|earn|info)|brand ambassador program|collab with us
              |txt(?: \w+){0,3} to \d{4,6}|text \w+ to \d{5}|prize(?: \w+){0,3} (?:won|claim
              |guaranteed)|god bless(?: \w+){0,4} (?:trader|mr|mrs)
            """
        ),
    ),
    "abuse": (
        *listed(
            r"""
            (?:fuck(?:ing)?|screw) (?:you|u|off|yourself)|go (?:to hell|die|kill yourself
              |fuck yourself)|kill yourself|kys
              |(?:you|ur|you're|you are|u|your|bunch of|bloody|stupid|fucking
              |dumb)(?: \w+){0,3} (?:idiots?|morons?|cunts?|bitch(?:es)?|bastards?
              |retards?|retarded|assholes?|arseholes?|wankers?|twats?|dickheads?|scumbags?|scum
              |imbeciles?|pricks?|whores?|sluts?|faggots?|pigs|vermin|dumbass\w*)
              |cunts?|nigg\w+|faggots?|hope you (?:all )?(?:die|burn|rot|get cancer)
              |piece of (?:shit|crap|garbage)|son of a bitch|motherfuck\w+
              |suck my|eat shit|i(?:'ll| will| am going to|'m going to|'m gonna) (?:find|kill|hurt
              |beat|burn|smash|shoot) (?:you|u|your|ur)
              |stfu|shut (?:the fuck|the hell) up|burn in hell|rot in hell|drop dead
              |you disgust(?:ing)? (?:people|pigs|human)
            """
        ),
    ),
    "sarcasm": (
        *listed(
            r"""
            thanks? (?:you )?(?:so much |a lot |a bunch )?for (?:nothing|ruining|losing|wasting
              |making me (?:miss|wait|late)|breaking|the (?:delay|wait|runaround)
              |leaving|cancelling|canceling|not|ignoring|another|destroying|screwing|charging)
              |(?:great|good|nice|amazing|brilliant|fantastic|awesome|excellent|wonderful) (?:job
              |work|service
              |start|going|one)(?: \w+){0,3} (?:losing|ruining|breaking|cancel\w*|delay\w*|not
              |again|leaving|ignoring|\d+ (?:hours?|days?|weeks?|minutes?))
              |oh (?:great|good|joy|wonderful|brilliant|fantastic|lovely|look)|just (?:great
              |brilliant|wonderful|perfect|fantastic|lovely|what i needed)|how (?:lovely|nice
              |convenient|wonderful|surprising)
              |love (?:it when|how you|how your|waiting|sitting|paying|being|spending|that (?:you
              |i))|(?:so|very|super) (?:helpful|professional) \.{2,}|slow clap|well done on
              |way to (?:go|ruin|treat)|yeah right|as usual
              |what a surprise|surprise surprise|shocker|shocking,? not|good luck with that
              |who needs(?: \w+){1,4} anyway|bravo|/s|not\s*!+|sarcasm|congrat\w* (?:on
              |for) (?:losing|being the worst|ruining|the worst)
              |best (?:\w+ )?(?:ever|airline|bank|company)[.!]* not
            """
        ),
    ),
    "polite": (
        *listed(
            r"""
            sorry(?:,? but)? to (?:bother|push|chase|nag|trouble|disturb
              |pester|insist|ask again|be a (?:pain|pest|nuisance))|sorry for (?:asking
              |bothering|pushing|chasing|insisting|nagging)|hate to (?:push|nag|bother)
              |apologi[sz]e for (?:asking|bothering|pushing|chasing)
            """
        ),
    ),
    "no-answer": (
        *listed(
            r"""
            lol|lmao|lmfao|rofl|haha\w*|just saying|random thought|throwback|good (?:morning
              |night) (?:everyone|all|world)|happy (?:birthday|monday|friday|new year|weekend
              |holidays|easter|christmas)|merry christmas|first!*|same here|this!+|facts|me too
              |so true|true story|tag (?:a friend|someone)|goals|yum+y?|want(?:ed)? one
              |in my dreams
            """
        ),
    ),
    "negation": (
        r"(?:not|no|never|isn't|wasn't|aren't|don't|doesn't|didn't|without|nothing|hardly|barely)",
    ),
    "harmless": (
        Saying(r"(?:you(?:'re| are)|they(?:'re| are)|team is|he(?:'s| is)|she(?:'s| is)) on fire"),
        *listed(
            r"""
            (?:on|is|was|straight|pure|absolute(?:ly)?|lit) fire\s*!*$|(?:mixtape|album|playlist
              |song|track|drip|outfit|beat|menu|trainers|sneakers|kicks) (?:is|are
              |was) (?:on )?(?:fire|sick|killer|to die for)|fire (?:sale|stick|tv|tablet|emoji
              |alarm test|drill)|to die for|die(?:d)? (?:of )?laugh\w*|(?:i'm|im|i am) (?:dead
              |dying) (?:lol|😂|💀|laughing|of laughter)|dying (?:to|for a)|killing it
              |killer (?:deal|app|feature|view)|kill(?:ed)? for (?:a|some|one)|sick (?:beat|deal
              |design|trainers|kicks)|shock(?:ed)? (?:me )?how (?:good|great|fast|easy)
              |sue(?:s)? (?:chef)?$|court(?: side|side|yard)|tennis court|food court
              |basketball court|press (?:the|a|on|any|and|play|pause|enter|ok|start|\d)
              |smoke(?:d)? (?:salmon|detector|alarm|free)|flaming (?:hot|june)
              |nobody (?:was )?(?:hurt|injured)|no one (?:was )?(?:hurt|injured)
            """
        ),
    ),
}
