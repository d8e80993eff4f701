"""Tell page furniture: labels, captions, credits, link teasers, notices, embedded posts.

The rules look at one line alone; `layout` looks at what stands around it. They are about the
ways of English-language news pages, of agencies, broadcasters, papers and governments.
"""

import re
from collections.abc import Collection, Iterable

from communique.bylines import is_clock

__all__ = [
    "is_boilerplate",
    "is_credit",
    "is_plain_prose",
    "is_post_end",
    "is_quiet",
    "is_section_label",
    "opens_list",
    "phrases_in",
]

PROSE_ENDS = frozenset('.!?"”')  # most lines of a text end so, and can then be few things else
LONGEST = 600  # characters: no furniture is longer, and rules may then look at the whole line


def _lines(text: str) -> set[str]:
    return {part.strip() for part in text.replace("\n", "|").split("|")} - {""}


# ---------------------------------------------------------------- whole lines

COUNT = re.compile(r"\s*\(\d+\)$")
PARTING = "|/>»·•"
PARTED = re.compile(rf"\s*[{PARTING}]\s*")
LABELS = _lines(
    """advertisement|advertisements|ad|ads|sponsored|sponsor message|supported by|close|loading|menu
    share|save|print|email|comment|comments|tweet|copy link|gift article|share full article|bookmark
    gift this article|add to saved|order reprints|reuse this content|subscribe|donate|search|embed
    video|photo|photos|image|images|gallery|audio|podcast|listen|download|transcript|play|pause
    replay|login|register|sign up|sign in|log in|skip advertisement|back to top|top of page|tags
    skip to content|skip to main content|read in app|listen to this article|credit|correction|ends
    end|story highlights|key points|continue reading|continue reading the main story|read more
    read full article|read the full story|toggle caption|hide caption|enlarge this image|see also
    enlarge image|view image|view gallery|view photos|view comments|after newsletter promotion
    article continues below|story continues below|story continued below|replay more videos|up next
    story continues below advertisement|article continues after advertisement|show more|show less
    see more|load more|view more|leave a comment|post a comment|join the conversation|just watched
    must watch|getty images|reuters|media note|press release|news release|for immediate release
    most read|most popular|thank you for reading|related|end of list|keep reading|breaking news"""
)
BAR = _lines(
    """share|save|print|email|e-mail|comment|comments|tweet|facebook|twitter|linkedin|whatsapp|x
    reddit|flipboard|pinterest|telegram|copy|link|messenger|instagram|bluesky|threads|tumblr|pocket
    sms|mastodon|on|via|this|article|story|full|gift|more|post|listen|view|embed|skip|in|with|us"""
)
SECTIONS = _lines(
    """world|politics|business|opinion|opinions|analysis|news|europe|asia|africa|americas|us|u.s
    uk|china|russia|ukraine|technology|tech|science|health|climate|environment|sport|sports|culture
    economy|markets|finance|national|international|local|investigations|editorial|commentary
    explainer|features|feature|diplomacy|security|defense|defence|energy|media|entertainment|travel
    lifestyle|education|law|justice|letters|essay|interview|column|middle east|latin america
    asia pacific|asia-pacific|us news|world news|uk news|breaking news|foreign affairs|top news
    foreign policy|national security|us politics|u.s. politics|white house|top stories|fact check
    the americas|south asia|united states|north america|east asia|global development|readouts
    statements and releases|press briefings|speeches and remarks|readout|remarks|statement
    live updates"""
)
OPENERS = re.compile(
    r"(?:more (?:on this (?:story|topic)|from .{1,40}|stories|news|coverage)"
    r"|related(?: (?:topics?|articles?|stories|content|links|coverage|news|reading))?"
    r"|most (?:read|popular|viewed)|trending(?: now)?|recommended(?: for you| stories)?"
    r"|read (?:next|more|also)(?: (?:about|on|from) .{1,40})?|also (?:on|in) .{1,30}|see also"
    r"|you (?:may|might) (?:also )?(?:like|be interested in)|up next|what to read next"
    r"|explore more(?: on these topics)?|tags|topics|filed under|editors?['’]s? picks?"
    r"|top stories|latest(?: news| stories)?|don['’]t miss|in case you missed it|keep reading"
    r"|list \d+ of \d+|follow us(?: on)?|contact us|share this article(?: share)?)\s*:?",
    re.IGNORECASE,
)
ALONE = re.compile(
    r"\[[^\[\]]*\]|\d+[\s-]min(?:ute)?s?[\s-](?:read|listen|watch)"
    r"|(?:reading\stime|duration|length)\b.{0,20}|slideshow\s\(.{1,20}\)|page\s\d+(?:\sof\s\d+)?"
    r"|(?:\d+\s(?:view\s)?(?:comments?|shares?|likes?|views?)\b[\s|•·]*)+|\d+\s(?:of|/)\s\d+|@\w{2,30}\.?"
    r"|list\s(?:of\s\d+\sitems|\d+\sof\s\d+).*|(?:previous|next)(?:\s\d+)?\s(?:previous|next)"
    r"|\([^()]{0,12}(?:more|fin|ends?)\)|[^>»›]{1,60}\s[>»›]\s.{1,80}|.{0,80}\bBriefing\sRoom"
    # Codes of agencies and of their desks.
    r"|[a-z]{2,3}/[a-z]{2,3}(?:\s\([\w\s,]+\))?"
    r"|(?-i:PTI(?:\s[A-Z]{2,4}){1,5}|(?:[A-Z]{2,3}/){1,3}[A-Z]{2,3}|NNNN)"
    r"|(?-i:BC-[\w-]{4,}|[A-Z]{2,}(?:-[A-Z0-9]+){2,})",
    re.IGNORECASE,
)

