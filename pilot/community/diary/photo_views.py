"""The photos of diary entries: adding one with its questions, opening it, and the evidence of a month."""

import uuid

from flask import Blueprint, Response, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort.queries import get_pilot
from pilot.cohort.rules import Month
from pilot.community.diary import forms, labels, photo_actions, photo_queries
from pilot.community.diary.models import EntryPhoto
from pilot.community.diary.rules import Problem
from pilot.community.diary.views import own_entry_at
from pilot.community.queries import own_participation
from pilot.files import queries as files
from pilot.files import serving
from pilot.files.queries import Opened
from pilot.web.submissions import saved

bp = Blueprint("photos", __name__)


def own_photo_at(photo_id: uuid.UUID) -> EntryPhoto:
    """Fetch a photo of an own entry and let the menu know its pilot."""
    photo = photo_queries.get_own_photo(photo_id, viewer=viewer())
    g.pilot_id = photo.entry.participation.pilot_id
    return photo


def refuse(form: forms.AddPhotoForm | forms.PhotoTermsForm, problem: Problem) -> None:
    """Put the words of a refusal beside the field to change."""
    name = "for_reports" if problem is Problem.REPORTS_WITHOUT_CONSENT else "photo"
    form.refuse_field(name, str(labels.PROBLEMS[problem]))


@bp.route("/diary/<uuid:entry_id>/photos/new", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_WRITE)
def add(entry_id: uuid.UUID) -> ResponseReturnValue:
    entry = own_entry_at(entry_id)
    form = forms.AddPhotoForm()
    if form.validate_on_submit():
        try:
            photo_actions.add(
                entry,
                form.photo.data,
                consent=form.consent.data,
                for_reports=form.for_reports.data,
                actor=viewer(),
                now=clock.now(),
            )
        except photo_actions.PhotoRefusedError as refused:
            refuse(form, refused.problem)
        else:
            return saved(url_for("diary.entry", entry_id=entry.id), _("Photo added"))
    return render_template("photos/add.html", form=form, entry=entry)


@bp.get("/photos/<uuid:photo_id>")
@requires(Permission.ACTIVITY_READ)
def photo(photo_id: uuid.UUID) -> ResponseReturnValue:
    found = photo_queries.get_photo(photo_id, viewer=viewer())
    return serving.attachment(files.opened(found.file_id))


@bp.route("/photos/<uuid:photo_id>/terms", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_WRITE)
def terms(photo_id: uuid.UUID) -> ResponseReturnValue:
    photo = own_photo_at(photo_id)
    form = forms.PhotoTermsForm(obj=photo)
    if form.validate_on_submit():
        try:
            photo_actions.change_terms(
                photo,
                consent=form.consent.data,
                for_reports=form.for_reports.data,
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
            )
        except photo_actions.PhotoRefusedError as refused:
            refuse(form, refused.problem)
        else:
            return saved(url_for("diary.entry", entry_id=photo.entry_id), _("Saved"))
    return render_template("photos/terms.html", form=form, photo=photo)


@bp.post("/photos/<uuid:photo_id>/remove")
@requires(Permission.ACTIVITY_WRITE)
def remove(photo_id: uuid.UUID) -> ResponseReturnValue:
    photo = own_photo_at(photo_id)
    location = url_for("diary.entry", entry_id=photo.entry_id)
    photo_actions.remove(photo, actor=viewer(), now=clock.now())
    return saved(location, _("Photo removed"))


@bp.get("/pilots/<code:code>/diary/<month:month>/photos")
@requires(Permission.ACTIVITY_WRITE)
def evidence(code: str, month: str) -> Response:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.ACTIVITY_WRITE)
    participation = own_participation(pilot, viewer=viewer())
    content = photo_queries.evidence_of(
        participation, Month.parse(month), folders=(_("for-reports"), _("only-for-me"))
    )
    return serving.attachment(Opened(f"{pilot.code}-{month}.zip", "application/zip", content))
