"""Publish the schedule: what changed, who is told, and the versions that were."""

import uuid

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.errors import EditedMeanwhileError
from pilot.extensions import db
from pilot.training import labels as training_labels
from pilot.training.publishing import actions, labels, queries, rules
from pilot.training.publishing.forms import PublishForm
from pilot.training.publishing.models import PublishedSchedule
from pilot.training.publishing.queries import Preview
from pilot.web.submissions import saved

CONFLICT = 409

bp = Blueprint("publishing", __name__)


@bp.route("/pilots/<code:code>/training/publish", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def publish(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.TRAINING_MANAGE)
    preview = queries.preview_of(pilot, today=clock.today())
    form = _form(preview)
    if form.validate_on_submit():
        try:
            _publish(pilot, form)
        except actions.PublishRefusedError as refusal:
            form.refuse(refusal.problem)
        except EditedMeanwhileError:
            return _look_again(code, form)
        else:
            told = ngettext("%(num)d person is told", "%(num)d people are told", preview.told_count)
            return saved(url_for("training.schedule", code=code), f"{_('Schedule published')}: {told}")
    return _page(pilot, preview, form)


def _form(preview: Preview) -> PublishForm:
    name = _("Version %(number)d", number=preview.number)
    return PublishForm(asks_reason=bool(preview.unmet), name=name, seen=preview.seen)


def _publish(pilot: Pilot, form: PublishForm) -> None:
    actions.publish(
        pilot, form.entry(), seen=form.seen.data, actor=viewer(), now=clock.now(), today=clock.today()
    )


def _look_again(code: str, form: PublishForm) -> ResponseReturnValue:
    """Show the changes and the people as they are now, with the name and the reason that were typed."""
    db.session.rollback()
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.TRAINING_MANAGE)
    preview = queries.preview_of(pilot, today=clock.today())
    form.seen.data = preview.seen
    form.form_errors.append(labels.CHANGED_MEANWHILE)
    return _page(pilot, preview, form), CONFLICT


def _page(pilot: Pilot, preview: Preview, form: PublishForm) -> str:
    return render_template(
        "publishing/publish.html",
        pilot=pilot,
        preview=preview,
        form=form,
        words=labels,
        unmet=[training_labels.describe(finding, pilot=pilot) for finding in preview.unmet],
        people=queries.people_in(preview.changes),
    )


@bp.get("/pilots/<code:code>/training/versions")
@requires(Permission.TRAINING_READ)
def versions(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.TRAINING_READ)
    return render_template("publishing/versions.html", pilot=pilot, versions=queries.versions_of(pilot))


@bp.get("/training-versions/<uuid:version_id>")
@requires(Permission.TRAINING_READ)
def version(version_id: uuid.UUID) -> ResponseReturnValue:
    version = queries.get_version(version_id, viewer=viewer())
    g.pilot_id = version.pilot_id
    others = [each for each in queries.versions_of(version.pilot) if each.id != version.id]
    since = _since(version, others)
    days = queries.days_in(version)
    changes = rules.differences(queries.days_in(since), days) if since else []
    return render_template(
        "publishing/version.html",
        version=version,
        others=others,
        since=since,
        days=days,
        changes=changes,
        words=labels,
        people={**queries.lecturers_in(days), **queries.people_in(changes)},
    )


def _since(version: PublishedSchedule, others: list[PublishedSchedule]) -> PublishedSchedule | None:
    """Return the version that is asked for to compare with, else the one before."""
    asked = request.args.get("since", "")
    by_number = {str(each.number): each for each in others}
    return by_number.get(asked) or by_number.get(str(version.number - 1))
