"""Tables in the ways in which text of web pages and of PDF files shows them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..desk import Desk
from ..frame import foot, head, subject
from ..lists import Listed, Tier, as_mentions, write_list
from ..paper import Line, Mention
from ..rows import Columns, Row, columns, row

__all__ = [
    "headerless",
    "html",
    "lines_in_cells",
    "one_cell_a_line",
    "pipes",
    "run_together",
    "tabs",
]


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around the cells of a row."""

    before: str
    between: str
    after: str
    bodies: str = "、"  # between the bodies of a cell
    quote: str = ""  # around a cell of several lines


_TABS = Setting("", "\t", "\n")
_PIPES = Setting("| ", " | ", " |\n")
_HTML = Setting("<tr><td>", "</td><td>", "</td></tr>\n")


def _titled(desk: Desk) -> None:
    about = subject(desk)
    head(desk, about)
    desk.paper.write(about + "\n\n")


def _heads(desk: Desk, held: Columns, setting: Setting) -> None:
    desk.paper.write(setting.before + setting.between.join(held.heads) + setting.after)


def cell(desk: Desk, bodies: list[Listed], role: str, setting: Setting) -> list[Mention]:
    """Write the bodies of a cell, which writes the tier anew."""
    quote = setting.quote if len(bodies) > 1 else ""
    desk.paper.write(quote)
    found = as_mentions(write_list(desk.paper, bodies, desk.style, Tier(), setting.bodies), role)
    desk.paper.write(quote)
    return found


def set_row(desk: Desk, held: Columns, entry: Row, setting: Setting) -> None:
    """Write a row and note what is true of it."""
    paper = desk.paper
    paper.write(f"{setting.before}{entry.number}{setting.between}")
    task = (paper.write(entry.task), paper.at)
    paper.write(setting.between)
    leading = "lead" if "责任" not in held.lead or len(entry.leads) == 1 else "joint"
    mentions = cell(desk, entry.leads, leading, setting)
    paper.write(setting.between)
    if entry.others:
        mentions += cell(desk, entry.others, held.role, setting)
    clause = (mentions[0][0], mentions[-1][1])
    due = None
    if held.due:
        paper.write(setting.between)
        due = (paper.write(entry.due), paper.at)
    paper.write(setting.after)
    paper.lines.append(Line("table", [task], [clause], mentions, due))


def _body(desk: Desk, held: Columns, setting: Setting) -> None:
    number = 0
    while desk.more():
        number += 1
        set_row(desk, held, row(desk, number, held), setting)


def _table(desk: Desk, setting: Setting, below: str = "") -> None:
    _titled(desk)
    held = columns(desk)
    start = desk.paper.at
    _heads(desk, held, setting)
    if below:
        desk.paper.write("|" + below * len(held.heads) + "\n")
    _body(desk, held, setting)
    desk.paper.tables.append((start, desk.paper.at))
    foot(desk)


def tabs(desk: Desk) -> None:
    """Cells with a tab between them."""
    _table(desk, _TABS)


def pipes(desk: Desk) -> None:
    """A table of Markdown."""
    _table(desk, _PIPES, "---|")


def html(desk: Desk) -> None:
    """An HTML table inside the text."""
    _titled(desk)
    held = columns(desk)
    start = desk.paper.write("<table>\n")
    _heads(desk, held, Setting("<tr><th>", "</th><th>", "</th></tr>\n"))
    _body(desk, held, _HTML)
    desk.paper.write("</table>\n")
    desk.paper.tables.append((start, desk.paper.at))
    foot(desk)


def one_cell_a_line(desk: Desk) -> None:
    """Every cell on a line of its own."""
    _table(desk, Setting("", "\n", "\n"))


def lines_in_cells(desk: Desk) -> None:
    """Several bodies in a cell, a line for each; the cell stands in quotation marks."""
    _table(desk, Setting("", "\t", "\n", "\n", '"'))


def headerless(desk: Desk) -> None:
    """The rows go on from another page: number, task, who leads, who else, by when."""
    desk.paper.write(f"{subject(desk)}（续）\n\n")
    held = Columns("", "牵头单位", "配合单位", "support", "完成时限")
    start = desk.paper.at
    number = desk.draw.between(5, 40)
    while desk.more():
        number += 1
        set_row(desk, held, row(desk, number, held), _TABS)
    desk.paper.tables.append((start, desk.paper.at))
    foot(desk)


def run_together(desk: Desk) -> None:
    """Cells with nothing between them.

    Each body writes its tier and one body leads: 市甲局、乙局丙局 could be parted in two ways.
    """
    _titled(desk)
    desk.style = replace(desk.style, once=False, last="、")
    held = replace(columns(desk), lead="牵头单位", other="配合单位", role="support")
    held = replace(held, due="完成时限")
    setting = Setting("", "", "\n")
    start = desk.paper.at
    _heads(desk, held, setting)
    number = 0
    while desk.more():
        number += 1
        entry = row(desk, number, held)
        set_row(desk, held, replace(entry, leads=desk.leads()[:1]), setting)
    desk.paper.tables.append((start, desk.paper.at))
    foot(desk)
