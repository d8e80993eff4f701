"""Say in a sentence what a table shows, so that figures' titles stay true on other texts.

Every function takes tables and gives one or two plain sentences. They describe these texts and
claim nothing about the outlets behind them.
"""

from collections.abc import Iterable, Mapping

import pandas as pd

from communique.compare import label_documents

__all__ = [
    "agenda_finding",
    "coverage_finding",
    "date_finding",
    "distinctive_finding",
    "event_finding",
    "instrument_finding",
    "issue_finding",
    "issue_tone_finding",
    "length_finding",
    "listing",
    "mode_finding",
    "overlap_finding",
    "reading_finding",
    "tone_finding",
]

MANY = 3  # above so many documents, findings name extremes instead of every document


def listing(words: Iterable[str], most: int = 6) -> str:
    """Join words as English does, and count those past `most`.

    >>> listing(["trade", "arms", "climate"]), listing("abcd", most=2)
    ('trade, arms and climate', 'a, b and 2 more')
    """
    found = [str(word) for word in words]
    if len(found) > most:
        found = [*found[:most], f"{len(found) - most} more"]
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def length_finding(documents: pd.DataFrame) -> str:
    """Say how long the texts are.

    >>> length_finding(pd.DataFrame({"doc": ["a", "b"], "source": ["a", "b"], "words": [50, 200]}))
    'b is 4.0 times as long as a: 200 words against 50.'
    """
    labels = label_documents(documents)
    rows = documents.sort_values("words")
    short, long = rows.iloc[0], rows.iloc[-1]
    if len(documents) == 1:
        return f"{labels[long['doc']]} has {long['words']} words."
    if short["words"] == long["words"]:
        return f"All texts have {long['words']} words."
    ratio = (
        f"{labels[long['doc']]} is {long['words'] / max(short['words'], 1):.1f} times as long as"
    )
    others = " (the shortest)" if len(documents) > 2 else ""
    against = f"{long['words']} words against {short['words']}"
    return f"{ratio} {labels[short['doc']]}{others}: {against}."


def reading_finding(documents: pd.DataFrame) -> str:
    """Say how long it takes to read all texts, at 200 words a minute.

    >>> reading_finding(pd.DataFrame({"words": [300, 1300]}))
    '1,600 words in 2 texts: about 8 minutes of reading.'
    """
    words, texts = int(documents["words"].sum()), len(documents)
    minutes = max(1, round(words / 200))
    return (
        f"{words:,} words in {texts} text{'s' * (texts != 1)}: "
        f"about {minutes} minute{'s' * (minutes != 1)} of reading."
    )


def distinctive_finding(ranking: pd.DataFrame, documents: pd.DataFrame, top: int = 3) -> str:
    """Name the words that set each document apart."""
    labels = label_documents(documents)
    docs = [doc for doc in documents["doc"] if doc in set(ranking["doc"])]
    if not docs:
        return "No word sets one text apart from the others."
    own = {doc: listing(_quoted(ranking[ranking["doc"] == doc]["word"].head(top))) for doc in docs}
    told = "; ".join(f"{labels[doc]} by {own[doc]}" for doc in docs[:MANY])
    rest = f"; and so on for {len(docs) - MANY} more texts" if len(docs) > MANY else ""
    return f"{told}{rest}: the words that set each text apart."


