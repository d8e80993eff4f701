"""Write HTML: tables, findings, figures and the sentences behind them.

Only here is HTML written for notebooks. Texts, file names and metadata are untrusted, so
everything that comes from a table is escaped here, once.
"""

from communique.show.html import Html, link, mark
from communique.show.pictures import figure_outputs, join_figures
from communique.show.pieces import Mark, figure, finding, summary
from communique.show.sentences import concordance, evidence, openings
from communique.show.tables import table

__all__ = [
    "Html",
    "Mark",
    "concordance",
    "evidence",
    "figure",
    "figure_outputs",
    "finding",
    "join_figures",
    "link",
    "mark",
    "openings",
    "summary",
    "table",
]
