"""Self-checks for lesson 2: shares, modes, a codebook of one's own, coders."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from communique.check.base import (
    Verdict,
    chosen,
    not_yet,
    number,
    one_sentence,
    right,
    still_open,
)
from communique.check.sources import longest
from communique.compare.agreement import krippendorff_alpha
from communique.compare.base import body, find_phrases, records
from communique.compare.issues import issue_counts, mode_counts
from communique.corpus import toy_sentences
from communique.issues import Codebook, CodebookError, code_issues, make_codebook

__all__ = ["coders", "fooled_codebook", "largest_gap", "new_issue", "not_advice"]

TOO_MUCH = 0.25
MODES = ("reported", "judged", "proposed")


def largest_gap(
    answer: object, mentions: pd.DataFrame, sentences: pd.DataFrame, labels: Mapping[str, str]
) -> Verdict:
    """Check the issue whose share of sentences differs most between the documents."""
    counts = issue_counts(mentions, sentences)
    gaps = {
        column: _by_issue(counts.groupby("issue")[column].agg(lambda of: of.max() - of.min()))
        for column in ("share", "sentences")
    }
    best = _largest(gaps["share"])
    common = _largest(_by_issue(counts.groupby("issue")["sentences"].sum()))
    by_count = "That gap is the widest in sentences. Compare shares: the texts differ in length."
    often = "That is the issue raised most often. Where do the shares lie furthest apart?"
    wrong: list[tuple[object, str]] = [(issue, by_count) for issue in _largest(gaps["sentences"])]
    wrong += [(issue, often) for issue in common]
    shows = (
        f"The shares lie {100 * max(gaps['share'].values(), default=0):.0f} percentage points apart"
        f"{'; another issue has the same gap' * (len(best) > 1)}. "
        "Look how few sentences that is before you make much of it."
    )
    known = {str(issue): labels.get(str(issue), str(issue)) for issue in counts["issue"]}
    otherwise = "Another issue has a wider gap. Subtract the shares, issue by issue."
    return chosen(answer, best, known, wrong, shows, otherwise)


def _by_issue(values: "pd.Series[float]") -> dict[str, float]:
    return {str(issue): float(value) for issue, value in values.items()}


def _largest(values: Mapping[str, float]) -> set[str]:
    most = max(values.values(), default=0)
    return {issue for issue, value in values.items() if abs(value - most) < 1e-9}


def not_advice(
    answer: object,
    issue: str,
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    documents: pd.DataFrame,
) -> Verdict:
    """Check how many sentences of the longest document on an issue report or judge."""
    doc, own = longest(documents), mentions[mentions["issue"] == issue]
    modes = mode_counts(own, sentences)
    rows = {d: (r, j, p) for d, r, j, p in records(modes, "doc", *MODES)}
    reported, judged, proposed = rows.get(doc, (0, 0, 0))
    hits = list(own["doc"]).count(doc)
    others = [(r + j, "That is another text.") for d, (r, j, p) in rows.items() if d != doc]
    whole = "Proposals are in that number. Leave them out: advice is no report."
    wrong: list[tuple[object, str]] = [
        (reported + judged + proposed, whole),
        (reported, "Judgements are missing: what a text makes of a thing is no advice either."),
        (proposed, "Those are the proposals, which are to be left out."),
        (hits, "Those are the places found. A sentence with two of them counts once."),
        *others,
    ]
    shows = (
        f"{proposed} more of its sentences raise the issue in a proposal. A count of all "
        f"{reported + judged + proposed} would be right about the words, wrong about the news."
    )
    otherwise = "Count sentences of that text on that issue whose mode is reported or judged."
    return number(answer, reported + judged, wrong, shows, otherwise)


def new_issue(
    patterns: object, gained: object, mentions: pd.DataFrame, sentences: pd.DataFrame
) -> Verdict:
    """Check an issue of the student's own, {name: [patterns]}, and what it finds in the body."""
    if verdict := still_open(patterns, gained) or bad_patterns(patterns):
        return verdict
    assert isinstance(patterns, dict)
    running = body(sentences)
    found = find_phrases(running, patterns)
    number_of = len(set(records(found, "doc", "sentence")))
    if not number_of:
        return not_yet("The patterns find nothing. Look at the spelling; * stands for any ending.")
    if number_of > TOO_MUCH * len(running):
        return not_yet(
            f"They find {number_of} of {len(running)} sentences: too many for one issue. Which "
            "word is the broad one? show.concordance tells."
        )
    if all(_covered(found, mentions)):
        return not_yet("The codebook has all of these words already. Find one that it lacks.")
    wrong: list[tuple[object, str]] = [
        (len(found), "Those are the places found. A sentence with two of them counts once."),
        (len(find_phrases(sentences, patterns)), "Titles and headings are in that number."),
    ]
    shows = (
        "Now read those sentences one by one: are they all about your issue? That share is the "
        "precision of your patterns. What they miss, no program can tell you."
    )
    otherwise = "The patterns work. Count in how many sentences of the running text they occur."
    return number(gained, number_of, wrong, shows, otherwise)


