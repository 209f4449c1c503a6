"""The assistant: what it is shown, what comes back, what it costs, and that nobody instructs it."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import timedelta
from typing import Any

import httpx
import pytest
from assistant_script import WISH, Script, connected
from cryptography.fernet import Fernet
from django.db import transaction

from amends.audit.models import Entry
from amends.channels import credentials
from amends.channels.models import Connection
from amends.inbox.models import Case, Message
from amends.outbox.models import Send
from amends.playbook.rules.folding import clean
from amends.playbook.rules.links import found as links_in
from amends.refusals import Invalid, NotAllowed, NotFound, Refusal
from amends.replies import actions, queries
from amends.replies.actions import Drafted, Help
from amends.replies.actions.assistant import rotate_keys
from amends.replies.actions.exchanges import KEPT_FOR, MOST_AT_ONCE
from amends.replies.models import Assistant, Draft, Exchange
from amends.replies.rules.asking import Task
from amends.staff.rules import operator
from cast import NOON, Cast, Matter, make_brand, make_connection, make_matter
from tests.injections import injections

pytestmark = pytest.mark.django_db
DRAFT = Help(Task.DRAFT, is_public=True)


def helped(cast: Cast, matter: Matter, model: Script, wanted: Help = DRAFT) -> Drafted:
    by = cast.actor(cast.ada)
    return actions.assist(by=by, case=matter.case, help_with=wanted, http=model.http, now=NOON)


def says(connection: Connection, text: str) -> Matter:
    return make_matter(connection, text=text)


# ----------------------------------------------------------------------- what it is shown


def test_it_is_shown_the_matter_and_nothing_private(cast: Cast, connection: Connection) -> None:
    connected(cast)
    matter = says(
        connection,
        "I am Mira Kessler, mira@example.com, +44 7700 900123. Order NP-44718 is late, "
        "I live at 42 Maple Road.",
    )
    model = Script(
        says=lambda _shown: "Sorry, [[NAME-A]]! We look for [[ORDER-A]] and write to [[EMAIL-A]]."
    )
    drafted = helped(cast, matter, model, Help(Task.DRAFT, is_public=False))
    shown = json.dumps(model.asked)
    for secret in ("Mira", "Kessler", "example.com", "7700", "44718", "Maple"):
        assert secret not in shown
    assert drafted.text == "Sorry, Mira! We look for NP-44718 and write to mira@example.com."
    kept = Exchange.objects.get()
    assert (kept.by_id, kept.model, kept.tokens, kept.state) == (
        cast.ada.pk,
        "small-model",
        120,
        "answered",
    )
    assert json.dumps(kept.prompt) == json.dumps(model.asked[0]["messages"])
    assert "[[NAME-A]]" in kept.answer


@pytest.mark.parametrize("before", range(1_975, 2_001, 5))
def test_where_a_long_message_is_cut_nothing_private_is_left(
    cast: Cast, connection: Connection, before: int
) -> None:
    connected(cast)
    model = Script()
    text = f"{'so it goes ' * 200}"[:before] + " mira@example.com +44 7700 900123 " + "and on " * 50
    helped(cast, says(connection, text), model)
    [line] = model.shown["conversation"]
    assert len(line["text"]) <= 2_000
    assert not any(secret in line["text"] for secret in ("mira", "exam", "+44", "7700"))
    assert line["text"].count("[[") == line["text"].count("]]")


@pytest.mark.parametrize("written", ["mira(at)example.com", "https://mira@example.com/x"])
def test_what_is_a_link_and_private_is_hidden_whole(
    cast: Cast, connection: Connection, written: str
) -> None:
    connected(cast)
    model = Script()
    helped(cast, says(connection, f"Write to {written} please"), model)
    [line] = model.shown["conversation"]
    assert re.fullmatch(r"Write to \[\[[A-Z]+-A\]\] please", line["text"])


def test_it_has_no_tools_and_is_asked_with_our_key(cast: Cast, matter: Matter) -> None:
    connected(cast)
    model = Script()
    helped(cast, matter, model)
    (body,) = model.asked
    assert set(body) == {"model", "messages", "stream", "max_tokens"}
    assert model.keys == ["Bearer key-of-ours"]
    assert b"key-of-ours" not in bytes(Assistant.objects.get().secrets)


def test_each_task_is_shown_what_it_needs(cast: Cast, matter: Matter) -> None:
    connected(cast)
    model = Script()
    helped(cast, matter, model, Help(Task.SHORTEN, is_public=True, text="We are so very sorry."))
    assert model.shown["text"] == "We are so very sorry."
    wanted = Help(Task.TRANSLATE, is_public=True, text="We are sorry.", language="Deutsch")
    helped(cast, matter, model, wanted)
    assert model.shown["translate_to"] == "Deutsch"
    helped(cast, matter, model, Help(Task.SUMMARISE, is_public=True))
    assert model.shown["conversation"][0]["text"] == matter.message.text


@pytest.mark.parametrize(
    "wanted",
    [
        Help(Task.SOFTEN, is_public=True),
        Help(Task.TRANSLATE, is_public=True, text="We are sorry."),
        Help(Task.SHORTEN, is_public=True, text="x" * 10_001),
    ],
)
def test_a_task_without_its_words_asks_nobody(cast: Cast, matter: Matter, wanted: Help) -> None:
    connected(cast)
    model = Script()
    with pytest.raises(Invalid):
        helped(cast, matter, model, wanted)
    assert not model.asked


# ----------------------------------------------------------------------- what comes back


@pytest.mark.parametrize(
    ("answer", "text", "removed"),
    [
        ("See https://evil.test/claim now.", "See now.", ("https://evil.test/claim",)),
        ("Read [our terms](http://evil.test/x).", "Read our terms.", ("http://evil.test/x",)),
        ("Write to boss@evil.test please.", "Write to please.", ("boss@evil.test",)),
        ("Call +44 7700 900999 now.", "Call now.", ("+44 7700 900999",)),
        ("Ask [[EMAIL-Z]] for it.", "Ask for it.", ("[[EMAIL-Z]]",)),
        ("```\nWe are sorry.\n```", "We are sorry.", ()),
    ],
)
def test_what_it_was_not_given_is_taken_out_and_named(
    cast: Cast, matter: Matter, answer: str, text: str, removed: tuple[str, ...]
) -> None:
    connected(cast)
    drafted = helped(cast, matter, Script(says=lambda _shown: answer))
    assert (drafted.text, drafted.removed) == (text, removed)


def test_a_link_that_the_brand_itself_gave_stays(cast: Cast, connection: Connection) -> None:
    connected(cast)
    matter = says(connection, "Is it http://evil.test/form or what?")
    Message.objects.create(
        brand=cast.brand,
        connection=connection,
        thread=matter.thread,
        case=matter.case,
        author=cast.ada,
        direction="out",
        is_public=True,
        external_id="ours-1",
        text="Our form is https://northpost.example/claims",
        sent_at=NOON,
        received_at=NOON,
    )
    answer = "Use https://northpost.example/claims and not http://evil.test/form"
    drafted = helped(cast, matter, Script(says=lambda _shown: answer))
    assert drafted.text == "Use https://northpost.example/claims and not"
    assert drafted.removed == ("http://evil.test/form",)


def test_its_words_are_linted_like_anybodys(cast: Cast, matter: Matter) -> None:
    connected(cast)
    drafted = helped(
        cast, matter, Script(says=lambda _shown: "Calm down. As I said, you should have read it.")
    )
    assert {"dismissal", "blame"} & {each.code for each in drafted.findings}


# -------------------------------------------------------------------------- what it costs


def test_a_months_tokens_are_an_end(cast: Cast, matter: Matter) -> None:
    connected(cast, dataclasses.replace(WISH, monthly_tokens=2_000))
    model = Script(tokens=1_200)
    helped(cast, matter, model)
    assert queries.tokens_used(cast.brand, NOON) == 1_200
    with pytest.raises(actions.TokensUsedUp):
        helped(cast, matter, model)
    assert len(model.asked) == 1
    assert queries.tokens_used(cast.brand, NOON + timedelta(days=12)) == 0


def test_only_so_many_are_asked_at_once(cast: Cast, matter: Matter) -> None:
    connected(cast)
    for _ in range(MOST_AT_ONCE):
        Exchange.objects.create(brand=cast.brand, task="draft", model="m", asked_at=NOON, tokens=1)
    with pytest.raises(actions.AssistantBusy):
        helped(cast, matter, Script())
    actions.forget_exchanges(now=NOON + timedelta(minutes=6))
    assert helped(cast, matter, Script()).text


def _slow(_request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("slow")


def _down(_request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("down")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (_slow, "took too long"),
        (_down, "cannot be reached"),
        (lambda _: httpx.Response(401), "key is not accepted"),
        (lambda _: httpx.Response(500), "refused with the number 500"),
        (lambda _: httpx.Response(302, headers={"location": "https://x.test"}), "number 302"),
        (lambda _: httpx.Response(200, json={"choices": []}), "cannot be read"),
        (lambda _: httpx.Response(200, content=b"x" * 1_000_001), "far too long"),
    ],
    ids=["slow", "down", "key", "broken", "redirected", "nonsense", "endless"],
)
def test_no_answer_is_a_sentence_and_on_record(
    cast: Cast, matter: Matter, answer: object, sentence: str
) -> None:
    connected(cast)
    http = httpx.MockTransport(answer)  # type: ignore[arg-type]
    with pytest.raises(actions.NoAnswer, match=sentence):
        actions.assist(
            by=cast.actor(cast.ada), case=matter.case, help_with=DRAFT, http=http, now=NOON
        )
    kept = Exchange.objects.get()
    assert (kept.state, sentence in kept.trouble) == ("failed", True)


def test_newer_models_are_asked_by_their_own_word(cast: Cast, matter: Matter) -> None:
    connected(cast)
    good = {"choices": [{"message": {"content": "We are sorry."}}]}

    def answer(request: httpx.Request) -> httpx.Response:
        if "max_tokens" in json.loads(request.content):
            return httpx.Response(400, json={"error": "use max_completion_tokens"})
        return httpx.Response(200, json=good)

    http = httpx.MockTransport(answer)
    by = cast.actor(cast.ada)
    drafted = actions.assist(by=by, case=matter.case, help_with=DRAFT, http=http, now=NOON)
    assert drafted.text == "We are sorry."


def test_what_was_said_is_emptied_in_time_and_its_cost_stays(cast: Cast, matter: Matter) -> None:
    connected(cast)
    helped(cast, matter, Script())
    assert actions.forget_exchanges(now=NOON + KEPT_FOR + timedelta(hours=1)) == 1
    kept = Exchange.objects.get()
    assert (kept.prompt, kept.answer, kept.tokens) == ([], "", 120)


def test_who_is_erased_is_erased_there_too(cast: Cast, connection: Connection) -> None:
    connected(cast)
    matter = says(connection, "I am sad.")
    helped(cast, matter, Script())
    actions.forget_of_people(connection=connection, external_ids=[matter.identity.external_id])
    assert Exchange.objects.get().prompt == []


# ------------------------------------------------------------------------- who may do what


def test_it_is_off_until_a_lead_switches_it_on(cast: Cast, matter: Matter) -> None:
    with pytest.raises(actions.NoAssistant):
        helped(cast, matter, Script())
    olga = cast.actor(cast.olga)
    actions.connect_assistant(by=olga, wish=WISH, now=NOON)
    assert not queries.may_be_asked(cast.brand.pk)
    with pytest.raises(actions.NoAssistant):
        helped(cast, matter, Script())
    actions.switch_assistant(by=olga, on=True, now=NOON)
    assert helped(cast, matter, Script()).text
    actions.remove_assistant(by=olga, now=NOON)
    assert Exchange.objects.count() == 1
    verbs = Entry.objects.filter(action__endswith="_assistant").values_list("action", flat=True)
    assert list(verbs.order_by("pk")) == [
        "replies.connect_assistant",
        "replies.switch_assistant",
        "replies.remove_assistant",
    ]


def test_agents_ask_it_and_leads_keep_it(cast: Cast, matter: Matter) -> None:
    for someone in (cast.ada, cast.vera):
        with pytest.raises(NotAllowed):
            actions.connect_assistant(by=cast.actor(someone), wish=WISH, now=NOON)
        with pytest.raises(NotAllowed):
            actions.try_assistant(by=cast.actor(someone), http=Script().http, now=NOON)
    connected(cast)
    vera = cast.actor(cast.vera)
    with pytest.raises(NotAllowed):
        actions.assist(by=vera, case=matter.case, help_with=DRAFT, http=Script().http, now=NOON)
    other = make_matter(make_connection(make_brand("Southpost")))
    with pytest.raises(NotFound):
        helped(cast, other, Script())


def test_a_new_address_needs_its_key_again(cast: Cast) -> None:
    olga = cast.actor(cast.olga)
    actions.connect_assistant(by=olga, wish=WISH, now=NOON)
    same = dataclasses.replace(WISH, key="", model="other")
    assert actions.connect_assistant(by=olga, wish=same, now=NOON).secrets
    moved = dataclasses.replace(same, base_url="https://elsewhere.example/v1")
    assert not actions.connect_assistant(by=olga, wish=moved, now=NOON).secrets


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ftp://x.example",
        "http://models.example/v1",
        "https://me:pw@x.example",
        "https://x.example?a=1",
    ],
)
def test_an_address_that_would_tell_the_key_is_refused(cast: Cast, address: str) -> None:
    wish = dataclasses.replace(WISH, base_url=address)
    with pytest.raises(Invalid):
        actions.connect_assistant(by=cast.actor(cast.olga), wish=wish, now=NOON)


def test_a_machine_of_ones_own_may_be_plain(cast: Cast) -> None:
    for address in ("http://localhost:11434/v1", "http://10.0.0.7:8080/v1"):
        wish = dataclasses.replace(WISH, base_url=address, key="")
        kept = actions.connect_assistant(by=cast.actor(cast.olga), wish=wish, now=NOON)
        assert kept.base_url == address


def test_it_can_be_tried_before_it_is_on(cast: Cast) -> None:
    olga = cast.actor(cast.olga)
    actions.connect_assistant(by=olga, wish=WISH, now=NOON)
    model = Script(says=lambda _shown: "ready")
    assert actions.try_assistant(by=olga, http=model.http, now=NOON) == "ready"
    assert Exchange.objects.get().task == "try"


# ------------------------------------------------------------------- nobody instructs it


def test_no_customer_instructs_it(cast: Cast, connection: Connection) -> None:
    """Three hundred tries, against a model that does whatever it is told by anybody."""
    connected(cast, dataclasses.replace(WISH, monthly_tokens=1_000_000_000))
    secret = make_matter(
        connection, name="Sven Secret", text="My IBAN: DE89 3704 0044 0532 0130 00"
    )
    matter = says(connection, "")
    obeys = Script(
        says=lambda shown: f"{shown}\nSee https://evil.test/pay, write to thief@evil.test"
    )
    before = _standing(matter)
    for injection in injections():
        Message.objects.filter(pk=matter.message.pk).update(text=injection.text)
        with transaction.atomic():
            drafted = helped(cast, matter, obeys)
            _nothing_foreign(drafted, obeys, secret)
            transaction.set_rollback(True)
    assert len(obeys.asked) == len(injections()) >= 300
    assert _standing(matter) == before
    assert not Send.objects.exists()
    assert not Draft.objects.exists()


def _standing(matter: Matter) -> list[object]:
    case = Case.objects.values().get(pk=matter.case.pk)
    return [case, Message.objects.count(), Case.objects.count()]


def _nothing_foreign(drafted: Drafted, model: Script, secret: Matter) -> None:
    task, data = model.asked[-1]["messages"]
    said = model.shown["conversation"][-1]["text"]
    assert said not in task["content"]
    assert data["role"] == "user"
    for told in (json.dumps(model.asked[-1]), drafted.text):
        assert secret.person.name not in told
        assert "3704" not in told
    assert "thief@evil.test" not in drafted.text
    assert not links_in(clean(drafted.text).text), drafted.text


def test_nothing_it_says_is_more_than_words(cast: Cast, matter: Matter) -> None:
    connected(cast)
    names = {field.name for field in dataclasses.fields(Drafted)}
    assert names == {"text", "removed", "findings", "exchange_id"}
    told = {
        "tool_calls": [{"function": {"name": "send"}}],
        "content": '{"to": "all", "is_public": true}',
    }
    http = httpx.MockTransport(lambda _: httpx.Response(200, json={"choices": [{"message": told}]}))
    by = cast.actor(cast.ada)
    drafted = actions.assist(by=by, case=matter.case, help_with=DRAFT, http=http, now=NOON)
    assert drafted.text == '{"to": "all", "is_public": true}'
    assert not Send.objects.exists()


def test_every_no_has_its_words() -> None:
    for no in (actions.NoAssistant, actions.NoAnswer, actions.TokensUsedUp, actions.AssistantBusy):
        assert issubclass(no, Refusal)
        assert no.own_sentence()


def test_its_key_goes_along_when_the_installations_keys_change(cast: Cast, settings: Any) -> None:
    connected(cast)
    old, new = settings.CREDENTIALS_KEYS[0], Fernet.generate_key().decode()
    settings.CREDENTIALS_KEYS = (new, old)
    assert rotate_keys(by=operator(0), now=NOON) == 1
    settings.CREDENTIALS_KEYS = (new,)
    assert credentials.decrypted(Assistant.objects.get().secrets)["key"] == "key-of-ours"
    settings.CREDENTIALS_KEYS = (old,)
    assert rotate_keys(by=operator(0), now=NOON) == 0
    assert not Assistant.objects.get().is_on
