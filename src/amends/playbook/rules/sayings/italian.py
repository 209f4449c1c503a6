"""What is said in Italian. Pure."""

from __future__ import annotations

from amends.playbook.rules.findings import Level
from amends.playbook.rules.lexicon import Saying, Sayings, listed

SAYINGS: Sayings = {
    "blame": (
        *listed(
            r"""
            ecco cosa succede (?:quando|se)|e sicur[oa] di (?:non )?aver\w*|di chi e la colpa
              |perche non (?:ha|hai) (?:letto|controllato|avvisato|chiesto)|bastava (?:leggere|chiedere
              |controllare)
            (?:avrebbe|avresti|avreste|doveva|dovevi|dovevate|poteva|potevi
              |bisognava)(?: \w+)? (?:dovuto|potuto|leggere|controllare|verificare|avvisare|pensarci
              |stare|ordinare|chiedere|seguire|dircelo|fare|prestare)(?: \w+)?
            se (?:lei |tu )?(?:avesse|avessi|aveste)(?: \w+)? (?:letto|controllato|verificato|seguito
              |ascoltato|chiesto|ordinato|prestato|aspettato|avvisato)
            (?:lei |tu )?non (?:ha|hai|avete) (?:letto|controllato|verificato|seguito|ascoltato|capito
              |prestato|indicato|rispettato|inserito)|(?:ha|hai|avete|si e|ti sei) (?:sbagliato
              |dimenticato|ignorato|frainteso|scelto (?:la|il)|inserito (?:un|una|il|la|l')?
              |ordinato (?:la|il)?) ?(?:\w+ )?(?:sbagliat\w*|errat\w*|male)?
            (?:e|era|solo|tutta|tutto) (?:solo |tutta |tutto |stata |stato |unicamente )*(?:colpa sua
              |colpa tua|colpa vostra|un suo errore|un tuo errore|un suo problema|un tuo problema
              |responsabilita sua|sua responsabilita|tua responsabilita|sua colpa|tua colpa)|(?:colpa
              |errore|negligenza|disattenzione|responsabilita) (?:sua|tua|suo|tuo|vostra|del cliente
              |dell'utente)|(?:sua|tua|vostra) (?:colpa|negligenza|disattenzione|responsabilita
              |distrazione)|(?:suo|tuo|vostro) (?:errore|problema)|errore (?:dell'utente|del cliente
              |umano)|uso (?:improprio|scorretto|errato)|perche (?:lei |tu )?non (?:ha|hai) \w+
              |la prossima volta (?:\w+ )?(?:legga|leggi|controlli|controlla|stia|stai|faccia|fai
              |verifichi)|nessuno (?:l'ha|ti ha|la|ti) (?:obbligat\w*|costrett\w*|obbliga|costringe)
            """
        ),
    ),
    "argument": (
        *listed(
            r"""
            (?:questo |cio )?(?:e impossibile|non puo essere|non e successo|non e possibile che)
              |inventat\w+|(?:il nostro|il) (?:corriere|autista|cameriere) (?:dice|afferma|ricorda
              |assicura)|la sua versione
            (?:questo|cio|quello che (?:dice|dici|scrive|afferma)|quanto (?:dice|afferma
              |scrive))? ?(?:non )?(?:e
              |sono)(?: semplicemente| assolutamente| completamente| del tutto)* (?:falso|una bugia|bugie
              |una menzogna|assurdo|ridicolo|una sciocchezza|sciocchezze|falsita|vero che|non vero)
              |non e (?:assolutamente |affatto |proprio )?(?:vero|cosi|corretto|esatto
              |quello che e successo)
            (?:lei |tu )?(?:mente|menti|si sbaglia|ti sbagli|esagera|esageri|ha torto|hai torto
              |sta mentendo|stai mentendo|sta esagerando|stai esagerando|inventa|si inventa|e in errore
              |sei in errore)
            (?:noi )?(?:non siamo d'accordo|contestiamo|respingiamo|neghiamo|smentiamo|non le crediamo
              |non ti crediamo|dissentiamo|non abbiamo (?:mai|fatto nulla|sbagliato)
              |abbiamo fatto tutto)(?: \w+)?|la verita e|i fatti sono|sia chiaro|mettiamo in chiaro
              |presunt[oaie]|cosiddett[oaie]|le sue accuse|diffamazione|diffamatori\w
              |i nostri (?:avvocati|legali)|vie legali|azioni legali|lo dimostri|dimostralo
              |ha (?:le )?prove|hai (?:le )?prove|(?:gli altri|tutti gli altri
              |i nostri altri) clienti (?:sono|non|hanno)|non e (?:colpa nostra|nostra colpa
              |un nostro errore)|i nostri (?:dati|registri|sistemi) (?:dicono|mostrano|indicano)
            """
        ),
    ),
    "dismissal": (
        *listed(
            r"""
            sia content[oa]|si accontenti|c'e di peggio|e (?:del tutto |assolutamente )?normale
              |qual e il problema|chieda a (?:qualcun|un) altr\w+|si abituera|ci fara l'abitudine
            basta leggere|bastava leggere
            (?:si calmi|calmati|calma|stia calm[oa]|stai calm[oa]|si rilassi|rilassati|si tranquillizzi
              |tranquillizzati|non si agiti|non ti agitare|non si arrabbi|non ti arrabbiare|relax)
            come (?:gia |le |ti |vi |da |abbiamo |ho )*(?:detto|spiegato|comunicato|indicato|accennato
              |scritto|precisato|riferito)|(?:le|ti|vi|gliel'|te l')? ?(?:ho|abbiamo) gia (?:detto
              |spiegato|comunicato|risposto)|(?:ripeto|ripetiamo|ancora una volta|per l'ennesima volta
              |per l'ultima volta)
            (?:secondo|in base a|in base alla|in base alle|come da|conformemente) ?(?:la|le|alla|alle
              |ai|al|i)? ?(?:nostra|nostre|nostri|nostro)? ?(?:politica|policy|condizioni|regolamento
              |regole|termini|procedura)|(?:e|sono) (?:la|le|il) (?:nostra |nostre |nostro )?(?:politica
              |policy|regole|regolamento|prassi)|le regole sono (?:le )?regole|politica aziendale
            (?:legga|leggi|leggere|rilegga|rileggi|consulti)(?: \w+){0,4} (?:condizioni|termini
              |istruzioni|contratto|manuale|faq|regolamento|clausole)|(?:e|c'e
              |sta) (?:chiaramente )?scritto|(?:non possiamo|non posso|non si puo)(?: \w+)? (?:fare nulla
              |farci nulla|fare niente|farci niente|aiutarla|aiutarti)|(?:niente|nulla) (?:da fare
              |che possiamo|da aggiungere)|non e (?:un )?(?:nostro|mio|affar|di nostra
              |compito) (?:problema|nostro|compito|competenza|responsabilita)|non ci (?:riguarda|compete
              |interessa)|non siamo responsabili|non e (?:cosi |poi |mica )*(?:grave|la fine del mondo
              |un dramma|una tragedia|importante)|sono cose che (?:capitano|succedono)|succede|capita
              |cose che capitano|cosi e la vita|e la vita|nessuno e perfetto|pazienza|peccato|e allora
              |sfortuna|che si aspettava|cosa si aspettava|cosa ti aspettavi|tanto peggio
            se non (?:le|ti|vi) (?:piace|va|sta bene)|se non e (?:contento|contenta|soddisfatt[oa])
              |(?:vada|vai|compri|compra|cerchi|cerca|si rivolga|rivolgiti)(?: \w+){0,3} (?:altrove
              |altra parte|da un'altra parte|concorrenza)|nessuno (?:la|ti) (?:obbliga|costringe
              |trattiene)|(?:deve|devi|dovra|dovrai|bisogna|basta)(?: \w+)? (?:aspettare|attendere
              |avere pazienza|pazientare|accettar\w+|farsene)|(?:abbia|abbi|un po' di
              |porti) (?:un po' di )?pazienza|(?:lei e|sei|e) (?:l'unic[oa]|la prima|il primo)
              |nessun(?:o)?(?: altro)? (?:si e (?:mai )?lamentato|ha mai)|(?:la smetta|smettila|smetta di
              |basta (?:lamentarsi|lamentarti|lamentele))|con tutto il rispetto|caso chiuso
              |fine della discussione|abbiamo (?:di meglio|altro) da fare|non esageri|non esagerare
            """
        ),
    ),
    "sarcasm": (
        *listed(
            r"""
            (?:poverin[oa]|povero (?:lei|te)|povera (?:lei|te)|che (?:tragedia|dramma|peccato per)
              |complimenti (?:per la scoperta|vivissimi)|congratulazioni|bravo|brava|sfera di cristallo
              |leggere nel pensiero|indovin[oi]|bacchetta magica|grazie di niente|grazie per niente
              |ma certo|come no|che sorpresa|ma dai|genio|scienziato|un applauso|sua maesta
              |chiami la polizia|mi viene da piangere)
            ~(?:🙄|🤡|🎻|😒|🙃)~
            """
        ),
    ),
    "false-apology": (
        *listed(
            r"""
            (?:dispiace|spiace) che non (?:sia|abbia|le sia)(?: \w+)?(?: soddisfatt\w| piaciut\w)
            (?:dispiace|spiace|scus\w+|rammarico)(?: molto)? (?:che|se) (?:lei |tu |si |ti |l'
              |le |la )*(?:sent\w*|pens\w*|abbia|abbi|sia|rimast\w*|trov\w*|offes\w*|creda|veda|percep\w*
              |ritien\w*|ritenga)(?: \w+)?|(?:scus\w+|dispiace|spiace) (?:se|ma)|(?:eventual[ei]
              |qualsiasi|possibil[ei]) (?:disagi[o]?|inconvenient[ei]|disguid[oi]|malintes[oi]
              |incomprension[ei])
            """
        ),
    ),
    "profanity": (
        *listed(
            r"""
            (?:idiot[aie]|cretin[oaie]|stupid[oaie]|stupidaggin\w*|scem[oaie]|imbecill[ei]
              |deficient[ei]|ignorant[ei]|bugiard[oaie]|pagliacci[oa]?|zitt[oa]|stia zitt[oa]
              |chiudi il becco|culo|schifo|maledett[oaie]|rompipalle|rompiscatole|palle|lamentos[oaie]
              |piagnucolon\w*|frignon\w*|incapac[ei]|porc[oa]|troll|sparisci|si levi di torno|scemenz\w*)
            """
        ),
        Saying(
            (
                r"(?:cazz\w*|vaffanculo|fanculo|stronz\w*|puttan\w*|troi[ae]|figli[oa] di puttana|coglion\w*"
                r"|fottut\w*|fottiti|testa di cazzo|fuck\w*|bastard[oi]|minchia|merd[ae])"
            ),
            level=Level.BLOCK,
        ),
    ),
    "slur": (
        *listed(
            r"""
            (?:negr[oaie]|terron[ei]|froci[o]?|ricchion[ei]|finocchi[o]?|checca|mongoloid[ei]
              |handicappat[oai]|zingar[oai] di merda|vu cumpra|ebreo di merda|torna(?:te)? (?:al
              |nel) (?:tuo|vostro) paese|muso giallo|travon[ei]|marocchin[oi] di merda|ritardat[oaie])
            """
        ),
    ),
    "guarantee": (
        *listed(
            r"""
            ~[,.]\s*(?:promesso)\s*(?:[,.!]|$)~
            (?:le |ti |vi |glielo |te lo )?(?:garantiamo|garantisco|promettiamo|prometto|assicuriamo
              |assicuro|giuriamo|giuro)(?: che)?|(?:garantit[oaie]|100 ?%|al cento per cento
              |parola d'onore|ha la nostra parola|hai la nostra parola|senza alcun dubbio|senza fallo)
              |non (?:succedera|accadra|capitera|si ripetera|ricapitera
              |si verifichera)(?: \w+)?(?: piu| mai)*|mai piu|(?:arrivera|ricevera\w*|avra\w*
              |sara)(?: \w+){0,2} (?:sicuramente|certamente|senz'altro|di sicuro)|(?:sicuramente
              |certamente|senz'altro) (?:arrivera|ricevera\w*|avra\w*|sara)
            """
        ),
    ),
    "liability": (
        *listed(
            r"""
            (?:siamo|eravamo)(?: \w+)? (?:legalmente responsabili|colpevoli|negligenti
              |responsabili (?:dei|del|legalmente))|nostra negligenza|(?:ammettiamo|riconosciamo
              |accettiamo|ci assumiamo)(?: \w+){0,3} (?:colpa|responsabilita|negligenza)
              |abbiamo (?:violato|infranto)|risarcimento (?:danni|del danno)|risarciremo
            """
        ),
    ),
    "time": (
        *listed(
            r"""
            (?:entro|in|tra|fra|in meno di|nelle|nei
              |nel giro di)(?: le| i| prossime| prossimi| massimo)* (?:\d+|un[ao]?|due|tre|quattro|cinque
              |sei|sette|otto|dieci|pochi|poche|qualche)(?: ?(?:o|a|-) ?(?:\d+|due|tre
              |cinque))? ?(?:prossime |prossimi )?(?:minut[oi]|or[ae]|giorn[oi]|settiman[ae]
              |mes[ei])(?: lavorativi)?
            (?:entro|per|prima di|non oltre)(?: il| la| questo)? (?:domani|oggi(?: stesso)?|stasera
              |dopodomani|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|fine (?:giornata
              |settimana|mese)|(?:la )?fine (?:della settimana|del mese|della giornata)|mezzogiorno
              |\d{1,2} (?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre
              |novembre|dicembre)|le (?:ore )?\d{1,2}|la prossima settimana)|(?:domani|oggi(?: stesso)?
              |stasera|dopodomani|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica
              |fine (?:giornata|settimana|mese)|(?:la )?fine (?:della settimana|del mese|della giornata)
              |mezzogiorno|\d{1,2} (?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre
              |ottobre|novembre|dicembre)|le (?:ore )?\d{1,2}|la prossima settimana)
            """
        ),
        Saying(
            "immediatamente|subito|al piu presto|quanto prima|a breve|in giornata|all'istante",
            level=Level.ADVISE,
        ),
    ),
    "commits": (
        *listed(
            r"""
            \w+(?:remo|ra|ranno|rai|rete|ro)|arriva|riceve\w*|e|sono|avra\w*
            """
        ),
    ),
    "gives": (
        *listed(
            r"""
            soldi|per il disturbo|in piu|extra
            rimbors\w*|buon[oi]|voucher|sconto|sconti|credit[oi]|risarc\w*|accredit\w*|gratis
              |gratuit\w*|omaggi\w*|regal\w+|offr\w+|compens\w*|restitu\w*|codice sconto|coupon
              |indennizz\w*
            """
        ),
    ),
    "gives-all": (
        *listed(
            r"""
            (?:rimbors\w*)(?: \w+){0,2} (?:complet\w*|integral\w*|total\w*|tutto|doppio|intero)
              |intero importo|gratis|gratuit\w*|in omaggio|offre la casa|offriamo noi
            """
        ),
    ),
    "is-sorry": (
        *listed(
            r"""
            dispiace\w*|spiace\w*|scus\w*|perdon\w*|rammaric\w*|mortificat\w*|desolat\w*
              |non e (?:accettabile|giusto|lo standard)|nostro errore|abbiamo sbagliato|non (?:doveva
              |sarebbe dovuto) (?:succedere|accadere)|inaccettabile
            """
        ),
    ),
    "condoles": (
        *listed(
            r"""
            condoglianze|cordoglio|perdita|lutto|vicinanza|vicini|dispiace\w*|pensiero
            """
        ),
    ),
    "helps": (
        *listed(
            r"""
            annullat[oaie]|fermat[oaie]|aiut\w+|verific\w+|controll\w+|contatt\w+|scriv\w+|invi\w+|mand\w+|rimbors\w*|sostitu\w+
              |risol\w+|soluzion\w*|messaggio|chiam\w+|assist\w+|disposizione|possiamo|puo|puoi|occup\w+
              |ripar\w+|cerc\w+|indag\w+|faccia\w*|facci|ricontatt\w+|rimedi\w+|sistem\w+|qui|cambi\w+
              |segnal\w+
            """
        ),
    ),
    "thanks": (
        *listed(
            r"""
            grazie|ringrazi\w+|grat[oiae]|felic[ei] di|ci fa (?:molto |davvero |tanto )?piacere
              |che bello|lieti
            """
        ),
    ),
    "asks-details": (
        *listed(
            r"""
            (?:ci dia|dacci|ci dica|dicci|indichi|indica|scriva|scrivi|mandi
              |manda)[\w-]*(?: [\w'-]+){0,6} (?:numero|carta|indirizzo|telefono|password|data di nascita
              |codice fiscale|iban)
            (?:invi\w+|mand\w+|indic\w+|comunic\w+|scriv\w+|forni\w+|condivid\w+|pubblic\w+|lasci\w*
              |conferm\w+|serve|servono|qual e|quali sono|dacci|ci dia|ci dica|dicci|abbiamo bisogno
              |rispond\w+)(?: \w+){0,6} (?:numero|indirizzo|email|e-mail|mail|telefono|cellulare|nome e
              |nome completo|data di nascita|iban|codice fiscale|dati|codice cliente|riferimento|cap)
            """
        ),
    ),
    "way": (
        *listed(
            r"""
            (?:dm|messaggio privato|messaggi privati|in privato|privat[oai]\w*|messaggio diretto
              |in direct|direct|via (?:mail|email|e-mail|chat|messaggio)|per (?:email|e-mail|telefono)
              |modulo|chiam(?:aci|i|ateci)|scriv(?:ici|a|eteci)|messenger|whatsapp|chat|non (?:qui
              |in pubblico|pubblicamente))
            """
        ),
    ),
    "mourns": (
        *listed(
            r"""
            (?:mort[oae]|deceduto|deceduta|scompars[oa]|funeral\w*|lutto|vedov[oa]|decesso|e mancat[oa]
              |venut[oa] a mancare)
            """
        ),
    ),
    "rages": (
        *listed(
            r"""
            (?:vergogn\w*|truffa\w*|ladri|inaccettabil\w*|schifo\w*|furios\w*|arrabbiat\w*|incazzat\w*
              |pessim\w*|peggior\w*|mai piu|scandalos\w*|incompetent\w*|avvocato|denunci\w*|ridicol\w*
              |imbarazzant\w*|stuf[oa])
            """
        ),
    ),
    "complains": (
        *listed(
            r"""
            (?:ancora (?:non|niente|nulla|aspettando)|non (?:e arrivat\w*|arriva|funziona|ho ricevuto
              |risponde\w*|sono soddisfatt\w*)|rott[oa]|danneggiat\w*|difettos\w*|ritardo|sbagliat\w*
              |manca\w*|delus\w*|problem\w*|reclam\w*|lament\w*|aspett\w+|attesa|nessun[oa]?|fredd[oa]
              |sporc[oa]|scortes\w*|cancellat\w*|errore|pers[oa]|addebitat\w* due volte|guasto|non va)
            """
        ),
    ),
    "praises": (
        *listed(
            r"""
            (?:ottim\w*|fantastic\w*|eccellent\w*|meraviglios\w*|perfett\w*|bravissim\w*|buonissim\w*
              |squisit\w*|adoro|amo|migliore|migliori|stupend\w*|consigli\w*|complimenti|super
              |impeccabil\w*|gentilissim\w*)
            """
        ),
    ),
    "jokes": (
        *listed(
            r"""
            lol|(?:ah){2,}a?|(?:ha){2,}h?|(?:eh){2,}|scherz\w+|ops|divertente|buffo
            ~[😂🤣😹😜😝😛🤪😉😏😆😅🤭😬🤷]~
            ~[:;]-?[)dp]~
            """
        ),
    ),
    "cheers": (
        *listed(
            r"""
            (?:buona|bella|splendida|fantastica|ottima|felice) (?:giornata|serata|domenica|settimana)
              |buon (?:weekend|fine settimana|divertimento)|evviva|urra|fantastico|grandioso
              |buone notizie|a presto|vi aspettiamo|ti aspettiamo|congratulazioni
            ~[🎉🥳🎊😀😃😄😁😊😍🤩🤗🙌💪🚀✨🔥🎈🍾🥂💃🕺😎☀🌞👍👏😇🥰😘💯🌈]~
            """
        ),
    ),
}
