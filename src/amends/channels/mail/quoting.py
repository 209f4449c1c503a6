"""Finds what somebody newly wrote in a mail: without the quoted history and the signature.

Line by line and without nested patterns, because customers (and attackers) send any text at all.
"""

from __future__ import annotations

import re

#: "On Monday, Ada wrote:" ends in one of these, in the languages mail programs speak.
_WROTE = (
    "wrote",
    "writes",
    "schrieb",
    "geschrieben",
    "a écrit",
    "ha scritto",
    "scrive",
    "escribió",
    "ha escrit",
    "escreveu",
    "schreef",
    "napisał",
    "napisała",
    "napisał(a)",
    "napsal",
    "napsal(a)",
    "napísal",
    "napísal(a)",
    "skrev",
    "kirjoitti",
    "kirjutas",
    "rakstīja",
    "parašė",
    "írta",
    "a scris",
    "написал",
    "написала",
    "написал(а)",
    "пишет",
    "написав",
    "написа",
    "έγραψε",
    "yazdı",
    "şunları yazdı",
    "כתב",
    "كتب",
    "menulis",
    "đã viết",
    "เขียนว่า",
    "写道",
    "寫道",
    "書きました",
    "のメール",
    "님이 작성",
    "작성",
)
_FROM = (
    "from|von|de|da|van|od|från|fra|lähettäjä|от|от кого|від|από|kimden|gönderen|feladó|de la|"
    "发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|מאת|من|dari|từ"
)
_FACTS = (
    "sent|to|date|subject|cc|gesendet|an|betreff|datum|envoyé|à|objet|date|enviado|enviado el|para|asunto|"
    "inviato|a|oggetto|data|verzonden|aan|onderwerp|wysłano|do|temat|odesláno|komu|předmět|skickat|"
    "till|ämne|sendt|til|emne|lähetetty|vastaanottaja|aihe|päivämäärä|отправлено|кому|тема|дата|надіслано|"
    "kime|konu|tarih|gönderildi|elküldve|címzett|tárgy|trimis|către|subiect|assunto|"
    "发送时间|收件人|主题|抄送|傳送時間|收件者|主旨|日期|送信日時|宛先|件名|日時|"
    "보낸 날짜|받는 사람|제목|날짜"
)
_ORIGINAL = (
    "original message|ursprüngliche nachricht|originalnachricht|message d'origine|message d’origine|"
    "message original|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|"
    "oprindelig meddelelse|opprinnelig melding|ursprungligt meddelande|alkuperäinen viesti|"
    "wiadomość oryginalna|původní zpráva|исходное сообщение|пересылаемое сообщение|eredeti üzenet|"
    "orijinal mesaj|原始邮件|原始郵件|元のメッセージ|원본 메시지"
)
_DEVICE = (
    r"sent from|get outlook for|von (?:meinem|meiner) .{0,40}gesendet|gesendet (?:mit|von)|"
    r"envoyé (?:de|depuis|à partir)|télécharger outlook|enviado (?:desde|do|a partir)|obtener outlook|"
    r"inviato da|verzonden (?:vanaf|met|via)|verstuurd vanaf|wysłan[eoy] z|odesláno z|skickat från|sendt fra|"
    r"lähetetty|отправлено с|отправлено из|iphone'?umdan|从我的|我的 iphone|iphoneから送信|나의 iphone에서"
)
_HEADER_LINE = re.compile(rf"[>*_\s]{{0,6}}(?:{_FROM})\s?[:：]\*?\s*\S", re.IGNORECASE)
_FACT_LINE = re.compile(rf"[>*_\s]{{0,6}}(?:{_FACTS})\s?[:：]", re.IGNORECASE)
_ORIGINAL_LINE = re.compile(
    rf"[>\s]{{0,4}}[-_=*]{{2,30}}\s?(?:{_ORIGINAL})\s?[-_=*]{{0,30}}", re.IGNORECASE
)
_DEVICE_LINE = re.compile(rf"(?:{_DEVICE})\b.{{0,80}}", re.IGNORECASE)
_WHO_OR_WHEN = re.compile(r"\d|@")
_WHEN = re.compile(r"\b\d{4}\b|\d{1,2}[:.h]\d{2}|\d{1,2}[./-]\d{1,2}|\d{1,2}\s?[年月日]")
#: Some languages do without the verb: "21 нояб. 2026 г. в 10:12, Ada <ada@example.org>:".
_ONLY_WHO = re.compile(r"<[^<>\s]+@[^<>\s]+>\s?[:：]$")
_LONGEST_ADDRESS = 200
#: Mail programs wrap "On … wrote:" over at most this many lines.
_WRAPPED = 3
_LONGEST_WROTE = 400
_MOST_LINES = 20_000
_LONGEST = 100_000


