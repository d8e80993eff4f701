"""Build the pages of the texts beside the notebooks' pages, while Sphinx is at work."""

from collections.abc import Mapping, Set
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from communique.annotate.address import Place, make_addresses
from communique.annotate.pages import MOST_PAGES, annotate_site, write_text_pages
from communique.annotate.tables import Tables
from communique.corpus import Corpus

__all__ = ["TextPages"]


class TextPages:
    """Make the pages of a corpus: `write` before Sphinx runs, `complete` after it.

    `data` is the folder of data. `shown` None shows all; else texts whose rights are not `full`
    are not shown whole, but only these sentences.
    """

    def __init__(self, corpus: Corpus, data: Path, shown: Set[Place] | None = None) -> None:
        self.corpus, self.data, self.shown = corpus, data, shown
        self.addresses = make_addresses(corpus, MOST_PAGES)
        self._pool = ThreadPoolExecutor(1)
        self._tables: Future[Tables] | None = None

    def write(self, folder: Path) -> list[str]:
        """Write the pages for Sphinx, give their names, and begin to apply the measures."""
        self._tables = self._pool.submit(self._code)
        return write_text_pages(folder, self.corpus, self.addresses, self.shown)

    def complete(self, site: Path, titles: Mapping[str, str]) -> None:
        """Put all that was found into the pages that Sphinx built, and links into the others."""
        assert self._tables is not None, "write comes first"
        tables = self._tables.result()
        self._pool.shutdown()
        annotate_site(site, tables, self.addresses, titles, self.shown)

    def _code(self) -> Tables:
        # Imported here, beside Sphinx's process: the instruments take half a second to load.
        from communique.annotate.measures import code_texts, read_measures

        return code_texts(self.corpus, read_measures(self.data))
