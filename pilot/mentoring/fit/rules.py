"""Judge how much of what participants said may be summed."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

LEAST_ANSWERS = 3


def mean(ratings: Sequence[int]) -> Decimal | None:
    """Return the mean to one decimal, or None below three answers (M22)."""
    if len(ratings) < LEAST_ANSWERS:
        return None
    return (Decimal(sum(ratings)) / len(ratings)).quantize(Decimal("0.1"), ROUND_HALF_UP)
