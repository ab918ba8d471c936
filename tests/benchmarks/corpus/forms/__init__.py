"""The forms that documents of this genre take, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..desk import Desk
from ..issuers import TIERS
from . import brackets, issues, labels, paged, prose, tables

__all__ = ["FORMS", "Form"]


@dataclass(frozen=True, slots=True)
class Form:
    """How a document is written, and by governments of which tiers."""

    write: Callable[[Desk], None]
    tiers: tuple[str, ...] = TIERS


FORMS: Mapping[str, Form] = {
    "bare-lines": Form(prose.bare_lines),
    "bracket-bare": Form(brackets.bare_brackets),
    "bracket-centre": Form(brackets.centre, ("national",)),
    "bracket-deadlines": Form(brackets.deadlines),
    "bracket-first-listed": Form(brackets.first_listed),
    "bracket-labels": Form(labels.in_brackets),
    "bracket-lead-support": Form(brackets.lead_support),
    "bracket-nested": Form(brackets.nested),
    "bracket-party": Form(brackets.party),
    "gazette": Form(issues.gazette, ("province", "prefecture")),
    "label-lines": Form(labels.on_lines),
    "label-persons": Form(labels.with_persons),
    "label-run-in": Form(labels.run_in),
    "label-todo": Form(labels.todo),
    "label-values-below": Form(labels.values_below),
    "prose-by-whom": Form(prose.by_whom),
    "prose-departments": Form(prose.departments),
    "prose-duties": Form(prose.duties),
    "prose-this-work": Form(prose.this_work),
    "prose-work-groups": Form(prose.work_groups),
    "table-headerless": Form(tables.headerless),
    "table-html": Form(tables.html),
    "table-lines-in-cells": Form(tables.lines_in_cells),
    "table-one-cell-a-line": Form(tables.one_cell_a_line),
    "table-over-pages": Form(paged.over_pages),
    "table-pipes": Form(tables.pipes),
    "table-run-together": Form(tables.run_together),
    "table-tabs": Form(tables.tabs),
    "table-two-levels": Form(paged.two_levels, ("prefecture",)),
    "traditional": Form(issues.traditional),
}
