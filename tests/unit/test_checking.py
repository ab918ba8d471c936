"""``kg validate`` and ``kg diff``."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.builds import read_documents
from kg.cli.app import app
from kg.differences import differences, moved
from kg.errors import NoBuildError
from kg.pipeline import build

WATER = (
    "吉林省人民政府办公厅关于印发样例分工的通知\n\n1.修建南山水库。（省水利厅牵头，省财政厅配合）\n"
)
MORE = WATER.replace("省财政厅配合", "省审计厅配合") + "2.修建北山水库。（省水利厅负责）\n"
ROADS = "柳州市人民政府办公室关于印发样例分工的通知\n\n1.修建东环路。（市交通运输局负责）\n"


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return done.exit_code, done.stdout


def built(folder: Path, **texts: str) -> Path:
    docs = folder.with_name(f"{folder.name}-docs")
    docs.mkdir()
    for name, text in texts.items():
        (docs / f"{name}.txt").write_text(text, encoding="utf-8")
    build([docs], folder)
    return folder


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("checking") / "old", water=WATER, roads=ROADS)


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("checking") / "new", water=MORE)


def test_a_build_with_nothing_wrong(old: Path) -> None:
    assert run("validate", "-b", old) == (0, "no violations\n")
    assert run("validate", "-b", old, "--json") == (0, "[]\n")
    assert run("validate", "-b", old, "--quiet") == (0, "")


def test_the_samples_have_no_violation(built_samples: Path) -> None:
    assert run("validate", "-b", built_samples) == (0, "no violations\n")


def test_a_violation_is_told_in_words_with_its_place(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import kg.builds

    def altered(folder: Path) -> object:
        for resolved in read_documents(folder):
            text = resolved.document.source.text.replace("省水利厅", "市水利厅")
            object.__setattr__(resolved.document.source, "text", text)
            yield resolved

    monkeypatch.setattr(kg.builds, "read_documents", altered)
    code, printed = run("validate", "-b", old)
    assert code == 1
    assert "water.txt, characters" in printed
    assert "省水利厅" in printed
    assert "violations" in printed
    code, printed = run("validate", "-b", old, "--json")
    assert code == 1
    assert {"place", "message", "message_zh", "quote"} <= json.loads(printed)[0].keys()


def told(old: Path, new: Path) -> set[tuple[str, str, str]]:
    found = differences(read_documents(old), read_documents(new))
    return {("+" if one.gained else "-", one.kind, one.what) for one in found}


def test_what_was_gained_and_lost(old: Path, new: Path) -> None:
    found = told(old, new)
    tasks = {(sign, what) for sign, kind, what in found if kind == "task"}
    assert sorted(sign for sign, _ in tasks) == ["+", "-"]
    assert {("东环路" in what, sign) for sign, what in tasks} == {(True, "-"), (False, "+")}
    bodies = {(sign, what) for sign, kind, what in found if kind == "body"}
    assert bodies == {
        ("-", "柳州市交通运输局"),
        ("-", "吉林省财政厅"),
        ("+", "吉林省审计厅"),
    }
    assert {sign for sign, kind, _ in found if kind == "document"} == {"-"}
    assert sum(kind == "assignment" for _, kind, _ in found) == 4


def test_the_other_way_round_is_the_opposite(old: Path, new: Path) -> None:
    other = {"+": "-", "-": "+"}
    assert {(other[sign], *rest) for sign, *rest in told(new, old)} == told(old, new)
    assert told(old, old) == set()


def test_the_table_and_json(old: Path, new: Path) -> None:
    code, printed = run("diff", old, new)
    assert (code, "assignment  2 gained, 2 lost" in printed) == (0, True)
    assert "吉林省审计厅" in printed
    record = json.loads(run("diff", old, new, "--json")[1])
    assert record["counts"]["body"] == {"gained": 1, "lost": 2}
    assert len(record["differences"]) == sum(
        count for kind in record["counts"].values() for count in kind.values()
    )
    assert run("diff", old, old)[1].count("0 gained, 0 lost") == 4


def test_measures_that_moved(old: Path, new: Path) -> None:
    found = {(one.label, one.measure): (one.before, one.after) for one in moved(old, new)}
    with (old / "measures.csv").open(encoding="utf-8-sig", newline="") as file:
        before = {row["label"]: row for row in csv.DictReader(file)}
    with (new / "measures.csv").open(encoding="utf-8-sig", newline="") as file:
        after = {row["label"]: row for row in csv.DictReader(file)}
    both = before.keys() & after.keys()
    assert both and found.keys() <= {(label, name) for label in both for name in after[label]}
    for label in both:
        for name in ("degree", "tasks_led", "strength", "pagerank"):
            values = tuple(float(row[label][name]) for row in (before, after))
            assert found.get((label, name), values[:1] * 2) == values
    assert moved(old, old) == ()
    printed = run("diff", old, new)[1]
    assert "it moved for" in printed
    assert {one["measure"] for one in json.loads(run("diff", old, new, "--json")[1])["measures"]}


def test_a_damaged_table_of_measures_is_named(old: Path, new: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(new, copy)
    (copy / "measures.csv").write_text("node,label,degree\na,b,many\n")
    with pytest.raises(NoBuildError, match=r"measures\.csv"):
        moved(old, copy)
    (copy / "measures.csv").unlink()
    assert moved(old, copy) == ()
