"""What a change of the grammar gains and loses: mentions, scores and time against a commit.

``make gain`` compares the working tree with the last commit, or a clean tree with the commit
before it, over the samples and over the annotated documents beside the repository if there are
any. It only reports: floors stand in ``tests/golden``.

    python tests/gain_loss.py [--against COMMIT] [--most N]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
SHARED = ROOT.parent / "shared"
ROUNDS = 2  # the faster one counts

Report = dict[str, dict[str, Any]]  # source -> mentions, score, seconds


def sources() -> list[tuple[Path, Path | None]]:
    """Return the documents, each with its annotation if it has one."""
    found: list[tuple[Path, Path | None]] = []
    for folder in (TESTS / "samples", SHARED / "more"):
        found += [(gold.with_suffix(".txt"), gold) for gold in sorted(folder.glob("*.jsonl"))]
    for source in sorted((SHARED / "corpus").glob("*.txt")):
        gold = sorted((SHARED / "gold").glob(f"{source.name[:3]}*.jsonl"))
        found.append((source, gold[0] if gold else None))
    return found


def measure() -> Report:
    """Read all documents with the ``kg`` that this process imports."""
    return {
        f"{source.parent.name}/{source.name}": _measured(source, gold)
        for source, gold in sources()
        if source.exists()
    }


def _measured(path: Path, gold: Path | None) -> dict[str, Any]:
    from kg.evaluate import evaluate, read_gold
    from kg.parse import parse
    from kg.read import documents, read_file

    seconds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        source = read_file(path.name, path)
        tasks = [task for document in documents(source) for task in parse(document).tasks]
        seconds.append(time.process_time() - began)
    mentions = [
        [a.mention.span.start, a.mention.span.end, a.mention.name, a.role.value, a.mention.surface]
        for task in tasks
        for a in task.clause.assignments
    ]
    score = None
    if gold:
        total = evaluate(gold.stem, read_gold(gold), tasks, source.text).total
        score = [total.gold, total.found, total.right[-1], total.tasks, total.tasks_right]
    return {"mentions": mentions, "score": score, "seconds": min(seconds)}


def measured_at(commit: str) -> Report:
    """Read all documents with the ``kg`` of a commit, checked out in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        git("worktree", "add", "--quiet", "--detach", str(tree), commit)
        try:
            command = [sys.executable, str(Path(__file__).resolve()), "--dump"]
            paths = {"PYTHONPATH": str(tree), "PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1"}
            done = subprocess.run(
                command,
                cwd=tree,
                env=os.environ | paths,
                capture_output=True,
                text=True,
                check=True,
            )
        finally:
            git("worktree", "remove", "--force", str(tree))
    report: Report = json.loads(done.stdout)
    return report


def git(*words: str) -> str:
    """Run git here and return what it says."""
    command = ["git", "-C", str(ROOT), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def baseline() -> str:
    """Return what to compare with: the last commit, or the one before it in a clean tree."""
    changed = git("status", "--porcelain", "--", "kg", "ontology", "tests/samples")
    return "HEAD" if changed else "HEAD~1"


def f1(scores: list[list[int]]) -> float:
    """Return strict F1 (span, name and role) of pooled counts."""
    gold, found, right = (sum(score[i] for score in scores) for i in range(3))
    return 2 * right / (gold + found) if gold + found else 1.0


def tasks(scores: list[list[int]]) -> float:
    """Return the share of task spans that are right."""
    return sum(s[4] for s in scores) / max(1, sum(s[3] for s in scores))


def lines(before: Report, after: Report, most: int) -> list[str]:
    """Return the report: one line a document that differs, with its mentions, then the sums."""
    out = []
    for name, now in after.items():
        then = before.get(name)
        if then is None:
            out.append(f"{name}: new, {len(now['mentions'])} mentions")
            continue
        out += _changes(name, then, now, most)
    return [*out, *_sums(before, after)]


def _changes(name: str, then: dict[str, Any], now: dict[str, Any], most: int) -> list[str]:
    old, new = (Counter(tuple(m) for m in report["mentions"]) for report in (then, now))
    gained, lost = sorted((new - old).elements()), sorted((old - new).elements())
    scores = ""
    if then["score"] and now["score"] and then["score"] != now["score"]:
        scores = f", F1 {f1([then['score']]):.4f} -> {f1([now['score']]):.4f}"
        scores += f", tasks {tasks([then['score']]):.3f} -> {tasks([now['score']]):.3f}"
    if not gained and not lost and not scores:
        return []
    out = [f"{name}: {len(gained)} gained, {len(lost)} lost{scores}"]
    for sign, found in (("+", gained), ("-", lost)):
        out += [
            f"  {sign} {start}-{end} {''.join(words.split())} = {meant} {role}"
            for start, end, meant, role, words in found[:most]
        ]
        out += [f"  {sign} and {len(found) - most} more"] if len(found) > most else []
    return out


def _sums(before: Report, after: Report) -> list[str]:
    out = []
    for folder in dict.fromkeys(name.split("/")[0] for name in after):
        names = [name for name in after if name.startswith(f"{folder}/") and name in before]
        sums = []
        for report in (before, after):
            scores = [report[name]["score"] for name in names if report[name]["score"]]
            seconds = sum(report[name]["seconds"] for name in names)
            count = sum(len(report[name]["mentions"]) for name in names)
            sums.append((count, f1(scores), tasks(scores), seconds))
        (m, f, t, s), (n, g, u, w) = sums
        out.append(
            f"{folder:8} mentions {m} -> {n}   F1 {f:.4f} -> {g:.4f}   "
            f"tasks {t:.4f} -> {u:.4f}   seconds {s:.2f} -> {w:.2f}"
        )
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", help="commit to compare with")
    parser.add_argument("--most", type=int, default=20, help="mentions to list a document")
    parser.add_argument("--dump", action="store_true", help="only measure, as JSON")
    given = parser.parse_args()
    if given.dump:
        print(json.dumps(measure()))
        return
    commit = given.against or baseline()
    try:
        print(f"against {commit} ({git('log', '-1', '--format=%h %s', commit)})")
        before, after = measured_at(commit), measure()
    except subprocess.CalledProcessError as error:  # the first commit, or one that does not run
        print(f"nothing to compare with: {error.stderr.strip().splitlines()[-1]}")
        return
    print("\n".join(lines(before, after, given.most)))


if __name__ == "__main__":
    main()
