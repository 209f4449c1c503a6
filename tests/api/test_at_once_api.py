"""One key, sent many times at the same moment: one answer."""

from __future__ import annotations

import threading

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from program import Program

from amends.outbox.models import Send
from cast import Matter

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_key_many_times_at_once_asks_once(program: Program, matter: Matter) -> None:
    body = {"kind": "public_reply", "text": "Sorry! We are looking for it."}
    begin = threading.Barrier(5)
    answers: list[HttpResponse] = []

    def ask() -> None:
        begin.wait(timeout=10)
        caller = Program(program.secret, Client())
        path = f"/cases/{matter.case.pk}/replies"
        answers.append(caller.post(path, body, **{"Idempotency-Key": "order-1"}))
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert [answer.status_code for answer in answers] == [202] * 5
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Send.objects.count() == 1
