"""Leave out of notebooks' outputs the sentences that a public site may not show."""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Any

from communique.excerpts import ITEM, LIST, MOST, PLACE, Excerpts, plain
from communique.show import join_figures, link

__all__ = ["cut_html", "cut_notebook"]

ROW = re.compile(
    rf"<tr>(<td[^<>]* {PLACE}>(?:(?!</td>).)*</td><td[^<>]*>)([^<]*)"
    r"(</td><td[^<>]*><mark>)([^<]*)(</mark>)([^<]*)(</td>)</tr>"
)
KWIC = re.compile(
    r'<figure class="communique-table">(?:(?!</figure>).)*kwic.*?</figure>', re.DOTALL
)
OPENING = re.compile(r'(<blockquote data-doc="([^"]*)"><p><strong>[^<]*</strong><br>)([^<]*) …')
WORDS = re.compile(r"(?<=>)[^<>]+(?=<)")


def cut_notebook(notebook: Any, excerpts: Excerpts) -> Any:
    """Leave in a notebook's outputs only the sentences that are shown, in place; and give it back.

    Lists say how many more there are and where to read them; lines of a concordance end with
    their sentence; a cell of a table, or any other words that hold another sentence, are left out.
    The outputs of each figure are joined, for its words are in their metadata too.
    """
    for cell in join_figures(notebook).cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data:
                data["text/html"] = cut_html("".join(data["text/html"]), excerpts)
            if "text/plain" in data:
                data["text/plain"] = _cut_words("".join(data["text/plain"]), excerpts)
            if "text" in output:
                output["text"] = _cut_words("".join(output["text"]), excerpts)
    return notebook


def cut_html(html: str, excerpts: Excerpts) -> str:
    """Leave out of an output all sentences that are not shown."""
    html = LIST.sub(lambda found: _cut_list(found, excerpts), html)
    html = KWIC.sub(lambda found: _cut_lines(found[0], excerpts), html)
    html = OPENING.sub(lambda found: _cut_opening(found, excerpts), html)
    return WORDS.sub(lambda found: _cut_words(found[0], excerpts, unescape), html)


def _cut_list(found: re.Match[str], excerpts: Excerpts) -> str:
    kept: list[str] = []
    left: dict[str, int] = {}
    count = 0
    for item in ITEM.finditer(found[1]):
        doc, number = unescape(item[1]), int(item[2])
        under = doc in excerpts.urls
        if excerpts.hidden(doc, number) or (under and count >= MOST):
            left[doc] = left.get(doc, 0) + 1
        else:
            kept.append(item[0])
            count += under
    more = f"<p>… and {_count(int(found[2]))} more.</p>" if found[2] else ""
    listed = f"<ul>{''.join(kept)}</ul>" if kept else ""
    return listed + _left_out(left, excerpts, some=bool(kept)) + more


def _cut_lines(html: str, excerpts: Excerpts) -> str:
    left: dict[str, int] = {}

    def cut(row: re.Match[str]) -> str:
        doc, number = unescape(row[2]), int(row[3])
        if excerpts.hidden(doc, number):
            left[doc] = left.get(doc, 0) + 1
            return ""
        if (doc, number) not in excerpts.texts:
            return row[0]
        before, word, after = (unescape(row[part]) for part in (4, 6, 8))
        before, after = _inside(excerpts.texts[doc, number], before, word, after)
        return f"<tr>{row[1]}{escape(before)}{row[5]}{row[6]}{row[7]}{escape(after)}{row[9]}</tr>"

    return ROW.sub(cut, html) + _left_out(left, excerpts, "line")


def _inside(sentence: str, before: str, word: str, after: str) -> tuple[str, str]:
    """Cut the context of a word to what its sentence holds.

    >>> _inside("We met in Zenda.", "left. We met ", "in", " Zenda. They left")
    ('We met ', ' Zenda.')
    """
    left, middle, right = (re.sub(r"\s", " ", part) for part in (before, word, after))
    for found in re.finditer(re.escape(plain(middle)), sentence):
        head, tail = sentence[: found.start()], sentence[found.end() :]
        if (left.endswith(head) or head.endswith(left)) and (
            right.startswith(tail) or tail.startswith(right)
        ):
            return left[-len(head) :] if head else "", right[: len(tail)]
    return "", ""


def _cut_opening(found: re.Match[str], excerpts: Excerpts) -> str:
    """Show of a text's opening the sentences up to the first that is not shown."""
    doc, words = unescape(found[2]), plain(unescape(found[3]))
    if doc not in excerpts.urls:
        return found[0]
    kept = []
    for place in sorted(place for place in excerpts.texts if place[0] == doc):
        if place not in excerpts.shown or not words.startswith(excerpts.texts[place]):
            break
        kept.append(excerpts.texts[place])
        words = words.removeprefix(excerpts.texts[place]).strip()
    return f"{found[1]}{escape(' '.join(kept))} …"


def _cut_words(text: str, excerpts: Excerpts, decode: Callable[[str], str] = str) -> str:
    """Replace words that hold a sentence which is not shown."""
    if any(excerpts.hidden(*place) for place in excerpts.find(decode(text))):
        return "[in the publisher’s text]"
    return text


def _left_out(
    left: Mapping[str, int], excerpts: Excerpts, thing: str = "sentence", some: bool = True
) -> str:
    """Say how many sentences are left out of each text, `some` where others of them are there."""
    said = "… and {} more, in {}." if some else "{} in {}."
    return "".join(
        f'<p class="left-out">'
        f"{said.format(_count(count, thing), _publisher(excerpts.urls[doc]))}</p>"
        for doc, count in left.items()
    )


def _publisher(url: str) -> str:
    address = link(url) if url else ""
    return (
        f"the publisher’s text: {address}" if address.startswith("<a") else "the publisher’s text"
    )


def _count(count: int, thing: str = "sentence") -> str:
    return f"{count} {thing}" + "s" * (count != 1)
