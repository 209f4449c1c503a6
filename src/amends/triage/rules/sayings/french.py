"""What people say to brands in French, by what it shows. Pure."""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

SAYINGS: Sayings = {
    "complaint": (
        *listed(
            r"""
            toujours (?:pas|rien|aucun\w*|en attente|en panne)|(?:n'est|n'a|n'ai|ne
              |n')(?: \w+){1,3} (?:pas|jamais|rien|plus)|(?:ca |cela )?(?:marche|fonctionne|charge
              |repond)\w* (?:pas|plus|jamais)|pas (?:recu|arrive|livre|content|satisfait|normal
              |serieux|possible|acceptable|de reponse|de nouvelles)|aucun\w* (?:reponse|nouvelle
              |solution|suivi|explication|remboursement)|personne ne|decu\w*|deception
              |mecontent\w*|inadmissible|inacceptable|scandaleu\w*|honteu\w*|honte|nul\w*
              |lamentable|catastroph\w*|horrible|pire|furieu\w*|enerve\w*|marre|ras le bol
              |arnaque\w*|voleurs?|escroc\w*|foutage de gueule|incompetent\w*|minable|merde
              |pourri\w*|degueulasse|casse\w*|abime\w*|endommage\w*|defectueu\w*|en panne|perdu\w*
              |retard\w*|annule\w*|erreur\w*|bug\w*|plante\w*|mauvais\w*|faux|manqu\w+
              |debite\w* deux fois|trop (?:cher|long)|j'attends|attend\w* depuis|depuis (?:\d+|une
              |deux|trois|plusieurs)|ou (?:est|sont|en est) (?:mon|ma|mes|notre|la|le)|plus jamais
              |probleme\w*|reclamation|plainte|impossible d\w*|inexistant|froid|perime\w*|moisi\w*
            """
        ),
    ),
    "praise": (
        *listed(
            r"""
            super|genial\w*|excellent\w*|parfait\w*|magnifique|formidable|extra|incroyable|top
              |bravo|tres (?:bien|bon|content\w*|satisfait\w*|sympa|pro|gentil\w*|rapide)|j'adore
              |adore|le meilleur|la meilleure|meilleurs?|felicitations?|recommande|continuez
              |delicieu\w*|ravi\w*|au top
            """
        ),
    ),
    "thanks": (
        *listed(
            r"""
            merci\w*|remerci\w*|mille mercis
            """
        ),
    ),
    "solved": (
        *listed(
            r"""
            c'est (?:bon|regle|resolu|reparti)|(?:a|est) (?:bien )?(?:arrive|recu|revenu)
              |ca (?:remarche|marche maintenant|refonctionne)|probleme resolu|tout est rentre
            """
        ),
    ),
    "question": (
        *listed(
            r"""
            comment|quand|pourquoi|combien|ou (?:puis|peut|est|trouver|se)|quel\w*|est[- ]ce que
              |est[- ]ce|qu'est[- ]ce|qui (?:peut|est)|y a[- ]t[- ]il|avez[- ]vous|peut[- ]on
              |puis[- ]je|pouvez[- ]vous|savez[- ]vous|dois[- ]je|faut[- ]il|quelqu'un sait
            """
        ),
    ),
    "request": (
        *listed(
            r"""
            s'il (?:vous|te) plait|svp|stp|merci de|je (?:voudrais|souhaite|souhaiterais|veux
              |demande|souhaiterai)|j'ai besoin|j'aimerais|pouvez[- ]vous|pourriez[- ]vous
              |aidez[- ]moi|a l'aide|contactez[- ]moi|rappelez[- ]moi|repondez|annuler mon
              |resilier
            """
        ),
    ),
    "abuse": (
        *listed(
            r"""
            (?:bande de|espece de|sale|gros|vous etes des) (?:cons?|connards?|connasses?
              |salauds?|encules?|merdes?|idiots?|imbeciles?|pute\w*|debiles?|batards?)|connards?
              |connasses?|encules?|fils de pute|va te faire|allez vous faire|nique\w*|ta gueule
              |fermez[- ]la|creve[zr]?|je vais (?:vous|te) (?:tuer|buter|crever|retrouver)|pute\w*
              |ordures?
            """
        ),
    ),
    "spam": (
        *listed(
            r"""
            gagn\w+(?: \w+){0,4} (?:argent|euros par|€ par)|revenus? passifs?|(?:crypto|bitcoin
              |forex)(?: \w+){0,3} (?:trad\w*|invest\w*|gain\w*|profit\w*)|travail a domicile
              |iphone gratuit|abonnez[- ]vous|suivez[- ]moi|cliquez (?:ici|sur)|lien (?:en
              |dans la) bio|vous avez gagne|pret (?:entre particuliers|rapide)|casino
              |contactez(?: \w+){0,3} (?:whatsapp|telegram)|marabout|voyant\w*
              |retour (?:de l'etre aime|affectif)
            """
        ),
    ),
    "urgent": (
        *listed(
            r"""
            urgent\w*|d'urgence|immediatement|tout de suite|au plus vite|le plus vite possible
              |en urgence|bloques? (?:a|au|dans|ici)|coinces?|desespere\w*
            """
        ),
    ),
    "self_harm": (
        *listed(
            r"""
            (?:me|m')(?: \w+)? ?(?:suicider|tuer|pendre|foutre en l'air)|suicid\w*
              |envie de (?:mourir|en finir)|en finir (?:avec la vie|une bonne fois)|veux (?:mourir
              |en finir)|plus envie de vivre|mettre fin a mes jours|me faire du mal
              |plus de raison de vivre
            """
        ),
    ),
    "safety": (
        *listed(
            r"""
            (?:a |en |pris )feu|prend(?:re)? feu|incendie|brule\w*|fumee|fume|etincelle\w*
              |explos\w*|odeur de (?:gaz|brule)|fuite de gaz|electrocut\w*|choc electrique
              |surchauff\w*|danger\w*|dangereu\w*|morceaux? de (?:verre|metal|plastique)
              |verre dans|freins?(?: \w+){0,2} (?:lache\w*|casse\w*|panne)|coinces? dans
              |enferme\w*|agress\w*|menac\w*|harcel\w*|inond\w*|accident
            couteau|arme|odeur (?:\w+ )?(?:de )?gaz|cables? (?:\w+ )?(?:denude\w*|pend\w*)
              |au secours|verre (?:dans|coupe)
            """
        ),
    ),
    "health": (
        *listed(
            r"""
            intoxication|intoxique\w*|empoisonn\w*|allergi\w*|allergique|vomi\w*|malades?
              |hopital|urgences|blesse\w*|blessure\w*|saigne\w*|brulure\w*|eruption|asthme
              |respirer|evanoui\w*|insuline|medicament\w*|ordonnance|oxygene|dialyse|vers dans
              |cafards?|asticots?|rat|salmonel\w*|ambulance
            (?:dans|en travers de) la gorge|avale\w*|gonfle\w*|hopital|samu|pompiers
              |respire\w*|contractions|a l'hopital
            """
        ),
    ),
    "vulnerable": (
        *listed(
            r"""
            (?:personnes?|mere|pere|grand[- ]mere|grand[- ]pere|mari|femme|fils|fille
              |parents?) (?:\w+ )?(?:agee?s?|handicape\w*|malade|aveugle|enceinte|dependante?)
              |fauteuil roulant|enceinte|handicap\w*|aveugle|sourde?|alzheimer|nourrisson|bebe
              |nouveau[- ]ne|(?:8|9)\d ans|deces|decede\w*|obseques|enterrement|deuil|cancer
              |sans (?:chauffage|electricite|eau|courant|nourriture)|froid avec|sdf
              |violences? conjugales?|enfants? seule?s?
            """
        ),
    ),
    "money": (
        *listed(
            r"""
            (?:preleve\w*|debite\w*|facture\w*|paye) (?:\w+ )?(?:deux fois|double|trop|sans
              |a tort|en double)|preleve\w*|double (?:prelevement|paiement|debit)
              |argent (?:a )?(?:disparu|vole|bloque|perdu)|fraude\w*|frauduleu\w*|pirate\w*
              |hameconnage|phishing|carte (?:volee|piratee|clonee)|rembours\w*|salaire|decouvert
              |huissier|loyer|compte (?:vide|debiteur)|non autoris\w*
            (?:vider?|vident|vide|pirate\w*|achetent|utilise\w*)(?: \w+){0,3} (?:compte|carte
              |moment)|carte (?:\w+ )?volee|virements? (?:que je|frauduleux|inconnus?)
              |opposition
            """
        ),
    ),
    "access": (
        *listed(
            r"""
            (?:compte|carte|acces|ligne)(?: \w+){0,2} (?:bloque\w*|suspendu\w*|ferme\w*
              |desactive\w*|coupe\w*|pirate\w*|refuse\w*)|bloque\w*|(?:plus|pas) (?:d'internet
              |de reseau|internet|de connexion|d'electricite|de courant|d'eau|de telephone|acces)
              |impossible (?:de )?(?:me connecter|acceder|d'acceder|de payer)|panne (?:de|d'
              |internet|reseau|generale)|coupure|hors service
            """
        ),
    ),
    "deadline": (
        *listed(
            r"""
            aujourd'hui|ce (?:soir|matin)|demain|cet apres[- ]midi|dans (?:\d+|une
              |deux) (?:minutes?|heures?|h)|avant (?:ce soir|demain|midi|vendredi)|(?:vol|train
              |avion|mariage|obseques|operation|examen|rendez[- ]vous
              |demenagement)(?: \w+){0,3} (?:aujourd'hui|demain|ce soir|dans \d+)|rater (?:mon|le
              |notre)|manquer (?:mon|le)|date limite|expire
            """
        ),
    ),
    "legal": (
        *listed(
            r"""
            avocat\w*|justice|tribunal|porter plainte|plainte|proces|poursuites?|mise en demeure
              |dgccrf|ufc[- ]que choisir|que choisir|60 millions|mediateur|cnil|rgpd|arcep|acpr
              |police|gendarmerie|juridique\w*|discrimin\w*|racis\w*|huissier
            """
        ),
    ),
    "press": (
        *listed(
            r"""
            presse|journalistes?|journal|journaux|television|tele|media\w*|bfm\w*|tf1
              |france (?:2|3|info|inter)|le monde|le figaro|le parisien|reportage
            """
        ),
    ),
    "asks-press": (
        *listed(
            r"""
            je suis (?:\w+ )?journaliste|journaliste (?:a|au|chez|pour|de)|demande de (?:presse
              |commentaire|reaction)|pour un (?:article|reportage)|droit de reponse
            """
        ),
    ),
    "asks-regulator": (
        *listed(
            r"""
            au nom de l'autorite|(?:dgccrf|arcep|acpr|cnil|autorite|prefecture
              |inspection)(?: \w+){0,6} (?:demande|vous|enquete)|en application de l'article
              |enquete administrative|mise en demeure administrative
            """
        ),
    ),
    "asks-employee": (
        *listed(
            r"""
            je (?:travaille|bosse) (?:chez|pour) vous|en tant (?:que|qu') (?:\w+ )?(?:salarie\w*
              |employe\w*|livreur\w*|ancien\w*)|mon (?:manager|planning|chef)|ancien (?:salarie
              |employe)|fiche de paie
            """
        ),
    ),
    "sarcasm": (
        *listed(
            r"""
            merci pour (?:rien|ce retard|l'attente)|bravo (?:pour|a|les)(?: \w+){0,4} (?:retard
              |rien|attente|panne|perdu)|quel (?:beau|super|bel) (?:service|accueil)
              |super(?: \w+){0,2} (?:encore|3|deux|trois)|on applaudit|comme d'hab\w*
              |c'est du propre|chapeau
            """
        ),
    ),
    "negation": (
        *listed(
            r"""
            (?:pas|aucun\w*|jamais|sans|rien|ni|n')
            """
        ),
    ),
    "polite": (
        *listed(
            r"""
            (?:desolee?|pardon|excusez.?moi) d.(?:insister|y revenir)
              |(?:desolee?|pardon|excusez.?moi) de (?:vous|te) (?:deranger|relancer|embeter
              |redemander)
            """
        ),
    ),
    "no-answer": (
        *listed(
            r"""
            bonne (?:journee|soiree|annee) (?:a tous|tout le monde)|joyeu\w+ (?:noel
              |anniversaire)|mdr|ptdr|haha\w*|lol
            """
        ),
    ),
}
