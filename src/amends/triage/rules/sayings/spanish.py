"""What people say to brands in Spanish, by what it shows. Pure."""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

SAYINGS: Sayings = {
    "complaint": (
        *listed(
            r"""
            (?:todavia|aun|sigo|sigue|seguimos) (?:no|sin|esperando|en|igual)
              |no (?:\w+ ){0,2}(?:funciona\w*|llega\w*|llego|sirve\w*|responde\w*|contesta\w*
              |recib\w+|carga|puedo|anda|va|atiende\w*|hay|dan|devuelv\w+|aparece|soluciona\w*
              |entrega\w*)|sin (?:respuesta|solucion|servicio|internet|senal|noticias|luz|agua)
              |nadie (?:responde|contesta|atiende|ayuda|me|da|sabe)|decepcion\w*|descontent\w*
              |insatisfech\w*|pesim\w*|malisim\w*|mal\w? (?:servicio|atencion|experiencia|calidad)
              |fatal|horrible|terrible|desastr\w*|verguenza|vergonzos\w*|inaceptable|indignante
              |indignad\w*|hart\w*|enfadad\w*|enojad\w*|furios\w*|molest\w*|asco|basura|mierda
              |estafa\w*|robo|roban|ladron\w*|timo|inutil\w*|incompetent\w*|peor|rot\w|danad\w*
              |defectuos\w*|estropead\w*|averiad\w*|averia|perdid\w*|retras\w*|tarde|cancelad\w*
              |error\w*|falla\w*|fallo\w*|caid\w|se cayo|equivocad\w*|incorrect\w*|falta\w*
              |cobr\w+ (?:dos veces|doble|de mas|mal)|llevo (?:\w+ ){0,4}(?:esperando|sin|horas
              |dias)|esperando (?:desde|hace|mi)|desde hace|hace (?:\d+|una|dos|tres|varias
              |varios)|donde (?:esta|estan) (?:mi|mis|el|la)|nunca mas|queja\w*|reclam\w*
              |problema\w*|caducad\w*|fri[oa]|otra vez|de nuevo sin
            """
        ),
    ),
    "praise": (
        *listed(
            r"""
            excelente\w*|genial\w*|perfect\w*|maravillos\w*|fantastic\w*|increible|estupend\w*
              |buenisim\w*|muy (?:buen\w?|bien|content\w*|amable\w*|rapid\w*|satisfech\w*|ric\w)
              |me encanta\w*|encantad\w*|el mejor|la mejor|los mejores|mejor(?:es)?|felicidades
              |felicitaciones|enhorabuena|recomiend\w*|delicios\w*|sigan asi|seguid asi|bravo
              |un diez
            """
        ),
    ),
    "thanks": (
        *listed(
            r"""
            gracias|muchas gracias|mil gracias|agradec\w*|se agradece
            """
        ),
    ),
    "solved": (
        *listed(
            r"""
            ya (?:esta|funciona|llego|quedo|me llego|lo (?:tengo|recibi|solucion\w+))
              |solucionad\w*|resuelt\w*|todo (?:bien|ok|arreglado)|arreglad\w*
            """
        ),
    ),
    "question": (
        *listed(
            r"""
            cuando|como (?:puedo|se|hago|va|funciona|lo)|donde (?:puedo|esta|hay|se|encuentro)
              |por que|cuanto\w*|cual\w*|que (?:pasa|paso|hago|significa|horario|documentos|debo
              |tengo)|quien (?:puede|me)|hay (?:algun\w*|alguna|forma|posibilidad)|tienen|teneis
              |se puede|puedo|es posible|alguien sabe|saben si|sabeis
            """
        ),
    ),
    "request": (
        *listed(
            r"""
            por favor|porfa\w*|necesito|quiero|quisiera|me gustaria|solicito|pueden (?:ayud\w*
              |revis\w*|dar\w*|decir\w*|llam\w*)|podeis|podrian|ayuda|ayudenme|ayudadme
              |contactenme|llamenme|respondan|espero respuesta|cancelar mi|dar de baja
            """
        ),
    ),
    "abuse": (
        *listed(
            r"""
            (?:sois|son|eres|pandilla de|panda de|malditos|putos) (?:\w+ ){0,2}(?:idiotas?
              |imbeciles?|gilipollas|cabrones|cabron|hijos de puta|subnormales?|estupidos?|basura
              |pendejos?|ratas|cerdos|inutiles de mierda)|hij\w+ de (?:puta|perra)|gilipollas
              |cabrones|cabron|pendejos?|vete a la mierda|vayanse a la mierda|iros a la mierda
              |que os (?:jodan|den)|chinga\w*|mueran(?:se)?|muerete|te voy a (?:matar|partir
              |buscar)|os voy a (?:matar|quemar)|malparid\w*|put\w s
            """
        ),
    ),
    "spam": (
        *listed(
            r"""
            gana(?:r|s)?(?: \w+){0,4} (?:dinero|dolares|euros|desde casa|diarios)
              |ingresos pasivos|(?:cripto|bitcoin|forex)(?: \w+){0,3} (?:trad\w*|invert\w*
              |invers\w*|ganancia\w*|senal\w*)|trabaja desde casa|iphone gratis|sigueme
              |compra(?:r)? seguidores|haz clic|click aqui|clic aqui|link en (?:mi|la) bio
              |has ganado|ganaste un|prestamos? (?:rapid\w*|sin)|casino|escribeme (?:al
              |por) (?:whatsapp|telegram)|amarres? de amor|brujo
            """
        ),
    ),
    "urgent": (
        *listed(
            r"""
            urgente\w*|urge|inmediat\w*|ahora mismo|ya mismo|cuanto antes|lo antes posible
              |emergencia|tirad\w* en|varad\w*|atrapad\w*|desesperad\w*
            """
        ),
    ),
    "self_harm": (
        *listed(
            r"""
            (?:quiero|voy a|ganas de|pensado en|prefiero) (?:morir\w*|matarme|suicidar\w*
              |acabar con (?:todo|mi vida)|quitarme la vida)|suicid\w*|quitarme la vida
              |no quiero (?:vivir|seguir viviendo)|hacerme dano|acabar con mi vida
              |sin ganas de vivir
            """
        ),
    ),
    "safety": (
        *listed(
            r"""
            incendi\w*|fuego|se quemo|quemad\w*|humo|chispas?|explot\w*|explosion|olor a (?:gas
              |quemado)|huele a (?:gas|quemado)|fuga de gas|descarga electrica|electrocut\w*
              |corriente al tocar|sobrecalent\w*|peligros?\w*|riesgo de|(?:trozos?|pedazos?
              |cristal|vidrio) (?:de (?:vidrio|cristal|metal|plastico)|en (?:la|el|mi))|frenos?
              |encerrad\w*|atrapad\w*|agred\w*|agresion|acos\w+|amenaz\w*|inund\w*|accidente
            cuchillo|arma|cable (?:\w+ )?(?:suelto|pelado|colgando)|escape de gas|chispas
              |navaja
            """
        ),
    ),
    "health": (
        *listed(
            r"""
            intoxica\w*|envenen\w*|alergi\w*|alergic\w*|vomit\w*|enferm\w*|hospital\w*|urgencias
              |herid\w*|lesion\w*|sangr\w*|quemadura\w*|sarpullido|asma|respirar|desmay\w*
              |insulina|medicament\w*|medicina\w*|oxigeno|dialisis|gusanos?|cucarachas?|rata
              |salmonel\w*|diarrea|ambulancia
            hinchad\w*|tragad?o|trago|cort\w+ (?:la )?(?:boca|lengua|mano)|clavo|cristal
              |no puede respirar|parto|infarto|la lengua
            """
        ),
    ),
    "vulnerable": (
        *listed(
            r"""
            (?:persona|madre|padre|abuel\w|marido|mujer|hij\w|senora?) (?:\w+ )?(?:mayor(?:es)?
              |ancian\w|discapacitad\w|enferm\w|cieg\w|embarazada|dependiente)|silla de ruedas
              |embarazada|discapaci\w*|cieg\w|sord\w|alzheimer|demencia|bebe\w*|recien nacid\w*
              |(?:8|9)\d anos|fallec\w*|funeral|entierro|luto|cancer|sin (?:calefaccion|luz|agua
              |comida|electricidad)|frio con|violencia (?:de genero|domestica)|desahuci\w*
              |ninos? sol\w*
            """
        ),
    ),
    "money": (
        *listed(
            r"""
            (?:cobrad\w*|cobraron|cobro|cargad\w*|pagado) (?:\w+ )?(?:dos veces|doble|de mas|sin
              |indebid\w*|mal)|doble (?:cobro|cargo)|cargos? (?:no (?:reconocid\w*|autorizad\w*)
              |indebid\w*|duplicad\w*|que no)|dinero (?:ha |se )?(?:desaparec\w*|perdid\w*
              |robad\w*|bloquead\w*|falta)|fraude\w*|estaf\w*|hacke\w*|phishing|tarjeta (?:robada
              |clonada)|robaron|reembols\w*|devol(?:ucion|ver|uci\w*)|devuelv\w*|nomina|salario
              |sueldo|descubierto|embargo|alquiler|no autoriz\w*
            (?:entrando en|vaciando|usando|robando)(?: \w+){0,2} (?:cuenta|tarjeta)|(?:movil
              |tarjeta|cartera|bolso) (?:\w+ )?(?:robad\w*)|han robado|echan de (?:mi )?casa
              |desahuci\w*
            """
        ),
    ),
    "access": (
        *listed(
            r"""
            (?:cuenta|tarjeta|acceso|linea)(?: \w+){0,3} (?:bloquead\w*|suspendid\w*|cerrad\w*
              |congelad\w*|cancelad\w*|hackead\w*|rechazad\w*)|bloquead\w*|no (?:puedo
              |me deja) (?:\w+ )?(?:entrar|acceder|ingresar|iniciar sesion|pagar|llamar)
              |sin (?:internet|senal|linea|luz|servicio|conexion|agua|cobertura|acceso)
              |(?:internet|app|pagina|web|sistema|red|linea)(?: \w+){0,3} (?:caid\w|no funciona
              |no carga|no va)|apagon|corte de (?:luz|agua|servicio)
            """
        ),
    ),
    "deadline": (
        *listed(
            r"""
            hoy|esta (?:noche|tarde|manana)|manana|en (?:\d+|una|dos|media) (?:minutos?|horas?
              |h)|antes de (?:hoy|manana|las|el)|(?:vuelo|tren|boda|funeral|operacion|cirugia
              |examen|cita|mudanza)(?: \w+){0,3} (?:hoy|manana|en \d+|esta)|perder (?:mi|el|un
              |nuestro)|pierdo (?:mi|el)|fecha limite|vence
            """
        ),
    ),
    "legal": (
        *listed(
            r"""
            abogad\w*|demand(?:a|ar|are|aremos)|juicio|tribunal\w*|juzgado|denuncia\w*
              |denunciar\w*|acciones legales|consumo|facua|ocu|profeco|indecopi
              |defensa del consumidor|oficina del consumidor|hoja de reclamaciones|aepd|rgpd
              |proteccion de datos|policia|guardia civil|discrimin\w*|racis\w*|defensor del
            """
        ),
    ),
    "press": (
        *listed(
            r"""
            prensa|periodist\w*|periodico\w*|television|medios(?: de comunicacion)?|noticias
              |el pais|el mundo|telecinco|antena 3|lasexta|reportaje|reporter\w*
            """
        ),
    ),
    "asks-press": (
        *listed(
            r"""
            soy (?:\w+ )?(?:periodista|reporter\w*|redactor\w*)|periodista (?:de|en|del|para)
              |solicitud de (?:prensa|declaraciones)|para un (?:reportaje|articulo)
              |declaraciones (?:sobre|oficiales)
            """
        ),
    ),
    "asks-regulator": (
        *listed(
            r"""
            en nombre de la (?:autoridad|comision|agencia)|(?:comision|agencia|autoridad
              |ministerio|inspeccion|superintendencia)(?: \w+){0,6} (?:solicita|requiere
              |investiga)|requerimiento (?:de informacion|oficial)|en virtud del articulo
              |expediente (?:sancionador|administrativo)
            """
        ),
    ),
    "asks-employee": (
        *listed(
            r"""
            trabajo (?:para|con|en) (?:ustedes|vosotros|su empresa|vuestra)|como (?:emplead\w*
              |trabajador\w*|repartidor\w*|ex emplead\w*)|mi (?:jefe|turno|nomina de empleado)
              |ex[- ]?(?:empleado|empleada|trabajador\w*)
            """
        ),
    ),
    "sarcasm": (
        *listed(
            r"""
            gracias por (?:nada|hacerme perder|el retraso|la espera|arruinar)|(?:que
              |muy) (?:buen|bonito|gran) (?:servicio|trabajo)(?: \w+){0,4} (?:horas|dias|no|otra)
              |enhorabuena por|felicidades por (?:perder|el|la)|como siempre|que sorpresa
              |bravo por|se lucieron|que maravilla
            """
        ),
    ),
    "negation": (
        *listed(
            r"""
            (?:no|nunca|sin|nada|ningun\w*|tampoco|jamas|ni)
            """
        ),
    ),
    "polite": (
        *listed(
            r"""
            (?:perdon|perdonad?|perdonen?|disculpad?|disculpen?|siento)(?: por| que)? (?:insistir
              |insista|preguntar)
            """
        ),
    ),
    "no-answer": (
        *listed(
            r"""
            buenos dias (?:a todos|mundo|grupo)|feliz (?:navidad|cumpleanos|ano|finde|domingo
              |viernes)|jaja\w*|jeje\w*|lol
            """
        ),
    ),
}
