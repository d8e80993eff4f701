"""Settle what a line is by what stands around it: names beside days, links below “Read more”.

Each rule takes the lines and their kinds so far, and changes kinds in place; none looks at more
than a few lines around another, so that the time grows with the text's length only.
"""

import re
from collections.abc import Sequence

from communique.bylines import is_job, is_name, is_person
from communique.furniture import is_credit, is_post_end, is_section_label, opens_list

__all__ = ["BULLET", "INNER_END", "is_prose", "settle"]

BULLET = re.compile(r"[-*•·‣–—]\s|\(?(?:\d{1,3}|[a-z])[.)]\s")
NUMBERED = re.compile(r"\d{1,2}[.)]\s+\S")
FOOTNOTE = re.compile(r"(?:\[\d{1,3}\])+$")
QUESTION = re.compile(r"(?!Q\s)(?:\w[\w’'-]*,?\s){1,11}\w[\w’'-]*\?")
ASKS = re.compile(r"(?:What|Why|How|Who|Where|When|Which|And|Is|Are|Will|Can|Could)\s")
OFFER = re.compile(r"(?:sign up|subscribe|want|get)\b", re.IGNORECASE)
LETTER = re.compile(r"\b(?:e-?mail|newsletter|inbox|subscri\w+)\b", re.IGNORECASE)
SIGNATURE = re.compile(r"[–—]\s*(?=[^\W\d_a-z])")
BIOGRAPHY = re.compile(
    r"(?!The\s)(?:[^\W\d_a-z][\w.’'-]*\s+){1,3}[^\W\d_a-z][\w.’'-]*(?:,[^.]{1,120},)?\s(?:is|was|covers|writes|reports|works|teaches)\s"
    r"(?=.{0,160}\b(?:writer|reporter|correspondent|editor|columnist|fellow|professor|author"
    r"|journalist|analyst|researcher|director|lecturer|contributor|scholar|covers|writes|reports"
    r"|covering|book)\b)"
)
# “…, June 9, 2024.” without “on” ends captions; sentences seldom end so.
DATED = re.compile(
    r"(?<!day),\s(?:[A-Z][a-z]+day,\s)?(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.?"
    r"\s\d{1,2},\s(?:19|20)\d\d\.$"
)
INNER_END = re.compile(r"[a-z]{3}[.!?][\"”’)]*\s+[\"“‘(]*[A-Z]")
POINTED = re.compile(
    r"\((?:left|right|cent(?:er|re)|L|R)\)|,\s(?:second\sfrom\s)?(?:left|right|cent(?:er|re)),\s"
)
PICTURES = {"photo", "photos", "image", "images", "enlarge this image"}
ENDS = frozenset(".!?…:")
BARE = 6  # words: a longer line in capitals amid a text is a link to another one
SUBHEADING = 9  # words: a longer line without a full stop amid a text is a caption or a link
STANDFIRST, LONGEST_CAPTION = 35, 300  # words, characters
NEAR_TOP, NEAR_END = 9, 4  # lines


def is_prose(line: str, kind: str) -> bool:
    """Tell whether a line is a paragraph that ends as sentences do.

    >>> is_prose("They met.", "paragraph"), is_prose("They met", "paragraph")
    (True, False)
    """
    if kind != "paragraph":
        return False
    if line.endswith("]"):
        line = FOOTNOTE.sub("", line)
    return line[-1:] in ENDS or line.rstrip("”\"'’)]")[-1:] in ENDS


def settle(lines: Sequence[str], kinds: list[str], first: int) -> None:
    """Apply all rules, in place; `first` is the line the text begins with.

    >>> kinds = ["heading", "heading", "byline", "paragraph"]
    >>> settle(["Talks", "Ann Other", "9 June 2024", "They met."], kinds, 0)
    >>> kinds
    ['heading', 'byline', 'byline', 'paragraph']
    """
    _questions(lines, kinds)
    _numbered(lines, kinds)
    _posts(lines, kinds)
    _offers(lines, kinds)
    _link_lists(lines, kinds)
    _captions(lines, kinds)
    _names(lines, kinds, first)
    _top(lines, kinds, first)
    _strays(lines, kinds, first)
    _signatures(lines, kinds)
    _biographies(lines, kinds)
    _tail(lines, kinds)


