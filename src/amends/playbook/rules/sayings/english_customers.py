"""What customers say when something is wrong, or right, in English. Pure."""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

SAYINGS: Sayings = {
    "mourns": (
        *listed(
            r"""
            (?:my|our) (?:\w+ ){0,2}(?:mother|mum|mom|father|dad|husband|wife|son|daughter|brother
              |sister|child|baby|partner|grandmother|grandfather|gran|grandma|grandpa|nan|friend|dog|cat
              |aunt|uncle|parents?)(?: \w+)? (?:has |have |had |just |sadly )*(?:died|passed|passed away
              |is dead|was killed|dying|is dying)
            passed away|funeral|bereave(?:d|ment)|condolences|widow(?:ed|er)?|deceased|miscarriage
              |stillborn|late (?:husband|wife|mother|father|mum|dad|mom)|lost (?:my
              |our) (?:\w+ )?(?:mother|mum|mom|father|dad|husband|wife|son|daughter|brother|sister|child
              |baby|partner|dog|cat)|death certificate|in mourning|grieving
            """
        ),
    ),
    "rages": (
        *listed(
            r"""
            (?:absolutely |completely |totally |so )?(?:disgusting|disgusted|disgraceful|disgrace
              |furious|outrageous|outraged|livid|fuming|scam|scammers?|fraud|thieves|thief|liars?
              |unacceptable|appalling|appalled|shameful|shame on you|rip[- ]?off|criminal|pathetic
              |incompetent|useless|worst|never (?:again|ever)|hate|sick of|fed up|enraged|a joke|how dare
              |what the (?:hell|fuck)|wtf|shit|fuck\w*|bullshit|crap|idiots?|sue|lawyer|trading standards
              |stole|stolen from|angry|infuriating)
            """
        ),
    ),
    "complains": (
        *listed(
            r"""
            (?:still|never) (?:not |no |waiting|hasn't|haven't|nothing|without|broken|down|doesn't
              |don't|isn't)|hasn't (?:arrived|come|been|turned)|have not (?:received|heard|had)
              |haven't (?:received|heard|had|got)|didn't (?:arrive|work|come|get|receive)|not (?:arrived
              |working|delivered|received|happy|good enough|acceptable|impressed|what i ordered)
              |disappoint(?:ed|ing|ment)|unhappy|upset|complain(?:t|ing)?|refund|broken|broke|damaged
              |faulty|defective|wrong (?:item|order|size|colou?r|product|one|thing|dish|bill|amount)
              |missing|late|delayed|delay|rude|ignored?|overcharged|charged (?:me )?twice
              |double[- ]charged|cold|dirty|mould|mold|mouldy|raw|undercooked|burnt|stale|crash(?:es|ed
              |ing)?|bug|error|failed|fails|doesn't work|does not work|don't work|won't (?:work|start
              |open|load|turn)|can't (?:log|get|access|reach|open|use)|cannot (?:log|get|access|reach
              |open)|lost|no (?:reply|response|answer|one|refund|heating|water|signal|internet)|nobody
              |terrible|awful|horrible|bad|poor|frustrat(?:ed|ing)|annoy(?:ed|ing)|problem|issue|waiting
              |where is my|where's my|cancel(?:led)?|leaking|leak|hurt|injured|sick|ill|poisoning|hair in
              |allergic|expired|ripped|torn|hidden fees?|down again
            """
        ),
    ),
    "praises": (
        *listed(
            r"""
            (?:love|loved|loving|amazing|fantastic|excellent|brilliant|wonderful|awesome|perfect
              |delicious|great (?:service|job|work|food|team|experience|product|staff|app|support)
              |best (?:\w+ )?ever|the best|thank you so much|thanks so much|well done|kudos|shout ?out
              |impressed|highly recommend|recommend|so helpful|superb|outstanding|five stars|5 stars
              |incredible|made my day|big thanks|hats off|compliments)
            """
        ),
    ),
}
