"""What hurts only where nobody says sorry: what the customer did, what was not so. By language. Pure.

Each is harmless in a kind answer, and looked for only where something went wrong for the customer and the
whole text has no word of regret, or takes it back with a ``but``.
``tells-you``: what the customer did or has to do. ``denies``: that it was not so, or that all is as it should
be. ``sends-away``: that others may see to it.
"""

from __future__ import annotations

from amends.playbook.rules.lexicon import Saying, Sayings, listed

_ENGLISH: Sayings = {
    "sends-away": (
        *listed(
            r"""
            (?:contact|ask|try|talk to|speak to|complain to|turn to) (?:your|the|another) \w+ (?:office
              |department|company|provider|bank|seller|maker|manufacturer|airline)|(?:another|a different
              |the other) (?:department|team|office)(?:'s)?|take as long as|only a (?:\w+ )?(?:few|couple|bit
              |matter)
            """
        ),
    ),
    "but": ("(?:but|however|though|although|yet|nevertheless|still|even so|having said that)",),
    "tells-you": (
        Saying(
            (
                "you(?: yourself| also| just| already| then| actually| simply| still| only| even)? "
                r"(?:\w{2,}ed|were|had|did|chose|bought|left|took|put|gave|went|came|sat|wrote|knew|read|paid"
                "|sent|got|made|kept|held|ate|drank|drove|flew|rode|ran|wore|broke|lost|forgot|let|set|spent"
                "|slept|stood|threw|brought|cut|fell|rang|spoke|understood|began|waited)"
            ),
            unless=(
                r"you(?:\s+\w+)?\s+(?:asked|requested|wanted|needed|deserved?|expected|told|said|sent\s+us"
                r"|were\s+(?:charged|told|given|promised|sent|left|kept|treated|served|ignored|refunded))"
            ),
        ),
        *listed(
            r"""
            you (?:need|have|are (?:required|expected|supposed|obliged)) to|you (?:must|ought to)
              |it is up to you|it's up to you|(?:up to|down to) the (?:customer|guest|passenger|user
              |parent)s?
            your (?:own )?(?:choice|decision|handling|behaviou?r|attitude|device|phone|browser|settings)
            (?:customers|guests|passengers|people|users|parents|patients|travellers) (?:who|that) \w+
              |(?:customers|guests|passengers|users|patients|travellers) (?:are|need|have|must|should)
            """
        ),
    ),
    "denies": (
        *listed(
            r"""
            (?:was|were|did|has|have|had|is|are|does)(?: not|n't)(?: ever)? \w+|there (?:was|were|is
              |are) (?:no|nothing|never)|(?:no one|nobody) (?:else|has|had|was|is|\w+ed)|nothing (?:was|is
              |has|happened)|none of (?:our|the|us)
            (?:was|were|is|are|works?|worked|runs?|ran) (?:perfectly |all |entirely |absolutely |quite |in
              |fully |always )*(?:fine|correct|normal|order|on time|open|clean|fresh|hot|accurate|clear
              |polite|ready|there|delivered|right|safe|good|available|staffed|correctly|perfectly|working)
            (?:we|our \w+|he|she|they|the \w+) (?:always|never) \w+|according to (?:our|the|my)
            (?:we|our \w+|the \w+)(?: \w+)? (?:have|has|had|did|does|do|can|could) (?:no|nothing|none)
            """
        ),
    ),
}
_GERMAN: Sayings = {
    "but": ("(?:aber|jedoch|allerdings|doch|dennoch|trotzdem|nur|indes)",),
    "tells-you": (
        *listed(
            r"""
            (?:sie|du|ihr) (?:haben|hast|habt|hatten|hattest|sind|bist|waren
              |warst)(?: \w+){0,8} (?:\w*ge\w+(?:t|en)|\w+iert|(?:be|ver|er|ent|zer|uber|unter)\w+(?:t|en))
            (?:haben|hatten|sind) sie(?: \w+){0,8} (?:\w*ge\w+(?:t|en)|\w+iert|(?:be|ver|er|ent|zer|uber
              |unter)\w+(?:t|en))|(?:hast|hattest|bist) du \w+
            (?:sie|du|ihr) (?:mussen|musst|konnen|kannst|durfen|sollten|wollten|wussten) \w+
              |(?:das |es )?(?:ist|lag|liegt|war) (?:ihre|deine) (?:entscheidung|wahl|aufgabe|pflicht|sache)
            (?:kunden|gaste|fahrgaste|nutzer|patienten|eltern) (?:die|mussen|sollten|haben|sind)
            """
        ),
    ),
    "denies": (
        *listed(
            r"""
            (?:hat|haben|war|waren|ist|sind|wurde|wurden|gab|gibt|kam|lag)(?: \w+){0,5} (?:nicht|nie|kein\w*
              |nichts|niemand|niemals|keinerlei)|(?:niemand|keiner|nichts) (?:hat|war|ist|wurde)
            (?:war|waren|ist|sind|lief|lauft|funktioniert|funktionierte)(?: \w+){0,4} (?:in ordnung
              |einwandfrei|korrekt|normal|punktlich|offen|geoffnet|sauber|frisch|richtig|ordnungsgemass
              |tadellos|fehlerfrei|freundlich|bestens|problemlos)
            laut (?:unser\w*|system|fahrer|protokoll|unterlagen)|bei uns (?:ist|war|lauft|wird|gibt)
            """
        ),
    ),
}
_FRENCH: Sayings = {
    "but": ("(?:mais|toutefois|cependant|neanmoins|pourtant|or|en revanche)",),
    "tells-you": (
        *listed(
            r"""
            (?:vous (?:avez|aviez|etes|etiez|l'avez|vous etes)|tu (?:as|es
              |avais)) (?:bien |pourtant |vous-meme|deja |simplement |seulement )?\w+(?:e|i|u|is|it|es|ee|us
              |ert)
            (?:vous (?:devez|deviez|pouviez|saviez)|il (?:vous )?(?:faut|fallait|suffisait|appartient)
              |a vous de|c'est a vous|c'etait a vous|votre (?:choix|decision|responsabilite|telephone
              |appareil))
            (?:les |nos )?(?:clients|voyageurs|usagers|patients|passagers) (?:qui|doivent|sont|ont)
            """
        ),
    ),
    "denies": (
        *listed(
            r"""
            (?:n'a|n'ont|n'est|n'etait|n'etaient|ne sont|n'y a|n'y avait|n'avons|n'avait)(?: \w+)? (?:pas
              |jamais|rien|aucun\w*|personne|nul\w*)|(?:personne|rien|aucun\w*)(?: \w+){0,2} (?:n'a|n'est
              |ne)
            (?:est|etait|sont|etaient|fonctionne|fonctionnait|marche)(?: \w+){0,3} (?:en ordre|conformes?
              |corrects?|normal\w*|a l'heure|ouverte?s?|propres?|frais|parfait\w*|exacts?|en regle
              |correctement|polis?)
            d'apres (?:nos|notre|le)|selon (?:nos|notre) (?:\w+)|chez nous (?:tout|rien|c'est)
            """
        ),
    ),
}
_SPANISH: Sayings = {
    "but": ("(?:pero|sin embargo|no obstante|aunque|ahora bien|con todo)",),
    "tells-you": (
        *listed(
            r"""
            (?:usted (?:ha|habia)|has|habias|ustedes han) \w+(?:ado|ido|to|cho|so)|\w{2,}(?:aste|iste)
              |usted \w+o
            (?:firmo|eligio|acepto|compro|reservo|indico|escribio|olvido|dejo|llego|pidio|marco|confirmo
              |contrato|uso|lavo|abrio|rompio|perdio|solicito|espero|puso)(?: usted)?
            (?:usted|tu) (?:debe|debes|tiene que|tienes que|puede|puedes|sabia|sabias)|(?:es|era|fue) (?:su
              |tu|decision|eleccion)(?: \w+)? (?:decision|eleccion|responsabilidad|obligacion|cosa)
            (?:los |nuestros )?(?:clientes|pasajeros|viajeros|usuarios|pacientes) (?:que|deben|tienen|son)
            """
        ),
    ),
    "denies": (
        *listed(
            r"""
            no (?:hubo|habia|hay|ha|han|fue|era|estaba|estaban|tenemos|consta|existe|se ha)(?: \w+)?
              |nadie (?:mas|ha|se|le|te)|nada (?:ha|fue|estaba)|ningun\w* \w+ (?:ha|fue|estaba|tiene)
            (?:estaba|esta|estaban|estan|es|era|funciona|funcionaba)(?: \w+){0,3} (?:en orden|correct\w+
              |normal\w*|a tiempo|abiert\w+|limpi\w+|fresc\w+|perfect\w+|bien|puntual\w*|en regla)
            segun (?:nuestr\w+|el|los) \w+|(?:nosotros|nuestr\w+ \w+) (?:siempre|nunca|jamas)
            """
        ),
    ),
}
_DUTCH: Sayings = {
    "but": ("(?:maar|echter|toch|wel|desondanks|evenwel)",),
    "tells-you": (
        *listed(
            r"""
            (?:u|je|jij|jullie) (?:heeft|hebt|hebben|had|hadden|was|waren|bent)(?: \w+){0,7} (?:\w*ge\w+
              |(?:ver|be|ont|her|onder|over)\w+(?:t|d|en))|(?:heeft|hebt|had
              |bent) u(?: \w+){0,7} (?:\w*ge\w+|(?:ver|be|ont)\w+)|(?:heb|had
              |ben) je(?: \w+){0,7} (?:\w*ge\w+|(?:ver|be|ont)\w+)
            (?:u|je|jij) (?:moet|dient|koos|wist|tekende|wilde|kocht|boekte|liet|zette|deed|las|vergat
              |bestelde|vroeg)
            (?:klanten|reizigers|gasten|gebruikers|patienten|ouders) (?:die|moeten|dienen|zijn|hebben)|(?:uw
              |je|jouw) (?:eigen )?(?:keuze|beslissing|keus)
            """
        ),
    ),
    "denies": (
        *listed(
            r"""
            (?:is|was|waren|zijn|heeft|hebben|had|werd|werden|er is|er was|kwam|lag)(?: \w+){0,5} (?:niet
              |nooit|geen|niets|niemand)|(?:niemand|niets|geen enkele \w+) (?:heeft|is|was|had)
            (?:is|was|waren|zijn|werkt|werkte|liep|loopt)(?: \w+){0,3} (?:in orde|correct|normaal|op tijd
              |open|schoon|vers|prima|juist|goed|netjes|foutloos|beleefd|keurig)
            volgens (?:ons|onze|de|het) \w+|bij ons (?:is|was|werkt|loopt|gaat)
            """
        ),
    ),
}
_ITALIAN: Sayings = {
    "but": ("(?:ma|pero|tuttavia|comunque|eppure|anche se)",),
    "tells-you": (
        *listed(
            r"""
            (?:lei (?:ha|aveva|e|era)|hai|avevi|avete|sei) (?:\w+ )?\w+(?:ato|uto|ito|tto|sto|so|ata|uta
              |ita)
            ha (?:firmato|scelto|accettato|ordinato|prenotato|indicato|scritto|inserito|dimenticato|comprato
              |acquistato|confermato|cliccato|aspettato|lasciato|messo|usato|perso|rotto|lavato|chiesto
              |voluto|aperto|sottoscritto)
            (?:lei |tu )?(?:deve|devi|doveva|dovevi|poteva|potevi|sapeva|sapevi)|(?:e|era
              |e stata) (?:una )?(?:sua|tua) (?:scelta|decisione|responsabilita)
            (?:i |nostri )?(?:clienti|passeggeri|viaggiatori|utenti|pazienti) (?:che|devono|sono|hanno)
            """
        ),
    ),
    "denies": (
        *listed(
            r"""
            non (?:c'e|c'era|e|era|erano|sono|ha|hanno|abbiamo|risulta|risultano|esiste|vi)(?: \w+)?
              |nessuno (?:ha|e|si|le|ti)|niente (?:e|era)|nulla (?:e|era)|nessun\w* \w+ (?:ha|e|era|risulta)
            (?:e|era|sono|erano|funziona|funzionava)(?: \w+){0,3} (?:in ordine|corrett\w+|normal\w+
              |in orario|apert\w+|pulit\w+|fresc\w+|perfett\w+|regolar\w+|a posto|gentil\w+)
            secondo (?:i nostri|il nostro|la nostra|le nostre|il|i) \w+|(?:noi|i nostri \w+) (?:sempre|mai)
            """
        ),
    ),
}
_PORTUGUESE: Sayings = {
    "but": ("(?:mas|porem|contudo|no entanto|todavia|embora|so que)",),
    "tells-you": (
        *listed(
            r"""
            (?:voce|o senhor|a senhora) \w+(?:ou|eu|iu|ez|se|nha|tava)|\w{2,}(?:aste|este|iste)
            (?:assinou|escolheu|aceitou|comprou|reservou|indicou|escreveu|esqueceu|deixou|chegou|pediu
              |marcou|confirmou|contratou|usou|lavou|abriu|partiu|perdeu|solicitou|esperou|quis|clicou)
            (?:voce|o senhor|a senhora)? ?(?:tem de|tens de|tem que|deve|deves|devia|sabia|podia)|(?:foi|e
              |era) (?:a )?(?:sua|tua) (?:escolha|decisao|responsabilidade|opcao)
            (?:os |nossos )?(?:clientes|passageiros|utentes|utilizadores|usuarios|pacientes) (?:que|devem
              |tem|sao)
            """
        ),
    ),
    "denies": (
        *listed(
            r"""
            nao (?:houve|havia|ha|foi|era|estava|estavam|temos|consta|existe|se|tem|tinha)(?: \w+)?
              |ninguem (?:mais|se|lhe|foi|tem)|nada (?:foi|estava)|nenhum\w* \w+ (?:foi|estava|tem)
            (?:estava|esta|estavam|estao|e|era|funciona|funcionava)(?: \w+){0,3} (?:em ordem|corret\w+
              |correct\w+|normal|a horas|no horario|abert\w+|limp\w+|fresc\w+|perfeit\w+|bem|regular)
            segundo (?:os nossos|o nosso|a nossa|o|nossos) \w+|(?:nos|os nossos \w+) (?:sempre|nunca)
            """
        ),
    ),
}
SAYINGS: dict[str, Sayings] = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
    "nl": _DUTCH,
    "it": _ITALIAN,
    "pt": _PORTUGUESE,
}
