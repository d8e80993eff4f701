"""Measure the way from a clean clone to the rendered site: cold, warm, and the floor.

cold   `make` with empty package caches (pip's and uv's), in a fresh clone
warm   `make` in another fresh clone, with the caches that the cold run filled
again  `make` once more in that clone: the environment is there already
floor  as `again`, with notebooks that only import what the real ones import
"""

import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
TARGETS = {"cold": 90, "warm": 25}


def clone(folder: Path) -> Path:
    """Clone what is committed, so that nothing built here helps."""
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, folder], check=True)
    return folder


def run_make(folder: Path, caches: Path, *options: str) -> float:
    """Run `make` and return its seconds."""
    environment = os.environ | {
        "UV_CACHE_DIR": str(caches / "uv"),
        "PIP_CACHE_DIR": str(caches / "pip"),
        "MPLCONFIGDIR": str(caches / "matplotlib"),
    }
    for name in ("PYTHONPATH", "VIRTUAL_ENV", "CORPUS", "MAKEFLAGS", "PYTHONDONTWRITEBYTECODE"):
        environment.pop(name, None)
    started = time.perf_counter()
    done = subprocess.run(
        ["make", f"PYTHON={sys.base_prefix}/bin/python3", *options],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise SystemExit(f"make failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - started


def keep_imports(folder: Path) -> None:
    """Reduce a clone's notebooks to their imports, and the cell that names the corpus."""
    for path in (folder / "notebooks").glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for cell in code:
            lines = ast.parse(cell.source).body
            kept = [line for line in lines if isinstance(line, ast.Import | ast.ImportFrom)]
            cell.outputs = []
            if "parameters" not in cell.metadata.get("tags", []):
                cell.source = "\n".join(map(ast.unparse, kept))
        title = [cell for cell in notebook.cells if cell.source.startswith("# ")][:1]
        notebook.cells = title + [cell for cell in code if cell.source]
        nbformat.write(notebook, path)


def measure() -> dict[str, float]:
    """Return the seconds of each way."""
    with tempfile.TemporaryDirectory(prefix="communique-suite-") as place:
        work = Path(place)
        cold, warm = clone(work / "cold"), clone(work / "warm")
        seconds = {"cold": run_make(cold, work), "warm": run_make(warm, work)}
        seconds["again"] = run_make(warm, work)
        keep_imports(warm)
        # Pages beside the notebooks quote their cells; a corpus that is named goes without.
        seconds["floor"] = run_make(warm, work, "CORPUS=seeds")
    return {way: round(value, 1) for way, value in seconds.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    as_json = parser.parse_args().json
    seconds = measure()
    if as_json:
        print(json.dumps({"seconds": seconds, "targets": TARGETS, "processors": os.cpu_count()}))
        return
    print("make     seconds  target")
    for way, value in seconds.items():
        print(f"{way:<8} {value:>7.1f}  {TARGETS.get(way, '')}")


if __name__ == "__main__":
    main()
