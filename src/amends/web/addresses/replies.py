"""The addresses of drafts, saved replies and files."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import (
    approved,
    assistant,
    composer,
    deeds,
    emoji,
    files,
    saved_replies,
    suggesting,
    uploads,
)

_DESK = "desk/<slug:brand>/"
_CASE = f"{_DESK}cases/<int:case_id>/"
_ASSISTANT = f"{_DESK}settings/assistant/"
_SAVED = f"{_DESK}settings/saved-replies/"

urlpatterns: list[URLPattern] = [
    path(f"{_CASE}composer/", composer.composer, name="composer"),
    path(f"{_CASE}messages/<int:message_id>/deeds/", deeds.menu, name="deeds"),
    path(f"{_DESK}messages/<int:message_id>/<slug:kind>/", deeds.ask, name="deed-ask"),
    path(f"{_DESK}deeds/<int:deed_id>/<slug:verb>/", deeds.settle, name="deed"),
    path(f"{_CASE}answered-there/", composer.answered_there, name="answered-there"),
    path(f"{_CASE}draft/", composer.draft, name="draft"),
    path(f"{_CASE}drafts/", composer.others, name="drafts"),
    path(f"{_DESK}drafts/<int:draft_id>/take/", composer.take_over, name="draft-take"),
    path(f"{_CASE}assistant/", assistant.assist, name="assist"),
    path(_ASSISTANT, assistant.overview, name="assistant"),
    path(f"{_ASSISTANT}connect/", assistant.connect, name="assistant-connect"),
    path(f"{_ASSISTANT}switch/", assistant.switch, name="assistant-switch"),
    path(f"{_ASSISTANT}try/", assistant.try_out, name="assistant-try"),
    path(f"{_ASSISTANT}remove/", assistant.remove, name="assistant-remove"),
    path(
        f"{_ASSISTANT}exchanges/<int:exchange_id>/",
        assistant.exchange,
        name="assistant-exchange",
    ),
    path(f"{_CASE}suggestions/", suggesting.offered, name="suggestions"),
    path(f"{_CASE}templates/", approved.choose, name="templates"),
    path(f"{_CASE}templates/preview/", approved.preview, name="template-preview"),
    path(f"{_CASE}templates/send/", approved.send, name="template-send"),
    path(f"{_CASE}uploads/", uploads.add, name="upload"),
    path(f"{_DESK}uploads/<int:upload_id>/alt/", uploads.describe, name="upload-alt"),
    path(f"{_DESK}files/<str:mark>/again/", files.again, name="file-again"),
    path(f"{_DESK}uploads/<str:mark>/picture/", uploads.picture, name="upload-picture"),
    path(f"{_CASE}saved-replies/", saved_replies.offered, name="saved-offered"),
    path(f"{_DESK}saved-replies/<int:saved_id>/used/", saved_replies.used, name="saved-used"),
    path(_SAVED, saved_replies.overview, name="saved-replies"),
    path(f"{_SAVED}add/", saved_replies.add, name="saved-add"),
    path(f"{_SAVED}preview/", saved_replies.preview, name="saved-preview"),
    path(f"{_SAVED}<int:saved_id>/", saved_replies.change, name="saved-change"),
    path("emoji/<slug:version>.json", emoji.listed, name="emoji"),
]
