"""Stored values of the photos of diary entries."""

from enum import StrEnum


class PhotoConsent(StrEnum):
    """Whether people are recognisable in a photo, and whether they have agreed to it (C14)."""

    NOBODY = "nobody"
    WRITTEN = "written"
    ORAL = "oral"
    NONE = "none"
