"""Blame that is built, not said, in the languages that come of Latin, as in `faults`. Pure."""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

_FRENCH: Sayings = {
    "blame-if-idle": (
        *listed(
            r"""
            si (?:vous|tu) (?:\w+ ){0,2}(?:aviez|avais|etiez|etais|n'aviez)|(?:vous|tu) (?:auriez
              |aurais) (?:\w+ )?(?:pu|du)|(?:est|etait|figure|figurait|indique|precise|mentionne|ecrit
              |inscrit|affiche)(?: \w+){0,2} (?:noir sur blanc|sur (?:le|la|votre|l') ?(?:billet|etiquette
              |contrat|page|ticket|panneau|emballage|facture|site|porte|confirmation)|dans (?:le|la|les
              |votre|l') ?(?:contrat|conditions|notice|mail|guide|mode|reglement|appli))|(?:avez-vous|as-tu
              |n'avez-vous|vous avez
              |tu as) (?:bien |au moins |seulement |meme |pas |pris le temps de |pense a )*(?:lu|lire
              |verifie|verifier|mesure|mesurer|regarde|regarder|ferme|fermer|pense|oublie|clique|coche
              |choisi|signe|saisi|valide|accepte|laisse|ignore|attendu|insiste|decide|prefere)
            (?:la )?prochaine fois(?: [\w']+){0,4}|a l'avenir(?: [\w']+){0,4}|(?:relève|releve|est|reste
              |sous) (?:de )?(?:la |votre |leur )?(?:responsabilite|charge|choix|faute)|(?:mauvaise|mauvais
              |erreur de) (?:utilisation|manipulation|saisie|entretien|adresse|lavage|usage|montage|reglage)
              |(?:n'a|n'ont|n'avait|n'est|n'etait|n'avez) (?:\w+ )?(?:pas
              |jamais) (?:ete )?(?:\w+ )?(?:signale|demande|lu|suivi|respecte|coche|declare|precise|indique
              |mentionne|renseigne|ferme|reserve)e?s?|(?:arrive|arrivent|survient
              |se produit) (?:\w+ )?(?:quand|lorsqu\w*|si|souvent|surtout)|(?:les autres|la plupart|tous les
              |tout le monde|nos autres|aucun autre|personne d'autre)(?: [\w']+){0,5}|quelqu'un (?:chez vous
              |de votre|de la famille|a la maison)|vos (?:enfants|voisins|proches)|votre (?:fils|fille|mari
              |femme|voisin|chien|chat) (?:\w+ )?(?:a|aura|avait)|c'est (?:bien )?pour (?:cela|ca) qu
              |sert a (?:ca|cela)|nous (?:demandons|precisons|rappelons|conseillons|l'avions|vous avions
              |vous avons) (?:\w+ )?(?:toujours|pourtant|bien|dit|prevenu\w*|demande|averti\w*|aux)
            (?:vous|tu) (?:l'|les |y |en |nous )?(?:aviez|vouliez|pouviez|saviez|avais)(?: \w+)? \w*(?:e|es
              |i|is|it|u|us|er)|(?:vous avez
              |tu as) (?:vous-meme |toi-meme |sans doute |peut-etre |probablement |surement )?(?:pris|mis
              |saisi|coche|choisi|accepte|refuse|demande|annule|valide|signe|confirme|renseigne|range|lave
              |place|pose|branche|insiste|decide|repondu|ferme|ouvert|tape|supprime|ajoute|prefere|ignore
              |manque|tarde|omis)\w*|(?:votre|ta|ton|vos|tes) \w+ (?:est|etait|a|avait|sont|etaient|n'est
              |n'etait)|(?:doit|doivent|devrait|devraient) (?:\w+ ){0,3}(?:etre|rester)|(?:obligatoire\w*
              |a l'avance|au prealable|avant de|d'habitude|generalement|normalement|d'ordinaire|correctement
              |prudence|prudent\w*|attention|risque\w*|bon marche|il faut|il suffi\w+)
            """
        ),
    ),
    "argument-if-idle": (
        *listed(
            r"""
            (?:je|nous) (?:ne )?(?:dois|devons|peux|pouvons)? ?(?:\w+ )?(?:contredire|contester|contestons
              |conteste|laisser dire)|(?:a|ont) bel et bien|bel et bien|en realite|les faits|pas d'accord
              |(?:livreur|collegue|chauffeur|equipe|conducteur)s? (?:\w+ )?(?:affirme|assure|confirme
              |certifie|maintient)\w*
            """
        ),
    ),
    "dismissal-if-idle": (
        *listed(
            r"""
            (?:c'est|n'est) (?:\w+ )?(?:un|qu'un|qu'une|un petit) (?:detail|rien|jeu|question|mauvais)
              |(?:quand|des qu\w*) (?:on|nous) (?:aura|aurons|a|avons) (?:un|le|une) (?:moment|temps|minute)
              |on verra|rien de (?:grave|bien|mechant|tres)|pas de quoi|il n'y a pas mort|(?:rien
              |pas) (?:ne )?press\w*|ca (?:passera|arrive|part|sechera)
            """
        ),
    ),
    "wry-if-cold": (
        *listed(
            r"""
            merci|bravo|felicitations|nous (?:prenons note|notons|transmettrons|ferons|dirons|allons
              |prevoirons)|c'est note|bien vu|evidemment|bien sur|naturellement|visiblement|apparemment
              |sans doute|helas|malheureusement|prochaine fois|desormais|des demain|quelle|quel|figurez-vous
              |ah|oh|eh bien|tiens|etonnant|etrange|passionnant|precieux|precieuse|genial|magnifique
              |peut-etre|imaginez
            """
        ),
    ),
}
_SPANISH: Sayings = {
    "blame-if-idle": (
        *listed(
            r"""
            (?:suele|suelen|solo|siempre) (?:pasar|ocurrir|suceder|pasa|ocurre)|(?:pasa|ocurre
              |sucede) (?:\w+ )?(?:cuando|si|por)|cuando se (?:\w+ ){1,3}(?:demasiado|mal|tarde|sin|poco)
              |(?:y )?no (?:miro|miraste|leyo|leiste|comprobo|comprobaste|midio|mediste|reviso|revisaste
              |penso|pensaste|aviso|avisaste|vio|viste|pregunto|preguntaste|cerro|cerraste|ha leido
              |has leido|ha mirado)|(?:si|de) (?:nos )?(?:hubiera|hubiese|hubieras|hubieses|haber
              |lo hubiera\w*|lo hubiese\w*|se hubiera|se lo)|(?:hubiera|habria|hubiese) (?:bastado|sido
              |evitado|podido|servido)|(?:podria|podrias|deberia|deberias|tendria|tendrias|debio|debiste
              |tenia|tenias|habia) (?:de |que )?(?:haber|que)(?: \w+)?
            (?:la )?proxima vez(?: \w+){0,4}|para (?:la )?(?:otra|proxima)|en (?:el )?futuro(?: \w+){0,3}
              |(?:es|son|era|sigue siendo|queda) (?:\w+ )?(?:responsabilidad|decision|culpa|error|cosa
              |eleccion) (?:suya|tuya|del|de la|de los|de cada)|(?:su|tu|por su
              |por tu) (?:propia )?(?:responsabilidad|culpa|eleccion|error|descuido)|(?:mal|uso
              |manejo) (?:uso|incorrecto|indebido|inadecuado)|error (?:del|de la|de) (?:usuario|cliente
              |escritura|pasajero)|(?:direccion|dato|talla|opcion|fecha|numero) (?:\w+ )?(?:mal|equivocad\w+
              |incorrect\w+|erone\w+)
            (?:esta|estaba|figura|pone|ponia|dice|decia|indica|aparece|consta)(?: \w+){0,2} (?:claramente
              |en (?:la|el|las|los|su|tu|nuestra) (?:etiqueta|contrato|web|pagina|cartel|billete|entrada
              |correo|condiciones|confirmacion|descripcion|ticket|manual|puerta|app)|bien claro)
              |(?:los demas|el resto|la mayoria|todo el mundo|los otros|nadie mas|ningun otro|otros clientes
              |las demas)(?: \w+){0,5}|alguien (?:de (?:su|tu) (?:casa|familia)|en casa|en (?:su|tu) casa)
              |(?:sus|tus|los) (?:hijos|ninos|vecinos)(?: \w+)? (?:habran|han|lo|la|pueden haber)|no (?:fue
              |se|ha sido|consta|estaba) (?:\w+ ){0,2}(?:solicitad\w|pedid\w|avisad\w|indicad\w|declarad\w
              |cerrad\w|marcad\w|aviso|indico|solicito|pidio|leyo)|(?:usted|vos
              |tu) (?:mismo |misma )?(?:eligio|elegiste|marco|marcaste|acepto|aceptaste|firmo|firmaste
              |escogio|escogiste|escribio|dejo|dejaste|decidio|ignoro|puso)|por algo|para eso (?:esta
              |tenemos|hay|avisamos|sirve)|siempre (?:lo )?(?:decimos|avisamos|pedimos|recomendamos)
              |ya (?:avisamos|le avisamos|te avisamos|lo dijimos|se lo)
            (?:usted|tu|vos|ustedes|vosotros) (?:\w+ ){0,2}\w{2,}(?:aste|iste|asteis|isteis|aron|ieron|aba
              |abas|ia|ias)|\w{2,}(?:aste|iste|asteis|isteis)|(?:su|tu|sus|tus) \w+ (?:es|era|esta|estaba
              |fue|tiene|tenia|estaban|son)|(?:debe|deben|hay que|habia que|conviene|basta|bastaba
              |hace falta)(?: \w+)?|(?:obligatori\w+|de antemano|con antelacion|con tiempo|antes de
              |normalmente|generalmente|habitualmente|correctamente|cuidado|riesgo\w*|barat\w+|la gente
              |cada uno|todos los)
            """
        ),
    ),
    "argument-if-idle": (
        *listed(
            r"""
            (?:tengo|tenemos|debo|debemos) que (?:\w+ )?(?:discrepar|contradecir|desmentir|corregir)\w*
              |(?:discrep|desment|contradec)\w+|si que|en realidad|lo cierto es|los hechos|(?:repartidor
              |companero|conductor|equipo|chofer|camarero)\w* (?:\w+ )?(?:asegura|afirma|confirma|dice
              |insiste|si llamo)
            """
        ),
    ),
    "dismissal-if-idle": (
        *listed(
            r"""
            (?:es|era|fue) (?:solo |solamente |apenas )?(?:un|una) (?:\w+ )?(?:nada mas|y ya|tonteria
              |detalle|minucia|cosita|poco)|nada mas(?: y| que)?|ni se (?:entera|nota|entero|noto|ve)|(?:no
              |tampoco) (?:es|sera|fue|era) para tanto|(?:no hay|sin) prisa|cosas que pasan|no pasa nada
              |ya se (?:pasara|le pasara|secara|quitara)
            """
        ),
    ),
    "wry-if-cold": (
        *listed(
            r"""
            gracias|bravo|enhorabuena|felicidades|felicitaciones|tomamos nota|tomo nota|apuntado|anotado
              |por supuesto|claro|naturalmente|evidentemente|obviamente|lamentablemente|desgraciadamente
              |proxima vez|a partir de|en adelante|vallaremos|avisaremos|pediremos|le diremos|haremos
              |pondremos|contrataremos|quiza|quizas|tal vez|menos mal|que (?:raro|curioso|lastima|pena
              |observador\w?)|vaya|ah|oh|pues|imaginese|figurese|curioso|fascinante|genial|estupendo
              |maravilloso|usted solo|ti solo
            """
        ),
    ),
}
_ITALIAN: Sayings = {
    "blame-if-idle": (
        *listed(
            r"""
            (?:ve lo|glielo|lo|te lo|vi) (?:diciamo|abbiamo detto|avevamo detto|ripetiamo|avevamo|ricordiamo
              |consigliamo|scriviamo)(?: \w+)?|(?:se|ad) (?:\w+ ){0,2}(?:avesse|avessi|aveste|fosse|averlo
              |averci)|(?:avrebbe|avresti|avreste) (?:\w+ )?(?:potuto|dovuto)|(?:bastava|sarebbe bastato
              |bastano)|(?:ha|hai|avete) (?:almeno |davvero |proprio |per caso |forse )?(?:letto|controllato
              |misurato|guardato|verificato|chiuso|pensato|dimenticato|cliccato|spuntato|firmato|inserito
              |lasciato|ignorato|accettato|digitato)|non (?:ha|hai|avete) (?:\w+ )?(?:letto|controllato
              |misurato|guardato|verificato|chiuso|pensato|visto|chiesto|segnalato|avvisato|avvertito
              |notato)
            (?:la )?prossima volta(?: \w+){0,4}|(?:in futuro|d'ora in poi|per il futuro)(?: \w+){0,3}|(?:e
              |resta|rimane|era) (?:\w+ )?(?:responsabilita|colpa|scelta|compito|cura|onere) (?:sua|tua
              |vostra|del|della|dei)|(?:sua|tua|vostra|propria) (?:responsabilita|scelta|colpa|disattenzione
              |distrazione|imprudenza)|(?:uso|utilizzo|indirizzo|lavaggio|inserimento
              |montaggio) (?:improprio|scorretto|errato|sbagliato|non corretto)|errore (?:dell'
              |del |di )(?:utente|cliente|digitazione|battitura|inserimento)|(?:e|era|c'e|sta
              |viene) (?:\w+ )?(?:scritto|indicato|specificato|riportato|segnalato|stampato)(?: \w+){0,3}
              |(?:cartello|etichetta|biglietto|contratto|sito|avviso|mail) (?:lo )?(?:dice|diceva|parla
              |riporta|indica)|(?:gli altri|tutti gli|la maggior parte|nessun altro|tutti|le altre
              |altri clienti)(?: \w+){0,5}|(?:succede|capita|accade|avviene) (?:\w+ )?(?:quando|se|a chi)
              |qualcuno (?:in casa|della famiglia|a casa|dei suoi)|i (?:suoi|tuoi|vostri) (?:figli|bambini
              |vicini)|(?:in|con|senza) (?:\w+ ){1,4}(?:ad agosto|al sole|senza borsa|borsa frigo|custodia
              |lucchetto|antifurto)|non (?:e stat\w|risulta|era stat\w|veniva|e) (?:\w+ )?(?:richiest\w
              |segnalat\w|indicat\w|comunicat\w|prenotat\w|dichiarat\w|lett\w)|(?:apposta|proprio per questo
              |non a caso|serve a questo)
            (?:lei|tu|voi) (?:\w+ ){0,2}(?:ha|hai|avete|aveva|avevi|era|eri|voleva)|(?:hai|avete|avevi
              |avevate) \w+|(?:la sua|il suo|la tua|il tuo|i suoi|le sue) \w+ (?:e|era|ha|aveva|sono|erano)
              |(?:deve|devono|va|vanno|bisogna|bisognava|occorre|conviene) (?:\w+ ){0,3}\w+(?:are|ere|ire
              |ato|ata|ati|uto|uta|so|sa|to|ta)|(?:obbligatori\w+|in anticipo|per tempo|prima di|di solito
              |normalmente|generalmente|correttamente|attenzione|rischi\w*|economic\w+|la gente|ognuno
              |chi \w+)
            """
        ),
    ),
    "argument-if-idle": (
        *listed(
            r"""
            eccome|(?:e )?inutile (?:sostenere|negare|dire|insistere)|il contrario|(?:devo
              |dobbiamo) (?:\w+ )?(?:contraddir|smentir|dissentir|corregger)\w*|(?:smentiamo|contestiamo
              |dissentiamo)|i fatti|in realta|(?:corriere|collega|autista|cameriere
              |personale) (?:\w+ )?(?:conferma|assicura|afferma|sostiene|dice)
            """
        ),
    ),
    "dismissal-if-idle": (
        *listed(
            r"""
            (?:avevano|abbiamo|c'e|ci sono) (?:ben )?(?:altro|cose) (?:\w+ )?(?:a cui|da|piu)|(?:c'erano
              |erano|erano solo) (?:\w+ )?(?:due|tre|quattro|poche) (?:persone|gocce|cose|minuti)|mi creda
              |(?:niente|nulla) di (?:grave|che|serio|drammatico)|non (?:e|sara|era) (?:la fine|un dramma
              |poi|cosi|il caso)|(?:senza|nessuna|non c'e) fretta|cose che (?:capitano|succedono)|(?:passera
              |si asciuga|va via|se ne fara)
            """
        ),
    ),
    "wry-if-cold": (
        *listed(
            r"""
            grazie|bravo|brava|complimenti|congratulazioni|prendiamo nota|annotato|riferiremo|provvederemo
              |avviseremo|diremo|chiederemo|faremo|naturalmente|ovviamente|certamente|evidentemente
              |purtroppo|peccato|prossima volta|da domani|che (?:sbadat\w|distratt\w|strano|peccato|curioso
              |sfortuna)|dato per scontato|convint\w|figuriamoci|si figuri|ah|oh|beh|ebbene|accidenti|strano
              |affascinante|magnifico|meraviglioso|geniale|forse|ci perdoni|immagini
            """
        ),
    ),
}
_PORTUGUESE: Sayings = {
    "blame-if-idle": (
        *listed(
            r"""
            (?:nao foi|nao e|nao esta|nao partiu) (?:\w+ ){0,2}(?:do nosso lado|nosso|nossa|culpa nossa
              |da nossa parte)|(?:engano|erro|falha|problema) (?:\w+ ){0,2}(?:nao foi|foi do|foi da|foi seu
              |e seu|parte do)|(?:escolhid|selecionad|marcad|indicad|preenchid|inserid|digitad
              |informad)[oa]s? (?:no|na|por|pelo|pela) (?:pedido|encomenda|si|voce|ti|cliente|formulario
              |reserva|compra)|se (?:\w+ ){0,2}(?:tivesse|tivesses|tivessem|fosse|houvesse)|(?:devia|deveria
              |devias|podia|poderia|podias|tinha|bastava) (?:\w+ )?(?:ter|bastado)(?: \w+)?|bastava(?: \w+)?
              |(?:leu|verificou|mediu|confirmou|reparou|viu|pensou|olhou|conferiu|fechou|testou|esqueceu
              |leste|viste|verificaste)(?: \w+){0,5}\?|nao (?:leu|verificou|mediu|confirmou|reparou|avisou
              |pediu|olhou|conferiu|fechou|leste|viste|avisaste|pediste|informou|guardou)
            (?:da|na|para a|numa) proxima(?: vez)?(?: \w+){0,4}|(?:no|de) futuro(?: \w+){0,3}|(?:e|era|fica
              |continua a ser) (?:\w+ )?(?:responsabilidade|culpa|escolha|decisao|opcao) (?:sua|tua|do|da
              |dos)|(?:sua|tua|propria) (?:responsabilidade|escolha|culpa|distracao|opcao|desatencao)
              |(?:mau uso|uso (?:incorreto|indevido|inadequado)|erro (?:do|de) (?:utilizador|usuario|cliente
              |digitacao|preenchimento))|(?:esta|estava|vem|vinha|consta|aparece|diz
              |dizia) (?:\w+ ){0,2}(?:escrito|indicado|claro|bem claro|na etiqueta|no contrato|no site
              |no bilhete|no rotulo|na pagina|no cartaz|na embalagem|nas condicoes)|(?:os outros|a maioria
              |toda a gente|todo mundo|mais ninguem|nenhum outro|os restantes|outros clientes
              |ninguem mais)(?: \w+){0,5}|(?:acontece|costuma acontecer|sucede|ocorre) (?:\w+ )?(?:quando|se
              |a quem|com quem)|alguem (?:em casa|la em casa|da familia|ai em casa)|(?:seus|teus
              |os) (?:filhos|miudos|vizinhos)|nao (?:foi|foram|ficou|estava) (?:\w+ )?(?:pedid\w|solicitad\w
              |indicad\w|declarad\w|assinalad\w|comunicad\w|lid\w|fechad\w|reservad\w)|(?:por isso|para isso
              |e por isso) (?:mesmo )?(?:que|existe|ha|pedimos|avisamos|temos)|sempre (?:dizemos|avisamos
              |pedimos)|(?:nos )?(?:ja )?(?:tinhamos avisado|avisamos|tinhamos dito)
            (?:o senhor|a senhora|voce|tu|voces|o sr|a sra) (?:\w+ ){0,2}\w{2,}(?:ou|eu|iu|aste|este|iste
              |ava|ia|aram|eram|iram)|\w{2,}(?:aste|este|iste)s?|(?:o seu|a sua|o teu|a tua|seu|sua|os seus
              |as suas) \w+ (?:e|era|esta|estava|foi|tem|tinha|estavam)|(?:deve|devem|tem de|tem que|ha que
              |convem|basta|e preciso)(?: \w+)?|(?:obrigatori\w+|com antecedencia|com tempo|antes de
              |normalmente|geralmente|habitualmente|corretamente|cuidado|risco\w*|barat\w+|as pessoas
              |cada um)
            """
        ),
    ),
    "argument-if-idle": (
        *listed(
            r"""
            (?:sim senhor|de facto|de fato|na verdade|os factos|os fatos)|(?:tenho|temos) (?:de
              |que) (?:\w+ )?(?:discordar|contradizer|desmentir|corrigir)\w*|(?:discord|desment)\w+
              |(?:estafeta|colega|motorista|entregador|funcionario)\w* (?:\w+ )?(?:garante|afirma|confirma
              |diz|assegura)
            """
        ),
    ),
    "dismissal-if-idle": (
        *listed(
            r"""
            (?:e|foi|era) (?:so|apenas) (?:um|uma)|nada de (?:grave|mais|especial)|nao (?:e|sera|foi
              |era) (?:caso|para tanto|o fim|nenhum drama|grave)|(?:sem|nao ha|nao tem) pressa|acontece (?:a
              |aos|com) (?:todos|melhores)|(?:ja|logo) (?:passa|seca|sai)
            """
        ),
    ),
    "wry-if-cold": (
        *listed(
            r"""
            obrigad[oa]|bravo|parabens|tomamos nota|anotado|registado|naturalmente|obviamente|claro
              |certamente|evidentemente|infelizmente|pena|proxima|a partir de|contratamos|contrataremos
              |avisaremos|diremos|pediremos|faremos|serviremos|talvez|que (?:estranho|curioso|pena
              |distracao)|tem toda a razao|ah|oh|pois|ora|bem|puxa|uau|imagine|fascinante|genial|otimo
              |maravilha
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
