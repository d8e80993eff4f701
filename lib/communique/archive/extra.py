"""What the archive needs beside the notebooks' packages, imported only when it is used."""

from importlib import import_module
from typing import Any

from communique.archive.errors import ArchiveError

__all__ = ["arrow", "distributed", "parquet"]


def arrow() -> Any:
    """Give PyArrow."""
    return _extra("pyarrow")


def parquet() -> Any:
    """Give PyArrow's module for Parquet."""
    return _extra("pyarrow.parquet")


def distributed() -> Any:
    """Give Dask's module for clusters."""
    return _extra("distributed")


def _extra(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        package = name.partition(".")[0]
        raise ArchiveError(
            f"the archive needs {package}: install the extra “archive”"
            " (pip install 'communique[archive]')"
        ) from None
