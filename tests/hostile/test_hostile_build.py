"""A whole build of hostile documents, through the command: harmless, and told in one line each."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
import rdflib
from file_makers import NOTICE, archive, docx, paragraph, xlsx

from kg.output import MANIFEST
from kg.pipeline import build

HEAD = "柳州市人民政府办公室关于印发样例分工的通知\n\n柳政办〔2020〕{}号\n"
RUN = tuple("=+-@＝＋－＠\t\r\n")  # what a spreadsheet takes for a formula
ATTACK = "</script><script>alert(1)</script>"
QUOTES = "\"\"\"'''\\ <http://x> } . ?s ?p ?o #"
BIDI = "\u202e\u2066\u200f"

TEXTS = {
    "a\nb\u202e[bold]<img src=x onerror=alert(1)>.txt": "1.修建东环路。（市交通运输局负责）\n",
    "=HYPERLINK(1).txt": "1.修建西环路。（=1+1局、+市水利局、-市财政局、@市民政局负责）\n",
    "script.txt": f"1.修渠{ATTACK}。（市水利局{ATTACK}、市财政局负责）\n",
    "turtle.txt": f"1.修桥{QUOTES}。（市水利局、{QUOTES}市林业局负责）\n",
    "bidi.txt": f"1.修{BIDI}库\0。（市{BIDI}水利局、市\0财政局\x1b[31m负责）\n",
}
BAD: dict[str, bytes] = {
    "bomb.docx": archive({"word/document.xml": b"\0" * 40_000_000}),
    "bomb.xlsx": xlsx("", extra={"xl/sharedStrings.xml": f"<sst>{' ' * 40_000_000}</sst>"}),
    "entity.docx": docx(
        paragraph("甲"), styles='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w/>'
    ),
    "hangs.pdf": b"%PDF-1.7\n" + b"1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\n" * 999,
    "nested.html": b"<div>" * 100_000,
    "noise.txt": b"\x00\xff" * 999,
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def docs(home: Path) -> Path:
    folder = home / "docs"
    folder.mkdir()
    for number, (name, text) in enumerate(TEXTS.items()):
        (folder / name).write_text(HEAD.format(number) + text, encoding="utf-8")
    for name, data in BAD.items():
        (folder / name).write_bytes(data)
    with zipfile.ZipFile(folder / "out.docx", "w") as file:
        file.writestr("../../../evil.xml", "<a/>")
        for part in ("[Content_Types].xml", "word/document.xml"):
            with zipfile.ZipFile(io.BytesIO(docx(paragraph(NOTICE)))) as whole:
                file.writestr(part, whole.read(part))
    (home / "secret.txt").write_text("机密。（市保密局负责）", encoding="utf-8")
    (folder / "link.txt").symlink_to(home / "secret.txt")
    (folder / "up").symlink_to(home)
    strange = Path(os.fsdecode(os.fsencode(folder) + b"/\xb7\xbd.txt"))
    strange.write_text(HEAD.format(9) + "1.修路。（市交通运输局负责）\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def done(home: Path, docs: Path) -> subprocess.CompletedProcess[bytes]:
    before = {path.name for path in home.iterdir()}
    command = [sys.executable, "-m", "kg", "build", str(docs), "-o", str(home / "built")]
    done = subprocess.run([*command, "--workers", "2"], capture_output=True, check=False)
    assert {path.name for path in home.iterdir()} == before | {"built"}
    return done


@pytest.fixture(scope="module")
def built(home: Path, done: subprocess.CompletedProcess[bytes]) -> Path:
    assert done.returncode == 3, done.stderr
    return home / "built"


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def test_each_bad_file_is_told_in_a_line_that_steers_no_terminal(
    done: subprocess.CompletedProcess[bytes],
) -> None:
    said = done.stderr.decode("utf-8")
    lines = [line for line in said.splitlines() if line.startswith("not used: ")]
    told = {line.split(": ")[1] for line in lines}
    assert told == set(BAD), said
    assert len(said.splitlines()) == len(lines)
    assert "\x1b" not in said and "Traceback" not in said


def test_the_rest_is_built_and_nothing_from_outside(built: Path) -> None:
    names = {row[0] for row in table(built / "documents.csv")[1:]}
    assert names == {name if name[0] not in RUN else f"'{name}" for name in TEXTS} | {
        "\\xb7\\xbd.txt",
        "out.docx",
    }
    for path in built.rglob("*"):
        assert path.resolve().is_relative_to(built.resolve())
        if path.is_file() and path.suffix in {".csv", ".html", ".trig", ".jsonl"}:
            assert "机密".encode() not in path.read_bytes()
            assert b"root:x:0" not in path.read_bytes()


def test_no_cell_of_any_table_runs(built: Path) -> None:
    for path in built.glob("*.csv"):
        first, *rows = table(path)
        assert rows or path.stem == "places"
        for row in rows:
            assert len(row) == len(first)
            assert not [cell for cell in row if cell.startswith(RUN)]


def test_words_are_where_the_tables_say(built: Path) -> None:
    header, *rows = table(built / "assignments.csv")
    assert rows
    texts = {name: HEAD.format(k) + text for k, (name, text) in enumerate(TEXTS.items())}
    for row in (dict(zip(header, one, strict=True)) for one in rows):
        text = texts.get(row["source"].removeprefix("'"))
        if text:
            span = slice(int(row["mention_start"]), int(row["mention_end"]))
            assert text[span] == row["mention"].removeprefix("'")


def test_the_graph_is_read_by_others(built: Path) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(built / "graph.trig", format="trig")
    record = json.loads((built / MANIFEST).read_text(encoding="utf-8"))
    assert len(dataset) == record["counts"]["statements"]
    command = [sys.executable, "-m", "kg", "validate", "-b", str(built)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


class Page(HTMLParser):
    """What a page would run, and ask for."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.scripts = 0
        self.handlers: list[str] = []
        self.data: list[str] = []
        self._inside = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.handlers += [tag] if tag in {"img", "iframe", "object", "base"} else []
        self._inside = tag == "script" and ("type", "application/json") in attrs

    def handle_data(self, data: str) -> None:
        self.data += [data] if self._inside and data.strip() else []


