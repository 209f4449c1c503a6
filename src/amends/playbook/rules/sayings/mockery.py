"""What mockery and jokes are made of, where something went wrong: by language. Pure.

Whoever mocks a complaint makes it larger than life: crowns and carpets, wands and crystal balls, the end of
the world and the evening news. Whoever jokes about it lets things travel, sleep and have moods. Neither has
a place in a serious answer to somebody for whom something went wrong, whatever the words around it.
``sarcasm-if-wrong`` and ``jokes-if-wrong`` are looked for only there.
"""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

_ENGLISH: Sayings = {
    "sarcasm-if-wrong": (
        *listed(
            r"""
            (?:your |his |her )?(?:royal )?(?:highness|majesty|lordship|ladyship|excellency)|royalty
              |royal treatment
            red carpets?|butlers?|servants?|footm[ae]n|on a silver (?:platter|tray|spoon)|caviar|champagne
              |with a bow on|kneel|bow before|throne|crown jewels|peeled? (?:your )?grapes?
            magic wands?|magicians?|unicorns?|fair(?:y|ies)|genies?|crystal balls?|psychics?
              |telepath\w*|mind[- ]?readers?|read(?:ing)? minds|time machines?|time travel\w*|teleport\w*
              |superhero(?:es)?|superpowers?|batman|santa|elves|hogwarts|miracle workers?|miracles?
              |clairvoyan\w*|fortune tellers?
            rocket scien\w+|brain surgery|nasa|einstein|newton|sherlock|columbo|nobel|genius(?:es)?|ph\.?d
              |pulitzer|shakespeare|oscars?|academy award|emmy|medals?|troph(?:y|ies)|gold stars?
              |standing ovation|parade
            (?:the )?end of the world|world(?:'s)? (?:revolves|hunger|peace|war|ends?|stops?)|(?:world|earth
              |universe|planet|sun) (?:revolves?|turns?|spins?|orbits?|stops?)|apocalypse|armageddon|mankind
              |humankind|humanity|civili[sz]ation|history books?|national (?:holiday|tragedy|emergency
              |mourning)|state of emergency|half[- ]mast|minute(?:'s)? silence|call the (?:police|army|press
              |newspapers?|president|fire brigade|un)|(?:alert|inform|tell|call|notify) the (?:media|press
              |nation|president|king|queen|pope|papers|newspapers?)|front page|breaking news|headline news
              |hold the front|stop the press(?:es)?|united nations|geneva
            tragic|traged(?:y|ies)|catastroph\w+|trauma\w*|ordeal of|heartbreak\w*|unbearable|survive[ds]?
              |heroic|hero(?:es)?|brave(?:ly|ry)?|courage(?:ous)?|poor (?:you|thing|little|soul|lamb|baby
              |dear)|bless (?:you|your|him|her)|violins?|tissues?|hanky|handkerchief|tears|weep\w*|sob(?:s
              |bing)?|cry(?:ing)?|heaven forbid|god forbid
            (?:we|i) (?:had no idea|did not know|didn't know|did not realise|didn't reali[sz]e
              |never knew)(?: that)? (?:you|the world|it was|we were|our|a |an |one)|how (?:dare|ever) (?:we
              |did)|however did you|forgive us for (?:not|being)|pardon us for|excuse us for
              |sorry for (?:not being|being|not having)
            of all people|like (?:everybody|everyone|anybody) else|the only (?:one|customer|passenger|guest
              |person)|what a (?:shock|surprise|story|drama|hardship|ordeal|scandal)|shocking
              |scandal(?:ous)?|who would have thought|who knew|surprise surprise|news ?flash
              |spoiler|pro tip|hot tip|here's an idea|brilliant idea|great idea|what a thought
              |good for you|lucky you|how (?:exciting|adorable|sweet|cute|charming|original
              |thoughtful|observant|generous|perceptive|very|awful|terrible|dreadful|unfortunate)|charming
              |marvellous|splendid|delightful
            (?:first|third)[- ]world (?:problems?|country)|five[- ]star|michelin|the ritz|hilton|private jet
              |limousine
            your (?:expert|wise|valuable|insightful|brilliant|constructive|considered|professional|learned
              |detailed|thrilling|moving|touching|colourful|dramatic|poetic|passionate|vivid|charming
              |lovely) (?:\w+ )?(?:advice|opinion|feedback|insight|suggestion|analysis|review|comment|tip
              |tips|essay|novel|story|words|lecture|tone|message|post|tweet|prose|input|observation
              |contribution)
            your (?:essay|novel|lecture|speech|sermon|rant|tirade|memoirs?|autobiography|saga|poem
              |masterpiece)
            ~your ["“'‘][\w -]{3,24}["”'’]~
            """
        ),
    ),
    "jokes-if-wrong": (
        *listed(
            r"""
            (?:on|look on|look at|see) the (?:plus|bright|sunny|positive|funny) side|silver linings?
              |look at it this way|every cloud|glass half full|could have been worse|at least (?:now|there
              |he|she|they|this|that)|count your blessings|character[- ]building|good story|story to tell
              |makes? (?:for )?a (?:good|great) story
            (?:wanted|fancied|needed|went|gone|off|left|decided|run|ran|gone) (?:\w+ )?(?:for|on|to
              |off)(?: a| an| its| his)? (?:holiday|holidays|vacation|swim|walk|walkabout|stroll|trip|tour
              |adventure|ride|dip|nap|break|cruise|sightseeing|see the world|own|party|dance|run|shopping
              |date)
            world tour|grand tour|sightseeing|wanderlust|travel bug|adventur(?:e|es|ous)|siesta|beauty sleep
              |hide[- ]and[- ]seek|took a (?:detour|nap|dive|break|tumble|holiday)|having a (?:nap|lie-?in
              |day off|moment)|bit (?:shy|camera[- ]shy|grumpy)|moody|diva|tantrum|hangover|got cold feet
              |grew legs|mind of its own|has a sense of humou?r|gremlins?|ghosts?|poltergeist|aliens?
              |dog ate|blame it on|monday blues|mondays
            free (?:\w+ )?(?:sauna|pool|swim|shower|workout|gym|exercise|facial|ice rink|light show|concert
              |tan)|bonus (?:\w+)|extra (?:crunchy|protein|exercise|steps)|(?:new|free) (?:indoor
              |outdoor) \w+|cardio|winter sport|camping|romantic|candle-?light
            """
        ),
    ),
}
_GERMAN: Sayings = {
    "sarcasm-if-wrong": (
        *listed(
            r"""
            majestat|hoheit|durchlaucht|eminenz|exzellenz|gnadige\w*|roten? teppich\w*|butler|diener\w*
              |lakai\w*|kaviar|champagner|silbertablett|goldene\w* \w+|krone|thron|prinzessin|prinz|konigin
              |konig
            zauber\w*|magier|einhorn\w*|einhorner|fee|feen|glaskugel\w*|hellseh\w*|gedankenles\w*
              |gedanken lesen|zeitmaschine\w*|beamen|superheld\w*|superkraft\w*|weihnachtsmann|osterhase
              |wunder (?:vollbring|wirken)\w*|christkind|wahrsag\w*
            raketenwissenschaft|nasa|einstein|sherlock|nobelpreis\w*|genie|doktorarbeit|medaille\w*|pokal
              |orden|oscar\w*|fleisskarte|applaus|standing ovations|parade|pulitzer\w*|goethe|schiller
              |shakespeare
            weltuntergang\w*|(?:welt|erde|sonne|universum)(?: \w+){0,6} (?:dreht|drehen|untergeht
              |stehen bleibt)|menschheit|zivilisation|geschichtsbuch\w*|staatstrauer|staatsakt
              |schweigeminute|halbmast|notstand|weltfrieden|welthunger|tagesschau|schlagzeile\w*|titelseite
              |eilmeldung|presse (?:rufen|informieren)|polizei rufen|bundeskanzler\w*|papst|uno
              |vereinte nationen|untergang
            tragodie\w*|tragisch\w*|katastroph\w*|trauma\w*|uberleb\w*|uberstanden|held\w*|tapfer\w*
              |mutig\w*|arme\w* (?:sie|du|kerl|seele|mensch|kind)|geigen?|taschentuch\w*|tranen|weinen
              |schluchz\w*|gott bewahre|um himmels willen|unzumutbar|unertraglich
            (?:wir|ich) (?:wussten|ahnten|wusste|ahnte)(?: \w+)? (?:nicht|gar nicht)
              |wer hatte (?:das )?gedacht|wer konnte|was fur (?:ein|eine) (?:drama|uberraschung|schock
              |geschichte|skandal)|welch(?:e|er|es)? (?:drama|uberraschung|schock|skandal|ehre|gluck|idee)
              |skandal\w*|na so was|ach was|sieh an|stellen sie sich vor|stell dir vor|tolle idee|gute idee
              |kleiner tipp|toller tipp|gut beobachtet|scharfsinn\w*|wie aufmerksam|wie originell
              |wie reizend|reizend\w*|charmant\w*|entzuckend\w*|herrlich\w*|wunderbar\w*|grossartig\w*
            wie alle anderen auch|als einzige[rs]?|funf ?sterne|sternekuche|ritz|privatjet
              |ihr(?:e[nmrs]?)? (?:fachmannisch\w*|weise\w*|wertvoll\w*|konstruktiv\w*|geistreich\w*
              |lehrreich\w*|freundlich\w*|lieb\w*|poetisch\w*|blumig\w*|dramatisch\w*|ausfuhrlich\w*|rat
              |roman|aufsatz|vortrag|predigt|gedicht)
            ~ihr\w* ["“„'‘][\w -]{3,24}["”“'’]~
            """
        ),
    ),
    "jokes-if-wrong": (
        *listed(
            r"""
            (?:das )?positive[sn]? (?:seite|daran)|sehen sie es (?:so|positiv)|sieh es (?:so|positiv)
              |halb (?:voll|so)|immerhin (?:haben|hast|ist|war|gibt|konnten)|wenigstens (?:haben|hast|ist
              |war|gibt|konnten)|glas ist halb
            fernweh|reiselust\w*|weltreise|urlaub (?:gemacht|genommen|gonnt|machen)|wollte (?:wohl|auch|mal
              |sich)(?: \w+){0,4}|spaziergang|ausflug|abenteuer\w*|nickerchen|siesta|verstecken (?:gespielt
              |spielen)|versteckt sich|schuchtern|launisch|diva|eigenleben|kalte fusse|heinzelmannchen
              |gespenst\w*|kobold\w*|montag\w* (?:laune|halt|eben)
            (?:gratis|kostenlose\w*) (?:\w+ )?(?:sauna|dusche|schwimmbad|training|fitness|pool|lichtshow
              |konzert)|frischluft|wintersport|camping|romantisch\w*|kerzenschein|sport ist gesund
              |bewegung tut
            """
        ),
    ),
}
_FRENCH: Sayings = {
    "sarcasm-if-wrong": (
        *listed(
            r"""
            majeste|altesse|excellence|tapis rouge|majordome|valet|caviar|champagne|plateau d'argent
              |couronne|trone|princesse|prince|reine|roi
            baguettes? magiques?|magicien\w*|licornes?|fees?|boules? de cristal|voyante?s?|devins?
              |telepath\w*|lire dans (?:les|vos|tes) pensees|machine a (?:remonter|voyager)|teleport\w*
              |super-?heros|super-?pouvoirs?|pere noel|lutins?|miracles?|madame soleil|poudlard
            sorciere?s?|nasa|einstein|sherlock|columbo|nobel|genies?|medailles?|trophees?|oscars?|cesars?
              |goncourt|moliere|victor hugo|shakespeare|defile|ovation|bons? points?|legion d'honneur
            fin du monde|(?:monde|terre|univers|soleil)(?: \w+){0,3} (?:tourne|tournait|s'arrete|s'ecroule)
              |apocalypse|humanite|civilisation|livres d'histoire|deuil national|minute de silence|en berne
              |etat d'urgence|paix dans le monde|faim dans le monde|journal de|vingt heures|une des journaux
              |gros titres|(?:appelez|prevenez|alertez|prevenir|alerter) (?:la|les|le) (?:police|presse
              |medias|armee|president|pape|onu)|nations unies
            tragedie\w*|tragique\w*|catastroph\w+|traumatis\w*|survecu|survivre|heros|heroique\w*|brave\w*
              |courag\w+|pauvre (?:vous|de|petit\w*|ame|bete)|violons?|mouchoirs?|larmes|pleurer|pleurons
              |sanglot\w*|insupportable|a dieu ne plaise
            (?:nous|on|je) (?:ignorions|ignorait|ignorais|ne savions|ne savait|ne savais)|qui l'eut cru
              |qui aurait cru|imaginez(?: un peu)?|quel(?:le)? (?:drame|tragedie|choc|surprise|histoire
              |scandale|horreur|affaire|chance|idee|honneur|talent|esprit)|scandal\w+|tiens donc|bonne idee
              |excellente idee|bien vu|bien observe|comme c'est (?:original|charmant|gentil|touchant|triste
              |delicat|fin)|charmant\w*|delicieu\w*|merveilleu\w*|magnifique|formidable|exquis\w*
            comme tout le monde|(?:le|la) seule? (?:client\w*|passage\w*|personne)|palace|cinq etoiles
              |michelin|ritz|jet prive|limousine|vos (?:precieux|sages|savants|lumieres|talents)
              |votre (?:expertise|roman|poesie|discours|prose|litterature|plume|sermon|plaidoyer
              |chef-d'oeuvre|precieu\w+|sage\w*|aimable|delicat\w*|charmant\w*|eloquen\w+|science
              |eminent\w*)
            ~vo(?:tre|s) ["“«'‘] ?[\w -]{3,24} ?["”»'’]~
            """
        ),
    ),
    "jokes-if-wrong": (
        *listed(
            r"""
            (?:du |le )?bon cote|voyez le (?:bon|positif|verre)|verre a moitie|au moins (?:vous|il|elle|ca
              |la|le|maintenant)|a quelque chose malheur est bon|ca fera (?:un souvenir|une histoire)
              |ca forge
            (?:avait|a eu|ont eu|avaient|a) (?:surement |sans doute )?(?:envie de|decide de|prefere
              |pris)(?: \w+){0,4}(?: pays| monde| vacances| air| bain| balade| large)|tour du monde
              |voir du pays|envie d'aventure|aventur\w+|en (?:vacances|vadrouille|goguette|balade)
              |petit(?:e)? (?:tour|balade|sieste|bain|promenade)|sieste|cache-cache|timide|capricieu\w*|diva
              |de mauvaise humeur|fantomes?|lutins|esprit frappeur|des lundis|a pris la poudre
            (?:sauna|piscine|douche|sport|gym|patinoire|concert) (?:gratuit\w*|offert\w*)|camping|romantique
              |aux chandelles|bon pour (?:la ligne|la sante)|un peu d'exercice
            """
        ),
    ),
}
_SPANISH: Sayings = {
    "sarcasm-if-wrong": (
        *listed(
            r"""
            majestad|alteza|excelencia|senorito|alfombra roja|mayordomo|sirvient\w*|caviar|champan
              |bandeja de plata|corona|trono|princesa|principe|reina|rey
            varitas? magicas?|mag[oa]s?|magia|unicornios?|hadas?|bolas? de cristal|videntes?|adivin\w+
              |telepat\w*|leer (?:la|su|tu|el) (?:mente|pensamiento)\w*|maquina del tiempo|teletransport\w*
              |superheroes?|superpoderes?|papa noel|reyes magos|duendes?|milagros?|hogwarts
            ciencia espacial|nasa|einstein|sherlock|nobel|genios?|medallas?|trofeos?|oscars?|goya|cervantes
              |quijote|shakespeare|desfile|ovacion|aplausos?
            fin del mundo|(?:mundo|tierra|universo|sol)(?: \w+){0,3} (?:gira|giraba|se acaba|se para)
              |apocalipsis|humanidad|civilizacion|libros de historia|luto nacional|minuto de silencio
              |media asta|estado de (?:emergencia|alarma)|paz mundial|hambre en el mundo|telediario|portada
              |titulares|(?:llame|llamen|avise|avisen|llamad|llama) (?:a|al) (?:la |los )?(?:policia|prensa
              |medios|ejercito|presidente|papa|onu|periodic\w+)|naciones unidas
            tragedi\w*|tragic\w*|catastrof\w*|trauma\w*|sobreviv\w+|heroe\w*|heroic\w*|valient\w*|valor para
              |pobre (?:de|criatur\w*|alma|usted)|violin\w*|panuelo\w*|lagrimas|llorar|lloramos|insoportable
              |dios nos libre|no lo quiera dios
            (?:no sabiamos|no teniamos ni idea|ignorabamos|no imaginabamos)|quien lo (?:diria|iba a|hubiera)
              |imaginese|imaginate|(?:que|vaya|menud[oa]) (?:drama|tragedia|sorpresa|susto|historia
              |escandalo|horror|novela|honor|idea|ocurrencia|detalle|suerte)|escandal\w*|mire usted|mira tu
              |buena idea|gran idea|bien visto|bien observado|que (?:original|encanto|simpatic\w+|agud\w+
              |amable|fin[oa])|encantador\w*|maravillos\w*|magnific\w*|estupend\w*
            como (?:todo el mundo|todos los demas)|(?:el|la) unic[oa] (?:client\w*|pasajer\w*|persona)
              |cinco estrellas|michelin|ritz|jet privado|limusina|su (?:novela|discurso|sermon|poesia|prosa
              |sabi[oa]\w*|valios[oa]\w*|experta\w*|experto|erudit\w*|elocuen\w*|ingenio\w*|encantador\w*)
            ~(?:su|tu)s? ["“«'‘] ?[\w -]{3,24} ?["”»'’]~
            """
        ),
    ),
    "jokes-if-wrong": (
        *listed(
            r"""
            (?:el )?lado (?:bueno|positivo)|vealo (?:por el|asi)|velo (?:por el|asi)|vaso medio
              |al menos (?:ya|ahora|tiene|tienes|ha|hay|esta)|no hay mal que|la vida sigue|de vacaciones
              |se fue de|se ha ido de|se escapo|vuelta al mundo|ver mundo|tenia ganas de|quiso (?:conocer
              |ver|darse)|aventur\w+|siesta|escondite|timid[oa]|capricho\w*|diva|fantasma\w*|duendes
              |los lunes|un bano|un paseo|de excursion|de paseo|turismo
            (?:sauna|piscina|ducha|gimnasio|concierto) gratis|camping|romantic[oa]|a la luz de las velas
              |buen ejercicio
            """
        ),
    ),
}
_DUTCH: Sayings = {
    "sarcasm-if-wrong": (
        *listed(
            r"""
            majesteit|hoogheid|excellentie|rode loper|butler\w*|bediende\w*|kaviaar|champagne
              |zilveren (?:dienblad|schaal)|kroon|troon|prinses|prins|koning\w*
            toverstok\w*|tovenaar\w*|toveren|eenhoorn\w*|fee(?:en)?|glazen bol\w*|helderziend\w*
              |gedachten ?lez\w*|gedachten lezen|tijdmachine\w*|teleport\w*|superheld\w*|superkracht\w*
              |kerstman|sinterklaas|kabouter\w*|wonder\w*|waarzeg\w*
            raketwetenschap|nasa|einstein|sherlock|nobelprijs\w*|genie|medaille\w*|troffee\w*|lintje
              |oscar\w*|shakespeare|applaus|staande ovatie|optocht|vondel
            einde van de wereld|vergaat de wereld|(?:wereld|aarde|zon|heelal)(?: \w+){0,4} (?:draait|draaide
              |vergaat|stilstaat)|apocalyps|mensheid|beschaving|geschiedenisboek\w*|nationale rouw
              |minuut stilte|halfstok|noodtoestand|wereldvrede|honger in de wereld|journaal|voorpagina
              |krantenkop\w*|(?:bel|waarschuw|roep)(?: \w+)? (?:de )?(?:politie|pers|media|leger|koning|paus
              |krant\w*|vn)|verenigde naties
            tragedie\w*|tragisch\w*|catastrof\w*|trauma\w*|overleef\w*|overleven|held\w*|dapper\w*|moedig\w*
              |arme (?:u|jij|stakker|ziel|schat|jongen)|viool\w*|violen|zakdoek\w*|tranen|huilen|snikken
              |ondraaglijk\w*|god verhoede
            (?:wij|we|ik) (?:wisten|wist|hadden geen idee)(?: \w+)? ?(?:niet)?|wie had dat gedacht|stel (?:u
              |je) voor|wat een (?:drama|tragedie|schok|verrassing|verhaal|schandaal|eer|idee|geluk|ellende
              |lot)|schandalig\w*|goh|nou nou|tjonge|goed idee|geweldig idee|goed gezien|goed opgemerkt
              |wat (?:origineel|schattig|lief|charmant|scherpzinnig|attent|erg)|charmant\w*|prachtig\w*
              |schitterend\w*|heerlijk\w*|enig(?:e)? klant
            net als iedereen|de enige (?:klant|reiziger|gast)|vijfsterren\w*|michelin|ritz|privejet
              |limousine|(?:uw|je|jouw) (?:wijze|waardevolle|leerzame|opbouwende|poetische|deskundige
              |charmante|roman|preek|toespraak|betoog|gedicht|essay|epistel|meesterwerk)
            ~(?:uw|je|jouw) ["“„'‘][\w -]{3,24}["”'’]~
            """
        ),
    ),
    "jokes-if-wrong": (
        *listed(
            r"""
            (?:de )?(?:positieve|zonnige|goede) kant|bekijk het (?:zo|positief|van)|glas is half|(?:u
              |je) (?:heeft|hebt|bent) (?:in ieder geval|tenminste)|tenminste (?:heeft|is|was|nu)
              |op vakantie|zin in (?:een|vakantie|avontuur)|wereldreis|reislust\w*|avontuur\w*|avonturen
              |dutje|siesta|verstoppertje|verlegen|humeurig|diva|eigen leven|kabouters|spook\w*|spoken|uitje
              |wandeling|ommetje|duik genomen|zwemmen|maandag\w*
            gratis (?:\w+ )?(?:sauna|zwembad|douche|sportles|training|concert|lichtshow)|kamperen
              |romantisch\w*|kaarslicht|beweging is gezond|goed voor de lijn
            """
        ),
    ),
}
_ITALIAN: Sayings = {
    "sarcasm-if-wrong": (
        *listed(
            r"""
            maesta|altezza|eccellenza|tappeto rosso|maggiordom\w*|servitor\w*|caviale|champagne
              |vassoio d'argento|corona|trono|principessa|principe|regina
            bacchett\w+ magic\w+|magh?[oi]|maga|magia|unicorn\w*|fat[ae]|sfer[ae] di cristallo|veggent\w*
              |indovin\w+|telepat\w*|legg\w+ (?:nel pensiero|nella mente|il pensiero)|macchina del tempo
              |teletrasport\w*|supereroi|supereroe|superpoter\w*|babbo natale|befana|folletti|miracol\w+
            scienza missilistica|nasa|einstein|sherlock|nobel|geni[oa]?|medagli\w*|trofe\w*|oscar
              |shakespeare|parata|ovazione|applaus\w*|strega
            fine del mondo|(?:mondo|terra|universo|sole)(?: \w+){0,3} (?:gira|girava|giri|girasse|finisce
              |si ferma)|apocalisse|umanita|civilta|libri di storia|lutto nazionale|minuto di silenzio
              |mezz'asta|stato di emergenza|pace nel mondo|fame nel mondo|telegiornale|prima pagina|titoloni
              |(?:chiami|chiamate|avvisi|avvisate|chiama) (?:la |il |i |l')?(?:polizia|stampa|giornali
              |esercito|presidente|papa|onu)|nazioni unite
            tragedi\w*|tragic\w*|catastrof\w*|trauma\w*|sopravviss\w*|sopravviv\w*|ero(?:e|i|ico|ica)
              |coraggi\w*|poverin\w*|pover[oa] (?:lei|te|anima|stella|cliente)|violin\w*|fazzolett\w*
              |lacrim\w*|piang\w*|insopportabil\w*|dio non voglia
            (?:non sapevamo|non avevamo idea|ignoravamo|non immaginavamo)|chi l'avrebbe (?:mai )?detto
              |chi lo avrebbe|pensi un po|si figuri|(?:che|quale) (?:dramma|tragedia|sorpresa|shock|storia
              |scandalo|orrore|romanzo|onore|idea|fortuna)|scandal\w*|ma guarda|ma pensa|ottima idea
              |bella idea|ottima osservazione|che (?:originale|carin\w+|simpatic\w+|acut\w+|gentil\w+)
              |incantevol\w*|delizios\w*|meraviglios\w*|magnific\w*|splendid\w*
            come tutti gli altri|l'unic[oa] (?:client\w*|passegger\w*|ospit\w*|person\w*)|cinque stelle
              |michelin|ritz|jet privato|limousine|(?:il )?su[oa] (?:romanzo|discorso|predica|poesia|prosa
              |prezios[oa]|sagg[oa]|dott[oa]|espert[oa]|eloquen\w*|capolavoro)
            ~su[oae] ["“«'‘] ?[\w -]{3,24} ?["”»'’]~
            """
        ),
    ),
    "jokes-if-wrong": (
        *listed(
            r"""
            (?:il )?lato (?:positivo|buono)|la prenda (?:cosi|con)|prendila (?:cosi|con)|bicchiere mezzo
              |almeno (?:ora|adesso|ha|hai|c'e|e|non)|non tutto il male|la vita continua|in vacanza
              |una vacanza|giro del mondo|vedere il mondo|voglia di (?:viaggi\w*|avventur\w*|mare)
              |avventur\w*|siesta|pisolino|nascondino|timid[oa]|capricc\w*|diva|fantasm\w*|folletti|i lunedi
              |un bagno|una nuotata|una passeggiata|in gita|a spasso|turismo
            (?:sauna|piscina|doccia|palestra|concerto) (?:gratis|gratuit\w*|omaggio)|campeggio|romantic[oa]
              |a lume di candela|fa bene (?:muoversi|alla linea)
            """
        ),
    ),
}
_PORTUGUESE: Sayings = {
    "sarcasm-if-wrong": (
        *listed(
            r"""
            majestade|alteza|excelencia|tapete vermelho|passadeira vermelha|mordomo\w*|criados?|caviar
              |champanhe|bandeja de prata|coroa|trono|princesa|principe|rainha
            varinhas? (?:magicas?|de condao)|magic[oa]s?|mag[oa]s?|magia|unicornios?|fadas?
              |bolas? de cristal|vident\w*|adivinh\w+|telepat\w*|ler (?:a sua |a tua |a )?(?:mente
              |pensamento\w*)|maquina do tempo|teletransport\w*|super-?herois?|superpoder\w*|pai natal
              |papai noel|duendes?|milagres?
            ciencia de foguet\w*|nasa|einstein|sherlock|nobel|genios?|medalhas?|trofeus?|oscar\w*|camoes
              |saramago|shakespeare|desfile|ovacao|aplausos?
            fim do mundo|(?:mundo|terra|universo|sol)(?: \w+){0,3} (?:gira|girava|acaba|acabou|parou)
              |apocalipse|humanidade|civilizacao|livros de historia|luto nacional|minuto de silencio
              |meia haste|estado de emergencia|paz mundial|fome no mundo|telejornal|jornal nacional
              |primeira pagina|manchetes?|(?:chame|chamem|avise|avisem|chama) (?:a |o |os|as )?(?:policia
              |imprensa|jornais|exercito|presidente|papa|onu)|nacoes unidas
            tragedi\w*|tragic\w*|catastrof\w*|trauma\w*|sobreviv\w+|hero(?:i|is|ico|ica)|coraj\w+|valent\w*
              |pobre (?:de|alma|coitad\w*|criatura)|violino\w*|lencos?|lagrimas|chorar|choramos|insuportavel
              |deus nos livre
            (?:nao sabiamos|nao faziamos ideia|nao tinhamos ideia|ignoravamos|nao imaginavamos)|quem diria
              |imagine so|imagina so|que (?:drama|tragedia|surpresa|choque|historia|escandalo|horror|novela
              |romance|honra|ideia|sorte)|escandal\w*|ora veja|olha so|boa ideia|otima ideia|grande ideia
              |bem visto|bem observado|que (?:original|encanto|simpatic\w+|perspicaz|amavel)|encantador\w*
              |maravilhos\w*|magnific\w*|esplendid\w*
            como toda a gente|como todo mundo|(?:o|a) unic[oa] (?:client\w*|passageir\w*|pessoa)
              |cinco estrelas|michelin|ritz|jato (?:privado|particular)|limusine
              |(?:o |a )?su[ao]s? (?:romance|discurso|sermao|poesia|prosa|sabi[oa]s?|valios[oa]s?
              |erudit[oa]s?|eloquen\w*|obra-prima)
            ~su[ao]s? ["“«'‘] ?[\w -]{3,24} ?["”»'’]~
            """
        ),
    ),
    "jokes-if-wrong": (
        *listed(
            r"""
            (?:o )?lado (?:bom|positivo)|veja (?:pelo|as coisas|o copo)|copo meio|pelo menos (?:ja|agora|tem
              |tens|ha|esta|o|a)|ha males que|a vida continua|de ferias|volta ao mundo|dar uma volta
              |ver o mundo|conhecer o mundo|vontade de (?:viajar|passear)|aventur\w*|sesta|soneca|escondidas
              |esconde-esconde|timid[oa]|caprich\w*|diva|fantasm\w*|duendes|segundas-feiras|um mergulho
              |um passeio|a passear|passeando|turismo
            (?:sauna|piscina|duche|chuveiro|ginasio|concerto) (?:gratis|gratuit\w*)|campismo|romantic[oa]
              |a luz das velas|faz bem andar
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
