"""What the shell completes: questions, their parameters, and names from a build."""

from __future__ import annotations

from pathlib import Path

import typer

__all__ = ["complete_question", "complete_value"]

_MOST = 30


def complete_question(incomplete: str) -> list[tuple[str, str]]:
    """Return the questions that begin so, with what they answer."""
    from kg.graph.questions import questions

    found = [(one.name, one.title_en) for one in questions()]
    return [(name, title) for name, title in found if name.startswith(incomplete)]


def complete_value(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return parameters of the question that begin so; behind ``name=``, their values."""
    from kg.errors import KgError
    from kg.graph.questions import question

    try:
        parameters = question(ctx.params.get("question") or "").parameters
    except KgError:
        return []
    given = list(ctx.params.get("values") or [])
    name, equals, part = _split(given, incomplete)
    if not equals:
        taken = {value.partition("=")[0] for value in given}
        names = [(f"{one.name}=", one.label_en) for one in parameters if one.name not in taken]
        return [(one, label) for one, label in names if one.startswith(incomplete)]
    kind = next((one.kind for one in parameters if one.name == name), "")
    # Some shells take name=value as one word, others as three; they get back what they gave.
    before = f"{name}=" if incomplete.startswith(f"{name}=") else ""
    return [(before + label, node) for node, label in _names(ctx, kind, part)]


def _split(given: list[str], incomplete: str) -> tuple[str, str, str]:
    """Return name, equals sign and value: bash takes them apart, and drops a last equals sign."""
    if given and given[-1] == "=":
        return given[-2] if len(given) > 1 else "", "=", incomplete
    if given and "=" not in given[-1] and not incomplete:
        return given[-1], "=", ""
    return incomplete.partition("=")


def _names(ctx: typer.Context, kind: str, part: str) -> list[tuple[str, str]]:
    """Return nodes of a build with names that begin so; none where there is no build."""
    from kg.builds import open_store
    from kg.errors import KgError
    from kg.graph.names import CLASSES, complete

    if kind not in CLASSES:
        return []
    try:
        with open_store(Path(ctx.params.get("build") or "output")) as store:
            found = complete(store, kind, part, _MOST * 10)
    except KgError:
        return []
    return [(node, label) for node, label in found if label.startswith(part)][:_MOST]