# ---------------------------------------------------------------- how lines begin

CREDIT_LINES = (
    r"(?:\(|[–—-]+\s?)?(?:additional\s|with\s|further\s)?(?:reporting|editing|writing|edited|compiled|produced"
    r"|translated|graphics?)(?:,?\s(?:and\s)?\w+){0,3}\sby:?\s(?-i:[A-Z])"
    r"(?!.{0,200}\b(?:found|show(?:s|ed|n)?|suggest(?:s|ed)?|revealed|has|have|was|were|is|said|says)\b)",
    r"(?:[–—-]+\s?)?additional\sreporting\sfrom\s(?-i:[A-Z])",
    r"(?:[–—-]+\s?)?with\sassistance\s(?:from|by)\s|contributing(?:\sto\sthis\sreport)?:\s",
    r"(?-i:(?:(?:[A-Z][\w.’'-]+|and)\s){1,8})reported\sfrom\s(?-i:[A-Z])(?!.{0,200}\bthat\b)",
)
LINKS = (
    r"(?:read\s(?:more|also|next|full)|see\salso|also\sread|related"
    r"(?:\s(?:article|story|video|news|reading|link|post|content)s?)?|more|(?:now\s)?watch|listen"
    r"|watch\slive|live|video|in\spictures|gallery|explainer|opinion|must\sread|don['’]t\smiss"
    r"|up\snext|what\sto\sread|go\sdeeper|tags?|topics?|filed\sunder|also\son\s.{1,30})s?\s?:"
    r"(?=\s|$)|https?://\S+$|www\.\S+$|(?:read|share)\sor\s(?:share|comment)\b",
)
PICTURES = (
    r"(?:photo(?:graph)?|image|picture|caption|credit|source|illustration)s?\s?:(?=\s|$)"
    r"|(?:photo(?:graph)?|image|picture|illustration)s?\s(?:by\s(?-i:[A-Z])|credit|courtesy|source"
    r"|copyright|caption)|(?:image|media)\s(?:source|caption|copyright),?\s|media\splayback\sis"
    r"|file(?:\s(?:photo|image|picture))?\s?[-–—:]\s|file\s(?:photo|image|picture)s?\b|pictured[:,]\s"
    r"|credit\s?(?:\.\.\.|…)|enlarge\sthis\simage|toggle\scaption|hide\scaption|\[\d+/\d+\]",
)
NOTICES = (
    r"(?:editor['’]?s?['’]?\snotes?|note\sto\seditors|disclaimer|disclosure|contact"
    r"|media\scontacts?|corrections?|clarification)(?:\s?:(?=\s|$)|\s\()",
    r"\(?this\s(?:story|article|post|report|page|piece|content|interview|column|essay)\s(?:has\sbeen"
    r"\s(?:updated|corrected|amended|edited|revised|clarified|modified|republished)"
    r"|(?:was|is)\s(?:being\s)?(?:updated|corrected|originally|first|produced|amended|published"
    r"|republished|adapted|excerpted|part\sof)|will\sbe\supdated|originally|first\sappeared"
    r"|appear(?:ed|s)\s(?:in|on)\b|corrects|updates)",
    r"this\sis\sa\s(?:breaking|developing)\s(?:news\s)?story|\((?:updates|adds|corrects|recasts)\s",
    r"an?\s(?:earlier\s|previous\s)?version\sof\sthis\s(?:story|article|report)",
    r"the\s(?:views|opinions)\s(?:and\s\w+\s)?expressed\s(?:in\sthis|here|are|by\sthe\sauthor|on)",
    r"(?:copyright\s?)?(?:©|\(c\)|(?<=copyright\s)\d{4})|all\srights\sreserved|privacy\s(?:notice"
    r"|policy)|our\sstandards|terms\sof\s(?:use|service)|\[\d{1,2}\]\s",
    r"(?:office|bureau)\sof\s(?:the\s)?(?-i:[A-Z])[^.?!]{0,70}$|via\steleconference"
    r"|end\s(?=.{0,30}$)\d|heard\son\s(?-i:[A-Z])[^.?!]{0,40}$|e-?mail:?\s\S+@|(?:tel|phone)\.?:",
)
OFFERS = (
    r"advertisement\b[^.]{0,40}$|share\sthis\b|(?:like|follow)\sus\b|subscribe\s(?:to|now|for)\b"
    r"|sign\sup\s(?:for|to|here|now)\b|(?:new\s)?you\scan\snow\slisten|chat\swith\sus"
    r"|want\s(?:more|the\slatest|to\s(?:read|get))|get\s(?:the\s(?:latest|best|biggest)|our"
    r"|unlimited|breaking|email|full\saccess|all\sthe)|enter\syour\semail|(?:click|tap)\s(?:here|to)"
    r"|download\s(?:the|our)\b.{0,40}\bapp|already\sa\s(?:subscriber|member)|subscribers\sonly"
    r"|support\s(?:our|independent|quality)\s(?:journalis|work|report)|join\s(?:our|the\sconversation)"
    r"|please\s(?:enable|disable|sign|subscribe)|have\sa\s(?:news\s)?tip|got\sa\stip"
    r"|(?:reach|write\sto|email)\s(?-i:[A-Z]).{0,60}@|view\s(?:comments|gallery|all)"
    r"|for\s(?:further|more)\s(?:information|coverage|details|news)\b|since\syou['’]re\shere"
    r"|follow\s(?:ap|our|live|all|the\s.{1,60}\son\s(?:twitter|facebook|x|instagram))\b"
    r"|follow\s.{1,60}(?:twitter|@\w|https?:)|stor(?:y|ies)\scontinue[sd]?\sbelow"
    r"|article\scontinues|(?:home|news)\s[>»›/]\s|comments\sare\s(?:not|closed|now)"
    r"|save\s(?:articles|stories|this)\b",
)
START = re.compile("|".join([*CREDIT_LINES, *LINKS, *PICTURES, *NOTICES, *OFFERS]), re.IGNORECASE)

