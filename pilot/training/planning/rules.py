"""How a module's minutes spread over its days."""

MOST_DAY_MINUTES = 720


def usual_days(minutes: int, *, day_minutes: int) -> int:
    """Return how many usual days a module takes."""
    return -(-minutes // max(1, min(day_minutes, MOST_DAY_MINUTES)))


def minutes_of_days(minutes: int, days: int) -> list[int]:
    """Return the minutes of each day of a module: alike, the first ones a minute longer where it must be."""
    share, more = divmod(minutes, days)
    return [share + (number < more) for number in range(days)]
