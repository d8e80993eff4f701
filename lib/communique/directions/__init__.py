"""Find directions: who criticises, urges, warns, supports (…) whom, with the words that say so."""

from communique.directions.find import find_directions
from communique.directions.lexicon import (
    ACTS,
    DirectionCueError,
    DirectionCues,
    make_direction_cues,
    read_direction_cues,
)

__all__ = [
    "ACTS",
    "DirectionCueError",
    "DirectionCues",
    "find_directions",
    "make_direction_cues",
    "read_direction_cues",
]
