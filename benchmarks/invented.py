"""Make an archive to measure on: invented news, from a seed, of any length.

Words are made of syllables, with the lengths and frequencies of English words: a few hundred
small words make up half of the text (Zipf). About one sentence in three names an issue, by a phrase
of the codebook's kind; some hold abbreviations, figures, quotations and dates. Paragraphs have one
to five sentences; texts have a title, an author, some headings, and 200 to 1,200 words.
"""

import json
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

__all__ = ["make_texts", "write_archive"]


def _listed(words: str, mark: str = " ") -> list[str]:
    return words.split(mark)


SMALL = _listed(
    "the of to and a in that is for on with as was it by at from he his be has have this are not"
    " but they its an which had their were or who will more one said after would been about also"
    " new when there all we into than out up over last could what so two some other no can if her"
)
ONSETS = _listed("b c d f g h l m n p r s t v w br cl cr dr fl gr pl pr sc sh sp st str tr th ch")
VOWELS = _listed("a e i o u ea ou ai io e a i")
CODAS = ["", "", "", "n", "r", "s", "t", "l", "d", "nt", "st", "ng", "ck", "m"]
ENDINGS = ["", "", "", "s", "ed", "ing", "ion", "er", "ly", "al", "ment"]
ISSUES = _listed(
    "tariffs|sanctions|trade talks|export controls|arms control|climate change|nuclear weapons"
    "|human rights|the ceasefire|military exercises|artificial intelligence|cyberattacks|migration"
    "|energy supplies|the disputed islands|fentanyl|joint drills|trade deficit|peace talks",
    "|",
)
PLACES = ["Ruritania", "Freedonia", "Sylvania", "Graustark", "Borduria", "Zenda", "Strelsau"]
PEOPLE = ["Mr. Sapt", "Gov. Tarlenheim", "Dr. Rassendyll", "Flavia Elphberg", "the U.S. envoy"]
DAYS = _listed("Monday Tuesday Wednesday Thursday Friday")


class Writer:
    """Writes invented news from a seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        words = [*SMALL, *dict.fromkeys(self._word() for _ in range(30_000))]
        self._words = words
        self._weights = [*accumulate(1 / (rank + 2.7) for rank in range(len(words)))]

    def text(self) -> str:
        """Write a text."""
        lines = [self._heading(), f"By {self._name()} {self._name()}"]
        left = self.chance.randint(200, 1_200)
        while left > 0:
            if self.chance.random() < 0.04:
                lines.append(self._heading())
            paragraph = " ".join(self._sentence() for _ in range(self.chance.randint(1, 5)))
            left -= paragraph.count(" ")
            lines.append(paragraph)
        return "\n\n".join(lines) + "\n"

    def _word(self) -> str:
        chance = self.chance
        syllables = chance.choices((1, 2, 3), (2, 5, 3))[0]
        parts = (chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(syllables))
        return "".join(parts) + chance.choice(CODAS) + chance.choice(ENDINGS)

    def _some(self, count: int) -> list[str]:
        return self.chance.choices(self._words, cum_weights=self._weights, k=count)

    def _name(self) -> str:
        return self.chance.choice(self._words[len(SMALL) :]).capitalize()

    def _heading(self) -> str:
        return " ".join(word.capitalize() for word in self._some(self.chance.randint(4, 9)))

    def _sentence(self) -> str:
        chance = self.chance
        words = self._some(max(5, round(chance.gauss(20, 8))))
        for share, phrases in ((0.33, ISSUES), (0.5, PLACES), (0.2, PEOPLE)):
            if chance.random() < share:
                words[chance.randrange(1, len(words))] = chance.choice(phrases)
        if chance.random() < 0.5:
            words[len(words) // 2] += ","
        if chance.random() < 0.08:
            words.append(f"on {chance.choice(DAYS)}")
        if chance.random() < 0.1:
            words[2] = f"{chance.randint(1, 99)}.{chance.randint(1, 9)} percent"
        told = " ".join(words)
        told = told[0].upper() + told[1:]
        if chance.random() < 0.12:
            return f"“{told},” {chance.choice(PEOPLE)} said."
        return told + "."


def make_texts(megabytes: float, seed: int = 7) -> Iterator[str]:
    """Make texts until there are so many MB (UTF-8).

    >>> sum(len(text.encode()) for text in make_texts(0.02)) >= 20_000
    True
    """
    writer, left = Writer(seed), megabytes * 1e6
    while left > 0:
        text = writer.text()
        left -= len(text.encode())
        yield text


def write_archive(path: Path, megabytes: float, seed: int = 7) -> None:
    """Write invented news as a .jsonl file: a text and a day of publication in each line."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(make_texts(megabytes, seed), 1):
            row = {"doc": f"text{number:07}", "published_from": f"2031-{number % 12 + 1:02}-15"}
            file.write(json.dumps(row | {"text": text}, ensure_ascii=False) + "\n")
