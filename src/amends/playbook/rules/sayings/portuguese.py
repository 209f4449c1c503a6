"""What is said in Portuguese. Pure."""

from __future__ import annotations

from amends.playbook.rules.findings import Level
from amends.playbook.rules.lexicon import Saying, Sayings, listed

SAYINGS: Sayings = {
    "blame": (
        *listed(
            r"""
            e o que acontece quando|tem (?:a )?certeza (?:de )?que (?:nao )?|de quem e a culpa
              |porque nao (?:leu|avisou|verificou|perguntou)|bastava (?:ler|perguntar|verificar)
            (?:deveria|devia|devias|deverias|tinha|tinhas|poderia|podia|podias|deviam
              |deveriam)(?: \w+)? (?:ter|que ter|de ter|ler|verificar|que ler|de ler)(?: \w+)?
            se (?:voce |o senhor |a senhora |tu )?(?:tivesse|tivesses|tivessem)(?: \w+)? (?:lido
              |verificado|seguido|ouvido|perguntado|pedido|prestado|avisado|esperado|conferido)
            (?:voce |o senhor |a senhora |tu )?nao (?:leu|leste|verificou|seguiu|prestou|ouviu|conferiu
              |avisou|entendeu|percebeu|informou|respeitou)(?: \w+){0,2}|(?:voce|o senhor|a senhora
              |tu) (?:se )?(?:errou|esqueceu|enganou|ignorou|escolheu|digitou|informou|preencheu|usou
              |fez)(?: \w+){0,3} ?(?:errad[oa]|mal|incorret\w*)?|(?:voce|o senhor
              |a senhora) (?:se )?(?:enganou|equivocou|confundiu)
            (?:a )?(?:culpa|erro|falha|responsabilidade|problema
              |negligencia) (?:e |foi |e so |so |toda |e toda |e do |e da )*(?:sua|seu|tua|teu|vossa
              |do cliente|do utilizador|do usuario)|(?:sua|seu|tua|teu|vossa) (?:propri[oa] )?(?:culpa
              |erro|negligencia|descuido|responsabilidade|falta de atencao|distracao)|(?:voce|o senhor
              |a senhora) (?:e|foi|tem) (?:o |a |toda a )?(?:culpad[oa]|responsavel|culpa)|mau uso
              |uso (?:incorreto|indevido)|erro (?:do utilizador|do usuario|do cliente)
              |porque (?:voce |o senhor |a senhora )?nao \w+|(?:da|na) proxima (?:vez )?(?:\w+ )?(?:leia
              |le|verifique|preste|tenha|confira|pense)|ninguem (?:o|a|te|lhe|obrigou
              |forcou)(?: \w+)? ?(?:obrigou|forcou)?
            """
        ),
    ),
    "argument": (
        *listed(
            r"""
            (?:isso|isto) (?:e impossivel|nao pode ser|nao aconteceu)|inventou isso|e invencao
              |(?:o nosso|o|nosso) (?:estafeta|entregador|motorista|empregado) (?:diz|afirma|garante
              |lembra)|a sua versao
            (?:isso|isto|o que (?:diz|voce diz|afirma|escreveu)|a sua (?:afirmacao
              |acusacao))(?: simplesmente)? (?:nao )?(?:e
              |sao)(?: simplesmente| totalmente| completamente| absolutamente)* (?:falso|falsa|mentira
              |mentiras|verdade|verdadeiro|incorreto|absurdo|ridiculo|uma mentira|disparate|um disparate
              |bobagem|correto|bem assim|o que aconteceu)
            (?:voce |o senhor |a senhora |tu )?(?:mente|mentes|esta (?:a mentir|mentindo|enganad[oa]
              |errad[oa]|equivocad[oa]|exagerando|a exagerar)|exagera|nao tem razao|inventou
              |esta inventando|esta a inventar)
            (?:nao concordamos|discordamos|rejeitamos|negamos|refutamos|contestamos|desmentimos
              |nao acreditamos|nos nunca|nunca (?:dissemos|prometemos|fizemos|falamos)
              |nao fizemos nada (?:de )?errado|fizemos tudo (?:certo|bem))|a verdade e(?: que)?
              |os factos sao|os fatos sao|que fique claro|para deixar claro|alegad[oa]s?|supost[oa]s?
              |as suas acusacoes|difamacao|difamatori[oa]|os nossos advogados|nossos advogados
              |medidas legais|acao judicial|prove|tem provas|(?:os |nossos )?outros clientes (?:estao|nao
              |sao)|nao (?:e|foi) (?:culpa nossa|nossa culpa|erro nosso|nosso erro)|os nossos (?:registos
              |sistemas|dados) (?:mostram|indicam|dizem)|nossos (?:registros|sistemas) (?:mostram|indicam)
            """
        ),
    ),
    "dismissal": (
        *listed(
            r"""
            de-se por (?:satisfeit|contente)\w*|ha coisas piores
              |e (?:perfeitamente |completamente )?normal|qual e o problema|pergunte a outr\w+|habitue-se
              |acostume-se|vai (?:acostumar|habituar)
            e so ler|basta ler|so precisa de ler
            (?:acalme-se|acalma-te|se acalme|calma|tenha calma|tem calma|relaxe|relaxa|tranquilize-se
              |fique calm[oa]|nao se (?:exalte|irrite|enerve)|nao precisa (?:de )?(?:gritar|se irritar
              |exagerar))
            como (?:ja |lhe |te |eu |nos |foi )*(?:disse|dissemos|dito|expliquei|explicamos|explicado
              |informado|informamos|mencionado|referido|referimos|mencionamos|falei|falamos)
              |ja (?:lhe |te |o |foi )*(?:disse|dissemos|explic\w+|inform\w+|falamos|respond\w+|dito)
              |(?:repito|repetimos|mais uma vez|digo pela ultima vez|volto a dizer)
            (?:segundo|conforme|de acordo com|por|consoante) (?:a |as |os )?(?:nossa|nossas|nossos|a|as
              |os) ?(?:politica|politicas|condicoes|regras|normas|termos|regulamento)|(?:e|sao) (?:a
              |as) (?:nossa |nossas )?(?:politica|regras|normas)|regras sao regras|politica da empresa
              |(?:leia|le|ler|consulte|reveja)(?: \w+){0,4} (?:condicoes|termos|contrato|instrucoes
              |manual|faq|letras pequenas|letras miudas|regulamento)
              |esta (?:bem |claramente |claro )*(?:escrito|indicado)
            (?:nao podemos|nao posso|nao ha|nao temos)(?: \w+)? (?:fazer nada|ajudar|nada a fazer
              |como ajudar|nada que possamos|o que fazer)|nada (?:a fazer|podemos fazer|que possamos)
              |nao e (?:o )?(?:nosso|nossa|meu|da nossa|problema) (?:problema|responsabilidade|assunto
              |nosso|culpa|competencia)|nao nos (?:interessa|diz respeito|compete)|nao somos responsaveis
              |nao e (?:assim )?(?:tao |nada )?(?:grave|o fim do mundo|um drama|importante|para tanto)
              |(?:sao )?coisas que acontecem|(?:isso|isto) acontece|acontece (?:a|com) tod\w+
              |e a vida|ninguem e perfeito|azar(?: o seu)?
              |paciencia|que pena|e dai|e depois|e o que (?:ha|temos)|o que (?:esperava|queria
              |e que esperava)|faz parte
            se nao (?:gosta|gostou|esta (?:satisfeit[oa]|contente|feliz)|lhe agrada|quer)(?: \w+)?
              |(?:va|vai|compre|procure|pode ir|procura)(?: \w+){0,3} (?:outro lado|outra (?:empresa
              |loja)|concorrencia|outro (?:lugar|sitio))|ninguem (?:o|a|te|lhe) obriga|(?:tem|tens|tera
              |vai ter|ha)(?: de| que)? (?:esperar|aguardar|ter paciencia|aceitar|se conformar|conformar)
              |tenha (?:um pouco de |mais )?paciencia|um pouco de paciencia|(?:voce )?e (?:o
              |a) (?:unic[oa]|primeir[oa])|ninguem (?:mais )?(?:se )?(?:queixou|reclamou)|pare de|para de
              |deixe de|com todo o respeito|caso encerrado|fim de (?:discussao|conversa)
              |temos (?:mais que fazer|coisas mais importantes)|nao exagere|chega de
            """
        ),
    ),
    "sarcasm": (
        *listed(
            r"""
            (?:coitadinh[oa]|coitad[oa]|pobrezinh[oa]|que (?:drama|tragedia|horror|surpresa)
              |parabens (?:pela descoberta|por)|bravo|bola de cristal|ler (?:a sua |sua |a tua )?mentes?
              |adivinh\w+|varinha magica|obrigad[oa] por nada|claro que sim|ate parece|genio
              |espertinh[oa]|sabichao|vossa majestade|chame a policia|que peninha|buaa+)
            ~(?:🙄|🤡|🎻|😒|🙃)~
            """
        ),
    ),
    "false-apology": (
        *listed(
            r"""
            (?:lamentamos|sentimos) que nao (?:tenha|esteja|goste|gostasse)(?: \w+)?
            (?:lamentamos|sentimos|lamento|sinto|desculpe\w*|pedimos desculpa\w*)(?: muito)? (?:que
              |se) (?:voce |o senhor |a senhora |se |o |a |tenha |sinta )*(?:sint\w*|sent\w*|pens\w*
              |ach\w*|tenha|esteja|ofend\w*|considere|interpret\w*|ficad\w*)(?: \w+)?|(?:desculp\w*
              |lamentamos|sentimos)(?: \w+)? (?:se|mas)|(?:qualquer|eventua(?:l|is)|possive(?:l
              |is)) (?:inconvenientes?|incomodos?|transtornos?|mal-?entendidos?)
            """
        ),
    ),
    "profanity": (
        *listed(
            r"""
            (?:idiotas?|imbeci(?:l|s)|imbecis|estupid\w*|burr[oa]s?|parv[oa]s?|otari[oa]s?|palhac[oa]s?
              |mentiros[oa]s?|cale-se|cala a boca|cale a boca|cala-te|ignorantes?|bosta|cu|maldit[oa]s?
              |chorao|choroes|chat[oa]s?|lixo|incapaz|babacas?|tol[oa]s?|cretin[oa]s?|troll|desaparec[ae]
              |some daqui|suma)
            """
        ),
        Saying(
            (
                r"(?:put[ao]s?|filh[oa]s? da put\w*|caralho|foda(?:-se)?|foder|fodid\w*|cabr[oa]\w*|cuzao"
                r"|arrombad[oa]|porra|buceta|vai tomar no cu|vai a merda|fuck\w*|merdas?)"
            ),
            level=Level.BLOCK,
        ),
    ),
    "slur": (
        *listed(
            r"""
            (?:pret[oa] de merda|macac[oa]s?|viad[oa]s?|veados?|bichas?|paneleir[oa]s?|sapatao|fufas?
              |mongoloides?|retardad[oa]s?|cigan[oa] de merda|zuca|brasileirad\w*|paraib[ao] de merda
              |volt[ae] (?:para|pro) (?:o )?(?:seu|teu) pais|traveco\w*|judeu de merda|crioul[oa]s?)
            """
        ),
    ),
    "guarantee": (
        *listed(
            r"""
            ~[,.]\s*(?:prometido)\s*(?:[,.!]|$)~
            (?:garantimos|garanto|prometemos|prometo|asseguramos|asseguro|juramos|juro)(?:-lhe
              |-te)?(?: que)?|(?:garantid[oa]s?|100 ?%|cem por cento|palavra de honra|tem a nossa palavra
              |sem falta|sem duvida nenhuma)|(?:nunca|jamais|nao) (?:mais )?(?:voltara a|voltara
              |vai (?:voltar a |se )?|ira|se repetira|acontecera|ocorrera)(?: \w+){0,2} ?(?:acontecer
              |repetir|ocorrer|novamente|mais)?|nunca mais|(?:chegara|recebera\w*|tera
              |estara)(?: \w+){0,2} (?:com certeza|certamente|de certeza|sem duvida)|(?:com certeza
              |certamente|de certeza) (?:chegara|recebera|tera|estara|vai)
            """
        ),
    ),
    "liability": (
        *listed(
            r"""
            (?:somos|fomos)(?: \w+)? (?:legalmente responsaveis|culpados|negligentes
              |responsaveis (?:legal\w*|pelos danos))|nossa negligencia|(?:admitimos|reconhecemos
              |assumimos|aceitamos)(?: \w+){0,3} (?:culpa|responsabilidade|negligencia)|(?:violamos
              |infringimos|descumprimos|incumprimos) (?:a|o|as|os) (?:lei|contrato|normas|regras)
              |perdas e danos|indemnizacao|indenizacao
            """
        ),
    ),
    "time": (
        *listed(
            r"""
            (?:em|dentro de|no prazo de|em menos de|nas|nos|daqui a|em ate
              |ate)(?: as| os| proximas| proximos| um prazo de)* (?:\d+|um[a]?|dois|duas|tres|quatro
              |cinco|seis|sete|oito|dez|poucos|poucas|alguns|algumas)(?: ?(?:a|ou|-) ?(?:\d+|dois|duas
              |tres|cinco))? ?(?:proximas? |proximos? )?(?:minutos?|horas?|h|dias?|semanas?
              |mes(?:es)?)(?: uteis)?
            (?:ate|antes de|para|o mais tardar)(?: a| o| ao| as| proxima| esta)* (?:amanha
              |hoje(?: mesmo)?|esta (?:noite|tarde|semana)|segunda(?:-feira)?|terca(?:-feira)?
              |quarta(?:-feira)?|quinta(?:-feira)?|sexta(?:-feira)?|sabado|domingo|(?:o )?(?:fim
              |final) (?:do dia|da semana|do mes|de semana)|meio-dia|\d{1,2} de \w+|as \d{1,2}(?:h
              |:\d\d)?|a proxima semana)|(?:amanha|hoje(?: mesmo)?|esta (?:noite|tarde|semana)
              |segunda(?:-feira)?|terca(?:-feira)?|quarta(?:-feira)?|quinta(?:-feira)?|sexta(?:-feira)?
              |sabado|domingo|(?:o )?(?:fim|final) (?:do dia|da semana|do mes|de semana)|meio-dia
              |\d{1,2} de \w+|as \d{1,2}(?:h|:\d\d)?|a proxima semana)
            """
        ),
        Saying(
            (
                "imediatamente|de imediato|agora mesmo|ja|o mais (?:rapido|breve) possivel|em breve"
                "|quanto antes"
            ),
            level=Level.ADVISE,
        ),
    ),
    "commits": (
        *listed(
            r"""
            \w+(?:remos|ra|rao|rei|ras)|vamos|vai|vao|recebe\w*|chega|esta(?:ra)?|tera
            """
        ),
    ),
    "gives": (
        *listed(
            r"""
            reembols\w*|devol\w+|vale\w*|cupom|cupao|cupons|descontos?|compens\w*|credit\w*|gratis
              |gratuit\w*|indemni\w*|indeni\w*|ofere\w+|oferta|estorn\w*|voucher|cartao presente
              |codigo promocional|pagar\w*
            """
        ),
    ),
    "gives-all": (
        *listed(
            r"""
            (?:reembols\w*|devolu\w+|devolv\w+|estorn\w*)(?: \w+){0,3} (?:complet\w*|integr\w*|tota\w*
              |tudo|dobro)|gratis|gratuit\w*|por nossa conta|oferta da casa
            """
        ),
    ),
    "is-sorry": (
        *listed(
            r"""
            desculp\w*|lament\w*|sentimos|sinto muito|perd\w*o\w*|perdoe\w*|nao (?:devia|deveria) ter
              |nosso (?:erro|lapso)|falhamos|inaceitavel|nao e aceitavel|pedimos (?:as nossas )?desculpa
            """
        ),
    ),
    "condoles": (
        *listed(
            r"""
            condolencias|pesames|perda|sentimentos|luto|solidari\w+|lamentamos|sentimos
            """
        ),
    ),
    "helps": (
        *listed(
            r"""
            anulad[oa]s?|cancelad[oa]s?|ajud\w+|verific\w+|contact\w+|contat\w+|escrev\w+|envi\w+|mand\w+|reembols\w*|substitu\w+
              |resol\w+|soluc\w*|mensagem|lig\w+|apoi\w*|disposicao|podemos|pode|podes|analis\w+
              |investig\w+|corrig\w+|repar\w+|procur\w+|troc\w+|averigu\w+|fal\w+|aqui|tratar\w*|trat\w+
              |diga\w*|consert\w+|por favor|encaminh\w+
            """
        ),
    ),
    "thanks": (
        *listed(
            r"""
            obrigad[oa]s?|agrade\w+|grat[oa]s?|ficamos (?:muito )?(?:felizes|contentes)|que bom
              |adoramos (?:saber|ler|ouvir)
            """
        ),
    ),
    "asks-details": (
        *listed(
            r"""
            (?:diga|diz|envie|escreva|indique|mande|publique|deixe)[\w-]*(?: [\w-]+){0,6} (?:numero
              |cartao|morada|endereco|telefone|telemovel|senha|palavra-passe|data de nascimento|nif|cpf
              |iban)
            (?:envi\w+|mand\w+|diga\w*|indi\w+|inform\w+|partilh\w+|compartilh\w+|publi\w+|escrev\w+
              |deix\w+|precisamos|qual e|quais sao|confirm\w+|forne\w+|coloque|passe
              |responda)(?: \w+){0,6} (?:numero|endereco|morada|email|e-mail|telefone|telemovel|celular
              |nome completo|nome e|data de nascimento|iban|nif|cpf|conta|dados|referencia|codigo postal
              |cep)
            """
        ),
    ),
    "way": (
        *listed(
            r"""
            (?:dm|mp|mensagem (?:privada|direta)|mensagens privadas|em privado|no privado|privad[oa]\w*
              |inbox|por (?:mensagem|email|e-mail|telefone|dm|chat)|via (?:mensagem|email|e-mail|dm|chat
              |direct)|formulario|ligue(?:-nos)?|liga(?:-nos)?|escreva-nos|escreve-nos|messenger|whatsapp
              |chat|direct|nao (?:aqui|em publico))
            """
        ),
    ),
    "mourns": (
        *listed(
            r"""
            (?:falec\w+|morreu|morte|funeral|enterro|viuv[oa]|luto|obito|perdi (?:o|a) (?:meu|minha))
            """
        ),
    ),
    "rages": (
        *listed(
            r"""
            (?:vergonha|vergonhos\w*|burla\w*|golpe|fraude|ladroes|roubo|inaceitavel|inadmissivel|nojo
              |nojent\w*|furios\w*|revoltad\w*|pior\w*|nunca mais|palhacada|incompetent\w*|advogado
              |processar|pessim\w*|absurdo|fart[oa]|merda|porcaria|lixo|ridicul\w*)
            """
        ),
    ),
    "complains": (
        *listed(
            r"""
            (?:ainda (?:nao|estou)|nao (?:chegou|chega|recebi|funciona|respondem|estou satisfeit\w*
              |consigo)|partid[oa]|quebrad[oa]|danificad\w*|defeituos\w*|defeito|atras\w+|errad[oa]
              |falta\w*|desilud\w*|decepcion\w*|dececion\w*|problema\w*|reclam\w*|queixa\w*|espera\w*
              |ninguem|fri[oa]|suj[oa]|cancelad\w*|erro|perdid\w*|cobrad[oa] (?:duas vezes|a mais)
              |mal educad\w*|avari\w*|mau|ma|ruim)
            """
        ),
    ),
    "praises": (
        *listed(
            r"""
            (?:excelente\w*|otim\w*|optim\w*|fantastic\w*|maravilhos\w*|perfeit\w*|incrive\w*|adorei
              |adoro|amei|amo|delicios\w*|melhor|melhores|parabens|recomend\w*|espetacular\w*|impecave\w*
              |nota 10|top)
            """
        ),
    ),
    "jokes": (
        *listed(
            r"""
            lol|(?:ha){2,}h?|(?:k){3,}|(?:rs){1,}|hehe|brincadeira\w*|brincando|a brincar|ups|opa
              |engracad[oa]
            ~[😂🤣😹😜😝😛🤪😉😏😆😅🤭😬🤷]~
            ~[:;]-?[)dp]~
            """
        ),
    ),
    "cheers": (
        *listed(
            r"""
            (?:bom|otimo|excelente|lindo|feliz) (?:dia|fim de semana|domingo)|(?:boa|otima) (?:semana
              |tarde|noite)|tenha (?:um|uma)(?: \w+)? (?:dia|semana|tarde|noite)|viva|uhu|eba|fantastico
              |boas noticias|aproveit\w+|ate (?:ja|breve)|parabens
            ~[🎉🥳🎊😀😃😄😁😊😍🤩🤗🙌💪🚀✨🔥🎈🍾🥂💃🕺😎☀🌞👍👏😇🥰😘💯🌈]~
            """
        ),
    ),
}
