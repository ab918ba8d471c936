"""The invented build that the measurements share; it is made once."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest
from figures import FIGURES, table, write
from synthetic import documents

from kg.graph.build import fill_store
from kg.graph.iri import Iris
from kg.graph.search import FILE, index_store
from kg.graph.store import Store
from kg.model import ResolvedDocument
from kg.resolve import Resolver


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--figures", help="file to write the table of figures to")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(f"\n{table(FIGURES)}")
    path = terminalreporter.config.getoption("--figures")
    if path and FIGURES:
        write(Path(path), FIGURES)


STATEMENTS = 1_000_000
DOCUMENTS = 165


@pytest.fixture(scope="session")
def written() -> list[ResolvedDocument]:
    return list(documents(DOCUMENTS))


@pytest.fixture(scope="session")
def folder(written: list[ResolvedDocument], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("build")
    begun = time.perf_counter()
    with Store.create(made / "store") as store:
        fill_store(store, written, Iris(), None, Resolver.load().eras)
        size = len(store)
        index_store(store, made / "store" / FILE)
    seconds = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nbuild of {size:,} statements: {seconds:.1f} s, {memory:.0f} MB at most")
    assert size >= STATEMENTS
    return made


@pytest.fixture(scope="session")
def store(folder: Path) -> Store:
    return Store.open(folder / "store")
