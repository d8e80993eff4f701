"""The figure of time: labels keep apart, every mark has its words, nothing unsure has a day."""

import pandas as pd

from communique.marks import time_marks
from tests.invented import CHRONOLOGY, Tables

RECORD = ["begin", "end", "event", "parties", "phrases", "source_us", "source_cn_or_agency"]


def marks_of(tables: Tables) -> pd.DataFrame:
    """List the marks of an invented corpus; none where its tables were emptied."""
    chronology = pd.DataFrame(CHRONOLOGY, columns=RECORD)
    marks = time_marks(
        tables.dates, tables.clues, tables.links, chronology, tables.documents, tables.sentences
    )
    return marks if len(tables.sentences) else marks.head(0)
