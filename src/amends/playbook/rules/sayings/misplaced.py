"""Requests for details where everybody reads, and regret where there was praise: by language. Pure.

``asks-here`` names the public place itself, so that no way to private excuses it. ``takes-for-complaint`` is
what somebody reads who praised, and is answered as if they had complained.
"""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

_ENGLISH: Sayings = {
    "takes-for-complaint": (
        *listed(
            r"""
            (?:sorry|regret|apologi[sz]e)(?: to)? (?:hear|read|learn|see)|(?:sorry|regret|apologi[sz]e
              |apologies) (?:for (?:the|your|any|this|all) (?:\w+ )?(?:inconvenience|trouble|experience
              |disappoint\w*|delay|problems?|issues?|upset|frustration)|that (?:you|your|our|we|the)
              |about (?:your|the) (?:\w+ )?(?:experience|trouble|problems?|issues?))|(?:what|where (?:it
              |things)) went wrong|put (?:this|it|things) right|make (?:this|it|things) (?:right|up to you)
              |your (?:complaint|concerns?|frustration|disappointment|dissatisfaction|bad experience)|(?:let
              |letting) you down|fell short|not (?:the|what) (?:\w+ )?(?:standard|experience|we expect)
              |(?:look|looking) into (?:this|your|it)
            """
        ),
    ),
    "asks-here": (
        *listed(
            r"""
            (?:reply|answer|respond|comment|post|write|add|put|type|leave|drop|share|list|update|send|give
              |tell|state|confirm|let us have)\w*(?: [\w'-]+){0,9} (?:to this (?:comment|post|thread|tweet
              |review)|under (?:this|the|our|your) (?:\w+ )?(?:post|comment|tweet|photo|reply|picture|video
              |review)|in (?:this|the) (?:thread|comments?|replies|comment section)|right here|underneath
              |below|publicly|in (?:a|your|the) (?:reply|comment|review|answer)
              |for everyone)(?: [\w'-]+){0,4} (?:with|your|the|both|following)(?: [\w':-]+){0,8} (?:number
              |numbers|digits|e-?mail|phone|mobile|card|pin|address|birth|birthday|password|account|postcode
              |name|code|iban|details|maiden|username|login|policy)
            (?:need|give|send|tell|post|confirm|have|want|require|share|state|add
              |put)(?: [\w'-]+){0,12} (?:number|numbers|digits|e-?mail|phone|mobile|card|pin|address
              |addresses|birth|birthday|password|account|postcode|full name|code|iban|maiden name|username
              |login)(?: [\w'-]+){0,8} (?:to this (?:comment|post|thread|tweet|review)|under (?:this|the|our
              |your) (?:\w+ )?(?:post|comment|tweet|photo|reply|picture|video|review)|in (?:this
              |the) (?:thread|comments?|replies|comment section)|right here|underneath|publicly|in (?:a|your
              |the) (?:reply|comment|review|answer)|as a (?:reply|comment))
            (?:reply|answer|comment|respond|update|edit|post|write)\w*(?: [\w'-]+){0,5}(?: here| below| this
              | review| comment| post| thread)?(?: [\w'-]+){0,4} (?:with
              |:) (?:the |your |both )?(?:[\w'-]+ ){0,6}(?:digits|pin|password|date of birth|birthday
              |maiden name|card number|account number|postcode|iban|e-?mail|phone number|full name
              |home address|order number|booking number|customer number|booking reference|address)
            """
        ),
    ),
    "asks-details": (
        *listed(
            r"""
            (?:what|which) (?:e-?mail|phone|number|address|username|login|account|card|postcode|name|surname
              |mobile|date of birth)(?: \w+){0,3} (?:do|did|is|are|was|were|have|has|can|should|would
              |does) (?:you|it|we|your|this|that)|(?:mother's )?maiden name|(?:last|first) (?:four|three|six
              |4|3|6|two) digits|date of birth|(?:may|can|could) (?:we|i) (?:\w+ )?(?:ask|have|know
              |see) (?:\w+ ){0,3}(?:name|address|number|e-?mail|phone|postcode|birthday|age)|(?:where
              |which (?:street|house|flat|town)|what street|how old)(?: exactly)? (?:do|are|is
              |did) you(?:r)? (?:live|living|staying|based|home)|(?:we|i)(?:'ll| will
              |'d)? need (?:[\w'-]+ ){0,9}(?:number|address|addresses|e-?mail|phone|postcode|birthday|birth
              |name|details|reference)
            """
        ),
    ),
}
_GERMAN: Sayings = {
    "takes-for-complaint": (
        *listed(
            r"""
            (?:bedauern|tut (?:uns|mir)(?: \w+)? leid|entschuldig\w*)(?: \w+){0,3} (?:dass|fur|zu horen
              |unannehmlichkeit\w*)|ihre? (?:beschwerde|enttauschung|unzufriedenheit)|unzufrieden
              |was schiefgelaufen
            """
        ),
    ),
    "asks-here": (
        *listed(
            r"""
            (?:schreib|antwort|kommentier|nenn|poste|gib|geb|teil)\w*(?: [\w'-]+){0,6} (?:hier|unten
              |darunter|offentlich|in die kommentare|im kommentar|als kommentar
              |unter diese\w* \w+)(?: [\w'-]+){0,8} (?:\w*nummer|adresse|geburtsdatum|e-?mail|mailadresse
              |passwort|pin|iban|\w*namen?|anschrift|geburtstag)
            (?:\w*nummer|adresse|geburtsdatum|e-?mail|passwort|pin|iban
              |anschrift)(?: [\w'-]+){0,6} (?:hier (?:unten|drunter|rein|offentlich|in die)
              |in die kommentare|im kommentar|als kommentar|unter diese\w* (?:post|beitrag|kommentar))
            """
        ),
    ),
}
_FRENCH: Sayings = {
    "takes-for-complaint": (
        *listed(
            r"""
            (?:desole\w*|navre\w*|regrett\w*)(?: \w+){0,3} (?:que|d'apprendre|pour|de lire)
              |votre (?:reclamation|deception|mecontentement|insatisfaction)|insatisf\w*
            """
        ),
    ),
    "asks-here": (
        *listed(
            r"""
            (?:ecri|repon|indiqu|donn|poste|laiss|not|mett|precis|communiqu
              |envoy)\w*(?:[- ][\w'-]+){0,6} (?:ici|ci-dessous|en commentaire\w*|sous ce (?:post|message
              |commentaire)|dans les commentaires|publiquement|en reponse)(?: [\w'-]+){0,8} (?:numero
              |adresse|naissance|e-?mail|mail|mot de passe|code|iban|nom|carte|telephone)
            (?:numero|adresse|naissance|e-?mail|mail|mot de passe|iban|carte
              |telephone)(?: [\w'-]+){0,6} (?:ici meme|ci-dessous|en commentaire\w*|sous ce (?:post|message
              |commentaire)|dans les commentaires|publiquement)
            """
        ),
    ),
}
_SPANISH: Sayings = {
    "takes-for-complaint": (
        *listed(
            r"""
            (?:sentimos|lamentamos|disculp\w*)(?: \w+){0,3} (?:que|por|molestias|leer|saber)|su (?:queja
              |reclamacion|malestar|decepcion)|insatisfech\w*
            """
        ),
    ),
    "asks-here": (
        *listed(
            r"""
            (?:escrib|respond|indi|pon|deja|dej|comenta|envi|mand|publi|facilit
              |dig)\w*(?: [\w'-]+){0,6} (?:aqui|abajo|en (?:los )?comentarios|en publico|en este (?:hilo
              |post)|debajo)(?: [\w'-]+){0,8} (?:numero|direccion|nacimiento|correo|e-?mail|contrasena|pin
              |iban|nombre|tarjeta|telefono|dni)
            (?:numero|direccion|nacimiento|correo|contrasena|iban|tarjeta|telefono
              |dni)(?: [\w'-]+){0,6} (?:aqui mismo|en (?:los )?comentarios|en publico|en este (?:hilo|post)
              |aqui debajo)
            """
        ),
    ),
}
_DUTCH: Sayings = {
    "takes-for-complaint": (
        *listed(
            r"""
            (?:spijt|vervelend|betreuren|excuses)(?: \w+){0,3} (?:dat|voor|te horen)|(?:uw|je) (?:klacht
              |teleurstelling|ontevredenheid)|ontevreden
            """
        ),
    ),
    "asks-here": (
        *listed(
            r"""
            (?:schrijf|antwoord|reageer|geef|zet|plaats|laat|noem|stuur|deel)\w*(?: [\w'-]+){0,6} (?:hier
              |hieronder|eronder|in de reacties|in een reactie|onder dit bericht
              |openbaar)(?: [\w'-]+){0,8} (?:\w*nummer|adres|geboortedatum|e-?mail\w*|wachtwoord|pin\w*|iban
              |naam)
            (?:\w*nummer|adres|geboortedatum|e-?mail\w*|wachtwoord|iban)(?: [\w'-]+){0,6} (?:hieronder
              |hier eronder|in de reacties|in een reactie|onder dit bericht)
            """
        ),
    ),
}
_ITALIAN: Sayings = {
    "takes-for-complaint": (
        *listed(
            r"""
            (?:dispiace|spiacenti|scusi\w*|rammarich\w*)(?: \w+){0,3} (?:che|per|di|sapere)
              |(?:suo |tuo )?reclamo|insoddisf\w*|sua delusione
            """
        ),
    ),
    "asks-here": (
        *listed(
            r"""
            (?:scriv|rispond|indic|dic|lasc|mett|comment|mand|pubblic|inser)\w*(?: [\w'-]+){0,6} (?:qui
              |qui sotto|nei commenti|in un commento|pubblicamente|sotto (?:questo|il) (?:post
              |commento))(?: [\w'-]+){0,8} (?:numero|indirizzo|nascita|e-?mail|mail|password|pin|iban|nome
              |carta|telefono|codice fiscale)
            (?:numero|indirizzo|nascita|e-?mail|password|iban|carta|telefono
              |codice fiscale)(?: [\w'-]+){0,6} (?:qui sotto|nei commenti|in un commento|pubblicamente
              |sotto (?:questo|il) (?:post|commento))
            """
        ),
    ),
}
_PORTUGUESE: Sayings = {
    "takes-for-complaint": (
        *listed(
            r"""
            (?:lamentamos|desculp\w*|pena)(?: \w+){0,3} (?:que|pelo|pela|saber)|(?:sua |tua )?reclamacao
              |insatisfeit\w*|sua desilusao
            """
        ),
    ),
    "asks-here": (
        *listed(
            r"""
            (?:escrev|respond|indi|diga|deix|coment|envi|mand|publi|ponh|coloq)\w*(?: [\w'-]+){0,6} (?:aqui
              |abaixo|em baixo|nos comentarios|num comentario|em publico|neste (?:post
              |comentario))(?: [\w'-]+){0,8} (?:numero|morada|endereco|nascimento|e-?mail|palavra-passe
              |senha|pin|iban|nome|cartao|telefone|telemovel|nif|cpf)
            (?:numero|morada|endereco|nascimento|e-?mail|palavra-passe|senha|iban|cartao|telefone|nif
              |cpf)(?: [\w'-]+){0,6} (?:aqui em baixo|aqui abaixo|nos comentarios|num comentario|em publico
              |neste (?:post|comentario))
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
