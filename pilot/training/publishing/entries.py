"""What a person types to publish a schedule."""

from dataclasses import dataclass


@dataclass(frozen=True)
class VersionEntry:
    """The name of a version, and why it is published although rules are not met."""

    name: str
    reason: str
