"""What the documentation shows is true: commands run, and reference pages are not stale."""

import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.publish.tables import COLUMNS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", DOCS / "tutorial.md", *sorted(DOCS.glob("howto-*.md"))]
ENDLESS = "kg serve"  # runs until interrupted; has tests of its own
PAD = 518  # moves the first body of the sample to the position that the pages name


def shown(page: Path) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.split("   #")[0].strip() for line in "".join(blocks).splitlines()]
    return [line for line in lines if line.startswith("kg ") and line != ENDLESS]


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *shlex.split(line, comments=True)[1:]],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    documents, samples = folder / "documents", ROOT / "tests/samples"
    shutil.copytree(samples, documents)
    text = (samples / "bare-lines.txt").read_text(encoding="utf-8")
    (documents / "bare-lines.txt").unlink()
    (documents / "document.txt").write_text("\n" * PAD + text, encoding="utf-8")
    shutil.copy(documents / "document.txt", folder)
    shutil.copy(samples / "bare-lines.jsonl", folder / "gold.jsonl")
    assert run("kg build documents --output output --quiet", folder).returncode == 0
    shutil.copytree(folder / "output", folder / "old-output")
    return folder


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_shown_runs(page: Path, folder: Path) -> None:
    for line in shown(page):
        done = run(line, folder)
        assert done.returncode == 0, (line, done.stdout, done.stderr)


def test_the_command_line_page_is_not_stale() -> None:
    page = runpy.run_path(str(DOCS / "cli_reference.py"))["page"]()
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == page


def test_the_page_of_tables_has_every_column_in_order() -> None:
    text = (DOCS / "tables.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (\w+)\.csv\n", text, flags=re.MULTILINE)[1:]
    found = {
        name: tuple(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE))
        for name, part in zip(parts[::2], parts[1::2], strict=True)
    }
    assert found == COLUMNS


def test_python_of_the_pages_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    text = (DOCS / "howto-compare.md").read_text(encoding="utf-8")
    for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(compile(block, "howto-compare.md", "exec"), {})
