"""Settings of the documentation site: ``make docs`` writes it into ``build/docs``.

The pages load nothing from elsewhere: formulas become MathML and the class diagram a table, so
that neither needs a script.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.search.en import SearchEnglish
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

import kg

project = "fengong"
author = project_copyright = "The kg authors"
version = release = kg.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}

# The notebooks are shown as they are stored; the tests run them. They stand beside this folder,
# and Sphinx reads nothing outside of it.
nb_execution_mode = "off"
shutil.copytree(
    Path(__file__).parents[1] / "notebooks",
    Path(__file__).with_name("notebooks"),
    ignore=shutil.ignore_patterns(".*"),
    dirs_exist_ok=True,
)

html_theme = "furo"
# The font is for machines without Chinese characters; a checkout may lack it.
_font = Path(kg.__file__).parent / "publish/vendor/noto-sans-sc.woff"
html_static_path = ["static", *([str(_font)] if _font.is_file() else [])]
html_css_files = ["site.css"]
html_title = f"fengong {version}"
html_show_sourcelink = False
html_copy_source = False
html_permalinks_icon = "#"
html_search_language = "en-zh"
highlight_language = "text"

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
myst_fence_as_directive = ["mermaid"]

autodoc_typehints = "description"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_default_options = {"members": True}
# Types are spelt as Python spells them; these pages have no index of other projects.
python_use_unqualified_type_names = True


class Search(SearchEnglish):
    """English, and Chinese found by any two characters that stand side by side."""

    lang = "en-zh"

    def split(self, text: str) -> list[str]:
        """Return words; of Chinese, which has no blanks, also each pair of characters."""
        pairs = [
            run[at : at + 2]
            for run in re.findall("[\u4e00-\u9fff]+", text)
            for at in range(len(run) - 1)
        ]
        return super().split(text) + pairs


class Mermaid(SphinxDirective):
    """A class diagram as a table: which class has which property, and of what it is a kind."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"name": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        lines = [line.strip() for line in self.content[1:] if line.strip()]
        rows = [self._row(line) for line in lines]
        table = nodes.table("", classes=["diagram"])
        group = nodes.tgroup("", *[nodes.colspec(colwidth=1) for _ in range(3)], cols=3)
        group += nodes.thead("", self._cells(("from", "property", "to")))
        group += nodes.tbody("", *[self._cells(row) for row in rows])
        table += group
        return [table]

    def _row(self, line: str) -> tuple[str, str, str]:
        if match := re.fullmatch(r"(\w+) <\|-- (\w+)", line):
            return match[2], "is a", match[1]
        if match := re.fullmatch(r"(\w+) --> (\w+) : (\w+)", line):
            return match[1], match[3], match[2]
        raise self.error(f"this is no line of a class diagram: {line}")

    def _cells(self, texts: tuple[str, str, str]) -> nodes.row:
        return nodes.row("", *[nodes.entry("", nodes.paragraph(text=text)) for text in texts])


def by_last_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, text: nodes.TextElement
) -> nodes.reference | None:
    """Find what a docstring names without its module, such as an error; leave what is no page's."""
    last = node.get("reftarget", "").rpartition(".")[2]
    domain = env.domains.python_domain
    found = [name for name in domain.objects if name.rpartition(".")[2] == last]
    if node.get("refdomain") != "py" or not found:
        return None
    place = domain.objects[min(found, key=len)]
    return make_refnode(app.builder, node["refdoc"], place.docname, place.node_id, text)


def mathml(node: nodes.Element, *, block: bool = False) -> str:
    """Return a formula as MathML, where brackets grow by themselves."""
    return tex2mathml(re.sub(r"\\[Bb]igg?[lr]?(?![a-z])", "", node.astext()), as_block=block)


def inline_math(writer: Any, node: nodes.math) -> None:
    """Write a formula within a line."""
    writer.body.append(mathml(node))
    raise nodes.SkipNode


def block_math(writer: Any, node: nodes.math_block) -> None:
    """Write a formula that stands by itself."""
    writer.body.append(f"<div>{mathml(node, block=True)}</div>\n")
    raise nodes.SkipNode


def inline_pictures(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Put the pictures of notebooks into the page, where its fonts are."""
    if not page.startswith("notebooks/") or app.builder.format != "html":
        return
    for image in list(doctree.findall(nodes.image)):
        file = Path(app.srcdir) / image["uri"]
        image.replace_self(nodes.raw("", file.read_text(encoding="utf-8"), format="html"))


def link_notebooks(app: Sphinx, doctree: nodes.document) -> None:
    """Lead links to notebooks, which stand beside this folder, to their pages."""
    beside = f"{Path(app.srcdir).parent}/notebooks/"
    for link in doctree.findall(pending_xref):
        link["reftarget"] = link["reftarget"].replace(beside, "notebooks/")


def setup(app: Sphinx) -> None:
    """Add what these pages need."""
    app.connect("doctree-read", link_notebooks)
    app.add_search_language(Search)
    app.connect("doctree-resolved", inline_pictures)
    app.add_directive("mermaid", Mermaid)
    app.connect("missing-reference", by_last_name)
    app.add_html_math_renderer("mathml", (inline_math, None), (block_math, None))


html_math_renderer = "mathml"
