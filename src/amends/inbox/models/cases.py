"""Threads, cases and what happened to each case."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower

from amends.channels.models import Connection
from amends.inbox.models.people import Identity, Person
from amends.staff.models import Brand, Team, User


class Thread(models.Model):
    """A post with its comments, a conversation, a mail thread or a review."""

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    connection = models.ForeignKey(
        Connection, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    external_id = models.CharField(max_length=1000)
    kind = models.CharField(max_length=12)
    is_public = models.BooleanField()
    title = models.CharField(max_length=500, default="")
    url = models.TextField(default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "external_id"], name="inbox_thread_once"),
        ]

    def __str__(self) -> str:
        return self.title or self.external_id


class CaseState(models.TextChoices):
    """Whose turn it is."""

    NEEDS_ANSWER = "needs_answer"
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_COLLEAGUE = "waiting_colleague"
    SNOOZED = "snoozed"
    CLOSED = "closed"


class SetAside(models.TextChoices):
    """Why a closed case counts for nothing: no clock, no alarm, no figure."""

    SPAM = "spam"
    BLOCKED = "blocked"
    #: Its messages went into another case.
    MERGED = "merged"
    #: Nobody waits for an answer: thanks, applause, chatter. The next message is looked at anew.
    NOISE = "noise"


class Case(models.Model):
    """One person's matter: a public thread and any private threads it was taken to."""

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="cases", db_constraint=False
    )
    identity = models.ForeignKey(
        Identity, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    connection = models.ForeignKey(
        Connection, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    #: The thread it began in.
    thread = models.ForeignKey(
        Thread, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    state = models.CharField(max_length=20, choices=CaseState, default=CaseState.NEEDS_ANSWER)
    #: Since when it is in this state: for NEEDS_ANSWER the oldest message without an answer.
    state_since = models.DateTimeField()
    snoozed_until = models.DateTimeField(null=True)
    assignee = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    subject = models.CharField(max_length=500, default="")
    #: The beginning of the newest message from the customer, for the list.
    preview = models.CharField(max_length=240, default="")
    rating = models.SmallIntegerField(null=True)
    tags = ArrayField(models.BigIntegerField(), default=list)
    opened_at = models.DateTimeField()
    last_in_at = models.DateTimeField(null=True)
    last_out_at = models.DateTimeField(null=True)
    #: The newest answer that somebody gave on the network itself, past the desk.
    answered_elsewhere_at = models.DateTimeField(null=True)
    #: Set when a private message was sent for a matter that began in public.
    taken_offline_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    #: The team in whose queue it is.
    team = models.ForeignKey(
        Team, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    #: By when the brand promised an answer; null while no clock runs (`actions.clocks` sets it).
    due_at = models.DateTimeField(null=True)
    #: Seconds by which it stands before its promise while it needs an answer (`actions.rank` sets it).
    sooner = models.IntegerField(default=0, db_default=0)
    #: A lead put it before everything that nobody put there.
    pinned_at = models.DateTimeField(null=True)
    #: What the judgement of its messages comes to, in words that filters ask for: `mood:angry`.
    marks = ArrayField(models.CharField(max_length=80), default=list, db_default=[])
    #: Where it stands in its list: its promise, else since when it is in its state; sooner where its
    #: judgement or a pin says so. Made by the database.
    order_at = models.GeneratedField(
        expression=Func(
            *map(F, ("state", "due_at", "state_since", "sooner", "pinned_at")),
            function="inbox_order",
        ),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    #: The values of the brand's own fields, by the field's id as text.
    fields = models.JSONField(default=dict, db_default={})
    set_aside = models.CharField(
        max_length=8, choices=SetAside, default="", db_default="", blank=True
    )
    #: The case that this one's messages went into.
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CaseState.values), name="inbox_case_state"
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.CLOSED, closed_at__isnull=False)
                | (~Q(state=CaseState.CLOSED) & Q(closed_at__isnull=True)),
                name="inbox_case_closed_at",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.SNOOZED, snoozed_until__isnull=False)
                | (~Q(state=CaseState.SNOOZED) & Q(snoozed_until__isnull=True)),
                name="inbox_case_snoozed_until",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.NEEDS_ANSWER) | Q(due_at__isnull=True),
                name="inbox_case_clock_runs",
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "state", "state_since", "id"], name="inbox_case_queue"),
            models.Index(
                fields=["connection", "state", "state_since", "id"], name="inbox_case_account"
            ),
            models.Index(
                fields=["brand", "assignee", "state", "state_since", "id"],
                name="inbox_case_mine",
                condition=~Q(state="closed") & Q(assignee__isnull=False),
            ),
            models.Index(fields=["brand", "state", "order_at", "id"], name="inbox_case_order"),
            models.Index(
                fields=["connection", "state", "order_at", "id"], name="inbox_case_account_order"
            ),
            models.Index(
                fields=["brand", "assignee", "state", "order_at", "id"],
                name="inbox_case_mine_order",
                condition=~Q(state="closed") & Q(assignee__isnull=False),
            ),
            models.Index(
                fields=["brand", "due_at"],
                name="inbox_case_due",
                condition=Q(due_at__isnull=False),
            ),
            GinIndex(fields=["tags"], name="inbox_case_tags", condition=~Q(state="closed")),
            GinIndex(
                fields=["tags"],
                name="inbox_case_tags_closed",
                condition=Q(state="closed") & ~Q(tags=[]),
            ),
            models.Index(
                fields=["snoozed_until"], name="inbox_case_wake", condition=Q(state="snoozed")
            ),
            models.Index(
                fields=["brand", "state_since", "id"],
                name="inbox_case_aside",
                condition=Q(set_aside__gt=""),
            ),
            models.Index(
                fields=["brand", "state_since", "id"],
                name="inbox_case_noise",
                condition=Q(set_aside="noise"),
            ),
            models.Index(
                fields=["brand", "state_since", "id"],
                name="inbox_case_pinned",
                condition=Q(pinned_at__isnull=False),
            ),
            models.Index(
                fields=["brand", "state_since", "id"],
                name="inbox_case_unwanted",
                condition=Q(set_aside__in=["spam", "blocked"]),
            ),
            GinIndex(fields=["marks"], name="inbox_case_marks", condition=~Q(marks=[])),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"


