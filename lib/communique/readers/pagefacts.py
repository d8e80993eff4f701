"""What a page states about itself: title, author, publisher, day, address. Nothing is guessed."""

import json
import re
from collections.abc import Iterator
from typing import Any

from communique.readers.rows import is_day

__all__ = ["page_facts"]

# Names of <meta> tags by fact, the most telling first.
META = {
    "title": ["og:title", "twitter:title", "dc.title"],
    "author": [
        "author",
        "article:author",
        "dc.creator",
        "parsely-author",
        "byl",
        "sailthru.author",
    ],
    "source": ["og:site_name", "dc.publisher", "publisher", "application-name"],
    "day": [
        "article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "parsely-pub-date",
        "pubdate",
        "publishdate",
        "sailthru.date",
    ],
    "url": ["og:url"],
}
ARTICLES = {"Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "OpinionNewsArticle"}
ARTICLES |= {"AnalysisNewsArticle", "Report", "WebPage"}
DAY = re.compile(r"\d{4}-\d\d-\d\d(?![\d-])")


def page_facts(tree: Any) -> dict[str, str]:
    """Read the facts a parsed page states: JSON-LD first, then <meta>, <time> and <title>.

    A day is taken where it is called the day of publication, in the form YYYY-MM-DD.
    """
    facts = _from_json(tree)
    for key, found in {**_from_meta(tree), **_from_elements(tree)}.items():
        facts.setdefault(key, found)
    day = facts.pop("day", "")
    if day:
        facts |= {"published_from": day, "published_to": day}
    return {key: " ".join(value.split()) for key, value in facts.items() if value.strip()}


def _day(value: object) -> str:
    match = DAY.match(str(value).strip())
    return match[0] if match and is_day(match[0]) else ""


def _from_meta(tree: Any) -> dict[str, str]:
    stated: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        stated.setdefault(name, tag.get("content") or "")
    facts: dict[str, str] = {}
    for key, names in META.items():
        found = (stated.get(name, "") for name in names)
        values = (_day(value) if key == "day" else _plain(value) for value in found)
        facts[key] = next(filter(None, values), "")
    return {key: value for key, value in facts.items() if value}


def _plain(value: str) -> str:
    return "" if value.startswith(("http://", "https://", "@")) and " " not in value else value


def _from_elements(tree: Any) -> dict[str, str]:
    facts: dict[str, str] = {}
    for link in tree.iter("link"):
        if link.get("rel") == "canonical" and (link.get("href") or "").startswith("http"):
            facts.setdefault("url", link.get("href"))
    for time in tree.iter("time"):
        role = f"{time.get('itemprop')} {time.get('class')} {time.get('pubdate')}".lower()
        if ("publi" in role or "pubdate" in role) and _day(time.get("datetime")):
            facts.setdefault("day", _day(time.get("datetime")))
    for tag in ("h1", "title"):
        heads = [" ".join(head.text_content().split()) for head in tree.iter(tag)]
        if len(heads) == 1 and heads[0]:
            facts.setdefault("title", heads[0])
    return facts


def _from_json(tree: Any) -> dict[str, str]:
    facts: dict[str, str] = {}
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            stated = json.loads(script.text_content())
        except (ValueError, RecursionError):
            continue
        for article in _articles(stated):
            found = {
                "title": _name(article.get("headline")),
                "author": _name(article.get("author")),
                "source": _name(article.get("publisher")),
                "day": _day(article.get("datePublished", "")),
            }
            for key, value in found.items():
                if value:
                    facts.setdefault(key, value)
    return facts


def _articles(stated: Any) -> Iterator[dict[str, Any]]:
    waiting = [stated]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            kinds = item.get("@type", "")
            if ARTICLES & {*([kinds] if isinstance(kinds, str) else map(str, kinds or []))}:
                yield item
            waiting += [item["@graph"]] if "@graph" in item else []


def _name(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value[:9])))
    if isinstance(value, dict):
        value = value.get("name")
    return _plain(value) if isinstance(value, str) else ""
