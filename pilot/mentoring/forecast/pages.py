"""Words of the forecast in the reader's language."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask_babel import gettext as _

from pilot.accounts.models import User
from pilot.cohort.models import Participation, Pilot
from pilot.mentoring import pages
from pilot.mentoring.forecast.queries import Prospect
from pilot.mentoring.forecast.replay import Reliability
from pilot.web import links, locale


@dataclass(frozen=True)
class Letter:
    """The draft of a letter to a mentor; like all mail it names nobody and says nothing about anybody."""

    subject: str
    text: str
    url: str


def words(prospect: Prospect) -> str:
    """Say how the running month looks."""
    if prospect.cell is None or prospect.cell.standing is None:
        return str(_("Nothing is promised in this month."))
    return f"{locale.month(prospect.month.first_day)}: {pages.in_words(prospect.cell)}"


def letter(pilot: Pilot, participation: Participation, mentor: User) -> Letter:
    """Draft a letter that asks the mentor to plan a session; the page it leads to says with whom."""
    subject = _("Kopdarbs: please plan this month's mentor sessions")
    text = _(
        "Good day!\n\nA mentor session should still be planned this month. Free days are shown here:\n"
        "%(url)s\n\nThank you!",
        url=links.address_of("forecast.ahead", code=pilot.code, participation_id=participation.id),
    )
    parts = urlencode({"subject": subject, "body": text}, quote_via=quote)
    return Letter(str(subject), str(text), f"mailto:{quote(mentor.email, safe='@')}?{parts}")


def share(part: int, whole: int) -> str:
    """Write a part of a whole as "8 of 9 (89 %)"; of nothing there is no share."""
    if not whole:
        return "–"
    return str(_("%(part)s of %(whole)s (%(pct)s %%)", part=part, whole=whole, pct=round(100 * part / whole)))


def sentence(simulated: Reliability | None) -> str:
    """Say first what the forecast is worth."""
    if simulated is None:
        return str(_("This pilot promises no minutes, so nothing is foreseen."))
    return str(
        _(
            "In invented pilots, months that were missed were known five working days before: %(noticed)s. "
            "False alarms: %(false)s.",
            noticed=share(simulated.noticed, simulated.due_notice),
            false=share(simulated.false_alarms, simulated.alarms),
        )
    )
