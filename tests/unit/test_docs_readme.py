"""What is written in two languages has one structure, and shows what the program answers."""

import re
from pathlib import Path

import pytest

from kg.builds import open_store

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
TRANSLATED = [(ENGLISH, CHINESE), (DOCS / "tutorial.md", DOCS / "zh/tutorial.md")]
translated = pytest.mark.parametrize(
    ("english", "chinese"), TRANSLATED, ids=[english.name for english, _ in TRANSLATED]
)


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


@translated
def test_both_languages_are_equal_in_structure(english: Path, chinese: Path) -> None:
    assert shape(chinese) == shape(english)


@translated
def test_both_languages_give_the_same_figures(english: Path, chinese: Path) -> None:
    assert sorted(numbers(chinese)) == sorted(numbers(english))


def test_every_page_in_chinese_is_held_to_an_english_one() -> None:
    pages = set((DOCS / "zh").glob("*.md")) - {DOCS / "zh/index.md"}  # which is about the language
    assert pages == {chinese for _, chinese in TRANSLATED[1:]}


@pytest.mark.parametrize("page", [CHINESE, *sorted((DOCS / "zh").glob("*.md"))])
def test_chinese_is_not_broken_into_lines(page: Path) -> None:
    """A line break within a paragraph is shown as a blank, which Chinese has not."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)
    broken = re.findall(r"^(?![|#`>-]).*[\u4e00-\u9fff，；]\n[ ]*[\u4e00-\u9fff].*$", text, re.M)
    assert broken == []


@pytest.mark.parametrize("page", [ENGLISH, CHINESE, *sorted(DOCS.rglob("*.md"))])
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
