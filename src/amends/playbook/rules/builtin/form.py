"""How a text is made: length, ease, pictures, emoji, hashtags, greeting, sign-off, Sie or du. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from amends.playbook.rules import ease
from amends.playbook.rules.codes import Code
from amends.playbook.rules.draft import Attached, Draft, Kind
from amends.playbook.rules.findings import Level
from amends.playbook.rules.folding import plainly
from amends.playbook.rules.policy import Address, Emoji, OnNetwork, Phrase, Policy, Reading, Voice
from amends.playbook.rules.rule import Example, Hit, Rule, texts
from amends.playbook.rules.view import View

_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|[\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u25aa-\u27bf\u2934\u2935\u2b05-"
    "\u2b55\U0001f000-\U0001faff]"
    "(?:\ufe0f|[\U0001f3fb-\U0001f3ff])*"
    "(?:\u200d[\u2600-\u27bf\U0001f300-\U0001faff](?:\ufe0f|[\U0001f3fb-\U0001f3ff])*)*"
)
_HASHTAG = re.compile(r"(?<![\w&/])#[^\W\d_]\w*")
_GREETING = re.compile(
    r"^\W*(?:@\S+\s+)?(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo"
    r"|liebe[r]?|sehr geehrte[r]?|guten (?:tag|morgen|abend)|moin|servus|gruezi"
    r"|bonjour|bonsoir|salut|chere?|hola|buen[oa]s|estimad[oa]|querid[oa]|beste|dag|hoi"
    r"|geachte|goede\w+|ciao|buongiorno|buonasera|gentile|salve|car[oa]|ola|oi|prezad[oa]"
    r"|bo[am]|thank|thanks)\b"
)
_SIGNED = re.compile(
    r"(?:^|\s)(?:[\^~/][a-z]{1,12}|[-–—] ?[a-z]{2,20}(?: [a-z]+)?)\s*$|\b(?:regards"
    r"|wishes|best|yours|grusse|gruss|cordialement|bien a vous|saludos|groet\w*|saluti"
    r"|cumprimentos|atenciosamente|abraco)\b"
)
#: Formal and informal words of address, as they are written.
_ADDRESSES = {
    "de": (
        re.compile(r"(?<=[a-zäöüß,] )(?:Sie|Ihnen|Ihr|Ihre|Ihren|Ihrem|Ihrer|Ihres)\b"),
        re.compile(
            r"\b(?:[Dd]u|[Dd]ir|[Dd]ich|[Dd]ein|[Dd]eine|[Dd]einen|[Dd]einem|[Dd]einer|[Ee]uch"
            r"|[Ee]uer|[Ee]ure[nmr]?)\b"
        ),
    ),
    "fr": (
        re.compile(r"\b(?:vous|votre|vos)\b", re.IGNORECASE),
        re.compile(r"\b(?:tu|toi|ton|tes|ta)\b|\bt'(?:es|as|ai)\b", re.IGNORECASE),
    ),
    "es": (
        re.compile(
            r"\b(?:usted|ustedes|su pedido|su cuenta|su mensaje|le|les|envíenos|escríbanos"
            r"|díganos|disculpe)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:tú|ti|tu|tus|contigo|envíanos|escríbenos|dinos|cuéntanos|puedes|tienes|quieres"
            r"|disculpa|te)\b",
            re.IGNORECASE,
        ),
    ),
    "nl": (
        re.compile(r"\b(?:u|uw)\b", re.IGNORECASE),
        re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.IGNORECASE),
    ),
    "it": (
        re.compile(
            r"(?<=\w )(?:Lei|Le|Suo|Sua|Suoi|Sue)\b|\b(?:la contatteremo|ci scriva|ci contatti"
            r"|ci invii|ci mandi)\b"
        ),
        re.compile(
            r"\b(?:tu|tuo|tua|tuoi|tue|ti|te|scrivici|contattaci|inviaci|mandaci)\b", re.IGNORECASE
        ),
    ),
    "pt": (
        re.compile(r"\b(?:o senhor|a senhora|vossa|vosso)\b", re.IGNORECASE),
        re.compile(r"\b(?:tu|teu|tua|teus|tuas|ti|contigo)\b", re.IGNORECASE),
    ),
}


def _length(view: View) -> Iterator[Hit]:
    reading = view.policy.reading
    longest = reading.longest_private
    if view.draft.is_public:
        here = view.here.longest_public
        longest = reading.longest_public if here is None else here
    length = len(view.draft.text)
    if length > longest and view.draft.kind is Kind.ANSWER:
        yield Hit(
            longest,
            length,
            f"This is {length} characters long; the playbook wants at most {longest}.",
        )


def _sentence(view: View) -> Iterator[Hit]:
    longest = view.policy.reading.longest_sentence
    starts = [word.start for word in view.words]
    for sentence in view.sentences:
        count = bisect_left(starts, sentence.end) - bisect_left(starts, sentence.start)
        if count > longest:
            yield Hit(sentence.start, sentence.end, f"This sentence has {count} words.")


def _reading(view: View) -> Iterator[Hit]:
    words, sentences = len(view.words), len(view.sentences)
    if words < 15 or not ease.is_known(view.language):
        return
    measured = ease.of([word.text for word in view.words], sentences, view.language)
    if measured < view.policy.reading.ease:
        least = view.policy.reading.ease
        yield Hit(
            sentence=f"This is hard to read: {measured:.0f} of 100, and the playbook wants {least:.0f}."
        )


def _alt_text(view: View) -> Iterator[Hit]:
    for file in view.draft.files:
        words = file.alt_text.strip()
        if file.is_picture and (not words or words == file.name):
            yield Hit(sentence=f"Those who cannot see {file.name} are not told what it shows.")


def _emoji(view: View) -> Iterator[Hit]:
    policy = view.policy.emoji
    most = policy.most if view.here.emoji_most is None else view.here.emoji_most
    places = [] if view.draft.text.isascii() else list(_EMOJI.finditer(view.draft.text))
    for at, match in enumerate(places):
        bare = match.group().rstrip("\ufe0f")
        if bare in policy.never or (policy.only and bare not in policy.only):
            yield Hit(*match.span(), "The playbook does not want this emoji.", replacement="")
        elif at >= most:
            yield Hit(*match.span(), f"The playbook wants at most {most} emoji.", replacement="")


def _hashtag(view: View) -> Iterator[Hit]:
    here = view.here.hashtags_most
    most = view.policy.hashtags_most if here is None else here
    for match in list(_HASHTAG.finditer(view.draft.text))[most:]:
        yield Hit(*match.span(), f"The playbook wants at most {most} hashtags.")


def _greeting(view: View) -> Iterator[Hit]:
    voice, here = view.policy.voice, view.here.needs_greeting
    needed = voice.needs_greeting if here is None else here
    if needed and view.draft.kind is Kind.ANSWER and not _greets(view):
        yield Hit()


def _greets(view: View) -> bool:
    start = view.plain.text.lstrip()
    if view.policy.voice.greetings:
        return any(_opens(start, phrase) for phrase in _spoken(view, view.policy.voice.greetings))
    return bool(_GREETING.match(start))


def _opens(start: str, phrase: Phrase) -> bool:
    fixed = plainly(phrase.text).split("{")[0].strip(" ,!")
    return bool(fixed) and fixed in start[: len(fixed) + 40]


def _spoken(view: View, phrases: tuple[Phrase, ...]) -> Iterator[Phrase]:
    return (each for each in phrases if each.language in ("", view.language) or not view.language)


def _sign_off(view: View) -> Iterator[Hit]:
    voice, here = view.policy.voice, view.here.needs_sign_off
    needed = voice.needs_sign_off if here is None else here
    if needed and view.draft.kind is Kind.ANSWER and not _signs_off(view):
        end = len(view.draft.text)
        yield Hit(end, end)


def _signs_off(view: View) -> bool:
    ending = view.plain.text.rstrip(" .!\n")[-80:]
    author = plainly(view.draft.author)
    if author and author.split()[0] in ending[-len(author) - 8 :]:
        return True
    if view.policy.voice.sign_offs:
        return any(_closes(ending, each) for each in _spoken(view, view.policy.voice.sign_offs))
    return bool(_SIGNED.search(ending))


def _closes(ending: str, phrase: Phrase) -> bool:
    fixed = plainly(phrase.text).split("{")[0].strip(" ,.!")
    if fixed in ("^", "-", "–", "—", "~"):
        return bool(re.search(rf"{re.escape(plainly(fixed))} ?\w+\s*$", ending))
    return bool(fixed) and fixed in ending


def _address(view: View) -> Iterator[Hit]:
    if view.language not in _ADDRESSES:
        return
    text = view.draft.text
    formal, informal = (list(each.finditer(text)) for each in _ADDRESSES[view.language])
    wanted = view.policy.voice.address
    if wanted is Address.FORMAL:
        wrong, sentence = informal, "The playbook addresses customers formally."
    elif wanted is Address.INFORMAL:
        wrong, sentence = formal, "The playbook addresses customers informally."
    else:
        wrong = informal if formal and informal else []
        sentence = "This addresses the customer formally and informally in one text."
    for match in wrong[:1]:
        yield Hit(*match.span(), sentence)


_SHORT = Policy(
    voice=Voice(needs_greeting=True, needs_sign_off=True, sign_offs=(Phrase("^{author}"),)),
    reading=Reading(longest_public=80, longest_sentence=12),
    emoji=Emoji(most=1, never=("😂",)),
    hashtags_most=1,
    networks=(OnNetwork("x", emoji_most=0),),
)
_FORMAL = Policy(voice=Voice(address=Address.FORMAL))
_INFORMAL = Policy(voice=Voice(address=Address.INFORMAL))
_HARD = (
    "Notwithstanding aforementioned organisational considerations, reimbursement "
    "authorisation necessitates comprehensive documentation"
    " demonstrating transactional eligibility, subsequently evaluated administratively "
    "by our responsible department."
)
_PICTURE = Draft("Here is the plan.", files=(Attached("plan.png"),))
_FAMILY = "Form"

RULES = (
    Rule(
        Code.LENGTH,
        _FAMILY,
        "This is longer than people read.",
        Level.WARN,
        _length,
        must_pass=texts("Short and kind.", policy=_SHORT),
        must_fail=texts("We are sorry. " * 10, policy=_SHORT),
        suggestion="Say the most important thing, and go on in private.",
    ),
    Rule(
        Code.SENTENCE,
        _FAMILY,
        "This sentence is too long to follow.",
        Level.ADVISE,
        _sentence,
        must_pass=texts("Short. And kind.", policy=_SHORT),
        must_fail=texts(
            "One two three four five six seven eight nine ten eleven twelve thirteen.",
            policy=_SHORT,
        ),
        suggestion="Make two sentences of it.",
    ),
    Rule(
        Code.READING,
        _FAMILY,
        "This is hard to read.",
        Level.WARN,
        _reading,
        must_pass=texts(
            "We are sorry that the box was wet. We will send a new one to you today, and you can "
            "keep this one."
        ),
        must_fail=texts(_HARD),
        languages=ease.LANGUAGES,
        suggestion="Use shorter words and shorter sentences.",
    ),
    Rule(
        Code.ALT_TEXT,
        _FAMILY,
        "A picture goes out without words for those who cannot see it.",
        Level.WARN,
        _alt_text,
        must_pass=(
            Example(Draft("Here.", files=(Attached("plan.png", "The plan of the shop."),))),
        ),
        must_fail=(Example(_PICTURE),),
        suggestion="Say in a sentence what the picture shows.",
    ),
    Rule(
        Code.EMOJI,
        _FAMILY,
        "This is more emoji than the playbook wants, or one that it does not want.",
        Level.WARN,
        _emoji,
        must_pass=texts("Thank you 😊", "Thank you ❤️", policy=_SHORT),
        must_fail=(
            *texts("Thank you 😊🎉", "Oh 😂", policy=_SHORT),
            Example(Draft("Thank you 😊", network="x"), _SHORT),
        ),
        suggestion="Leave it out.",
    ),
    Rule(
        Code.HASHTAG,
        _FAMILY,
        "This is more hashtags than the playbook wants.",
        Level.WARN,
        _hashtag,
        must_pass=texts("We are at #CareDay.", "You are #1 for us.", policy=_SHORT),
        must_fail=texts("#sorry #care #team", policy=_SHORT),
        suggestion="Leave out those that help nobody find it.",
    ),
    Rule(
        Code.GREETING,
        _FAMILY,
        "The playbook wants a greeting.",
        Level.WARN,
        _greeting,
        must_pass=(
            *texts("Hi Ada, we look. ^Kim", "Guten Tag, wir schauen. ^Kim", policy=_SHORT),
            *texts("We look into it."),
        ),
        must_fail=texts("We look into it. ^Kim", policy=_SHORT),
        suggestion="Greet the customer, by name where you know it.",
    ),
    Rule(
        Code.SIGN_OFF,
        _FAMILY,
        "The playbook wants your name under it.",
        Level.WARN,
        _sign_off,
        must_pass=texts("Hi Ada, we look. ^Kim", policy=_SHORT),
        must_fail=texts("Hi Ada, we look.", policy=_SHORT),
        suggestion="End with your sign-off.",
    ),
    Rule(
        Code.ADDRESS,
        _FAMILY,
        "This is not how the playbook addresses customers.",
        Level.WARN,
        _address,
        must_pass=(
            *texts(
                "Gerne helfen wir Ihnen und schauen nach, ob das Paket da ist.",
                language="de",
                policy=_FORMAL,
            ),
            *texts(
                "Gerne helfen wir dir und schauen nach, ob das Paket da ist.",
                language="de",
                policy=_INFORMAL,
            ),
        ),
        must_fail=(
            *texts(
                "Gerne helfen wir dir und schauen nach, ob dein Paket da ist.",
                language="de",
                policy=_FORMAL,
            ),
            *texts("Gerne helfen wir Ihnen und schauen nach, wo dein Paket ist.", language="de"),
            *texts(
                "Nous pouvons t'aider, envoie ton message à notre équipe pour que tu sois servi.",
                language="fr",
                policy=_FORMAL,
            ),
            *texts(
                "Puedes escribir a nuestro equipo y te ayudamos con tu pedido.",
                language="es",
                policy=_FORMAL,
            ),
            *texts(
                "Wij kunnen je helpen, stuur ons een bericht over jouw bestelling.",
                language="nl",
                policy=_FORMAL,
            ),
            *texts(
                "Scrivici in privato e ti aiutiamo con il tuo ordine, grazie.",
                language="it",
                policy=_FORMAL,
            ),
            *texts(
                "Podes dizer ao teu gestor que a tua conta não está bem.",
                language="pt",
                policy=_FORMAL,
            ),
        ),
        languages=tuple(_ADDRESSES),
        suggestion="Use one way of address throughout.",
    ),
)
