"""Meetings of cooperation groups: record, roll call, decisions, tasks and approved minutes."""

import uuid

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community import labels
from pilot.community.group_views import group_at, page_of
from pilot.community.groups.queries import may
from pilot.community.meetings import actions, forms, queries
from pilot.community.models import Meeting
from pilot.community.rules import quorum_needed
from pilot.web.submissions import saved

bp = Blueprint("meetings", __name__)


def meeting_at(meeting_id: uuid.UUID, permission: Permission = Permission.MINUTES_WRITE) -> Meeting:
    """Fetch a meeting in scope and let the menu know its pilot."""
    meeting = queries.get_meeting(meeting_id, viewer=viewer(), permission=permission)
    g.pilot_id = meeting.group.pilot_id
    return meeting


def minutes_of(meeting: Meeting) -> str:
    return url_for("meetings.meeting", meeting_id=meeting.id)


@bp.route("/groups/<uuid:group_id>/meetings/new", methods=["GET", "POST"])
@requires(Permission.MINUTES_WRITE)
def record_meeting(group_id: uuid.UUID) -> ResponseReturnValue:
    group = group_at(group_id, Permission.MINUTES_WRITE)
    members = queries.members_to_call(group)
    form = forms.with_roll(forms.RecordMeetingForm, [(row.id, row.name) for row in members])(
        held_on=clock.today()
    )
    if form.validate_on_submit():
        try:
            meeting = actions.record_meeting(
                group,
                form.entry(),
                members=members,
                presences=forms.presences_in(form),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.MeetingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(minutes_of(meeting), _("Meeting recorded. Add its decisions and tasks now."))
    return render_template(
        "community/record_meeting.html",
        form=form,
        group=group,
        roll=forms.roll_of(form),
        quorum=quorum_needed(queries.voting(members), quorum_pct=group.quorum_pct),
        open_tasks=queries.tasks_before(group, day=clock.today()),
        today=clock.today(),
    )


@bp.get("/meetings/<uuid:meeting_id>")
@requires(Permission.MINUTES_READ)
def meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    shown = meeting_at(meeting_id, Permission.MINUTES_READ)
    return render_template(
        "community/meeting.html",
        meeting=shown,
        group=shown.group,
        roll=queries.roll_call_of(shown),
        called=queries.by_name(shown.presences),
        sees_people=may(viewer(), Permission.MEMBER_READ, shown.group),
        sees_group=may(viewer(), Permission.GROUP_READ, shown.group),
        may_write=may(viewer(), Permission.MINUTES_WRITE, shown.group),
        today=clock.today(),
        labels=labels,
    )


@bp.route("/meetings/<uuid:meeting_id>/edit", methods=["GET", "POST"])
@requires(Permission.MINUTES_WRITE)
def edit_meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    shown = meeting_at(meeting_id)
    form = forms.EditMeetingForm(obj=shown)
    if form.validate_on_submit():
        try:
            actions.change_meeting(
                shown,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.MeetingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(minutes_of(shown), _("Meeting changed"))
    return render_template("community/edit_meeting.html", form=form, meeting=shown)


@bp.route("/meetings/<uuid:meeting_id>/roll", methods=["GET", "POST"])
@requires(Permission.MINUTES_WRITE)
def call_roll(meeting_id: uuid.UUID) -> ResponseReturnValue:
    shown = meeting_at(meeting_id)
    known = {one.member_id: one.presence for one in shown.presences}
    called = [(one.member_id, one.member.name) for one in queries.by_name(shown.presences)]
    form = forms.with_roll(forms.CallRollForm, called, known)()
    if form.validate_on_submit():
        try:
            actions.call_roll(shown, forms.presences_in(form), actor=viewer(), now=clock.now())
        except actions.MeetingRefusedError as refusal:
            form.form_errors.append(labels.PROBLEMS[refusal.problem])
        else:
            return saved(minutes_of(shown), _("Roll call changed"))
    return render_template("community/call_roll.html", form=form, meeting=shown, roll=forms.roll_of(form))


@bp.route("/meetings/<uuid:meeting_id>/decisions/new", methods=["GET", "POST"])
@requires(Permission.MINUTES_WRITE)
def decide(meeting_id: uuid.UUID) -> ResponseReturnValue:
    shown = meeting_at(meeting_id)
    form = forms.DecideForm()
    if form.validate_on_submit():
        try:
            decision = actions.decide(shown, form.entry(), actor=viewer(), now=clock.now())
        except actions.MeetingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            name = labels.decision_name(decision.number, decision.year)
            return saved(minutes_of(shown), _("Decision written down: %(name)s", name=name))
    roll = queries.roll_call_of(shown)
    return render_template("community/decide.html", form=form, meeting=shown, roll=roll)


@bp.route("/decisions/<uuid:decision_id>/edit", methods=["GET", "POST"])
@requires(Permission.MINUTES_WRITE)
def edit_decision(decision_id: uuid.UUID) -> ResponseReturnValue:
    decision = queries.get_decision(decision_id, viewer=viewer())
    g.pilot_id = decision.meeting.group.pilot_id
    form = forms.EditDecisionForm(obj=decision)
    if form.validate_on_submit():
        try:
            actions.change_decision(
                decision, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except actions.MeetingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(minutes_of(decision.meeting), _("Decision changed"))
    roll = queries.roll_call_of(decision.meeting)
    return render_template(
        "community/edit_decision.html", form=form, decision=decision, roll=roll, labels=labels
    )


@bp.route("/meetings/<uuid:meeting_id>/tasks/new", methods=["GET", "POST"])
@requires(Permission.MINUTES_WRITE)
def set_task(meeting_id: uuid.UUID) -> ResponseReturnValue:
    shown = meeting_at(meeting_id)
    form = forms.SetTaskForm()
    form.member_id.offer([(one.member_id, one.member.name) for one in queries.by_name(shown.presences)])
    form.decision_id.offer([(row.id, labels.decision_name(row.number, row.year)) for row in shown.decisions])
    if form.validate_on_submit():
        try:
            actions.set_task(shown, form.entry(), actor=viewer(), now=clock.now())
        except actions.MeetingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(minutes_of(shown), _("Task set"))
    return render_template("community/set_task.html", form=form, meeting=shown)


@bp.route("/tasks/<uuid:task_id>/settle", methods=["GET", "POST"])
@requires(Permission.MINUTES_WRITE)
def settle_task(task_id: uuid.UUID) -> ResponseReturnValue:
    task = queries.get_task(task_id, viewer=viewer())
    g.pilot_id = task.group.pilot_id
    form = forms.SettleTaskForm(obj=task)
    form.suggest(today=clock.today())
    if form.validate_on_submit():
        try:
            actions.settle_task(
                task,
                form.settlement(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.MeetingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(task.group), _("Task settled"))
    return render_template("community/settle_task.html", form=form, task=task)


@bp.route("/meetings/<uuid:meeting_id>/approve", methods=["GET", "POST"])
@requires(Permission.MINUTES_WRITE)
def approve(meeting_id: uuid.UUID) -> ResponseReturnValue:
    shown = meeting_at(meeting_id)
    form = forms.ApproveForm(obj=shown)
    if form.validate_on_submit():
        try:
            actions.approve(
                shown,
                by_chair=form.by_chair.data,
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.MeetingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(minutes_of(shown), _("Minutes approved"))
    return render_template("community/approve.html", form=form, meeting=shown)
