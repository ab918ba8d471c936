"""The command line: what it prints, where, and how it exits."""

import csv
import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.show import harmless

SAMPLES = Path(__file__).parents[1] / "samples"
COMMANDS = [
    "build",
    "compare",
    "diff",
    "eval",
    "explain",
    "export",
    "map",
    "metrics",
    "push",
    "query",
    "review",
    "search",
    "serve",
    "site",
    "validate",
]


def kg(
    *arguments: object, cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "100", "KG_DEBUG": "", **variables}
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="session")
def built(built_samples: Path) -> Path:
    return built_samples


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A folder of three documents, for what does not depend on how many there are."""
    folder = tmp_path / "few"
    folder.mkdir()
    for name in ("bare-lines.txt", "paren-bare.txt", "table-pipe.txt"):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    return folder


def one_line(text: str) -> str:
    lines = text.strip().splitlines()
    assert len(lines) == 1, text
    assert "Traceback" not in text
    return lines[0]


def test_a_build_closes_with_its_summary(few: Path, tmp_path: Path) -> None:
    done = kg("build", few, "-o", tmp_path / "out")
    assert done.returncode == 0
    for word in ("documents", "tasks", "assignments", "bodies", "open points", "seconds", "map"):
        assert word in done.stdout
    assert str(tmp_path / "out/index.html") in done.stdout
    assert done.stderr == ""


def test_quiet_prints_nothing(few: Path, tmp_path: Path) -> None:
    done = kg("build", few, "-o", tmp_path / "out", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_json_is_json(tmp_path: Path) -> None:
    done = kg("build", SAMPLES, "--output", tmp_path / "out", "--json")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["documents"] >= 10
    assert record["failed"] == []


def test_a_bad_file_among_good_ones_exits_with_3(few: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\xff" * 100)
    done = kg("build", few, bad, "-o", tmp_path / "out")
    assert done.returncode == 3
    assert "bad.txt" in one_line(done.stderr)
    assert (tmp_path / "out/assignments.csv").exists()
    record = json.loads(kg("build", few, bad, "-o", tmp_path / "out", "--json").stdout)
    assert record["failed"][0]["source"] == "bad.txt"


EXTRAS = ["httpx", "lxml", "openpyxl", "pandas", "pypdfium2", "starlette", "uvicorn"]


def test_without_extras_text_is_read_and_the_rest_says_what_is_missing(tmp_path: Path) -> None:
    hidden = "import sys, importlib.util as u; find = u.find_spec\n"
    hidden += f"for name in {EXTRAS}: sys.modules[name] = None\n"
    hidden += f"u.find_spec = lambda name, *a: None if name in {EXTRAS} else find(name, *a)\n"
    (tmp_path / "sitecustomize.py").write_text(hidden)
    path = f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    docs, out = tmp_path / "docs", tmp_path / "out"
    docs.mkdir()
    (docs / "a.txt").write_bytes((SAMPLES / "paren-bare.txt").read_bytes())
    for name in ("b.pdf", "c.html"):
        (docs / name).write_text("%PDF-1.4 <p>x</p>")
    done = kg("build", docs, "-o", out, PYTHONPATH=path)
    assert done.returncode == 3
    for kind, name, *hints in (("PDF", "b.pdf", "pdf"), ("HTML", "c.html", "html", "lxml")):
        line = next(line for line in done.stderr.splitlines() if name in line)
        assert f"{kind} files need" in line
        assert "not installed. Run: pip install" in line
        assert any(hint in line.partition("pip install")[2] for hint in hints)
    served = kg("serve", "-b", out, PYTHONPATH=path)
    assert (served.returncode, "fengong[serve]" in one_line(served.stderr)) == (1, True)


def bad_inputs(tmp_path: Path) -> dict[str, list[object]]:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\xff" * 100)
    return {
        "missing": ["build", tmp_path / "none.txt", "-o", tmp_path / "out"],
        "empty folder": ["build", tmp_path / "empty", "-o", tmp_path / "out"],
        "no text": ["build", tmp_path / "binary.txt", "-o", tmp_path / "out"],
        "no folder to write": ["build", SAMPLES, "-o", tmp_path / "file"],
        "below a file": ["build", SAMPLES, "-o", tmp_path / "file/out"],
        "not writable": ["build", SAMPLES, "-o", "/proc/out"],
        "no decisions": ["build", SAMPLES, "-o", tmp_path / "out", "--decisions", tmp_path / "no"],
        "no build": ["query", "documents", "-b", tmp_path / "empty"],
        "no build folder": ["metrics", "-b", tmp_path / "none"],
        "no gold": ["eval", tmp_path / "none.jsonl"],
        "no map folder": ["map", tmp_path / "none/map.html", "-b", tmp_path / "empty"],
    }


CANNOT = [
    "missing",
    "empty folder",
    "no text",
    "no folder to write",
    "below a file",
    "not writable",
    "no decisions",
    "no build",
    "no build folder",
    "no gold",
    "no map folder",
]


@pytest.mark.parametrize("case", CANNOT)
def test_what_cannot_be_done_is_one_line_and_1(tmp_path: Path, case: str) -> None:
    done = kg(*bad_inputs(tmp_path)[case])
    assert done.returncode == 1
    assert done.stdout == ""
    line = one_line(done.stderr)
    assert line.startswith("kg: ")
    assert len(line) < 400
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["build"],
        ["build", "--nonsense", "x"],
        ["metrics", "--network", "none"],
        ["metrics", "--by", "none"],
        ["metrics", "--tier", "none"],
        ["map", "m.html", "--kind", "none"],
        ["map", "m.html", "--kind", "neighbourhood"],
        ["map", "m.html", "--body", "财政厅"],
        ["map", "m.html", "--at", "none"],
        ["map", "m.html", "--since", "21"],
        ["eval", "a.jsonl", "--source", "a.txt", "--source", "b.txt"],
        ["query", "documents", "--format", "none"],
        ["query", "documents", "--csv", "--json"],
        ["query", "documents", "title"],
        ["query", "SELECT * {}", "x=y"],
        ["push"],
        ["search"],
    ],
)
def test_a_wrong_call_exits_with_2(arguments: list[str]) -> None:
    done = kg(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = kg(command, "--help")
    assert done.returncode == 0
    assert f"kg {command}" in done.stdout
    assert "Example" in done.stdout


def test_help_lists_the_commands_and_is_quick() -> None:
    """Time on the processor, best of three: the machine may be busy with other things."""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = kg("--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert all(command in done.stdout for command in COMMANDS)
        times.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    assert min(times) < 0.4


def test_version() -> None:
    assert kg("--version").stdout.startswith("kg ")


def test_an_unexpected_error_is_one_line_and_debug_tells_more(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import kg.pipeline\n"
        "def build(*args, **options): raise ZeroDivisionError('boom\\x1b[31m')\n"
        "kg.pipeline.build = build\n"
    )
    path = f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    done = kg("build", SAMPLES, "-o", tmp_path / "out", PYTHONPATH=path)
    line = one_line(done.stderr)
    assert (done.returncode, "ZeroDivisionError" in line, "--debug" in line) == (1, True, True)
    assert "\x1b" not in done.stderr
    more = kg("--debug", "build", SAMPLES, "-o", tmp_path / "out", PYTHONPATH=path)
    assert "Traceback" in more.stderr
    assert more.returncode == 1


# What was built is used.


def test_named_questions(built: Path) -> None:
    listed = json.loads(kg("query", "--list", "--json").stdout)
    assert {"name", "en", "zh", "parameters"} <= listed[0].keys()
    rows = json.loads(kg("query", "documents", "-b", built, "--json").stdout)
    assert len(rows) >= 10


def test_sparql_answers_of_every_form(built: Path, tmp_path: Path) -> None:
    everything = "?a kg:task ?t ; kg:agency ?g ; kg:role ?r"
    select = f"SELECT ?t ?g ?r {{ {everything} }} LIMIT 3"
    rows = list(csv.DictReader(io.StringIO(kg("query", select, "-b", built, "--csv").stdout)))
    assert len(rows) == 3
    assert rows[0]["r"].endswith(("#lead", "#support", "#joint"))
    assert kg("query", f"ASK {{ {everything} }}", "-b", built).stdout == "yes\n"
    assert kg("query", "ASK { kg:x kg:y kg:z }", "-b", built).stdout == "no\n"
    constructed = kg("query", f"CONSTRUCT {{ ?t kg:role ?r }} {{ {everything} }}", "-b", built)
    assert "kg:role" in constructed.stdout
    (tmp_path / "q.rq").write_text(select)
    assert kg("query", tmp_path / "q.rq", "-b", built, "--csv").stdout.count("\n") == 4


@pytest.mark.parametrize(
    "query", ["SELECT ?x {", "no-such-question", "DELETE WHERE { ?s ?p ?o }", "none.rq"]
)
def test_a_query_that_cannot_be_asked_is_one_line(built: Path, query: str) -> None:
    done = kg("query", query, "-b", built)
    assert done.returncode == 1
    one_line(done.stderr)


def test_metrics_in_three_forms(built: Path) -> None:
    assert "betweenness" in kg("metrics", "-b", built).stdout
    rows = json.loads(kg("metrics", "-b", built, "--json", "--top", "3").stdout)
    assert [row["strength"] for row in rows] == sorted((r["strength"] for r in rows), reverse=True)
    assert len(rows) == 3
    table = kg("metrics", "-b", built, "--csv", "-n", "lead-support", "--by", "tasks_led").stdout
    assert "in_degree" in table.splitlines()[0]


def test_selections_narrow_the_network(built: Path) -> None:
    everything = json.loads(kg("metrics", "-b", built, "--json", "--top", "0").stdout)
    jiangxi = kg("metrics", "-b", built, "--json", "--top", "0", "--region", "360000")
    assert 0 < len(json.loads(jiangxi.stdout)) < len(everything)


def test_a_map_of_a_part(built: Path, tmp_path: Path) -> None:
    done = kg("map", tmp_path / "map.html", "-b", built, "--region", "360000")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "map.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--kind", "themes", "--tier", "province"],
        ["--kind", "systems", "--at", "today"],
        ["--kind", "neighbourhood", "--body", "辽宁省商务厅"],
    ],
)
def test_maps_of_every_kind_for_any_selection(
    built: Path, tmp_path: Path, arguments: list[str]
) -> None:
    done = kg("map", tmp_path / "map.html", "-b", built, *arguments)
    assert done.returncode == 0, done.stderr
    assert f'"kind":"{arguments[1]}"' in (tmp_path / "map.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--theme", "99"], "There are 1"),
        (["--region", "999999"], "There are 100000"),
        (["--document", "none"], "There are "),
        (["--since", "2099"], "document of these dates"),
        (["--kind", "neighbourhood", "--body", "商务厅"], "辽宁省商务厅"),
    ],
)
def test_a_map_of_nothing_says_what_there_is(
    built: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    done = kg("map", tmp_path / "map.html", "-b", built, *arguments)
    assert done.returncode == 1
    assert said in one_line(done.stderr)
    assert not (tmp_path / "map.html").exists()


@pytest.mark.parametrize("ending", ["trig", "nq", "ttl", "jsonld", "graphml", "gexf", "net"])
def test_exports(built: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"x.{ending}"
    assert kg("export", file, "-b", built, "-q").returncode == 0
    assert file.stat().st_size > 0
    assert kg("export", tmp_path / "x.doc", "-b", built).returncode == 1


def test_review_and_decisions(built: Path, tmp_path: Path) -> None:
    assert kg("review", tmp_path / "review.csv", "-b", built, "-q").returncode == 0
    with (tmp_path / "review.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert {"kind", "source", "start", "candidates", "decision", "why"} <= rows[0].keys()
    stale = {"kind": "body", "source": "gone.txt", "start": "5", "name": "神秘小组"}
    with (tmp_path / "review.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, rows[0].keys()).writerow(stale | {"decision": "-/甲组"})
    options = ["-o", tmp_path / "out", "--decisions", tmp_path / "review.csv", "-q"]
    done = kg("build", SAMPLES / "central-ministries.txt", *options)
    assert done.returncode == 0
    assert "神秘小组" in one_line(done.stderr)
    with (tmp_path / "out" / "open.csv").open(encoding="utf-8-sig", newline="") as file:
        left = [row for row in csv.DictReader(file) if row["kind"] == "decision"]
    assert [(row["source"], row["start"], row["quote"]) for row in left] == [
        ("gone.txt", "5", "神秘小组")
    ]


def test_explain_by_place_and_by_name(built: Path) -> None:
    with (built / "assignments.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    place = f"{row['source']}:{row['mention_start']}"
    steps = json.loads(kg("explain", place, "-b", built, "--json").stdout)
    assert {"text", "clause", "role", "node"} <= {step["step"] for step in steps}
    assert json.loads(kg("explain", row["task"], "-b", built, "--json").stdout) == steps
    assert "no task" in one_line(kg("explain", "nowhere.txt:1", "-b", built).stderr)


def test_a_site(built: Path, tmp_path: Path) -> None:
    pages = json.loads(kg("site", tmp_path / "site", "-b", built, "--json").stdout)
    assert sum(pages.values()) > 50
    assert (tmp_path / "site/index.html").exists()
    offered = {file.name.removesuffix(".gz") for file in (tmp_path / "site/data").iterdir()}
    endings = {"csv", "trig", "ttl", "jsonld", "graphml", "gexf"}
    assert endings <= {name.rpartition(".")[2] for name in offered}
    assert "assignments.csv" in offered


def test_a_damaged_build_is_recognised(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("build.json", "graph.trig"):
        (copy / name).write_bytes((built / name).read_bytes())
    assert kg("query", "documents", "-b", copy).returncode == 0
    (copy / "graph.trig").write_bytes((built / "graph.trig").read_bytes()[:-100])
    line = one_line(kg("query", "documents", "-b", copy).stderr)
    assert "damaged" in line


def test_eval_against_the_samples(tmp_path: Path) -> None:
    gold = sorted(SAMPLES.glob("paren-*.jsonl"))
    done = kg("eval", *gold, "--json")
    assert done.returncode == 0, done.stderr
    records = json.loads(done.stdout)
    assert records[-1]["name"] == "pooled"
    assert records[-1]["groups"]["total"]["role"]["f1"] > 0.9
    table = kg("eval", gold[0], "--differences").stdout
    assert "+role F1" in table


def test_eval_under_its_floor_exits_with_1() -> None:
    gold = sorted(SAMPLES.glob("paren-*.jsonl"))[0]
    done = kg("eval", gold, "--floor", "1.01")
    assert done.returncode == 1
    assert "under 1.01" in done.stderr


# Text of documents cannot steer the terminal.


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("省\x1b[31m厅", "省\\u001b[31m厅"),
        ("\u202e反", "\\u202e反"),
        ("a\u200bb", "a\\u200bb"),
        ("\x9b31m", "\\u009b31m"),
        ("\ud800", "\\ud800"),
        ("[red]省[/red]", "[red]省[/red]"),
        ("自治区发展改革委", "自治区发展改革委"),
    ],
)
def test_controls_are_shown_and_not_obeyed(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_hostile_names_reach_the_terminal_harmless(tmp_path: Path) -> None:
    name = "a\x1b[31m\n[bold]x.txt"
    (tmp_path / name).write_bytes(b"\x00\xff" * 100)
    done = kg("build", tmp_path / name, "-o", tmp_path / "out")
    assert done.returncode == 1
    assert "\x1b" not in one_line(done.stderr)
    assert "[bold]" in done.stderr


def test_a_terminal_without_chinese_shows_numbers(built: Path) -> None:
    done = kg("metrics", "-b", built, "--top", "1", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "\\u" in done.stdout
