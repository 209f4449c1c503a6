"""What notices to many say, in all languages: what is wrong, for whom, what to do. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from amends.playbook.rules.lexicon import Sayings, listed

_ENGLISH: Sayings = {
    "notice-what": listed(
        r"""
        (?:does|do|did|has|have|is|are|was|were)(?:n't| not)(?: \w+){0,2} (?:work\w*|open\w*|reach\w*
          |available|possible|arriv\w*|load\w*|as it should be)|cannot|can't|down|late|later than|delay\w*
          |long(?:er)?|slow\w*|closed|shut|wrong|fault\w*|outage|trouble|problem|issue|failed|failing
          |broken|interrupt\w*|disrupt\w*|recall\w*|off|mended|fixed|repaired|works again|is over
          |maintenance|working on|update of|(?:do|please) not (?:use|eat|drink)|not use|not eat|out of
          |not (?:well|safe)|hole|storm|flood|fire
        """
    ),
    "notice-who": listed(
        r"""
        everybody|everyone|anybody|anyone|all (?:our |of you|customers|orders|users)|some (?:of (?:you
          |our|us)|customers|people|orders|guests)|many (?:of (?:you|our)|customers|people|appointments)
          |customers|guests|users|passengers|people|whoever|those (?:who|of you)|you|your|yours
          |parcels?|orders|deliver(?:y|ies)|affected
        """
    ),
    "notice-meanwhile": listed(
        r"""
        please|you (?:can|need not|do not need|don't need|may|still)|need not|nothing to do
          |nothing (?:is|that you|you) \w+|(?:write|talk|come|call) (?:to )?us|try again|if (?:yours|it
          |you|something|somebody)|use (?:the|our)|instead|are safe|is safe|in the meantime|meanwhile
          |we (?:call|are calling|will help|help)|bring it back|put it aside
        """
    ),
    "notice-next": listed(
        r"""
        next (?:update|word|news|message)|(?:update|write|news|more|word|tell you)(?: \w+){0,6} (?:by
          |at|before|until|as soon as|here|when)|we (?:open|will open) again|keep you (?:posted
          |updated|informed)
        """
    ),
    "notice-over": listed(
        r"is over|mended|works? again|back to normal|resolved|is fixed|has been fixed|all is well"
    ),
    "notice-jargon": listed(
        r"""
        outage of (?:the )?(?:api|backend|database)|api|backend|database (?:cluster|node|replica)
          |cluster|load balancer|latency|dns|degraded performance|root cause|mitigat\w+|remediat\w+
          |failover|rollback|rolled back|deployment|upstream|third[- ]party|middleware|regression
          |packet loss|5xx|http \d{3}|timeouts?|throughput|subsystem|incident (?:id|number)|sev[- ]?\d
          |p[01] incident|stakeholders?|going forward|leverage|intermittent(?:ly)?
        """
    ),
    "notice-blame": listed(
        r"""
        (?:because of|due to|caused by|fault of|thanks to|blame(?:d)?(?: on)?)(?: \w+){0,2} (?:suppliers?
          |providers?|vendors?|partners?|couriers?|carriers?|contractors?|hosting|employees?
          |colleagues?|staff|customers?|users?)|not our (?:fault|mistake|responsibility)
          |(?:suppliers?|providers?|vendors?|partners?|couriers?|carriers?|contractors?) (?:is
          |are|was|were) to blame|human error
        """
    ),
}
_GERMAN: Sayings = {
    "notice-what": listed(
        r"""
        nicht|verspat\w*|verzoger\w*|lange|langer|geschlossen|gestort|storung\w*|ausgefallen|ausfall
          |problem\w*|fehler\w*|ruckruf\w*|defekt|behoben|vorbei|wieder|nicht mehr|betroffen|kaputt
        """
    ),
    "notice-who": listed(
        r"""
        alle|alle die|einige\w*|manche\w*|viele\w*|kund\w+|gaste\w*|nutzer\w*|menschen|wer|euch|ihr
          |ihre?[nmrs]?|sie|paket\w*|bestellung\w*|lieferung\w*|betroffen
        """
    ),
    "notice-meanwhile": listed(
        r"""
        bitte|nichts zu tun|nichts tun|mussen(?: \w+){0,3} nicht|musst ihr nicht|konnen sie|konnt ihr
          |wenn (?:sie|ihr|etwas|es|ihre)|schreiben sie|schreibt|rufen wir|nichts ist verloren
          |nicht verloren|inzwischen|stattdessen|wir helfen|noch einmal versuchen
        """
    ),
    "notice-next": listed(
        r"""
        nachste (?:nachricht|meldung|information)|wir (?:melden uns|schreiben|offnen|informieren)
          |melden uns(?: \w+){0,3} (?:bis|um|wieder)|mehr (?:steht|dazu)|neues (?:bis|um)
        """
    ),
    "notice-over": listed(
        r"vorbei|behoben|wieder (?:da|normal|verfugbar)|funktioniert wieder|geht wieder"
    ),
    "notice-jargon": listed(
        r"""
        api|backend|datenbank\w*|cluster|latenz\w*|dns|load balancer|degradiert|rollback|failover
          |deployment|upstream|drittanbieter|timeouts?|mitigier\w*|stakeholder|incident|intermittierend\w*
        """
    ),
    "notice-blame": listed(
        r"""
        (?:wegen|aufgrund|durch|schuld (?:ist|sind|hat|haben)|verursacht (?:von
          |durch))(?: \w+){0,2} (?:lieferant\w*|anbieter\w*|dienstleister\w*|partner\w*
          |mitarbeiter\w*|kund\w+)
          |nicht unser(?:e)? (?:fehler|schuld)|menschliches versagen
        """
    ),
}
_FRENCH: Sayings = {
    "notice-what": listed(
        r"""
        ne(?: \w+){1,3} (?:pas|plus)|n'(?: ?\w+){1,3} (?:pas|plus)|retard\w*|panne\w*|problemes?
          |ferme\w*|longue?s?|attente|erreurs?|rappel\w*|repare\w*|termine\w*|de nouveau|ne plus
        """
    ),
    "notice-who": listed(
        r"""
        toutes? les personnes|tous|tout le monde|certain\w*|plusieurs|beaucoup|client\w*|usager\w*
          |personnes|vous|votre|vos|colis|commandes?|livraisons?|concerne\w*
        """
    ),
    "notice-meanwhile": listed(
        r"""
        merci de|merci d'(?:\w+)|veuillez|s'il vous plait|rien a faire|vous pouvez|si c'est|si vous
          |si quelque chose|si cela|reessayer|ecrivez|en attendant|nous vous aiderons|rien n'est perdu
        """
    ),
    "notice-next": listed(
        r"""
        prochaines? (?:nouvelles?|informations?)|(?:des |plus de )?nouvelles (?:ici )?(?:avant|a|vers)
          |details ici|plus d'informations|nous (?:rouvrons|revenons|vous tenons)
        """
    ),
    "notice-over": listed(
        r"est termine|repare|fonctionne de nouveau|est resolu|retour a la normale"
    ),
    "notice-jargon": listed(
        r"""
        api|backend|base de donnees|cluster|latence|dns|rollback|failover|deploiement|upstream|timeouts?
          |mitigation|degrade\w*|prestataire tiers|incident (?:majeur|p[01])|parties prenantes
        """
    ),
    "notice-blame": listed(
        r"""
        (?:a cause|en raison|du fait|la faute)(?: \w+){0,3} (?:fournisseur|prestataire|partenaire
          |transporteur|employe|client)s?|pas (?:de )?notre faute|erreur humaine
        """
    ),
}
_SPANISH: Sayings = {
    "notice-what": listed(
        r"""
        no (?:funciona\w*|llega\w*|esta\w*|se puede\w*|use|usen|coma\w*|pida\w*)|retraso\w*|problemas?
          |averia\w*|cerrad\w*|larga|espera|error\w*|retirad\w*|arreglad\w*|terminado|resuelto|de nuevo
        """
    ),
    "notice-who": listed(
        r"""
        todas? las personas|todos|algun\w*|much\w*|client\w*|usuari\w*|personas|quienes|usted\w*
          |su|sus|paquetes?|pedidos?|entregas?|afecta\w*
        """
    ),
    "notice-meanwhile": listed(
        r"""
        por favor|no hay que|puede\w*|si (?:es|tiene|algo|puede|usted|necesita)|escribanos|escriba\w*
          |intentelo|mientras tanto|le ayudaremos|nada se ha perdido
        """
    ),
    "notice-next": listed(
        r"""
        proxim\w+ (?:noticia|aviso|novedad|informacion)|volveremos a escribir|mas (?:noticias|informacion
          |detalles)|detalles aqui|le mantendremos|abrimos de nuevo
        """
    ),
    "notice-over": listed(
        r"ha terminado|arreglado|vuelve a funcionar|esta resuelto|funciona de nuevo"
    ),
    "notice-jargon": listed(
        r"""
        api|backend|base de datos|cluster|latencia|dns|rollback|failover|despliegue|upstream|timeouts?
          |mitiga\w+|degradad\w+|terceros|incidente (?:p[01]|mayor)|stakeholders?
        """
    ),
    "notice-blame": listed(
        r"""
        (?:por culpa|debido|a causa|culpa)(?: \w+){0,3} (?:proveedor\w*|socio\w*|transportista\w*
          |emplead\w*|client\w*)|no es (?:nuestra culpa|culpa nuestra)|error humano
        """
    ),
}
_DUTCH: Sayings = {
    "notice-what": listed(
        r"""
        niet|te laat|vertrag\w*|storing\w*|probleem|problemen|gesloten|lang|langer|wachttijd\w*|mis
          |fout\w*|teruggeroepen|hersteld|voorbij|opgelost|weer|werkt niet
        """
    ),
    "notice-who": listed(
        r"""
        iedereen|alle\w*|sommige\w*|enkele|veel|klanten|gasten|gebruikers|mensen|wie|u|uw|jullie|je
          |pakket\w*|bestelling\w*|levering\w*|last
        """
    ),
    "notice-meanwhile": listed(
        r"""
        (?:bestel|betaal|probeer|schrijf|bel|gebruik|leg|wijzig|blijf|neem|kijk|breng)(?: \w+)?|alstublieft
          |hoeft niets|niets te doen|u kunt|als (?:u|het|iets)|intussen|helpen u|niets is verloren
        """
    ),
    "notice-next": listed(
        r"""
        volgend\w* (?:bericht|nieuws|update)|we (?:schrijven|melden)(?: \w+){0,4}|nieuws (?:voor|om)
          |meer (?:staat|hier)|weer open
        """
    ),
    "notice-over": listed(r"is voorbij|hersteld|werkt weer|is opgelost|weer normaal"),
    "notice-jargon": listed(
        r"""
        api|backend|database\w*|cluster|latentie|dns|rollback|failover|uitrol|upstream|timeouts?
          |mitiga\w+|derde partij|stakeholders?|incident p[01]
        """
    ),
    "notice-blame": listed(
        r"""
        (?:door|vanwege|schuld van|wegens)(?: \w+){0,2} (?:leverancier\w*|partner\w*|vervoerder\w*
          |medewerker\w*|klant\w*)|niet onze (?:fout|schuld)|menselijke fout
        """
    ),
}
_ITALIAN: Sayings = {
    "notice-what": listed(
        r"""
        non|ritard\w*|problem\w*|guast\w*|chius\w*|lung\w*|attesa|error\w*|ritirat\w*|riparat\w*|finito
          |risolto|di nuovo|tolto
        """
    ),
    "notice-who": listed(
        r"""
        tutte le persone|tutti|alcun\w*|molt\w*|client\w*|utenti|ospiti|persone|chi|vostr\w*|suo|vi
          |pacch\w*|ordin\w*|consegn\w*|riguarda\w*
        """
    ),
    "notice-meanwhile": listed(
        r"""
        per favore|non dovete|potete|puo|se (?:e|avete|qualcosa|puo|ha)|scriveteci|riprovate|chiamate
          |intanto|nel frattempo|vi aiuteremo|niente e perso|mettetelo
        """
    ),
    "notice-next": listed(
        r"""
        prossim\w+ (?:aggiornamento|notizia|messaggio)|torniamo a scrivere|novita|dettagli qui
          |maggiori informazioni|riapriamo|vi terremo
        """
    ),
    "notice-over": listed(r"e finito|riparato|funziona di nuovo|e risolto|tornato alla normalita"),
    "notice-jargon": listed(
        r"""
        api|backend|database|cluster|latenza|dns|rollback|failover|deployment|upstream|timeouts?
          |mitiga\w+|degradat\w+|terze parti|stakeholders?|incidente p[01]
        """
    ),
    "notice-blame": listed(
        r"""
        (?:a causa|per colpa|dovuto|colpa)(?: \w+){0,3} (?:fornitor\w*|partner|corrier\w*|dipendent\w*
          |client\w*)|non e colpa nostra|errore umano
        """
    ),
}
_PORTUGUESE: Sayings = {
    "notice-what": listed(
        r"""
        nao (?:funciona\w*|chega\w*|esta\w*|e possivel|use\w*|coma\w*|encomend\w*)|atras\w*|problemas?
          |avaria\w*|fechad\w*|longa|espera|erro\w*|retir\w*|reparado|terminou|resolvido|de novo
        """
    ),
    "notice-who": listed(
        r"""
        todas as pessoas|todos|algun\w*|muit\w*|client\w*|utilizador\w*|pessoas|quem|voce\w*|sua?s?
          |encomendas?|pedidos?|entregas?|afeta\w*
        """
    ),
    "notice-meanwhile": listed(
        r"""
        por favor|nao e preciso|pode\w*|se (?:for|tem|algo|puder|precisar)|escreva\w*|tente|ligue
          |entretanto|ajudaremos|nada se perdeu|ponha
        """
    ),
    "notice-next": listed(
        r"""
        proxim\w+ (?:noticia|aviso|atualizacao|informacao)|voltamos a escrever|novidades|detalhes aqui
          |mais informacoes|reabrimos
        """
    ),
    "notice-over": listed(r"terminou|reparado|volta a funcionar|esta resolvido|funciona de novo"),
    "notice-jargon": listed(
        r"""
        api|backend|base de dados|cluster|latencia|dns|rollback|failover|upstream|timeouts?
          |mitiga\w+|degradad\w+|terceiros|stakeholders?|incidente p[01]
        """
    ),
    "notice-blame": listed(
        r"""
        (?:por culpa|devido|por causa|culpa)(?: \w+){0,3} (?:fornecedor\w*|parceir\w*|transportador\w*
          |funcionari\w*|client\w*)|nao e (?:nossa culpa|culpa nossa)|erro humano
        """
    ),
}

#: The sayings of notices by language.
SAYINGS: Mapping[str, Sayings] = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
    "nl": _DUTCH,
    "it": _ITALIAN,
    "pt": _PORTUGUESE,
}