def issue_finding(
    counts: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say which issue takes most of each text, and by how many sentences.

    >>> counts = pd.DataFrame({"doc": ["a"], "issue": ["trade"], "sentences": [3], "of": [4],
    ...                        "share": [0.75]})
    >>> issue_finding(counts, pd.DataFrame({"doc": ["a"], "source": ["Freedonia Times"]}))
    'Freedonia Times gives most to trade: 3 of 4 sentences.'
    """
    labels = label_documents(documents)
    raised = counts[counts["sentences"] > 0]
    if raised.empty:
        return f"No issue of the codebook is raised in {_all(len(documents))}."
    first = raised.sort_values(["share", "issue"], ascending=[False, True]).drop_duplicates("doc")
    first = first.set_index("doc").reindex([d for d in documents["doc"] if d in set(first["doc"])])
    issues = [_name(issue, names) for issue in first["issue"]]
    if len(first) > MANY:
        common = pd.Series(issues).value_counts()
        return (
            f"In {common.iloc[0]} of {len(documents)} texts the leading issue is {common.index[0]}."
        )
    sizes = [f"{k} of {n}" for k, n in zip(first["sentences"], first["of"], strict=True)]
    if len(set(issues)) == 1:
        told = [f"{n} sentences" for n in sizes]
        told = [f"{n} in {labels[d]}" for n, d in zip(told, first.index, strict=True)]
        if len(first) == 1:
            return f"{labels[first.index[0]]} gives most to {issues[0]}: {sizes[0]} sentences."
        return f"{_all(len(first)).capitalize()} give most to {issues[0]}: {listing(told)}."
    parts = [
        f"{labels[doc]} gives most to {issue} ({size} sentences)"
        for doc, issue, size in zip(first.index, issues, sizes, strict=True)
    ]
    return f"{listing(parts)}."


def overlap_finding(
    counts: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say which issues all texts raise, and which only one does."""
    labels = label_documents(documents)
    raised = counts[counts["sentences"] > 0].groupby("issue", sort=True)["doc"].agg(list)
    if len(documents) < 2 or raised.empty:
        return f"{labels[documents['doc'].iloc[0]]} raises {_issues(len(raised))}."
    everywhere = [_name(i, names) for i, docs in raised.items() if len(docs) == len(documents)]
    parts = [f"{_all(len(documents)).capitalize()} raise {_issues(len(everywhere))}"]
    for doc in documents["doc"] if len(documents) <= MANY else []:
        only = [_name(issue, names) for issue, docs in raised.items() if docs == [doc]]
        if only:
            parts.append(f"only {labels[doc]} raises {listing(only, most=12)}")
    if len(documents) > MANY:
        parts.append(f"{sum(len(docs) == 1 for docs in raised)} are raised by a single text")
    return f"{'; '.join(parts)}."


def mode_finding(
    modes: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say which issues a text raises only in what it proposes."""
    labels = label_documents(documents)
    advice = modes[(modes["proposed"] > 0) & (modes["reported"] + modes["judged"] == 0)]
    if advice.empty:
        return "No issue occurs only in proposals."
    docs = [doc for doc in documents["doc"] if doc in set(advice["doc"])]
    told = [
        f"{labels[doc]} raises {listing(_named(advice[advice['doc'] == doc], names), most=8)} "
        "only in what it proposes, not in what it reports or judges"
        for doc in docs[:MANY]
    ]
    rest = f" So do {len(docs) - MANY} more texts with other issues." if len(docs) > MANY else ""
    return f"{'; '.join(told)}.{rest}"


def agenda_finding(
    absent: pd.DataFrame,
    agenda: pd.DataFrame,
    documents: pd.DataFrame,
    names: Mapping[str, str] | None = None,
) -> str:
    """Say which issues of the agenda no text raises."""
    if absent.empty:
        return f"All {len(agenda)} issues of the agenda are raised somewhere."
    missing = listing(_named(absent, names), most=12)
    return f"{_none(len(documents))} {len(absent)} of the agenda’s {len(agenda)} issues: {missing}."


def tone_finding(summary: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say which text scores highest under each instrument, and whether they agree on it."""
    labels = label_documents(documents)
    means = summary.pivot(index="doc", columns="instrument", values="mean")
    told = []
    for name in means.columns:
        best = means[name].sort_values(ascending=False)
        pair = [f"{labels[doc]} {_signed(best[doc])}" for doc in dict.fromkeys(best.index[[0, -1]])]
        told.append(f"{name}: {' against '.join(pair)}")
    scale = f"{'; '.join(told)} (means, −1 to +1)."
    if len(means) == 1:
        return scale
    leaders = {means[name].idxmax() for name in means.columns}
    if len(leaders) == 1:
        return f"{labels[leaders.pop()]} scores highest under every instrument. {scale}"
    return f"The instruments disagree on which text sounds friendlier. {scale}"


def issue_tone_finding(
    toned: pd.DataFrame, names: Mapping[str, str] | None = None, least: int = 3
) -> str:
    """Name the issues on which sentences score highest and lowest under the last instrument."""
    name = toned["instrument"].iloc[-1] if len(toned) else ""
    rows = toned[toned["instrument"] == name].groupby("issue")["score"].agg(["mean", "size"])
    rows = rows[rows["size"] >= least].sort_values("mean")
    if len(rows) < 2:
        return "Too few sentences on any two issues to compare their tone."
    low, high = rows.index[0], rows.index[-1]
    return (
        f"{name} scores sentences on {_name(high, names)} highest "
        f"({_signed(rows['mean'].iloc[-1])}, n = {rows['size'].iloc[-1]}) and on "
        f"{_name(low, names)} lowest ({_signed(rows['mean'].iloc[0])}, n = {rows['size'].iloc[0]})."
    )


def coverage_finding(scores: pd.DataFrame) -> str:
    """Say how many sentences an instrument knows nothing about, or scores as exactly zero."""
    parts = []
    for name, rows in scores.groupby("instrument", sort=True):
        silent, zero = int((rows["hits"] == 0).sum()), int((rows["score"] == 0).sum())
        parts.append(f"{name} scores {zero} of {len(rows)} exactly zero ({silent} without a hit)")
    return f"{'; '.join(parts)}."


def instrument_finding(scores: pd.DataFrame) -> str:
    """Say how often two instruments contradict each other on a sentence."""
    wide = scores.pivot(index=["doc", "sentence"], columns="instrument", values="score")
    first, second = list(wide.columns)[:2]
    opposed = int((wide[first] * wide[second] < 0).sum())
    signed = int(((wide[first] != 0) & (wide[second] != 0)).sum())
    return (
        f"{first} and {second} contradict each other on {opposed} of the {signed} sentences "
        "to which both give a sign."
    )


def date_finding(dates: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say which texts state dates.

    >>> date_finding(pd.DataFrame({"doc": []}), pd.DataFrame({"doc": ["a"], "source": ["a"]}))
    'a states no calendar date.'
    """
    labels = label_documents(documents)
    counts = dates.groupby("doc").size()
    if counts.empty:
        if len(documents) == 1:
            return f"{labels[documents['doc'].iloc[0]]} states no calendar date."
        return f"{'Neither' if len(documents) == 2 else 'No'} text states a calendar date."
    told = [f"{labels[doc]} states {n} date{'s' * (n != 1)}" for doc, n in counts.items()]
    silent = len(documents) - len(counts)
    return f"{listing(told)}{f'; {silent} without any' if silent else ''}."


def event_finding(events: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say how many events the figure dates from the texts, and how many from the record."""
    stated = int((events["basis"] == "stated").sum())
    pointed = events[(events["basis"] == "background") & (events["docs"].str.len() > 0)]
    own = f"{stated or 'no'} date{'s' * (stated != 1)}"
    texts = _all(len(documents)).capitalize()
    verb = "states" if len(documents) == 1 else "state"
    if pointed.empty:
        return f"{texts} {verb} {own}; the record adds none."
    span = f"{pointed['earliest'].min()[:4]} to {pointed['earliest'].max()[:4]}"
    return (
        f"{texts} {verb} {own}, yet their words point to {len(pointed)} events "
        f"of the public record, from {span}."
    )


def _quoted(words: Iterable[str]) -> list[str]:
    return [f"“{word}”" for word in words]


def _name(issue: str, names: Mapping[str, str] | None) -> str:
    return (names or {}).get(issue, issue)


def _named(rows: pd.DataFrame, names: Mapping[str, str] | None) -> list[str]:
    return [_name(issue, names) for issue in rows["issue"]]


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−").replace("+0.00", "0.00").replace("−0.00", "0.00")


def _all(number: int) -> str:
    return {1: "the text", 2: "both texts"}.get(number, f"all {number} texts")


def _none(number: int) -> str:
    return {1: "The text does not raise", 2: "Neither text raises"}.get(number, "No text raises")


def _issues(number: int) -> str:
    return f"{number or 'no'} issue{'s' * (number != 1)}"
