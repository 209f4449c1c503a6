"""What customers complain of, in the many words that mean the same: so that likeness is not only of spelling.

Each matter has the beginnings of its words in English, German, French and Spanish, folded as
`signs.folded` folds them; a star stands for any ending. Pure.
"""

from __future__ import annotations

#: By the matter's name: the words that speak of it. A word may speak of several.
SPOKEN: dict[str, str] = {
    "parcel": (
        "parcel* package* packet* shipment* consignment* paket* packchen sendung* lieferung* colis "
        "livraison* paquet* pedido* envio* entrega*"
    ),
    "order": "order* bestell* commande* purchase* kauf* achat* compra* article* item*",
    "late": (
        "late delay* overdue behind waiting wait waited awaiting slow* verspat* verzog* warte* "
        "seit retard* attend* tard* esper* llevo demora* langsam* lent* promised due slipp* "
        "backlog* ruckstand"
    ),
    "stuck": (
        "stuck sitting sits stranded stranding hang* frozen halted parked stall* stop* liegt steht "
        "still* fest festgeh* bloqu* parad* atasc* stays"
    ),
    "missing": (
        "missing lost gone vanish* disappear* verschwund* verlor* weg perdu* disparu* perdid* "
        "desaparec* where wo bleibt wheres whereabouts nowhere happened ou donde"
    ),
    "arrive": (
        "arriv* come comes came deliver* receive* received turn* show* reach* get got landed "
        "angekommen ankommen kommt kam kommen erhalt* bekomm* geliefert zugestellt zustell* recu* "
        "livre* llega* recib* leave leaves"
    ),
    "no": (
        "no not never nothing none nobody without cannot cant dont doesnt didnt hasnt havent isnt "
        "wasnt wont couldnt arent nicht kein* nie niemand nichts ohne nirgends pas jamais rien "
        "personne aucun* ne plus sin nunca nada nadie"
    ),
    "tracking": "track* trace scan* status sendungsverfolg* verfolg* suivi* seguimiento rastre*",
    "carrier": (
        "courier* driver* postman dhl ups van fahrer* bote zusteller* livreur* facteur repartidor* "
        "mensajero*"
    ),
    "depot": (
        "depot* warehouse* hub sorting sort distribution facility lager* verteilzentrum zentrum "
        "entrepot* almacen* centro centre center"
    ),
    "site": (
        "site website* webpage page homepage portal web webshop shop webseite seite internetseite "
        "online pagina* boutique tienda"
    ),
    "app": "app apps application* anwendung* aplicacion* appli* mobile* screen startbildschirm logo",
    "login": (
        "login log logged logging signin signing sign password passwort kennwort account konto "
        "anmeld* einlogg* connexion connecter compte mot cuenta contrasena* sesion locked"
    ),
    "down": (
        "down offline outage* unavailable unreachable crash* dead timeout* timed blank white "
        "spinning spins spinner circles kaputt ausfall* gestort storung* abgesturz* absturz* "
        "sturzt panne* plante* caid* freez* frozen unusable server* ewig"
    ),
    "fail": (
        "fail* error* wrong fehler* erreur* fallo* falla* schlagt echou* declin* reject* refus* "
        "abgelehnt* denied problem* broken stops dies trouble"
    ),
    "able": (
        "work works working open opens load loads loading let lets get gets access reach enter "
        "complete process accept* log einlogg* geht funktion* marche* fonction* function* "
        "funciona* entrar komme pagar buy signing"
    ),
    "unable": "unable impossible unmoglich imposible",
    "moves": (
        "move* moving budge* bewegt bewegung bouge* avance* change* changed update* leave passiert "
        "happens progress*"
    ),
    "payment": (
        "pay* paid card* visa mastercard checkout charge* transaction* bezahl* zahl* kasse till "
        "lastschrift kredit* karte* paiement* payer carte* caisse pago* pagar tarjeta* cobr* bank "
        "banking debit basket purchase"
    ),
    "twice": "twice double* duplicate* doppelt zweimal deux doble duplic* again",
    "refund": "refund* reimburs* erstatt* ruckerstatt* rembours* reembols* moneyback devol*",
    "phone": (
        "phone* telephone* telefon* hotline* helpline* line lines call called calls calling ring* "
        "rang rufe dial* anruf* leitung* appel* ligne* llam* linea standard support"
    ),
    "queue": (
        "queue* hold holding minute* hour* hours music musik warteschleife minuten stunde* attente "
        "musique minutos hora* cola caller* cut dropped hung ringing rings"
    ),
    "staff": (
        "anyone anybody somebody agent* adviser* advisor* human person mitarbeiter* jemand "
        "conseiller* agente* nobody niemand personne nadie answer* answers pick* picks abnehm* "
        "erreich* ran repond* contest* support service speak speaks talk through"
    ),
    "internet": "internet wifi broadband wlan router fibre fiber dsl modem breitband box fibra",
    "signal": "signal network reception coverage mobile data netz empfang reseau cobertura bars sim",
    "power": "power electricity electric strom stromausfall courant electricite luz apagon blackout",
    "water": "water tap wasser eau agua",
    "train": "train* bus buses tram* zug zuge bahn platform gleis quai anden tren",
    "flight": "flight* plane gate boarding airport flug* flieger flughafen vol vols avion vuelo*",
    "cancelled": "cancel* annul* ausgefall* fallt storn* abgesagt cancelad*",
    "leak": (
        "leak* breach* hack* exposed stolen privacy datenschutz* datenleck* datenpanne* gehackt "
        "gestohlen fuite pirat* vole* filtrad* filtracion robad* compromis* visible protection"
    ),
    "others": (
        "else elses other others another different stranger* someone somebody unknown fremd* "
        "anderer anderen anderem jemand autre autres inconnu* otra otras otro otros foreign theirs "
        "arent mine"
    ),
    "data": (
        "data details information personal private privacy address* email* daten adresse* "
        "anschrift donnees coordonnees datos personales name names profile* profil* invoices "
        "orders bestellungen account konto compte cuenta order purchases user users"
    ),
    "unsafe": (
        "recall* unsafe danger* burn* fire smok* hot overheat* sick ill hurt injur* allerg* "
        "gefahr* brand rauch heiss krank verletz* ruckruf dangereux brul* malade peligro* quem* "
        "enferm* mould mouldy metal glass"
    ),
    "damaged": (
        "damag* broken smash* torn crushed dent* cracked beschadig* zerbroch* kaputt abime* casse* "
        "danad* rot* scratch*"
    ),
    "wrong": "wrong incorrect different falsch* mauvais* errone* equivocad* mixed mistake swapped",
    "price": "price* cost* expensive fee* preis* kost* teuer gebuhr* prix cher frais precio* caro",
    "voucher": (
        "voucher* code* coupon* discount* promo* gutschein* rabatt* bon reduction* descuento* "
        "cupon*"
    ),
    "change": "change* update* edit* switch* ander* modifi* cambi* amend*",
    "return": "return* send sent back zuruck* rucksend* retour* renvoy* devolver devolucion*",
    "invoice": "invoice* receipt* bill* rechnung* quittung facture* recu factura*",
    "thanks": (
        "thank* thanks great love* awesome brilliant perfect danke* super toll merci* genial* "
        "gracias excelente"
    ),
    "question": (
        "how what when which can could possible wie was wann kann comment quand quel* como cuando "
        "puedo"
    ),
    "closed": "closed shut opening hours geschlossen offnungszeit* ferme* horaire* cerrad* horario*",
    "store": "store stores branch shop filiale* laden geschaft magasin* agence sucursal*",
    "rude": "rude unfriendly attitude impolite unhoflich unfreundlich impoli* grosero*",
    "job": "job* hiring vacanc* career* apply application stelle* bewerb* emploi* empleo* internship",
    "newsletter": "newsletter* unsubscribe spam mailing subscription abmeld* desabonn* suscripcion*",
}

