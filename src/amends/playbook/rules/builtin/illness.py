"""Words that nobody says of a thing: illnesses, treatments and medicines, in seven languages. Pure.

Medicine speaks Greek and Latin nearly everywhere, so most are roots that hold in several languages. All of it
is plain text: small letters without accents.
"""

from __future__ import annotations

import re2

from amends.playbook.rules.lexicon import apart, options

#: Beginnings of words, whatever comes after them.
_ROOTS = apart("""
fibromyalg fibromialg neuralg migran migrain asthm epileps epilept endometri thyroid tiroid thyreo
schilddrus schildklier hashimoto crohn coeliac celiac celiach celiaq coeliak zoliak haemophil hemophil
emofil hamophil haemorr hemorr emorr hypertens hypertoni ipertens hipertens bluthochdruck arrhythm aritm
rhythmusstor cardiomyo kardiomyo oncolog onkolog psychiatr psiquiatr psichiatr psychotherap psicoterap
psycholog psicolog gynaecolog gynecolog gynakolog ginecolog urolog neurolog rheumatolog chemotherap
chimiotherap chemioterap quimioterap radiotherap radioterap strahlentherap bestraling dialys dialisi
hemodialis endoscop endoskop colonoscop koloskop darmspiegel gastroscop gastroskop mammogra biops
katheter catheter cateter pacemaker herzschritt marcapasos prosthe bandscheib sciatic ischias ciatic
sciatiqu skolios scolios escolios arthros artros osteopor rheum reum rhumat fibros thrombos trombos
cirrhos cirros zirrhos scleros sclerosi esclerosi sklerose sclerose stenos psychos psicos neuros tubercul
mononucle pneumon lungenentzund longontsteking polmonit neumon hepatit epatit meningit arthrit artrit
bronchit bronquit gastrit colitis kolitis otitis sinusit dermatit dermatitis appendicit pancreatit
pankreat tendinit cystitis cistit prostat hysterect mastectom histerect leukaem leukem leucem lymphom
linfom melanom carcinom karzinom sarcom metasta tumor tumour chemo cancer krebserkrank brustkrebs
darmkrebs hautkrebs kanker anaemi anemi anami thalass hypoglyc hipogluc ipoglic unterzucker diabet sepsis
sepsi septic schizophren esquizofren bipolar anorex anorect bulim essstor depressi depresion burnout
burn-out panikattack angststor angststoornis zwangsstor ptsd autis adhs adhd tdah asperger tourette
dyslexi legasthen demenz dementi demenc demenza alzheim parkinson huntington trisom amputat amputier
incontinen inkontinen incontinenc colostom ileostom kolostom stoma palliativ palliatief hospiz hospice
transplant trasplant trapiant fehlgeburt totgeburt stillbirth stillborn miscarr abtreib avortement
kinderwunsch fertilit infertil menopaus wechseljahr overgang chlamyd gonorr syphil sifili herpes shingles
gurtelrose windpocken chickenpox varicel measles masern scabies kratze concuss gehirnerschutt
hersenschudding schlaganfall herzinfarkt hartaanval beroerte infarct infarto ictus insult paralys
querschnitt laehm gelahmt rollstuhl wheelchair rolstoel horgerat audifon endoprothes meniskus meniscus
kreuzband schwanger zwangerschap embaraz embarac entbindung accouch bevalling ozempic semaglut wegovy
mounjaro insulin metformin levothyrox thyroxin euthyrox warfarin marcumar heparin eliquis xarelto
sertralin citalopram escitalopram fluoxetin prozac zoloft paroxetin venlafaxin xanax valium diazepam
lorazepam tavor ritalin methylphenid concerta lithium methotrex cortison prednis ventolin salbutamol
epipen morphin oxycod oxycont tramadol fentanyl codein antibiot amoxicill penicill antidepress neurolept
tamoxif viagra cialis contracept antiretrovir humira truvada chimio quimio antikoagul anticoagul
alkoholik alcoholic alcolis alcoholism alkoholism entzugsklinik methadon suchtklinik
""")
#: Endings that only illnesses, operations and medicines have.
_ENDINGS = apart("""
itis ectomy ectomie ectomia oplasty plegia plegie plegic pathie cillin cillina mycin mycine mycina prazol
prazole azepam oxetine oxetin sartan dipine dipin triptan gliptin tinib azolam uzumab imab umab osclerosis
""")
#: Whole words and sayings.
_SAYINGS = r"""
hiv|aids|ms diagnosis|copd|ivf|fivet|lupus|gout|gicht|eczema|ekzem|eccema|psoriasis|migraines?|(?:hip|knee
|heart|eye|back|brain|shoulder|bowel|kidney|liver|lung|spinal|gallbladder|cataract|dental|hernia|huft|knie
|herz|augen|rucken)[ -]?(?:surgery|operations?|ops?|replacements?|transplants?|disease|failure|condition
|trouble|attack|problems?|operatie|leiden|fehler)|(?:after|since|before|following|for|from) (?:the|your
|her|his|their) (?:\w+ )?(?:surgery|operation|chemo|treatment|diagnosis|transplant|miscarriage|stroke
|accident and emergency|birth)|slipped disc|herniated|hernie discale|hernia|multiple sklerose
|high blood pressure|heart attack|stroke|nervous breakdown|mental (?:health|illness)|eating disorder
|troubles? alimentaires?|learning (?:disability|difficulties)|down'?s? syndrome|special needs
|visually impaired|partially sighted|hearing (?:aids?|loss|impaired)|(?:is|are|you're|being|as a|go(?:es)?
|going) (?:deaf|blind|disabled|diabetic|pregnant|terminally ill|bedridden)|baby (?:arrives|is due|comes
|is coming)|due date|weeks pregnant|expecting (?:a baby|twins|your|her)|trimester|maternity ward
|wheelchair|crutches|krucken|bequilles|muletas|krukken|stampelle|inhaler|nebuli[sz]er|cpap|oxygen (?:tank
|bottle|machine)|pregnant|enceinte|embarazada|zwanger|incinta|gravida|gravidez|gravidanza|grossesse
|cirugia|chirurgia|operacion de|operacion del|operazione al\w*|operazione di|operacao (?:a|ao|de|do)
|operatie aan|apres (?:votre|l') ?operation|krankenhaus\w*|klinikaufenthalt|ziekenhuisopname
|hospitali[sz]\w*|ricovero|ingreso hospitalario|internamento|intensive care|intensivstation|intensive care
|reanimation|rehab(?: clinic)?|rehaklinik|kur aufenthalt|kanker|krebs|cancro|cancer|tumeur|tumore|leucemia
|maladie de \w+|morbo di \w+|ziekte van \w+|enfermedad de \w+|doenca de \w+|morbus \w+|syndrome? (?:de|di
|du|von|van) \w+|sindrome de \w+|spastic|cerebral palsy|cystic fibrosis|mukoviszidose|kidney stones?
|gallstones?|nierensteine?|gallensteine?|ulcers?|magengeschwur|colonoscopy|dialysis|bypass|stents?
|panic attacks?|anxiety (?:attack|disorder)|overdose|self[- ]harm|suicid\w*|selbstmord\w*|selbstverletz\w*
|zelfmoord|therapy sessions?|in therapy|detox|fausse couche|aborto|miskraam|ivg|interruption de grossesse
|stillb(?:irth|orn)|fausse couche|aborto|miskraam|leuk(?:a)?emi\w*|leukamie|krebs(?:erkrankung)?
|tumou?r\w*|hiv|heart attack|stroke|epilep\w*|overdose|hip (?:replacement|operation)|huft-?op|rehab clinic
|cystic fibrosis|multiple sclerosis|psoriasis|eczema|lupus|panic attacks?|burn-?out|alcoholi\w+|cirugia
|chirurgi\w*|operiert|krankenhausaufenthalt|hospitali[sz]\w*|bypass|operacion de|operazione al\w*|operacao
|ivf|inhalers?|co?eliac|seizures?|terminally ill|intensive care|blood pressure|crutches|broken (?:leg|arm
|hip|wrist|ankle|ribs?|foot|collarbone)|knee (?:operation|replacement)|pregnant|enceinte|zwanger|incinta
|gravida|fauteuil roulant|silla de ruedas|sedia a rotelle|cadeira de rodas|asma
|a lump|(?:the|a|your|her|his) (?:mri|ct|ultrasound|x-?ray|smear|mammogram|scan|biopsy|implant)
              |baby(?: is)? due
|due in (?:january|february|march|april|may|june|july|august|september|october|november|december)|urinary
|bladder|(?:gambling|drinking|drug|drugs|eating|weight|hearing|sleep|sight) (?:problems?|addiction
              |disorder|habit)
|into shock|anaphyla\w*|allerg(?:ic|y) to|intolerant to|intolerance|faint(?:ed|ing)|pass(?:ed|ing) out
              |rash|stitches
|bleeding|blood (?:tests?|type|sugar|loss|thinners?|sample)
              |tests? (?:was |were |came back |is )?(?:positive|negative)
|symptoms|side effects|(?:tablets|pills|cream|treatment|medicine|drops|injections?) for (?:your|her|his|the)
|(?:fertility|pain|skin|memory|sleep|heart|eye|breast|hiv|diabetes|allergy) clinic|therapists?|counselling
|antenatal|maternity|hot flushes|erectile|impoten\w*|cataracts?|dentures|false teeth|root canal
              |on the ward|hospital stay
|your (?:bad|poor|sore|broken|new) (?:back|hip|knee|heart|leg|legs|arm|eyes|hearing|health|nerves)
              |mobility problems
|analyses de sang|prise de sang|fausse couche|sous traitement|votre (?:traitement|ordonnance|sante
              |depression|maladie)
|analisis de sangre|su (?:tratamiento|salud|depresion|operacion|recaida)|bloedonderzoek|uw (?:gezondheid
              |behandeling|medicatie
|beperking)|blutwerte|ihre (?:gesundheit|behandlung|beschwerden am|schwangerschaft)|esami del sangue
              |(?:la )?sua (?:cura
|salute|terapia|operazione|malattia)|analises ao sangue|(?:o |a )?(?:seu|sua) (?:tratamento|saude
              |depressao|cirurgia)
|(?:burn ?out|burnout)|epatite
"""
#: As Unicode's and RE2's own words end.
ILLNESS = re2.compile(
    r"\b(?:(?:{roots})[a-z]*|[a-z]{{3,}}(?:{endings})|(?:{sayings}))\b".format(
        roots="|".join(sorted(_ROOTS)),
        endings="|".join(sorted(_ENDINGS)),
        sayings=_SAYINGS.replace("\n", ""),
    ),
    options(),
)
