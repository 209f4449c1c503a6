"""The addresses of what is made of messages."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import learning, triage

_DESK = "desk/<slug:brand>/"
_TRIAGE = f"{_DESK}settings/triage/"

urlpatterns: list[URLPattern] = [
    path(f"{_DESK}judgements/<int:message_id>/", triage.correct, name="correct"),
    path(f"{_DESK}cases/<int:case_id>/pin/", triage.pin, name="pin"),
    path(
        f"{_DESK}cases/<int:case_id>/suggested-tag/", learning.suggested_tag, name="suggested-tag"
    ),
    path(f"{_DESK}round/", learning.daily_round, name="round"),
    path(f"{_DESK}round/begin/", learning.begin, name="round-begin"),
    path(f"{_DESK}round/again/", learning.again, name="round-again"),
    path(f"{_DESK}round/<int:question_id>/", learning.answer, name="round-answer"),
    path(f"{_DESK}settings/learnt/", learning.overview, name="learnt"),
    path(f"{_DESK}settings/learnt/back/", learning.go_back, name="learnt-back"),
    path(f"{_DESK}settings/learnt/tags/", learning.set_tags, name="learnt-tags"),
    path(_TRIAGE, triage.overview, name="triage"),
    path(f"{_TRIAGE}save/", triage.save, name="triage-save"),
    path(f"{_TRIAGE}checks/<int:check_id>/", triage.check, name="triage-check"),
]
