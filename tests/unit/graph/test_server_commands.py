"""The commands that ask a build ask a SPARQL server as well, with the same answers."""

from __future__ import annotations

import csv
import functools
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("httpx", reason="the extra serve is not installed")

import servers
from typer.testing import CliRunner

from kg.builds import open_store
from kg.cli.app import app
from kg.graph.dataset import usual
from kg.graph.questions import Question, questions
from kg.graph.store import Store

LOGIN = {"KG_STORE_USER": "dba", "KG_STORE_PASSWORD": servers.PASSWORD}


@dataclass(frozen=True)
class Server:
    address: str
    login: dict[str, str]


def kg(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "100", "KG_DEBUG": "", **variables}
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def oxigraph(built_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if not servers.oxigraph_program():
        pytest.skip("the server of the wheel oxigraph is not installed")
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        yield pushed(built_samples, Server(address, {}))


@pytest.fixture(scope="module")
def virtuoso(built_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if not servers.virtuoso_program():
        pytest.skip("Debian's virtuoso-opensource-7 and virtuoso-opensource-7-bin are missing")
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield pushed(built_samples, Server(running.address, LOGIN))


def pushed(build: Path, server: Server) -> Server:
    done = kg("push", "--build", build, "--store", server.address, **server.login)
    assert done.returncode == 0, done.stderr
    with open_store(build) as store:
        said = f"{len(store.graphs()):,} graphs, {len(store):,} statements"
    assert done.stdout == f"{said}\n"
    return server


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


def rows(*arguments: str) -> list[list[str]]:
    done = CliRunner().invoke(app, [*arguments, "--csv"])
    assert done.exit_code == 0, done.output
    head, *found = csv.reader(io.StringIO(done.output))
    return [head, *sorted(found)]


@pytest.fixture(scope="module")
def store(built_samples: Path) -> Iterator[Store]:
    with open_store(built_samples) as opened:
        yield opened


def asked(store: Store, one: Question) -> list[str]:
    terms = {p.name: usual(store, p) for p in one.parameters if p.required}
    return [f"{name}={term.value}" for name, term in terms.items() if term is not None]


@functools.cache
def of_build(build: Path, *command: str) -> list[list[str]]:
    return rows(*command, "--build", str(build))


@pytest.mark.parametrize("one", questions(), ids=[one.name for one in questions()])
def test_questions_have_the_same_answers(
    built_samples: Path, store: Store, server: Server, one: Question
) -> None:
    question = ["query", one.name, *asked(store, one), "--limit", "5000"]
    expected = of_build(built_samples, *question)
    assert rows(*question, "--store", server.address) == expected
    assert len(expected[0]) > 1


def test_other_commands_have_the_same_answers(built_samples: Path, server: Server) -> None:
    for command in (
        ["metrics", "--top", "0", "--region", "360000"],
        ["metrics", "--top", "0", "--network", "agency-theme"],
        ["compare", "360000", "350000", "--permutations", "20"],
        ["query", "SELECT ?t ?r { ?a kg:task ?t ; kg:role ?r }"],
    ):
        expected = of_build(built_samples, *command)
        assert rows(*command, "--store", server.address) == expected


def test_a_map_is_the_same(built_samples: Path, server: Server, tmp_path: Path) -> None:
    for name, where in (("own", built_samples), ("away", server.address)):
        option = "--build" if name == "own" else "--store"
        done = kg("map", tmp_path / f"{name}.html", option, where, "--region", "360000")
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "own.html").read_bytes() == (tmp_path / "away.html").read_bytes()


def test_exports_of_networks_are_the_same(
    built_samples: Path, server: Server, tmp_path: Path
) -> None:
    for name, *where in (("own", "--build", built_samples), ("away", "--store", server.address)):
        done = kg("export", tmp_path / f"{name}.graphml", *where, "--network", "lead-support")
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "own.graphml").read_bytes() == (tmp_path / "away.graphml").read_bytes()
    whole = kg("export", tmp_path / "graph.nq", "--store", server.address)
    assert (whole.returncode, "comes from a build" in whole.stderr) == (2, True)


