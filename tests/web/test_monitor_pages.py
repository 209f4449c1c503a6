from __future__ import annotations

import re

from django.test import Client

from amends.incidents.models import Incident, Monitor
from cast import Cast


def test_a_monitor_is_added_tried_given_a_new_secret_and_heard_no_more(
    bo: Client, cast: Cast
) -> None:
    base = f"/desk/{cast.brand.slug}/settings/monitors/"
    assert "No monitor is heard yet" in bo.get(base).content.decode()
    wrong = bo.post(f"{base}add/", {"name": "", "kind": "alertmanager"})
    assert wrong.status_code == 422
    made = bo.post(f"{base}add/", {"name": "Prometheus", "kind": "alertmanager"}).content.decode()
    monitor = Monitor.objects.get()
    [secret] = set(re.findall(r"whsec_[\w+/=]+", made))
    own = f"{base}{monitor.pk}/"
    again = bo.get(own).content.decode()
    assert secret not in again
    assert f"/monitors/{monitor.public_id}/" in again
    tried = bo.post(f"{own}try/", follow=True).content.decode()
    assert "Checkout does not answer" in tried
    assert not Incident.objects.exists()
    [fresh] = set(re.findall(r"whsec_[\w+/=]+", bo.post(f"{own}secret/").content.decode()))
    alarm = {"alerts": [{"status": "firing", "labels": {"alertname": "Checkout"}}]}
    door = f"/monitors/{monitor.public_id}/"
    for key, status in ((secret, 401), (fresh, 200)):
        proof = {"Authorization": f"Bearer {key}"}
        said = Client().post(door, alarm, content_type="application/json", headers=proof)
        assert said.status_code == status
    bo.post(f"{own}close/")
    assert bo.get(own).status_code == 404
    assert Incident.objects.count() == 1


def test_an_agent_sees_no_monitors(ada: Client, cast: Cast) -> None:
    base = f"/desk/{cast.brand.slug}/settings/monitors/"
    assert ada.get(base).status_code == 403
    ada.post(f"{base}add/", {"name": "x", "kind": "generic"})
    assert not Monitor.objects.exists()


def test_each_kind_understands_its_own_example(bo: Client, cast: Cast) -> None:
    base = f"/desk/{cast.brand.slug}/settings/monitors/"
    for kind in ("alertmanager", "uptime_kuma", "generic"):
        bo.post(f"{base}add/", {"name": kind, "kind": kind})
        monitor = Monitor.objects.get(name=kind)
        assert (
            "Nothing was opened"
            in bo.post(f"{base}{monitor.pk}/try/", follow=True).content.decode()
        )
