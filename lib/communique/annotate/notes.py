"""Write for each sentence a note: all that the suite says of it, as one line of HTML."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from communique.annotate.address import Addresses, Place
from communique.annotate.markup import clean
from communique.annotate.schemes import Scheme, spoken_parts
from communique.annotate.tables import Tables, claims_told
from communique.compare.base import name_sentences, records
from communique.findings.base import signed

__all__ = ["Citation", "write_notes"]

PLAIN = 30  # characters of a pattern that is shown
Citation = tuple[str, str]  # address and title of a page that cites a sentence
Parts = dict[Place, dict[str, list[str]]]


def write_notes(
    tables: Tables,
    addresses: Addresses,
    schemes: Sequence[Scheme],
    citations: Mapping[Place, Iterable[Citation]],
) -> dict[Place, str]:
    """Write the notes of all sentences: each a list item on one line, with its codes in `data-…`.

    A code is the number of its label in the scheme, so that no text stands in an attribute.
    """
    parts: Parts = {}
    for heading, fill in PARTS.items():
        for place, html in fill(tables):
            parts.setdefault(place, {}).setdefault(heading, []).append(html)
    for place, pages in citations.items():
        links = [f'<a href="../{escape(url)}">{clean(title)}</a>' for url, title in pages]
        parts.setdefault(place, {})["Cited in"] = links
    names = name_sentences(tables.corpus.sentences)
    numbers = {one.key: {code: n for n, code in enumerate(one.labels)} for one in schemes}
    return {
        place: _note(names[place], anchor, parts.get(place, {}), _codes(place, schemes, numbers))
        for place, anchor in addresses.anchors.items()
    }


def _note(name: str, anchor: str, parts: Mapping[str, Sequence[str]], codes: str) -> str:
    """Put a note together.

    >>> _note("sentence 1", "s1", {"Mode": ["judged"]}, "")
    '<li id="n-s1"><p class="name"><a href="#s1">Sentence 1</a></p><dl><dt>Mode</dt>\
<dd>judged</dd></dl></li>'
    """
    rows = "".join(
        f"<dt>{heading}</dt>" + "".join(f"<dd>{html}</dd>" for html in found)
        for heading, found in parts.items()
    )
    told = f"<dl>{rows}</dl>" if rows else "<p>No issue, claim, quotation or time clue.</p>"
    head = f'<p class="name"><a href="#{anchor}">{name.capitalize()}</a></p>'
    return f'<li id="n-{anchor}"{codes}>{head}{told}</li>'


def _codes(
    place: Place, schemes: Sequence[Scheme], numbers: Mapping[str, Mapping[str, int]]
) -> str:
    return "".join(
        f' data-{one.key}="{" ".join(str(numbers[one.key][code]) for code in one.codes[place])}"'
        for one in schemes
        if place in one.codes
    )


def _issues(tables: Tables) -> Iterable[tuple[Place, str]]:
    found: dict[Place, dict[str, dict[str, str]]] = {}
    columns = ["doc", "sentence", "issue", "text", "pattern"]
    for doc, sentence, issue, text, pattern in records(tables.mentions, *columns):
        found.setdefault((doc, sentence), {}).setdefault(issue, {}).setdefault(text, pattern)
    for place, issues in found.items():
        for issue, words in issues.items():
            told = ", ".join(_quote(text) + _rule(text, rule) for text, rule in words.items())
            yield place, f"<strong>{clean(tables.issues.get(issue, issue))}</strong>: {told}"


def _modes(tables: Tables) -> Iterable[tuple[Place, str]]:
    for doc, sentence, mode in records(tables.corpus.sentences, "doc", "sentence", "mode"):
        if mode:
            yield (doc, sentence), clean(mode)


def _tone(tables: Tables) -> Iterable[tuple[Place, str]]:
    words: dict[tuple[str, int, str], Counter[str]] = {}
    columns = ["doc", "sentence", "instrument", "text", "weight"]
    for doc, sentence, instrument, text, weight in records(tables.words, *columns):
        told = f"{clean(text)} {signed(weight)}"
        words.setdefault((doc, sentence, instrument), Counter())[told] += 1
    columns = ["doc", "sentence", "instrument", "score", "hits"]
    for doc, sentence, instrument, score, hits in records(tables.scores, *columns):
        counted = words.get((doc, sentence, instrument), Counter()).items()
        behind = ", ".join(word + f" ×{n}" * (n > 1) for word, n in counted)
        told = f'<b data-score="{score:z.2f}">{signed(score)}</b>' if hits else "knows no word"
        yield (
            (doc, sentence),
            f"{clean(instrument)} {told}" + (f" <small>{behind}</small>" if behind else ""),
        )


def _times(tables: Tables) -> Iterable[tuple[Place, str]]:
    dated = {
        (doc, start, end): f", {clean(value)}, {clean(basis)}"
        for doc, start, end, value, basis in records(
            tables.dates, "doc", "start", "end", "value", "basis"
        )
    }
    columns = ["doc", "sentence", "start", "end", "text", "kind"]
    shown = set()
    for doc, sentence, start, end, text, kind in records(tables.clues, *columns):
        shown.add((doc, start, end))
        yield (doc, sentence), f"{_quote(text)}: {clean(kind)}{dated.get((doc, start, end), '')}"
    for doc, sentence, start, end, text in records(tables.dates, *columns[:5]):
        if (doc, start, end) not in shown:
            yield (doc, sentence), f"{_quote(text)}{dated[doc, start, end].replace(',', ':', 1)}"


def _quotes(tables: Tables) -> Iterable[tuple[Place, str]]:
    for place, speaker, direct, cue, words in spoken_parts(tables):
        who = f"<strong>{clean(speaker)}</strong>" if speaker else "speaker not found"
        how = "quoted" if direct else "reported"
        by = f" <small>cue: {clean(cue)}</small>" if cue else ""
        yield place, f"{who}, {how}: {_quote(words)}{by}"


def _claims(tables: Tables) -> Iterable[tuple[Place, str]]:
    for place, issue, status, cue in claims_told(tables):
        name = clean(tables.issues.get(issue, issue))
        by = _quote(cue) if cue else "the sentence before"
        yield place, f"<strong>{name}</strong>: {clean(status)}, by {by}"


def _rule(text: str, pattern: str) -> str:
    """Give the pattern by which words were found, unless it is these words, or hard to read."""
    if pattern.startswith("back_reference"):
        return " <small>by reference back</small>"
    if pattern == text.lower() or len(pattern) > PLAIN:
        return ""
    return f" <small>by <code>{clean(pattern)}</code></small>"


def _quote(text: str) -> str:
    """Quote words; quotation marks of their own stay the only ones."""
    words = clean(re.sub(r"\s+", " ", text.strip()))
    return f"<q>{words}</q>" if text.strip()[:1] not in '“„«"' else f"<q class='own'>{words}</q>"


PARTS = {
    "Issues": _issues,
    "Mode": _modes,
    "Said by": _quotes,
    "Claims": _claims,
    "Time": _times,
    "Tone, names masked": _tone,
}
