"""From the lists of one clause to bodies with roles.

What 负责 means depends on the lists beside it and on the rules the document has stated so far.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Assignment, Basis, Mention, Role, Rule, Span
from kg.parse import grammar
from kg.parse.clause import Listed, Reading
from kg.parse.names import named
from kg.parse.tails import Item
from kg.parse.view import View

__all__ = ["Context", "assignments"]

_RESPONSIBLE = "责任"


@dataclass(frozen=True, slots=True)
class Context:
    """What decides roles and names from outside a clause.

    Attributes:
        rule: The rule in force that says who of several leads.
        column: Heading of the table column the list stands in, or empty.
        tier: The tier that heading gives to bodies without one, or empty.
        beside: Roles that other columns of the row fill.
    """

    rule: Rule | None = None
    column: str = ""
    tier: str = ""
    beside: frozenset[str] = frozenset()


def _roles(
    listed: Listed, reading: Reading, context: Context, text: str
) -> list[tuple[Role, Basis]]:
    """Return role and basis of each body of a list."""
    count = len(listed.items)
    ruled = _by_rule(listed, reading, context, text)
    if ruled:
        return [(role, Basis.EXPLICIT) for role in ruled]
    explicit = Basis.LABEL if listed.label else Basis.EXPLICIT
    role = _OWN.get(listed.word) or _beside(listed, reading, context)
    return [(role, explicit)] * count if role else _unranked(listed, reading, context.rule)


_OWN = {"support": Role.SUPPORT, "joint": Role.JOINT, "lead": Role.LEAD}


def _beside(listed: Listed, reading: Reading, context: Context) -> Role | None:
    """Return the role that a list's word gives beside the other lists, if it gives one."""
    word = listed.word
    others = context.beside | {x.word for x in reading.lists if x is not listed and x.items}
    if word == "guide" and {"lead", "main", "resp", "joint"} & others:
        return Role.SUPPORT  # 指导 beside those who do the work
    if word == "guide" and listed.label and others - {"guide"}:
        return Role.SUPPORT
    if word == "main":
        return Role.JOINT if "lead" in others else Role.LEAD
    if {"lead", "main"} & others:
        responsible = word != "bare" or _RESPONSIBLE in context.column
        return Role.JOINT if responsible else Role.SUPPORT
    return None


def _unranked(listed: Listed, reading: Reading, rule: Rule | None) -> list[tuple[Role, Basis]]:
    """Decide a list that 负责 or nothing closes, without a lead named in its clause."""
    count = len(listed.items)
    if any(x.word == "joint" for x in reading.lists):
        return [(Role.JOINT, Basis.EXPLICIT)] * count
    same = _alike(listed, reading)
    if sum(len(x.items) for x in same) == 1:
        return [(Role.LEAD, Basis.SOLE)]
    if rule is None or rule.kind != "first-listed":
        return [(Role.JOINT, Basis.SHARED)] * count
    first = [(Role.LEAD if same[0] is listed else Role.SUPPORT, Basis.FIRST_LISTED)]
    return first + [(Role.SUPPORT, Basis.FIRST_LISTED)] * (count - 1)


def _alike(listed: Listed, reading: Reading) -> list[Listed]:
    """Return the lists that no word ranks among each other; those who guide are by themselves."""
    kinds = ("guide",) if listed.word == "guide" else ("resp", "bare")
    return [other for other in reading.lists if other.word in kinds]


def _by_rule(listed: Listed, reading: Reading, context: Context, text: str) -> list[Role]:
    """Return the roles that a rule gives which looks at marks or at labels, if it gives some."""
    kind = context.rule.kind if context.rule else ""
    if listed.word not in ("resp", "bare") or _beside(listed, reading, context):
        return []
    if kind == "responsible-lead" and _RESPONSIBLE in (context.column or listed.label):
        return [Role.LEAD] * len(listed.items)
    if kind != "marked-lead":
        return []
    alike = [item for other in _alike(listed, reading) for item in other.items]
    if not any(_marked(item, text) for item in alike):
        return []
    return [Role.LEAD if _marked(item, text) else Role.SUPPORT for item in listed.items]


def _marked(item: Item, text: str) -> bool:
    """Return whether a mark stands right before or behind a body: ★市水利局."""
    beside = text[max(0, item.start - 1) : item.start] + text[item.end : item.end + 1]
    return bool(grammar.LEAD_MARK.search(beside))


def assignments(reading: Reading, view: View, raw: str, context: Context) -> tuple[Assignment, ...]:
    """Return the bodies of a clause with their roles.

    Args:
        reading: Its lists.
        view: The view its positions refer to.
        raw: The raw text.
        context: What decides from outside the clause.
    """
    items = reading.items
    spans = [view.span(item.start, item.end) for item in items]
    surfaces = [span.of(raw) for span in spans]
    names = named(view.text, items, surfaces, context.tier)
    out = []
    at = 0
    for listed in reading.lists:
        word = view.span(*listed.at) if listed.at else None
        for role, basis in _roles(listed, reading, context, view.text):
            out.append(
                Assignment(
                    Mention(spans[at], surfaces[at], names[at]),
                    role,
                    basis,
                    _basis_span(basis, word, context.rule),
                    context.column or listed.label,
                    context.tier,
                )
            )
            at += 1
    return tuple(out)


def _basis_span(basis: Basis, word: Span | None, rule: Rule | None) -> Span | None:
    if basis is Basis.FIRST_LISTED:
        return rule.span if rule else None
    if basis in (Basis.EXPLICIT, Basis.LABEL):
        return word
    return None
