"""Numbers in words, as sums of money are said: "fifty", "zweihundertfünfzig", "cento e vinte". Pure."""

from __future__ import annotations

import re
from decimal import Decimal

#: In the languages that have rules, as plain text; what means a number in two of them means the same one.
_VALUES: dict[int, str] = {
    1: "one ein eine einen eins un une uno una um uma",
    2: "two zwei deux dos twee due dois duas",
    3: "three drei trois tres drie tre",
    4: "four vier quatre cuatro quattro quatro",
    5: "five funf cinq cinco vijf cinque",
    6: "six sechs seis zes sei",
    7: "seven sieben sept siete zeven sette sete",
    8: "eight acht huit ocho otto oito",
    9: "nine neun neuf nueve negen nove",
    10: "ten tenner zehn dix diez tien dieci dez",
    11: "eleven elf onze undici",
    12: "twelve dozen zwolf douze doce twaalf dodici doze",
    13: "thirteen dreizehn treize trece dertien tredici treze",
    14: "fourteen vierzehn quatorze catorce veertien quattordici catorze",
    15: "fifteen funfzehn quinze quince vijftien quindici",
    16: "sixteen sechzehn seize dieciseis zestien sedici dezasseis dezesseis",
    17: "seventeen siebzehn zeventien diciassette dezassete dezessete",
    18: "eighteen achtzehn achttien diciotto dezoito",
    19: "nineteen neunzehn negentien diciannove dezanove dezenove",
    20: "twenty zwanzig vingt vingts veinte veinti twintig venti vent vinte",
    30: "thirty dreissig trente treinta dertig trenta trinta",
    40: "forty vierzig quarante cuarenta veertig quaranta quarenta",
    50: "fifty funfzig cinquante cincuenta vijftig cinquanta cinquenta",
    60: "sixty sechzig soixante sesenta zestig sessanta sessenta",
    70: "seventy siebzig septante setenta zeventig settanta",
    80: "eighty achtzig ochenta tachtig ottanta oitenta",
    90: "ninety neunzig nonante noventa negentig novanta",
    100: "hundred hundert cent cents cien ciento honderd cento cem",
    200: "doscientos doscientas duzentos duzentas",
    300: "trescientos trescientas trezentos trezentas",
    400: "cuatrocientos quatrocentos",
    500: "quinientos quinientas quinhentos quinhentas",
    1000: "thousand tausend mille mil duizend mila",
}
_OF = {word: value for value, words in _VALUES.items() for word in words.split()}
_WORD = "|".join(sorted(_OF, key=len, reverse=True))
_BETWEEN = r"(?:[ -]?(?:and|und|et|y|en|e)[ -]?|[ -]?)"
#: A number in words, for use in a larger expression: "a hundred", "fünfundzwanzig", "cent vingt".
SPELLED = rf"(?:{_WORD})(?:{_BETWEEN}(?:{_WORD}))*"
_EACH = re.compile(_WORD)


def value_of(words: str) -> Decimal:
    """What a number in words comes to; near enough to be held against a limit."""
    total = current = 0
    for match in _EACH.finditer(words):
        value = _OF[match.group()]
        if value == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif value == 100:
            current = max(current, 1) * 100
        elif value == 20 and match.group().startswith("vingt") and current == 4:
            current = 80
        else:
            current += value
    return Decimal(total + current)
