"""The list pages: every document, body, system, topic and division, to sort and to filter."""

from __future__ import annotations

from typing import Any

from kg.publish.catalogue import BodyEntry, Catalogue, DocumentEntry, ThingEntry
from kg.publish.pinyin import reading

__all__ = ["lists"]

Row = dict[str, Any]
Cell = str | int | tuple[str, str]  # a pair is Chinese and English

_TASKS = ("任务", "Tasks")
_BODIES = ("单位", "Bodies")


def lists(catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """Return the values of each list page by its name."""
    things = {
        "systems": (("条线", "Functional systems"), catalogue.of_kind("system")),
        "themes": (("主题", "Themes"), catalogue.of_kind("theme")),
        "regions": (
            ("地区", "Regions"),
            catalogue.of_kind("region") + catalogue.of_kind("area"),
        ),
    }
    pages: dict[str, dict[str, Any]] = {
        "documents": {
            "heading": ("文件", "Documents"),
            "columns": [("标题", "Title"), ("文号", "Number"), ("日期", "Date"), _TASKS],
            "rows": [_document(document) for document in catalogue.documents],
        },
        "agencies": {
            "heading": _BODIES,
            "columns": [
                ("单位", "Body"),
                ("辖区", "Jurisdiction"),
                ("条线", "System"),
                ("牵头", "Lead"),
                ("配合", "Support"),
                ("分工负责", "Joint"),
            ],
            "rows": [_body(body) for body in catalogue.ranked_bodies()],
        },
    }
    for name, (heading, entries) in things.items():
        columns = [heading, ("代码", "Code"), _TASKS, _BODIES]
        rows = [_thing(entry) for entry in entries]
        pages[name] = {"heading": heading, "columns": columns, "rows": rows}
    return pages


def _row(href: str, zh: str, en: str, names: list[str], cells: list[Cell]) -> Row:
    sounds = [reading(name) for name in (zh, *names)]
    initials = ["".join(part[:1] for part in sound.split(" ")) for sound in sounds]
    find = " ".join([zh, en, *names, *initials]).lower()
    return {"href": href, "zh": zh, "en": en or zh, "find": find, "cells": cells}


def _document(document: DocumentEntry) -> Row:
    plain = document.resolved.document
    cells: list[Cell] = [plain.number, plain.date, len(document.own_tasks)]
    return _row(document.page, document.title, "", [plain.number], cells)


def _body(body: BodyEntry) -> Row:
    cells: list[Cell] = [
        (body.region.zh, body.region.en) if body.region else "",
        (body.system.zh, body.system.en) if body.system else "",
        *(len(tasks) for tasks in body.roles.values()),
    ]
    names = sorted({name for name, _ in body.names})
    return _row(body.page, body.agency.label, body.agency.label_en, names, cells)


def _thing(thing: ThingEntry) -> Row:
    tasks = len(thing.tasks) or len({task for body in thing.bodies for task in body.tasks})
    bodies = len(thing.bodies) or len({body for task in thing.tasks for body in task.bodies})
    return _row(thing.page, thing.zh, thing.en, [], [thing.key, tasks, bodies])