# ---------------------------------------------------------------- what lines hold, how they end

PHRASES = (
    *("contributed to this report", "contributed to this story", "contributed to this article"),
    *("contributed to this post", "contributed reporting", "contributed to the report"),
    *("licensing rights", "our newsletter", "all rights reserved", "sign up here", "click here"),
    *("sign up for our", "sign up to our", "see our privacy", "pic.twitter.com/", "https://t.co/"),
    *("appears in print", "hide caption", "toggle caption", "order reprints", "to your inbox"),
    *("in your inbox", "necessarily reflect the", "necessarily represent the", "unsubscribe"),
    *("newsletter provides", "check back for", "a license to republish", "external sites"),
    *("all sharing options", "having issues with commenting", "download our app"),
)
# Each phrase holds one of these; in a text without them and without the signs, no line need be
# searched for what may stand anywhere in it.
PARTS = (
    *("contribut", "licens", "newsletter", "rights reserved", "sign up ", "click here", "print"),
    *("see our privacy", "t.co/", "twitter.com/", "caption", " inbox", "necessarily re"),
    *("unsubscribe", "check back for", "external sites", "sharing options", "having issues with"),
    "download our app",
)
SIGNS = (*PARTS, "@", "reuters/", "file photo")
LEAST_PROSE = 60  # characters
AGENCIES = (
    r"(?:AP(?:\sPhoto)?|AFP|Reuters|REUTERS|Getty(?:\sImages)?|EPA(?:-EFE)?|Shutterstock|Xinhua"
    r"|Bloomberg|Alamy|Anadolu(?:\sAgency)?|UPI|TASS|Kyodo|Zuma(?:\sPress)?|Sipa(?:\sUSA)?|Pool"
    r"|NurPhoto|iStock|Redux|Magnum|dpa|DPA|PA(?:\sWire|\sImages)?|Handout|LightRocket|CNN|NPR"
    r"|The\s(?:[A-Z]\w+\s){1,3}(?:Times|Post))"
)
CREDIT = re.compile(
    rf"\[[^\[\]]*/[^\[\]]*\]$|\([^()]*(?:\b(?:Photo|Image|Picture)s?\b|/{AGENCIES}|/[A-Z])[^()]*\)$"
    rf"|(?:/|\bvia\s|\|\s?){AGENCIES}(?:,?\s(?:File|via\s[\w\s]+|Pool))?\)?$|\bREUTERS/\w"
    r"|\b(?:Photograph|Photo|Picture|Image|Illustration|Credit)s?\s?:\s\S[^.?!]{0,80}$"
    rf"|\bFile\sPhoto\b|\b{AGENCIES}/[A-Z][\w\s]{{2,40}}$|\bGetty\sImages$"
    r"|[.!?][”\"]?\s(?!END)[A-Z]{2,}(?:\s[A-Z]{2,}){0,3}$|,\spictured\b[^.?!]*$"
)
CREDIT_SIGNS = ("/", "|", ":", ".", "!", "?", ",", "via", "Photo", "Images")  # a credit has one
NAMED = re.compile(
    r"\b(?:Photograph|Photo|Picture|Image|Illustration|Video|Audio|Credit)s?:\s"
    r"[^.?!:]{1,60}(?:\.[^.?!:]{1,20})?\.$"
)
WRITERS = re.compile(
    r".{0,200}\b(?:writers?|correspondents?|staff|editors?|reporters?|producers?)\b.{0,120}"
    r"\bcontributed(?:\sfrom\s[A-Z]\w+)?\.$"
)
ADDRESS = re.compile(r"\S@\S+\.[a-z]{2,}\.?$")
POST_END = re.compile(r".{0,400}?[—–-]{1,2}\s?[^—–()]{1,60}\(@\w{1,30}\)\s?.{0,40}$")


