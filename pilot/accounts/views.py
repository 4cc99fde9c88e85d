"""Pages of signing in, of invitations and forgotten passwords, and of the own account."""

import datetime as dt
import uuid
from dataclasses import dataclass

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock, text
from pilot.accounts import actions, invitations, labels, sessions, throttle
from pilot.accounts.access import current_session_id, open_to_all, requires, signed_in, viewer
from pilot.accounts.enums import LinkPurpose, Locale, UserState
from pilot.accounts.forms import AcceptForm, AskResetForm, ChangePasswordForm, DetailsForm, SignInForm
from pilot.accounts.models import AccountLink, User
from pilot.accounts.roles import Permission
from pilot.accounts.rules import device_name
from pilot.extensions import db
from pilot.web import held
from pilot.web.locale import LANGUAGES
from pilot.web.redirects import safe_next
from pilot.web.submissions import SEE_OTHER, saved

bp = Blueprint("accounts", __name__)


@dataclass(frozen=True)
class Device:
    """A signed-in device as its owner sees it."""

    session_id: uuid.UUID
    name: str
    seen_at: dt.datetime
    current: bool


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> ResponseReturnValue:
    form = SignInForm(next=request.args.get("next", ""))
    status = 200
    if form.validate_on_submit():
        try:
            user = _recognise(form.email.data, form.password.data)
        except actions.TooManyFailuresError:
            status = 429
            form.refuse_field(
                "email", _("Too many attempts. Wait five minutes, or set a new password by e-mail.")
            )
        except actions.NotRecognisedError:
            form.refuse_field(
                "email", _("The e-mail and the password do not match. Check both and try again.")
            )
        else:
            return _enter(user, next_page=form.next.data or "", kept=held.unpack(form.held.data or ""))
    return render_template("accounts/sign_in.html", form=form, demo_accounts=_demo_accounts()), status


def _recognise(email: str, password: str) -> User:
    """Return the account of an e-mail and password; the hashing happens outside any transaction."""
    reserved = throttle.reserve(_source_of(text.fold(email)), now=clock.now())
    user = actions.user_by_email(email)
    known_hash = user.password_hash if user and user.state is UserState.ACTIVE else None
    db.session.commit()
    if reserved is None:
        raise actions.TooManyFailuresError
    if not actions.password_fits(known_hash, password) or user is None:
        raise actions.NotRecognisedError
    throttle.forgive(reserved)
    return user


def _source_of(account: str) -> throttle.Source:
    secret = current_app.config["SETTINGS"].secret_key
    return throttle.source_of(account=account, address=request.remote_addr or "", secret=secret)


def _enter(user: User, *, next_page: str = "", kept: held.Held | None = None) -> ResponseReturnValue:
    """Begin a session under a new token and go where the person was going."""
    old_token = session.get("token")
    session.clear()
    g.pop("csrf_token", None)
    if old_token:
        sessions.end_token(old_token)
    session["token"] = sessions.begin(user, device=str(request.user_agent), now=clock.now())
    actions.note_sign_in(user, now=clock.now())
    user_id = user.id
    db.session.commit()
    if kept is not None and kept.may_be_given_to(user_id):
        resumed = sessions.resume(session["token"], now=clock.now())
        g.viewer = resumed.viewer if resumed else None
        return render_template("accounts/continue.html", kept=kept)
    if kept is not None:
        flash(_("Somebody else was signed in here before. What they typed was thrown away."), "warning")
    return redirect(safe_next(next_page) or url_for("overview.home"), SEE_OTHER)


def _demo_accounts() -> list[tuple[User, str]]:
    """Return an account a role and the role's name for the demonstration's buttons; none elsewhere."""
    users = actions.demo_users() if current_app.config["SETTINGS"].demonstration else []
    return [(user, _role_of(user)) for user in users]


def _role_of(user: User) -> str:
    """Name a person's first live role; who has none left goes by name."""
    grants = sessions.live_grants(user.id)
    return str(labels.ROLES[grants[0].role]) if grants else user.name


@bp.post("/sign-in/demo")
@open_to_all
def sign_in_demo() -> ResponseReturnValue:
    chosen = next(
        (user for user, _role in _demo_accounts() if str(user.id) == request.form.get("user_id")), None
    )
    if chosen is None:
        return redirect(url_for(".sign_in"), SEE_OTHER)
    return _enter(chosen, next_page=request.form.get("next", ""))


@bp.post("/sign-out")
@requires(Permission.ACCOUNT_OWN)
def sign_out() -> ResponseReturnValue:
    sessions.end(current_session_id())
    db.session.commit()
    session.clear()
    flash(_("You have signed out"), "success")
    response = redirect(url_for(".sign_in"), SEE_OTHER)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.post("/language")
