"""Records give back what was put in, and damaged ones are refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import UnreadableError
from kg.model import (
    Agency,
    Assignment,
    Basis,
    Citation,
    Clause,
    ClauseKind,
    Document,
    Mention,
    Open,
    Place,
    Resolution,
    ResolvedDocument,
    ResolvedTask,
    Role,
    Rule,
    Section,
    Source,
    Span,
    Task,
    Theme,
)
from kg.records import dump, load

SAMPLES = Path(__file__).parents[1] / "samples"
SOURCE = Source("样例.txt", "省水利厅\ud800牵头\x00。", "ab" * 32, extracted=True)


def full_document() -> ResolvedDocument:
    """Return a document with every kind of value in it."""
    mention = Mention(Span(0, 4), "省水利厅", "省水利厅")
    lead = Assignment(mention, Role.LEAD, Basis.EXPLICIT, Span(5, 7), "牵头", "省")
    joint = Assignment(mention, Role.JOINT, Basis.SHARED)
    clause = Clause(Span(0, 8), ClauseKind.TABLE, (lead, joint))
    task = Task((Span(0, 2), Span(4, 6)), clause, "一", "2025年", 0, None, True)
    agency = Agency("220000/吉林省水利厅", "吉林省水利厅", "220000", "province", members=("a", "b"))
    resolutions = (Resolution(agency, "name"), Resolution(agency, "open", ("x", "y"), "note"))
    place = Place(Span(1, 2), "省", "吉林省", "division", "220000")
    resolved = ResolvedTask(task, resolutions, (place,), (Theme("7/水利", 0.5, "水利"),))
    document = Document(
        SOURCE,
        Span(0, 9),
        "题",
        "吉政发〔2020〕1号",
        sections=(Section(Span(0, 1), 1, "一"),),
        citations=(Citation(Span(0, 3), "某", "", True),),
    )
    opens = (Open(Span(0, 1), "ambiguous", "省", "several", ("x",)),)
    rules = (Rule("first-listed", Span(2, 3)),)
    return ResolvedDocument(document, "220000", (resolved,), rules, opens)


def test_every_value_comes_back() -> None:
    whole = full_document()
    other = replace(whole, document=replace(whole.document, span=Span(2, 4), title=""))
    line = dump([whole, other])
    assert "\n" not in line
    assert line.isascii()
    assert load(line) == (whole, other)


def test_defaults_are_left_out() -> None:
    line = dump([ResolvedDocument(Document(SOURCE, Span(0, 9)), "", ())])
    assert "citations" not in line
    assert "deadline" not in line


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"source": {}, "documents": []}',
        '{"source": {"name": 3, "text": "", "sha256": ""}, "documents": []}',
        dump([full_document()]).replace('"lead"', '"boss"'),
        dump([full_document()]).replace('"span":[0,9]', '"span":[0]'),
        dump([full_document()]).replace('"jurisdiction":', '"nonsense":', 1),
    ],
)
def test_damaged_records_are_refused(line: str) -> None:
    with pytest.raises(UnreadableError):
        load(line)
