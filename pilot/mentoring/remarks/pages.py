"""What the pages of the remarks show: authors by their pseudonyms, sums as far as they may be told."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from pilot.cohort.models import Pilot
from pilot.mentoring.remarks import labels, queries, rules
from pilot.mentoring.remarks.enums import PointState, RemarkKind
from pilot.mentoring.remarks.forms import CHIPS, OTHER
from pilot.mentoring.remarks.models import (
    MethodologyRemark,
    MethodologySection,
    MethodologyVersion,
    RemarkPoint,
)
from pilot.mentoring.remarks.rules import Problem, Shown, Tally
from pilot.web import locale
from pilot.web.paging import Page

SEE_OTHER = 303


@dataclass(frozen=True)
class Voice:
    """A remark as the coordinator reads it: the author by number, the time by month."""

    remark: MethodologyRemark
    author: str
    month: str
    waits_long: bool


@dataclass(frozen=True)
class PointLine:
    """A point in the coordinator's list."""

    point: RemarkPoint
    state: PointState
    voices: Sequence[Voice]

    @property
    def words(self) -> str:
        """Return what was said: in the coordinator's words, before those in the first author's."""
        return self.point.summary or self.voices[0].remark.text

    @property
    def authors(self) -> str:
        return ", ".join(dict.fromkeys(voice.author for voice in self.voices))

    @property
    def waits_long(self) -> bool:
        return self.state is PointState.NEW and any(voice.waits_long for voice in self.voices)


def state_of(point: RemarkPoint) -> PointState:
    return rules.state_of(point.decision, is_implemented=point.implemented_in_id is not None)


def lines_of(pilot: Pilot, points: Sequence[RemarkPoint], *, today: dt.date) -> list[PointLine]:
    """Return points with their authors' pseudonyms; a role is named only where it is not too small."""
    named = rules.named_roles(queries.role_sizes(pilot), threshold=pilot.small_cell_threshold)
    return [
        PointLine(
            point,
            state_of(point),
            [
                Voice(
                    remark,
                    labels.pseudonym(
                        remark.author.role, remark.author.number, is_named=remark.author.role in named
                    ),
                    locale.month(remark.written_on),
                    rules.waits_long(remark.written_on, today=today),
                )
                for remark in point.remarks
            ],
        )
        for point in points
    ]


@dataclass(frozen=True)
class Desk:
    """What the coordinator sees first: the counts by section, and the points that the filters ask for."""

    form: Any
    is_filtered: bool
    sections: Sequence["SectionLine"]
    total: Tally
    lede: str
    page: Page[RemarkPoint]
    lines: Sequence[PointLine]


def wanted_of(chosen: Mapping[str, Any], *, today: dt.date) -> queries.Wanted:
    """Return which points the filters of an address ask for."""
    section = chosen.get("section")
    return queries.Wanted(
        section_id=uuid.UUID(section) if section else None,
        state=chosen.get("state"),
        kind=chosen.get("kind"),
        waits_before=today - rules.WAITS if chosen.get("waiting") else None,
    )


def choices_of(versions: Sequence[MethodologyVersion]) -> list[tuple[uuid.UUID, str]]:
    return [(each.id, each.label) for each in versions]


def first_choices(sections: Sequence[tuple[uuid.UUID, str]], asked: str) -> dict[str, Any]:
    """Offer first the section that the address names, else the one most spoken of, and the usual kind."""
    known = [str(key) for key, _words in sections]
    chosen = asked if asked in known else next(iter(known), "")
    if chosen in known[:CHIPS]:
        return {"section": chosen, "kind": RemarkKind.UNCLEAR}
    return {"section": OTHER, "section_other": chosen, "kind": RemarkKind.UNCLEAR}


def with_first(
    sections: Sequence[tuple[uuid.UUID, str]], section: MethodologySection
) -> list[tuple[uuid.UUID, str]]:
    """Put the section that a remark has at the head of those that may be chosen, also a retired one."""
    return [
        (section.id, labels.title_of(section)),
        *(each for each in sections if each[0] != section.id),
    ]


def sent_back(location: str, problem: Problem) -> ResponseReturnValue:
    """Send the browser back with the reason why a button changed nothing."""
    flash(str(labels.PROBLEMS[problem]), "warning")
    return redirect(location, SEE_OTHER)


