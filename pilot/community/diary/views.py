"""The work diary: writing it, sharing one entry on purpose, and reading what others have shared."""

import uuid

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort.models import Participation
from pilot.cohort.queries import get_pilot
from pilot.cohort.rules import Month
from pilot.community import labels
from pilot.community.diary import actions, forms, photo_queries, queries
from pilot.community.diary import labels as words
from pilot.community.models import DiaryEntry
from pilot.community.queries import own_participation
from pilot.web.paging import page_number, page_of
from pilot.web.submissions import saved

bp = Blueprint("diary", __name__)


@bp.app_template_global()
def month_address(entry: DiaryEntry) -> str:
    """Return the address of the month of the own diary in which an entry stands."""
    return url_for("diary.mine", code=entry.participation.pilot.code, month=str(Month.of(entry.done_on)))


def own_entry_at(entry_id: uuid.UUID) -> DiaryEntry:
    """Fetch an own entry and let the menu know its pilot."""
    entry = queries.get_own_entry(entry_id, viewer=viewer())
    g.pilot_id = entry.participation.pilot_id
    return entry


def offer(form: forms.EntryForm, participation: Participation) -> None:
    """Set what may be chosen in the form of an entry."""
    communities = queries.communities_for(participation)
    form.offer([(row.id, row.name) for row in communities], queries.recent_kinds(participation))


def readers_in_words(participation: Participation) -> list[str]:
    """Name who reads what a participant shares now."""
    return words.reader_words(queries.readers_of(participation, today=clock.today()))


@bp.get("/pilots/<code:code>/diary")
@bp.get("/pilots/<code:code>/diary/<month:month>")
@requires(Permission.ACTIVITY_WRITE)
def mine(code: str, month: str | None = None) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.ACTIVITY_WRITE)
    participation = own_participation(pilot, viewer=viewer())
    this_month = Month.of(clock.today())
    shown = Month.parse(month) if month else this_month
    entries = queries.entries_of(participation, month=shown)
    return render_template(
        "diary/mine.html",
        pilot=pilot,
        month=shown,
        months={this_month: 0, shown: 0, **queries.months_of(participation)},
        entries=entries,
        photos=photo_queries.photos_of(entries, viewer=viewer()),
        totals=queries.month_of(participation, shown),
        labels=labels,
        words=words,
    )


@bp.route("/pilots/<code:code>/diary/new", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_WRITE)
def write(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.ACTIVITY_WRITE)
    participation = own_participation(pilot, viewer=viewer())
    today = clock.today()
    form = forms.WriteEntryForm(day=str(today), mode=queries.last_mode(participation))
    offer(form, participation)
    form.offer_days(today)
    if form.validate_on_submit():
        try:
            entry = actions.write(participation, form.entry(), actor=viewer(), now=clock.now(), today=today)
        except actions.EntryRefusedError as refused:
            form.refuse(refused.refusal)
        else:
            return saved(url_for(".entry", entry_id=entry.id), _("Entry written"))
    return render_template(
        "diary/write.html", form=form, pilot=pilot, readers=readers_in_words(participation)
    )


@bp.get("/diary/<uuid:entry_id>")
@requires(Permission.ACTIVITY_READ)
def entry(entry_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_entry(entry_id, viewer=viewer())
    g.pilot_id = found.participation.pilot_id
    return render_template(
        "diary/entry.html",
        entry=found,
        is_own=found.participation.user_id == viewer().user_id,
        photos=photo_queries.photos_of([found], viewer=viewer()).get(found.id, []),
        labels=labels,
        words=words,
    )


@bp.route("/diary/<uuid:entry_id>/edit", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_WRITE)
def edit_entry(entry_id: uuid.UUID) -> ResponseReturnValue:
    entry = own_entry_at(entry_id)
    counts = {f"{forms.COUNTED}{group}": people for group, people in entry.people_parts.items()}
    form = forms.EditEntryForm(obj=entry, **counts)
    offer(form, entry.participation)
    if form.validate_on_submit():
        try:
            actions.change(
                entry,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.EntryRefusedError as refused:
            form.refuse(refused.refusal)
        else:
            return saved(url_for(".entry", entry_id=entry.id), _("Entry changed"))
    readers = readers_in_words(entry.participation)
    return render_template("diary/edit_entry.html", form=form, entry=entry, readers=readers)


@bp.route("/diary/<uuid:entry_id>/delete", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_WRITE)
def delete_entry(entry_id: uuid.UUID) -> ResponseReturnValue:
    entry = own_entry_at(entry_id)
    form = forms.DeleteForm()
    if form.validate_on_submit():
        location = month_address(entry)
        actions.delete(entry, actor=viewer(), now=clock.now())
        return saved(location, _("Entry deleted"))
    return render_template("diary/delete_entry.html", form=form, entry=entry, labels=labels)


@bp.route("/diary/<uuid:entry_id>/share", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_WRITE)
def share(entry_id: uuid.UUID) -> ResponseReturnValue:
    entry = own_entry_at(entry_id)
    form = forms.ShareForm()
    if form.validate_on_submit():
        actions.share(entry, shared=True, actor=viewer(), now=clock.now())
        return saved(url_for(".entry", entry_id=entry.id), _("Entry shared"))
    readers = readers_in_words(entry.participation)
    return render_template("diary/share.html", form=form, entry=entry, readers=readers, labels=labels)


@bp.post("/diary/<uuid:entry_id>/withdraw")
@requires(Permission.ACTIVITY_WRITE)
def withdraw(entry_id: uuid.UUID) -> ResponseReturnValue:
    entry = own_entry_at(entry_id)
    actions.share(entry, shared=False, actor=viewer(), now=clock.now())
    return saved(url_for(".entry", entry_id=entry.id), _("Sharing ended; only you read the entry"))


@bp.get("/pilots/<code:code>/diary/shared")
@requires(Permission.ACTIVITY_READ)
def shared(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.ACTIVITY_READ)
    singly = queries.reads_single_entries(viewer(), pilot)
    found = page_of(queries.shared_in(pilot, viewer=viewer()), number=page_number()) if singly else None
    return render_template(
        "diary/shared.html",
        pilot=pilot,
        page_of_entries=found,
        photos=photo_queries.photos_of(found.items, viewer=viewer()) if found else {},
        totals=None if singly else queries.totals_in(pilot, until=clock.today()),
        reads_reflections=viewer().may_in(pilot.id, Permission.SESSION_CONTENT_READ),
        labels=labels,
        words=words,
    )
