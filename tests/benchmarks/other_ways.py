"""What other ways of reading find: ``python tests/benchmarks/other_ways.py [ANNOTATION…]``.

A script of regular expressions as one writes it in an afternoon, and taggers for Chinese, against
annotated documents and ``kg``. Taggers say no role and no full name, so they are asked for places
alone: a mention is found when an organisation stands exactly there, and covered when organisations
fill it. They are no part of this project: ``JIEBA`` and ``THULAC`` name the Pythons that have
them, and one that is not named is left out.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from kg.evaluate import GoldMention, evaluate_file, read_gold

SAMPLES = sorted(Path("tests/samples").glob("*.jsonl"))
TAGGING = Path(__file__).with_name("tagging.py")
Mention = tuple[int, int, str, str]  # start, end, name, role
Place = tuple[int, int]

LISTS = (  # all there is to the script: four expressions, one separator, one inherited prefix
    ("lead", re.compile(r"(?:由|（|\(|^|，)([^（）()，。；\s]{2,60}?)(?:牵头|负责)")),
    (
        "support",
        re.compile(r"牵头，([^（）()，。；]{2,120}?)(?:等[^，。）]{0,6})?(?:配合|参与|协助)"),
    ),
    ("lead", re.compile(r"(?:牵头|责任|主办)(?:单位|部门)[：:]\s*([^；。\n）)]{2,120})")),
    ("support", re.compile(r"(?:配合|协办|参与)(?:单位|部门)[：:]\s*([^；。\n）)]{2,120})")),
)
BODY = re.compile(r"[^、，,\s]+")
TIER = re.compile(r"(?:省|市|县|区|自治区)(?=[^、，]*[局委厅办部])")


def script(text: str) -> set[Mention]:
    """Read a text with the expressions."""
    found = set()
    for role, pattern in LISTS:
        for clause in pattern.finditer(text):
            tier = ""
            for body in BODY.finditer(text, *clause.span(1)):
                own = TIER.match(body[0])
                tier = own[0] if own else tier
                found.add((*body.span(), body[0] if own else tier + body[0], role))
    return found


def tagged(name: str, sources: list[Path]) -> dict[Path, set[Place]]:
    """Return where a tagger sees organisations in each source."""
    command = [os.environ[name.upper()], str(TAGGING), name, *map(str, sources)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return {Path(file): {(start, end) for start, end in held} for file, held in found.items()}


def told(gold: dict[Path, list[GoldMention]]) -> tuple[float, float]:
    """Return strict F1 of the script and of kg."""
    right = found = ours = our_found = total = 0
    for path, mentions in gold.items():
        source = path.with_suffix(".txt")
        read = script(source.read_bytes().decode("utf-8"))
        total, found = total + len(mentions), found + len(read)
        right += sum(
            any(
                (m.span.start, m.span.end, name, role) in read
                for name in m.names
                for role in m.roles
            )
            for m in mentions
        )
        score = evaluate_file(path, source).total
        ours, our_found = ours + score.right[-1], our_found + score.found
    return 2 * right / (found + total), 2 * ours / (our_found + total)


def placed(name: str, gold: dict[Path, list[GoldMention]]) -> tuple[float, float]:
    """Return the shares of mentions that a tagger finds and covers."""
    places = tagged(name, [path.with_suffix(".txt") for path in gold])
    exact = covered = 0
    for path, mentions in gold.items():
        held = places[path.with_suffix(".txt")]
        filled = {at for start, end in held for at in range(start, end)}
        exact += sum((m.span.start, m.span.end) in held for m in mentions)
        covered += sum(filled.issuperset(range(m.span.start, m.span.end)) for m in mentions)
    total = sum(map(len, gold.values()))
    return exact / total, covered / total


def main(paths: list[Path]) -> None:
    """Print what each way finds."""
    gold = {
        path: [one for task in read_gold(path) if not task.corrupt for one in task.mentions]
        for path in paths
    }
    print(f"{len(gold)} documents, {sum(map(len, gold.values()))} mentions")
    print("strict F1: script {:.3f}, kg {:.3f}".format(*told(gold)))
    for name in ("jieba", "thulac"):
        if name.upper() in os.environ:
            print("{}: exactly {:.1%}, covered {:.1%}".format(name, *placed(name, gold)))


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]] or SAMPLES)
