"""Bad words, promises and moods, in English. Pure."""

from __future__ import annotations

from amends.playbook.rules.findings import Level
from amends.playbook.rules.lexicon import Saying, Sayings, listed

SAYINGS: Sayings = {
    "false-apology": (
        *listed(
            r"""
            (?:sorry|regret|apologi[sz]e)(?: to hear)?(?: that)? (?:\w+ ){1,6}(?:didn't|did not
              |does not|doesn't|failed to|don't)(?: quite| fully)? (?:meet|match|live up to
              |satisfy) (?:your|all your|his|her) (?:\w+ )?(?:expectations?|taste|standards?|liking)
            (?:sorry|apologi[sz]e|apologies) (?:for (?:the|your) (?:misunderstanding|confusion)|but
              |however)
            (?:mistakes were made|errors were made|sorry (?:not sorry|for being|for trying)
              |sorry (?:for )?your (?:feelings|perception|expectations?|disappointment))
            (?:your|the) (?:inconvenience|frustration) is (?:regretted|regrettable)
            regret any \w+
            """
        ),
        Saying(
            (
                "(?:sorry|apologi[sz]e|apologies|regret"
                "|regrets?)(?: to hear)?(?: that)? (?:that )?you (?:feel|felt|think|thought|believe|found"
                "|see it|are (?:upset|unhappy|disappointed|offended|not happy|dissatisfied|angry)"
                "|were (?:offended|upset|not happy|unhappy|disappointed)|had to feel|took it|took offence"
                "|perceived|consider|misunderstood)"
            ),
            replacement="sorry that we let you down",
        ),
        Saying(
            "(?:sorry|apologi[sz]e|apologies) if",
            replacement="sorry that",
        ),
        Saying(
            (
                "(?:we )?(?:are )?(?:sorry|apologi[sz]e|apologies|regret)(?: sincerely)?(?: for| to"
                r"|) (?:you )?(?:for )?any (?:\w+ )?(?:inconveniences?|trouble|issues?|offen[cs]e|confusion"
                "|misunderstanding|problems?|upset)(?: (?:this|that|it|we|which)? ?(?:may|might|could|has"
                "|have) (?:have )?(?:caused|been|occurred))?"
            ),
            replacement="sorry for the trouble this caused you",
        ),
    ),
    "profanity": (
        *listed(
            r"""
            old fart|fart(?:s|ing)?|nutcases?|scrounger|parasites?
            (?:bull|horse|dip|ape)?shit(?:ty|s|show|head|ting)?|bs|crap(?:py)?|arse(?:hole)?s?
              |ass(?:hole|hat|wipe)s?|ass|bastards?|bitch(?:es|y|ing)?|bollocks|bugger(?:ed)?|bloody
              |dick(?:head)?s?|douche(?:bag)?s?|damn(?:ed|it)?|goddamn(?:ed|it)?|pricks?
              |piss(?:ed)?(?: off)?|pissing|screw you|sod off|tosser|wank|slut|whore|lmfao|effing
              |freaking|(?:what|who|why|where|how) the (?:hell|heck)|go to hell|bloody hell|jerks?|sucks?
            idiots?|idiotic|morons?|moronic|stupid(?:ity|ly)?|dumb(?:ass|est|er)?|imbeciles?|losers?
              |clowns?|karens?|trolls?|troll|jackass|airheads?|dimwits?|half-?wits?|nutters?|lunatics?
              |brainless|pathetic|scumbags?|scum|shut up|shut\s+it|drop dead|get lost|go away|piss off
              |liars?|crybab(?:y|ies)|whiners?|nutcase|nutjob|weirdos?|cretins?|dimwit
            """
        ),
        Saying(
            (
                r"(?:mother ?)?f+u+c+k+(?:ing|ed|er|ers|s|in|off|wit)?|fck(?:ing|in)?|fuk|fuq|motherfucker\w*"
                "|cunts?|stfu|gtfo|wtf|fml|cocksuckers?|wankers?|twats?"
            ),
            level=Level.BLOCK,
        ),
        Saying(
            (
                r"~\b(?:f[*#@!$%]{1,4}(?:c?k|ing|ed)?|f[*#@!]+k(?:ing|ed)?|sh[*#@!1]t\w*|b[*#@!]tch\w*"
                r"|c[*#@!]nt\w*|a[*#@$]{2}(?:hole)?)~"
            ),
            level=Level.BLOCK,
        ),
        Saying(
            r"~\b(?:f[.\-_ ]u[.\-_ ]c[.\-_ ]k|s[.\-_ ]h[.\-_ ]i[.\-_ ]t)\b~",
            level=Level.BLOCK,
        ),
    ),
    "slur": (
        *listed(
            r"""
            n[i1]gg(?:er|a|ah|az)s?|niglets?|chinks?|gooks?|kikes?|sp[i1]cs?|wetbacks?|ragheads?
              |towelheads?|sand n\w+|coons?|pakis?|wogs?|gypp?os?|pikeys?|jungle bunn\w+|porch monk\w+
              |golliwogs?|darkies|darky|camel jockeys?|beaners?|honkys?|honkies|jap|japs|zipperheads?
              |abos?
            fagg?(?:ot)?s?|faggy|dykes?|trann(?:y|ies)|shemales?|poofs?|poofters?|homos?|lesbos?
              |he-?shes?
            retard(?:ed|s)?|mongoloids?|spa(?:z|stic)s?|cripples?|midgets?|tards?|libtards?|schizos?
              |psychos?
            (?:you|your|those|these) (?:people|lot|kind|sort) (?:are|always|should go|come here
              |need to go|don't belong)
            go back to (?:your (?:own )?country|where you came from|africa|mexico|china|india|poland
              |turkey)
            """
        ),
        Saying(
            "gyps(?:y|ies)",
            level=Level.WARN,
        ),
    ),
    "vouches": (
        Saying(
            (
                r"(?:won't|will not|isn't going to|is not going to|aren't going to|not going to"
                r"|never going to|is never"
                r"|will never|'ll never|can't|cannot|never)(?: ever)? (?:\w+ ){1,4}(?:a second time"
                r"|twice|again|ever|any ?more)"
                r"|no \w+(?: of ours| like this)? (?:will |is |are )?(?:ever|going to)"
                r"|(?:absolutely |there is |there's )+no way"
                r"|no (?:ifs|buts|ifs or buts|ifs and|risk|danger|doubt about)|come (?:rain or|what"
                r"|hell)|cross (?:my|our) hearts?"
                r"|take (?:that|it) as read|bet (?:my|your|our|on it)|bank on (?:it|that)|count on (?:it"
                r"|that|us)|set your (?:watch|clock)s?"
                r"|carved in stone|set in stone|cast[- ]iron|iron[- ]?clad|watertight"
                r"|without (?:a |any )?doubt|beyond (?:any |all )?doubt"
                r"|(?:it's|it is|that's|that is|this time it's|time) (?:for )?(?:certain|definite|final"
                r"|a certainty|a given|a done deal|sure)"
                r"|done deal|(?:was|is|be|'s) the (?:very )?last (?:time|one)|(?:perfectly|completely"
                r"|entirely|100 ?%|totally|absolutely|\d+% )"
                r" ?(?:safe|secure|certain|reliable|risk[- ]free|sure|guaranteed|fine)|nothing (?:can"
                r"|will|could) (?:\w+ )?(?:go wrong|happen to|get)"
                r"|can't (?:possibly )?(?:go wrong|fail|get lost|be lost|happen|break)|impossible for"
                r"|on my (?:honou?r|life|word)|my (?:solemn )?(?:word|oath|vow)"
                r"|our (?:solemn )?(?:word|oath|vow|promise)|\b(?:vow|pledge|swear|sworn)|definitely"
                r"|for sure|sure as|without (?:fail|exception)"
                r"|(?:will|'ll|it'll|going to)(?: \w+){0,2} (?:certainly|surely|undoubtedly|perfectly"
                r"|flawlessly|forever|always)"
                r"|(?:always|forever) (?:be|work|run|arrive|come|have|stay)|(?:for|from) (?:good"
                r"|now on) (?:it|you|we|nothing|there)|never worry"
                r"|you'll never (?:have|need|see|wait|be|get|pay|lose)|every (?:single )?time from"
                r"|(?:will|is going to|'ll) be (?:there|ready|fixed|back|done|open|with you"
                r"|waiting)(?: \w+){0,5} (?:on the dot|sharp|without fail|at the latest)|on the (?:dot"
                r"|nail)|to the minute"
            ),
            level=Level.WARN,
            sentence="This sounds like a guarantee, and nobody can be sure of it.",
        ),
    ),
    "guarantee": (
        *listed(
            r"""
            ~[,.]\s*promised?\s*(?:[.!]|$)~
            no questions asked|whatever happens|whatever it (?:costs|takes)|under all circumstances
              |every single time
            (?:it's|it is|that's|that is|is|are|be|satisfaction|delivery|results?|100 ?%
              |success) guaranteed
            guaranteed to
            (?:will|would|shall|'ll|can) never(?: ever)? (?:happen|occur|go wrong|fail|be (?:late
              |repeated|a problem)|see)
            (?:won't|will not|shall not|is not going to|isn't going to|cannot
              |can't) (?:ever )?(?:happen|occur)(?: to (?:you|anyone))?(?: ever)? again
            never(?: ever)? (?:happen|happens|occur|be repeated)(?: \w+)? again
            (?:you have (?:my|our) word|on my honou?r|without fail|once and for all|hand on heart
              |mark my words)
            100 ?%(?: \w+)? (?:sure|certain|safe|secure|satisfaction|guarantee|reliable|of the time
              |uptime|fixed|confident)|one hundred percent (?:sure|certain|safe)|100 percent (?:sure
              |certain|safe|secure)
            (?:will|'ll) (?:definitely|certainly|absolutely|always|100 ?%) (?:arrive|be|have|get
              |receive|work|fix|never|happen|deliver|come|solve|refund|reach)
            (?:definitely|certainly|absolutely|always) (?:will|arrives?|works?) (?:arrive|be|have|work)?
            """
        ),
        Saying(
            "(?:i|we)(?: can| will| do| hereby| absolutely| fully|'ll)* (?:guarantee|swear)",
            suggestion="Say what you will do, and when you will be back with news.",
        ),
        Saying(
            "(?:i|we)(?: can| will| do| hereby|'ll)* promise",
            suggestion="Say what you will do, and when you will be back with news.",
            unless=(
                r"(?:i|we)(?:\s+\w+|'ll)?\s+promise\s+(?:you\s+)?(?:that\s+)?(?:to|we'll|we\s+will|i'll"
                r"|i\s+will)\s+(?:look|keep|do\s+our|get\s+back|listen|pass|share|update|check|find\s+out"
                r"|investigate|try|take\s+(?:this|it)|read|help|be\s+honest|stay)"
            ),
        ),
        Saying(
            "(?:i|we)(?: can| will| do|'ll)* assure you",
            suggestion="Say what you will do, and when you will be back with news.",
        ),
        Saying(
            (
                "(?:risk[- ]free|no matter what|completely safe|totally safe|never fails?|can't fail"
                "|zero risk|no risk|impossible to)"
            ),
            level=Level.WARN,
        ),
        Saying(
            "rest assured|you can be sure|be assured",
            level=Level.ADVISE,
        ),
    ),
    "liability": (
        *listed(
            r"""
            we (?:hereby |do |must |have to |openly )?(?:admit|concede|confess)
            (?:is|are|were|was|be|we're) (?:\w+ )?(?:liable|negligent|criminally \w+)
              |acted (?:illegally|unlawfully|negligently|recklessly)
            you (?:will|would|'ll) win in (?:any )?court|against the law|broke the law|illegal(?:ly)?
            (?:we|we're|we are|company|brand|i|i am|they) (?:are|is|were|was|'re
              |be)?(?: \w+)? ?(?:liable|negligent|legally (?:responsible|at fault|liable|in the wrong)
              |criminally \w+)
            (?:we|i|and) (?:fully |hereby |do |must |have to |openly |also )*(?:accept|admit
              |acknowledge|assume|concede|take
              |confess)(?: to)?(?: the| full| our| all| any| legal| complete| total| sole| entire)* (?:lia
              bility|negligence|fault|guilt|blame|responsibility for (?:your|the|any
              |all) (?:\w+ )?(?:injur\w+|damages?|loss\w*|accident|illness|harm)|legal responsibility
              |wrongdoing)
            (?:our|company's|gross|due to our|through our|by our) (?:own )?(?:gross )?(?:negligence
              |liability|legal responsibility|wrongdoing|breach of \w+)
            we(?:'ve| have|'re| are)?(?: clearly| knowingly| indeed)? (?:broke|broken|violated|breached
              |in breach of|breaking|violating) (?:the |your |our |data )?(?:\w+ )?(?:law|laws|contract
              |regulations?|gdpr|rights|rules|protection|agreement|safety)
            (?:we|our \w+) (?:caused|poisoned|injured|made you ill|made you sick
              |hurt)(?: \w+)? (?:injur\w+|illness|harm|accident|damage|poisoning|burns?|you|your \w+
              |allergic \w+|this)
            (?:we|we'll|we will) (?:pay|cover|reimburse
              |compensate)(?: you)?(?: for)? (?:all |any |every |the |your )+(?:\w+ )?(?:damages?|medical
              |hospital|legal|injur\w+|losses)(?: \w+)?
            we knew (?:about|that|of|it|this)|we were aware (?:of|that)|known (?:defect|fault
              |issue) (?:with|in) our|(?:product|device|batch|model|item|food|car) (?:is|was
              |were) (?:defective|unsafe|dangerous|contaminated)
            (?:it's|it is|that's|this is|that is|it was|this was|that was|is
              |was) (?:entirely |all |completely |totally |clearly |100 ?% )?our fault
              |we(?:'re| are| were) (?:entirely |completely |clearly |fully )?(?:at fault|to blame
              |in the wrong|guilty)
            we (?:take|accept|bear) (?:full|all|complete|total|the full|sole) responsibility
            """
        ),
    ),
    "jokes": (
        *listed(
            r"""
            kidding|joking aside|(?:i'm|we're) joking
            lo+l|lmao|rofl|(?:ha){2,}h?|(?:he){2,}h?|just kidding|jk|only joking|just joking
              |no pun intended|pun intended|tee hee|on the bright side|look on the bright side
              |could be worse|at least (?:you|it|nobody|the|your|we)|as they say
              |funny (?:story|thing)|laugh(?:ing)?|what(?:'s| is) the worst|knock knock|plot twist
              |oops(?:ie)?|whoops|uh oh|silly us|our bad|my bad|oopsy|ta-?da
            ~[😂🤣😹😜😝😛🤪😉😏😆😅🤭😬🤷]~
            ~(?:[:;][\-o]?[)dp]|\bxd\b)~
            """
        ),
    ),
    "cheers": (
        *listed(
            r"""
            ya+y+|woo ?hoo+|hoora+y|hurra+h?|yippee|awesome|amazing|fantastic|great news|good news
              |exciting|stay tuned|congrat(?:s|ulations)|have (?:yourself )?an? (?:\w+ )?(?:great
              |wonderful|fabulous|lovely|nice|fantastic|super|awesome|good|amazing|magical|fab|beautiful
              |sunny|brilliant|happy)(?: \w+)? (?:day|weekend|evening|one|week|morning|night|time)
              |enjoy (?:your|the|it|our)|cheers|happy (?:monday|tuesday|wednesday|thursday|friday|weekend
              |holidays|shopping|days)|keep smiling|smile|chin up|cheer up|can't wait|super (?:excited
              |happy)|so excited|thrilled|fabulous|lucky|good vibes|stay positive
              |look forward to (?:seeing|welcoming|serving) you(?: again)?
              |hope to see you (?:again )?soon|have fun|check out our|don't miss|new collection
              |special offer|use code|shop now|treat yourself|fun fact
            ~[🎉🥳🎊😀😃😄😁😊😍🤩🤗🙌💪🚀✨🔥🎈🍾🥂💃🕺😎☀🌞👍👏😇🥰😘💯🌈]~
            """
        ),
    ),
}
