"""The house keeps its order: who may import what, how large things grow, what is exported."""

import ast
import importlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "kg"

# From the top of the house down: each may import from what stands before it. What shares a
# line may not import each other.
ORDER = [
    {"errors", "__init__"},
    {"model", "vocabulary", "characters", "cells", "memory"},
    {"records"},
    {"read"},
    {"parse"},
    {"graph.iri"},
    {"resolve"},
    {"graph"},
    {"network"},
    {"publish"},
    {"output", "drawing", "evaluate", "events", "growing", "reading", "recent", "sources"},
    {"manifest"},
    {"showing", "pieces"},
    {"builds", "earlier", "workers"},
    {"cluster", "places", "shards"},
    {"bulk", "opened"},
    {"differences"},
    {"pipeline", "serve"},
    {"cli"},
    {"__main__"},
]

# Third-party library -> the rooms that may use it.
ROOMS = {
    "ahocorasick_rs": {"resolve"},
    "charset_normalizer": {"read"},
    "distributed": {"cluster"},
    "filelock": {"output"},
    "hatchling": {"publish"},
    "httpx": {"graph"},
    "igraph": {"network"},
    "jinja2": {"publish"},
    "leidenalg": {"network"},
    "lxml": {"read"},
    "markupsafe": {"publish"},
    "networkx": {"network", "publish", "drawing"},
    "numpy": {"network", "publish", "graph"},
    "openpyxl": {"read"},
    "oxrdflib": {"graph"},
    "pandas": {"network"},
    "pyarrow": {"publish"},
    "pyoxigraph": {"graph", "serve"},
    "pypdfium2": {"read"},
    "pypinyin": {"publish"},
    "pyshacl": {"graph"},
    "pyvis": {"publish"},
    "rdflib": {"graph", "resolve"},
    "regex": {"parse"},
    "rich": {"cli"},
    "scipy": {"network"},
    "starlette": {"serve"},
    "typer": {"cli"},
    "upath": {"read"},
    "uvicorn": {"serve"},
}

PACKAGES = {"upath": "universal-pathlib"}  # where a library's name is not that of its package

IGNORE = re.compile(r"# (?:noqa(?:: *[A-Z]+\d+(?:, *[A-Z]+\d+)*)?|type: ignore(?:\[[\w, -]+\])?)")
FILES = sorted(PACKAGE.rglob("*.py"))
names = [path.relative_to(PACKAGE).as_posix() for path in FILES]
every_file = pytest.mark.parametrize("path", FILES, ids=names)


def room(parts: tuple[str, ...]) -> str:
    """Return the room of a module, given what stands after ``kg``."""
    if not parts:
        return "__init__"
    full = ".".join(parts)
    return full if any(full in line for line in ORDER) else parts[0]


def room_of(path: Path) -> str:
    return room(path.relative_to(PACKAGE).with_suffix("").parts)


def floor(name: str) -> int:
    return next(place for place, line in enumerate(ORDER) if name in line)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            yield node.lineno, str(node.module)


@every_file
def test_imports_point_up_and_libraries_stay_in_their_room(path: Path) -> None:
    own = room_of(path)
    for line, module in imports(path):
        top, *rest = module.split(".")
        if top == "kg":
            other = room(tuple(rest))
            # The door names every room for type checkers, and loads none.
            door = path == PACKAGE / "__init__.py"
            allowed = door or other == own or floor(other) < floor(own)
            assert allowed, f"{path.name}:{line}: {own} may not import {other}"
        elif top not in sys.stdlib_module_names:
            assert own in ROOMS.get(top, set()), f"{path.name}:{line}: {own} may not use {top}"


@every_file
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") < 500
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert length(node) < 50, f"{path.name}:{node.lineno}: {node.name} is long"


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function's body without its docstring; options are a table."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return int(body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@every_file
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    if room_of(path) == "cli" or path.name in {"bring.py", "hatch_build.py"}:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"print", "sys.exit", "exit", "quit", "os._exit"}, (
                f"{path.name}:{node.lineno}: {called}"
            )


@every_file
def test_no_star_imports_and_no_unexplained_ignores(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        assert " import *" not in line, f"{path.name}:{number}"
        if IGNORE.search(line):
            said = IGNORE.sub("", "#" + line.partition("#")[2])
            above = any("#" in one for one in lines[max(0, number - 4) : number - 1])
            assert re.search(r"\w{2}", said) or above, (
                f"{path.name}:{number}: ignored for no reason"
            )


@every_file
def test_exports_are_sorted_and_there(path: Path) -> None:
    if "third_party" in path.parts or path.parent.name == "vendor":
        return
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    if module == "kg.__main__":
        return
    loaded = importlib.import_module(module)
    exported = getattr(loaded, "__all__", None)
    if exported is None:
        assert path.name == "__init__.py", f"{module} has no __all__"
        return
    assert list(exported) == sorted(exported, key=rank)
    for name in exported:
        assert hasattr(loaded, name), f"{module} exports {name}, which is not there"


def rank(name: str) -> tuple[int, str]:
    """Return the order of exports: constants, classes, functions."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_modules_of_tests_have_names_of_their_own() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("*.py")]
    count = Counter(name for name in names if name not in {"__init__.py", "conftest.py"})
    assert [name for name, number in count.items() if number > 1] == []


def test_every_library_that_is_imported_is_declared() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8").lower().replace("_", "-")
    used = {module.split(".")[0] for path in FILES for _, module in imports(path)}
    for library in sorted(used - sys.stdlib_module_names - {"kg", "hatchling"}):
        package = PACKAGES.get(library, library)
        assert f'"{package.lower().replace("_", "-")}' in text, f"{library} is not declared"
