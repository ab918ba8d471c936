"""``kg query`` and ``kg search``: formats, pages, and what the shell completes."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.builds import prepare_store, search

ROWS = "SELECT ?t ?r { ?a kg:task ?t ; kg:role ?r } ORDER BY ?t ?r"
STATEMENTS = "CONSTRUCT { ?t a kg:Task } { ?t a kg:Task }"


def kg(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "100", "KG_DEBUG": "", **variables}
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, timeout=120, check=False
    )


def printed(build: Path, sparql: str, form: str) -> str:
    done = kg("query", sparql, "-b", build, "--limit", "3", "--format", form)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_rows_in_every_form(built_samples: Path) -> None:
    table = list(csv.reader(io.StringIO(printed(built_samples, ROWS, "csv"))))
    assert (table[0], len(table)) == (["t", "r"], 4)
    lines = printed(built_samples, ROWS, "tsv").splitlines()
    assert [line.split("\t") for line in lines] == table
    records = json.loads(printed(built_samples, ROWS, "json"))
    assert [list(record.values()) for record in records] == table[1:]
    assert all(row[1] in printed(built_samples, ROWS, "table") for row in table[1:])
    for form, kind in (("srj", "json"), ("srx", "xml")):
        results = ox.QueryResultsFormat.from_extension(kind)
        assert results is not None
        answer = ox.parse_query_results(printed(built_samples, ROWS, form), format=results)
        assert isinstance(answer, ox.QuerySolutions)
        assert [[term.value for term in row] for row in answer] == table[1:]  # type: ignore[union-attr]


def test_statements_in_every_form(built_samples: Path) -> None:
    lines = printed(built_samples, STATEMENTS, "nt")
    expected = set(ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
    assert len(expected) == 3
    for form in ("ttl", "rdf", "jsonld", "json"):
        kind = ox.RdfFormat.from_extension("jsonld" if form == "json" else form)
        found = printed(built_samples, STATEMENTS, form)
        assert set(ox.parse(found, format=kind)) == expected
    table = list(csv.reader(io.StringIO(printed(built_samples, STATEMENTS, "csv"))))
    assert table[0] == ["subject", "predicate", "object"]
    assert {row[0] for row in table[1:]} == {quad.subject.value for quad in expected}  # type: ignore[union-attr]


def test_yes_and_no_in_every_form(built_samples: Path) -> None:
    for form, said in (("table", "yes"), ("csv", "yes"), ("json", "true"), ("srj", "true")):
        assert said in printed(built_samples, "ASK {}", form)


@pytest.mark.parametrize(
    ("sparql", "form", "others"),
    [(ROWS, "ttl", "table, csv, tsv, json, srj, srx"), (STATEMENTS, "srx", "ttl, nt, rdf")],
)
def test_a_form_that_does_not_fit_says_which_do(
    built_samples: Path, sparql: str, form: str, others: str
) -> None:
    done = kg("query", sparql, "-b", built_samples, "--format", form)
    assert done.returncode == 2
    assert others in " ".join(done.stderr.replace("│", " ").split())


def on_a_terminal(*arguments: object, lines: int = 12, **variables: str) -> str:
    """Run a command on a terminal of so many lines and return what appears there."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, 100, 0, 0))
    environment = {**os.environ, "TERM": "xterm", **variables}
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        found = b""
        try:
            while piece := os.read(ours, 65536):
                found += piece
        except OSError:  # the other end is closed
            pass
        process.wait(60)
    os.close(ours)
    return found.decode(errors="replace")


def test_long_results_are_paged_on_a_terminal(built_samples: Path) -> None:
    pager = {"PAGER": "sed s/^/PAGED:/"}
    asked = ("query", ROWS, "-b", built_samples)
    paged = on_a_terminal(*asked, **pager)
    assert paged.count("PAGED:") > 12
    assert "\x1b" not in paged
    assert "PAGED" not in on_a_terminal(*asked, "--no-pager", **pager)
    assert "PAGED" not in on_a_terminal(*asked, "--limit", "2", **pager)
    assert on_a_terminal(*asked, "--csv", **pager).count("PAGED:") > 12


def test_texts_do_not_steer_the_terminal(built_samples: Path) -> None:
    hostile = r'SELECT ("\u001b[31mred" AS ?x) {}'
    for form in ("table", "csv", "tsv", "srj"):
        assert "\x1b[31m" not in on_a_terminal("query", hostile, "-b", built_samples, "-f", form)


def completed(words: str, at: int) -> list[str]:
    """Return what bash offers for the word at a place of a line."""
    program = "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(at), "_KG_COMPLETE": "complete_bash"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **asked},
        timeout=60,
        check=False,
    )
    return done.stdout.split()


def test_questions_and_parameters_are_completed() -> None:
    assert completed("kg query who", 2) == ["who-leads"]
    assert completed("kg query who-leads ", 3) == ["body=", "theme="]
    assert completed("kg query who-leads theme=7 ", 4) == ["body="]
    assert completed("kg query none ", 3) == []


@pytest.mark.parametrize(
    ("words", "at", "found"),
    [
        ("body=福建", 5, "body=福建海事局"),  # as one word, or as bash takes it apart
        ("body = 福建", 7, "福建海事局"),
        ("body =", 6, "福建海事局"),
    ],
)
def test_names_are_completed_from_the_build(
    built_samples: Path, words: str, at: int, found: str
) -> None:
    offered = completed(f"kg query -b {built_samples} works-with {words}", at)
    if words.endswith("="):
        assert len(offered) > 20
    else:
        assert found in offered
        assert all("福建" in one for one in offered)
    assert completed(f"kg query -b /nowhere works-with {words}", at) == []


def test_search(built_samples: Path) -> None:
    before = sorted(built_samples.iterdir())
    found = json.loads(kg("search", "城中村", "整治", "-b", built_samples, "--json").stdout)
    assert found
    for hit in found:
        assert {hit["text"][start:end] for start, end in hit["marks"]} == {"城中村", "整治"}
    done = kg("search", "物流", "--limit", "1", "-b", built_samples, "--csv")
    assert len(list(csv.reader(io.StringIO(done.stdout)))) == 2
    nothing = kg("search", "，", "-b", built_samples)
    assert (nothing.returncode, "nothing to look for" in nothing.stderr) == (1, True)
    assert sorted(built_samples.iterdir()) == before


def test_a_large_build_keeps_its_index(built_samples: Path, tmp_path: Path) -> None:
    build = tmp_path / "build"
    build.mkdir()
    for file in built_samples.iterdir():
        if file.is_file():
            (build / file.name).write_bytes(file.read_bytes())
    index = prepare_store(build) / "search.sqlite"
    assert not index.exists()
    found = search(build, "物流")
    assert found == search(built_samples, "物流")
    made = index.stat().st_mtime_ns
    assert search(build, "物流", limit=1, offset=1) == found[1:2]
    assert index.stat().st_mtime_ns == made
