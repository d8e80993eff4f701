"""Slides of each lesson, from its notebook: one page without network, findings and figures first.

    python -m communique.slides

takes the notebooks that the last build executed, or else the stored ones, and writes the slides
to _build/slides.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from communique.execute import find_notebooks, read_notebook
from communique.show import join_figures
from communique.show.sentences import NO_SENTENCE

__all__ = ["Slide", "find_slides", "main", "write_deck", "write_slides"]

ROOT = Path(__file__).resolve().parents[2]
FINDING = '<p class="finding">'
FOLDED = "<details"
CLOSING = "What these numbers do not show"
PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{slides}</main>
<nav aria-label="Slides" hidden>
{lesson}<button type="button" data-step="-1">Back</button>
<span role="status" aria-live="polite"></span>
<button type="button" data-step="1">Next</button>
</nav>
<script>
{script}</script>
</body>
</html>
"""


class Slide(NamedTuple):
    """Hold a slide: its heading, what it shows (HTML), and what to say beside it (Markdown)."""

    heading: str
    shown: list[str]
    notes: list[str]


def find_slides(notebook: Any) -> list[Slide]:
    """Make slides of an executed notebook: code is left out, prose becomes notes.

    A section (`##` or `###`) has a slide for each finding, figure or table; what is folded in the
    notebook stays folded, on the slide before it, but for what would be folded alone. A section
    without outputs, and the last one, show their prose. Slides of one section are counted.
    """
    slides: list[Slide] = []
    for heading, prose, outputs in _sections(notebook):
        closing = heading == CLOSING or not outputs
        section = [Slide(heading, [_markdown(one) for one in prose] if closing else [], [])]
        waiting = [] if closing else prose[:]
        for before, html in outputs:
            if not _fits(section[-1].shown, html):
                section.append(Slide(heading, [], []))
            section[-1].shown.append(html)
            told = [one for one in waiting if closing or one in before]
            section[-1].notes.extend(told)
            waiting = [one for one in waiting if one not in told]
        section[-1].notes.extend(waiting)
        slides += _counted(section)
    return slides


def _counted(section: list[Slide]) -> Iterator[Slide]:
    """Number the slides of a section, and open what is folded alone."""
    for place, slide in enumerate(section, start=1):
        more = f" ({place} of {len(section)})" if len(section) > 1 else ""
        folded = all(html.startswith(FOLDED) for html in slide.shown)
        shown = [
            html.replace(FOLDED, f"{FOLDED} open", 1) if folded else html for html in slide.shown
        ]
        yield Slide(f"{slide.heading}{more}", shown, slide.notes)


def write_deck(notebook: Any, style: str, script: str, lesson: str = "") -> str:
    """Write the slides of a notebook as one page of HTML that fetches nothing.

    `lesson` is the address of the page to go back to, if there is one.
    """
    slides = find_slides(notebook)
    title = slides[0].heading if slides else "Slides"
    written = "".join(_slide(slide, number) for number, slide in enumerate(slides, start=1))
    link = f'<a href="{escape(lesson)}">Lesson</a>\n' if lesson else ""
    return PAGE.format(title=escape(title), style=style, script=script, slides=written, lesson=link)


def write_slides(
    notebooks: Mapping[str, Any], static: Path, out: Path, lessons: str = ""
) -> list[Path]:
    """Write a page of slides for each notebook into a folder; `static` holds slides.css and .js.

    `lessons` is where the pages of the lessons lie, seen from that folder ("../"), if anywhere.
    """
    style, script = (
        (static / f"slides.{kind}").read_text(encoding="utf-8") for kind in ("css", "js")
    )
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, notebook in notebooks.items():
        paths.append(out / f"{name}.html")
        deck = write_deck(notebook, style, script, f"{lessons}{name}.html" if lessons else "")
        paths[-1].write_text(deck, encoding="utf-8", newline="\n")
    return paths


def main() -> int:
    """Write the slides of all notebooks; return the exit status."""
    built = ROOT / "_build" / "notebooks"
    paths = find_notebooks(built) or find_notebooks(ROOT / "notebooks")
    notebooks = {path.stem: join_figures(read_notebook(path)) for path in paths}
    written = write_slides(notebooks, ROOT / "site" / "_static", ROOT / "_build" / "slides")
    if not written:
        print(f"{ROOT / 'notebooks'}: holds no notebooks.", file=sys.stderr)
        return 1
    print(f"Done. Open {written[0].relative_to(ROOT).as_posix()} in a browser.")
    return 0


Output = tuple[list[str], str]  # the prose before an output, and its HTML


def _sections(notebook: Any) -> Iterator[tuple[str, list[str], list[Output]]]:
    """Give heading, prose and outputs of each section; the first is the notebook's opening."""
    heading = ""
    prose: list[str] = []
    outputs: list[Output] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for part in re.split(r"^(?=#{1,3} )", cell.source, flags=re.MULTILINE):
                found = re.match(r"#{1,3} (.+)\n?", part)
                if found:
                    if heading:
                        yield heading, prose, outputs
                    heading, prose, outputs = found[1].strip(), [], []
                    part = part[found.end() :]
                prose += [part.strip()] if part.strip() else []
        else:
            outputs += [(prose[:], html) for html in _outputs(cell)]
    if heading:
        yield heading, prose, outputs


def _outputs(cell: Any) -> Iterator[str]:
    for output in cell.get("outputs", []):
        html = "".join(output.get("data", {}).get("text/html", ""))
        if html and html != NO_SENTENCE:
            yield html


def _fits(shown: list[str], html: str) -> bool:
    """Say whether an output may stand on a slide with what is there: folded, or after a finding."""
    return html.startswith(FOLDED) or all(one.startswith((FINDING, "<p>")) for one in shown)


def _slide(slide: Slide, number: int) -> str:
    level = 1 if number == 1 else 2
    notes = "".join(_markdown(note) for note in slide.notes)
    folded = f'<details class="notes"><summary>Notes</summary>{notes}</details>\n' if notes else ""
    shown = "\n".join(slide.shown)
    return (
        f'<section id="s{number}">\n'
        f'<h{level} id="h{number}" tabindex="-1">{escape(slide.heading)}</h{level}>\n'
        f"{shown}\n{folded}</section>\n"
    )


def _markdown(text: str) -> str:
    """Turn Markdown into HTML; HTML in it is escaped, links to notebooks go to their slides."""
    # Imported here: it comes with the tools that build the site.
    from markdown_it import MarkdownIt

    html: str = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    html = re.sub(r'(<a href="\d\w*)\.ipynb(?:#[^"]*)?"', r'\1.html"', html)
    html = re.sub(r"<thead>\s*<tr>(?:\s*<th></th>)*\s*</tr>\s*</thead>\s*", "", html)
    # A slide has one heading; those within a section step back to strong words.
    return re.sub(r"<(/?)h[1-6]>", lambda tag: f"<{tag[1]}strong>", html)


if __name__ == "__main__":
    sys.exit(main())