def test_pages_and_maps_run_only_what_is_theirs(
    built: Path, home: Path, built_samples: Path
) -> None:
    for path in built.glob("*.html"):
        page = Page(path)
        assert page.handlers == []
        assert page.scripts == Page(built_samples / path.name).scripts
        for data in page.data:
            json.loads(data)
    command = [sys.executable, "-m", "kg", "site", str(home / "site"), "-b", str(built)]
    site = subprocess.run(command, capture_output=True, check=False)
    assert site.returncode == 0, site.stderr
    for path in (home / "site").rglob("*.html"):
        assert path.resolve().is_relative_to(home / "site")
        assert Page(path).handlers == []


LINE = 100_000_000  # bytes


@pytest.mark.parametrize("piece", ["修建水库，", "x", "（市水利局负责）"])
def test_a_line_of_a_hundred_megabytes(tmp_path: Path, piece: str) -> None:
    """It is read, or costs itself alone when its time is over."""
    (tmp_path / "docs").mkdir()
    long = f"{HEAD.format(1)}1.修渠。{piece * (LINE // len(piece.encode()))}\n"
    (tmp_path / "docs/long.txt").write_text(long, encoding="utf-8")
    (tmp_path / "docs/short.txt").write_text(HEAD.format(2) + TEXTS["turtle.txt"], encoding="utf-8")
    begin = time.monotonic()
    summary = build([tmp_path / "docs"], tmp_path / "out", time_limit=2.0)
    assert time.monotonic() - begin < 60
    assert summary.counts["documents"] >= 1
    assert all(name == "long.txt" and "takes longer" in why for name, why in summary.failed)
    assert summary.counts["tasks"] == 1


def test_the_tests_that_are_named_are_there() -> None:
    tests = Path(__file__).parents[1]
    named = set(
        re.findall(r"`(test_\w+)`", Path(__file__).with_name("README.md").read_text("utf-8"))
    )
    written = {
        name
        for path in tests.rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 50
    assert named - written == set()
