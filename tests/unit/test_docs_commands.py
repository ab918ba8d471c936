"""What the documentation shows is true: commands run, and reference pages are not stale."""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from graph import servers

from kg.cli import main
from kg.publish.tables import COLUMNS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]  # those in Chinese show the same
ENDLESS = "kg serve"  # runs until interrupted; has tests of its own
SERVER = "http://127.0.0.1:7878"  # of the pages; the tests start one elsewhere
PAD = 518  # moves the first body of the sample to the position that the pages name
# Two provinces, several forms; few, so that what the pages build is built quickly.
SAMPLES = ("label-run-in", "paren-first-listed", "prose-department-list", "prose-youqiantou")


def blocks(page: Path, language: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def shown(page: Path) -> list[str]:
    lines = [line.split("   #")[0].strip() for line in "".join(blocks(page, "sh")).splitlines()]
    return [line for line in lines if line.startswith("kg ") and not line.startswith(ENDLESS)]


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def run(line: str, folder: Path) -> None:
    """Run a command as ``kg`` would, in this process, which has its libraries loaded."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as done:
        patch.chdir(folder)
        patch.setattr(sys, "argv", shlex.split(line, comments=True))
        main()
    assert not done.value.code, line


@pytest.fixture(scope="session")
def built(common: Path) -> Path:
    """Documents, and a build of them by the names of the pages; made once for all processes."""
    folder, samples = common / "docs-built", ROOT / "tests/samples"
    with FileLock(common / "docs-built.lock"):
        if (folder / "old-output").exists():
            return folder
        documents, more = folder / "documents", folder / "more-documents"
        documents.mkdir(parents=True)
        more.mkdir()
        for sample in SAMPLES:
            shutil.copy(samples / f"{sample}.txt", documents)
        shutil.copy(samples / "table-pipe.txt", more)
        text = (samples / "bare-lines.txt").read_text(encoding="utf-8")
        (documents / "document.txt").write_text("\n" * PAD + text, encoding="utf-8")
        shutil.copy(documents / "document.txt", folder)
        shutil.copy(samples / "bare-lines.jsonl", folder / "gold.jsonl")
        run("kg build documents --output output --quiet", folder)
        shutil.copytree(folder / "output", folder / "old-output")
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy for one page, so that none leans on what another has left."""
    return Path(shutil.copytree(built, tmp_path / "docs"))


@pytest.mark.parametrize("page", [page for page in PAGES if shown(page)], ids=name)
def test_every_command_shown_runs(page: Path, folder: Path, tmp_path: Path) -> None:
    with answering(shown(page), tmp_path) as lines:
        for line in lines:
            run(line, folder)


def test_what_cog_writes_is_not_stale(capsys: pytest.CaptureFixture[str]) -> None:
    cogapp = pytest.importorskip("cogapp")
    pages = [page for page in PAGES if "[[[cog" in page.read_text(encoding="utf-8")]
    assert [page.name for page in pages] == ["cli.md"]
    stale = cogapp.Cog().main(["cog", "--check", *map(str, pages)])
    assert not stale, f"run cog -r {' '.join(map(name, pages))}"


def test_the_page_of_tables_has_every_column_in_order() -> None:
    text = (DOCS / "tables.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (\w+)\.csv\n", text, flags=re.MULTILINE)[1:]
    found = {
        name: tuple(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE))
        for name, part in zip(parts[::2], parts[1::2], strict=True)
    }
    assert found == COLUMNS


@contextlib.contextmanager
def answering(shown: list[str], folder: Path) -> Iterator[list[str]]:
    """Yield what a page shows with the address of a server that runs, if it asks for one."""
    if not any(SERVER in block for block in shown):
        yield shown
        return
    if not servers.oxigraph_program():
        pytest.skip("the program oxigraph is not installed")
    data = folder / "server"
    data.mkdir(exist_ok=True)
    with servers.oxigraph(data) as address:
        yield [block.replace(SERVER, address) for block in shown]


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=name)
def test_python_of_the_pages_runs(
    page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(folder)
    with answering(blocks(page, "python"), tmp_path) as python:
        for block in python:
            exec(compile(block, page.name, "exec"), {"__name__": "__main__"})


def test_a_vocabulary_can_be_added_as_shown(tmp_path: Path) -> None:
    page = DOCS / "howto-vocabulary.md"
    (tmp_path / "kg").symlink_to(ROOT / "kg", target_is_directory=True)
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    with (tmp_path / "ontology/agencies.ttl").open("a", encoding="utf-8") as file:
        file.write("\n".join(blocks(page, "turtle")))
    area = "assert '柳州低空物流园' in resolver.vocabulary.areas"
    found = ""
    for command in (["-m", "kg.resolve.turtle"], ["-c", blocks(page, "python")[0] + area]):
        done = subprocess.run(
            [sys.executable, *command],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
            timeout=120,
            check=True,
        )
        found += done.stdout
    assert found.count("→ 柳州市低空经济发展办公室 低空经济") == 2
