"""The front page: what the notebooks found, one picture, and the ways into the site."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

__all__ = ["Page", "describe_page", "fill_front_page", "lead_with_findings"]

SUMMARY = '<dl class="summary">'
# Where else a reader may go from the front page, in this order, where there is such a page.
WAYS = {
    "texts/index": "The texts, sentence by sentence",
    "questions": "Questions to check yourself",
    "teaching": "For teachers",
    "glossary": "Glossary",
    "about": "About the data and the methods",
}
# The list of all pages, by how their names begin.
GROUPS = {
    "Notebooks": re.compile(r"\d"),
    "Sentence by sentence": re.compile(r"texts/"),
    "To learn and to teach": re.compile(r"questions|exercises|teaching"),
    "To look up": re.compile(r"about|glossary"),
}


class Page(NamedTuple):
    """Hold what the front page says of one page: of a notebook also what it found, as HTML."""

    name: str
    title: str = ""
    question: str = ""
    headlines: Sequence[str] = ()  # findings for the front page and the top of their own
    leads: Sequence[str] = ()  # findings for the top of their own page alone
    picture: str = ""


def describe_page(notebook: Any, name: str) -> Page:
    """Find a notebook's title (its first `# ` line), its question, and the HTML of tagged cells.

    Those tagged `headline` or `lead` hold findings, the first tagged `picture` a figure.

    >>> from nbformat import v4
    >>> describe_page(v4.new_notebook(), "01_sources").title
    '01_sources'
    """
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    title = re.search(r"^# (.+)$", prose, flags=re.MULTILINE)
    question = re.search(r"^\*\*Question\.\*\* (.+)$", prose, flags=re.MULTILINE)
    return Page(
        name,
        title[1].strip() if title else name,
        question[1].strip() if question else "",
        _outputs(notebook, "headline"),
        _outputs(notebook, "lead"),
        "".join(_outputs(notebook, "picture")[:1]),
    )


def _outputs(notebook: Any, tag: str) -> list[str]:
    return [
        output.data["text/html"]
        for cell in notebook.cells
        if tag in cell.metadata.get("tags", [])
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]


def lead_with_findings(notebook: Any, page: Page) -> Any:
    """Put what a notebook found right below its question, before what it asks of its reader.

    >>> from nbformat import v4
    >>> cell = v4.new_markdown_cell("# Who?\\n\\n| | |\\n|-|-|\\n| Time | 1 minute |")
    >>> page = Page("01", "Who?", "", ['<p class="finding">Both.</p>'])
    >>> print(lead_with_findings(v4.new_notebook(cells=[cell]), page).cells[0].source)
    # Who?
    <BLANKLINE>
    ::::{container} communique-found
    What was found
    <BLANKLINE>
    ```{raw} html
    <p class="finding">Both.</p>
    ```
    ::::
    <BLANKLINE>
    | | |
    |-|-|
    | Time | 1 minute |
    """
    first = next((cell for cell in notebook.cells if cell.cell_type == "markdown"), None)
    if first and (page.headlines or page.leads):
        question, bar, rest = first.source.partition("\n\n| | |")
        said = [*_summaries(page), *page.leads, *_findings(page)]
        found = _container("found", "What was found", _raw(*said))
        first.source = f"{question}\n\n{found}{bar}{rest}"
    return notebook


def fill_front_page(template: str, pages: Sequence[Page], corpus: str) -> str:
    """Put summary, picture, findings, ways on and lists of pages where the template has marks.

    A summary (of `show.summary`) stands above the findings of each notebook; one that found
    nothing is told by its question.

    >>> page = Page("01_sources", "Sources")
    >>> print(fill_front_page("%findings%|%pages%|%corpus%", [page], "2 texts"))
    |```{toctree}
    :hidden:
    :caption: Notebooks
    <BLANKLINE>
    01_sources
    ```|2 texts
    """
    names = {page.name for page in pages}
    summary = "\n\n".join(f"{_raw(one)}\n\n{_more(p)}" for p in pages for one in _summaries(p))
    picture = next((f"{_raw(p.picture)}\n\n{_more(p)}" for p in pages if p.picture), "")
    rows = "\n\n".join(filter(None, map(_row, pages)))
    ways = "".join(f"- [{said}]({name}.md)\n" for name, said in WAYS.items() if name in names)
    parts = {
        "summary": _container("summary", summary),
        "picture": _container("picture", picture),
        "findings": _container("rows", rows),
        "ways": _container("ways", ways),
        "pages": "\n\n".join(filter(None, (_listed(title, names) for title in GROUPS))),
        "corpus": _plain(corpus),
    }
    return re.sub(f"%({'|'.join(parts)})%", lambda mark: parts[mark[1]], template)


def _row(page: Page) -> str:
    """Write a page's findings in Markdown, or its question; their HTML was written there."""
    told = _raw(*said) if (said := _findings(page)) else _plain(page.question)
    return _container("row", f"[{page.title}]({page.name}.ipynb)", told) if told else ""


def _summaries(page: Page) -> list[str]:
    return [one for one in page.headlines if one.startswith(SUMMARY)]


def _findings(page: Page) -> list[str]:
    return [one for one in page.headlines if not one.startswith(SUMMARY)]


def _more(page: Page) -> str:
    return f"How it was found: [{page.title}]({page.name}.ipynb)"


def _listed(title: str, names: set[str]) -> str:
    """List pages in the bar at the side, under a title."""
    own = "\n".join(sorted(name for name in names if GROUPS[title].match(name)))
    return f"```{{toctree}}\n:hidden:\n:caption: {title}\n\n{own}\n```" if own else ""


def _container(kind: str, *parts: str) -> str:
    said = "\n\n".join(filter(None, parts))
    colons = ":" * (3 + (kind != "row"))  # rows stand in others
    return f"{colons}{{container}} communique-{kind}\n{said}\n{colons}" if said else ""


def _raw(*pieces: str) -> str:
    said = "\n".join(pieces)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", said)), default=0))
    return f"{fence}{{raw}} html\n{said}\n{fence}"


def _plain(text: str) -> str:
    r"""Escape what Markdown would read as markup.

    >>> print(_plain("a*b [c]"))
    a\*b \[c\]
    """
    return re.sub(r"([\\`*_\[\]<>{}#!|$&~^])", r"\\\1", text)
