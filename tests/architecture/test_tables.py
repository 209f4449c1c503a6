"""What import-linter cannot see: keys named by a string, and whose data a table holds."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.db.models import ForeignKey, Model

from architecture.house import height, sources, tables, tree, within

#: Tables that hold no brand's data: people and parts of the installation as a whole.
OF_THE_INSTALLATION = {
    "staff.User": "works for any number of brands",
    "staff.Brand": "is the brand",
    "staff.SignIn": "is a person's, whichever brands they work for",
    "staff.SetupLink": "is there before the first brand",
    "alerts.Tail": "one reading is of all brands' events",
    "alerts.PushKey": "push services know the installation, not a brand",
    "trends.Reading": "one reading is of all brands' judgements",
    "listening.Heartbeat": "a process serves all brands",
}
#: The audit trail lies lowest, because even a change of role is recorded, and still names who did it.
ALLOWED_UPWARD = {("audit.Entry", "by")}
#: Tables of Django's own, below every room.
OF_THE_FRAMEWORK = {"sessions"}

_all = pytest.mark.parametrize("table", list(tables()), ids=lambda each: each._meta.label)


@_all
def test_a_brands_data_says_whose_it_is(table: type[Model]) -> None:
    names = {field.attname for field in table._meta.concrete_fields}
    assert ("brand_id" in names) != (table._meta.label in OF_THE_INSTALLATION)


@_all
def test_a_key_points_down(table: type[Model]) -> None:
    for field in table._meta.concrete_fields:
        if not isinstance(field, ForeignKey) or (table._meta.label, field.name) in ALLOWED_UPWARD:
            continue
        here, there = table._meta.app_label, field.related_model._meta.app_label
        if there in OF_THE_FRAMEWORK:
            continue
        assert here == there or height(here) > height(there), f"{field} points up to {there}"


@pytest.mark.parametrize(
    "path", [path for path in sources() if path.name == "models.py"], ids=within
)
def test_a_key_names_its_table_by_the_class(path: Path) -> None:
    """A string would hide the dependency from the import contract; "self" is none."""
    for call in ast.walk(tree(path)):
        if isinstance(call, ast.Call) and _last_name(call.func) in {"ForeignKey", "OneToOneField"}:
            target = call.args[0]
            is_named = isinstance(target, ast.Constant) and target.value != "self"
            assert not is_named, ast.unparse(call)


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