def is_credit(line: str) -> bool:
    """Tell whether a line ends with the credit of a picture.

    >>> is_credit("The two ministers. (Otto Lind/AP)"), is_credit("The two ministers.")
    (True, False)
    """
    if line[-1:] in PROSE_ENDS:
        named = ": " in line[-90:] and NAMED.search(line, max(0, len(line) - 120))
        return bool(named) or "REUTERS/" in line or "File Photo" in line
    held = line[-1:] in "])" or any(map(line.__contains__, CREDIT_SIGNS))
    return held and bool(CREDIT.search(line, max(0, len(line) - 160)))


def is_post_end(line: str) -> bool:
    """Tell whether a line ends an embedded post: “— Name (@handle) June 9, 2024”.

    >>> is_post_end("— Cara Poe (@PresidentPoe) June 9, 2024")
    True
    """
    return "(@" in line and bool(POST_END.match(line[-460:]))


def is_section_label(line: str) -> bool:
    """Tell whether a line is the name of a section of a paper.

    >>> is_section_label("World"), is_section_label("A world of trouble")
    (True, False)
    """
    label = line.strip(" .:|").casefold()
    parts = PARTED.split(label) if any(map(label.__contains__, PARTING)) else [label]
    return all(part.strip() in SECTIONS for part in parts)


