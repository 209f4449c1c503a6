"""What threats, hate and spam sound like in seven languages: evidence for a class, no verdict. Pure."""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

SAYINGS: Sayings = {
    "threat": listed(
        r"""
        (?:i|we|someone|somebody)(?:'ll| will| am going to|'m going to| gonna| should| are going to
          |'re going to)(?: \w+){0,2} (?:kill|shoot|stab|hurt|beat|burn|bomb|rape|strangle|find
          |hunt|smash|slit|break)(?: \w+){0,2} (?:you|your|u|ur|her|him|them|down|house|office|shop
          |store|car|legs?|face|neck|throat|kids?|family|staff|place|building)
        (?:kill yourself|kys|go die|hope you die|you(?:'re| are) dead|you will die|you(?:'ll| will) pay
          with your|watch your back|i know where you live|we know where you live|you won't see tomorrow
          |die in a fire|drop dead|your days are numbered|sleep with one eye open|bring a (?:gun|knife)
          |come (?:over )?with a (?:gun|knife|bat)|deserves? to (?:die|be shot|be hanged)
          |should be (?:shot|hanged|killed|burned|raped))
        (?:ich|wir|man sollte|jemand sollte)(?: \w+){0,4} (?:umbring\w*|abstech\w*|erschiess\w*|totschlag\w*
          |abknall\w*|verprugel\w*|anzund\w*|kaltmach\w*|platt ?mach\w*|die fresse|fertig ?mach\w*
          |vergewaltig\w*)
        (?:bring dich um|stech dich ab|mach dich (?:kalt|platt|fertig)|knall dich ab|ich weiss wo du wohnst
          |ich weiss wo ihr wohnt|du bist tot|verrecke?|stirb|gehort erschossen|gehoren erschossen
          |an die wand gestellt|zund\w* euch an|bombe legen)
        (?:je (?:vais|viens)|on va|nous allons)(?: \w+){0,2} (?:tuer|buter|crever|frapper|bruler|egorger
          |planter|violer|casser la (?:gueule|figure)|defoncer)
        (?:va crever|creve|je sais ou tu (?:habites|vis)|je sais ou vous habitez|tu es mort|t'es mort
          |a mort|tu vas (?:le payer|crever|mourir)|il faut (?:les|le|la) (?:tuer|pendre|fusiller))
        (?:te|os|le|les|lo|los) (?:voy|vamos) a (?:matar|quemar|rajar|reventar|pegar|violar|partir la cara)
        (?:muerete|ojala (?:te )?mueras|se donde vives|se donde vivis|estas muerto|estas muerta
          |vas a morir|hay que (?:matar|colgar|fusilar)\w*|te mato|te parto la cara)
        (?:ik|we|wij) (?:ga|gaan|zal|zullen|maak|steek|sla|schiet)(?: \w+){0,2} (?:vermoord\w*|afmaken
          |neersteken|neerschieten|kapot|dood|in elkaar|verkracht\w*|in brand\w*)
        (?:ga dood|sterf|val dood|ik weet waar je woont|ik weet waar jullie wonen|je bent dood|kankerdood
          |moet(?:en)? (?:ze )?afschieten|ophangen aan)
        (?:ti|vi|lo|la|li) (?:ammazz\w*|uccid\w*|accoltell\w*|spacc\w+|bruci\w+|spar\w+|stupr\w+)
        (?:so dove (?:abiti|vivi|abitate)|sei morto|sei morta|crepa|devi morire|dovete morire
          |vengo a prenderti|la pagherai cara|bisogna (?:ammazzar|impiccar|fucilar)\w*)
        (?:vou|vamos|vamo) (?:te |vos |lhe )?(?:matar|esfaquear|queimar|bater|estuprar|rebentar
          |partir a cara)\w*
        (?:sei onde (?:moras|vives|voce mora)|estas morto|voce esta morto|morre|tomara que morra
          |vais morrer|vai morrer|deviam (?:ser )?(?:mort\w+|fuzilad\w+|enforcad\w+))
        """
    ),
    "hate": listed(
        r"""
        (?:go|get) back (?:to|where) (?:your (?:own )?country|africa|asia|you (?:came|belong)|you come from)
        (?:send|ship|deport) (?:them|those|these|all)(?: \w+){0,3} (?:back|home)
        (?:muslims?|jews?|blacks?|gays?|migrants?|immigrants?|refugees?|foreigners|arabs?|gypsies|women
          |trans(?: people)?|asians|mexicans|turks) (?:are|should|must
          |deserve to)(?: \w+){0,2} (?:vermin|scum
          |animals|filth|rats|parasites|subhuman|die|burn|gassed|disappear|trash|disease|cancer)
        (?:gas|hang|burn|kill) (?:the|all) (?:jews?|muslims?|blacks?|gays?|foreigners|migrants?)
        (?:heil hitler|sieg heil|white power|white trash|subhumans?|untermensch\w*|14 ?88|master race
          |race traitor|blood and soil|blut und ehre)
        (?:auslander raus|geh zuruck (?:in dein|wo du)|ab ins (?:gas|lager)|kanak\w*|scheiss ?(?:auslander
          |turken|juden|moslems|neger|schwule\w*)|kummelturk\w*|judensau|drecksjud\w*|schwuchteln?|abschaum)
        (?:sale|sales|putain de) (?:arabes?|noirs?|juifs?|negres?|pedes?|musulmans?|chinois|gitans?
          |etrangers?)
        (?:retourne (?:dans ton pays|chez toi)|rentre (?:dans ton pays|chez toi)|bougnoul\w*|bicots?
          |youpins?)
        (?:putos?|malditos?|sucios?) (?:moros?|negros?|judios?|sudacas?|maricones|inmigrantes|gitanos?)
        (?:vuelve a tu pais|vete a tu pais|fuera (?:moros|inmigrantes|extranjeros)|sudacas?|panchitos?)
        (?:vuile|kut|rot|kanker) ?(?:marokkan\w*|turk\w*|jood|joden|neger\w*|homo\w*|buitenlander\w*
          |moslim\w*)
        (?:ga terug naar je (?:eigen )?land|eigen volk eerst|rot op naar je (?:eigen )?land)
        (?:sporco|sporchi|maledetti?|luridi?) (?:negr\w+|ebre\w+|arab\w+|froc\w+|zingar\w+|immigrat\w+
          |terron\w+)
        (?:torna (?:al tuo paese|a casa tua)|tornate (?:al vostro paese|a casa vostra)|fuori gli immigrati)
        (?:preto|pretos|judeu|judeus|cigano|ciganos|bicha|viado|paneleiro)s? (?:de merda|imund\w+|nojent\w+)
        (?:volta (?:para|pra) (?:o teu|a tua|o seu|sua) (?:pais|terra)|fora (?:imigrantes|estrangeiros))
        """
    ),
    "spam": listed(
        r"""
        (?:earn|make|made|making|win|won) (?:up to |over |about )?(?:[$€£] ?\d[\d.,]*|\d[\d.,]* ?(?:[$€£]
          |dollars|euros?|usd|k)|money|cash)(?: \w+){0,4} (?:a day|per day|daily|weekly|per week|a week
          |online
          |from home|month|fast|easily)
        (?:work from home and|passive income|financial freedom|double your (?:money|bitcoin|crypto)
          |guaranteed (?:profit|returns?)|(?:bitcoin|crypto|forex|binary options?) (?:trading|investment
          |mining|expert|mentor|manager)|recover(?:ed|y)?(?: \w+){0,3} (?:lost )?(?:funds|bitcoin|crypto)
          |invest with|trade with)
        (?:dm|message|text|write|contact|whatsapp|inbox|add|reach) (?:me|him|her
          |us)(?: \w+){0,4} (?:whatsapp
          |telegram|to earn|to invest|for (?:more )?(?:info|details|followers|promo))
        (?:buy|get|cheap|free|gain|gratis) (?:\d[\d.,k]* )?(?:followers|likes|views|subscribers|viagra
          |cialis|pills|replica\w*|iphones?|gift ?cards?|robux|v-?bucks)
        (?:follow (?:me|my page|back)|follow for follow|f4f|l4l|check (?:out )?my (?:page|profile|bio
          |channel
          |store|shop|link)|link in (?:my )?bio|click (?:the|my|this) link
          |hot (?:girls|singles)|sexy (?:girls|pics)|onlyfans|xxx|casino|free spins|online betting|jackpot)
        (?:verdien\w* (?:\w+ ){0,3}\d[\d.,]* ?(?:€|euro)|passives einkommen|schreib mir auf (?:whatsapp
          |telegram)
          |kredit ohne schufa|folgt? mir|schaut auf mein profil|gratis ?follower)
        (?:gagn\w+ (?:\w+ ){0,3}\d[\d.,]* ?(?:€|euros?)|revenu passif|contacte[rz]?(?:-
          | )moi sur (?:whatsapp|telegram)
          |pret (?:rapide|entre particuliers)|voyant\w*|marabout|abonne[rz]? vous a ma)
        (?:gana\w* (?:\w+ ){0,3}\d[\d.,]* ?(?:€|euros?|dolares)|ingresos pasivos|escribeme (?:al|por
          |a) (?:whatsapp
          |telegram)|prestamos? (?:rapidos?|sin aval)|sigueme|brujo|amarres de amor)
        (?:verdien\w* (?:\w+ ){0,3}\d[\d.,]* ?(?:€|euro)|passief inkomen|stuur me een (?:app|dm)
          |gratis volgers
          |lening zonder bkr|volg mij)
        (?:guadagn\w+ (?:\w+ ){0,3}\d[\d.,]* ?(?:€|euro)|rendita passiva|scrivimi su (?:whatsapp|telegram)
          |prestit\w+ (?:veloc\w+|tra privati)|seguimi|cartomante)
        (?:ganh\w+ (?:\w+ ){0,3}\d[\d.,]* ?(?:€|euros?|reais)|renda (?:passiva|extra)
          |chama no (?:zap|whatsapp)|emprestimo (?:rapido|facil)|segue (?:me|de volta)|link na bio)
        """
    ),
}
