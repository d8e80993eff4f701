"""Self-checks for lesson 6: files, days of publication, a codebook of one's own, two sheets."""

import csv
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from communique.check.base import NOT_YET, Verdict, not_yet, number, right, same_names, still_open
from communique.check.issues import TOO_MUCH, bad_patterns
from communique.codebook import Codebook, read_codebook
from communique.coding import compare_coders
from communique.compare.agreement import krippendorff_alpha
from communique.compare.base import body, records
from communique.corpus import toy_sentences
from communique.dates import find_dates
from communique.issues import code_issues

__all__ = ["extend_codebook", "file_problems", "published_days", "sheets_apart", "taken_away"]

PROBLEMS = ("fine", "guessed", "garbled", "short")
ADDED = "added"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
FIELDS = ("published_from", "published_to")


def file_problems(answer: object, checked: pd.DataFrame) -> Verdict:
    """Check what is said of each file, {file: problem}, against what the reader of files saw."""
    if verdict := still_open(answer):
        return verdict
    shape = 'Give a dict: {"name of a file": "fine", …}, with each file once.'
    if not isinstance(answer, dict):
        return not_yet(shape)
    expected = {str(row.file): _problem(row.encoding, row.warnings) for row in checked.itertuples()}
    if missing := [file for file in expected if file not in answer]:
        return not_yet(f"{missing[0]} is missing. {shape}")
    for file, problem in expected.items():
        given = str(answer[file]).strip().lower()
        if given not in PROBLEMS:
            return not_yet(f"{file}: “{answer[file]}” is none of {', '.join(PROBLEMS)}.")
        if given != problem:
            return not_yet(f"{file}: {_problem_hint(given, problem)}")
    return right(
        "A file that is short or garbled is still read, and counted. So look before you count: no "
        "later figure will tell you."
    )


def _problem(encoding: object, warnings: object) -> str:
    """Say in a word what the reader of files warned of; what is worst comes first."""
    told = str(warnings)
    if "wrongly decoded" in told or "replacement" in told:
        return "garbled"
    if "sentence" in told or "no running text" in told:
        return "short"
    return "fine" if str(encoding) == "UTF-8" and not told else "guessed"


def _problem_hint(given: str, problem: str) -> str:
    if given == "fine":
        return "there is a warning. What does it say?"
    if problem == "fine":
        return "there is no warning, and the encoding is sure. Are you on the right line?"
    if given == "guessed":
        return "its encoding was not guessed. Look at the column, then at the warning."
    if given == "garbled":
        return "its letters can be read. Which column holds something odd?"
    return "it has sentences enough. Which other warning is there?"


def published_days(
    published: object, day: object, note: str, sentences: pd.DataFrame, documents: pd.DataFrame
) -> Verdict:
    """Check the days put into documents.csv, and the day that “last Friday” then means.

    `note` tells, in this order, when a page came out and when it was saved.
    """
    if verdict := still_open(published, day):
        return verdict
    if not isinstance(published, dict) or set(published) != set(FIELDS):
        return not_yet('Give a dict: {"published_from": "…", "published_to": "…"}.')
    given = [str(published[field]).strip() for field in FIELDS]
    if bad := [one for one in given if not _is_day(one)]:
        return not_yet(f"“{bad[0]}” cannot be read. Write year, month, day: 2030-01-31.")
    out, saved = find_dates(toy_sentences(note))["value"].iloc[:2]
    if saved in given:
        return not_yet("On that day the page was saved. The writer did not know of it.")
    if given != [out, out]:
        if out in given:
            return not_yet("One of the two is right. Where the day is known, both are the same.")
        return not_yet("The note tells when the page came out. Which of its days is that?")
    return _counted(day, out, saved, body(sentences), documents)


def _counted(
    day: object, out: str, saved: str, running: pd.DataFrame, documents: pd.DataFrame
) -> Verdict:
    if not isinstance(day, str) or not _is_day(day.strip()):
        return not_yet("The days are right. Now “last Friday”: a day such as 2030-01-31.")
    meant, later = (_resolved(running, documents, anchor) for anchor in (out, saved))
    if day.strip() == meant:
        return right(
            "Without these days, “last Friday” stays open and no timeline can have it. With the "
            "day of saving it would be another Friday, and nobody would notice."
        )
    if day.strip() == later:
        return not_yet("That is counted from the day of saving. Count from the day it came out.")
    if pd.Timestamp(day.strip()).day_name() != "Friday":
        return not_yet("The days are right, but that day is no Friday. Look at a calendar.")
    return not_yet("The days are right, and that is a Friday. Which one came last before that day?")


def _resolved(running: pd.DataFrame, documents: pd.DataFrame, anchor: str) -> str:
    dated = documents.assign(**dict.fromkeys(FIELDS, anchor))
    found = find_dates(running, dated)
    return str(found.loc[found["text"].str.lower() == "last friday", "value"].iloc[0])


def _is_day(text: str) -> bool:
    return bool(DAY.fullmatch(text)) and not pd.isna(pd.to_datetime(text, errors="coerce"))


