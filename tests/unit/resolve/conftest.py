from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.resolve import Resolver
from kg.resolve.context import Context


@pytest.fixture(scope="session")
def resolver() -> Resolver:
    return Resolver.load()


@pytest.fixture
def key(resolver: Resolver) -> Callable[..., str]:
    """The key of a body named in a document of a place and year."""

    def of(name: str, home: str = "450000", year: int = 2011, column: str = "") -> str:
        return resolver.bodies.resolve(name, Context(home, year), column).agency.key

    return of
