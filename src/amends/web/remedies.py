"""What a person can do about a network's no, by the failure's name."""

from __future__ import annotations

from django.utils.translation import gettext as _


def of(failure: object) -> str:
    """What to do about a failure of this name; "" for one that says it itself."""
    return _remedies().get(str(failure), "")


def _remedies() -> dict[str, str]:
    return {
        "Disconnected": _(
            "The key is wrong, was withdrawn or has ended. Ask the owner again, or make a new key on"
            " the network and give it here."
        ),
        "UnreadableSecrets": _("Connect the account again: a new key is kept with today’s keys."),
        "Refused": _(
            "Check that the settings are those of this account and that it has every permission"
            " named on this page."
        ),
        "Gone": _("Check the address: there is nothing of that kind where it leads."),
        "Throttled": _("Nothing is wrong with the account. Try again in a few minutes."),
        "Unreachable": _(
            "Check the address and the network’s own status page. If it works in a browser, this"
            " machine may not be allowed out."
        ),
        "Malformed": _(
            "Check the address: what answers there does not speak as this network does."
        ),
        "Unknown": _("Look on the network whether it is there before you try again."),
    }
