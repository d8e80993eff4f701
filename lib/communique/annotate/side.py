"""Write the page “Side by side”: what the texts say on each issue, next to each other."""

from collections.abc import Iterator, Mapping, Sequence

from communique.annotate.address import Addresses, Place
from communique.annotate.links import issue_id
from communique.annotate.markup import clean, plural
from communique.annotate.tables import Tables, claims_told
from communique.annotate.texts import Text, shown_in_public
from communique.compare import ADVICE, WISH
from communique.compare.base import records
from communique.show import mark

__all__ = ["MOST", "write_side"]

MOST = 40  # texts on the page
DEEP = 60  # sentences of a text under one issue
BEFORE = " (by the sentence before)"
Spans = dict[int, list[tuple[int, int]]]


def write_side(texts: Sequence[Text], tables: Tables, addresses: Addresses) -> str:
    """Write a section for each issue, with a column for each text; what most raise comes first.

    The script of the page offers two of the columns at a time; without it all stand there.
    """
    kept = [text for text in texts if text.doc in addresses.pages][:MOST]
    found = _by_issue(tables)
    statuses = _statuses(tables)
    upper = dict(records(tables.mentions, "issue", "parent"))  # claims are of the upper issue
    order = sorted(found, key=lambda issue: (-len(found[issue]), _size(found[issue]), issue))
    labels = {issue: tables.issues.get(issue, issue) for issue in order}
    sections = (
        f'<section class="pair" id="{issue_id(issue)}">{_upper(issue, order, upper)}'
        f'<h2>{clean(labels[issue])} <a class="up" href="#issues">all issues ↑</a></h2>'
        f'<div class="columns">'
        + "".join(
            _column(place, text, found[issue].get(text.doc, {}), addresses, statuses, upper[issue])
            for place, text in enumerate(kept)
        )
        + "</div></section>\n"
        for issue in order
    )
    return (
        f'{_hint(texts, kept)}<div class="side-by-side" data-texts="{len(kept)}">\n'
        f"{_choices(kept)}{_index(labels, found)}{''.join(sections)}</div>\n"
    )


def _hint(texts: Sequence[Text], kept: Sequence[Text]) -> str:
    more = len(texts) - len(kept)
    few = f"The first {MOST} of {len(texts)} texts are shown; the list of issues counts all."
    left = f'<p class="hint">{few}</p>' if more else ""
    return (
        f'<p class="hint">A sentence that raises several issues stands under each of them; the '
        f"words by which it was found are marked. In a frame: how the issue stands by the "
        f"sentence, “{WISH}” where somebody asks, offers, hopes or warns, “{ADVICE}” "
        f"where the writer only says what should or could be. "
        f"{_no_more(texts)}</p>\n{left}"
    )


def _index(labels: Mapping[str, str], found: Mapping[str, dict[str, Spans]]) -> str:
    """List the issues, each with a link to its section."""
    listed = "".join(
        f'<li><a href="#{issue_id(issue)}">{clean(label)}</a> <small>'
        f"{plural(_size(found[issue]), 'sentence')}, {plural(len(found[issue]), 'text')}"
        "</small></li>"
        for issue, label in labels.items()
    )
    return f'<nav aria-label="Issues" id="issues"><ul class="issue-index">{listed}</ul></nav>\n'


def _upper(issue: str, order: Sequence[str], upper: Mapping[str, str]) -> str:
    """Give an upper issue without sentences of its own a place at the first issue below it."""
    parent = upper[issue]
    below = [one for one in order if upper[one] == parent]
    free = parent not in order and below[0] == issue
    return f'<span id="{issue_id(parent)}"></span>' if free else ""


def _no_more(texts: Sequence[Text]) -> str:
    limited = any(text.shown is not None for text in texts)
    return "Of texts under copyright only sentences cited elsewhere are shown." if limited else ""


def _choices(texts: Sequence[Text]) -> str:
    """Offer the two texts to see, where there are more."""
    if len(texts) < 3:
        return ""
    options = "".join(f'<option value="{n}">{clean(t.label)}</option>' for n, t in enumerate(texts))
    return (
        '<p class="choice" hidden><label>Left <select class="left">'
        f"{options}</select></label> "
        f'<label>Right <select class="right">{options}</select></label></p>\n'
    )


def _by_issue(tables: Tables) -> dict[str, dict[str, Spans]]:
    """Give for each issue and document its sentences, with the words that were found."""
    running = {
        (doc, n)
        for doc, n, kind in records(tables.corpus.sentences, "doc", "sentence", "kind")
        if kind == "sentence"
    }
    found: dict[str, dict[str, Spans]] = {}
    columns = ["issue", "doc", "sentence", "start", "end"]
    for issue, doc, sentence, start, end in records(tables.mentions, *columns):
        if (doc, sentence) in running:
            spans = found.setdefault(issue, {}).setdefault(doc, {}).setdefault(sentence, [])
            spans.append((start, end))
    return found


def _size(found: dict[str, Spans]) -> int:
    return sum(map(len, found.values()))


def _statuses(tables: Tables) -> dict[tuple[Place, str], list[str]]:
    """Give what each sentence claims of an issue, each status once."""
    found: dict[tuple[Place, str], list[str]] = {}
    for place, issue, status, cue in claims_told(tables):
        known = found.setdefault((place, issue), [])
        told = status + BEFORE * (not cue)
        known += [told] * (told not in known)
    return found


def _column(
    place: int,
    text: Text,
    spans: Spans,
    addresses: Addresses,
    statuses: dict[tuple[Place, str], list[str]],
    issue: str,
) -> str:
    head = f"<h3>{clean(text.label)} <small>{plural(len(spans), 'sentence')}</small></h3>"
    if not spans:
        body = '<p class="silent">Does not raise it.</p>'
    else:
        shown = [number for number in sorted(spans) if shown_in_public(text, number)]
        items = "".join(_items(text, shown[:DEEP], spans, addresses, statuses, issue))
        left = len(spans) - min(len(shown), DEEP)
        more = f'<p class="gap">[… {plural(left, "sentence")} not shown]</p>' if left else ""
        body = f"<ul>{items}</ul>{more}" if items else more
    return f'<div class="column" data-text="{place}">{head}{body}</div>'


def _items(
    text: Text,
    numbers: Sequence[int],
    spans: Spans,
    addresses: Addresses,
    statuses: dict[tuple[Place, str], list[str]],
    issue: str,
) -> Iterator[str]:
    wanted = text.sentences[text.sentences["sentence"].isin(numbers)]
    for number, start, words in records(wanted, "sentence", "start", "text"):
        url = addresses.sentence_url(text.doc, number).rpartition("/")[2]
        said = ", ".join(statuses.get(((text.doc, number), issue), []))
        status = f' <small class="status">{clean(said)}</small>' if said else ""
        name = addresses.anchors[text.doc, number][1:]
        yield (
            f'<li><a class="n" href="{url}" aria-label="sentence {name}">{name}</a> '
            f"{mark(words, start, spans[number])}{status}</li>"
        )
