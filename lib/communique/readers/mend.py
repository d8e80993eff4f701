"""Find and mend text that was decoded wrongly before it came here (`â€™` for `’`)."""

from ftfy import TextFixerConfig, fix_text
from ftfy.badness import is_bad

__all__ = ["is_garbled", "mend"]

ENCODING_ONLY = TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
)


def mend(text: str) -> str:
    """Undo wrong decodings line by line, and nothing else (ftfy: github.com/rspeer/python-ftfy).

    >>> mend("Ruritania’s envoy".encode().decode("cp1252"))
    'Ruritania’s envoy'
    """
    return fix_text(text, ENCODING_ONLY)


def is_garbled(text: str) -> bool:
    """Tell whether a text holds signs of a wrong decoding that mending would undo.

    >>> is_garbled("It’s done"), is_garbled("Itâ€™s done")
    (False, True)
    """
    return any(is_bad(line) and mend(line) != line for line in text.splitlines())
