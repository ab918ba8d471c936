"""The invented corpus: its truth is exact, it is the same everywhere, and it is read well."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.corpus import FORMS, LEVELS, Invented, Size, documents, invent

from kg.parse.view import clean

ROOT = Path(__file__).parents[2]
every_form = pytest.mark.parametrize("form", FORMS)
every_level = pytest.mark.parametrize("noise", range(LEVELS + 1))
PAGE = re.compile(r"\n[—－第 -]+[\d０-９]+[—－页 -]+\n")  # may stand inside of a name
BRACKETS = str.maketrans("（），、〔〕", "(),、()")
SLIPS = 4  # from this level on a name is not what is written


@every_form
@every_level
def test_every_span_holds_what_the_truth_says(form: str, noise: int) -> None:
    for number in range(4):
        made = invent(form, number, size=Size(1500), noise=noise)
        assert len(made.lines) > 3
        for line in map(json.loads, made.truth.splitlines()):
            check(made, line)


def check(made: Invented, line: dict) -> None:
    clauses = [line["clause"], *line.get("clause_cont", ())]
    parts = [line["task"], *line.get("task_cont", ())]
    for start, end in (*clauses, *parts):
        assert made.text[start:end].strip() == made.text[start:end] != ""
    at = 0
    for item in line["assign"]:
        start, end = item["m"]
        assert at <= start < end
        assert any(low <= start and end <= high for low, high in clauses)
        assert not any(low < end and start < high for low, high in parts)
        words = clean(PAGE.sub("", made.text[start:end])).translate(BRACKETS)
        name = item["name"].translate(BRACKETS)
        if made.noise < SLIPS:
            assert name.startswith(words) or name.endswith(words)
        at = end
    if line["deadline"]:
        assert line["deadline"] in "".join(made.text.split())


def digest(count: int) -> str:
    made = documents(count, 3, Size(600), range(LEVELS + 1))
    whole = "".join(document.name + document.text + document.truth for document in made)
    return hashlib.sha256(whole.encode()).hexdigest()


def test_the_same_seed_gives_the_same_bytes_under_any_hash_seed() -> None:
    count = 2 * len(FORMS)
    program = f"from unit.test_invented_corpus import digest; print(digest({count}))"
    found = {digest(count)}
    for seed in ("1", "2"):
        paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
        told = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        done = subprocess.run(
            [sys.executable, "-c", program], env=told, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        found.add(done.stdout.decode().strip())
    assert len(found) == 1


def test_another_seed_gives_another_text_and_a_number_the_same_whatever_is_around_it() -> None:
    form = next(iter(FORMS))
    assert invent(form, 1).text != invent(form, 1, seed=8).text != invent(form, 2).text
    few, many = list(documents(4, size=Size(500))), list(documents(9, size=Size(500)))
    assert few == many[:4]


def test_the_command_writes_texts_with_their_truth(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.corpus", str(tmp_path / "out")]
    asked = [
        "--documents",
        "7",
        "--tasks",
        "5",
        "--noise",
        "all",
        "--forms",
        "table-tabs,bare-lines",
    ]
    done = subprocess.run([*command, *asked], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    texts = sorted((tmp_path / "out").glob("*.txt"))
    assert len(texts) == 7
    for text in texts:
        lines = text.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) >= 5
        assert b"\xef\xbc\x88\xe7\xa4\xba\xe4\xbe\x8b" in text.read_bytes() or "n3" in text.stem
