"""What a status page says in one language. Pure; ``{…}`` are places to fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: For one, and for more.
Counted = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """Every sentence of the page that is not the brand's own."""

    #: By `Overall`, `ComponentState`, `EventState` and `MaintenanceState`.
    overall: Mapping[str, str]
    component: Mapping[str, str]
    event: Mapping[str, str]
    maintenance: Mapping[str, str]

    skip: str
    now_wrong: str
    services: str
    planned: str
    lately: str
    history: str
    all_history: str
    no_history: str
    quiet_days: str
    no_services: str
    updated: str
    next_update: str
    next_update_late: str
    lasted: str
    since: str
    concerns: str
    wrote: Counted
    up_share: str
    troubled_days: Counted
    no_record: str
    days_ago: str
    today: str
    corrected: str
    times: str
    earlier: str
    later: str
    languages: str
    feeds: str
    calendar: str
    help: str
    back: str
    minutes: str
    hours: str
    days: str

    subscribe: str
    subscribe_lead: str
    by_mail: str
    by_webhook: str
    address: str
    program: str
    of_what: str
    everything: str
    ask: str
    asked: str
    asked_lead: str
    signed: str
    confirm: str
    confirm_lead: str
    confirm_do: str
    confirmed: str
    confirmed_lead: str
    stop: str
    stop_lead: str
    stop_do: str
    stopped: str
    stopped_lead: str
    spent: str
    spent_lead: str
    wrong_address: str
    later_title: str
    later_lead: str
    not_here: str
    not_here_lead: str

    mail_confirm: str
    mail_confirm_lead: str
    mail_confirm_else: str
    mail_why: str
    mail_stop: str
    mail_read: str
    taken_from_sight: str
