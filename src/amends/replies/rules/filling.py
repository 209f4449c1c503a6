"""Saved replies with a customer's, a colleague's and a case's own words in them. Pure.

A saved reply is text with variables, never a program: nothing in it is looked up but the names below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from amends.outbox.rules import variables

#: A shortcut is one word, so that it can be typed and recognised.
SHORTCUT = re.compile(r"[a-z0-9][a-z0-9_-]{0,29}")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known for the variables; an empty text is not known."""

    customer_name: str = ""
    customer_handle: str = ""
    agent_name: str = ""
    brand_name: str = ""
    case_number: str = ""
    connection_name: str = ""
    connection_handle: str = ""
    connection_network: str = ""

    def values(self) -> Mapping[str, str]:
        """Each variable's value by its name."""
        return {
            "customer.name": self.customer_name,
            "customer.first_name": first_name(self.customer_name),
            "customer.handle": self.customer_handle,
            "agent.name": self.agent_name,
            "agent.first_name": first_name(self.agent_name),
            "brand.name": self.brand_name,
            "case.number": self.case_number,
            "connection.name": self.connection_name,
            "connection.handle": self.connection_handle,
            "connection.network": self.connection_network,
        }


#: For showing what a saved reply will look like where no case is open.
EXAMPLE = Known(
    customer_name="Mira Kessler",
    customer_handle="@mirakess",
    agent_name="Rosa Okafor",
    brand_name="Northpost",
    case_number="4471",
    connection_name="Northpost",
    connection_handle="@northpost",
    connection_network="Practice network",
)


def first_name(name: str) -> str:
    """The first word of a name that people would call somebody by; a handle has none."""
    words = [word for word in name.split() if not word.startswith("@")]
    first = words[0].strip(",.;:") if words else ""
    return first if any(letter.isalpha() for letter in first) else ""


def render(text: str, known: Known) -> str:
    """The text with every known variable filled in; what is unknown or empty stays as it is written.

    One pass: a value that looks like a variable is a value, whoever chose their name so.
    """
    values = known.values()

    def fill(found: re.Match[str]) -> str:
        # Brackets of a customer's name would look like a variable that was forgotten.
        value = values.get(found.group(1), "").replace("{", "(").replace("}", ")")
        return value.strip() or found.group(0)

    return variables.WRITTEN.sub(fill, text)


def tidy_shortcut(typed: str) -> str:
    """A shortcut as it is kept: without the slash it may be typed with, in small letters."""
    return typed.strip().lstrip("/").lower()
