"""Self-checks for lesson 4: values of dates, events in common, bounds, a timeline of one's own."""

import re

import pandas as pd

from communique.check.base import Verdict, not_yet, number, one_sentence, right, still_open
from communique.clues import find_clues, part_dates
from communique.compare.base import body, records
from communique.corpus import toy_sentences
from communique.dates import find_dates
from communique.timecues import TimeCues
from communique.timeline import link_events

__all__ = ["date_values", "event_order", "events_in_common", "fooled_dates", "latest_day"]

ISO = re.compile(r"\d{4}-\d\d-\d\d")
WEEK = 7


def date_values(answer: object, published: str, holidays: pd.DataFrame | None = None) -> Verdict:
    """Check TIMEX3 values of expressions of time, {words: value}, for a day of publication."""
    if verdict := still_open(answer):
        return verdict
    if not isinstance(answer, dict) or not answer:
        return not_yet('Give a dict: {"yesterday": "…", …}.')
    for words, value in answer.items():
        table = toy_sentences(f"They met {words}.")
        paper = pd.DataFrame([{"doc": "toy", "published_from": published}])
        paper = paper.assign(published_to=published)
        found = find_dates(table, paper, holidays=holidays)
        alone = find_dates(table, holidays=holidays)
        if found.empty:
            return not_yet(f"“{words}” is no expression of time that the finder knows.")
        hint = _date_hint(value, found["value"].iloc[0], alone["value"].iloc[0], published)
        if hint:
            return not_yet(f"“{words}”: {hint}")
    return right("The words alone say none of this: the day of publication does the rest.")


def _date_hint(value: object, expected: str, alone: str, published: str) -> str:
    """Say what is wrong with the value of an expression; nothing if it is right."""
    if not isinstance(value, str):
        return "write the value in quotation marks."
    given = value.strip().upper()
    if given == expected:
        return ""
    if given == alone.upper() or "X" in given:
        return "the day of publication is known here, so nothing stays open."
    if expected.startswith("P") != given.startswith("P"):
        want = (
            "a length of time: P, then a number and a unit (P3D)"
            if expected[0] == "P"
            else "a date"
        )
        return f"{want} is asked for."
    if expected.startswith("P"):
        return "count and unit after the P; hours come after a T (PT1H is one hour)."
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", given):
        return "write year, month, day with hyphens: 2030-01-31, or 2030-01 for a month."
    if len(given) != len(expected):
        return "that is finer or coarser than the words: a month has no day."
    if given == published:
        return "that is the day of publication itself."
    if len(given) == len("2030-01-31") and _days(given, expected) == WEEK:
        return "a week too early or too late. Look at a calendar."
    return "not that one. Start from the day of publication and count."


def _days(one: str, two: str) -> int:
    first, second = (pd.to_datetime(day, errors="coerce") for day in (one, two))
    return -1 if pd.isna(first) or pd.isna(second) else abs(int((first - second).days))


def events_in_common(
    answer: object,
    sentences: pd.DataFrame,
    chronology: pd.DataFrame,
    documents: pd.DataFrame,
) -> Verdict:
    """Check how many events of the record every document's words touch on, proposals left out."""
    told = link_events(sentences[sentences["mode"] != "proposed"], chronology)
    events = {doc: set(told.loc[told["doc"] == doc, "event"]) for doc in documents["doc"]}
    common, union = set.intersection(*events.values()), set.union(*events.values())
    loose = link_events(sentences, chronology)
    wide = set.intersection(*(set(loose.loc[loose["doc"] == d, "event"]) for d in events))
    wrong: list[tuple[object, str]] = [
        (len(union), "Those are the events that any text touches on. In how many do all meet?"),
        (sum(map(len, events.values())), "Events in common were added up, once for each text."),
        (len(told), "Those are places in the texts. Several can point to one event."),
        (len(wide), "A proposal was counted. Advice does not tell of an event."),
        (len(chronology), "That is the whole record."),
        *(
            (len(one), "That is one text. Which of its events does the other have, too?")
            for one in events.values()
        ),
    ]
    shows = (
        f"{len(union)} events are touched on in all, {len(common)} by every text. That words point "
        "to one event does not say that the texts tell the same of it."
    )
    otherwise = "Take the set of events of each text, and what these sets have in common."
    return number(answer, len(common), wrong, shows, otherwise)


