"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.network.rows import Selection

__all__ = [
    "Build",
    "Documents",
    "Json",
    "Network",
    "Places",
    "Quiet",
    "Regions",
    "Since",
    "Systems",
    "Themes",
    "Tiers",
    "Until",
    "WithoutGroups",
    "chosen",
]

Build = Annotated[Path, typer.Option("--build", "-b", help="Folder that kg build wrote.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Network = Annotated[
    str, typer.Option("--network", "-n", help="collaboration or lead-support.", metavar="KIND")
]
Regions = Annotated[
    list[str] | None,
    typer.Option("--region", help="Documents of this government and all below it (GB/T 2260)."),
]
Places = Annotated[
    list[str] | None, typer.Option("--place", help="Tasks that name this place (GB/T 2260).")
]
Themes = Annotated[
    list[str] | None, typer.Option("--theme", help="Tasks on this topic, such as 7.")
]
Tiers = Annotated[
    list[str] | None,
    typer.Option("--tier", help="Bodies of this tier: national, province, prefecture, county."),
]
Systems = Annotated[
    list[str] | None, typer.Option("--system", help="Bodies of this system, such as 财政.")
]
Documents = Annotated[
    list[str] | None, typer.Option("--document", help="Tasks of this document (IRI or title).")
]
Since = Annotated[str, typer.Option("--since", help="Documents from this date on: 2021-06.")]
Until = Annotated[str, typer.Option("--until", help="Documents up to this date: 2023.")]
WithoutGroups = Annotated[
    bool, typer.Option("--without-groups", help="Leave out collective bodies (各市人民政府).")
]


_TIERS = ("national", "province", "prefecture", "county", "township")
_DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")


def chosen(**fields: list[str] | str | bool | None) -> Selection:
    """Return the selection that options describe."""
    from kg.network.rows import Selection

    _check(fields)
    made = {
        name: frozenset(value) if isinstance(value, list) else value
        for name, value in fields.items()
        if value is not None
    }
    return Selection(**made)  # type: ignore[arg-type]  # each option has its field's type


def _check(fields: Mapping[str, list[str] | str | bool | None]) -> None:
    tiers = fields.get("tiers")
    for tier in tiers if isinstance(tiers, list) else ():
        if tier not in _TIERS:
            raise typer.BadParameter(f"no tier {tier}; there are {', '.join(_TIERS)}")
    for end in ("since", "until"):
        date = str(fields.get(end) or "")
        if not _DATE.fullmatch(date):
            raise typer.BadParameter(f"{date} is no date; write 2021, 2021-06 or 2021-06-30")