def _is_short(line: str, most: int) -> bool:
    return len(line.split(None, most)) <= most


# ---------------------------------------------------------------- headings


def _questions(lines: Sequence[str], kinds: list[str]) -> None:
    """Questions that stand alone are headings where there are several, or other headings too."""
    asked = [
        number
        for number in range(1, len(lines) - 1)
        if lines[number].endswith("?")
        and kinds[number] == "paragraph"
        and QUESTION.fullmatch(lines[number])
        and is_prose(lines[number + 1], kinds[number + 1])
        and not QUESTION.fullmatch(lines[number + 1])
    ]
    if len(asked) == 1 and not ("heading" in kinds[2:-1] and ASKS.match(lines[asked[0]])):
        return
    for number in asked:
        kinds[number] = "heading"


def _numbered(lines: Sequence[str], kinds: list[str]) -> None:
    """“1. The hotline” above prose is a heading; among its like it is an item of a list."""
    for number in range(1, len(lines) - 1):
        line, below = lines[number], lines[number + 1]
        if kinds[number] != "paragraph" or is_prose(line, "paragraph") or BULLET.match(below):
            continue
        numbered = NUMBERED.match(line) and _is_short(line, SUBHEADING)
        if numbered and is_prose(below, kinds[number + 1]) and not BULLET.match(lines[number - 1]):
            kinds[number] = "heading"


def _top(lines: Sequence[str], kinds: list[str], first: int) -> None:
    """Below the title: a line in capitals is a label, a sentence above the byline a heading."""
    end = _head_end(lines, kinds, first)
    for number in range(first + 1, end):
        label = lines[number].isupper() and _is_short(lines[number], BARE)
        if kinds[number] == "heading" and (label or is_section_label(lines[number])):
            kinds[number] = "boilerplate"
    if kinds[first : first + 1] != ["heading"] or "byline" not in kinds[first:end]:
        return
    for number in range(first + 1, min(kinds.index("byline", first), first + 3)):
        line = lines[number]
        if kinds[number] == "paragraph" and _is_short(line, STANDFIRST) and not BULLET.match(line):
            kinds[number] = "heading"


def _head_end(lines: Sequence[str], kinds: list[str], first: int) -> int:
    """Return the end of a text's head: its bylines', or where the first paragraph stands."""
    near = range(first + 1, min(len(lines), first + NEAR_TOP))
    byline = next((number for number in near if kinds[number] == "byline"), None)
    prose = next((number for number in near if is_prose(lines[number], kinds[number])), None)
    if byline is None or (prose is not None and byline > prose + 3):
        return first + 1 if prose is None else prose
    for number in range(byline, len(lines)):
        if kinds[number] not in ("byline", "boilerplate") and not is_section_label(lines[number]):
            return number
    return len(lines)


# ---------------------------------------------------------------- page furniture


def _posts(lines: Sequence[str], kinds: list[str]) -> None:
    """A post's text stands above the line that says who posted it."""
    for number in range(1, len(lines)):
        if lines[number].startswith(("—", "–", "-")) and is_post_end(lines[number]):
            kinds[number - 1] = "boilerplate"


def _offers(lines: Sequence[str], kinds: list[str]) -> None:
    """Below “Sign up to …” stands what one would get."""
    for number in range(1, len(lines)):
        offered = kinds[number - 1] == "boilerplate" and OFFER.match(lines[number - 1])
        if offered and LETTER.search(lines[number]):
            kinds[number] = "boilerplate"


def _link_lists(lines: Sequence[str], kinds: list[str]) -> None:
    """Below “More on this story” stand links, up to a paragraph or to the heading above one."""
    items = -1
    for number, line in enumerate(lines):
        if kinds[number] == "boilerplate":
            items = 0 if opens_list(line) else items
        elif items >= 0:
            ends = number + 1 < len(lines) and is_prose(lines[number + 1], kinds[number + 1])
            linked = items == 0 and line.endswith("?")
            if not linked and (is_prose(line, kinds[number]) or (ends and items)):
                items = -1
            else:
                kinds[number] = "boilerplate"
                items += 1


