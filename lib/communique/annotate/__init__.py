"""The texts, annotated: every sentence with its address and all that the suite says of it.

`write_text_pages` writes the pages for Sphinx, `code_texts` applies all measures, and
`annotate_site` puts what they found into the built pages, and links the other pages to them.
"""

from communique.annotate.address import Addresses, make_addresses
from communique.annotate.links import Linker, find_citations
from communique.annotate.measures import Measures, Tables, code_texts, read_measures
from communique.annotate.pages import annotate_site, write_text_pages

__all__ = [
    "Addresses",
    "Linker",
    "Measures",
    "Tables",
    "annotate_site",
    "code_texts",
    "find_citations",
    "make_addresses",
    "read_measures",
    "write_text_pages",
]
