"""The texts, annotated: every sentence with its address and all that the suite says of it.

`TextPages` makes the pages: `write_text_pages` writes the texts for Sphinx, `annotate_site` puts
what the measures found into the built pages, and links the other pages to them. The measures
themselves are in `communique.annotate.measures`, which takes longer to import.
"""

from communique.annotate.address import Addresses, make_addresses
from communique.annotate.build import TextPages
from communique.annotate.links import Linker, find_citations
from communique.annotate.pages import annotate_site, write_text_pages
from communique.annotate.tables import Tables

__all__ = [
    "Addresses",
    "Linker",
    "Tables",
    "TextPages",
    "annotate_site",
    "find_citations",
    "make_addresses",
    "write_text_pages",
]
