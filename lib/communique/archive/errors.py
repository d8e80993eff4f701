"""The one error of the archive, raised where a run cannot begin or go on."""

__all__ = ["ArchiveError", "no_room"]


class ArchiveError(ValueError):
    """An archive that cannot be coded, or not gone on with; says why, and the remedy."""


def no_room(place: str, error: OSError) -> ArchiveError:
    """Make the error for what cannot be written."""
    return ArchiveError(
        f"{place}: cannot be written ({error.strerror or error}). Make room there, and run it"
        " again: it goes on where it stopped."
    )
