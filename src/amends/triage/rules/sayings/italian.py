"""What people say to brands in Italian, by what it shows. Pure."""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

SAYINGS: Sayings = {
    "complaint": (
        *listed(
            r"""
            (?:ancora|tuttora) (?:non|niente|nessun\w*|in attesa|fermo|senza)
              |non (?:\w+ ){0,3}(?:funziona\w*|arriva\w*|arrivat\w*|va|risponde\w*|rispondono
              |ricevut\w*|carica|posso|riesco|consegnat\w*|parte|accettabile|soddisfatt\w*
              |content\w*|rimborsat\w*)|nessun\w? (?:risposta|risponde|aiuto|notizia|aggiornamento
              |spiegazione|soluzione)|senza (?:risposta|linea|internet|spiegazion\w*|soluzione)
              |delus\w*|deludente|insoddisfatt\w*|pessim\w*|scadent\w*|vergogn\w*|inaccettabile
              |scandalos\w*|schif\w*|orribile|terribile|disastr\w*|arrabbiat\w*|furios\w*|stuf\w
              |incompetent\w*|ladri|truff\w*|fregatura|imbrogli\w*|ridicol\w*|merda|cazzo
              |peggio\w*|rott\w|danneggiat\w*|difettos\w*|guast\w*|pers[oaie]|smarrit\w*|ritard\w*
              |cancellat\w*|annullat\w*|error\w*|sbagliat\w*|manca\w*|bloccat\w*
              |addebitat\w* due volte|aspett\w+ da|attendo|in attesa da|da (?:\d+|una|due|tre
              |giorni|settimane|ore|mesi)(?: \w+)?|dov'?e (?:il|la|i|e)? ?(?:mi\w|nostr\w)
              |dove sono i miei|mai piu|reclam\w*|lament\w*|problem\w*|di nuovo|scadut\w*
              |fredd[oa]|disservizi\w*
            """
        ),
    ),
    "praise": (
        *listed(
            r"""
            ottim\w*|eccellent\w*|fantastic\w*|perfett\w*|meraviglios\w*|stupend\w*|bravissim\w*
              |bravi|complimenti|grandi|grandioso|molto (?:bene|buono|content\w*|gentil\w*
              |soddisfatt\w*|bravi|veloc\w*)|adoro|amo (?:quest\w*|il|la|i)|il migliore
              |la migliore|i migliori|migliori|consiglio|consigliatissim\w*|delizios\w*
              |gentilissim\w*|velocissim\w*|super|top|continuate cosi
            """
        ),
    ),
    "thanks": (
        *listed(
            r"""
            grazie\w*|mille grazie|ringrazi\w*|grazie mille|vi ringrazio
            """
        ),
    ),
    "solved": (
        *listed(
            r"""
            (?:ora|adesso) funziona|risolto|e (?:arrivat\w*|tornat\w*)|tutto (?:ok|risolto
              |a posto)|sistemato
            """
        ),
    ),
    "question": (
        *listed(
            r"""
            quando|come (?:posso|si|faccio|mai|funziona|fare)|dove (?:posso|si|trovo|devo)
              |perche|quant\w+|qual\w*|cosa (?:devo|succede|posso|significa)|che (?:orari
              |documenti|cosa|tempi)|chi (?:puo|devo)|c'e (?:un|una|modo|qualche)|avete|si puo
              |posso|e possibile|qualcuno sa|sapete|devo
            """
        ),
    ),
    "request": (
        *listed(
            r"""
            per favore|per piacere|per cortesia|vorrei|voglio|ho bisogno|avrei bisogno|potete
              |potreste|puo (?:aiutar\w*|controllare|dirmi)|aiutatemi|aiuto|contattatemi
              |chiamatemi|rispondete|fatemi sapere|disdire|annullare (?:il|la|l')|chiedo
            """
        ),
    ),
    "abuse": (
        *listed(
            r"""
            (?:siete|sei|branco di|brutti|massa di) (?:\w+ ){0,2}(?:idioti|idiota|stronz\w
              |coglion\w|bastard\w|imbecill\w|deficient\w|merde|puttan\w|cretin\w
              |figli di puttana)|stronz\w|coglion\w|vaffanculo|fanculo|figli\w? di puttana
              |andate a fanculo|crepate|crepa|muori|ti ammazzo|vi ammazzo|vi vengo a (?:cercare
              |prendere)|pezz\w di merda|puttan\w
            """
        ),
    ),
    "spam": (
        *listed(
            r"""
            guadagn\w+(?: \w+){0,4} (?:soldi|euro|da casa|online|al giorno)|reddito passivo
              |(?:cripto|crypto|bitcoin|forex)(?: \w+){0,3} (?:trad\w*|invest\w*|profitt\w*
              |guadagn\w*|segnal\w*)|lavora da casa|iphone gratis|seguimi|seguitemi
              |compra follower|clicca (?:qui|sul)|link in bio|hai vinto|avete vinto
              |prestiti? (?:veloc\w*|senza)|casino|scrivimi su (?:whatsapp|telegram)|cartomante
            """
        ),
    ),
    "urgent": (
        *listed(
            r"""
            urgent\w*|urgenza|subito|immediatamente|il prima possibile|al piu presto|emergenza
              |bloccat\w* (?:in|a|all\w*|qui)|disperat\w*|quanto prima
            """
        ),
    ),
    "self_harm": (
        *listed(
            r"""
            (?:voglio|vorrei|sto per|voglia di) (?:morire|ammazzarmi|uccidermi|farla finita
              |suicidarmi)|suicid\w*|farla finita|togliermi la vita|non (?:voglio
              |ho voglia di) (?:piu )?(?:vivere|piu vivere)|farmi (?:del )?male
            """
        ),
    ),
    "safety": (
        *listed(
            r"""
            incendi\w*|fuoco|fiamme|bruciat\w*|brucia|fumo|scintill\w*|esplos\w*|esplod\w*
              |odore di (?:gas|bruciato)|puzza di (?:gas|bruciato)|fuga di gas|scossa|folgorat\w*
              |surriscald\w*|pericol\w*|pezz\w+ di (?:vetro|metallo|plastica)|vetro (?:nel|nella
              |dentro)|freni|intrappolat\w*|chius\w* (?:in|dentro)|aggredit\w*|aggression\w*
              |minacciat\w*|molest\w*|allag\w*|incidente
            odore (?:\w+ )?(?:di )?gas|coltello|arma|cav[oi] (?:\w+ )?(?:scopert\w|penzol\w+)
              |fuga
            """
        ),
    ),
    "health": (
        *listed(
            r"""
            intossica\w*|avvelen\w*|allergi\w*|allergic\w*|vomit\w*|mal[ei] (?:di pancia|dopo)
              |stat\w male|ospedale|pronto soccorso|ferit\w*|lesion\w*|sangu\w*|ustion\w*|eruzione
              |asma|respirare|svenut\w*|insulina|farmac\w*|medicin\w*|ossigeno|dialisi|vermi
              |scarafagg\w*|topo|salmonell\w*|diarrea|ambulanza
            """
        ),
    ),
    "vulnerable": (
        *listed(
            r"""
            (?:persona|madre|padre|nonn\w|marito|moglie|figli\w|mamma|papa
              |signora) (?:\w+ )?(?:anzian\w|disabil\w|malat\w|cieca?|incinta|invalid\w)
              |sedia a rotelle|incinta|disabil\w*|non vedente|sord\w|alzheimer|demenza|neonat\w*
              |bambin\w piccol\w|(?:8|9)\d anni|decedut\w*|defunt\w*|funeral\w*|lutto
              |mort[oa] (?:mio|mia|di)|cancro|tumore|senza (?:riscaldamento|luce|acqua|cibo
              |corrente|gas)|al freddo|sfratt\w*|violenza domestica|bimb\w sol\w
            (?:neonat\w|bambin\w|bimb\w)|(?:nonna|mamma|padre)(?: \w+){0,3} (?:freddo|sola
              |solo|cadut\w)|all'estero
            """
        ),
    ),
    "money": (
        *listed(
            r"""
            (?:addebit\w*|pagat\w*|prelevat\w*|fatturat\w*) (?:\w+ )?(?:due volte|doppi\w
              |di troppo|senza|in piu)|doppio addebito|addebit\w*|soldi (?:sono )?(?:spariti
              |scomparsi|rubati|persi|indietro)|frod\w*|truff\w*|hackerat\w*|phishing
              |carta (?:rubata|clonata)|rubat\w*|rimbors\w*|stipendio|pignorament\w*|affitto
              |conto (?:vuoto|svuotato|in rosso)|non autorizzat\w*
            (?:svuotando|svuotato|usando|rubando|rubato)(?: \w+){0,3} (?:conto|carta)
              |carta (?:\w+ )?rubata|non ho dove dormire|carta rifiutata
            """
        ),
    ),
    "access": (
        *listed(
            r"""
            (?:conto|account|carta|accesso|linea|profilo)(?: \w+){0,3} (?:bloccat\w*|sospes\w*
              |chius\w*|disattivat\w*|hackerat\w*|rifiutat\w*)|non (?:riesco
              |posso) (?:\w+ )?(?:entrare|accedere|pagare|chiamare|collegarmi)|senza (?:internet
              |linea|luce|corrente|segnale|telefono|connessione|acqua)|(?:internet|app|sito
              |sistema|rete|linea)(?: \w+){0,3} (?:giu|down|fuori uso|irraggiungibile|non va
              |non funziona)|blackout|guasto alla linea|isolat\w*
            """
        ),
    ),
    "deadline": (
        *listed(
            r"""
            oggi|stasera|stamattina|domani|tra (?:\d+|un'?|due|mezz\w*)(?: )?(?:minuti|or[ae]|ora)?
              |entro (?:oggi|domani|stasera|le|venerdi)|(?:volo|treno|matrimonio|funerale
              |operazione|intervento|esame|appuntamento|trasloco)(?: \w+){0,3} (?:oggi|domani|tra
              |stasera)|perd(?:o|ere|iamo) (?:il|l'|la|un)|scade|scadenza
            """
        ),
    ),
    "legal": (
        *listed(
            r"""
            avvocat\w*|legale|legali|vie legali|denunci\w*|querel\w*|tribunale|giudice|causa
              |associazione consumatori|altroconsumo|codacons|agcom|agcm|arera|garante|gdpr
              |privacy|polizia|carabinieri|conciliazione|ombudsman|diffida|discrimin\w*|razzis\w*
            """
        ),
    ),
    "press": (
        *listed(
            r"""
            stampa|giornalist\w*|giornal\w*|televisione|tv|media|striscia la notizia|le iene
              |corriere|repubblica|rai|mediaset|reporter
            """
        ),
    ),
    "asks-press": (
        *listed(
            r"""
            sono (?:\w+ )?(?:un |una )?(?:giornalista|reporter|redattor\w*)|giornalista (?:di
              |del|per|presso)|richiesta (?:stampa|di commento)|per un (?:articolo|servizio)
            """
        ),
    ),
    "asks-regulator": (
        *listed(
            r"""
            per conto dell'autorita|(?:agcom|agcm|arera|autorita|garante|ispettorato
              |ministero)(?: \w+){0,6} (?:richiede|chiede|indaga)|ai sensi dell'art\w*
              |richiesta di informazioni ufficiale|procedimento (?:istruttorio|sanzionatorio)
            """
        ),
    ),
    "asks-employee": (
        *listed(
            r"""
            lavoro (?:per|da|con) voi|come (?:dipendente|corriere|ex dipendente|impiegat\w*)
              |(?:il )?mio (?:capo|turno|responsabile)|ex dipendente|busta paga
            """
        ),
    ),
    "sarcasm": (
        *listed(
            r"""
            grazie (?:mille )?(?:per|di) (?:niente|nulla|avermi fatto|il ritardo|l'attesa)
              |complimenti (?:per|vivissimi)|(?:bel|bella|ottimo|che bel) (?:servizio
              |lavoro)(?: \w+){0,4} (?:ore|giorni|non|ancora)|come al solito|ma che bravi
              |bravi davvero|applausi
            """
        ),
    ),
    "negation": (
        *listed(
            r"""
            (?:non|nessun\w*|mai|senza|niente|nulla|ne)
            """
        ),
    ),
    "polite": (
        *listed(
            r"""
            (?:scusa|scusate|scusi|mi scusi|perdonate) (?:se (?:insisto|disturbo|vi disturbo
              |la disturbo|chiedo ancora)|l.insistenza|per (?:il disturbo|l.insistenza))
            """
        ),
    ),
    "no-answer": (
        *listed(
            r"""
            buongiorno a tutti|buona (?:giornata|serata|domenica) a tutti|buon (?:natale
              |compleanno|anno|weekend)|ahah\w*|lol
            """
        ),
    ),
}
