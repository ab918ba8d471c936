"""Writes docs/cli.md from the program: ``python docs/cli_reference.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer.main

from kg.cli.app import app

PAGE = Path(__file__).with_name("cli.md")
HEAD = """# The command line

<!-- Written by python docs/cli_reference.py: change the program, not this. -->

Exit codes: 0 done, 1 failed, 2 called wrongly, 3 done but for some sources.
"""


def page() -> str:
    """Return the whole page."""
    commands: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group
    return "\n".join([HEAD, *(_command(name, commands[name]) for name in sorted(commands))])


def _command(name: str, command: Any) -> str:
    lines = [f"## kg {name}", "", (command.help or "").strip(), ""]
    lines += ["| argument or option | meaning | when left out |", "|---|---|---|"]
    lines += [_parameter(one) for one in command.params if not getattr(one, "hidden", False)]
    if command.epilog:
        lines += ["", command.epilog.strip()]
    return "\n".join([*lines, ""])


def _parameter(one: Any) -> str:
    name = ", ".join(one.opts) if one.param_type_name == "option" else f"{{{one.name}}}"
    value = "" if one.default is None or callable(one.default) else str(one.default)
    shown = "" if value in {"False", "()", "[]", "Sentinel.UNSET", ""} else f"`{value}`"
    needed = "required" if one.required else shown
    return f"| `{name}` | {_cell(getattr(one, 'help', None) or '')} | {needed} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
