"""The venues of a pilot: their rooms, when they are closed, and the ways between towns."""

import uuid

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.training.venues import actions, forms, queries
from pilot.training.venues.models import Room, Venue
from pilot.training.views import remember
from pilot.web.submissions import saved

bp = Blueprint("venues", __name__)


@bp.get("/pilots/<code:code>/venues")
@requires(Permission.TRAINING_MANAGE)
def venues(code: str) -> ResponseReturnValue:
    pilot = _pilot(code)
    found = queries.venues_of(pilot)
    ways = queries.ways_of(pilot)
    towns = len({venue.town for venue in found})
    return render_template("venues/venues.html", pilot=pilot, venues=found, ways=ways, towns=towns)


@bp.route("/pilots/<code:code>/venues/new", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def add_venue(code: str) -> ResponseReturnValue:
    pilot = _pilot(code)
    form = forms.VenueForm()
    if form.validate_on_submit():
        try:
            venue = actions.add_venue(pilot, form.entry(), actor=viewer(), now=clock.now())
        except actions.VenueRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".add_room", venue_id=venue.id), _("Venue added; now its rooms"))
    return render_template("venues/add_venue.html", form=form, pilot=pilot)


@bp.route("/venues/<uuid:venue_id>/edit", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def change_venue(venue_id: uuid.UUID) -> ResponseReturnValue:
    venue = _venue(venue_id)
    form = forms.VenueForm(obj=venue)
    if form.validate_on_submit():
        seen = form.version_seen()
        try:
            actions.change_venue(venue, form.entry(), seen=seen, actor=viewer(), now=clock.now())
        except actions.VenueRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(_list_of(venue.pilot), _("Venue saved"))
    return render_template("venues/change_venue.html", form=form, venue=venue, pilot=venue.pilot)


@bp.post("/venues/<uuid:venue_id>/remove")
@requires(Permission.TRAINING_MANAGE)
def remove_venue(venue_id: uuid.UUID) -> ResponseReturnValue:
    venue = _venue(venue_id)
    pilot = venue.pilot
    form = forms.VenueForm(formdata=None, obj=venue)
    try:
        actions.remove_venue(venue, actor=viewer(), now=clock.now())
    except actions.VenueRefusedError as refusal:
        form.refuse(refusal.problem)
        return render_template("venues/change_venue.html", form=form, venue=venue, pilot=pilot)
    return saved(_list_of(pilot), _("Venue removed"))


@bp.route("/venues/<uuid:venue_id>/rooms/new", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def add_room(venue_id: uuid.UUID) -> ResponseReturnValue:
    venue = _venue(venue_id)
    form = forms.RoomForm()
    if form.validate_on_submit():
        try:
            actions.add_room(venue, form.entry(), actor=viewer(), now=clock.now())
        except actions.VenueRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(_list_of(venue.pilot), _("Room added"))
    return render_template("venues/add_room.html", form=form, venue=venue, pilot=venue.pilot)


@bp.route("/rooms/<uuid:room_id>/edit", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def change_room(room_id: uuid.UUID) -> ResponseReturnValue:
    room = _room(room_id)
    form = forms.RoomForm(obj=room)
    if form.validate_on_submit():
        seen = form.version_seen()
        try:
            actions.change_room(room, form.entry(), seen=seen, actor=viewer(), now=clock.now())
        except actions.VenueRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(_list_of(room.venue.pilot), _("Room saved"))
    return render_template("venues/change_room.html", form=form, room=room, pilot=room.venue.pilot)


@bp.post("/rooms/<uuid:room_id>/remove")
@requires(Permission.TRAINING_MANAGE)
def remove_room(room_id: uuid.UUID) -> ResponseReturnValue:
    room = _room(room_id)
    pilot = room.venue.pilot
    form = forms.RoomForm(formdata=None, obj=room)
    try:
        actions.remove_room(room, actor=viewer(), now=clock.now())
    except actions.VenueRefusedError as refusal:
        form.refuse(refusal.problem)
        return render_template("venues/change_room.html", form=form, room=room, pilot=pilot)
    return saved(_list_of(pilot), _("Room removed"))


@bp.route("/rooms/<uuid:room_id>/closures/new", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def close_room(room_id: uuid.UUID) -> ResponseReturnValue:
    room = _room(room_id)
    form = forms.ClosureForm()
    if form.validate_on_submit():
        try:
            actions.close_room(room, form.entry(), actor=viewer(), now=clock.now())
        except actions.VenueRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".change_room", room_id=room_id), _("The days are kept"))
    return render_template("venues/close_room.html", form=form, room=room, pilot=room.venue.pilot)


@bp.post("/room-closures/<uuid:closure_id>/remove")
@requires(Permission.TRAINING_MANAGE)
def open_room(closure_id: uuid.UUID) -> ResponseReturnValue:
    closure = queries.get_closure(closure_id, viewer=viewer())
    room_id = closure.room_id
    actions.open_room(closure, actor=viewer(), now=clock.now())
    return saved(url_for(".change_room", room_id=room_id), _("The room is open on these days again"))


@bp.route("/pilots/<code:code>/venues/ways", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def set_way(code: str) -> ResponseReturnValue:
    pilot = _pilot(code)
    form = forms.WayForm()
    form.offer(queries.towns_of(pilot))
    if form.validate_on_submit():
        try:
            actions.set_way(pilot, form.entry(), actor=viewer(), now=clock.now())
        except actions.VenueRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(_list_of(pilot), _("Way saved"))
    return render_template("venues/set_way.html", form=form, pilot=pilot)


@bp.post("/ways/<uuid:way_id>/remove")
@requires(Permission.TRAINING_MANAGE)
def forget_way(way_id: uuid.UUID) -> ResponseReturnValue:
    way = queries.get_way(way_id, viewer=viewer())
    pilot = way.pilot
    actions.forget_way(way, actor=viewer(), now=clock.now())
    return saved(_list_of(pilot), _("Way removed"))


def _pilot(code: str) -> Pilot:
    return cohort.get_pilot(code, viewer=viewer(), permission=Permission.TRAINING_MANAGE)


def _venue(venue_id: uuid.UUID) -> Venue:
    venue = queries.get_venue(venue_id, viewer=viewer())
    remember(venue.pilot)
    return venue


def _room(room_id: uuid.UUID) -> Room:
    room = queries.get_room(room_id, viewer=viewer())
    remember(room.venue.pilot)
    return room


def _list_of(pilot: Pilot) -> str:
    return url_for(".venues", code=pilot.code)
