"""Checks 1–7: what a channel says about itself, and that its page and its row stand in the docs."""

from __future__ import annotations

import ast
import inspect
import re
import sys

from amends.channels import matrix
from amends.channels.conformance.bench import Bench
from amends.channels.conformance.recordings import described, heard
from amends.channels.conformance.verdict import must, same
from amends.channels.contract import SettingKind

FOREIGN = ("django", "procrastinate", "psycopg", "ninja", "amends.queue", "amends.channels.models")


class NamingChecks(Bench):
    """A channel names itself and what it needs, and keeps to itself."""

    def test_01_it_names_itself(self) -> None:
        channel = self.channel
        must(re.fullmatch(r"[a-z][a-z0-9-]{0,39}", channel.slug), "slug: a-z, 0-9 and -, up to 40")
        must(channel.name.strip(), "name is missing")
        must(1 <= len(channel.mark) <= 2, "mark: one or two letters")
        must(re.fullmatch(r"#[0-9a-f]{6}", channel.colour.lower()), "colour: #rrggbb")

    def test_02_it_labels_its_settings(self) -> None:
        settings = self.channel.settings
        names = [each.name for each in settings]
        same(sorted(set(names)), sorted(names), "two settings have one name")
        for each in settings:
            must(re.fullmatch(r"[a-z][a-z0-9_]*", each.name), f"{each.name}: a-z, 0-9 and _")
            must(each.label.strip(), f"{each.name} has no label")
            is_choice = each.kind is SettingKind.CHOICE
            must(is_choice == bool(each.choices), f"{each.name}: choices go with CHOICE")
            must(not is_choice or each.default in {"", *each.choices}, f"{each.name}: odd default")
            is_secret = each.kind is SettingKind.SECRET
            must(is_secret or not each.made, f"{each.name}: only secrets are made by us")

    def test_03_its_recording_fits_its_settings(self) -> None:
        facts, declared = self.recording.facts, self.channel.settings
        secret = {each.name for each in declared if each.kind is SettingKind.SECRET}
        plain = {each.name for each in declared} - secret
        known = secret | set(self.channel.learns)
        must(set(facts["secrets"]) <= known, "the recording has secrets that are not declared")
        must(set(facts["settings"]) <= plain, "the recording has settings that are not declared")
        needed = {each.name for each in declared if each.required}
        given = {*facts["secrets"], *facts["settings"]}
        must(needed <= given, f"the recording lacks {sorted(needed - given)}")

    def test_04_it_keeps_no_state(self) -> None:
        before = dict(vars(self.channel))
        world = self.kit.world(self.recording.read("identify.json")["world"])
        self.channel.identify(self.link(world))
        for delivery, _ in self.recording.deliveries().values():
            self.channel.parse(self.nowhere(), delivery)
        same(described(vars(self.channel)), described(before), "it remembered something")
        must(not before, "what it knows belongs into the class, the link and the arguments")

    def test_05_it_knows_no_framework_and_no_database(self) -> None:
        module = sys.modules[type(self.channel).__module__]
        tree = ast.parse(inspect.getsource(module))
        for name in _imported(tree):
            foreign = any(name == each or name.startswith(f"{each}.") for each in FOREIGN)
            must(not foreign, f"an adapter is pure translation, but this one imports {name}")

    def test_06_every_kind_it_declares_is_recorded_and_no_other(self) -> None:
        found = frozenset[str]()
        for delivery, _ in self.recording.deliveries().values():
            items = self.channel.parse(self.nowhere(), delivery)
            found = found.union(*(heard(item) for item in items))
        same(sorted(found), sorted(self.channel.capabilities.hears), "kinds it hears")

    def test_07_it_has_a_page_and_a_row_in_the_matrix(self) -> None:
        if self.docs is None:
            return
        page = self.docs / f"{self.channel.slug}.md"
        must(page.is_file(), f"{page} is missing")
        must(self.channel.name in page.read_text(encoding="utf-8"), f"{page} does not name it")
        text = (self.docs / "matrix.md").read_text(encoding="utf-8")
        for row in matrix.rows(self.channel):
            must(row in text, "its row in the matrix is old; run `amends channels matrix`")


def _imported(tree: ast.Module) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{each.name}" for each in node.names]
    return names