#: Words that say nothing about the matter, in the same languages.
FILLERS = frozenset(
    (  # noqa: SIM905 - read by people
        "a an the and or but if to of in on at for from with by as is are was were be been being "
        "am it its this that these those i im ive id you your yours my mine me we our us they them "
        "their he she his her so just very really do does did have has had will would should there "
        "here then than too also please hi hello hey dear guys team today now still yet der die "
        "das den dem ein eine einen und oder aber ich du sie wir ihr mein meine euer ist sind war "
        "hat habe haben zu von mit auf fur bei es da mal bitte hallo le la les un une des de et ou "
        "je tu vous nous il elle mon ma mes votre vos est sont ai au aux en dans pour que qui "
        "bonjour el los las una y o yo su mi sus son ha por para con del al se hola"
    ).split()
)

#: Faults that are told in two words: the name of the fault, and the matters that make it.
FAULTS: dict[str, tuple[tuple[str, str], ...]] = {
    "stuck": (("no", "arrive"), ("no", "moves")),
    "unable": (("no", "able"),),
}
#: The troubles that befall many at once: of what, and what is wrong with it.
TROUBLES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "undelivered": (
        frozenset({"parcel", "order", "tracking", "carrier", "depot"}),
        frozenset({"late", "stuck", "missing"}),
    ),
    "unusable": (
        frozenset({"app", "site", "login"}),
        frozenset({"down", "fail", "unable", "stuck"}),
    ),
    "unpaid": (frozenset({"payment"}), frozenset({"fail", "unable", "down"})),
    "unheard": (
        frozenset({"phone", "staff"}),
        frozenset({"queue", "late", "unable"}),
    ),
    "exposed": (frozenset({"data", "login", "order"}), frozenset({"others", "leak"})),
    "cut_off": (
        frozenset({"internet", "signal", "power", "water"}),
        frozenset({"down", "fail", "unable", "missing", "no"}),
    ),
    "stranded": (
        frozenset({"train", "flight"}),
        frozenset({"cancelled", "late", "stuck", "missing"}),
    ),
    "endangered": (frozenset({"order", "unsafe"}), frozenset({"unsafe"})),
    "shut": (frozenset({"store", "closed"}), frozenset({"closed", "unable"})),
}
#: Matters that tell nothing by themselves.
BARE = frozenset({"no", "able", "arrive", "moves"})