class CaseThread(models.Model):
    """A thread a case goes on in. One person has at most one living case in a thread."""

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, related_name="case_threads", db_constraint=False
    )
    thread = models.ForeignKey(
        Thread,
        on_delete=models.CASCADE,
        related_name="case_threads",
        db_index=False,
        db_constraint=False,
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    #: When a later message of this person here would begin a new case.
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "person"],
                condition=Q(ended_at__isnull=True),
                name="inbox_case_thread_once",
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} in thread {self.thread_id}"


class CaseEventKind(models.TextChoices):
    """What can happen to a case."""

    OPENED = "opened"
    REOPENED = "reopened"
    NEEDS_ANSWER = "needs_answer"
    ANSWERED = "answered"
    ANSWERED_ELSEWHERE = "answered_elsewhere"
    #: An answer turned out to be none: withdrawn in time, dropped, or failed.
    UNANSWERED = "unanswered"
    WAITING_COLLEAGUE = "waiting_colleague"
    WAITING_CUSTOMER = "waiting_customer"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    CLOSED = "closed"
    ASSIGNED = "assigned"
    TAGGED = "tagged"
    UNTAGGED = "untagged"
    TAKEN_OFFLINE = "taken_offline"
    NOTED = "noted"
    THREAD_ADDED = "thread_added"
    MOVED = "moved"
    TEAM_ASSIGNED = "team_assigned"
    FIELD_SET = "field_set"
    MERGED = "merged"
    UNMERGED = "unmerged"
    SPLIT = "split"
    LINKED = "linked"
    UNLINKED = "unlinked"
    #: Spam, or of somebody who is blocked.
    SET_ASIDE = "set_aside"
    PUT_BACK = "put_back"
    JOINED = "joined"
    LEFT = "left"
    PERSON_CHANGED = "person_changed"
    #: Edited, taken back, hidden, shown or liked on the network; `facts["what"]` says which.
    DEED_ASKED = "deed_asked"
    DEED_DONE = "deed_done"
    #: Held, refused, failed, or nobody knows: `facts["ended"]`.
    DEED_STOPPED = "deed_stopped"
    DEED_PUT_AWAY = "deed_put_away"
    PINNED = "pinned"
    UNPINNED = "unpinned"
    #: What the desk made of a message was wrong; `facts` say what it is instead.
    CORRECTED = "corrected"
    RULES_ACTED = "rules_acted"
    #: An answer waits for a colleague's yes, got one, was given back, or is asked of somebody else, too.
    APPROVAL_ASKED = "approval_asked"
    APPROVED = "approved"
    APPROVAL_RETURNED = "approval_returned"
    APPROVAL_ESCALATED = "approval_escalated"


class CaseEvent(models.Model):
    """One thing that happened to a case; only ever appended: every figure can be made again from these."""

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, related_name="events", db_index=False, db_constraint=False
    )
    kind = models.CharField(max_length=20, choices=CaseEventKind)
    at = models.DateTimeField()
    by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["case", "at", "id"], name="inbox_event_case"),
            models.Index(F("brand"), F("at"), name="inbox_event_brand"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} case {self.case_id}"


class Note(models.Model):
    """What colleagues tell each other about a case. Never sent."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()
    #: Ids of the colleagues it names.
    mentions = ArrayField(models.BigIntegerField(), default=list, db_default=[])

    class Meta:
        indexes = [
            GinIndex(
                Func(F("brand_id"), Value(""), F("text"), function="inbox_words"),
                name="inbox_note_words",
            ),
        ]

    def __str__(self) -> str:
        return f"note on case {self.case_id}"


class Tag(models.Model):
    """A word that the brand sorts its cases by. A case holds its tags' ids in `Case.tags`."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    #: Offered no longer; cases keep it.
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("brand", Lower("name"), name="inbox_tag_once"),
        ]

    def __str__(self) -> str:
        return self.name
