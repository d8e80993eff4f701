"""Score find_dates on TimeML files, the TempEval-3 way, and time it.

    python -m benchmarks.dates DIR [--narrative] [--json] [--errors] [--half odd|even]

DIR holds .tml files with the tags TEXT, DCT (the document's date) and TIMEX3, for example the
TempEval-3 data of AQUAINT and TimeBank. Printed are strict F1 (the same span), relaxed F1 (spans
that overlap) and value F1: relaxed F1 times the share of right values among the overlapping, as
in the TempEval-3 tools; and articles read in a second. The document's own date is not scored.
With --narrative dates are counted from the last mention, not from the document's date. --half
takes only the files whose name ends in an odd or even figure, so that rules may be chosen on one
half and tried on the other.
"""

import argparse
import html
import json
import re
import time
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from communique.compare.base import records
from communique.corpus import split_sentences
from communique.dates import find_dates, read_holidays

HOLIDAYS = Path(__file__).parents[1] / "data" / "holidays.csv"
TAG = re.compile(r"<(/?)([A-Z0-9-]+)([^>]*)>", re.DOTALL)
PARAGRAPH = re.compile(r"\S.*?(?=\n\s*\n|\s*\Z)", re.DOTALL)


class Timex(NamedTuple):
    """An annotated time expression."""

    start: int
    end: int
    type: str
    value: str
    text: str


class Article(NamedTuple):
    """A text with its date and its annotated time expressions."""

    name: str
    published: str
    text: str
    gold: list[Timex]


def attributes(tag: str) -> dict[str, str]:
    """Read the attributes of a tag."""
    return dict(re.findall(r'(\w+)\s*=\s*"([^"]*)"', tag))


def read_article(path: Path) -> Article:
    """Read a .tml file."""
    raw = path.read_text(encoding="utf-8", errors="replace")
    created = re.search(r"<DCT>.*?<TIMEX3([^>]*)>", raw, re.DOTALL)
    body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.DOTALL)
    pieces: list[str] = []
    opened: list[tuple[int, dict[str, str]]] = []
    spans: list[tuple[int, int, dict[str, str]]] = []
    place = length = 0
    inner = body[1] if body else ""
    for tag in TAG.finditer(inner):
        pieces.append(html.unescape(inner[place : tag.start()]))
        length += len(pieces[-1])
        place = tag.end()
        if tag[2] != "TIMEX3" or tag[3].rstrip().endswith("/"):
            continue
        if tag[1]:
            spans.append((opened[-1][0], length, opened.pop()[1]))
        else:
            opened.append((length, attributes(tag[3])))
    text = "".join([*pieces, html.unescape(inner[place:])])
    gold = [
        Timex(start, end, held.get("type", ""), held.get("value", ""), text[start:end])
        for start, end, held in spans
    ]
    published = attributes(created[1])["value"][:10] if created else ""
    return Article(path.stem, published, text, sorted(gold))


def sentences_of(article: Article) -> pd.DataFrame:
    """Split an article into sentences: paragraphs are parted by empty lines."""
    rows: list[tuple[str, int, int, str]] = []
    for block in PARAGRAPH.finditer(article.text):
        for start, end in split_sentences(block[0]):
            rows.append((article.name, len(rows) + 1, block.start() + start, block[0][start:end]))
    return pd.DataFrame(rows, columns=["doc", "sentence", "start", "text"])


def pair(gold: list[Timex], found: list[Timex]) -> list[tuple[Timex, Timex]]:
    """Pair expressions that overlap, the same spans first, then those that share most."""
    shared = []
    for i, one in enumerate(gold):
        for j, two in enumerate(found):
            overlap = min(one.end, two.end) - max(one.start, two.start)
            if overlap > 0:
                shared.append((one[:2] != two[:2], -overlap, i, j))
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(shared):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(gold[i], found[j]) for i, j in sorted(pairs.items())]


def score(articles: list[Article], found: dict[str, list[Timex]]) -> dict[str, float]:
    """Return counts and strict, relaxed, value and type F1 (percent)."""
    gold = sum(len(article.gold) for article in articles)
    ours = sum(len(found[article.name]) for article in articles)
    pairs = [both for article in articles for both in pair(article.gold, found[article.name])]

    def f1(right: int) -> float:
        return round(100 * 2 * right / max(1, gold + ours), 2)

    return {
        "articles": len(articles),
        "gold": gold,
        "found": ours,
        "strict": f1(sum(one[:2] == two[:2] for one, two in pairs)),
        "relaxed": f1(len(pairs)),
        "value": f1(sum(one.value == two.value for one, two in pairs)),
        "type": f1(sum(one.type == two.type for one, two in pairs)),
    }


def errors(article: Article, found: list[Timex]) -> list[str]:
    """Tell what is missed, wrong or too much in an article."""
    pairs = pair(article.gold, found)
    lines: list[tuple[str, Timex | None, Timex | None]] = []
    lines += [("MISS", one, None) for one in article.gold if one not in [p[0] for p in pairs]]
    lines += [("MORE", None, two) for two in found if two not in [p[1] for p in pairs]]
    for one, two in pairs:
        if one.value != two.value:
            lines.append(("VALUE", one, two))
        elif one[:2] != two[:2]:
            lines.append(("SPAN", one, two))
    return [f"{article.name} {article.published} {_told(article, *line)}" for line in lines]


def _told(article: Article, kind: str, one: Timex | None, two: Timex | None) -> str:
    place = one or two
    assert place is not None
    around = article.text[max(0, place.start - 60) : place.end + 40]
    both = [f"{each.text!r} {each.type} {each.value}" if each else "-" for each in (one, two)]
    return f"{kind}\t{both[0]}\t{both[1]}\t… {' '.join(around.split())} …"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--narrative", action="store_true", help="count from the last mention")
    parser.add_argument("--half", choices=["odd", "even"], help="files by the figure they end in")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    paths = [path for path in sorted(arguments.folder.glob("*.tml")) if path.name[0] != "."]
    if arguments.half:
        wanted = arguments.half == "odd"
        paths = [p for p in paths if int(re.sub(r"\D", "", p.stem)[-1]) % 2 == wanted]
    articles = [read_article(path) for path in paths]
    if not articles:
        parser.error(f"{arguments.folder}: no .tml file there; give the folder that holds them")
    sentences = pd.concat([sentences_of(article) for article in articles], ignore_index=True)
    documents = pd.DataFrame(
        [(a.name, a.published, a.published) for a in articles],
        columns=["doc", "published_from", "published_to"],
    )
    anchor = "narrative" if arguments.narrative else "document"
    holidays = read_holidays(HOLIDAYS)
    began = time.perf_counter()
    table = find_dates(sentences, documents, anchor, holidays)
    seconds = time.perf_counter() - began
    found: dict[str, list[Timex]] = {article.name: [] for article in articles}
    for doc, *held in records(table, "doc", "start", "end", "type", "value", "text"):
        found[doc].append(Timex(*held))
    figures = score(articles, found) | {"articles per second": round(len(articles) / seconds, 1)}
    if arguments.errors:
        print(*(line for a in articles for line in errors(a, found[a.name])), sep="\n")
    if arguments.json:
        print(json.dumps(figures, indent=2))
    else:
        print(*(f"{name:20} {figure:>8}" for name, figure in figures.items()), sep="\n")


if __name__ == "__main__":
    main()
