"""Scores against annotations: what counts as right, where, and what is counted apart."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.evaluate import CORRUPT, Scores, evaluate, pooled, read_gold
from kg.model import Assignment, Basis, Clause, ClauseKind, Mention, Role, Span, Task

TEXT = "修建南山水库（省水利厅、财政厅负责）。整治东河（省环保厅负责）。其他（省林业厅负责）。"
DAM, RIVER, REST = Span(0, 6), Span(18, 22), Span(31, 33)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def found(part: Span, *mentions: tuple[str, str, Role], kind: str = "paren") -> Task:
    items = tuple(
        Assignment(Mention(span(words), words, name), role, Basis.EXPLICIT)
        for words, name, role in mentions
    )
    clause = Span(items[0].mention.span.start - 1, items[-1].mention.span.end + 3)
    return Task((part,), Clause(clause, ClauseKind(kind), items))


WATER = ("省水利厅", "省水利厅", Role.LEAD)
MONEY = ("财政厅", "省财政厅", Role.SUPPORT)
NATURE = ("省环保厅", "省环保厅", Role.LEAD)
WOODS = ("省林业厅", "省林业厅", Role.LEAD)


def gold_line(part: Span, *mentions: tuple[str, str, Role], **more: Any) -> dict[str, Any]:
    spans = [span(words) for words, _, _ in mentions]
    assign = [
        {"m": [s.start, s.end], "name": name, "role": role.value}
        for s, (_, name, role) in zip(spans, mentions, strict=True)
    ]
    clause = [spans[0].start - 1, spans[-1].end + 3]
    line = {"clause": clause, "kind": "paren", "task": [part.start, part.end], "assign": assign}
    return line | {"deadline": None, "note": None} | more


def score(tmp_path: Path, lines: list[dict[str, Any]], tasks: list[Task]) -> Any:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return evaluate("gold", read_gold(path), tasks, TEXT)


def test_all_right(tmp_path: Path) -> None:
    lines = [gold_line(DAM, WATER, MONEY), gold_line(RIVER, NATURE)]
    result = score(tmp_path, lines, [found(DAM, WATER, MONEY), found(RIVER, NATURE)])
    assert result.total == Scores(3, 3, (3, 3, 3), 2, 2)
    assert result.total.f1("role") == 1.0
    assert result.differences == ()


@pytest.mark.parametrize(
    ("mention", "right", "kind"),
    [
        (("财政厅", "财政厅", Role.SUPPORT), (2, 1, 1), "name"),
        (("财政厅", "省财政厅", Role.JOINT), (2, 2, 1), "role"),
        (("、财政厅", "省财政厅", Role.SUPPORT), (1, 1, 1), "missing"),
    ],
)
def test_levels(
    tmp_path: Path, mention: tuple[str, str, Role], right: tuple[int, ...], kind: str
) -> None:
    result = score(tmp_path, [gold_line(DAM, WATER, MONEY)], [found(DAM, WATER, mention)])
    assert result.total.right == right
    assert kind in {difference.kind for difference in result.differences}


def test_further_right_answers_and_brackets_of_either_width(tmp_path: Path) -> None:
    line = gold_line(DAM, ("省水利厅", "省水利厅（办）", Role.LEAD), MONEY)
    line["assign"][1] |= {"alt": ["财政厅"], "alt_role": ["joint"]}
    task = found(DAM, ("省水利厅", "省水利厅(办)", Role.LEAD), ("财政厅", "财政厅", Role.JOINT))
    assert score(tmp_path, [line], [task]).total.right == (2, 2, 2)


def test_what_no_line_covers_is_wrong_in_a_wholly_annotated_source(tmp_path: Path) -> None:
    result = score(tmp_path, [gold_line(DAM, WATER)], [found(DAM, WATER), found(REST, WOODS)])
    assert (result.total.gold, result.total.found) == (1, 2)
    assert result.total.precision("span") == 0.5
    assert [d.kind for d in result.differences] == ["extra"]


def test_in_one_document_of_several_only_its_range_counts(tmp_path: Path) -> None:
    lines = [gold_line(DAM, WATER, MONEY, doc_number="某政办〔2020〕1号")]
    tasks = [found(DAM, WATER, MONEY), found(REST, WOODS)]
    assert score(tmp_path, lines, tasks).total.found == 2


def test_damaged_lines_are_counted_apart(tmp_path: Path) -> None:
    lines = [gold_line(DAM, WATER, MONEY, note="CORRUPT: cells shifted"), gold_line(RIVER, NATURE)]
    tasks = [found(DAM, WATER, ("财", "省财政厅", Role.SUPPORT)), found(RIVER, NATURE)]
    result = score(tmp_path, lines, tasks)
    assert result.groups[CORRUPT] == Scores(2, 2, (1, 1, 1), 1, 1)
    assert result.total == Scores(1, 1, (1, 1, 1), 1, 1)


def test_a_row_of_two_tiers_is_one_line_of_annotation(tmp_path: Path) -> None:
    """Two tasks, the lower carrying out the higher, share the line of their row."""
    line = gold_line(DAM, WATER, MONEY, kind="table")
    tasks = [found(RIVER, WATER, kind="table"), found(DAM, MONEY, kind="table")]
    assert score(tmp_path, [line], tasks).total == Scores(2, 2, (2, 2, 2), 1, 1)


@pytest.mark.parametrize(("part", "right"), [(Span(0, 6), 1), (Span(3, 6), 1), (Span(4, 6), 0)])
def test_task_spans_are_right_from_half_an_overlap_on(
    tmp_path: Path, part: Span, right: int
) -> None:
    result = score(tmp_path, [gold_line(DAM, WATER)], [found(part, WATER)])
    assert result.total.tasks_right == right


def test_task_spans_in_several_places(tmp_path: Path) -> None:
    line = gold_line(DAM, WATER, task_cont=[[RIVER.start, RIVER.end]])
    task = found(DAM, WATER)
    both = Task((DAM, RIVER), task.clause)
    assert score(tmp_path, [line], [both]).total.tasks_right == 1
    assert score(tmp_path, [line], [task]).total.tasks_right == 1
    far = Task((DAM, Span(0, len(TEXT))), task.clause)
    assert score(tmp_path, [line], [far]).total.tasks_right == 0


def test_a_mention_counts_once_however_often_it_was_found(tmp_path: Path) -> None:
    twice = [found(DAM, WATER), found(DAM, WATER)]
    assert score(tmp_path, [gold_line(DAM, WATER)], twice).total.found == 1


def test_pooled_adds_counts(tmp_path: Path) -> None:
    one = score(tmp_path, [gold_line(DAM, WATER)], [found(DAM, WATER)])
    other = score(tmp_path, [gold_line(RIVER, NATURE)], [])
    assert pooled([one, other]).total == Scores(2, 1, (1, 1, 1), 2, 1)
    assert pooled([one, other]).total.recall("role") == 0.5


def test_nothing_against_nothing(tmp_path: Path) -> None:
    total = score(tmp_path, [], []).total
    assert (total.precision("role"), total.recall("role"), total.f1("role")) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        "3",
        '{"kind": "paren"}',
        '{"clause": [1], "kind": "paren", "task": [0, 1], "assign": []}',
        '{"clause": [1, 2], "kind": "paren", "task": [0, 1], "assign": [{"m": [1, 2]}]}',
        '{"clause": [1, 2], "kind": "paren", "task": [0, 1],'
        ' "assign": [{"m": [1, 2], "name": "x", "role": "boss"}]}',
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    good = '{"clause": [1, 2], "kind": "paren", "task": [0, 1], "assign": []}'
    path.write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl, line 2"):
        read_gold(path)


def test_a_missing_annotation_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl"):
        read_gold(tmp_path / "none.jsonl")