def _captions(lines: Sequence[str], kinds: list[str]) -> None:
    """A line between the label of a picture and its credit is the caption."""
    for number in range(1, len(lines) - 1):
        inside = kinds[number - 1] == kinds[number + 1] == "boilerplate"
        if inside and lines[number - 1].casefold() in PICTURES and _credits(lines[number + 1]):
            kinds[number] = "boilerplate"
        elif kinds[number] == "paragraph" and len(lines[number]) < LONGEST_CAPTION:
            beside = kinds[number - 1] != "paragraph" or kinds[number + 1] == "boilerplate"
            shown = (beside and DATED.search(lines[number])) or POINTED.search(lines[number])
            if shown and not INNER_END.search(lines[number]):
                kinds[number] = "boilerplate"


def _credits(line: str) -> bool:
    labelled = line.casefold().startswith(("credit", "photo", "image", "toggle"))
    return labelled or (is_credit(line) and _is_short(line, BARE))


def _strays(lines: Sequence[str], kinds: list[str], first: int) -> None:
    """Long lines without a full stop amid prose are captions or links, and so are shouted ones."""
    prose = [is_prose(line, kind) for line, kind in zip(lines, kinds, strict=True)]
    body = sum(kind in ("paragraph", "heading") for kind in kinds)
    if True not in prose or 2 * sum(prose) < body:
        return
    for number in range(prose.index(True) + 1, len(lines)):
        line = lines[number]
        if kinds[number] == "heading" and not lines[number - 1].endswith(":"):
            shouted = line.isupper() and not _is_short(line, BARE)
            if number > first and (shouted or not _is_short(line, SUBHEADING)):
                kinds[number] = "boilerplate"


def _tail(lines: Sequence[str], kinds: list[str]) -> None:
    """Below the last paragraph, what follows page furniture is page furniture."""
    prose = [n for n, kind in enumerate(kinds) if is_prose(lines[n], kind)]
    ended = len(prose) > 2
    for number in range(prose[-1] + 1 if prose else len(lines), len(lines)):
        if kinds[number] == "heading" and ended:
            kinds[number] = "boilerplate"
        ended = ended or kinds[number] == "boilerplate"


# ---------------------------------------------------------------- who wrote


def _names(lines: Sequence[str], kinds: list[str], first: int) -> None:
    """A name beside a byline, a day or labels is a byline; so is the job below a name."""
    for number in range(first + 1, min(len(lines) - 1, first + NEAR_TOP + 1)):
        if kinds[number] != "heading":
            continue
        above, below = kinds[number - 1], kinds[number + 1]
        below = "boilerplate" if lines[number + 1].isupper() else below
        labelled = below == "boilerplate" and (above == below or number == first + 1)
        named = is_name(lines[number]) and "byline" in (above, below)
        if (
            named
            or (labelled and is_person(lines[number]))
            or (above == "byline" and is_job(lines[number]))
        ):
            kinds[number] = "byline"


def _signatures(lines: Sequence[str], kinds: list[str]) -> None:
    """“– A. N. Other is …” near either end is a byline, unless it stands in a list."""
    last = len(lines)
    for place in sorted({*range(min(3, last)), *range(max(0, last - 3), last)}):
        near = lines[max(0, place - 1) : place + 2]
        alone = sum(map(bool, map(SIGNATURE.match, near))) == 1
        if alone and SIGNATURE.match(lines[place]) and kinds[place] != "boilerplate":
            kinds[place] = "byline"


def _biographies(lines: Sequence[str], kinds: list[str]) -> None:
    """“Ann Other is a staff writer …” is a byline where no other paragraph follows."""
    body = [place for place, kind in enumerate(kinds) if kind == "paragraph"]
    for place in reversed(body[-NEAR_END:]):
        if not BIOGRAPHY.match(lines[place]):
            return
        kinds[place] = "byline"
