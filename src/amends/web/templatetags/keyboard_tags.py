"""The table of keys, for the sheet that shows it."""

from __future__ import annotations

from django import template

from amends.web import keyboard

register = template.Library()
register.simple_tag(keyboard.sheet, name="keyboard_sheet")
