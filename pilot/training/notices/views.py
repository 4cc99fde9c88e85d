"""Notices of training days to the agency that oversees the project: what to send, by when, what was sent."""

import uuid

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import canonical
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.cohort.papers import in_language_asked
from pilot.cohort.rules import Month
from pilot.documents import pdf
from pilot.documents.responses import as_download
from pilot.training.notices import actions, labels, papers, queries, rules
from pilot.training.notices.forms import SendForm
from pilot.training.notices.queries import MonthNotice
from pilot.training.views import remember
from pilot.web import locale
from pilot.web.submissions import saved

bp = Blueprint("notices", __name__)


@bp.get("/pilots/<code:code>/training/notices")
@requires(Permission.TRAINING_MANAGE)
def notices(code: str) -> ResponseReturnValue:
    pilot = _pilot(code)
    months = queries.months_of(pilot, today=clock.today())
    asks = queries.asks_for_notices(pilot)
    return render_template("notices/notices.html", pilot=pilot, months=months, asks=asks, words=labels)


@bp.route("/pilots/<code:code>/training/notices/<month:month>", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def month(code: str, month: str) -> ResponseReturnValue:
    pilot = _pilot(code)
    found = queries.month_of(pilot, Month.parse(month), today=clock.today())
    form = SendForm(sent_on=clock.today())
    if form.validate_on_submit():
        try:
            _check_seen(pilot, found, form.seal.data or "")
            actions.record_sent(
                pilot,
                found,
                sent_on=form.sent_on.data,
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.NoticeRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".month", code=code, month=month), _("Notice recorded as sent"))
    form.seal.data = _seal(pilot, found)
    return render_template(
        "notices/month.html",
        pilot=pilot,
        found=found,
        form=form,
        changes=[labels.describe(vars(each)) for each in found.changes],
        warnings=_warnings(found),
        has_news=bool(found.changes) if found.sent else bool(found.days),
        words=labels,
    )


def _pilot(code: str) -> Pilot:
    return cohort.get_pilot(code, viewer=viewer(), permission=Permission.TRAINING_MANAGE)


def _seal(pilot: Pilot, found: MonthNotice) -> str:
    return canonical.seal_of(actions.content_of(pilot, found))


def _check_seen(pilot: Pilot, found: MonthNotice, seal: str) -> None:
    """Refuse to record something else than what was shown."""
    if seal != _seal(pilot, found):
        raise actions.NoticeRefusedError(rules.Problem.CHANGED_MEANWHILE)


def _warnings(found: MonthNotice) -> list[str]:
    late = [each for each in found.changes if each.number in found.late]
    return [labels.late_warning(each.number, each.before or each.after or {}) for each in late]


@bp.get("/pilots/<code:code>/training/notices/<month:month>/paper")
@requires(Permission.TRAINING_MANAGE)
def draft(code: str, month: str) -> ResponseReturnValue:
    pilot = _pilot(code)
    found = queries.month_of(pilot, Month.parse(month), today=clock.today())
    with in_language_asked():
        number = len(found.sent) + 1 if found.changes else max(1, len(found.sent))
        data = papers.notice(actions.content_of(pilot, found), sent_on="", number=number)
        content = pdf.render("schedule_notice", data, made_on=clock.today())
        return as_download(content, name=" ".join((_("Schedule of training days"), pilot.code, month)))


@bp.get("/notices/<uuid:notice_id>/paper")
@requires(Permission.TRAINING_MANAGE)
def sent(notice_id: uuid.UUID) -> ResponseReturnValue:
    notice = queries.get_notice(notice_id, viewer=viewer())
    pilot = remember(notice.pilot)
    with in_language_asked():
        content = queries.content_of(notice)
        data = papers.notice(content, sent_on=locale.day(notice.sent_on), number=notice.number)
        paper = pdf.render("schedule_notice", data, made_on=notice.sent_on)
        return as_download(
            paper,
            name=" ".join((_("Schedule of training days"), pilot.code, notice.month, str(notice.number))),
        )
