"""The codes of the built-in rules: what findings, settings of a playbook and pages call them. Pure."""

from __future__ import annotations

import enum


class Code(enum.StrEnum):
    """One name for each thing that the linter looks for; stable, for programs and playbooks hold on to it."""

    # Care: what a good answer has.
    APOLOGY = "apology"  # something went wrong, and nobody is sorry
    FALSE_APOLOGY = "false-apology"  # "sorry you feel that way", "sorry if", "any inconvenience"
    HELP = "help"  # no offer of help and no next step where something went wrong or was asked
    THANKS = "thanks"  # there was praise, and nobody says thanks
    PRIVATE_WAY = "private-way"  # asks for details in public without a way to private
    # Tone: what hurts.
    ARGUMENT = "argument"  # contradicts the customer: "that is not true", "we never"
    BLAME = "blame"  # says that it is the customer's fault: "you should have"
    DISMISSAL = "dismissal"  # brushes off: "calm down", "as I said", "per our policy"
    SARCASM = "sarcasm"
    SHOUTING = "shouting"  # capitals, rows of exclamation marks
    MOOD = "mood"  # jokes to the angry, cheer to the grieving
    PROFANITY = "profanity"
    SLUR = "slur"
    CANNED = "canned"  # the same answer again in one thread
    # Private data in public.
    PRIVATE_EMAIL = "private-email"
    PRIVATE_PHONE = "private-phone"
    PRIVATE_IBAN = "private-iban"
    PRIVATE_CARD = "private-card"
    PRIVATE_ORDER = "private-order"
    PRIVATE_TRACKING = "private-tracking"
    PRIVATE_CUSTOMER = "private-customer"
    PRIVATE_ADDRESS = "private-address"
    PRIVATE_HEALTH = "private-health"
    PRIVATE_QUOTED = "private-quoted"  # words, numbers or names of a private message
    # Commitments beyond what the author may make.
    PROMISE = "promise"  # one of the playbook's own
    GUARANTEE = "guarantee"
    TIME = "time"
    MONEY = "money"
    LIABILITY = "liability"
    # Mix-ups.
    VARIABLE = "variable"  # an unresolved {{ name }}, [NAME], XXX
    NAME = "name"  # somebody else's name
    BRAND = "brand"  # somebody else's brand
    LANGUAGE = "language"  # not the customer's language
    LINK = "link"  # a link outside the allowed list, or one that hides where it leads
    # Form.
    LENGTH = "length"
    SENTENCE = "sentence"  # a sentence too long to follow
    READING = "reading"  # hard to read
    ALT_TEXT = "alt-text"
    EMOJI = "emoji"
    HASHTAG = "hashtag"
    GREETING = "greeting"
    SIGN_OFF = "sign-off"
    ADDRESS = "address"  # du where the brand says Sie, or both in one text
    # Notices to many.
    NOTICE_WHAT = "notice-what"  # does not say what is wrong
    NOTICE_WHO = "notice-who"  # nor who is affected
    NOTICE_MEANWHILE = "notice-meanwhile"  # nor what to do until it is mended
    NOTICE_NEXT = "notice-next"  # nor when the next word comes
    NOTICE_APOLOGY = "notice-apology"  # nor sorry
    NOTICE_JARGON = "notice-jargon"  # words of those who mend it
    NOTICE_BLAME = "notice-blame"  # puts it on suppliers or colleagues
    # Words of the playbook.
    FORBIDDEN = "forbidden"
    PREFERRED = "preferred"
