"""Decode the bytes of a text: UTF-8, UTF-16 and Windows-1252, said plainly which it was."""

import codecs
import re
from typing import NamedTuple

from communique.readers.base import CorpusError

__all__ = ["Decoded", "decode", "make_valid"]

MARKS = [
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with byte order mark"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
]
SEVERAL = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b\x7f]")
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x7f]")
INVALID = re.compile(r"[\0\ud800-\udfff]")
FOREIGN = 0.2  # of the bytes: no text in a Western language has so many letters with accents


class Decoded(NamedTuple):
    """A text, the name of its encoding, and what a person should look at."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Decode the bytes of the file `name`; the byte order mark is left out, newlines stay.

    A byte order mark decides; then UTF-16 without one (every other byte NUL), UTF-8, and
    Windows-1252, which older word processors write. Raises CorpusError, with byte and line.

    >>> decode("Café".encode("cp1252"), "a.txt")[:2]
    ('Café', 'Windows-1252')
    """
    for mark, codec, encoding in MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], codec, encoding, name), encoding)
    if b"\0" in data:
        text = _strict(data, _bare_utf16(data, name), "UTF-16", name)
        if NO_TEXT.search(text):
            raise _binary(data, name)
        return Decoded(text, "UTF-16 without byte order mark")
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        return _windows(data, error, name)


def _strict(data: bytes, codec: str, encoding: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{name}: begins as {encoding} and is broken at byte {error.start}."
            " Save it again as UTF-8."
        ) from None


def _bare_utf16(data: bytes, name: str) -> str:
    half = len(data) / 2
    even, odd = (data[first::2].count(0) for first in (0, 1))
    if len(data) % 2 == 0 and max(even, odd) > 0.6 * half and min(even, odd) < 0.05 * half:
        return "utf-16-le" if odd > even else "utf-16-be"
    raise _binary(data, name)


def _binary(data: bytes, name: str) -> CorpusError:
    place = data.index(b"\0")
    return CorpusError(f"{name}: is no text (NUL at byte {place}). Save it as plain text in UTF-8.")


def _windows(data: bytes, error: UnicodeDecodeError, name: str) -> Decoded:
    high = len(HIGH.findall(data))
    inside = sum(map(len, SEVERAL.findall(data)))
    line = data.count(b"\n", 0, error.start) + 1
    place = f"byte 0x{data[error.start]:02x} at offset {error.start}, line {line}"
    if 2 * inside >= high:
        raise CorpusError(f"{name}: is UTF-8 with broken bytes ({place}). Mend the place there.")
    if CONTROL.search(data):
        raise CorpusError(f"{name}: is no text ({place}). Save it as plain text in UTF-8.")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise CorpusError(
            f"{name}: is neither UTF-8 nor Windows-1252 ({place}). Save it as UTF-8."
        ) from None
    seen = ["read as Windows-1252: save it as UTF-8 to be sure"]
    if high > FOREIGN * len(data):
        seen.append("many letters outside English: perhaps another encoding")
    return Decoded(text, "Windows-1252", tuple(seen))


def make_valid(text: str) -> tuple[str, int]:
    """Replace NULs and halves of surrogate pairs, which no file can hold, and count them.

    >>> make_valid("a\\0b")
    ('a�b', 1)
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return INVALID.subn("\ufffd", text)
    return (text, 0) if "\0" not in text else INVALID.subn("\ufffd", text)
