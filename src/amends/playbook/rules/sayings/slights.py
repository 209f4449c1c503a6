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
              |to (?:check|read|bring|keep|be|pay|update)|about (?:this|it)|that)|warned (?:you|about it)
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
SAYINGS: dict[str, Sayings] = {
    "en": _ENGLISH,
}
