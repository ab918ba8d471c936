"""Resolved documents from annotated texts (``*.jsonl`` beside ``*.txt``), without the parser."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

from kg.model import (
    Agency,
    Assignment,
    Basis,
    Clause,
    ClauseKind,
    Document,
    Mention,
    Place,
    Resolution,
    ResolvedDocument,
    ResolvedTask,
    Role,
    Section,
    Source,
    Span,
    Task,
    Theme,
)

SYSTEMS = {
    "发展改革": "发展改革|发改",
    "工业和信息化": "工信|工业和信息化|经信",
    "财政": "财政",
    "自然资源": "国土|自然资源",
    "生态环境": "环保|环境",
    "住房城乡建设": "住房|城乡建设|住建",
    "交通运输": "交通",
    "水利": "水利",
    "农业农村": "农业|农委",
    "商务": "商务",
    "教育": "教育",
    "科技": "科技",
    "卫生健康": "卫生|卫健",
    "人力资源社会保障": "人力资源|人社",
    "民政": "民政",
    "公安": "公安",
}
PLACES = {
    "南宁": "450100",
    "柳州": "450200",
    "桂林": "450300",
    "长春": "220100",
    "吉林市": "220200",
}
TOPICS = {
    "3": "经济|改革|产业",
    "7": "工业|交通|铁路",
    "6": "农业|林业|水利",
    "11": "科技|教育|创新",
}


def documents(folder: Path, jurisdictions: dict[str, str] | None = None) -> list[ResolvedDocument]:
    """Return one document per annotated file."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        gold = [p for p in (path.with_suffix(".jsonl"), _gold(path)) if p.is_file()]
        if gold:
            code = (jurisdictions or {}).get(path.name[:3], "450000")
            found.append(document(path, gold[0], code))
    return found


def _gold(path: Path) -> Path:
    return path.parent.parent / "gold" / f"{path.name[:3]}.jsonl"


def document(path: Path, gold: Path, code: str) -> ResolvedDocument:
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    source = Source(path.name, text, sha256(path.read_bytes()).hexdigest())
    lines = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]
    tasks = tuple(_task(text, line, code) for line in lines if line["assign"])
    title = re.sub(r"\s", "", text[:80]).partition("（")[0]
    sections = tuple(
        Section(Span(m.start(), m.end()), 1 if m[0][0] != "（" else 2, m[0])
        for m in re.finditer(
            r"[一二三四五六七八九十]、\w{2,12}|（[一二三四五六七八九十]+）\w{2,14}", text
        )
    )
    plain = Document(
        source,
        Span(0, len(text)),
        title,
        "桂政办发〔2021〕1号",
        date="2021-01-05",
        sections=sections,
    )
    return ResolvedDocument(plain, code, tasks)


def _task(text: str, line: dict, code: str) -> ResolvedTask:  # type: ignore[type-arg]
    assignments = tuple(
        Assignment(
            Mention(Span(*entry["m"]), text[slice(*entry["m"])], entry["name"]),
            Role(entry["role"]),
            Basis.EXPLICIT,
        )
        for entry in line["assign"]
    )
    clause = Clause(Span(*line["clause"]), ClauseKind(line["kind"]), assignments)
    part = Span(*line["task"])
    words = part.of(text)
    places = tuple(
        Place(Span(part.start + m.start(), part.start + m.end()), name, name, "division", area)
        for name, area in PLACES.items()
        for m in re.finditer(name, words)
    )
    themes = tuple(Theme(k, 0.5, "") for k, pattern in TOPICS.items() if re.search(pattern, words))
    return ResolvedTask(
        Task((part,), clause, deadline=line.get("deadline") or ""),
        tuple(_resolution(assignment.mention.name, code) for assignment in assignments),
        places,
        themes,
    )


def _resolution(name: str, code: str) -> Resolution:
    system = next((key for key, value in SYSTEMS.items() if re.search(value, name)), "")
    tier = "province" if re.match("自治区|省", name) else "prefecture"
    kind = "group" if re.search("各|有关", name) else "department"
    return Resolution(Agency(f"{code}/{name}", name, code, tier, system, kind), "prefix")
