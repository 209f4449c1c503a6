"""What people say in English when something is at stake, and who says it. Pure."""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

SAYINGS: Sayings = {
    "urgent": (
        *listed(
            r"""
            asap|a\.s\.a\.p|urgent(?:ly)?|emergency|right now|immediately|straight away|at once
              |stranded|stuck (?:at|in|on|outside|here)|time[- ]sensitive
              |desperate(?:ly)?|please hurry|need (?:this|it|help|an answer) (?:now|today|tonight)
              |help!!+|(?:as )?soon as possible|critical|no time
            """
        ),
    ),
    "self_harm": (
        *listed(
            r"""
            (?:want|going|ready|rather|wish i could|about|gonna|wanna) (?:to )?(?:just )?(?:die
              |kill myself|end (?:it all|my life|it for good|things for good)|hang myself
              |not be here
              |be dead|disappear for(?: )?ever)|kill(?:ing)? myself|end(?:ing)? my life|end it all
              |suicid(?:e|al)|(?:don't|do not|dont) want to (?:live|be here|be alive|wake up|go on
              |exist)(?: any(?: )?more)?
              |no (?:reason|point) (?:to live|to go on|in living|living|left to live|being alive
              |going on)|hurt(?:ing)? myself|self[- ]?harm\w*|cut(?:ting)? myself
              |better off (?:dead|without me)
              |can't (?:go on|do this any(?: )?more|take it any(?: )?more|cope any(?: )?more|live like this)
              |take my (?:own )?life|(?:jump|step) (?:off a|in front of a)|wish i (?:was
              |were) dead|overdose
            no reason to (?:carry on|go on|live|keep going|be here)|(?:carry
              |carrying) on living|nothing left to live for|counted out the pills|pills counted
              |goodbye (?:everyone|world|all)|don't see a way out|so tired of (?:living|life
              |everything)|everyone would be better off
            """
        ),
    ),
    "safety": (
        *listed(
            r"""
            (?:caught|catch(?:es|ing)?|on|in a|started a|a small|the) fire|fire (?:in|from|at
              |coming|started)|smok(?:e|ing) (?:from|coming|out of|in|is)|smoke coming
              |flames|spark(?:s|ing|ed)|exploded?|explosion|explod\w+|burn(?:ed|t|ing)? (?:my|his
              |her|our|a hole|smell|plastic|down)|smell(?:s)? (?:of |like )?(?:gas|burning|smoke
              |burnt)|gas (?:leak|smell)
              |carbon monoxide|electr(?:ic|ical) shock|electrocut\w+|shock(?:ed)? me
              |short[- ]circuit\w*|overheat\w*|(?:too|really|very|burning|boiling) hot to touch
              |melt(?:ed|ing)|dangerous|unsafe
              |danger(?: to| of)|hazard\w*|safety (?:issue|risk|hazard|concern)|(?:could|can|might
              |nearly|almost|going to) (?:have )?(?:kill(?:ed)?|died?|hurt|injure[d]?)(?: \w+)?
              |brakes? (?:failed|failing|don't|not|stopped)|wheel came off|airbag|collaps(?:e|ed
              |ing)|chok(?:ed|ing)|(?:piece|bit|shard|bits|pieces|shards) of (?:glass|metal
              |plastic|wire|wood)
              |broken glass|glass in (?:my|the)|metal in (?:my|the)|live wires?|exposed wir\w+
              |downed? (?:power )?line|trapped|locked in|stuck in (?:the|a|your) (?:lift|elevator
              |train|tunnel)|threaten(?:ed|ing) me|followed me|assault\w*|attacked
              |harass\w*|grop\w+|driver (?:was )?(?:drunk|asleep|speeding|on (?:his|her
              |the) phone)|drunk driv\w+|ran (?:a|the) red light|swerv\w+|crashed into
              |hit my (?:car|child|dog|gate|wall)|flood(?:ed|ing)|sewage
            (?:battery|charger|phone|laptop|heater|kettle|oven|engine|brakes?|power bank
              |scooter)(?: \w+){0,5} (?:smoking|swollen|swelling|burning|hissing|exploding
              |failed|sparking)|knife|knives|gun|weapon|stabb\w*|being (?:followed|beaten
              |attacked)|bare (?:wires?|cables?)|cables? (?:\w+ )?(?:hanging|exposed|down)
              |alarm (?:is )?going off|reversed into|nearly (?:died|killed|crashed|hit)
              |gas smell|fell on (?:my|a|the)|hit (?:a|my) (?:child|kid|cyclist|pedestrian)
            """
        ),
    ),
    "health": (
        *listed(
            r"""
            food poison\w*|poison(?:ed|ing)|allerg(?:y|ic|ies|en|ens)|anaphyla\w+|epi(?: )?pen
              |(?:made|making) (?:me|us|him|her|them
              |my \w+) (?:very |really |so |violently )?(?:sick|ill|vomit|throw up)|vomit\w*
              |throwing up
              |threw up|diarrh\w+|salmonella|e\.? ?coli|listeria|(?:in|to|from
              |at) (?:the )?(?:hospital|a&e|er|emergency room|icu|urgent care)|hospitali[sz]ed
              |ambulance|injur(?:y|ed|ies)|bleeding|broke my (?:arm|leg|wrist|ankle|foot|hand
              |tooth)
              |chipped (?:a|my) tooth|burn(?:s)? on my|scald\w*|rash|hives|swollen|swelling
              |can't breathe|difficulty breathing|asthma(?: attack)?|seizure|unconscious
              |passed out|fainted|collapsed
              |insulin|medication|medicine|meds|prescription|inhaler|oxygen|dialysis
              |chemo(?:therapy)?|pacemaker|life support|cpap|feeding tube|nebuli[sz]er|maggots?
              |cockroach\w*|worm in|rat in|mouse in|rodent|insects? in|bugs? in my (?:food|salad
              |soup)|medical (?:device|equipment|alarm|condition|emergency|needs)
            in labou?r|contractions|swallow(?:ed|ing)|react(?:ing|ion) to|having a reaction
              |lips are swollen|throat|on a drip|heart (?:attack|tablets|medicine|condition)
              |stroke|breathing|coughing blood|epipens?|cut (?:my|his|her
              |our)(?: \w+){0,2} (?:mouth|hand|face|lip|tongue|finger)|(?:all|whole \w+|family
              |kids|guests|of us)(?: \w+)? (?:are |got |is |were )?(?:ill|sick)|ventilator|nurse
              |paramedics?|doctors?
            """
        ),
    ),
    "vulnerable": (
        *listed(
            r"""
            (?:elderly|disabled|vulnerable|pregnant|blind|deaf|paraly[sz]ed|bedridden|housebound
              |frail|sick|terminally ill|dying) (?:\w+ )?(?:mother|mum|mom|father|dad|parents?|nan
              |gran\w*|grand\w*|wife|husband|partner|person|people|customer|neighbou?r|lady|man
              |woman|child|son|daughter|passenger|relative|aunt|uncle)
              |i(?:'m| am) (?:\w+ )?(?:disabled|pregnant|blind|deaf|housebound|a wheelchair user
              |a carer|homeless|autistic|elderly|\d+ weeks pregnant)|(?:weeks|months) pregnant
              |wheelchair\w*|dementia|alzheimer\w*|(?:8|9)\d[- ]?(?:year|yr)s?[- ]?old
              |new(?: )?born|(?:small|young|little) (?:baby|babies|child|children|kids?)|(?:my|our|a
              |with a|the) (?:\d+[- ](?:week|month|year)[- ]old )?(?:baby|toddler|infant)
              |(?:bereaved|bereavement|funeral|passed away|died|deceased|widow\w*|probate
              |late (?:mother|father|husband|wife|mum|dad))|cancer (?:patient|treatment)
              |(?:unaccompanied|alone) (?:minor|child)|(?:\d+|my) (?:year
              |yr)[- ]?old (?:\w+ )?alone|no (?:food|heating|heat|electricity|power|water|gas
              |money for food|way to (?:eat|feed|cook))|freezing|feed my (?:kids|children|family
              |baby)|evict\w*|homeless|refuge|domestic (?:abuse|violence)|abusive (?:ex|partner
              |husband)|mental health|panic attack|carer|special needs
            (?:two|three|small|my|our|with) (?:\w+ )?(?:babies|toddlers|infants)|(?:8
              |9)\d years? old|no (?:heat|formula|milk)|(?:gran|grandma|nan|mum|dad|mother
              |father|grandad|neighbou?r)(?: \w+){0,4} (?:in the cold|alone|fallen|freezing
              |fell)|travell?ing alone|lost child|(?:fall|medical|care) alarm|unaccompanied
            """
        ),
    ),
    "money": (
        *listed(
            r"""
            (?:charged|billed|debited|took|taken|withdrew|withdrawn|deducted
              |paid) (?:me |us |my card |my account |from my account )?(?:twice|double
              |three times|again|\d+ times
              |too much|wrong(?:ly)?)|double[- ]?charg\w*|overcharg\w*|unauthori[sz]ed|fraud\w*
              |scam(?:med|mers?)?|hack(?:ed|ers?)?|phish\w+|identity theft|stolen card
              |card (?:was |has been |is )?(?:stolen|cloned)|someone (?:is |has |else )?(?:using
              |used|spent|withdr\w+|took|stole)
              |(?:money|£\d[\d,.]*|\$\d[\d,.]*|€\d[\d,.]*|\d[\d,.]* ?(?:pounds|dollars|euros|quid
              |eur|gbp|usd)) (?:is |has |have |was |are |were )?(?:gone|missing|disappeared
              |vanished|stolen|taken|left my account|withdrawn)|missing money|where(?:'s
              | is) my (?:money|refund|salary|wages|pay)|(?:didn't|did not|don't|do not
              |never) (?:make|recogni[sz]e|authori[sz]e|approve) (?:this|that|the|these|those|a
              |any) (?:\w+ )?(?:payment|transaction|charge|transfer|purchase)s?
              |overdraft|overdrawn|bounced|bailiff\w*|debt collect\w*|can't (?:pay
              |afford)(?: \w+){0,3}|rent (?:is )?(?:due|bounced)|salary|wages|refund(?:ed)?
              |sent (?:the |my )?(?:money|payment|transfer) to (?:the )?wrong
              |lost (?:my )?(?:savings|money|[£$€]\d[\d,.]*)|thousands of (?:pounds|dollars|euros)
              |empt(?:y|ied) my account
            (?:card|wallet|phone|bag|purse) (?:\w+ ){0,2}(?:stolen|cloned|skimmed)|(?:emptying
              |emptied|draining|drained|spending from|clearing out|raiding) (?:my|our|the)
              |spending on it|(?:transfers?|payments?
              |withdrawals?)(?: \w+){0,6} (?:that (?:aren't|weren't|isn't) mine|not mine|not me
              |i didn't make)|lose (?:the|our|my) (?:house|flat|home)|no cash|no money
            """
        ),
    ),
    "access": (
        *listed(
            r"""
            locked out|account (?:is |was |has been |got )?(?:locked|blocked|suspended|disabled
              |frozen|closed|hacked|deleted)|(?:locked|blocked|froze|frozen|suspended|disabled
              |closed) (?:out of )?my (?:account|card|money|access)
              |card (?:is |was |has been |got )?(?:blocked|declined|frozen|swallowed|not working)
              |(?:can't|cannot|can not
              |unable to|couldn't) (?:log(?: )?in|sign(?: )?in|access|get in(?:to)?|get into|reach my
              |call 999|call 911|call 112|make calls?|pay for|open the door)|no (?:signal|internet
              |service|phone|dial tone|connection|power|electricity|water|heating|hot water|gas
              |wifi)|(?:internet|phone|line|power|water|service|broadband|wifi|electricity|heating
              |network|website|app|system
              |everything) (?:is |has been |have been |are |went |been |still )?(?:down|out|off
              |dead|gone)(?: since| for| again)?|outage|black(?: )?out|cut off
              |disconnected|lost (?:all )?(?:signal|service|access)|password reset (?:doesn't|not
              |isn't|never)
            (?:whole|entire|all our|our) (?:\w+ ){0,2}(?:\w+)? ?(?:is|are) (?:down|locked out
              |offline|stopped|blocked)|nobody can (?:log in|work|get in)
              |signal (?:\w+ ){0,2}(?:gone|dead|out)|dead for (?:\w+ )?(?:days|hours)|no service
            """
        ),
    ),
    "deadline": (
        *listed(
            r"""
            (?:today|tonight|tomorrow|this (?:afternoon|evening)|in (?:\d+|one|two|three
              |a few|a couple of|an|half an|the next)(?: )?(?:\d+ )?(?:mins?|minutes?|hours?|hrs?|h)
              |within (?:the|an|\d+)(?: )?(?:\d+ )?(?:hours?|mins?|minutes?)|by (?:tonight|tomorrow
              |noon|midnight|friday|monday|tuesday|wednesday|thursday|saturday|sunday
              |end of (?:the )?day|\d+ ?(?:am|pm)))|(?:flight|train|wedding|funeral|interview|exam
              |surgery|operation|appointment|birthday|meeting|party|ceremony|boarding|departure
              |deadline|visa|move|moving|closing
              |court) (?:is |are |leaves |starts |begins |boards |in |at |day |date )?(?:today
              |tonight|tomorrow|in \d+|in (?:an|two|three
              |half)|now|this|at \d+|due|soon)|(?:miss|missed|missing|going to miss|about to miss
              |gonna miss) (?:my|our|the|a) (?:\w+ )?(?:flight|connection|train|wedding|funeral
              |exam|interview|cruise|deadline|appointment|boat|ferry|bus)|boarding (?:now|soon|in
              |closes)|leav(?:e|es|ing) in \d+|expires? (?:today|tonight|tomorrow|in)|due (?:today
              |tonight|tomorrow)|running out of time|last day|final notice
            (?:noon|now|minutes|an hour) (?:today|left)|(?:shuts|closes|boards|leaves|departs
              |starts) (?:in|at)|tonight|evicted|lands? in
            """
        ),
    ),
    "legal": (
        *listed(
            r"""
            (?:su(?:e|ing)|take) (?:you|them|this company|the company
              |your company)(?: \w+)? (?:to court|to the cleaners|in court|for|over)|sue (?:you
              |them)|suing|(?:my|a|our) (?:lawyer|solicitor|attorney|barrister|legal team)
              |lawyers?|solicitors?|attorney|legal (?:action|advice|proceedings|claim|department
              |rights|obligation)|small claims|court|lawsuit|class action|trading standards
              |ombudsman|regulator|consumer (?:rights|protection|court|council|forum)|(?:cpsc|fca
              |ofcom|ofgem|ofwat|bbb|better business bureau|cfpb|ftc|fcc|dot complaint|caa|gdpr
              |ico|data protection|attorney general)|charge(?: )?back|statutory|breach of (?:contract
              |my|gdpr|data)|data (?:breach|leak)|subject access|report(?:ed|ing)? (?:you|this
              |them|it) to|police|filed (?:a )?(?:complaint|report) with|cease and desist
              |letter before action|discriminat\w*|racis[tm]
            """
        ),
    ),
    "press": (
        *listed(
            r"""
            (?:journalist|reporter|news(?: )?desk|newsroom|(?:bbc|cnn|itv|sky news|channel 4
              |guardian|the times|daily mail|new york times|nyt|washington post|reuters
              |associated press|bloomberg|buzzfeed|local news|watchdog|the papers|the newspapers?
              |the press|the media|the news|tv station))(?: \w+){0,6}
              |go(?:ing)? (?:to the (?:press|media|papers|news)|viral|public with)|contact(?:ed
              |ing)? the (?:press|media|papers|news)|for (?:a|an|our) (?:story|article|piece
              |report) (?:on|about|for|i'm|we're)|request for comment|(?:seeking|provide|offer
              |asking for) (?:a |any )?(?:comment|statement)|press (?:enquiry|inquiry|office
              |contact|request)|media (?:enquiry|inquiry|contact|request)|share (?:this
              |your) (?:video|photo|story|footage) (?:on|with) (?:our|air)|permission to (?:use
              |share) your (?:video|photo)
            """
        ),
    ),
    "asks-press": (
        *listed(
            r"""
            i(?:'m| am) (?:a |an )?(?:\w+ )?(?:journalist|reporter|producer|correspondent
              |editor) (?:at|with|for|from|working)|(?:journalist|reporter|producer
              |correspondent) (?:at|with|for|from|here)|working on (?:a|an) (?:story|article|piece
              |report)|request for comment|(?:seeking|asking for|provide
              |offer) (?:a |any )?(?:comment|statement) (?:from|on|about|by|before)
              |press (?:enquiry|inquiry
              |request)|media (?:enquiry|inquiry|request)|on deadline|would (?:you|someone
              |anyone) (?:like|care|be willing|be available) to comment
            """
        ),
    ),
    "asks-regulator": (
        *listed(
            r"""
            (?:on behalf of|writing from|writing for|this is
              |i work for) the (?:\w+ ){0,4}(?:authority|regulator|ombudsman(?:'s office)?
              |commission|agency|trading standards|data protection|consumer protection
              |inspectorate)|case officer|enforcement (?:officer|team|notice)|our (?:investigation
              |inquiry) into|under section \d+|formal (?:request for information|inquiry|enquiry)
              |pursuant to (?:article|section)|official (?:inquiry|enquiry|notice)
            """
        ),
    ),
    "asks-employee": (
        *listed(
            r"""
            i (?:work|worked) (?:for|at) (?:you|your|this company)|as (?:an
              |a) (?:\w+ )?(?:employee|staff member|driver of yours|former employee)|(?:i'm
              |i am) (?:an|a|one of your) (?:\w+ )?(?:employees?|drivers?|staff|couriers?|crew)
              |my manager|our warehouse|my shift|my payslip|hr department|fired me
              |laid (?:me )?off|quit my job|ex[- ]employee|former employee|whistle(?: )?blow\w*
              |union rep
            """
        ),
    ),
}
