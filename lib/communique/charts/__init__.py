"""Draw the figures: every dot is a sentence, every document keeps its colour.

Each function takes tables and gives a `Figure`, which shows itself in a notebook with its
title (the finding), its caption (the measure and n) and its alternative text.
"""

from communique.charts.base import Figure, colours
from communique.charts.claims import claim_matrix
from communique.charts.issues import issue_map
from communique.charts.shift import word_shift_plot
from communique.charts.time import timeline_plot
from communique.charts.tone import instrument_plot, tone_by_issue_plot, tone_strips
from communique.charts.words import cloud_sizes, clouds, keyness_plot

__all__ = [
    "Figure",
    "claim_matrix",
    "cloud_sizes",
    "clouds",
    "colours",
    "instrument_plot",
    "issue_map",
    "keyness_plot",
    "timeline_plot",
    "tone_by_issue_plot",
    "tone_strips",
    "word_shift_plot",
]
