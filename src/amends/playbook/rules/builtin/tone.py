"""What hurts: argument, blame, dismissal, sarcasm, shouting, the wrong mood, bad words. Pure."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from amends.playbook.rules.builtin.mocking import mockery
from amends.playbook.rules.builtin.slighting import argument, blame, dismissal
from amends.playbook.rules.codes import Code
from amends.playbook.rules.draft import Intent, Mood, Situation
from amends.playbook.rules.findings import Level
from amends.playbook.rules.folding import plainly
from amends.playbook.rules.lexicon import apart
from amends.playbook.rules.rule import Hit, Rule, hits, said, speaking, texts
from amends.playbook.rules.view import Place, View

_ANGRY = Situation(mood=Mood.ANGRY)
_GRIEF = Situation(mood=Mood.GRIEVING)
_MARKS = re.compile(r"[!?]{3,}|!{2,}")
_CAPITALS = re.compile(r"[A-ZÀ-Þ]{3}|\b(?:NO|JE|U|LE)\b")
_WORD = re.compile(r"\w+")
#: What raises an eyebrow.
_EMPHASIS = re.compile(r"[!?…]|\.{3}")
#: In capitals alone, these are said louder than the rest.
_LOUD = apart(
    "NOT NEVER ALWAYS MUST PLEASE STOP READ YOU YOUR AGAIN WRONG NOW NICHT NIE IMMER BITTE "
    "SIE IHR LESEN JAMAIS PAS TOUJOURS VOUS NUNCA SIEMPRE USTED LEA NIET NOOIT ALTIJD MOET "
    "LEZEN SEMPRE MAI LEI LEGGA JAMAIS LEIA DEVE "
)
_ENOUGH = 0.6


def _sarcasm(view: View) -> Iterator[Hit]:
    yield from hits(view, "sarcasm")
    if view.mood is not Mood.HAPPY and view.intent is not Intent.PRAISE:
        yield from mockery(view)
    if view.is_cold:
        for hit in hits(view, "wry-if-cold"):
            yield Hit(hit.start, hit.end, "Without a word of regret this reads as mockery.")
    if view.is_cold and not view.says("way", "asks-details"):
        for match in _EMPHASIS.finditer(view.draft.text):
            sentence = "Without a word of regret this mark reads as mockery."
            yield Hit(match.start(), match.end(), sentence)
            return


def _shouting(view: View) -> Iterator[Hit]:
    for match in _MARKS.finditer(view.draft.text):
        if match.group() == "!!" and view.mood is Mood.HAPPY:
            continue  # Joy that answers joy.
        mark = "?" if "?" in match.group() else "!"
        yield Hit(match.start(), match.end(), replacement=mark)
    for run in _runs(view):
        first, last = run[0], run[-1]
        words = view.draft.text[first.start : last.end]
        yield Hit(first.start, last.end, replacement=words.lower())


def _runs(view: View) -> Iterator[list[Place]]:
    """Words in capitals that stand together, where they are loud."""
    run: list[Place] = []
    for word in (*view.words, Place(0, 0, "")) if _CAPITALS.search(view.draft.text) else ():
        if len(word.text) > 1 and word.text.isupper() and not _is_name(view, word):
            run.append(word)
            continue
        if _is_loud(run):
            yield run
        run = []


def _is_loud(run: list[Place]) -> bool:
    letters = sum(len(word.text) for word in run)
    return (
        (len(run) > 2 and letters >= 8)
        or (len(run) == 2 and letters >= 9)
        or any(len(word.text) >= 7 or word.text in _LOUD for word in run)
    )


def _is_name(view: View, word: Place) -> bool:
    """Whether capitals belong there: a brand, a code with digits, a hashtag."""
    text, known = view.draft.text, view.draft.situation
    beside = text[max(word.start - 1, 0) : word.start] + text[word.end : word.end + 1]
    brands = (*known.brand_names, *known.other_brands)
    return any(character in "#@-_/.0123456789{}[]<>" for character in beside.rstrip(".")) or any(
        word.text in brand.upper() for brand in brands
    )


def _mood(view: View) -> Iterator[Hit]:
    if view.mood is Mood.HAPPY and not view.customer_says("complains"):
        for hit in hits(view, "takes-for-complaint"):
            yield Hit(
                hit.start, hit.end, "The customer is happy: this answers somebody who complained."
            )
    if not view.is_upset:
        return
    yield from hits(view, "jokes")
    yield from mockery(view)
    yield from _exclaimed(view)
    yield from hits(view, "cheers")


def _exclaimed(view: View) -> Iterator[Hit]:
    """Exclamation marks before somebody who mourns."""
    if view.mood is Mood.GRIEVING:
        for match in re.finditer("!", view.draft.text):
            sentence = "Nothing is exclaimed before somebody who mourns."
            yield Hit(match.start(), match.end(), sentence, replacement=".")


def _canned(view: View) -> Iterator[Hit]:
    ours = _shingles(view.plain.text)
    for answer in view.draft.situation.answers if len(ours) > 2 else ():
        theirs = _answered(answer)
        if theirs and len(ours & theirs) >= _ENOUGH * min(len(ours), len(theirs)):
            yield Hit(0, len(view.draft.text))
            return


@functools.lru_cache(maxsize=1024)
def _answered(answer: str) -> set[tuple[str, ...]]:
    return _shingles(plainly(answer))


def _shingles(plain: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(plain)
    return set(zip(words, words[1:], words[2:], strict=False))


RULES = (
    Rule(
        Code.ARGUMENT,
        "Tone",
        "This argues with the customer, where everybody can watch.",
        Level.WARN,
        argument,
        must_pass=(
            *texts("Thank you for telling us. We are looking into what happened."),
            *texts("Danke für den Hinweis. Wir gehen dem nach.", language="de"),
        ),
        must_fail=(
            *texts("That is simply not true.", "You are mistaken, we never promised that."),
            *texts(
                "Sorry, but as the sign says, it closes at six.",
                "Sorry! We beg to differ. Please send us a message.",
                situation=_ANGRY,
            ),
            *texts("Das stimmt so nicht.", language="de"),
            *texts("C'est tout simplement faux.", language="fr"),
            *texts("Eso no es cierto.", language="es"),
            *texts("Dat is niet waar.", language="nl"),
            *texts("Non è vero.", language="it"),
            *texts("Isso não é verdade.", language="pt"),
        ),
        languages=speaking(Code.ARGUMENT),
        suggestion="Say what you will find out, or do; details can be cleared up in private.",
    ),
    Rule(
        Code.BLAME,
        "Tone",
        "This says that it is the customer's own fault.",
        Level.WARN,
        blame,
        must_pass=(
            *texts(
                "You should have received an e-mail from us.", "We should have told you sooner."
            ),
            *texts("Wir hätten Sie früher informieren sollen.", language="de"),
            *texts(
                "Sorry, Ada. You were waiting for us, so we will call you now.", situation=_ANGRY
            ),
        ),
        must_fail=(
            *texts("You should have read the instructions.", "That was your own mistake."),
            *texts(
                "Sorry! Whoever leaves a bag outside takes a risk.",
                "Sorry, Ada. You oiled it with soup. Please send us a message.",
                "Sorry! Customers generally oil it first. Please send us a message.",
                situation=_ANGRY,
            ),
            *texts("Das hätten Sie vorher lesen müssen.", language="de"),
            *texts("Vous auriez dû vérifier.", language="fr"),
            *texts("Debería haber leído las condiciones.", language="es"),
            *texts("U had dit moeten controleren.", language="nl"),
            *texts("Avrebbe dovuto controllare.", language="it"),
            *texts("Deveria ter verificado.", language="pt"),
        ),
        languages=speaking(Code.BLAME),
        suggestion="Leave out whose fault it was; say how it can be put right.",
    ),
    Rule(
        Code.DISMISSAL,
        "Tone",
        "This brushes the customer off.",
        Level.WARN,
        dismissal,
        must_pass=(
            *texts("We understand that you are upset, and we want to put it right."),
            *texts("Wir verstehen Ihren Ärger und helfen gern.", language="de"),
        ),
        must_fail=(
            *texts(
                "Please calm down.",
                "As I said, this is per our policy.",
                "That is not our problem.",
            ),
            *texts("Sorry! A queue is perfectly normal in August.", situation=_ANGRY),
            *texts(
                "Beruhigen Sie sich.", "Wie bereits gesagt, das sind unsere AGB.", language="de"
            ),
            *texts("Calmez-vous.", "Comme je vous l'ai dit.", language="fr"),
            *texts("Cálmese.", "Según nuestra política no es posible.", language="es"),
            *texts("Rustig aan.", "Volgens ons beleid kan dat niet.", language="nl"),
            *texts("Si calmi.", "Come già detto, non è possibile.", language="it"),
            *texts("Acalme-se.", "Como já disse, não é possível.", language="pt"),
        ),
        languages=speaking(Code.DISMISSAL),
        suggestion="Take it seriously: say that you understand, and what can be done.",
    ),
    Rule(
        Code.SARCASM,
        "Tone",
        "This will be read as sarcasm.",
        Level.WARN,
        _sarcasm,
        must_pass=(
            *texts("Thank you for your patience.", "We are glad that it works again."),
            *texts("There is a sauna, Ada.", situation=Situation(intent=Intent.QUESTION)),
            *texts(
                "Oh no! We are sorry, Ada. Which shop was it?",
                "We are sorry. Could you send us a photo?",
                situation=_ANGRY,
            ),
        ),
        must_fail=(
            *texts("Thanks for nothing.", "Oh please, we are not mind readers.", "Wow 🙄"),
            *texts("Thanks for your charming feedback.", situation=_ANGRY),
            *texts(
                "Sorry! Rome wasn't built in a day.",
                "Sorry. Four pickles! Please send us a message.",
                "Some people would pay for a view like that. Sorry, Ada.",
                "Duly noted. We shall teach the pigeons to read.",
                situation=_ANGRY,
            ),
            *texts("Leider haben wir keine Glaskugel.", language="de"),
            *texts("Quelle tragédie.", language="fr"),
            *texts("No tenemos una bola de cristal.", language="es"),
            *texts("Wij hebben geen glazen bol.", language="nl"),
            *texts("Non abbiamo la sfera di cristallo.", language="it"),
            *texts("Não temos bola de cristal.", language="pt"),
        ),
        languages=speaking(Code.SARCASM),
        suggestion="Say it plainly.",
    ),
    Rule(
        Code.SHOUTING,
        "Tone",
        "Capitals and rows of exclamation marks read as shouting.",
        Level.WARN,
        _shouting,
        must_pass=(
            *texts(
                "Please send us a DM!",
                "The USB and HDMI ports are on the back.",
                "Order NP-4471 is on its way.",
            ),
            *texts("Thank you!! We are so glad.", situation=Situation(mood=Mood.HAPPY)),
            *texts("Das tut uns leid! Ihre DHL-Sendung kommt.", language="de"),
        ),
        must_fail=(
            *texts("PLEASE READ THE PAGE.", "Stop this!!!", "We did NOT say that."),
            *texts("DAS IST FALSCH!", language="de"),
            *texts("LISEZ LES CONDITIONS", language="fr"),
            *texts("LEA LAS CONDICIONES", language="es"),
            *texts("LEES DE VOORWAARDEN", language="nl"),
            *texts("LEGGA LE CONDIZIONI", language="it"),
            *texts("LEIA AS CONDIÇÕES", language="pt"),
        ),
        suggestion="Use small letters and one mark.",
    ),
    Rule(
        Code.MOOD,
        "Tone",
        "Jokes and cheer do not fit how the customer feels.",
        Level.WARN,
        _mood,
        must_pass=(
            *texts("We are so sorry for your loss.", situation=_GRIEF),
            *texts("Have a great weekend! 🎉", situation=Situation(mood=Mood.HAPPY)),
            *texts("Thank you, Ada! Don't be sorry.", situation=Situation(mood=Mood.HAPPY)),
        ),
        must_fail=(
            *texts("Haha, oops!", "We are sorry 😂", situation=_ANGRY),
            *texts("Have a great day!", situation=_GRIEF),
            *texts("We are sorry. Have a great day!", situation=Situation(mood=Mood.UNHAPPY)),
            *texts("We regret that your visit went badly.", situation=Situation(mood=Mood.HAPPY)),
            *texts("Schönen Tag noch!", language="de", situation=_GRIEF),
            *texts("Bonne journée !", language="fr", situation=_GRIEF),
            *texts("¡Que tenga un buen día!", language="es", situation=_GRIEF),
            *texts("Fijne dag!", language="nl", situation=_GRIEF),
            *texts("Buona giornata!", language="it", situation=_GRIEF),
            *texts("Tenha um bom dia!", language="pt", situation=_GRIEF),
        ),
        languages=speaking(Code.SARCASM),
        suggestion="Leave it out.",
    ),
    Rule(
        Code.PROFANITY,
        "Tone",
        "Swear words and insults have no place in an answer.",
        Level.WARN,
        said(Code.PROFANITY),
        must_pass=(
            *texts("We ship to Scunthorpe, Essex and Penistone.", "Assistance is on its way."),
            *texts("Der Kunde ist uns wichtig.", language="de"),
        ),
        must_fail=(
            *texts("That is bullshit.", "What the hell?", "You idiot.", "f**k", "Fսck off."),
            *texts("So eine Scheiße.", language="de"),
            *texts("Quel connard.", language="fr"),
            *texts("Vete a la mierda.", language="es"),
            *texts("Wat een klootzak.", language="nl"),
            *texts("Che stronzo.", language="it"),
            *texts("Vai à merda.", language="pt"),
        ),
        languages=speaking(Code.PROFANITY),
        suggestion="Leave it out.",
    ),
    Rule(
        Code.SLUR,
        "Tone",
        "This is a slur: it insults people for what they are.",
        Level.BLOCK,
        said(Code.SLUR),
        must_pass=texts(
            "The page opens in a new tab.", "We will chip in.", "A flame-retardant cover."
        ),
        must_fail=(
            *texts("Go back to where you came from.", "Don't be a retard."),
            *texts("Du Spast.", language="de"),
            *texts("Sale pédé.", language="fr"),
            *texts("Eres un sudaca.", language="es"),
            *texts("Jij mongool.", language="nl"),
            *texts("Sei un terrone.", language="it"),
            *texts("Seu viado.", language="pt"),
        ),
        languages=speaking(Code.SLUR),
        suggestion="Leave it out.",
    ),
    Rule(
        Code.CANNED,
        "Tone",
        "This says the same again as an earlier answer in this thread.",
        Level.WARN,
        _canned,
        must_pass=texts(
            "Good news, Ada: the driver has it and is on the way to you.",
            situation=Situation(
                answers=("We are sorry, Ada. We are looking for your parcel now.",)
            ),
        ),
        must_fail=texts(
            "We are sorry, Bob. We are looking for your parcel now.",
            situation=Situation(
                answers=("We are sorry, Ada. We are looking for your parcel now.",)
            ),
        ),
        suggestion="Answer this customer: name what they said, and what is new.",
    ),
)
