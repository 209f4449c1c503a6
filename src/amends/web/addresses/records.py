"""The addresses of order in the records: teams, people, merging, fields."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import away, fields, menus, organising, records, same_person

_DESK = "desk/<slug:brand>/"
_CASE = f"{_DESK}cases/<int:case_id>/"
_PERSON = f"{_DESK}people/<int:person_id>/"
_FIELDS = f"{_DESK}settings/fields/"

urlpatterns: list[URLPattern] = [
    path(f"{_CASE}menu/<slug:which>/", menus.menu, name="case-menu"),
    path(f"{_CASE}hand-over/", organising.hand_over, name="hand-over"),
    path(f"{_CASE}merge/", records.merge, name="case-merge"),
    path(f"{_CASE}split/", records.split, name="case-split"),
    path(f"{_CASE}links/", records.link, name="link"),
    path(f"{_CASE}unlink/", records.unlink, name="unlink"),
    path(f"{_CASE}colleague/", records.colleague, name="case-colleague"),
    path(f"{_CASE}follow/", records.follow, name="follow"),
    path(f"{_CASE}unfollow/", records.unfollow, name="unfollow"),
    path(f"{_CASE}spam/", records.spam, name="spam"),
    path(f"{_CASE}put-back/", records.put_back, name="put-back"),
    path(f"{_CASE}history/", records.history, name="history"),
    path(f"{_CASE}text/", records.as_text, name="case-text"),
    path(f"{_CASE}fields/", fields.fill, name="case-fields"),
    path(f"{_CASE}same-person/", same_person.suggestions, name="same-person"),
    path(f"{_DESK}moves/<int:move_id>/undo/", records.undo_move, name="move-undo"),
    path(f"{_DESK}tags/words/", records.words_of_tags, name="tag-words"),
    path(f"{_PERSON}merge/", same_person.merge, name="person-merge"),
    path(f"{_PERSON}blocking/", same_person.block, name="block"),
    path(f"{_PERSON}unblocking/", same_person.unblock, name="unblock"),
    path(f"{_DESK}merges/<int:merge_id>/undo/", same_person.part, name="merge-undo"),
    path(f"{_DESK}duty/", away.menu, name="duty"),
    path(f"{_DESK}duty/away/", away.go, name="go-away"),
    path(f"{_DESK}duty/back/", away.back, name="back-again"),
    path(_FIELDS, fields.overview, name="fields"),
    path(f"{_FIELDS}new/", fields.define, name="field-add"),
    path(f"{_FIELDS}<int:field_id>/", fields.change, name="field-change"),
]
