"""What people say to brands in Portuguese, by what it shows. Pure."""

from __future__ import annotations

from amends.playbook.rules.lexicon import Sayings, listed

SAYINGS: Sayings = {
    "complaint": (
        *listed(
            r"""
            (?:ainda|continua\w*|continuo) (?:nao|sem|a espera|esperando|aguardando)
              |nao (?:\w+ ){0,2}(?:funciona\w*|chegou|chega|recebi|responde\w*|consigo|carrega
              |atende\w*|resolve\w*|abre|entrega\w*|aceitavel|dao|devolv\w*|liga|presta)
              |ninguem (?:responde|atende|ajuda|resolve|sabe|me)|sem (?:resposta|solucao|internet
              |sinal|retorno|servico|noticias|luz|agua)|decepcion\w*|desilud\w*|insatisfeit\w*
              |pessim\w*|horrivel|terrivel|vergonha|vergonhos\w*|inaceitavel|absurd\w*|descaso
              |ridicul\w*|palhacada|furios\w*|irritad\w*|revoltad\w*|indignad\w*|fart\w|cansad\w
              |lixo|merda|porcaria|bosta|roub\w+|ladroes|ladrao|burla\w*|golpe|fraude|aldraba\w*
              |incompetent\w*|pior|quebrad\w*|partid\w*|danificad\w*|avariad\w*|defeit\w*
              |estragad\w*|perdid\w*|extraviad\w*|atras\w*|demora\w*|cancelad\w*|erro\w*|falha\w*
              |caiu|fora do ar|errad\w*|falt\w+|cobr\w+ (?:duas vezes|em dobro|a mais|indevid\w*)
              |espera(?:ndo)? (?:ha|desde|a)|aguard\w+|ha (?:\d+|uma|duas|tres|varios|varias
              |mais)(?: \w+)?|faz (?:\d+|uma|duas|tres)(?: \w+)?|cade (?:o|a|meu|minha)
              |onde (?:esta|estao) (?:o|a|meu|minha|os|as)|nunca mais|reclam\w*|queixa\w*
              |problema\w*|de novo|outra vez|mais uma vez|vencid\w*|fria
            """
        ),
    ),
    "praise": (
        *listed(
            r"""
            excelente\w*|otim\w*|maravilhos\w*|fantastic\w*|perfeit\w*|incrivel|sensacional
              |espetacular|show|muito (?:bom|boa|bem|feliz|satisfeit\w*|rapid\w*|simpatic\w*
              |atencios\w*)|adoro|adorei|amo|amei|o melhor|a melhor|melhores|melhor|parabens
              |recomendo|nota (?:10|dez)|cinco estrelas|delicios\w*|top|continuem assim|arrasaram
              |impecavel
            """
        ),
    ),
    "thanks": (
        *listed(
            r"""
            obrigad\w+|obg|muito obrigad\w*|agradec\w*|valeu|grat\w
            """
        ),
    ),
    "solved": (
        *listed(
            r"""
            ja (?:esta|resolv\w*|funciona|chegou|recebi)|resolvid\w*|voltou (?:a funcionar
              |ao normal)|tudo (?:certo|resolvido|ok)|deu certo
            """
        ),
    ),
    "question": (
        *listed(
            r"""
            quando|como (?:posso|faco|funciona|e que|se)|onde (?:posso|fica|encontro|e que)
              |por(?: )?que|porque|quant\w+|qual|quais|o que (?:devo|posso|acontece|e|preciso)
              |quem (?:pode|devo)|ha (?:alguma|algum|forma)|tem (?:como|algum|alguma|previsao)
              |voces tem|posso|e possivel|da para|alguem sabe|sabem|preciso
            """
        ),
    ),
    "request": (
        *listed(
            r"""
            por favor|pfv|pf|preciso|quero|queria|gostaria|necessito|podem (?:\w+ )?(?:ajudar
              |verificar|ligar|enviar|resolver|responder)|pode(?:ria)?m? (?:me )?(?:ajudar
              |verificar)|ajuda|ajudem|me ajud\w*|entrem em contato|respondam|liguem|solicito
              |cancelar (?:o|a|meu|minha)|aguardo (?:retorno|contato|resposta)
            """
        ),
    ),
    "abuse": (
        *listed(
            r"""
            (?:sao|sois|bando de|cambada de|seus|voces sao) (?:\w+ ){0,2}(?:idiotas?|imbecis
              |imbecil|filhos da puta|burros|otarios|cretinos|canalhas|vermes|desgracados
              |arrombados|lixos?|vagabundos)|filh\w+ da puta|filho da mae|vai (?:se foder
              |tomar no cu|a merda)|vao (?:se foder|tomar no cu|a merda)|vao para o caralho
              |cabroes|cabrao|arrombad\w*|morram|morre|vou (?:te|vos) (?:matar|encontrar|partir)
              |vou matar|puta\w*|foda-se voces
            """
        ),
    ),
    "spam": (
        *listed(
            r"""
            ganh\w+(?: \w+){0,4} (?:dinheiro|reais|euros|em casa|por dia|extra)|renda extra
              |renda passiva|(?:cripto|bitcoin|forex)(?: \w+){0,3} (?:trad\w*|invest\w*|lucro\w*
              |sinais)|trabalhe em casa|iphone gratis|me segue|segue de volta|sdv
              |comprar seguidores|clique (?:aqui|no link)|link na bio|voce ganhou
              |emprestimo (?:rapido|sem)|cassino|casino|tigrinho|chama no (?:whats\w*|telegram
              |direct|privado)|amarracao
            """
        ),
    ),
    "urgent": (
        *listed(
            r"""
            urgente\w*|urgencia|imediat\w*|agora mesmo|o mais (?:rapido|depressa|breve) possivel
              |quanto antes|emergencia|pres[oa]s? (?:no|na|em|aqui)|desesperad\w*|socorro
            """
        ),
    ),
    "self_harm": (
        *listed(
            r"""
            (?:quero|vou|vontade de|penso em|prefiro) (?:morrer|me matar|matar-me
              |acabar com (?:tudo|a minha vida)|suicidar\w*|tirar (?:a )?minha vida)|suicid\w*
              |tirar (?:a )?minha (?:propria )?vida|nao (?:quero|aguento) mais viver|me machucar
              |acabar com a (?:minha )?vida|nao quero (?:mais )?viver
            """
        ),
    ),
    "safety": (
        *listed(
            r"""
            incendi\w*|fogo|pegou fogo|queimad\w*|queimou|fumaca|fumo|faisca\w*|explod\w*
              |explosao|explos\w*|cheiro (?:de|a) (?:gas|queimado)|fuga de gas|vazamento de gas
              |choque (?:eletrico)?|superaquec\w*|sobreaquec\w*|perig\w*|risco de|(?:pedac\w+
              |caco\w*|vidro) (?:de (?:vidro|metal|plastico)|n[oa])|freios?|travoes|trancad\w*
              |presos? no elevador|agredid\w*|agress\w*|assedi\w*|ameac\w*|inunda\w*|alag\w*
              |acidente
            cheiro (?:\w+ )?(?:a |de )?gas|faca|arma|fios? (?:\w+ )?(?:partid\w|solto
              |descascad\w|a faiscar)|faisc\w*|curto[- ]circuito
            """
        ),
    ),
    "health": (
        *listed(
            r"""
            intoxica\w*|envenen\w*|alergi\w*|alergic\w*|vomit\w*|pass\w+ mal|doente|hospital\w*
              |pronto socorro|urgencias|ferid\w*|machuc\w*|sangr\w*|queimadura\w*|asma|respirar
              |desmai\w*|insulina|remedio\w*|medicament\w*|oxigenio|dialise|hemodialise|larva\w*
              |barata\w*|rato|salmonel\w*|diarreia|ambulancia
            inchad\w*|engol\w+|nao (?:consegue|conseguem) respirar|enfarte|infarto|parto
            """
        ),
    ),
    "vulnerable": (
        *listed(
            r"""
            (?:pessoa|mae|pai|avo|marido|mulher|esposa|filh\w|senhora?) (?:\w+ )?(?:idos[oa]
              |deficiente|doente|ceg[oa]|gravida|gestante|acamad[oa])|cadeira de rodas|cadeirante
              |gravida|gestante|deficien\w*|ceg[oa]|surd[oa]|alzheimer|idos[oa]s?|bebe\w*
              |recem[- ]nascid\w*|(?:8|9)\d anos|falec\w*|funeral|enterro|velorio|luto|cancro
              |cancer|sem (?:aquecimento|luz|agua|comida|energia)|despej\w*|violencia domestica
              |crianca sozinha
            """
        ),
    ),
    "money": (
        *listed(
            r"""
            (?:cobrad\w*|cobraram|cobranca|debitad\w*|descontad\w*
              |paguei) (?:\w+ )?(?:duas vezes|em dobro|dobrad\w*|a mais|sem|indevid\w*)
              |cobranca (?:indevida|duplicada|em dobro)|dinheiro (?:sumiu|desapareceu|roubado
              |de volta|bloqueado|caiu)|fraude\w*|golpe|burla|hackead\w*|phishing
              |cartao (?:roubado|clonado)|clonad\w*|clonaram|reembols\w*|estorn\w*|devolu\w*
              |salario|ordenado|penhora|aluguel|renda da casa|nao autoriz\w*|nao reconheco
              |pix (?:errado|nao caiu|sumiu)
            (?:roubaram|clonaram|usando|comprando|esvaziando)(?: \w+){0,3} (?:cartao|conta
              |agora)|cartao (?:\w+ )?(?:roubado|clonado)
            """
        ),
    ),
    "access": (
        *listed(
            r"""
            (?:conta|cartao|acesso|linha|perfil)(?: \w+){0,3} (?:bloquead\w*|suspens\w*
              |encerrad\w*|cancelad\w*|hackead\w*|invadid\w*|recusad\w*)|bloquead\w*
              |nao consigo (?:\w+ )?(?:entrar|acessar|aceder|logar|pagar|ligar|fazer login)
              |sem (?:internet|sinal|linha|luz|energia|acesso|rede|conexao|agua|telefone)
              |(?:internet|app|site|sistema|rede|aplicativo|aplicacao)(?: \w+){0,3} (?:caiu
              |fora do ar|nao funciona|em baixo|nao abre)|apagao|queda de (?:energia|luz)
            """
        ),
    ),
    "deadline": (
        *listed(
            r"""
            hoje|esta (?:noite|tarde|manha)|amanha|em (?:\d+|uma|duas|meia) (?:minutos?|horas?
              |h)|daqui a (?:\d+|uma|duas|pouco)|ate (?:hoje|amanha|as|sexta|segunda)|(?:voo
              |comboio|trem|casamento|funeral|cirurgia|operacao|exame|prova|consulta
              |mudanca)(?: \w+){0,3} (?:hoje|amanha|em \d+|daqui)|perd(?:er|endo) (?:o|a|meu
              |minha)|vence|prazo
            """
        ),
    ),
    "legal": (
        *listed(
            r"""
            advogad\w*|process(?:ar|o|arei)|tribunal|justica|juizado|denunci\w*|procon
              |reclame aqui|deco|livro de reclamacoes|anatel|anacom|banco central|asae|lgpd|rgpd
              |protecao de dados|policia|acao judicial|medidas (?:legais|judiciais)|discrimin\w*
              |racis\w*|provedor
            """
        ),
    ),
    "press": (
        *listed(
            r"""
            imprensa|jornalist\w*|jorna\w+|televisao|midia|comunicacao social|globo|record|sic
              |tvi|rtp|folha|reportagem|reporter
            """
        ),
    ),
    "asks-press": (
        *listed(
            r"""
            sou (?:\w+ )?(?:jornalista|reporter|redator\w*|produtor\w* da)|jornalista (?:da|do
              |no|na|para)|pedido de (?:comentario|imprensa|esclarecimento)|para uma (?:reportagem
              |materia|noticia)|direito de resposta
            """
        ),
    ),
    "asks-regulator": (
        *listed(
            r"""
            em nome da autoridade|(?:anatel|anacom|procon|asae|autoridade|ministerio
              |agencia)(?: \w+){0,6} (?:solicita|requer|investiga|notifica)|nos termos do art\w*
              |notificacao oficial|processo administrativo
            """
        ),
    ),
    "asks-employee": (
        *listed(
            r"""
            trabalho (?:para|na|com|ai|convosco) (?:voces|vossa|na empresa)|trabalho para voces
              |como (?:funcionari\w*|colaborador\w*|entregador\w*|ex[- ]?funcionari\w*)
              |meu (?:chefe|turno|gerente|holerite)|ex[- ]?funcionari\w*
            """
        ),
    ),
    "sarcasm": (
        *listed(
            r"""
            obrigad\w por (?:nada|me fazer|estragar|perder)|parabens (?:pelo|pela|por
              |aos envolvidos)(?: \w+){0,5}|(?:belo|otimo|lindo|que belo) (?:servico|trabalho
              |atendimento)(?: \w+){0,4} (?:horas|dias|nao|de novo)|como sempre|que surpresa
              |palmas
            """
        ),
    ),
    "negation": (
        *listed(
            r"""
            (?:nao|nunca|sem|nada|nenhum\w*|nem|jamais)
            """
        ),
    ),
    "polite": (
        *listed(
            r"""
            (?:desculp\w+|perdao)(?: por| a| pela| o)? (?:insistir|insistencia|incomod\w+
              |perguntar)
            """
        ),
    ),
    "no-answer": (
        *listed(
            r"""
            bom dia (?:a todos|grupo|pessoal)|feliz (?:natal|aniversario|ano novo|domingo|sexta)
              |kkk+|rsrs\w*|haha\w*|lol
            """
        ),
    ),
}
