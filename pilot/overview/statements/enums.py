"""Whose month a statement is about."""

from enum import StrEnum


class Subject(StrEnum):
    MENTOR = "mentor"
    LECTURER = "lecturer"
    PARTICIPANT = "participant"
