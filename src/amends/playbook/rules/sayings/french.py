"""What is said in French. Pure."""

from __future__ import annotations

from amends.playbook.rules.findings import Level
from amends.playbook.rules.lexicon import Saying, Sayings, listed

SAYINGS: Sayings = {
    "blame": (
        *listed(
            r"""
            voila ce qui arrive quand|etes-vous sure? (?:de|que vous)|a qui la faute
              |pourquoi (?:n'avez-vous|n'as-tu) pas|vous n'aviez qu'a|il ne fallait pas
            (?:vous (?:auriez|n'auriez)|tu (?:aurais|n'aurais))(?: \w+){0,3} (?:du|pu)(?: \w+)?
            (?:il fallait|il aurait fallu|vous deviez|tu devais)(?: \w+){0,2}
            (?:vous n'avez|tu n'as|vous avez|tu as)(?: \w+){0,2} (?:(?:mal|oublie|neglige|omis
              |ignore)(?: \w+)?|pas (?:\w+ )?(?:lu|verifie|suivi|ecoute|respecte|compris|regarde|renseigne
              |rempli|precise|indique|utilise|commande|choisi|fait))
            (?:votre|ta|ton|vos) (?:propre )?(?:faute|erreur|negligence|imprudence|manque d'attention
              |mauvaise (?:utilisation|manipulation)|responsabilite|maladresse|probleme)
            (?:c'est|etait) (?:de |entierement |uniquement |bien )*(?:votre|ta|ton) (?:faute|erreur
              |probleme|choix|responsabilite)
            (?:vous|tu) (?:etes|es)(?: \w+){0,2} (?:responsable|fautif|fautive|en tort|a blamer)
              |vous (?:vous etes|etes) (?:trompee?s?)|tu t'es trompee?|(?:la faute|l'erreur
              |le probleme) vient de (?:vous|toi|votre)|vient de (?:chez vous|votre cote)
            si vous aviez(?: \w+){0,3}|si tu avais(?: \w+){0,3}|la prochaine fois(?: \w+){0,2} (?:lisez
              |lis|verifiez|verifie|pensez|faites|regardez|soyez)|parce que vous(?: \w+){0,3} (?:pas|mal
              |oublie)|erreur (?:de l'utilisateur|d'utilisation|de manipulation)
              |personne ne vous a (?:oblige|force)|mauvaise (?:adresse|taille|reference) que vous
            """
        ),
    ),
    "argument": (
        *listed(
            r"""
            (?:c'est|cela est|ca) (?:tout simplement )?impossible|ca ne (?:peut pas|s'est pas
              |se peut pas)|c'est invente|(?:notre|le) (?:livreur|chauffeur|serveur) (?:dit|affirme
              |assure|jure)|votre version
            (?:c'est|ceci est|cela est|ce n'est|votre (?:affirmation|commentaire|avis) est
              |ce que vous dites est)(?: tout simplement| tout| simplement| totalement| absolument| comple
              tement| bien)*(?: a fait)? (?:faux|pas vrai|inexact|un mensonge|mensonger|n'importe quoi
              |ridicule|absurde|pas exact|pas le cas)
            (?:vous|tu) (?:mentez|mens|exagerez|exageres|vous trompez|te trompes|avez tort|as tort
              |pretendez|racontez|inventez|etes de mauvaise foi|accusez)
            (?:nous|je) (?:contestons|conteste|refutons|refute|nions|rejetons|ne sommes pas d'accord
              |ne vous croyons|dementons|n'acceptons pas)|nous n'avons (?:jamais|rien fait
              |commis)(?: \w+){0,3}
            (?:la verite|le fait) est|soyons clairs|pour etre clair|pretendu\w*|soi-disant
              |vos accusations|diffamation|diffamatoire|nos avocats|poursuites|action en justice|prouvez
              |avez-vous (?:des |une )?preuves?|nos (?:dossiers|systemes|donnees)(?: \w+)? (?:montrent
              |indiquent) (?:le contraire|autre chose|que)|(?:les autres|tous nos
              |nos autres) clients (?:sont|n'ont|ne|adorent)|pas (?:de )?notre faute|pas notre erreur
            """
        ),
    ),
    "dismissal": (
        *listed(
            r"""
            estimez-vous heureu\w+|il y a (?:bien )?pire|c'est (?:tout a fait|parfaitement) normal
              |ou est le probleme|rien de (?:bien )?grave|demandez a quelqu'un d'autre|vous (?:vous y
              |allez vous y) (?:ferez|habituer|faire)
            il (?:suffit|suffisait) de lire
            (?:calmez[- ]vous|calme[- ]toi|du calme|restez calme|detendez[- ]vous|detends[- ]toi
              |respirez|on se calme|relax)
            comme (?:je|nous|on|deja|indique|dit|precise|explique|mentionne
              |vous le)(?: \w+){0,4} ?(?:dit|explique|precise|indique|mentionne|savez|annonce|ecrit)?
            (?:selon|conformement a|d'apres|suivant) (?:notre|nos|les|la) (?:\w+ )?(?:politique
              |conditions|reglement|regles|cgv|procedure)|(?:c'est|telle est) (?:notre|la
              |le) (?:politique|regle|reglement|procedure)|le reglement (?:c'est|est) le reglement
              |les regles sont les regles|c'est comme ca
            (?:lisez|relisez|lire|relire|consultez)(?: \w+){0,4} (?:conditions|cgv|notice|faq
              |mode d'emploi|contrat|reglement|petits caracteres)|c'est (?:clairement |bien )?(?:ecrit
              |indique|precise|marque)
            (?:nous|on|je) (?:ne|n'y|n) ?(?:pouvons|peut|peux|pouvez)?(?: \w+)? (?:rien
              |y pouvons rien)(?: \w+){0,2}|on n'y peut rien|rien a (?:faire|dire|ajouter|voir avec nous)
              |pas (?:notre|mon) (?:probleme|responsabilite|affaire|ressort|service)
              |ne (?:nous )?(?:concerne|regarde) pas|pas de notre (?:ressort|faute|responsabilite)
              |tant pis|dommage pour vous|et alors|c'est la vie|ca arrive|ce sont des choses qui arrivent
              |l'erreur est humaine|personne n'est parfait|il n'y a pas mort d'homme
              |ce n'est pas (?:si )?(?:grave|la fin du monde|dramatique|un drame)|pas de quoi (?:en faire
              |s'enerver|fouetter)|pas la peine de
            si (?:vous n'etes pas content|vous n'etes pas satisfait|ca ne vous plait pas|cela ne vous
              |ca te plait pas|tu n'es pas content)\w*|allez (?:voir )?ailleurs|va (?:voir )?ailleurs
              |libre a vous|personne ne vous (?:oblige|retient|force)|adressez-vous ailleurs
            (?:vous devez|tu dois|il faut|vous n'avez qu'a|il suffit d|veuillez|il vous faut
              |tu n'as qu'a)(?: \w+){0,2} (?:attendre|patienter|patience|vous y faire|accepter)|(?:soyez
              |un peu de) patien\w*|vous etes (?:bien )?(?:le|la) (?:seule?|premiere?)
              |personne (?:d'autre )?ne s'(?:est|en est) (?:jamais )?plaint|arretez de|arrete de
              |cessez de|avec tout le respect|sauf votre respect|encore une fois|je (?:vous )?repete
              |nous (?:vous )?(?:l'avons )?repet\w*|dossier clos|fin de (?:la )?discussion
              |nous avons (?:mieux|autre chose) a faire|pas la mer a boire|cherchez (?:sur|vous)
              |a quoi vous attendiez
            """
        ),
    ),
    "sarcasm": (
        *listed(
            r"""
            (?:oh la la quel|quel (?:drame|malheur|dommage)|pauvre (?:de vous|petite?|chou|cherie?
              |vous)|bravo|felicitations|quelle (?:surprise|tragedie|catastrophe)|sortez les violons
              |boule de cristal|devins?|lire dans (?:vos|les) pensees|baguette magique|merci pour (?:rien
              |votre (?:charmant|delicieux|aimable)\w*)|comme c'est (?:triste|dommage)|snif|on va pleurer
              |genie|champion|bien sur que oui|mais bien sur|votre majeste)
            ~(?:🙄|🤡|🎻|😒|🙃)~
            """
        ),
    ),
    "false-apology": (
        *listed(
            r"""
            (?:desolee?s?|regrettons) que vous (?:ne soyez|n'ayez) pas(?: \w+)?
            (?:desolee?s?|navree?s?|regrettons|regrette|excus\w+)(?: \w+){0,3} (?:que|si) (?:vous
              |tu)(?: \w+){0,3} (?:ressent\w*|trouv\w*|pens\w*|sent\w*|decue?s?|mecontente?s?|percev\w*
              |percu|vecu|pris|soyez|sois|estim\w*|insatisfaite?s?|offense\w*)
            (?:desolee?s?|navree?s?|excus\w+) (?:si|mais)|(?:tout|toute|eventuel\w*
              |d'eventuel\w*) (?:\w+ )?(?:desagrement|inconvenient|gene|incomprehension
              |malentendu)s?(?: \w+)?
            """
        ),
    ),
    "profanity": (
        *listed(
            r"""
            (?:merde\w*|merdique|bordel|chiant\w*|chier|foutre|foutez|foutu|cons?|conne|connerie\w*
              |cretins?|idiots?|idiotes?|imbeciles?|debiles?|abrutis?|stupides?|stupidite|menteurs?
              |menteuses?|rageux|pleurnichard\w*|fermez[- ]la|ferme[- ]la|la ferme|degage\w*|casse-toi
              |bouffons?|clowns?|nuls?|trous? du cul|emmerd\w*|boulets?|trolls?|rale\w*ur)
            """
        ),
        Saying(
            (
                r"(?:encule\w*|nique\w*|niquer|putes?|putain\w*|salopes?|salauds?|connards?|connasses?"
                r"|batards?|fils de pute|fuck\w*|ta gueule|ferme ta gueule|va te faire\w*|couilles)"
            ),
            level=Level.BLOCK,
        ),
    ),
    "slur": (
        *listed(
            r"""
            (?:negres?|negro|bougnoules?|bicots?|youpins?|pedes?|pd|tapettes?|tarlouzes?|gouines?
              |mongols?|mongoliens?|ratons?|chinetoques?|sale (?:arabe|noir|juif|etranger|race)
              |retourne[sz]? (?:dans (?:ton|votre) pays|d'ou)|rentre[sz]? chez (?:toi|vous)|romanos
              |travelos?)
            """
        ),
    ),
    "guarantee": (
        *listed(
            r"""
            ~[,.]\s*(?:promis|c'est promis)\s*(?:[,.!]|$)~
            (?:nous|je)(?: vous| te| le| l'| y)* (?:garantissons|garantis|promettons|promets|jurons
              |jure|assurons|assure)(?: que| a| le| la)?|je vous (?:le )?(?:promets|garantis|jure|assure)
            (?:100 ?%|garantie?s? a 100|cent pour cent|sans faute|a coup sur|c'est (?:garanti|promis
              |jure)|parole d'honneur|coute que coute|vous avez notre parole)|(?:ne
              |n') ?(?:se |s')?(?:reproduira|arrivera|produira)(?: \w+)? (?:plus|jamais)|plus jamais
              |(?:arrivera|recevrez|sera|serez)(?: \w+){0,2} (?:absolument|certainement|sans aucun doute
              |assurement|forcement)
            """
        ),
    ),
    "liability": (
        *listed(
            r"""
            (?:commis une|notre) faute(?: grave| lourde)?|responsables? de (?:tous|toutes|vos|votre
              |l'ensemble)
            (?:nous|notre)(?: \w+){0,4} (?:responsables? (?:legalement|juridiquement)|negligence
              |juridiquement responsables?|legalement responsables?)|nous (?:reconnaissons|admettons
              |assumons|acceptons)(?: \w+){0,3} (?:faute|responsabilite|torts?|negligence|culpabilite)
              |nous avons (?:viole|enfreint)|dommages et interets|dommages-interets
            """
        ),
    ),
    "time": (
        *listed(
            r"""
            (?:dans|sous|d'ici|en|en moins de|dans un delai de
              |dans les)(?: les| prochaines?| prochains?| un delai de)* (?:\d+|une?|deux|trois|quatre
              |cinq|six|sept|huit|dix|quelques)(?: (?:a|ou) (?:\d+|deux|trois
              |cinq))? ?(?:prochaines? |prochains? )?(?:minutes?|heures?|h|jours?|semaines?
              |mois)(?: ouvres?| ouvrables?)?
            (?:avant|d'ici|pour|au plus tard|des|jusqu'a)(?: le| ce| la)? (?:demain|ce soir|aujourd'hui
              |lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|la fin de (?:la semaine|la journee
              |journee|semaine|mois)|midi|\d{1,2} (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout
              |septembre|octobre|novembre|decembre)|\d{1,2} ?h(?:eures?)?(?:\d\d)?|la semaine prochaine)
              |(?:demain|ce soir|aujourd'hui|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche
              |la fin de (?:la semaine|la journee|journee|semaine|mois)|midi|\d{1,2} (?:janvier|fevrier
              |mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)
              |\d{1,2} ?h(?:eures?)?(?:\d\d)?|la semaine prochaine)
            """
        ),
        Saying(
            (
                "immediatement|tout de suite|sans delai|au plus vite|dans les plus brefs delais|sur-le-champ"
                "|dans la journee|prochainement"
            ),
            level=Level.ADVISE,
        ),
    ),
    "commits": (
        *listed(
            r"""
            (?:\w+(?:rez|rons|ra|ront|ras|rai))|allons|va|vais|allez|c'est|sera|promis|garanti|avez|aurez
              |est (?:la|livre\w*|pret\w*|repare\w*|resolu\w*|rembourse\w*|regle\w*|chez vous)|recevez
            """
        ),
    ),
    "gives": (
        *listed(
            r"""
            rembours\w*|bon(?:s)? d'achat|bons?|avoir|reductions?|remises?|rabais|dedommag\w*
              |compens\w*|credit\w*|gratuit\w*|offr\w*|offert\w*|cadeau|vers\w+|virement|geste commercial
              |code promo|indemnis\w*
            """
        ),
    ),
    "gives-all": (
        *listed(
            r"""
            (?:rembours\w*)(?: \w+){0,3} (?:integral\w*|total\w*|complet\w*|tout|double|entier\w*)
              |integralement rembours\w*|(?:gratuit\w*|offert\w*|a nos frais)|geste commercial
            """
        ),
    ),
    "is-sorry": (
        *listed(
            r"""
            desolee?s?|excus\w*|pardon\w*|navree?s?|regrett\w*|toutes nos excuses|confus\w*
              |n'aurait pas du|pas (?:normal|acceptable|a la hauteur)|notre (?:erreur|faute)|inacceptable
              |decue?s? de|nous avons (?:failli|commis)
            """
        ),
    ),
    "condoles": (
        *listed(
            r"""
            condoleances?|sympathie|pensees|perte|deuil|desolee?s?|compassion|coeur avec
            """
        ),
    ),
    "helps": (
        *listed(
            r"""
            annulee?s?|c'est arrete|arretee?s?|aid\w+|verifi\w+|regard\w+|contact\w+|rembours\w+
              |remplac\w+|envoy\w+|envoi\w*|recherch\w+
              |resou\w+|solution\w*|message|ecriv\w+|appel\w+|disposition|renseign\w+|occup\w+|enquet\w+
              |transm\w+|pouvez|suivi|revenons|reviendr\w+|corrig\w+|repar\w+|echang\w+|accompagn\w+
              |cherch\w+|merci de|voici|ecoute
            """
        ),
    ),
    "thanks": (
        *listed(
            r"""
            merci|remerci\w+|reconnaissants?|ravi\w*|fait (?:tres |super |chaud |grand )?plaisir
              |touche\w*
            """
        ),
    ),
    "asks-details": (
        *listed(
            r"""
            (?:donnez|envoyez|indiquez|dites|communiquez|ecrivez|laissez|precisez
              |publiez)[\w-]*(?: [\w'-]+){0,6} (?:numero|adresse|carte|telephone|code|mot de passe
              |date de naissance|coordonnees|iban|nom)
            (?:envoyez|envoie|donnez|donne|communiquez|indiquez|indique|precisez|laissez|partagez
              |publiez|postez|transmettez|fournissez|communiquer|envoyer|donner|indiquer|preciser
              |avons besoin|quel est|quelle est|repondez|besoin)(?: \w+){0,6} (?:numero|adresse|e-mail
              |email|mail|telephone|coordonnees|nom complet|nom et|date de naissance|iban|rib|reference
              |compte|code postal|portable)
            """
        ),
    ),
    "way": (
        *listed(
            r"""
            (?:mp|dm|message prive|messages prives|en prive|prive\w*|messagerie|par (?:message|mail
              |e-mail|email|telephone|courriel|dm|mp|chat)|formulaire|appelez|ecrivez[- ]nous
              |ecris[- ]nous|contactez|messenger|whatsapp|chat|pas (?:ici|en public|publiquement)
              |message direct)
            """
        ),
    ),
    "mourns": (
        *listed(
            r"""
            (?:deced\w+|mort\w*|deces|deuil|enterrement|obseques|veuve?f?|condoleances|disparition)
            """
        ),
    ),
    "rages": (
        *listed(
            r"""
            (?:honte\w*|scandal\w*|arnaque\w*|voleurs?|escroc\w*|inadmissible|inacceptable|furieu\w+
              |degouta\w*|degoute\w*|lamentable|merde\w*|nul\w*|incompetent\w*|plus jamais
              |ras[- ]le[- ]bol|marre|foutage|avocat|pire\w*|catastroph\w*|pitoyable|minable)
            """
        ),
    ),
    "complains": (
        *listed(
            r"""
            (?:toujours (?:pas|rien)|pas (?:recu|arrive\w*|livre\w*|marche|fonctionn\w*|content\w*
              |satisfait\w*|remboursee?)|decue?s?|deception|casse\w*|abime\w*|defectueu\w*|retard\w*
              |probleme\w*|erreur\w*|plainte|reclamation|attends?|attente|manque\w*|mauvais\w*|froide?s?
              |sale|impoli\w*|annule\w*|panne|bug|plante|perdu\w*|aucune (?:reponse|nouvelle)|personne
              |ne (?:marche|fonctionne))
            """
        ),
    ),
    "praises": (
        *listed(
            r"""
            (?:super|genial\w*|excellent\w*|parfait\w*|delicieu\w*|merveilleu\w*|formidable\w*|adore\w*
              |top|bravo|magnifique\w*|recommande\w*|incroyable\w*|ravie?s?|le meilleur|la meilleure
              |impeccable\w*|fantastique\w*)
            """
        ),
    ),
    "jokes": (
        *listed(
            r"""
            lol|mdr|ptdr|(?:ha){2,}h?|hihi|hehe|je (?:plaisante|rigole)|on (?:plaisante|rigole)
              |blague\w*|oups|drole
            ~[😂🤣😹😜😝😛🤪😉😏😆😅🤭😬🤷]~
            ~[:;]-?[)dp]~
            """
        ),
    ),
    "cheers": (
        *listed(
            r"""
            (?:belle|bonne|excellente|super|agreable) (?:journee|soiree|semaine|continuation)
              |bon week-?end|youpi|hourra|super|genial|a (?:tres )?bientot|bonne nouvelle|profitez
              |felicitations|hate de
            ~[🎉🥳🎊😀😃😄😁😊😍🤩🤗🙌💪🚀✨🔥🎈🍾🥂💃🕺😎☀🌞👍👏😇🥰😘💯🌈]~
            """
        ),
    ),
}