def extend_codebook(path: str | Path, patterns: Mapping[str, list[str]]) -> Codebook:
    """Read a codebook with one issue more, {name: [patterns]}; its id is `added`.

    Raises CodebookError where a pattern cannot be used.
    """
    ((name, listed),) = patterns.items()
    meant, example = f"an issue added to try it out: {name}", "Ruritania met Freedonia."
    row = [ADDED, "", name, meant, example, "words", "; ".join(listed), ""]
    with TemporaryDirectory() as folder:
        copy = Path(folder, "codebook.csv")
        shutil.copyfile(path, copy)
        with copy.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerow(row)
        return read_codebook(copy)


def taken_away(
    patterns: object, lost: object, path: str | Path, sentences: pd.DataFrame
) -> Verdict:
    """Check which issues of a codebook have fewer hits once the student's own is added to it."""
    if verdict := still_open(patterns, lost) or bad_patterns(patterns):
        return verdict
    assert isinstance(patterns, dict)
    codebook = read_codebook(path)
    before = code_issues(sentences, codebook)
    after = code_issues(sentences, extend_codebook(path, patterns))
    own, (label,) = after[after["issue"] == ADDED], patterns
    if own.empty:
        return not_yet("The patterns find nothing. Look at the spelling; * stands for any ending.")
    if len(own) > TOO_MUCH * len(sentences):
        return not_yet("The patterns find too many sentences for one issue. Which word is broad?")
    counts = [Counter(map(str, found["issue"])) for found in (before, after)]
    fewer = {issue for issue, count in counts[0].items() if counts[1][issue] < count}
    if not fewer:
        return not_yet(
            "Your issue is found, and takes nothing away. Choose words from a sentence that has "
            "only weak words in it, such as “talks” or “dialogue”."
        )
    places = set(records(own, "doc", "sentence"))
    beside = {i for d, s, i in records(before, "doc", "sentence", "issue") if (d, s) in places}
    listed = records(codebook.issues, "issue", "label")
    labels = {str(issue): str(named) for issue, named in listed} | {ADDED: label}
    wrong = _not_lost(fewer, set(counts[0]), beside)
    shows = (
        f"Your issue is found {len(own)} times; the others had {sum(counts[0].values())} hits and "
        f"now have {sum(counts[1].values()) - len(own)}. Whoever adds an issue changes "
        "the others too. So tell which codebook made a figure, and never compare figures of two."
    )
    otherwise = "Count the hits of each issue before and after. Which numbers went down?"
    return same_names(lost, fewer, labels, wrong, shows, otherwise)


def _not_lost(fewer: set[str], every: set[str], beside: set[str]) -> list[tuple[object, str]]:
    """List wrong answers to which issues lost hits, each with what may have gone wrong."""
    return [
        ({ADDED}, "That is your own issue, which gains. Which others have fewer hits now?"),
        (fewer | {ADDED}, "Your own issue gains. Leave it out."),
        (every - fewer, "Those are the issues that keep their hits."),
        (every, "Those are all issues. Which have fewer hits than before?"),
        (beside, "Those stand in the same sentences as yours. Not each of them lost a hit."),
    ]


def sheets_apart(alpha: object, apart: object, coded: pd.DataFrame) -> Verdict:
    """Check alpha of two coders on the issues, and in how many sentences their codes differ."""
    if verdict := still_open(alpha, apart):
        return verdict
    both = coded.pivot(index=["doc", "sentence"], columns="coder", values="issues").dropna()
    rows = [[set(filter(None, cell.split(";"))) for cell in row] for row in both.to_numpy()]
    differ, codes = sum(a != b for a, b in rows), sum(len(a ^ b) for a, b in rows)
    wrong: list[tuple[object, str]] = [
        (len(rows) - differ, "In those the two agree. In how many do they differ?"),
        (codes, "Those are codes that only one has. A sentence with two of them counts once."),
        (len(rows), "Those are all sentences of the sheet."),
        (len(coded), "Those are the rows of both sheets. Pair them, sentence by sentence."),
    ]
    otherwise = "Pair the two sheets by sentence. Where are the issues not the same?"
    if not (verdict := number(apart, differ, wrong, "", otherwise)).right:
        return _about("apart", verdict)
    shows = (
        f"The two differ in {differ} of {len(rows)} sentences, by {codes} codes. These were two "
        "settings of one program, so the figure says nothing about people. With people, read the "
        "sentences in which they differ together, and mend the definition."
    )
    verdict = _alpha(alpha, coded, both, 1 - differ / max(len(rows), 1), shows)
    return verdict if verdict.right else _about("alpha", verdict)


def _alpha(
    alpha: object, coded: pd.DataFrame, both: pd.DataFrame, share: float, shows: str
) -> Verdict:
    measures = compare_coders(coded)
    value, f1 = measures.loc[measures["what"] == "issues", "value"].iloc[:2]
    wrong: list[tuple[object, str]] = [
        (1.0, "That is perfect agreement, as if no sentence differed. Look at the sheets."),
        (f1, "That row takes nothing off for chance. Which row of the table is alpha?"),
        (share, "That is the share of sentences coded alike. Alpha also asks what chance gives."),
        (
            krippendorff_alpha(both),
            "There a sentence with two issues is one code. Take each alone.",
        ),
    ]
    otherwise = "Take the table of coding.compare_coders: the row on issues, the measure alpha."
    return number(alpha, float(value), wrong, shows, otherwise, 0.005)


def _about(name: str, verdict: Verdict) -> Verdict:
    return Verdict(False, verdict.said.replace(NOT_YET, f"{NOT_YET} {name}:", 1))
