"""The two READMEs have one structure, and what they show is what the program answers."""

import re
from pathlib import Path

import pytest

from kg.builds import open_store

ROOT = Path(__file__).parents[2]
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"


def shape(path: Path) -> list[tuple[str, str]]:
    """Headings, pictures, table rows by their columns, and code without its remarks."""
    found, code = [], False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            code = not code
            found.append(("fence", line))
        elif code:
            found.append(("code", re.sub(r"\s+#.*", "", line)))
        elif line.startswith("|"):
            found.append(("row", str(line.count("|") - 1)))
        elif match := re.match(r"(#+) |!\[[^]]*\](\(\S+\))", line):
            found.append(("line", match[1] or match[2]))
    return found


def numbers(path: Path) -> list[str]:
    rows = [x for x in path.read_text(encoding="utf-8").splitlines() if x.startswith("|")]
    return re.findall(r"\d+(?:[./]\d+)*", "\n".join(rows))


def test_the_readmes_are_equal_in_structure() -> None:
    assert shape(CHINESE) == shape(ENGLISH)


def test_the_readmes_give_the_same_figures() -> None:
    assert sorted(numbers(CHINESE)) == sorted(numbers(ENGLISH))


@pytest.mark.parametrize("page", [ENGLISH, CHINESE, *sorted((ROOT / "docs").glob("*.md"))])
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_question_has_the_answer_shown(built_samples: Path) -> None:
    text = ENGLISH.read_text(encoding="utf-8")
    asked, shown = re.findall(r"```sparql\n(.*?)```\s+((?:\|[^\n]*\n)+)", text, re.DOTALL)[0]
    prefixes = (
        "PREFIX kg: <https://w3id.org/fengong/ontology#>\n"
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
    )
    found = open_store(built_samples).rows(prefixes + asked)
    lines = [f"| {row['body'].value} | {row['tasks'].value} |" for row in found]
    assert shown.splitlines()[2:] == lines