def newly_written(text: str, *, forwarded: bool = False) -> str:
    """The text without quoted history, signature and "sent from my telephone"; never empty of words.

    Answers between quotes keep their quotes. A forwarded mail keeps everything: there the quote
    is the message. Text over 100,000 characters ends in an ellipsis; the raw mail has the rest.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line.rstrip() for line in lines[:_MOST_LINES]]
    kept = lines if forwarded else _without_history(lines)
    kept = _without_signature(kept)
    words = "\n".join(kept).strip() or "\n".join(lines).strip()
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _without_history(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        if _ORIGINAL_LINE.fullmatch(line) or _begins_headers(lines, at):
            return _above(lines, at)
        if ends := _ends_wrote(lines, at):
            return _around(lines, at, ends)
    return _around(lines, *_trailing_quote(lines))


def _above(lines: list[str], at: int) -> list[str]:
    """Everything before a history that goes to the end; Outlook draws a line of underscores first."""
    above = lines[:at]
    while above and not above[-1].strip("_-= "):
        above.pop()
    return above if any(line.strip() for line in above) else lines


def _around(lines: list[str], at: int, quote: int) -> list[str]:
    """What stands before "… wrote:", or after the quote when the answer stands there."""
    above = _above(lines, at)
    below = lines[quote:]
    if not any(line.startswith(">") for line in below):
        return above
    new = [n for n, line in enumerate(below) if line.strip() and not line.startswith(">")]
    signature = next((n for n, line in enumerate(below) if line in {"--", "-- "}), len(below))
    new = [n for n in new if n < signature]
    if not new:
        return above
    if any(line.startswith(">") for line in below[new[0] :]):
        return lines
    said = lines[:at] if any(line.strip() for line in lines[:at]) else []
    return [*said, *below[new[0] :]]


def _ends_wrote(lines: list[str], at: int) -> int:
    """Where "On … wrote:" that begins at this line ends (the next line's number), or 0."""
    pieces: list[str] = []
    for line in lines[at : at + _WRAPPED]:
        piece = line.strip(" >")
        if not piece:
            return 0
        pieces.append(piece[-_LONGEST_WROTE:])
        if piece.endswith((":", "：")):
            end = at + len(pieces)
            return end if _is_sentence(pieces) and _quote_follows(lines, end) else 0
    return 0


def _is_sentence(pieces: list[str]) -> bool:
    """Whether these lines are one "… wrote:" and the first belongs to it, not to the answer above."""
    if not _is_wrote(" ".join(pieces)):
        return False
    rest = " ".join(pieces[1:])
    return not rest or bool(
        _WHEN.search(pieces[0]) and not (_is_wrote(rest) and _WHEN.search(rest))
    )


def _is_wrote(sentence: str) -> bool:
    lowered = sentence.lower().replace("\xa0", " ")
    if _ONLY_WHO.search(lowered[-_LONGEST_ADDRESS:]) and _WHEN.search(lowered):
        return True
    return bool(_WHO_OR_WHEN.search(lowered)) and any(verb in lowered for verb in _WROTE)


def _quote_follows(lines: list[str], at: int) -> bool:
    """ "She wrote on 3 May:" is an answer's own sentence when her words follow without a mark.

    Programs that do not mark quotes put the sentence on a line of its own after a blank one.
    """
    rest = [line for line in lines[at : at + 4] if line.strip()]
    return not rest or rest[0].startswith(">") or (at < len(lines) and not lines[at].strip())


def _begins_headers(lines: list[str], at: int) -> bool:
    """Outlook's block of "From: … Sent: … To: … Subject: …", in any order after the first."""
    if not _HEADER_LINE.match(lines[at][:_LONGEST_WROTE]):
        return False
    facts = sum(bool(_FACT_LINE.match(line[:_LONGEST_WROTE])) for line in lines[at + 1 : at + 7])
    return facts >= 2


def _trailing_quote(lines: list[str]) -> tuple[int, int]:
    """Where a quote without a "wrote" sentence begins; the end when there is none."""
    first = next((n for n, line in enumerate(lines) if line.startswith(">")), len(lines))
    return first, first


def _without_signature(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        # "-- " by RFC 3676; many programs lose the space.
        if line in {"--", "-- "} and any(each.strip() for each in lines[:at]):
            lines = lines[:at]
            break
    kept = list(lines)
    while kept and (not kept[-1].strip() or _DEVICE_LINE.fullmatch(kept[-1].strip())):
        kept.pop()
    return kept
