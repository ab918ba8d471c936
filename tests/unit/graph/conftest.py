"""A store with the two invented documents, in memory and on disk."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from graph_samples import harbin, liuzhou

from kg.graph.build import fill_store
from kg.graph.dataset import About
from kg.graph.iri import Iris
from kg.graph.search import FILE, index_store
from kg.graph.store import Store
from kg.resolve import Resolver
from kg.resolve.eras import Eras


@lru_cache(maxsize=1)
def eras() -> Eras:
    return Resolver.load().eras


@pytest.fixture(scope="session")
def store() -> Store:
    made = Store.memory()
    fill_store(made, [liuzhou(), harbin()], Iris(), About(version="1.0"), eras())
    return made


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("build")
    with Store.create(made / "store") as store:
        fill_store(store, [liuzhou(), harbin()], Iris(), About(version="1.0"), eras())
        index_store(store, made / "store" / FILE)
    (made / "index.html").write_text("<h1>site</h1>", encoding="utf-8")
    (made / ".hidden").write_text("hidden", encoding="utf-8")
    return made
