"""More ways to argue, to blame and to brush off, in French, Spanish, Italian and Portuguese. Pure."""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

_FRENCH: Sayings = {
    "argument": (
        *listed(
            r"""
            (?:vos |ces |vos |tes )?(?:propos|affirmations|accusations|dires|allegations
              |critiques)(?: \w+){0,2} (?:sont|inexact\w*|faux|infond\w*|exager\w*|injust\w*|ne)
              |(?:ne |n')(?:correspond\w*|concord\w*|colle\w*)(?: \w+)? (?:pas|aux|a|avec)|(?:notre|nos|le
              |les|la|vos?|votre) (?:\w+ )?(?:photos?|camera\w*|registre\w*|journal|systeme|livreur
              |chauffeur|collegue\w*|equipe|donnees|suivi|scan|ticket) (?:\w+ )?(?:montr\w+|indiqu\w+
              |prouv\w+|confirm\w+|affirm\w+|assur\w+|dit|disent|temoign\w+)
              |nous (?:ne )?voyons (?:pas )?(?:les choses|cela)(?: \w+)? (?:autrement|differemment|ainsi)
              |sauf (?:votre|le) respect|avec tout le respect|restons (?:factuels|aux faits|sur les faits)
              |tenons-nous en aux faits|(?:injuste|infonde|exagere|partial|mensonger)\w*
            """
        ),
    ),
    "blame": (
        *listed(
            r"""
            c'est (?:bien )?(?:vous|toi) (?:qui|meme)|vous[- ]meme|toi[- ]meme|par vos soins|(?:saisi|saisie
              |indique|indiquee|choisi|choisie|fourni|fournie|entre|entree|commande|commandee|reserve
              |confirme|confirmee|valide|validee) par (?:vous|vos)|(?:celle|celui|celles
              |ceux) que vous (?:avez|aviez)|(?:quand|lorsque|si) (?:on|l'on|vous) (?:reserve|commande
              |arrive|voyage|laisse|achete|ne)\w*|(?:ceux|les clients|les voyageurs|quiconque) qui (?:reserv
              |command|arriv|attend|laiss|ne)\w*|(?:aurait|auraient|aurais|auriez) (?:pu |suffi|evite|permis
              |du |ete evite)\w*|(?:un peu|davantage|plus) (?:d'attention|de soin|de patience|de prudence
              |d'anticipation)|(?:il est|il serait) (?:preferable|conseille|recommande|utile|prudent)
              |n'est (?:jamais|pas) une (?:bonne|tres bonne) idee|bon sens|(?:mal|incorrectement
              |improprement) (?:emball|utilis|lav|rang|saisi|rempli|install|mont|charg|entreten)\w*|(?:pas
              |n'est pas) (?:prevu|concu|fait|destine)e?s? (?:pour|a)
            """
        ),
    ),
    "dismissal": (
        *listed(
            r"""
            c'est (?:ainsi|comme ca|la (?:procedure|regle|loi|vie|norme)|partout pareil|le jeu|le principe
              |pareil pour)|(?:il n'y a |y a )?rien (?:a discuter|de plus|d'anormal|d'exceptionnel
              |de special|a ajouter)|ca fait partie|cela fait partie|(?:tout le monde|chacun|les autres
              |tous)(?: \w+)? (?:attend|attendent|paie|paient|doit|doivent|a du|fait)|(?:adressez|adresse
              |tournez)[- ](?:vous|toi)(?: \w+){0,2} (?:a|au|vers|aupres)|voyez (?:cela )?avec (?:votre|le
              |la)|(?:hors|independant\w*) de notre (?:controle|volonte|ressort)|ce n'est (?:qu'un\w*|que
              |pas si)|(?:un )?(?:simple|petit|leger|petite|legere) (?:retard|detail|souci|contretemps
              |erreur|probleme|desagrement)|personne n'est mort|nous (?:avons
              |vous avons) (?:deja )(?:repondu|explique|dit|precise)|(?:consultez|relisez|referez-vous|voir
              |reportez-vous)(?: \w+){0,3} (?:faq|conditions|reglement|site|notice|affichage)|(?:considerons
              |estimons)(?: \w+){0,4} (?:clos|close|termine|regle)|sans suite
              |aucun(?:e)? (?:autre )?(?:commentaire|reponse|discussion)|vous (?:etes|pouvez) (?:libre
              |toujours|tres bien)(?: \w+)? (?:de |d')?(?:partir|resilier|aller|changer|vous plaindre)
              |il faut s'y (?:faire|attendre|habituer)|faites avec|passez a autre chose
            """
        ),
    ),
    "false-apology": (
        *listed(
            r"""
            (?:regrettons|desole\w*|navre\w*|deplorons)(?: \w+){0,2} (?:votre|vos|ton) (?:ressenti
              |impression|sentiment|perception|interpretation|deception|mecontentement|vision|avis)|(?:si
              |au cas ou)(?: \w+){0,8} (?:nous (?:en )?sommes desoles|nous nous (?:en )?excusons
              |veuillez nous excuser|toutes nos excuses)|(?:dommage|regrettable) que vous|(?:desole\w*
              |regrettons)(?: \w+){0,2} que (?:cela|ca|notre \w+|la \w+|le \w+) (?:ait
              |vous ait) (?:pu |semble|paru|donne|deplu)\w*
            """
        ),
    ),
    "liability": (
        *listed(
            r"""
            (?:est|etait|sont|etaient)(?: \w+){0,3} (?:de notre faute|notre faute|de notre fait
              |de notre responsabilite|a cause de nous)|nous (?:avons|sommes)(?: \w+){0,3} (?:cause|provoque
              |neglige|ignore|omis|mis en danger|blesse|empoisonne|coupables?|fautifs?|enfreint|viole
              |manque a)|(?:n'aurions|n'aurait)(?: \w+)? (?:jamais|pas) du (?:vendre|ouvrir|laisser|servir
              |livrer|utiliser)|(?:entretien|controle|securite|hygiene|alerte)s?(?: \w+){0,4} (?:neglige
              |ignore|omis|pas ete fait)\w*|notre (?:imprudence|manquement|defaillance|inattention|legerete)
            """
        ),
    ),
}
_SPANISH: Sayings = {
    "argument": (
        *listed(
            r"""
            no (?:coincide|concuerda|cuadra|corresponde|se corresponde|se ajusta|encaja)\w*(?: \w+)? (?:con
              |a)|(?:nuestr\w+|el|la|los|las|su) (?:\w+ )?(?:fotos?|camaras?|registros?|sistema
              |repartidor\w*|conductor\w*|companer\w+|equipo|datos|grabacion\w*|recibo|seguimiento
              |gps) (?:\w+ )?(?:muestran?|indican?|demuestran?|confirman?|aseguran?|afirman?|dicen?
              |prueban?)|(?:vemos|lo vemos)(?: \w+)? (?:de otra manera|de forma distinta|de otro modo
              |diferente)|con el debido respeto|cinamonos a los hechos|vamos a los hechos|(?:injust[oa]
              |infundad[oa]|exagerad[oa]|parcial|falsedad|inexact[oa])s?|no (?:ocurrio|sucedio|paso
              |fue) (?:asi|como)|eso no (?:es|fue|paso)
            """
        ),
    ),
    "blame": (
        *listed(
            r"""
            (?:la|lo|los|las) (?:puso|dio|eligio|escribio|indico|introdujo|confirmo|pidio|facilito
              |proporciono|marco|rompio|firmo|acepto|metio) usted|(?:usted|tu) mism[oa]|fue usted|fuiste tu
              |(?:indicad|introducid|elegid|escogid|facilitad|confirmad|pedid|reservad
              |proporcionad)[oa]s? por (?:usted|ti)|(?:quien|quienes|los que|el que) (?:reserva|compra|llega
              |viaja|espera|deja|no|pide|aparca)\w*|(?:se )?(?:habria|hubiera|habrian) (?:podido |evitado
              |bastado|sido|prevenido)\w*|con (?:un poco|algo) (?:mas )?de (?:cuidado|atencion|paciencia
              |prevision|sentido)|sentido comun|(?:conviene|es recomendable|es aconsejable|es mejor
              |seria mejor|ayuda)(?: \w+)? (?:\w+r)|(?:no es|nunca es) (?:una )?buena idea|mal (?:embalad
              |usad|utilizad|lavad|guardad|escrit|cargad|instalad|montad|rellenad)[oa]s?|no (?:esta
              |estan) (?:pensad|hech|disenad|preparad)[oa]s? para
            """
        ),
    ),
    "dismissal": (
        *listed(
            r"""
            (?:es|esto es|eso es) (?:asi|lo normal|lo habitual|lo que toca|igual para)
              |(?:asi )?funciona (?:asi|para todos|en todas)|(?:no es|esto no es
              |eso no es) asunto (?:nuestro|mio)|(?:dirijase|acuda|consulte|hable|pregunte
              |reclame)(?: \w+)? (?:a|con|en) (?:otr[oa]|su|el|la)|(?:fuera de
              |ajen[oa] a) nuestr[oa] (?:control|alcance|mano|competencia|voluntad)|(?:forma|es) parte de
              |(?:todos|todo el mundo|los demas)(?: \w+)? (?:esperan|espera|pagan|paga|tienen que|tiene que)
              |(?:solo|tan solo|apenas) (?:es|son|fue|fueron|ha sido) (?:un\w*|\d+|dos|tres|diez)|(?:un
              |una) (?:pequen[oa]|simple|ligero|minimo) (?:retraso|detalle|problema|error|molestia|fallo)
              |nadie (?:ha muerto|se ha muerto|murio)|ya (?:le |se lo |te )(?:hemos|contestamos|respondimos
              |explicamos)(?: \w+)?|(?:consulte|vease|remitase|lea)(?: \w+){0,3} (?:faq|condiciones|web
              |cartel|normas|reglamento|instrucciones)|(?:damos
              |consideramos)(?: \w+){0,4} (?:por )?(?:cerrad|resuelt|zanjad)[oa]|(?:es
              |eres) (?:muy )?libre de|puede (?:irse|marcharse|darse de baja|cambiar|quejarse)|acostumbrese
              |acostumbrate|hay que (?:aguantarse|acostumbrarse|asumirlo)|paselo bien|pase pagina
            """
        ),
    ),
    "false-apology": (
        *listed(
            r"""
            (?:lamentamos|sentimos|lamento)(?: \w+){0,2} (?:su|tu) (?:percepcion|impresion|sensacion|sentir
              |opinion|interpretacion|decepcion|malestar|enfado|vision)|si (?:algo|alg\w+|en algo
              |nuestr\w+)(?: \w+){0,8} (?:lo sentimos|lo lamentamos|pedimos disculpas|disculpe)|(?:lastima
              |pena) que (?:usted|lo vea|no|se|le)|(?:lamentamos
              |sentimos)(?: \w+){0,2} que (?:le |les )?(?:pareciera|pareciese|haya parecido|diera
              |interpret\w+|tuviera)
            """
        ),
    ),
    "liability": (
        *listed(
            r"""
            (?:es|fue|ha sido|fueron|son)(?: \w+){0,2} (?:culpa nuestra|nuestra culpa|por culpa nuestra
              |responsabilidad nuestra|nuestra responsabilidad)|(?:causamos|provocamos|hemos causado
              |hemos provocado|descuidamos|ignoramos|incumplimos|omitimos|pusimos en peligro
              |hemos puesto en peligro|no (?:revisamos|mantuvimos|inspeccionamos|comprobamos) (?:la|el|los
              |las))|nunca (?:debimos|deberiamos haber|se debio)(?: \w+)? (?:vend|abr|serv|permit|dej|us)\w*
              |nuestr[oa] (?:imprudencia|descuido|dejadez|incumplimiento|fallo de seguridad)
              |indemnizacion por|(?:mantenimiento|seguridad|higiene|revision)(?: \w+){0,4} (?:descuid|ignor
              |omit|incumpl)\w*
            """
        ),
    ),
}
_ITALIAN: Sayings = {
    "argument": (
        *listed(
            r"""
            non (?:corrispond\w+|coincid\w+|torna|quadra|trova riscontro|rispecchia)(?: \w+)? ?(?:a\w*|con
              |il|la|i)?|(?:il|la|i|le|nostr\w+|su\w+) (?:\w+ )?(?:foto|telecamer\w+|registr\w+|sistema
              |corriere|autista|collegh\w+|personale|dati|tracciamento|scontrino|gps) (?:\w+ )?(?:mostra\w*
              |indica\w*|dimostra\w*|conferma\w*|dice|dicono|afferma\w*|assicura\w*|prova\w*|sostiene
              |sostengono)|la vediamo (?:diversamente|in modo)|con tutto il rispetto|atteniamoci ai fatti
              |restiamo ai fatti|(?:ingiust[oae]|infondat[oae]|esagerat[oae]|inesatt[oae]|di parte
              |fals[oae])\b|non (?:e|e'|sono) andat[oae] cosi|non e (?:successo|accaduto)|ai fatti
            """
        ),
    ),
    "blame": (
        *listed(
            r"""
            (?:l'ha|lo ha|la ha|li ha|le ha) (?:\w+ )?(?:\w+to|\w+so|\w+ta) lei|lei stess[oa]|tu stess[oa]
              |e stat[oa] lei|sei stat[oa] tu|(?:inserit|indicat|scelt|fornit|ordinat|confermat|prenotat
              |scritt|comunicat)[oaie] da (?:lei|te)|chi (?:prenota|ordina|arriva|compra|viaggia|aspetta
              |lascia|non|parcheggia|firma|dimentica)(?: \w+)?|(?:si )?(?:sarebbe|avrebbe
              |sarebbero) (?:potut[oa] |evitat[oa]|bastat[oa]|stato evitato|aiutato)\w*|bastava (?:\w+re
              |poco|un|una)|con (?:un po'|un po|un pizzico|piu) (?:di |piu di |)(?:attenzione|cura|pazienza
              |prudenza|buon senso)|buon ?senso|(?:e|sarebbe) (?:consigliabile|preferibile|meglio|opportuno
              |bene|buona norma)(?: \w+)?|non e (?:mai )?una buona idea|mal (?:imballat|usat|utilizzat|lavat
              |conservat|scritt|caricat|montat|compilat)[oaie]|non (?:e|sono) (?:fatt|pensat|progettat
              |adatt)[oaie] (?:per|a)
            """
        ),
    ),
    "dismissal": (
        *listed(
            r"""
            (?:funziona|e|va|vanno|sono) (?:cosi|uguale)(?: \w+){0,3}|(?:uguale|lo stesso|cosi) per tutti
              |fa parte (?:del|della|di)|(?:si rivolga|rivolgiti|chieda|senta|parli)(?: \w+){0,2} (?:a|al
              |alla|con|il|la) (?:qualcun altro|suo|sua|produttore|banca|venditore)|(?:fuori
              |al di fuori) (?:dal|del) nostro (?:controllo|potere)|non dipende da noi|(?:e|sono
              |si tratta) (?:solo|soltanto|appena) (?:di )?(?:un\w*|\d+|due|tre|dieci)|(?:un
              |una) (?:piccol[oa]|semplice|lieve|banale) (?:ritardo|dettaglio|problema|errore|disguido
              |inconveniente)|non e mort[oa] nessuno|nessuno e morto|(?:tutti
              |gli altri)(?: \w+)? (?:aspettano|pagano|devono|attendono|fanno)
              |(?:le |vi |gia )?abbiamo gia (?:risposto|spiegato|detto)|(?:consulti|veda|legga
              |rimandiamo)(?: \w+){0,3} (?:faq|condizioni|sito|regolamento|cartello|istruzioni)
              |(?:consideriamo|riteniamo)(?: \w+){0,4} (?:chius[oa]|conclus[oa]|risolt[oa])
              |nessun altro commento|nulla da (?:aggiungere|discutere)|niente da (?:aggiungere|discutere)
              |(?:e|sei) liber[oa] di|puo (?:sempre |anche )?(?:andarsene|disdire|cambiare|lamentarsi)
              |ci faccia l'abitudine|se ne faccia una ragione|bisogna (?:abituarsi|adattarsi|rassegnarsi)
            """
        ),
    ),
    "false-apology": (
        *listed(
            r"""
            (?:spiace|dispiace|rammarichiamo|scus\w+)(?: \w+){0,2} (?:per|della) (?:la )?(?:sua
              |tua) (?:impressione|percezione|sensazione|opinione|interpretazione|delusione|visione)
              |se (?:qualcosa|in qualche|qualcuno|abbiamo)(?: \w+){0,8} (?:ci (?:di)?spiace|ci scusiamo
              |chiediamo scusa)|(?:peccato|spiace|dispiace)(?: \w+)? che (?:lei |tu )?(?:la veda|l'abbia
              |abbia (?:avuto|percepito|vissuto|inteso)|si sia|sia rimast\w|non sia|non abbia)|(?:spiace
              |dispiace) che (?:le |ti )?(?:sia (?:sembrat|pars)|possa)
            """
        ),
    ),
    "liability": (
        *listed(
            r"""
            (?:e|e stata|era|sono)(?: \w+){0,2} (?:colpa nostra|nostra colpa|tutta colpa nostra
              |responsabilita nostra|nostra responsabilita|per colpa nostra)|(?:abbiamo
              |siamo)(?: \w+){0,3} (?:causato|provocato|trascurato|ignorato|omesso|violato|messo in pericolo
              |avvelenato|colpevoli|negligenti)|non avremmo (?:mai )?dovuto (?:vend|apr|serv|lasci|us
              |consegn)\w*|(?:manutenzione|sicurezza|igiene|controll\w+)(?: \w+){0,4} (?:trascurat|ignorat
              |omess|saltat)\w*|nostra (?:imprudenza|disattenzione|mancanza|inadempienza|leggerezza
              |trascuratezza)|risarcimento (?:danni|del danno|dei danni)
            """
        ),
    ),
}
_PORTUGUESE: Sayings = {
    "argument": (
        *listed(
            r"""
            nao (?:correspond\w+|coincid\w+|bate|confere|condiz\w*|bate certo)(?: \w+)? ?(?:a\w*|com)?|(?:o
              |a|os|as|noss\w+|su\w+) (?:\w+ )?(?:fotos?|cameras?|registos?|registros?|sistema|estafeta
              |entregador|motorista|colega\w*|equipa|equipe|dados|gravac\w+|recibo
              |gps) (?:\w+ )?(?:mostra\w*|indica\w*|prova\w*|confirma\w*|diz|dizem|afirma\w*|garante\w*
              |assegura\w*)|vemos (?:isso |as coisas )?(?:de forma diferente|de outra forma|de outro modo)
              |com o devido respeito|cinjamo-nos aos factos|vamos aos fat(?:c)?os|(?:injust[oa]|infundad[oa]
              |exagerad[oa]|inexat[oa]|tendencios[oa])s?|nao (?:foi|aconteceu|se passou) (?:assim|nada|como)
              |aos fac?tos
            """
        ),
    ),
    "blame": (
        *listed(
            r"""
            foi (?:o senhor|a senhora|voce)(?: mesm[oa])?(?: que| quem)?|foste tu|(?:o senhor|a senhora|voce
              |tu) (?:mesm[oa]|propri[oa])|(?:indicad|introduzid|escolhid|fornecid|inserid|confirmad|pedid
              |reservad|escrit|preenchid)[oa]s? por (?:si|voce|ti|o senhor)|quem (?:reserva|compra|chega
              |viaja|espera|deixa|nao|pede|estaciona|encomenda|assina|esquece)(?: \w+)?|(?:teria|tinha|podia
              |poderia) (?:sido |ter sido )?(?:evitad[oa]|bastado|ajudado|poupado|impedido)|bastava (?:\w+r
              |um|uma)|com (?:um pouco|algum|mais|alguma) (?:mais )?(?:de )?(?:cuidado|atencao|paciencia
              |planeamento|bom senso)|bom senso|(?:convem|e recomendavel|e aconselhavel|e melhor
              |seria melhor|ajuda)(?: \w+)? \w+r|nao e (?:uma )?boa ideia|nunca e (?:uma )?boa ideia
              |mal (?:embalad|usad|utilizad|lavad|guardad|escrit|carregad|montad|preenchid)[oa]s?|nao (?:foi
              |e|sao) (?:feit|pensad|concebid|desenhad)[oa]s? para
            """
        ),
    ),
    "dismissal": (
        *listed(
            r"""
            (?:e|sao) (?:mesmo )?assim(?: \w+){0,3}|(?:igual|assim) para (?:toda a gente|todos|todo mundo)
              |funciona assim|(?:dirija-se|fale|contacte|contate|pergunte|reclame)(?: \w+)? (?:a|com|ao
              |junto) (?:outr[oa]|seu|sua|o|a|do|da) (?:\w+)|(?:fora do|alheio ao) nosso (?:controlo
              |controle|alcance)|nao depende de nos|(?:e|sao|foi|foram) (?:so|apenas) (?:um\w*|\d+|dois|duas
              |tres|dez)|(?:um|uma) (?:pequen[oa]|simples|ligeir[oa]) (?:atraso|detalhe|problema|erro
              |contratempo|incomodo|falha)|ninguem morreu|(?:todos|toda a gente
              |os outros)(?: \w+)? (?:esperam|espera|pagam|paga|tem de|tem que)|ja (?:lhe )?(?:respondemos
              |explicamos|dissemos)(?: \w+)?|(?:consulte|veja|leia|remetemos)(?: \w+){0,3} (?:faq|condicoes
              |site|regulamento|aviso|instrucoes)|(?:damos|consideramos)(?: \w+){0,4} (?:por )?(?:encerrad
              |resolvid|terminad|fechad)[oa]|(?:e|esta) (?:muito )?(?:livre|a vontade) (?:de|para)
              |pode (?:sempre )?(?:ir embora|cancelar|mudar|queixar-se|reclamar)|ha que (?:aguentar|aceitar
              |habituar)|tem de se habituar|siga em frente
            """
        ),
    ),
    "false-apology": (
        *listed(
            r"""
            (?:lamentamos|lamento|sentimos|desculp\w*)(?: \w+){0,2} (?:a )?(?:sua|tua) (?:percec?ao
              |percepcao|impressao|sensacao|opiniao|interpretacao|desilusao|frustracao|visao|insatisfacao)
              |se (?:algo|alguma|em algo|noss\w+|fizemos)(?: \w+){0,8} (?:lamentamos|pedimos desculpa
              |desculpe)|pena que (?:nao|veja|ache|se|tenha|o)|(?:lamentamos
              |sentimos)(?: \w+){0,2} que (?:lhe )?(?:parec\w+|tenha (?:parecido|ficado|sentido|interpretado
              |tido)|veja)
            """
        ),
    ),
    "liability": (
        *listed(
            r"""
            (?:e|foi|foram|sao)(?: \w+){0,2} (?:culpa nossa|nossa culpa|por culpa nossa
              |responsabilidade nossa|nossa responsabilidade|da nossa responsabilidade)|(?:causamos
              |provocamos|negligenciamos|ignoramos|omitimos|violamos|pusemos em perigo|colocamos em risco
              |nao (?:verificamos|inspecionamos|fizemos a manutencao|mantivemos))|nunca (?:deviamos
              |deveriamos)(?: \w+)? (?:ter )?(?:vend|abr|serv|deix|us|entreg)\w*|(?:manutencao|seguranca
              |higiene|inspecao)(?: \w+){0,4} (?:neglig|ignor|omit|falh)\w*|noss[oa] (?:imprudencia|descuido
              |desleixo|incumprimento|falta de cuidado)
            """
        ),
    ),
}
SAYINGS: dict[str, Sayings] = {
    "fr": _FRENCH,
    "es": _SPANISH,
    "it": _ITALIAN,
    "pt": _PORTUGUESE,
}
