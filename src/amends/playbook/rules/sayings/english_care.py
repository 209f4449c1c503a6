"""What a good answer says, and what it asks for, in English. Pure."""

from __future__ import annotations

from amends.playbook.rules.findings import Level
from amends.playbook.rules.lexicon import Saying, Sayings, listed

SAYINGS: Sayings = {
    "gives-without-end": (
        *listed(
            r"""
            whatever it costs|no matter (?:the|what it) costs?|for (?:life|ever)|forever
              |double your \w+|for a (?:whole |full )?year
            (?:buy|get) you (?:a|an|another) (?:new |brand new )?\w+|(?:two|three|six|twelve
              |\d+) months? free|every time
            """
        ),
    ),
    "is-sorry": (
        *listed(
            r"""
            sorry|apolog(?:y|ies|i[sz]e[ds]?|i[sz]ing|etic)|regret|forgive us|forgive me|my bad|our bad
              |we (?:got|did) (?:this|that|it) wrong|we(?:'ve| have)? let you down|(?:we|that
              |this)(?:'ve| have)? (?:fell|fallen|falls) (?:well |far )?short|our (?:mistake|fault|error)
              |(?:that's|this is|it's|that is) (?:entirely |all |completely )?on us|(?:not|isn't|wasn't
              |far from) (?:at all )?(?:the|what|how|good enough|acceptable|okay|ok
              |the standard) ?(?:experience|service|we|standard|kind|it should|you should)?
              |(?:good enough|should not have happened|shouldn't have happened|you deserve(?:d)? better
              |we (?:messed|screwed|slipped) up|we dropped the ball|we failed you)
            """
        ),
    ),
    "condoles": (
        *listed(
            r"""
            (?:sorry|sad|saddened|heartbroken|sorrow)(?: to (?:hear|learn|read))?(?: \w+){0,4} (?:loss
              |losing|passing|passed|died|death|bereavement)|condolences?|sympath(?:y|ies|ise|ize)
              |thinking of you|our hearts? (?:go|goes|are|is)|deepest|thoughts are with|sorry for your
              |so sorry|very sorry|deeply sorry|truly sorry
            """
        ),
    ),
    "helps": (
        # What we know, get, let happen, or take seriously is no help yet.
        Saying(
            (
                r"(?:we|i|our \w+(?: \w+)?|someone|a colleague|one of us)(?:'ll|'d|'re|'ve|'m| will| can"
                r"| could| would| have| are| am| want| is)?(?: now| just| already| like| love| be| been"
                r"| happy| glad| to| going| also| both| currently| right| here| be able| gladly"
                r"| personally| then| immediately| really)* (?:help(?:ing)?|assist(?:ing)?|look(?:ed|ing)?"
                r"|check(?:ed|ing)?|fix(?:ed|ing)?|sort(?:ed|ing)?|put(?:ting)?|mak(?:e|ing)|made"
                r"|find(?:ing)?|found|investigat(?:e|ing)|follow(?:ing)?|get(?:ting)?|contact(?:ed|ing)?"
                r"|replac(?:e|ed|ing)|refund(?:ed|ing)?|send(?:ing)?|sent|chas(?:e|ed|ing)|track(?:ing)?"
                r"|pass(?:ed|ing)?|rais(?:e|ed|ing)|ask(?:ed|ing)?|call(?:ed|ing)?|solve|resolv(?:e|ing)"
                r"|work(?:ing)?|talk(?:ing)?|speak(?:ing)?|writ(?:e|ing)|set(?:ting)?|cancel(?:led)?|reset"
                r"|book(?:ed)?|arrang(?:e|ed|ing)|give|offer|shar(?:e|ed|ing)|report(?:ed)?|tak(?:e|ing)"
                r"|correct(?:ed|ing)?|updat(?:e|ing)|explain|credit(?:ed)?|reach(?:ed|ing)?|forward(?:ed)?"
                r"|repair(?:ing)?|review(?:ing)?|tell|let|stay(?:ing)?|try(?:ing)?|here|like to know"
                r"|bring(?:ing)?|know)"
            ),
            unless=(
                r"(?:we|i|our\s+\w+)(?:'(?:ll|d|re|ve|m))?(?:\s+(?:do|have|all|really|just|also|already|can|can\s+only|always|will))*\s+"
                r"(?:know\b|(?:let|put)\s+(?:you|him|her|everybody)\b|made\s+(?:a|an|this|that|it|your|things|some)\b"
                r"|get\s+(?:it|that|this|how|why|your)\b|make\s+mistakes|tak(?:e|ing)\s+(?:this|that|it|your|all|every|such|complaints|feedback)"
                r"(?:\s+\w+){0,3}\s+(?:seriously|on\s+board|to\s+heart)|try\b|found\s+(?:it|this|that)\s|set\s+(?:ourselves|high|great)"
                r"|work(?:ing)?\s+hard|tell\s+(?:you\s+)?how|say\b|gave\b|kept\b|would\s+like\s+to\s+(?:know|tell))"
            ),
        ),
        *listed(
            r"""
            here (?:for you|to help|if you)|in touch|(?:please|just|could you|can you|would you
              |will you|do|kindly|feel free to)(?: please| just| also)? (?:send|message|dm|write|call
              |ring|email|e-mail|contact|reply|drop|let|share|get|tell|visit|try|check|open|go|use|head
              |ask|pop|bring|give|reach|select|choose|click|tap|pick|keep|find|fill|log|take|come)
            let (?:us|me)|(?:how|what|anything|something)(?: \w+)? (?:can|may|could|would) (?:we|i)
              |happy to|glad to|on its way|on the way|being (?:looked|fixed|repaired|refunded|replaced
              |investigated|worked)|get in touch|reach out|drop us|message us|send us|call us|email us
              |write to us|dm us|ask for|you can (?:\w+)|refund(?:ed)?|replacement|new one|put (?:this|it
              |things) right|make (?:this|it|things) right|make (?:this|it) up to you|back (?:up
              |to normal) (?:by|soon)|(?:are|is|am) (?:on it|on the case|looking into|investigating
              |working)|here is|here's|here are|you'll (?:find|get|have|hear|receive)|you will (?:find
              |get|have|hear|receive)|step[s]?|link|done|(?:it's|it is|you're|you are|they're|they are
              |that's|\w+ (?:is|are)) now (?:on|in|at|back|booked
              |moved|cancelled|changed|open|set|with)|(?:i|we)(?:'ve
              | have) (?:just |already |now )?(?:ordered|moved|changed
              |stopped|opened|added|taken|rebooked|marked|noted it|reserved|kept|switched|removed|closed
              |blocked)
            """
        ),
    ),
    "thanks": (
        *listed(
            r"""
            thank(?:s|ful|you)?|thank you|appreciate[ds]?|appreciation|grateful|gratitude|made (?:our
              |my|the team's|the whole|her|his|their) (?:day|week|morning|evening|weekend|month)
              |mean[st]? (?:a lot|so much|the world|a great deal)|cheers|ta|much obliged|we owe you
              |so kind of you|how kind|very kind|tysm|thx
            """
        ),
    ),
    "asks-details": (
        # "Never send us your PIN" asks for nothing.
        Saying(
            (
                r"(?:(?:never|don't|do not|not|nobody|no one|without)(?: \w+){0,4} )?(?:send|give|tell"
                r"|share|confirm|provide"
                r"|post|need|enter|type|with|state|what is|what's|what was|have|verify|repeat|dm|know"
                r"|got)(?: \w+){0,6}"
                r" (?:pin|password|passcode|date of birth|birthday|birth date|maiden name|security code"
                r"|card number)"
            ),
            unless=r"(?:never|don't|do\s+not|not|nobody|no\s+one|without)\b",
        ),
        *listed(
            r"""
            what (?:is|was|are)(?: the| your)? (?:password|pin|passcode|security code|cvv|cvc|code)
              |(?:your|the) \w+ (?:number|details|code|password) (?:here|below|in the comments)
            comment (?:below|here)|(?:post|write|leave|put|drop) (?:it|them|those|that
              |your \w+(?: \w+)?) (?:here|below|in the comments|as a (?:reply|comment)|publicly)
            (?:send|give|tell|share|provide|post|reply|comment|leave|drop|confirm|write|type|state
              |let (?:us|me) (?:know|have)|need|need to know|require|what is|what's|what are|may (?:we
              |i) have|can (?:we|i) (?:have|get)|could (?:we|i) (?:have|get)|could you (?:\w+)
              |can you (?:\w+)|would you (?:\w+)|please (?:\w+)|looking for|ask for
              |have)(?: us| me| here| below| with| in the comments| in a comment| also| just| please| publ
              icly| over)*(?: your| the| a| some| both)? (?:\w+ ){0,3}(?:order|booking|reservation
              |reference|tracking|ticket|account|customer|invoice|policy|membership|member|loyalty|case
              |phone|mobile|telephone|contact|serial|card|parcel|meter|contract|bank|passport|insurance
              |full|home|delivery|street|email|e-mail|mail|date|birth|licence|id|national
              |social) (?:\w+ )?(?:number|numbers|no|id|ids|ref|reference|details|code|address|name|names
              |of birth|information|info|security)
            (?:send|give|tell|share|provide|post|comment|leave|drop|confirm|what is|what's|need|have
              |let (?:us|me) know|dm|reply with)(?: us| me| here| below| with)*(?: your| the) (?:email
              |e-mail|phone|address|postcode|zip(?: code)?|iban|surname|birthday|date of birth|dob
              |account|details|contact details|number|order number|full name|mobile|reference|location)
            your (?:order|booking|tracking|account|customer|phone|mobile|reference|reservation
              |ticket)(?: number| id| details| reference)?(?: and (?:your )?\w+(?: \w+)?)? (?:here|below
              |in the comments|in a comment|publicly|in (?:your )?reply)
            """
        ),
    ),
    "way": (
        *listed(
            r"""
            (?:dms?|pms?|direct(?:ly)? messages?|private(?:ly)?(?: messages?)?|direct message
              |in private|inbox|by (?:message|email|e-mail|phone|chat|post)|via (?:message|email|e-mail
              |phone|chat|dm|messenger|whatsapp|the (?:app|form|website))|message (?:us|me)|(?:send|drop
              |write) (?:us |me )?a (?:quick |short )?(?:message|note|line|dm|pm)|(?:a|in a|by
              |this) (?:private |direct |quick |secure )?message|email us|e-mail us|call us|ring us
              |write to us|contact (?:form|page|us)|(?:live|secure) chat|phone us|secure (?:form|link
              |page)|messenger|whatsapp|give us a call|not (?:here|in public|in the comments|publicly)
              |off(?: |-)?line|mailbox|help ?desk|help cent(?:re|er))
            """
        ),
    ),
    "time": (
        *listed(
            r"""
            (?:within|inside|in|in less than|in under|no (?:later|more) than
              |at most) (?:the (?:next |coming )?)?(?:\d+|an?|one|two|three|four|five|six|seven|eight
              |nine|ten|twelve|twenty|thirty|forty[- ]eight|a few|a couple of
              |the next few)(?:(?: to |-| or )(?:\d+|two|three|four|five|six|seven
              |ten))? ?(?:business |working |week)?(?:minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?
              |moments?)
            (?:by|before|until|no later than|as early as|on) (?:the )?(?:tomorrow|tonight|today|noon
              |midday|midnight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|eod|cob
              |(?:the )?end of (?:the |this |next |play|business)?(?:day|week|month|today)?
              |close of (?:business|play)|(?:this|next) (?:afternoon|evening|morning|week|month|weekend
              |monday|tuesday|wednesday|thursday|friday)|(?:the )?\d{1,2}(?:st|nd|rd
              |th)?(?: of)?(?: (?:january|february|march|april|may|june|july|august|september|october
              |november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec))
              |\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.|o'clock)|christmas|easter|lunchtime)
            (?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty
              |forty[- ]eight|a few|a couple of|the next few)(?:(?: to |-| or )(?:\d+|two|three|four|five
              |six|seven|ten))? ?(?:business |working |week)?(?:minutes?|mins?|hours?|hrs?|h|days?|weeks?
              |months?|moments?) (?:at (?:the )?(?:most|latest)|max(?:imum)?|tops|from now)
            (?:(?:tomorrow|tonight|today|noon|midday|midnight|monday|tuesday|wednesday|thursday|friday
              |saturday|sunday|eod|cob|(?:the )?end of (?:the |this |next |play|business)?(?:day|week
              |month|today)?|close of (?:business|play)|(?:this|next) (?:afternoon|evening|morning|week
              |month|weekend|monday|tuesday|wednesday|thursday|friday)|(?:the )?\d{1,2}(?:st|nd|rd
              |th)?(?: of)?(?: (?:january|february|march|april|may|june|july|august|september|october
              |november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec))
              |\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.|o'clock)|christmas|easter
              |lunchtime)) at (?:the )?latest|first thing (?:tomorrow|on \w+|in the morning)
            on the \d{1,2}(?:st|nd|rd|th)|by (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven
              |twelve|half past \w+|\d{1,2}) ?(?:o'clock)?
              |between \d{1,2} (?:and|-) \d{1,2}|end of (?:the )?(?:month|week|year|day|summer)|(?:at
              |by) (?:noon|midnight|midday)
            tomorrow|tonight|this (?:afternoon|evening|week)|next week|overnight|same[- ]day|next[- ]day
            """
        ),
        Saying(
            (
                "later today|today|immediately|right away|straight ?away|at once|asap|as soon as possible"
                "|in no time|in a (?:minute|moment|few minutes|jiffy)|shortly|momentarily"
            ),
            level=Level.ADVISE,
        ),
    ),
    "commits": (
        *listed(
            r"""
            (?:we|i|you|it|they|he|she|that|there|this)(?:'ll)|will|shall|going to|we are sending
              |we're sending|(?:is|be|are) (?:arriving|there|coming|fixed|back|ready|with you|delivered
              |refunded|resolved)|expect|guarantee|promise[sd]?|gets?|arrives?|have it|sorted|done|you'll
            """
        ),
    ),
    "gives": (
        *listed(
            r"""
            (?:we|i)(?:'ll| will) (?:pay|give|send|buy|transfer|cover|wire|hand)
            refund(?:s|ed|ing)?|vouchers?|discounts?|credit(?:s|ed|ing)?|compensat(?:e|ed|ion|ing)
              |gift ?cards?|reimburs(?:e|ed|ement|ing)|coupons?|off|free|money back|goodwill|cash ?back
              |waive[ds]?|pay(?:ing)? you|paid you|pay out|payout|promo code|promotional code|on us
              |on the house|give you|offer you|send you|transfer(?:red)?|knock|take
            """
        ),
    ),
    "is-owed": (
        *listed(
            r"""
            (?:is|are|was|were|still|remains?) (?:still )?(?:open|due|owed|outstanding|unpaid
              |payable)|balance|the (?:fare|fee|price|charge|deposit|limit) (?:is|was|of)|minimum|costs?
            """
        ),
    ),
    "gives-perhaps": (
        *listed(
            r"""
            (?:we|i|us|they|bank|council|company)(?:'ll| will)? (?:pay|give|send|buy|transfer|cover|wire
              |hand|owe|add
              |put|drop|pop|round|settle|treat|fly|host|upgrade|bump|wipe|throw|chip)|(?:won't|no
              |never|not) (?:\w+ )?(?:bill|charge|pay|owe|penny|cost)\w*|(?:cancel(?:led)?|wip(?:e|ed|ing)
              |clear(?:ed|ing)?|struck|scrap(?:ped)?|drop(?:ped)?|remov(?:e|ed|ing)|taken|forgiv(?:e|en)
              |forget|written|write) (?:off )?(?:the|that|your|this|those|next|last|all|two)|(?:as|be) (?:our
              |my) guests?|(?:our|my) (?:treat|gift|shout)|name your|quarter|half|double|twice|pays?
              |yours|extra|bonus|on top|for your trouble|by way of|makes? up for|settle|back|guests?
              |upgrade\w*|keep|dinner|hamper|no charge|no cost|without (?:paying|charge)|every (?:penny|cent)
              |membership|status|gift\w*
            """
        ),
    ),
    "gives-all": (
        *listed(
            r"""
            double your (?:money|deposit|fare)|for (?:life|ever)|(?:\w+ )?(?:months?|years?
              |weeks?) free|free (?:\w+ ){1,3}for (?:a|an|one|two|\d+|life|every)|buy you (?:a|an
              |another) (?:new )?\w+
            (?:full|complete|total|entire|double|whole)(?: \w+)? (?:refund|amount|price|purchase|order
              |reimbursement|credit|compensation|money back)|refund(?:ed|ing)?(?: you)? (?:in full
              |completely|everything|the (?:full|whole|entire)|all|fully|double|twice)|(?:free
              |complimentary) (?:\w+ )?(?:month|months|year|replacement|meal|dinner|lunch|night|room
              |upgrade|subscription|delivery|ticket|tickets|drink|drinks|dessert|coffee|flight|product
              |item|licen[cs]e|pair|stay|voucher|for life|forever|of charge)|free of charge|on the house
              |for free|at no (?:extra |additional )?(?:cost|charge)|money back|your money back
              |waive (?:the|your|all|any) \w+|(?:we'll|we will|i'll|i will) (?:compensate
              |reimburse)(?: you)?|half[- ]price|lifetime \w+|it's on us
            """
        ),
    ),
}