def bad_patterns(patterns: object) -> Verdict | None:
    shape = 'Give a dict with one issue: {"name": ["first pattern", "second pattern"]}.'
    if not isinstance(patterns, dict) or len(patterns) != 1:
        return not_yet(shape)
    ((name, listed),) = patterns.items()
    if not isinstance(name, str) or not isinstance(listed, list) or not listed:
        return not_yet(shape)
    if not all(isinstance(pattern, str) and pattern.strip("* ") for pattern in listed):
        return not_yet("Each pattern is a word or a phrase in quotation marks, not * alone.")
    try:
        make_codebook(patterns)
    except CodebookError as error:
        return not_yet(f"A pattern cannot be read: {str(error).split(': ', 1)[-1]}.")
    return None


def _covered(found: pd.DataFrame, mentions: pd.DataFrame) -> list[bool]:
    """Say of each hit whether a mention of the codebook has one of its characters."""
    known = list(records(mentions, "doc", "start", "end"))
    return [
        any(d == doc and s < end and start < e for d, s, e in known)
        for doc, start, end in records(found, "doc", "start", "end")
    ]


def fooled_codebook(fooled: object, missed: object, issue: str, codebook: Codebook) -> Verdict:
    """Check two invented sentences: one that the codebook takes for an issue, one that it misses.

    Whether they are about the issue is for people to say.
    """
    if verdict := one_sentence(fooled) or one_sentence(missed):
        return verdict
    table = toy_sentences(str(fooled), str(missed))
    coded = code_issues(table, codebook, back_reference=False)
    hits = coded[coded["issue"] == issue]
    label = codebook.issues.set_index("issue")["label"].get(issue, issue)
    if not (hits["sentence"] == 1).any():
        found = f"The codebook does not find “{label}” in the first sentence. "
        return not_yet(found + "Use a word of its list in another sense.")
    caught = hits.loc[hits["sentence"] == 2, "text"].to_list()
    if caught:
        return not_yet(f"The codebook finds the second sentence, by “{caught[0]}”. Reword that.")
    return right(
        f"It takes “{hits['text'].iloc[0]}” for {label}, and sees none in the second sentence. "
        "Too much lowers precision, too little lowers recall. Would your neighbour agree?"
    )


def coders(mine: object, neighbour: object, alpha: object, sheet: pd.DataFrame) -> Verdict:
    """Check two codings of a sheet's sentences by mode, and Krippendorff's alpha of the two."""
    if verdict := still_open(mine, neighbour, alpha):
        return verdict
    lists = [
        list(one) if isinstance(one, list | tuple | pd.Series) else [] for one in (mine, neighbour)
    ]
    for whose, given in zip(("mine", "neighbour"), lists, strict=True):
        if len(given) != len(sheet):
            need = f"{len(sheet)} modes, one for each sentence of the sheet"
            return not_yet(f"{whose} holds {len(given)} codes. It needs a list of {need}.")
        if unknown := [str(code) for code in given if code not in MODES]:
            return not_yet(f"{whose} holds “{unknown[0]}”. Write {', '.join(MODES)}.")
    return _alpha(alpha, lists[0], lists[1])


def _alpha(alpha: object, mine: list[str], neighbour: list[str]) -> Verdict:
    both = pd.DataFrame({"mine": mine, "neighbour": neighbour})
    same = sum(both["mine"] == both["neighbour"])
    share, value = same / len(both), krippendorff_alpha(both)
    if pd.isna(value):
        return not_yet("Both used one mode only: no agreement can be measured. Code again.")
    wrong: list[tuple[object, str]] = [
        (same, "That is how often you agree. Alpha also asks what chance would give."),
        (share, "That is the share on which you agree. Alpha also asks what chance would give."),
        (_kappa(both), "That is near: another measure, kappa. Use compare.krippendorff_alpha."),
        (krippendorff_alpha(both.T), "Turn the table: a row a sentence, a column a coder."),
        (krippendorff_alpha(both, "ordinal"), "Modes have no order: use the nominal level."),
    ]
    shows = (
        f"You agree on {same} of {len(both)} sentences ({share:.0%}), and alpha is {value:.2f}: "
        "what chance would bring is taken off. Below 0.67 many would not build on the codes. "
        "Talk about the sentences on which you differ before you change any code."
    )
    return number(alpha, value, wrong, shows, "Hand both codings to krippendorff_alpha.", 0.005)


def _kappa(both: pd.DataFrame) -> float:
    first, second = Counter(both["mine"]), Counter(both["neighbour"])
    expected = sum(first[mode] * second[mode] for mode in MODES) / len(both) ** 2
    observed = sum(both["mine"] == both["neighbour"]) / len(both)
    return (observed - expected) / (1 - expected) if expected < 1 else float("nan")
