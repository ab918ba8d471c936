"""Where tasks stand in a text: under headings, behind numbers, several in one paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .desk import Desk
from .frame import chinese_number
from .reasons import before_a_task
from .tasks import sentence, title

__all__ = ["entries", "items", "sections"]

_MARKS = ("{}.", "{}、", "{}．", "（{}）")


def sections(desk: Desk) -> Iterator[int]:
    """Write the headings of groups and yield how many tasks each is to hold."""
    number = 0
    while desk.more():
        number += 1
        before_a_task(desk)
        desk.paper.write(f"{chinese_number(1 + (number - 1) % 99)}、{title(desk.draw)}\n")
        yield desk.draw.between(3, 9)


def items(desk: Desk, end: str = "\n") -> Iterator[int]:
    """Write the text of one task after another and yield where each starts.

    What the caller writes behind it is its clause; ``end`` ends the item. A number that heads
    several tasks belongs to none of them.
    """
    layout: Callable[[Desk, str], Iterator[int]] = desk.draw.of(
        (_numbered, _numbered, _deep, _deep, _plain, _each_its_own)
    )
    yield from layout(desk, end)


def entries(desk: Desk, end: str = "\n") -> Iterator[int]:
    """Write numbered tasks, one to a paragraph, and yield where each starts."""
    yield from desk.draw.of((_numbered, _each_its_own))(desk, end)


def _text(desk: Desk) -> str:
    return sentence(desk) + "。"


def _numbered(desk: Desk, end: str) -> Iterator[int]:
    """一、标题 / 1.任务。 / 2.任务。"""
    mark, number = desk.draw.of(_MARKS), 0
    anew = desk.draw.chance(0.4)  # whether numbers begin again under each heading
    for count in sections(desk):
        number = 0 if anew else number
        for _ in range(count):
            if not desk.more():
                return
            number += 1
            before_a_task(desk)
            yield desk.paper.write(mark.format(number) + _text(desk))
            desk.paper.write(end)


def _each_its_own(desk: Desk, end: str) -> Iterator[int]:
    """一、任务。 / 二、任务。, or （一）任务。"""
    mark, number = desk.draw.of(("{}、", "（{}）")), 0
    while desk.more():
        number = number % 99 + 1
        before_a_task(desk)
        yield desk.paper.write(mark.format(chinese_number(number)) + _text(desk))
        desk.paper.write(end)


def _plain(desk: Desk, end: str) -> Iterator[int]:
    """一、标题 / 任务。

    What stands before a task that has no number belongs to it: reasons stand above the headings.
    """
    for count in sections(desk):
        for _ in range(count):
            if not desk.more():
                return
            desk.paper.write("　　")
            yield desk.paper.write(_text(desk))
            desk.paper.write(end)


def _deep(desk: Desk, end: str) -> Iterator[int]:
    """一、标题 / （一）标题。 / 1.标题。任务。任务。"""
    number = 0
    for groups, count in enumerate(sections(desk)):
        desk.paper.write(f"（{chinese_number(1 + groups % 9)}）{title(desk.draw)}。\n")
        for _ in range(count):
            if not desk.more():
                return
            number += 1
            before_a_task(desk)
            held = desk.draw.between(1, 3)
            start = desk.paper.write(f"{number}.{title(desk.draw)}。")
            for k in range(held):
                begun = desk.paper.write(_text(desk))
                yield start if held == 1 else begun
                if k == held - 1:
                    desk.paper.write(end)
