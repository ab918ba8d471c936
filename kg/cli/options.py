"""Options that several commands share."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from kg.graph.names import Queryable
    from kg.network.rows import Row, Selection

__all__ = ["At", "Build", "Json", "Part", "Quiet", "Unit", "known", "selecting"]

Build = Annotated[Path, typer.Option("--build", "-b", help="Folder that kg build wrote.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Unit = Annotated[
    str,
    typer.Option(
        "--unit",
        help="What a node stands for: body, system, jurisdiction or jurisdiction-system.",
        metavar="UNIT",
    ),
]


At = Annotated[
    str, typer.Option("--at", help="Bodies as written, as of today or of a date: 2018-03-31.")
]
_TIERS = ("national", "province", "prefecture", "county", "township")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a build that a command looks at, as its options say it."""

    document: Annotated[
        list[str] | None, typer.Option("--document", help="Tasks of this document (IRI or title).")
    ] = None
    region: Annotated[
        list[str] | None,
        typer.Option("--region", help="Documents of this government and all below it (GB/T 2260)."),
    ] = None
    place: Annotated[
        list[str] | None, typer.Option("--place", help="Tasks that name this place (GB/T 2260).")
    ] = None
    theme: Annotated[
        list[str] | None, typer.Option("--theme", help="Tasks on this topic, such as 7.")
    ] = None
    tier: Annotated[
        list[str] | None,
        typer.Option("--tier", help="Bodies of this tier: national, province, prefecture, county."),
    ] = None
    system: Annotated[
        list[str] | None, typer.Option("--system", help="Bodies of this system, such as 财政.")
    ] = None
    since: Annotated[str, typer.Option("--since", help="Documents from this date on: 2021-06.")] = (
        ""
    )
    until: Annotated[str, typer.Option("--until", help="Documents up to this date: 2023.")] = ""
    without_groups: Annotated[
        bool,
        typer.Option("--without-groups", help="Leave out collective bodies (各市人民政府)."),
    ] = False
    with_members: Annotated[
        bool, typer.Option("--with-members", help="Add the inferred members of collective bodies.")
    ] = False
    bodies_at: At = _WRITTEN

    def __post_init__(self) -> None:
        """Refuse what no build could ever hold, and say what there is.

        Raises:
            typer.BadParameter: If a tier, a date or ``--at`` is none.
        """
        for tier in self.tier or ():
            if tier not in _TIERS:
                raise typer.BadParameter(f"no tier {tier}; there are {', '.join(_TIERS)}")
        for date in filter(None, (self.since, self.until)):
            if not _DATE.fullmatch(date):
                raise typer.BadParameter(f"{date} is no date; write 2021, 2021-06 or 2021-06-30")
        known(self.bodies_at)

    @property
    def selection(self) -> Selection:
        """Return what the options select."""
        from kg.opened import selection

        return selection(
            documents=self.document,
            regions=self.region,
            places=self.place,
            themes=self.theme,
            tiers=self.tier,
            systems=self.system,
            since=self.since,
            until=self.until,
            groups=not self.without_groups,
            members=self.with_members,
        )

    def rows(self, store: Queryable) -> list[Row]:
        """Return the assignments that the options select.

        Raises:
            NotFoundError: If there are none; it says which option asks in vain.
        """
        from kg.network.offers import documents_named, selected
        from kg.network.rows import Selection
        from kg.opened import selected as at

        wanted = self.selection
        whole = at(store, Selection(members=wanted.members), self.bodies_at)
        documents = frozenset(documents_named(whole, wanted.documents))
        return selected(whole, replace(wanted, documents=documents))


def known(at: str) -> str:
    """Return what ``--at`` says.

    Raises:
        typer.BadParameter: If it is no date.
    """
    from kg.errors import KgError
    from kg.resolve.eras import moment

    try:
        return moment(at)
    except KgError as error:
        known = "there are written, today and dates"
        raise typer.BadParameter(f"no identity {at}; {known}") from error


def selecting(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a ``Part``, which it takes as its argument ``part``."""
    names = [field.name for field in fields(Part)]
    given = inspect.signature(Part, eval_str=True).parameters

    def called(**arguments: Any) -> None:
        part = Part(**{name: arguments.pop(name) for name in names})
        command(part=part, **arguments)

    own = [
        one
        for one in inspect.signature(command, eval_str=True).parameters.values()
        if one.name != "part"
    ]
    parameters = [*own, *(given[name] for name in names)]
    called.__name__, called.__doc__ = command.__name__, command.__doc__
    called.__module__ = command.__module__
    called.__annotations__ = {one.name: one.annotation for one in parameters}
    called.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # read by typer
        [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
    )
    return called