def test_statements_come_as_turtle(server: Server) -> None:
    query = "CONSTRUCT { ?t a kg:Task } { ?t a kg:Task }"
    done = kg("query", query, "--store", server.address, "--limit", "3")
    assert done.stdout.count(" a kg:Task") == 3


def test_a_broken_query_is_told_in_our_words(server: Server) -> None:
    done = kg("query", "SELECT ?x {\n ?x a kg:Task . ?x kg:role }", "--store", server.address)
    assert done.returncode == 1
    assert "line 2, column 17: the query is broken: a pattern is not complete" in done.stderr


def test_regex_on_virtuoso_comes_with_a_warning(server: Server) -> None:
    virtuoso = bool(server.login)
    for asked, warned in (("REGEX(?w, '物.')", virtuoso), ("CONTAINS(?w, 'REGEX')", False)):
        query = f"SELECT ?t {{ ?t kg:text ?w FILTER({asked}) }}"
        done = kg("query", query, "--store", server.address, "--limit", "1")
        assert done.returncode == 0
        assert ("use CONTAINS" in done.stderr) is warned


def test_what_a_build_no_longer_has_is_removed(oxigraph: Server, tmp_path: Path) -> None:
    docs, base = tmp_path / "docs", "https://example.org/pruned/"
    docs.mkdir()
    names = ("paren-bare.txt", "bare-lines.txt")
    for name in names:
        (docs / name).write_bytes((Path(__file__).parents[2] / "samples" / name).read_bytes())
    push = ["push", "--build", tmp_path / "out", "--store", oxigraph.address, "--prune"]
    build = ["build", docs, "--output", tmp_path / "out", "--base-iri", base, "-q"]
    count = f"SELECT (COUNT(?d) AS ?n) {{ ?d a kg:Document FILTER(STRSTARTS(STR(?d), '{base}')) }}"
    for left, removed in ((2, 0), (1, 1)):
        assert kg(*build).returncode == 0
        assert f"{removed} removed" in kg(*push).stdout
        assert rows("query", count, "--store", oxigraph.address)[1:] == [[str(left)]]
        (docs / names[0]).unlink(missing_ok=True)


def test_a_server_that_is_away_is_one_line(built_samples: Path) -> None:
    address = f"http://me:secret@127.0.0.1:{servers.free_port()}"
    for command in (["query", "documents"], ["push", "--build", built_samples]):
        done = kg(*command, "--store", address)
        assert done.returncode == 1
        assert len(done.stderr.strip().splitlines()) == 1
        assert "does not answer" in done.stderr
        assert "secret" not in done.stderr + done.stdout


@pytest.mark.parametrize("address", ["nothing", "ftp://me:sec@ret@host/", "http://me:secret@"])
def test_what_is_no_address_is_told_without_the_password(address: str) -> None:
    done = kg("query", "documents", "--store", address)
    assert done.returncode == 1
    assert "no address of a server" in done.stderr
    assert "ret@" not in done.stderr


def test_a_wrong_password_is_told_and_not_shown(virtuoso: Server, built_samples: Path) -> None:
    wrong = {"KG_STORE_USER": "dba", "KG_STORE_PASSWORD": "hush"}
    done = kg("push", "--build", built_samples, "--store", virtuoso.address, **wrong)
    assert done.returncode == 1
    assert "401" in done.stderr
    assert "hush" not in done.stderr


def test_a_login_in_the_address_counts_before_the_environment(
    virtuoso: Server, built_samples: Path
) -> None:
    address = virtuoso.address.replace("//", f"//dba:{servers.PASSWORD}@")
    wrong = {"KG_STORE_USER": "nobody", "KG_STORE_PASSWORD": "hush"}
    done = kg("push", "--build", built_samples, "--store", address, "-q", **wrong)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_the_extra_it_says_which(built_samples: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['httpx'] = None\n")
    path = f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    done = kg("push", "--store", "http://127.0.0.1:9", "-b", built_samples, PYTHONPATH=path)
    assert done.returncode == 1
    assert "fengong[serve]" in done.stderr
