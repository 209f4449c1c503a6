"""How people take a brand's answer: whether it asks, offers, or just says something."""

from __future__ import annotations

import re
from typing import Literal

Reading = Literal["asks", "offers", "says"]

_ASKS = re.compile(
    r"\b(parcel|tracking|order|booking|customer|invoice|ticket|reference|card|account|line|phone)"
    r"[ -](number|no\b|code|id\b)"
    r"|\w*(sendungs|bestell|kunden|auftrags|rechnungs|bestel|klant|factuur|order)n[ru]mm?er"
    r"|\bn[uú]m[eé]ro\b|\bwhich (parcel|order|line|stop|shop|branch|size)\b"
    r"|\b(dm|pm)\b|\b(direct|private) message|\b(message|write to) us\b|\bin private\b|\bprivately\b"
    r"|\bprivatnachricht|\bdirektnachricht|schreib\w* (uns|mir)|message priv|en priv[ée]"
    r"|mensaje (privado|directo)|por privado|escr[ií]b[ea]nos|priv[ée]bericht|stuur (ons|me)",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"\bsorry\b|apolog|refund|voucher|replac|re-?send|compensat|make (this|it|that) right"
    r"|\bon us\b|\bcredit|free of charge|put (this|it|that) right"
    r"|entschuldig|tut (uns|mir) leid|erstatt|gutschein|ersatz|kostenlos"
    r"|d[ée]sol[ée]|navr[ée]|pardon|excus|rembours|bon d'achat|offrons|offert"
    r"|lo siento|lamentamos|sentimos|perd[oó]n|disculp|reembols|vale de|gratis"
    r"|spijt|terugbetal|vergoed|tegoedbon|kosteloos",
    re.IGNORECASE,
)


def read(text: str) -> Reading:
    """How a person reads a brand's answer; asking for something comes before offering."""
    if _ASKS.search(text):
        return "asks"
    return "offers" if _OFFERS.search(text) else "says"
