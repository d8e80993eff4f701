"""The one error of the archive, raised where a run cannot begin or go on."""

__all__ = ["ArchiveError"]


class ArchiveError(ValueError):
    """An archive that cannot be coded, or not gone on with; says why, and the remedy."""