def latest_day(
    answer: object,
    basis: object,
    clue: str,
    bounds: pd.DataFrame,
    documents: pd.DataFrame,
    chronology: pd.DataFrame,
) -> Verdict:
    """Check the last day on which a clue's event can have been, by its text, and the basis."""
    if verdict := still_open(answer, basis):
        return verdict
    if not isinstance(answer, str) or not ISO.fullmatch(answer.strip()):
        return not_yet('Write the day as year, month, day: "2030-01-31".')
    found = bounds[bounds["text"] == clue]
    if found.empty:
        return not_yet(f"No text has the clue “{clue}”.")
    doc, latest, known = next(records(found, "doc", "latest", "basis"))
    papers = records(documents[documents["doc"] == doc], "published_from", "published_to")
    earliest, _ = next(papers)
    if answer.strip() != latest:
        return not_yet(_day_hint(answer.strip(), earliest, documents, chronology))
    if str(basis).strip() != known:
        return not_yet(_basis_hint(str(basis).strip()))
    return right(
        "The text tells of it as past, so it was over by the last day on which the text can have "
        "come out. The day itself only the record knows."
    )


def _day_hint(given: str, earliest: str, documents: pd.DataFrame, chronology: pd.DataFrame) -> str:
    if given in {day for pair in records(chronology, "begin", "end") for day in pair}:
        return "That day is from the public record. No text gives it: ask what the words allow."
    if given == earliest:
        return "That is the first day on which the text may have come out. It may be later."
    if given in {
        day for pair in records(documents, "published_from", "published_to") for day in pair
    }:
        return "That is when another text came out."
    return "When did the text come out, at the latest? What it tells as past was over by then."


def _basis_hint(basis: str) -> str:
    if basis == "stated":
        return "The day is right. But is it stated in the text? Look for a date in it."
    if basis == "background":
        return "The day is right. But the public record was not needed for it, was it?"
    return "The day is right. The basis is one of stated, resolved, background."


def event_order(
    answer: object, sentences: pd.DataFrame, documents: pd.DataFrame, cues: TimeCues
) -> Verdict:
    """Check a timeline: the days of what happened or is planned, in the order of events."""
    if verdict := still_open(answer):
        return verdict
    if not isinstance(answer, list | tuple) or not all(isinstance(day, str) for day in answer):
        return not_yet('Give a list of days: ["2030-01-31", …].')
    days = [day.strip() for day in answer]
    if bad := [day for day in days if not ISO.fullmatch(day)]:
        return not_yet(f"“{bad[0]}” is no day. Write year, month, day; leave out what has no day.")
    told, proposed = _told(sentences, documents, cues)
    expected = sorted(set(told))
    if days == expected:
        return right(
            "The order of events is not the order of telling, a wish is no event, and a length of "
            "time is no date."
        )
    return not_yet(_order_hint(days, told, proposed, expected))


def _told(
    sentences: pd.DataFrame, documents: pd.DataFrame, cues: TimeCues
) -> tuple[list[str], list[str]]:
    running = body(sentences)
    dates = find_dates(running, documents)
    firm, proposed = part_dates(dates, running, find_clues(running, cues, dates))
    return tuple([v for v in part["value"] if ISO.fullmatch(v)] for part in (firm, proposed))  # type: ignore[return-value]


def _order_hint(days: list[str], told: list[str], proposed: list[str], expected: list[str]) -> str:
    if set(days) == set(expected):
        if days == list(dict.fromkeys(told)):
            return "That is the order of telling. What came first?"
        return "All days are right; their order, or a day that stands twice, is not."
    if set(days) & set(proposed):
        return "One of these days is only proposed. Nothing happened on it, or is fixed for it."
    if extra := [day for day in days if day not in expected]:
        return f"Look at {extra[0]} again: which words give it, and counted from which day?"
    return f"{len(set(expected) - set(days))} still missing. Some days are told in words."


def fooled_dates(answer: object) -> Verdict:
    """Check an invented sentence in which the finder sees a date; people say if there is one."""
    if verdict := one_sentence(answer):
        return verdict
    found = find_dates(toy_sentences(str(answer)))
    dated = found[found["type"].isin(["DATE", "TIME"])]
    if dated.empty:
        seen = ", ".join(found["type"]) or "nothing"
        return not_yet(f"The finder sees no date in it ({seen}). Try a name that holds a month.")
    words, value = dated["text"].iloc[0], dated["value"].iloc[0]
    return right(
        f"It takes “{words}” for {value}. If nothing in your sentence happens then, a timeline "
        "made without reading would show an event that never was."
    )
