"""The manifest of an archive: what is coded, with which measures, and which pieces are done."""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from communique.archive.errors import ArchiveError, no_room
from communique.archive.measures import Measures, fingerprint
from communique.archive.pieces import Piece

__all__ = ["Manifest", "open_manifest"]

NAME = "manifest.json"
FORMAT = 1  # to be raised whenever the same texts would give other rows
PACKAGES = ("communique", "sentencex")


class Manifest:
    """What of an archive is done; kept in manifest.json, which is replaced as a whole."""

    def __init__(self, path: Path, prints: dict[str, Any], done: dict[str, dict[str, int]]) -> None:
        self._path, self._prints = path, prints
        self.done = done

    def add(self, number: int, rows: dict[str, int]) -> None:
        """Note a piece as done, with its numbers of rows."""
        self.done[str(number)] = rows
        self.save()

    def save(self) -> None:
        """Write the manifest aside, and put it in place of the old one.

        Raises ArchiveError where it cannot be written; the old one is left.
        """
        aside = self._path.with_suffix(".aside")
        try:
            with aside.open("w", encoding="utf-8") as file:
                json.dump(self._prints | {"done": self.done}, file)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self._path)
        except OSError as error:
            raise no_room(str(self._path), error) from error


def open_manifest(out: Path, pieces: Sequence[Piece], measures: Measures) -> Manifest:
    """Read the manifest of a folder, or begin one.

    Raises ArchiveError where what is done there was done otherwise: other texts, other files of
    measures, another version.
    """
    prints = _prints(pieces, measures)
    path = out / NAME
    if not path.exists():
        return Manifest(path, prints, {})
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        done = dict(found.pop("done"))
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ArchiveError(f"{path}: cannot be read ({error}). Remove {out}.") from None
    changes = _changes(found, prints)
    if changes:
        raise ArchiveError(
            f"{out}: was coded otherwise: {'; '.join(changes)}. Give another folder,"
            " or remove this one to code all anew."
        )
    return Manifest(path, prints, done)


def _prints(pieces: Sequence[Piece], measures: Measures) -> dict[str, Any]:
    inputs: dict[str, Any] = {}
    for piece in pieces:
        for path in [entry.path for entry in piece.entries] or [piece.path]:
            if path not in inputs:
                inputs[path] = _state(path)
    layout = hashlib.sha256(repr([asdict(piece) for piece in pieces]).encode()).hexdigest()
    files = hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()
    told = {"files": len(inputs), "bytes": sum(state[0] for state in inputs.values())}
    return {
        "format": FORMAT,
        "versions": {name: version(name) for name in PACKAGES},
        "measures": fingerprint(measures),
        "inputs": told | {"sha256": files},
        "pieces": {"count": len(pieces), "sha256": layout},
    }


def _state(path: str) -> tuple[int, int]:
    try:
        found = Path(path).stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _changes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    changes = []
    if any(old.get(name) != new[name] for name in ("format", "versions")):
        changes.append("by another version")
    before, now = old.get("measures", {}), new["measures"]
    changed = [name for name in now if before.get(name) != now[name]]
    changes += [f"the measure’s file “{name}” is another" for name in changed]
    if old.get("inputs") != new["inputs"]:
        was, now = old.get("inputs", {}), new["inputs"]
        sizes = f"{was.get('files')} files with {was.get('bytes')} bytes then"
        changes.append(f"the texts have changed ({sizes}, {now['files']} with {now['bytes']} now)")
    elif old.get("pieces") != new["pieces"]:
        changes.append("the texts were parted otherwise")
    return changes
