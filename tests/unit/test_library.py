"""The names of the library: all there, typed, and loaded only when they are used."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import kg

HEAVY = ("networkx", "numpy", "pyoxigraph", "rdflib", "scipy", "typer")


@pytest.mark.parametrize("name", kg.__all__)
def test_every_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(kg, name).__doc__
    assert name in dir(kg)


def test_no_name_is_a_module_as_well() -> None:
    """Importing ``kg.network.rows`` would put the module in the place of the name."""
    modules = {module.name for module in pkgutil.iter_modules(kg.__path__)}
    assert modules.isdisjoint(kg.__all__)


def test_another_name_is_refused_as_modules_do() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing


def test_importing_loads_nothing_heavy() -> None:
    code = f"import sys, kg; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