@open_to_all
def choose_language() -> ResponseReturnValue:
    language = request.form.get("locale", "")
    if language in LANGUAGES:
        session["locale"] = language
        found = signed_in()
        if found is not None:
            actions.choose_locale(found.user_id, Locale(language))
            db.session.commit()
    return redirect(safe_next(request.form.get("next", "")) or url_for("overview.home"), SEE_OTHER)


@bp.route("/password/forgotten", methods=["GET", "POST"])
@open_to_all
def ask_reset() -> ResponseReturnValue:
    form = AskResetForm()
    if not form.validate_on_submit():
        return render_template("accounts/ask_reset.html", form=form)
    source = _source_of(f"reset:{text.fold(form.email.data)}")
    if throttle.reserve(source, now=clock.now(), limits=throttle.RESETS):
        invitations.ask_reset(form.email.data, now=clock.now())
    db.session.commit()
    return render_template("accounts/reset_asked.html", email=form.email.data)


@bp.route("/enter/<uuid:link_id>/<string:token>", methods=["GET", "POST"])
@open_to_all
def accept(link_id: uuid.UUID, token: str) -> ResponseReturnValue:
    try:
        link, user = _live_link(link_id, token)
        form = AcceptForm(own=(user.given_name, user.family_name, user.email))
        if form.validate_on_submit():
            return _accept(link_id, token, form.new_password.data)
    except invitations.DeadLinkError:
        db.session.rollback()
        return render_template("accounts/dead_link.html"), 410
    invited = link.purpose is LinkPurpose.INVITATION
    return render_template("accounts/accept.html", form=form, user=user, invited=invited)


def _live_link(link_id: uuid.UUID, token: str) -> tuple[AccountLink, User]:
    secret = current_app.config["SETTINGS"].secret_key
    return invitations.find_link(link_id, token, secret=secret, now=clock.now())


def _accept(link_id: uuid.UUID, token: str, password: str) -> ResponseReturnValue:
    """Keep the new password and sign in; hashing happens while no transaction is open."""
    db.session.rollback()
    password_hash = actions.hash_password(password)
    link, user = _live_link(link_id, token)
    actions.accept(link, user, password_hash, now=clock.now())
    flash(_("Your password is saved"), "success")
    return _enter(user)


@bp.route("/account", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def my_account() -> ResponseReturnValue:
    user = actions.get_user(viewer().user_id)
    form = DetailsForm(obj=user)
    if form.validate_on_submit():
        actions.change_details(user, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now())
        return saved(url_for(".my_account"), _("Your details are saved"))
    devices = [
        Device(row.id, device_name(row.device), row.seen_at, current=row.id == current_session_id())
        for row in sessions.sessions_of(user.id, now=clock.now())
    ]
    return render_template("accounts/my_account.html", form=form, user=user, devices=devices)


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def change_password() -> ResponseReturnValue:
    user = actions.get_user(viewer().user_id)
    form = ChangePasswordForm(own=(user.given_name, user.family_name, user.email))
    if form.validate_on_submit():
        try:
            _change_password(user, form)
        except actions.NotRecognisedError:
            form.refuse_field("current_password", _("This is not your current password"))
        except actions.TooManyFailuresError:
            form.refuse_field("current_password", _("Too many attempts. Wait five minutes."))
        else:
            return saved(
                url_for(".my_account"), _("Your password is saved. All your other devices were signed out.")
            )
    return render_template("accounts/change_password.html", form=form)


def _change_password(user: User, form: ChangePasswordForm) -> None:
    """Judge the current password, counted like a sign-in, then keep the new one; this device stays."""
    source = _source_of(f"own:{user.email_key}")
    user_id, known_hash = user.id, user.password_hash
    reserved = throttle.reserve(source, now=clock.now())
    db.session.commit()
    if reserved is None:
        raise actions.TooManyFailuresError
    if not actions.password_fits(known_hash, form.current_password.data):
        raise actions.NotRecognisedError
    password_hash = actions.hash_password(form.new_password.data)
    throttle.forgive(reserved)
    actions.set_password(
        actions.get_user(user_id), password_hash, actor=viewer(), now=clock.now(), but=current_session_id()
    )


@bp.post("/account/devices/<uuid:session_id>/end")
@requires(Permission.ACCOUNT_OWN)
def end_device(session_id: uuid.UUID) -> ResponseReturnValue:
    actions.end_session(session_id, actor=viewer(), now=clock.now())
    return saved(url_for(".my_account"), _("The device was signed out"))
