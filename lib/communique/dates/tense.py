"""Where the words around a date point: to the past or to the future."""

import re

__all__ = ["way_of"]

_NEAR = 120  # characters before the date that are looked at, and half as many behind it

_VERBS = "acquire appear arrive be begin buy come complete continue discuss end give go hold launch"
_VERBS += (
    " leave make meet open pay release resume return run sell sign start take travel visit vote"
)
_FUTURE = [
    r"(?<!in )(?<!of )(?<!last )(?<!next )(?<![0-9] )may(?= [a-z])",  # not the month
    # with “be”, the participle behind it is no past: “will be held”, “is to be signed”
    r"(?:will|'ll|shall|would|won't|might|can|could|should|must|(?:going|about|due) to)"
    r"(?: (?:not|also|now|soon))?(?: be [a-z]{2,20})?",
    r"set for|due",
    r"(?:is|are|was|were|be|been|now|not) (?:due|expected|scheduled|set|planned|slated|likely)",
    r"upcoming|scheduled|expected|planned|planning|plans?|expects?|intends?|hopes?|wants?",
    r"(?:is|are|'s|'re) (?:to(?: be [a-z]{2,20})?|\w{2,20}ing)",
    r"to be [a-z]{2,20}",
    rf"to (?:{_VERBS.replace(' ', '|')})",
    r"(?:decided|agreed|promised|vowed|prepared|preparing|ready|voted|urged|ordered|invited"
    r"|proposed|offered|continuing) to [a-z]{2,20}",
]
_IRREGULAR = "became began bought brought broke built came cut did died drove fell felt flew fought"
_IRREGULAR += (
    " found gave got grew had has have heard held hit kept knew led left lost made met paid"
)
_IRREGULAR += (
    " put quit ran rose said sat saw sent set shot sold spoke stood struck thought told took"
)
_IRREGULAR += " tore was went were withdrew won wrote"
_PAST = [
    _IRREGULAR.replace(" ", "|"),
    r"(?!united|hundred|indeed|need|speed|un[a-z]{3,15}ed)[a-z]{2,20}ed",
]
_VERB = re.compile(rf"(?<!\w)(?:(?P<future>{'|'.join(_FUTURE)})|(?P<past>{'|'.join(_PAST)}))(?!\w)")
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
