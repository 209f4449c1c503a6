"""What is said in Spanish. Pure."""

from __future__ import annotations

from amends.playbook.rules.findings import Level
from amends.playbook.rules.lexicon import Saying, Sayings, listed

SAYINGS: Sayings = {
    "blame": (
        *listed(
            r"""
            eso (?:es lo que )?(?:pasa|ocurre) (?:cuando|por)|(?:esta segur[oa]|seguro) (?:de )?que no
              |de quien es la culpa|por que no (?:leyo|leiste|aviso|avisaste|miro|miraste|reviso)
              |haberlo (?:leido|pensado|dicho|mirado|pedido)
            (?:deberia(?:s|n)?|debia(?:s|n)?|debiste|debio|tendria(?:s|n)?|tenia(?:s|n)?|podria(?:s|n)?
              |hubiera(?:s|n)?) (?:usted |ustedes |que )?(?:haber(?:lo|se)?|que (?:haber(?:lo|se)?|leer
              |revisar))
              |debiste (?:leer|revisar|comprobar|avisar|mirar)|debio (?:leer|revisar|comprobar|avisar
              |mirar)
            ~(?:^|[.!?,;:] ?|pues |\bsi )haber (?:leido|revisado|avisado|mirado|preguntado|pedido|llamado)\b~
            (?:si )?(?:hubiera(?:s|n)?|hubiese(?:s|n)?|habias|habia) (?:leido|revisado|comprobado
              |avisado|seguido|mirado|escuchado|preguntado|pedido|prestado|esperado)
            (?:no|se|te) (?:ha|has|han) (?:leido|revisado|comprobado|seguido|equivocado|olvidado
              |entendido|indicado)
            (?:no|se|te) (?:leyo|leiste|reviso|revisaste|comprobo|siguio|seguiste|olvido|olvidaste
              |equivoco|equivocaste|presto|prestaste|ley)(?: \w+)? ?(?:leido|revisado|comprobado|seguido
              |equivocado|olvidado|entendido|indicado|las instrucciones|atencion|mal)?
            (?:su|tu|suya|tuya|vuestra?|del cliente|propia) (?:propi[ao] )?(?:culpa|error|negligencia
              |descuido|fallo|responsabilidad|despiste|imprudencia)|(?:culpa|error|responsabilidad
              |problema|fallo)(?: es| fue| solo| unicamente)* (?:suy[ao]|tuy[ao]|de usted|solo suy[ao]
              |del cliente|del usuario)|(?:usted|tu) (?:es|eres|tiene|tienes) (?:el|la|toda
              |solo)? ?(?:responsable|culpable|la culpa|culpa)|mal uso|uso (?:incorrecto|indebido)
              |por no (?:leer|haber leido|revisar|comprobar|avisar|seguir|mirar)
              |porque (?:usted |tu )?no (?:\w+)|la proxima vez (?:\w+ )?(?:lea|lee|revise|revisa|fijese
              |fijate|compruebe|comprueba|tenga|ten|preste)|nadie (?:le|te|os) (?:obligo|obliga|forzo)
              |(?:puso|pusiste|escribio|eligio|elegiste|dio|diste|introdujo) (?:\w+ )?mal\b
            """
        ),
    ),
    "argument": (
        *listed(
            r"""
            (?:eso|esto) (?:es imposible|no puede ser|no paso|no ocurrio|no sucedio)
              |se lo (?:ha )?invent\w+|(?:nuestro|el) (?:repartidor|conductor|camarero) (?:dice|asegura
              |recuerda|afirma)|su version
            (?:eso|esto|lo que (?:dice|dices|cuenta
              |afirma))(?: simplemente| sencillamente| realmente| claramente)? (?:es|no es
              |son)(?: simplemente| totalmente| absolutamente| completamente| rotundamente)? (?:falso
              |mentira|mentiras|cierto|verdad|incorrecto|absurdo|ridiculo|una tonteria|asi|correcto
              |posible|lo que paso)
            (?:usted |tu )?(?:miente|mientes|se equivoca|te equivocas|exagera|exageras
              |esta equivocad[ao]|estas equivocad[ao]|no tiene razon|no tienes razon|esta mintiendo
              |estas mintiendo|se lo inventa|te lo inventas)|no es (?:cierto|verdad|asi)(?: que)?
            (?:no estamos de acuerdo|discrepamos|rechazamos|negamos|desmentimos|no (?:le|te) creemos
              |nosotros nunca|nunca (?:hemos|dijimos|prometimos|decimos)|jamas (?:hemos|dijimos))
              |no hemos hecho nada mal|lo hicimos todo bien
            (?:la verdad es que|los hechos son|que quede claro|para que quede claro|supuest[ao]s?
              |presunt[ao]s?|sus acusaciones|difamacion|difamatori[ao]|nuestros abogados|acciones legales
              |demuestrelo|demuestralo|tiene pruebas|tienes pruebas|nuestros registros (?:indican
              |muestran|dicen)|(?:otros|los demas|el resto de|todos nuestros) (?:los )?clientes (?:estan
              |no|se))|no es (?:culpa nuestra|nuestra culpa|nuestro error)
            """
        ),
    ),
    "dismissal": (
        *listed(
            r"""
            de gracias|dese por satisfech\w+|hay cosas peores|es (?:totalmente |completamente )?normal
              |cual es el problema|pregunte a otr\w+|ya se le pasara|no sea (?:asi|exagerad\w+)
            (?:solo|basta|no hay mas que) (?:hay que |con )?leer(?:lo|la)?
            (?:calmese|calmate|tranquilicese|tranquilizate|tranquil[ao]|relajese|relajate
              |no se (?:altere|enfade|ponga)|no te (?:alteres|enfades|pongas)|mantenga la calma|con calma)
            como (?:ya |le |te |se |les )*(?:dij\w+|hemos dicho|he dicho|dicho|explique|explicamos
              |hemos explicado|indicamos|mencion\w+|comente|comentamos|informamos|indique|se indica)
              |ya (?:se lo|te lo|le|te|lo) (?:dij\w+|hemos dicho|he dicho|explic\w+|hemos explicado
              |inform\w+|coment\w+)|una vez mas|repito|repetimos
            (?:segun|conforme a|de acuerdo con|por) (?:nuestra|nuestras|la|las|nuestros) (?:politica
              |politicas|condiciones|normas|terminos|reglas|normativa)|(?:es|son) (?:nuestra|nuestras|la
              |las) (?:politica|politicas|normas?|reglas?)|las (?:normas|reglas) son las (?:normas
              |reglas)|politica de (?:la )?empresa|asi son las (?:cosas|normas|reglas)
            (?:lea|lee|leer|revise|revisa|consulte)(?: \w+){0,4} (?:condiciones|terminos|letra pequena
              |instrucciones|contrato|manual|faq|politica)|(?:lo )?(?:pone|esta escrito|esta claro
              |dice)(?: claramente)? en (?:\w+ ){1,2}(?:web|condiciones|contrato|etiqueta|manual|pagina)
            (?:no podemos|no puedo|no se puede)(?: \w+)? (?:hacer nada|ayudarle?|ayudarte)
              |nada que (?:hacer|podamos|anadir|ver)|no hay nada que|no es (?:nuestro|mi
              |asunto) (?:problema|responsabilidad|asunto|competencia|nuestro|culpa)|no nos (?:importa
              |corresponde|concierne)|no somos responsables|no es para tanto|no es (?:tan )?(?:grave
              |el fin del mundo|un drama|importante)|cosas que pasan|son cosas que|asi es la vida
              |esas cosas pasan|a todos nos pasa|nadie es perfecto|mala suerte|que le vamos a hacer
              |que se le va a hacer|es lo que hay|y que|ajo y agua|qu[e] esperaba\w*
            si no (?:le|te|os) (?:gusta|convence|parece bien)|si no esta (?:content[ao]|satisfech[ao]
              |conforme)|vayase a otr[ao]|vete a otr[ao]|(?:compre|busque|compra|busca|vaya
              |ve)(?: \w+){0,3} (?:en otro (?:sitio|lado)|otra (?:empresa|tienda|compania)|a otro)
              |nadie (?:le|te) obliga|puede irse|puedes irte
            (?:tiene|tienes|tendra|tendras|hay|debe|debes|toca) (?:que )?(?:esperar|aguantarse
              |aguantarte|tener paciencia|ser paciente|aceptarlo)|tenga paciencia|ten paciencia
              |un poco de paciencia|es (?:usted )?(?:el|la) (?:unic[ao]|primer[ao])
              |nadie (?:mas )?(?:se )?(?:ha |habia )?(?:quejad[ao]|queja|reclamado)|deje de|deja de
              |con todo (?:el )?respeto|caso cerrado|fin de la (?:discusion|conversacion)
              |tenemos cosas (?:mejores|mas importantes)|no exagere|no exageres|no vamos a (?:discutir
              |debatir)
            """
        ),
    ),
    "sarcasm": (
        *listed(
            r"""
            (?:que (?:pena|drama|tragedia|horror|sorpresa) (?:me das|mas grande|tan grande)
              |pobrecit[ao]|pobre de (?:usted|ti)|felicidades|enhorabuena|bravo|bola de cristal
              |adivin[ao]s?|leer (?:la|su|tu) mente|varita magica|gracias por nada|claro que si
              |seguro que si|que sorpresa|no me digas|no me diga|genio|lumbrera|llame a la policia
              |vaya drama|cuanto lo sentimos pobre|buaa+|premio)
            ~(?:🙄|🤡|🎻|😒|🙃)~
            """
        ),
    ),
    "false-apology": (
        *listed(
            r"""
            (?:lamentamos|sentimos) que no (?:haya|este|le guste|quede)(?: \w+)?
            (?:sentimos|lamentamos|siento|lamento|disculpe|disculpas|perdon)(?: mucho)? (?:que
              |si) (?:usted |se |te |le |lo |esto |tu )*(?:sient\w*|haya\w*|piens\w*|cre\w*|este\w*
              |parec\w*|mol\w*|ofend\w*|ve\w*|consider\w*|percib\w*)(?: \w+)?
            (?:disculpas?|disculpe|perdon|sentimos|lamentamos)(?: \w+){0,3} (?:si|pero)|(?:cualquier
              |posibles?|eventuales?) (?:inconveniente|molestia|malentendido|inconvenientes|molestias)s?
            """
        ),
    ),
    "profanity": (
        *listed(
            r"""
            (?:mierda\w*|cono|hostia|carajo|idiotas?|imbecil\w*|estupid\w*|tont[ao]s?|tonterias?
              |subnormal\w*|payas[ao]s?|mentiros[ao]s?|callese|callate|cierra la boca|ignorantes?
              |llorones|lloron[ao]?|quejica\w*|maldit[ao]s?|asco|basura|capull[oa]s?|cretin[oa]s?
              |bob[ao]s?|inutil(?:es)?|culo|culero|largate|larguese|troles?|trolls?)
            """
        ),
        Saying(
            (
                r"(?:put[ao]s?|hij[oa]s? de put\w*|cabron\w*|joder|jodid\w*|jodete|gilipollas|maricon|follar"
                r"|chinga\w*|pendej\w*|verga|que te jodan|vete a la mierda|fuck\w*)"
            ),
            level=Level.BLOCK,
        ),
    ),
    "slur": (
        *listed(
            r"""
            (?:sudaca\w*|maric[ao]s?|maricon\w*|bollera\w*|negrata\w*|moro de mierda|negr[oa] de mierda
              |retrasad[ao]s?|mongol[ao]?s?|mongolic[ao]s?|panchit[ao]s?|gitan[ao] de mierda
              |vuelv[ea]s?e? a (?:tu|su) pais|travelos?|judi[ao] de mierda|machupichu)
            """
        ),
    ),
    "guarantee": (
        *listed(
            r"""
            ~[,.]\s*(?:prometido)\s*(?:[,.!]|$)~
            (?:le|te|les|os|se lo|te lo)? ?(?:garantizamos|garantizo|prometemos|prometo|aseguramos
              |aseguro|juramos|juro)(?: que)?|(?:100 ?%|garantizad[ao]s?|cien por cien|palabra de honor
              |tiene nuestra palabra|tienes nuestra palabra|sin falta|sin ninguna duda)|(?:nunca|jamas
              |no) (?:mas |volvera a|volvera|se repetira|se volvera a|ocurrira|pasara
              |va a volver a)(?: \w+){0,2}|nunca mas|(?:llegara|recibira\w*|estara
              |tendra\w*)(?: \w+){0,2} (?:seguro|sin duda|definitivamente|con seguridad)
            """
        ),
    ),
    "liability": (
        *listed(
            r"""
            (?:hemos sido|fuimos|somos) (?:muy |gravemente )?negligentes|responsables de (?:todos|todas
              |sus|los|cualquier)
            (?:somos|fuimos) (?:\w+ )?(?:legalmente |los |plenamente )?(?:responsables (?:legal\w*
              |de (?:su|los|las) (?:lesion\w*|danos?))|culpables|negligentes)|nuestra negligencia
              |(?:admitimos|reconocemos|asumimos|aceptamos)(?: \w+){0,3} (?:culpa|responsabilidad
              |negligencia)|hemos (?:violado|infringido|incumplido) (?:la|el|las|los) (?:ley|contrato
              |normativa)|danos y perjuicios
            """
        ),
    ),
    "time": (
        *listed(
            r"""
            (?:en|dentro de|antes de|en menos de|en un plazo de|en las
              |en los)(?: las| los| proximas| proximos| un plazo de| un maximo de)* (?:\d+|un[ao]?|dos
              |tres|cuatro|cinco|seis|siete|ocho|diez|pocos|unas|unos)(?: (?:a|o) (?:\d+|dos|tres
              |cinco))? ?(?:proximas? |proximos? )?(?:minutos?|horas?|h|dias?|semanas?
              |mes(?:es)?)(?: habiles| laborables)?
            (?:antes del?|para|a mas tardar|como (?:muy tarde|maximo)
              |hasta)(?: el| la| este)? (?:manana|esta (?:tarde|noche|semana)|lunes|martes|miercoles
              |jueves|viernes|sabado|domingo|mediodia|(?:el )?final (?:del dia|de semana|de la semana
              |de mes|del mes)|fin de (?:mes|semana)|\d{1,2} de \w+|las \d{1,2}(?::\d\d)?
              |la proxima semana)|(?:manana|esta (?:tarde|noche|semana)|lunes|martes|miercoles|jueves
              |viernes|sabado|domingo|mediodia|(?:el )?final (?:del dia|de semana|de la semana|de mes
              |del mes)|fin de (?:mes|semana)|\d{1,2} de \w+|las \d{1,2}(?::\d\d)?|la proxima semana)
            """
        ),
        Saying(
            (
                "inmediatamente|de inmediato|ahora mismo|enseguida|cuanto antes|lo antes posible|en breve"
                "|hoy mismo"
            ),
            level=Level.ADVISE,
        ),
    ),
    "commits": (
        *listed(
            r"""
            \w+(?:remos|ra|ran|ras|re)|vamos|va|van|recibe\w*|llega|esta(?:ra)?|tiene|tendra\w*
            """
        ),
    ),
    "gives": (
        *listed(
            r"""
            reembols\w*|devol\w+|devuelv\w*|vales?|cupon\w*|descuentos?|compens\w*|abon\w+|credito
              |gratis|gratuit\w*|indemniz\w*|regal\w+|ofrec\w+|bonific\w*|tarjeta regalo
              |codigo promocional|pag(?:ar|amos|aremos)
            """
        ),
    ),
    "gives-all": (
        *listed(
            r"""
            (?:reembols\w*|devolucion|devol\w+|devuelv\w*)(?: \w+){0,3} (?:complet\w*|integr\w*
              |total\w*|todo|doble|entero)|gratis|gratuit\w*|corre por nuestra cuenta|invitamos
              |invita la casa
            """
        ),
    ),
    "is-sorry": (
        *listed(
            r"""
            sentimos|lamentamos|siento|lamento|disculp\w*|perdon\w*|lo sentimos|no (?:deberia haber
              |debio|es aceptable|esta bien)|nuestro (?:error|fallo)|hemos fallado|inaceptable
              |te hemos fallado|una pena
            """
        ),
    ),
    "condoles": (
        *listed(
            r"""
            condolencias|pesame|perdida|fallecimiento|sentimos|duelo|animo|acompan\w+
            """
        ),
    ),
    "helps": (
        *listed(
            r"""
            cancelad[oa]s?|anulad[oa]s?|ayud\w+|revis\w+|compr[uo]\w*|investig\w+|contact\w+|escrib\w+|envi\w+|mand\w+|reembols\w*
              |devol\w*|cambi\w+|reemplaz\w+|solucion\w*|resolv\w+|gestion\w*|mensaje|llam\w+|mirar\w*
              |mirando|arregl\w+|buscar\w*|buscando|podemos|puede|puedes|aqui|por favor|averigu\w+|dinos
              |diganos|cuentanos|respuesta|atender\w*|repon\w+|facilit\w+
            """
        ),
    ),
    "thanks": (
        *listed(
            r"""
            gracias|agrade\w+|(?:nos|me) alegra\w*|encanta\w*|nos hace (?:muy )?felices|ilusion
            """
        ),
    ),
    "asks-details": (
        *listed(
            r"""
            (?:diga|di|envie|escriba|indique|mande|publique|deje|denos
              |danos)[\w-]*(?: [\w-]+){0,6} (?:numero|tarjeta|direccion|telefono|contrasena|clave
              |fecha de nacimiento|dni|iban)
            (?:envie\w*|envia\w*|mande\w*|manda\w*|digan?os|dinos|facilite\w*|facilita\w*|indique\w*
              |indica\w*|comparta|comparte|publique|escriba|escribe|deje|deja|necesitamos|cual es
              |proporcione\w*|confirm\w+|danos|denos|pon|ponga)(?: \w+){0,6} (?:numero|direccion|correo
              |email|e-mail|telefono|movil|nombre completo|nombre y|fecha de nacimiento|iban|dni|cuenta
              |datos|referencia|codigo postal)
            """
        ),
    ),
    "way": (
        *listed(
            r"""
            (?:md|dm|mensaje (?:privado|directo)|mensajes? privados?|en privado|privad[ao]\w*
              |por (?:mensaje|correo|email|e-mail|telefono|dm|md|chat|interno)|formulario|llame\w*
              |llama(?:nos|r)?|escribanos|escribenos|messenger|whatsapp|chat|no (?:aqui|en publico)
              |bandeja)
            """
        ),
    ),
    "mourns": (
        *listed(
            r"""
            (?:fallec\w+|murio|muerte|funeral|entierro|viud[ao]|duelo|ha muerto|defuncion|perdi a mi)
            """
        ),
    ),
    "rages": (
        *listed(
            r"""
            (?:verguenza|vergonzos\w*|estafa\w*|ladrones|timo|fraude|indignante|indignad\w*|inaceptable
              |asco|mierda\w*|furios\w*|harto|harta|peor\w*|nunca mas|sinverguenzas?|incompetentes?
              |denunci\w*|abogado|pesimo|pesima|lamentable|impresentable\w*)
            """
        ),
    ),
    "complains": (
        *listed(
            r"""
            (?:todavia no|aun no|sigo (?:sin|esperando)|no (?:ha llegado|llega|funciona|he recibido
              |responde\w*|contesta\w*|estoy content[ao])|rot[ao]s?|danad[ao]s?|defectuos\w*|retras\w*
              |problema\w*|error\w*|queja\w*|reclam\w*|decepcion\w*|mal[ao]?|fri[ao]|suci[ao]|falta\w*
              |equivocad\w*|esperando|cancelad\w*|perdid\w*|nadie|cobrad[ao] (?:dos veces|de mas)|tarde
              |caid[ao])
            """
        ),
    ),
    "praises": (
        *listed(
            r"""
            (?:excelente\w*|genial\w*|maravillos\w*|fantastic\w*|perfect\w*|increible\w*|encanta\w*
              |delicios\w*|riquisim\w*|mejor\w*|estupend\w*|felicidades|recomiend\w*|buenisim\w*
              |enhorabuena|de diez|un 10)
            """
        ),
    ),
    "jokes": (
        *listed(
            r"""
            lol|(?:ja){2,}j?|(?:je){2,}|xd|es broma|era broma|bromas?|ups|gracios[ao]
            ~[😂🤣😹😜😝😛🤪😉😏😆😅🤭😬🤷]~
            ~[:;]-?[)dp]~
            """
        ),
    ),
    "cheers": (
        *listed(
            r"""
            (?:que (?:tenga|tengas|pase|pases))(?: \w+){0,3} (?:dia|tarde|semana|fin de semana)
              |feliz (?:dia|semana|tarde|fin)|buen (?:dia|fin)|hurra|yupi|genial|fantastico
              |buenas noticias|disfrut\w+|te esperamos|le esperamos|felicidades|enhorabuena
            ~[🎉🥳🎊😀😃😄😁😊😍🤩🤗🙌💪🚀✨🔥🎈🍾🥂💃🕺😎☀🌞👍👏😇🥰😘💯🌈]~
            """
        ),
    ),
}
