"""Find what documents say of the status of issues, and facts that can be compared."""

from communique.claims.facts import find_facts
from communique.claims.find import find_claims
from communique.claims.lexicon import ClaimCueError, ClaimCues, make_claim_cues, read_claim_cues

__all__ = [
    "ClaimCueError",
    "ClaimCues",
    "find_claims",
    "find_facts",
    "make_claim_cues",
    "read_claim_cues",
]
