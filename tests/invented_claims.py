"""Claims of the invented corpora, and all tables that compare them."""

from typing import NamedTuple

import pandas as pd

from communique import compare
from communique.claims import find_claims, find_facts, make_claim_cues
from tests.invented import ISSUES, Tables

CUES = make_claim_cues(
    {
        "agreed": ["signed", "agreed"],
        "ongoing": ["goes on", "recent", "grew"],
        "ended": ["was a great success", "leave"],
        "stalled": ["fail", "called"],
        "proposed": ["should", "threatened"],
    },
    {"common": ["the", "a", "in", "and"], "negation": ["nobody"]},
)
RECORD = pd.DataFrame(
    {
        "begin": "2030-06-18",
        "event": "The climate treaty lapses",
        "issue": ["climate", "war"],
        "status": "ended",
        "phrases": ["climate treaty", "war"],
        "source_us": "https://record.example",
        "source_cn_or_agency": "",
    }
)


class Claims(NamedTuple):
    """What is made of the claims of a corpus."""

    claims: pd.DataFrame
    facts: pd.DataFrame
    against: pd.DataFrame
    matrix: pd.DataFrame
    record: pd.DataFrame
    wording: pd.DataFrame


def claims_of(tables: Tables) -> Claims:
    """Find and compare the claims of a corpus."""
    sentences, mentions, documents = tables.sentences, tables.mentions, tables.documents
    claims = find_claims(sentences, mentions, CUES)
    facts = find_facts(sentences, mentions, CUES)
    agenda = pd.DataFrame({"issue": [*ISSUES, "visas"]}) if len(sentences) else None
    return Claims(
        claims,
        facts,
        compare.contradictions(claims, facts),
        compare.compare_claims(claims, mentions, documents, agenda),
        compare.against_record(claims, RECORD, documents),
        compare.shared_wording(sentences),
    )
