"""Where the words around a date point: to the past or to the future."""

import re

__all__ = ["way_of"]

_NEAR = 120  # characters before the date that are looked at, and half as many behind it

_FUTURE = r"will|'ll|shall|would|won't|may|might|can|could|should|must|going to|about to"
_FUTURE += (
    r"|(?:is|are|was|were|be|been|now|not) (?:due|expected|scheduled|set|planned|slated|likely)"
)
_FUTURE += r"|due|upcoming|scheduled|expected|planned|planning|agreed to|to (?:be|acquire|sell|buy|pay|complete|release|launch|sign|begin|start|meet|hold|take|go|leave|return"
_FUTURE += r"|visit|open|come|end|make|give|run|vote|appear|travel|arrive|discuss|resume|continue)"
_FUTURE += r"|(?:is|are|'s|'re) (?:to|\w{2,20}ing)|plans?|expects?|intends?|hopes?|wants?"
_FUTURE += r"|set for|(?:decided|agreed|promised|vowed|prepared|preparing|ready|voted|urged|ordered"
_FUTURE += r"|invited|proposed|offered|continuing) to [a-z]{2,20}"
_PAST = r"was|were|had|did|has|have|said|told|came|went|took|made|began|met|got|gave|held|left|saw"
_PAST += r"|became|found|fell|rose|won|lost|led|sent|set|brought|thought|wrote|spoke|ran|grew|kept"
_PAST += (
    r"|put|paid|sold|bought|built|broke|shot|struck|died|tore|hit|cut|stood|sat|flew|drove|knew"
)
_PAST += r"|heard|felt|fought|quit|withdrew|(?!united|hundred|indeed|need|speed|un[a-z]{3,15}ed)[a-z]{2,20}ed"
_VERB = re.compile(rf"(?<!\w)(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))(?!\w)")
# What stands right before the date decides by itself.
_AHEAD = re.compile(r"(?:until|till|by|beginning|starting|effective|from now to|due) (?:the )?$")
_BEHIND = re.compile(
    r"(?:since|said|told \w{1,20}|reported|announced|earlier|ended)(?: on)? (?:the )?$"
)


def way_of(folded: str, start: int, end: int) -> str:
    """Tell where the words around a date point, past or future; "" where they don't tell.

    The nearest verb before the date decides, else the first behind it.

    >>> way_of("they will meet on friday", 18, 24), way_of("they met on friday", 12, 18)
    ('future', 'past')
    """
    before = folded[max(0, start - _NEAR) : start]
    if folded.startswith("'s", end):
        return "past"
    if _AHEAD.search(before[-30:]):
        return "future"
    if _BEHIND.search(before[-40:]):
        return "past"
    verbs = list(_VERB.finditer(before))
    nearest = verbs[-1] if verbs else _VERB.search(folded[end : end + _NEAR // 2])
    if nearest is None:
        return ""
    return "future" if nearest["future"] else "past"
