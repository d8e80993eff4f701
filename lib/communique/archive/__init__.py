"""Code whole archives: the notebooks' measures over chunks, in flat memory, written as Parquet.

    from communique.archive import code_archive, standard_measures

    code_archive("texts", "coded", standard_measures("data"), workers=2)

Nothing here is used by the notebooks; the extra `archive` is needed (PyArrow; Dask for clusters).
"""

from communique.archive.errors import ArchiveError
from communique.archive.measures import MEASURES, Measures, standard_measures
from communique.archive.run import Progress, Summary, code_archive

__all__ = [
    "MEASURES",
    "ArchiveError",
    "Measures",
    "Progress",
    "Summary",
    "code_archive",
    "standard_measures",
]
