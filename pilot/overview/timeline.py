"""A pilot's course as a picture and as a table with the same days and numbers."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from babel.dates import get_month_names
from flask_babel import gettext as _
from sqlalchemy import select

from pilot.cohort.models import Phase, Pilot
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring.tally_queries import MonthTotal
from pilot.training import queries as training
from pilot.training.enums import DayState
from pilot.training.models import TrainingDay
from pilot.web import locale
from pilot.web.pictures import Bar, Dot, MonthCell, Timeline, Tone, Track


@dataclass(frozen=True)
class Course:
    """The picture and the rows of its table."""

    picture: Timeline
    rows: tuple[tuple[str, str], ...]


def course_of(pilot: Pilot, phases: list[Phase], months: Iterable[MonthTotal], *, today: dt.date) -> Course:
    """Draw the phases, training days and mentor months of a pilot."""
    counted = [total for total in months if total.promised]
    dots = _dots(pilot)
    tracks = (
        Track(_("Phases"), bars=tuple(_bar(phase, today) for phase in phases if phase.parent_id is None)),
        Track(_("Stages"), bars=tuple(_bar(phase, today) for phase in phases if phase.parent_id is not None)),
        Track(_("Training days"), dots=dots),
        Track(_("Mentor minimum met"), cells=tuple(_cell(total, today) for total in counted)),
    )
    picture = Timeline(
        key=f"course-{pilot.code}",
        title=_("Course of the pilot"),
        description=_("Phases, training days and the months of mentoring; the table below has the same."),
        first=min([pilot.recruitment_from, *(phase.starts_on for phase in phases)]),
        last=max([pilot.implementation_to, *(phase.ends_on for phase in phases)]),
        month_names=_month_names(),
        tracks=tuple(track for track in tracks if track.bars or track.dots or track.cells),
        today=today,
        today_word=_("today"),
    )
    return Course(picture, (*_phase_rows(phases), *_training_rows(dots), *_month_rows(counted, today)))


def _bar(phase: Phase, today: dt.date) -> Bar:
    name = phase.name_lv if locale.language() == "lv" else phase.name_en
    tone = Tone.CURRENT if phase.starts_on <= today <= phase.ends_on else Tone.DONE
    return Bar(phase.starts_on, phase.ends_on, name, tone=Tone.FUTURE if phase.starts_on > today else tone)


def _cell(total: MonthTotal, today: dt.date) -> MonthCell:
    this_month = Month.of(today)
    if total.month > this_month:
        return MonthCell(total.month.first_day, "", Tone.FUTURE)
    tone = Tone.MET if total.met == total.promised else Tone.SHORT
    if total.month == this_month and tone is Tone.SHORT:
        tone = Tone.RUNNING
    return MonthCell(total.month.first_day, f"{total.met}/{total.promised}", tone)


def _dots(pilot: Pilot) -> tuple[Dot, ...]:
    rows = db.session.execute(
        select(TrainingDay.held_on, TrainingDay.state)
        .where(TrainingDay.pilot_id == pilot.id, training.is_live())
        .order_by(TrainingDay.held_on, TrainingDay.id)
    )
    return tuple(Dot(on, done=state in {DayState.HELD, DayState.LOCKED}) for on, state in rows)


def _month_names() -> tuple[str, ...]:
    names = get_month_names("abbreviated", context="stand-alone", locale=locale.language())
    return tuple(names[number].rstrip(".") for number in range(1, len(calendar.month_name)))


def _phase_rows(phases: list[Phase]) -> list[tuple[str, str]]:
    return [
        (
            phase.name_lv if locale.language() == "lv" else phase.name_en,
            f"{locale.day(phase.starts_on)} – {locale.day(phase.ends_on)}",
        )
        for phase in phases
    ]


def _training_rows(dots: tuple[Dot, ...]) -> list[tuple[str, str]]:
    if not dots:
        return []
    done = sum(dot.done for dot in dots)
    return [(_("Training days"), _("%(done)d of %(all)d held", done=done, all=len(dots)))]


def _month_rows(counted: list[MonthTotal], today: dt.date) -> list[tuple[str, str]]:
    return [
        (
            _("Mentor minimum, %(month)s", month=locale.month(total.month.first_day)),
            _("%(met)d of %(expected)d", met=total.met, expected=total.promised),
        )
        for total in counted
        if total.month <= Month.of(today)
    ]
