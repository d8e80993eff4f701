"""Findings: a plain sentence for one text or many, and for tables without rows."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from communique import compare, findings
from communique.findings.base import signed
from tests.invented import ISSUES, NAMES, Tables, tables_of
from tests.invented_claims import claims_of
from tests.invented_voices import voices_of

CASES = json.loads((Path(__file__).parent / "cases" / "findings.json").read_text(encoding="utf-8"))
AGENDA = pd.DataFrame({"issue": [*ISSUES, "visas", "space"]})

FINDINGS: dict[str, Callable[[Tables], str]] = {
    "agenda": lambda t: findings.agenda_finding(
        compare.absent_issues(t.mentions, AGENDA), AGENDA, t.documents, NAMES
    ),
    "claim": lambda t: findings.claim_finding(claims_of(t).matrix, t.documents),
    "clue": lambda t: findings.clue_finding(t.clues),
    "contradiction": lambda t: findings.contradiction_finding(
        claims_of(t).against, t.documents, NAMES
    ),
    "coverage": lambda t: findings.coverage_finding(t.scores),
    "date": lambda t: findings.date_finding(t.dates, t.documents),
    "direction": lambda t: findings.direction_finding(voices_of(t).directions, t.documents),
    "distinctive": lambda t: findings.distinctive_finding(t.ranking, t.documents),
    "event": lambda t: findings.event_finding(t.links, t.dates, t.documents),
    "instrument": lambda t: findings.instrument_finding(compare.instrument_pairs(t.scores)),
    "issue": lambda t: findings.issue_finding(t.counts, t.documents, NAMES),
    "issue_tone": lambda t: findings.issue_tone_finding(t.toned, NAMES),
    "length": lambda t: findings.length_finding(t.documents),
    "masking": lambda t: findings.masking_finding(
        compare.masking_effect(t.scores, t.scores.assign(score=0.0))
    ),
    "mode": lambda t: findings.mode_finding(t.modes, t.documents, NAMES),
    "mode_agreement": lambda t: findings.mode_agreement_finding(
        t.body, t.body[["doc", "sentence", "mode"]].replace("judged", "proposed")
    ),
    "mode_share": lambda t: findings.mode_share_finding(t.body, t.documents),
    "mode_tone": lambda t: findings.mode_tone_finding(
        compare.tone_by(t.scores, t.sentences, "mode"), t.documents
    ),
    "only_one": lambda t: findings.only_one_finding(claims_of(t).matrix, t.documents, NAMES),
    "outlet": lambda t: findings.outlet_finding(
        compare.compare_outlets(t.scores, t.documents, permutations=99),
        compare.describe_outlets(t.scores, t.documents),
    ),
    "overlap": lambda t: findings.overlap_finding(t.counts, t.documents, NAMES),
    "pointer": lambda t: findings.pointer_finding(t.links, t.dates, t.documents),
    "quote": lambda t: findings.quote_finding(t.body, t.documents),
    "reading": lambda t: findings.reading_finding(t.documents),
    "record": lambda t: findings.record_finding(claims_of(t).record, t.documents, NAMES),
    "reference": lambda t: findings.reference_finding(
        compare.tone_against_reference(t.scores, t.body.assign(tone=1)), t.body.assign(tone=1)
    ),
    "shared_top": lambda t: findings.shared_top_finding(t.words, t.documents),
    "advice": lambda t: findings.advice_finding(claims_of(t).claims, t.documents, NAMES),
    "common": lambda t: findings.common_finding(claims_of(t).matrix, t.documents, NAMES),
    "one_text": lambda t: findings.one_text_finding(claims_of(t).matrix, t.documents, NAMES),
    "emphasis": lambda t: (
        findings.emphasis_finding(claims_of(t).matrix, t.documents, NAMES) or "Nothing."
    ),
    "summary": lambda t: " ".join(
        findings.summary(claims_of(t).matrix, claims_of(t).against, t.documents, NAMES).values()
    ),
    "shift": lambda t: findings.shift_finding(compare.word_shift(t.weights, t.scores), t.documents),
    "silent": lambda t: findings.silent_finding(claims_of(t).matrix, t.documents, NAMES),
    "speaker": lambda t: findings.speaker_finding(voices_of(t).speakers, t.documents),
    "spoken": lambda t: findings.spoken_finding(voices_of(t).voices, t.documents),
    "tone": lambda t: findings.tone_finding(compare.tone_summary(t.scores), t.documents),
    "uncoded": lambda t: findings.uncoded_finding(compare.uncoded(t.mentions, t.body), t.body),
    "voice": lambda t: findings.voice_finding(
        compare.tone_by(t.scores, compare.add_voice(t.sentences), "voice"), t.documents
    ),
    "wording": lambda t: findings.wording_finding(claims_of(t).wording, t.documents),
}
UGLY = re.compile(
    r"\bnan\b|\bNone\b(?! of)|np\.|dtype|Timestamp|[\[\]{}\\]|\(\)|, ,|  | [,.;:]|[,;:]\."
    r"|\.\.|(?<![.\d])[01] (?!of\b)\w+s\b|\bof no\b|−0\.00|-\d"
)
EACH = pytest.mark.parametrize("name", FINDINGS)


def check(told: str) -> None:
    """Check what can be checked of a sentence without reading it."""
    # Labels are the texts' own; $ylvania $un_{daily} is one.
    plain = told.replace("$un_{daily}", "Sun")
    assert not (found := UGLY.search(plain)), (found, told)
    assert plain.endswith(".")
    assert plain[0] in "“$鲁" or not plain[0].isalpha() or plain[0].isupper() or "text_" in plain


def test_every_finding_is_tested() -> None:
    names = {name.removesuffix("_finding") for name in findings.__all__}
    assert set(FINDINGS) == names - {"listing", "name_texts", "signed"}


@pytest.mark.parametrize("number", [1, 2, 5, 40])
@EACH
def test_any_number_of_texts(name: str, number: int) -> None:
    check(FINDINGS[name](tables_of(number)))


@pytest.mark.parametrize("number", [1, 2, 5, 40])
@EACH
def test_tables_without_rows(name: str, number: int) -> None:
    check(FINDINGS[name](tables_of(number).emptied()))


@pytest.mark.parametrize("number", [1, 2, 5])
@EACH
def test_texts_that_hold_nothing_to_find(name: str, number: int) -> None:
    check(FINDINGS[name](tables_of(number, silent=True)))


@EACH
def test_the_same_words_for_the_same_tables(name: str) -> None:
    assert FINDINGS[name](tables_of(5)) == FINDINGS[name](tables_of(5))


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    given = {
        name: pd.DataFrame(rows[1:], columns=rows[0]) if isinstance(rows, list) else rows
        for name, rows in case["given"].items()
    }
    assert getattr(findings, case["finding"])(**given) == case["says"]


@pytest.mark.parametrize(
    ("value", "told"), [(0.5, "+0.50"), (-0.5, "−0.50"), (0.004, "0.00"), (-0.004, "0.00")]
)
def test_signed(value: float, told: str) -> None:
    assert signed(value) == told


def test_listing() -> None:
    assert findings.listing([]) == ""
    assert findings.listing(["a"]) == "a"
    assert findings.listing(["a", "b"]) == "a and b"
    assert findings.listing("abcdefgh", most=3) == "a, b, c and 5 more"