@dataclass(frozen=True)
class Own:
    """An author's remarks: those with a new answer, those that changed the material, the others."""

    answered: Sequence[MethodologyRemark]
    changed: Sequence[MethodologyRemark]
    others: Sequence[MethodologyRemark]


def own_of(remarks: Sequence[MethodologyRemark]) -> Own:
    """Sort an author's remarks by what became of them."""
    answered = [each for each in remarks if has_news(each)]
    seen = [each for each in remarks if not has_news(each)]
    return Own(
        answered,
        [each for each in seen if each.point.implemented_in_id is not None],
        [each for each in seen if each.point.implemented_in_id is None],
    )


def has_news(remark: MethodologyRemark) -> bool:
    """Tell whether there is an answer that the author has not said to have seen."""
    return remark.point.decision is not None and remark.seen_at is None


@dataclass(frozen=True)
class SectionLine:
    """A section in the coordinator's table with its counts."""

    section: MethodologySection
    tally: Tally


def section_lines(
    sections: Sequence[MethodologySection], tallies: Mapping[uuid.UUID, Tally]
) -> list[SectionLine]:
    """Return the sections about which something was said."""
    return [SectionLine(each, tallies[each.id]) for each in sections if each.id in tallies]


def lede(total: Tally, waiting: queries.Waiting | None) -> str:
    """Say in a sentence how many remarks there are, and how many wait."""
    if not total.total:
        return str(_("Nobody has written a remark yet."))
    found = [ngettext("%(num)d remark", "%(num)d remarks", total.total)]
    open_count = total.counts[PointState.NEW]
    found.append(
        ngettext("%(num)d without an answer", "%(num)d without an answer", open_count)
        if open_count
        else _("all answered")
    )
    if waiting is not None:
        found.append(_("the oldest: %(month)s", month=locale.month(waiting.oldest_on)))
    return f"{', '.join(found)}."


@dataclass(frozen=True)
class LogLine:
    """A row of the change log: nothing in it tells who or how many spoke."""

    point: RemarkPoint
    section: str
    decision: str
    version: str


@dataclass(frozen=True)
class Digest:
    """What may leave the pilot: the change log, and sums where they are large enough (R18)."""

    threshold: int
    log: Sequence[LogLine]
    total: int | None
    by_state: Sequence[tuple[str, str]] | None
    by_section: Sequence[tuple[str, str]] | None


def digest_of(
    pilot: Pilot,
    sections: Sequence[MethodologySection],
    tallies: Mapping[uuid.UUID, Tally],
    decided: Sequence[RemarkPoint],
) -> Digest:
    """Return the change log of a pilot, and the sums that nobody can take apart with its help."""
    total, threshold = queries.total_of(tallies), pilot.small_cell_threshold
    spoken = section_lines(sections, tallies)
    states = Counter(state_of(point) for point in decided)
    places = Counter(point.section_id for point in decided)
    by_state = rules.shown_counts(
        [total.counts[state] for state in PointState],
        known=[states[state] for state in PointState],
        threshold=threshold,
    )
    by_section = rules.shown_counts(
        [line.tally.total for line in spoken],
        known=[places[line.section.id] for line in spoken],
        threshold=threshold,
    )
    return Digest(
        threshold,
        [_log_line(point) for point in decided],
        total.total if total.total >= threshold else None,
        _told([str(labels.STATES[state]) for state in PointState], by_state, threshold=threshold),
        _told([labels.title_of(line.section) for line in spoken], by_section, threshold=threshold),
    )


def _told(
    names: Sequence[str], counts: Sequence[Shown] | None, *, threshold: int
) -> list[tuple[str, str]] | None:
    if counts is None:
        return None
    return [
        (name, labels.count(shown, threshold=threshold)) for name, shown in zip(names, counts, strict=True)
    ]


def _log_line(point: RemarkPoint) -> LogLine:
    return LogLine(
        point,
        section=labels.title_of(point.section),
        decision=str(labels.DECISIONS[point.decision]) if point.decision else "",
        version=point.implemented_in.label if point.implemented_in else "",
    )
