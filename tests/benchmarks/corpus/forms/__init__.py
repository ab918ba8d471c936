"""The forms that documents of this genre take, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..desk import Desk
from . import brackets, labels, prose, tables

__all__ = ["FORMS"]

FORMS: Mapping[str, Callable[[Desk], None]] = {
    "bare-lines": prose.bare_lines,
    "bracket-bare": brackets.bare_brackets,
    "bracket-first-listed": brackets.first_listed,
    "bracket-labels": labels.in_brackets,
    "bracket-lead-support": brackets.lead_support,
    "label-lines": labels.on_lines,
    "label-run-in": labels.run_in,
    "label-values-below": labels.values_below,
    "prose-by-whom": prose.by_whom,
    "prose-departments": prose.departments,
    "prose-duties": prose.duties,
    "table-html": tables.html,
    "table-one-cell-a-line": tables.one_cell_a_line,
    "table-pipes": tables.pipes,
    "table-tabs": tables.tabs,
}
