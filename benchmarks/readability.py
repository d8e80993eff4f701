"""Say how easy the pages and the prose of the notebooks are to read.

    python -m benchmarks.readability [--json] [--hard N]

For each: words, the mean length of a sentence in words, Flesch reading ease (Flesch 1948: 206.835 −
1.015 words per sentence − 84.6 syllables per word; higher is easier) and Flesch–Kincaid grade
(Kincaid and others 1975: years of school). Counted is prose: code, tables, headings, addresses and
words cited from the texts are left out, an item of a list is a sentence. Syllables are counted by
the groups of vowels, which is right within a few percent. Plain English has an ease of 60 to 70
(Flesch's “standard”, grade 8 to 9), text for students 45 to 60. `--hard` lists the N hardest
sentences of each.
"""

import argparse
import json
import re
from pathlib import Path
from typing import NamedTuple

import nbformat

ROOT = Path(__file__).parents[1]
LOWEST = 45  # the ease below which a page is hard for a reader of textbooks


class Measured(NamedTuple):
    """Hold the figures of a page."""

    name: str
    words: int
    length: float
    ease: float
    grade: float


def prose_of(markdown: str) -> list[str]:
    """Give the sentences of the prose of a page in Markdown."""
    text = re.sub(r"^(`{3,}|~{3,}).*?^\1\s*$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^\s*(?:#|\||:::|\(|<).*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\{\{.*?\}\}|%\w+%", "", text)
    text = re.sub(r"\[([^\]]*)\]\((?:<[^>]*>|[^)]*)\)", r"\1", text)
    text = re.sub(r"`[^`]*`", "code", text)
    text = re.sub(r"“[^”]{25,}”", "this", text)
    text = re.sub(r"[*_]", "", text)
    blocks = re.split(r"\n\s*\n|^\s*(?:[-+]|\d+\.)\s", text, flags=re.MULTILINE)
    joined = (" ".join(block.split()) for block in blocks)
    found = (one for block in joined for one in re.split(r"(?<=[.!?:;])[”)]?\s+(?=[A-Z“])", block))
    return [one for one in found if len(words_of(one)) > 1]


def words_of(sentence: str) -> list[str]:
    """Give the words of a sentence; figures do not count."""
    return re.findall(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*", sentence)


def syllables(word: str) -> int:
    """Count the syllables of an English word by its groups of vowels."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    plain = re.sub(
        r"(?:(?<![laeiouycgsxz])(?<!ch)(?<!sh)es|(?<![dt])ed|(?<![laeiouy])e)$", "", plain
    )
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def measure(name: str, sentences: list[str]) -> Measured:
    """Measure the sentences of a page."""
    words = [word for sentence in sentences for word in words_of(sentence)]
    length = len(words) / max(1, len(sentences))
    weight = sum(map(syllables, words)) / max(1, len(words))
    ease = 206.835 - 1.015 * length - 84.6 * weight
    return Measured(name, len(words), length, ease, 0.39 * length + 11.8 * weight - 15.59)


def all_pages() -> dict[str, list[str]]:
    """Give the sentences of the notebooks, of the site's own pages, and of the tables of words."""
    pages = {}
    folders = [ROOT / "notebooks", ROOT / "notebooks" / "exercises"]
    for path in sorted(path for folder in folders for path in folder.glob("[0-9]*.ipynb")):
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        cells = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
        pages[path.relative_to(ROOT).as_posix()] = prose_of("\n\n".join(cells))
    for path in sorted((ROOT / "site").glob("*.md")):
        pages[path.relative_to(ROOT).as_posix()] = prose_of(path.read_text(encoding="utf-8"))
    return pages | {"data/glossary.csv": _glossary(), "data/quizzes.json": _quizzes()}


def _glossary() -> list[str]:
    from communique.glossary import read_glossary

    terms = read_glossary(ROOT / "data" / "glossary.csv")
    return prose_of("\n\n".join(term.definition for term in terms))


def _quizzes() -> list[str]:
    from communique.quizzes import read_quizzes

    told = [
        text
        for questions in read_quizzes(ROOT / "data" / "quizzes.json").values()
        for one in questions
        for text in (one.question, one.hint, one.explanation, *(o.feedback for o in one.options))
    ]
    return prose_of("\n\n".join(told))


def main() -> None:
    """Print the figures of every page, and the hardest sentences if asked for."""
    parser = argparse.ArgumentParser(description="Say how easy the pages are to read.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--hard", type=int, default=0, help="list the hardest sentences of each")
    given = parser.parse_args()
    pages = all_pages()
    rows = [measure(name, sentences) for name, sentences in pages.items()]
    if given.json:
        print(json.dumps([row._asdict() for row in rows], indent=1))
        return
    print(f"{'':<40}{'words':>7}{'words a sentence':>18}{'ease':>7}{'grade':>7}")
    for row in rows:
        note = "  hard" if row.ease < LOWEST else ""
        print(
            f"{row.name:<40}{row.words:>7}{row.length:>18.1f}{row.ease:>7.1f}{row.grade:>7.1f}{note}"
        )
        hardest = sorted(pages[row.name], key=lambda one: measure("", [one]).grade)
        for sentence in reversed(hardest[-given.hard :] if given.hard else []):
            print(f"    {measure('', [sentence]).grade:5.1f}  {sentence}")
    print("\nFlesch reading ease: plain English 60 to 70, text for students 45 to 60.")


if __name__ == "__main__":
    main()