def opens_list(line: str) -> bool:
    """Tell whether a line announces a list of links.

    >>> opens_list("More on this story"), opens_list("They met again")
    (True, False)
    """
    return len(line) < 60 and bool(OPENERS.fullmatch(line))


def phrases_in(lines: Iterable[str]) -> list[str]:
    """Give the phrases of furniture that stand in a text: no others need be sought in its lines.

    >>> phrases_in(["They met.", "Click here to read on."])
    ['click here']
    """
    low = "\n".join(line for line in lines if len(line) <= LONGEST).casefold()
    return [phrase for phrase in PHRASES if phrase in low]


def is_quiet(lines: Iterable[str]) -> bool:
    """Tell whether no line holds a sign of furniture, wherever in the line it would count.

    >>> is_quiet(["They met.", "They left."]), is_quiet(["They met.", "Subscribe or unsubscribe"])
    (True, False)
    """
    low = "\n".join(line for line in lines if len(line) <= LONGEST).casefold()
    return not any(map(low.__contains__, SIGNS))


def is_plain_prose(line: str) -> bool:
    """Tell of a line of a quiet text whether it is long prose, ending with a full stop.

    >>> is_plain_prose("They met."), is_plain_prose("They met on the bridge and talked. " * 9)
    (False, False)
    >>> is_plain_prose(" ".join(["They met on the bridge and talked."] * 9))
    True
    """
    return (
        len(line) > LEAST_PROSE
        and line[-1] == "."
        and (len(line) > LONGEST or not (": " in line[-90:] or START.match(line.lstrip('"“'))))
    )


def is_boilerplate(line: str, phrases: Collection[str] = PHRASES) -> bool:
    """Tell whether a line is page furniture; `phrases` are those that it may hold.

    >>> is_boilerplate("Read more: Ministers meet"), is_boilerplate("Ministers meet again.")
    (True, False)
    """
    if len(line) > LONGEST:
        return False
    if len(line) < (40 if line[-1:] in PROSE_ENDS else 100) and _is_label(line):
        return True
    if START.match(line.lstrip('"“')) or is_credit(line) or is_post_end(line):
        return True
    if "contributed" in line and WRITERS.match(line):
        return True
    if "@" in line and ADDRESS.search(line, len(line) - 60):
        return True
    return bool(phrases) and any(map(line.casefold().__contains__, phrases))


def _is_label(line: str) -> bool:
    if not any(map(str.isalnum, line)) or is_clock(line) or opens_list(line):
        return True
    bare = COUNT.sub("", line) if line.endswith(")") else line
    bare = bare.strip(" .…:|•·()[]-–—").casefold()
    words = bare.replace("|", " ").split()
    if bare in LABELS or ALONE.fullmatch(line):
        return True
    return not bare.isdigit() and all(word in BAR or word.isdigit() for word in words)
