"""Find issues that come together, and phrases that no issue covers."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from itertools import combinations

import pandas as pd

from communique.compare.base import WORD, body, split_words

LONGEST_PHRASE = 3


def co_occurrence(mentions: pd.DataFrame, sentences: pd.DataFrame, least: int = 2) -> pd.DataFrame:
    """Count the sentences that two issues share, against what chance would bring.

    Columns: issue, with, together (sentences), each (sentences of the one, of the other), expected
    (if the two were spread independently over the sentences), times_expected ((together + 1) /
    (expected + 1)). The ones added pull pairs with small counts towards 1, and pairs seen fewer
    than `least` times are left out, so that a chance meeting does not lead the list.
    """
    keep = body(sentences)[["doc", "sentence"]]
    pairs = mentions[["doc", "sentence", "issue"]].drop_duplicates().merge(keep)
    total, alone = len(keep), Counter(pairs["issue"])
    groups = pairs.groupby(["doc", "sentence"])["issue"].agg(sorted)
    together = Counter(pair for found in groups for pair in combinations(found, 2))
    rows = [
        (one, other, n, f"{alone[one]}, {alone[other]}", alone[one] * alone[other] / total)
        for (one, other), n in together.items()
        if n >= least
    ]
    table = pd.DataFrame(rows, columns=["issue", "with", "together", "each", "expected"])
    times = (table["together"] + 1) / (table["expected"].astype(float) + 1)
    table = table.assign(times_expected=times)
    order, rising = ["times_expected", "together", "issue", "with"], [False, False, True, True]
    return table.sort_values(order, ascending=rising, ignore_index=True)


def uncovered_phrases(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    ignore: Collection[str] = (),
    least: int = 3,
) -> pd.DataFrame:
    """List frequent phrases that no issue's hit touches: suggestions for the codebook.

    Columns: phrase (one to three words, none of `ignore` at its ends, no word with a capital),
    count, texts. A phrase that only occurs inside a longer one of the same count is left out.
    """
    skip = {word.lower() for word in ignore}
    spans: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for doc, sentence, first, last in mentions[["doc", "sentence", "start", "end"]].to_numpy():
        spans[doc, sentence].append((first, last))
    counts: Counter[str] = Counter()
    texts: dict[str, set[str]] = defaultdict(set)
    rows = body(sentences)[["doc", "sentence", "start", "text"]]
    for doc, sentence, start, text in rows.itertuples(index=False, name=None):
        for phrase in _phrases(text, start, spans[doc, sentence], skip):
            counts[phrase] += 1
            texts[phrase].add(doc)
    kept = {phrase: n for phrase, n in counts.items() if n >= least}
    found = [(phrase, n, len(texts[phrase])) for phrase, n in kept.items() if _own(phrase, kept)]
    found.sort(key=lambda row: (-row[1], row[0]))
    return pd.DataFrame(found, columns=["phrase", "count", "texts"])


def _own(phrase: str, counts: dict[str, int]) -> bool:
    """Say whether a phrase also occurs outside every longer phrase."""
    longer = (other for other in counts if other != phrase and f" {phrase} " in f" {other} ")
    return all(counts[other] < counts[phrase] for other in longer)


def _phrases(
    text: str, start: int, spans: list[tuple[int, int]], skip: Collection[str]
) -> Iterator[str]:
    """Yield runs of one to three free words; a hit, a name or a punctuation mark ends a run."""
    run: list[str] = []
    last = 0
    for match in WORD.finditer(text):
        begin, end = start + match.start(), start + match.end()
        touched = any(begin < stop and first < end for first, stop in spans)
        touched = touched or match.group()[0].isupper()
        if touched or text[last : match.start()].strip():
            run = []
        last = match.end()
        if touched:
            continue
        run = [*run, *split_words(match.group())][-LONGEST_PHRASE:]
        for size in range(1, len(run) + 1):
            phrase = run[-size:]
            if phrase[0] not in skip and phrase[-1] not in skip:
                yield " ".join(phrase)
