"""Links that let people into their accounts (S17), and what they lead to."""

import datetime as dt
from typing import Any

import pytest

from pilot.accounts import actions, invitations, letters
from pilot.accounts.enums import LinkPurpose, UserState
from pilot.accounts.models import AccountLink, User, UserSession
from pilot.extensions import db
from pilot.outbox.models import OutgoingMail
from tests import build
from tests.conftest import SECRET, Client
from tests.sweep.stage import told

NEW = "zaļa pļava aiz upes"


@pytest.fixture
def invited(database: Any) -> User:  # noqa: ARG001 - the row needs the database
    return build.user("Anna Ozola", email="anna@example.lv", state=UserState.INVITED)


def invite(user: User, now: dt.datetime) -> AccountLink:
    link = invitations.invite(user, actor=None, pilot_id=None, now=now)
    db.session.commit()
    return link


def path_of(link: AccountLink) -> str:
    user = db.session.get_one(User, link.user_id)
    return f"/enter/{link.id}/{invitations.token_of(link, user, secret=SECRET)}"


def test_an_invitation_leads_to_a_password_and_a_signed_in_home(
    client: Client, invited: User, now: dt.datetime
) -> None:
    path = path_of(invite(invited, now))
    page = client.get(path).get_data(as_text=True)

    response = client.send(path, new_password=NEW)

    assert "anna@example.lv" in page
    assert "/privacy/" in page
    assert (response.status_code, response.location) == (303, "/")
    assert client.get("/account").status_code == 200
    db.session.refresh(invited)
    assert (invited.state, invited.privacy_notice_seen_at) == (UserState.ACTIVE, now)


def test_looking_at_a_link_many_times_does_not_use_it_up(
    client: Client, invited: User, now: dt.datetime
) -> None:
    path = path_of(invite(invited, now))

    assert [client.get(path).status_code for _scan in range(3)] == [200, 200, 200]
    assert client.send(path, new_password=NEW).status_code == 303


def test_a_link_works_once(client: Client, invited: User, now: dt.datetime) -> None:
    path = path_of(invite(invited, now))
    client.send(path, new_password=NEW)

    assert client.get(path).status_code == 410
    assert client.send(path, new_password="cita pļava aiz upes").status_code == 410


@pytest.mark.parametrize("loss", ["expired", "new address", "new password", "closed", "newer link", "token"])
def test_a_link_dies(loss: str, client: Client, invited: User, now: dt.datetime) -> None:
    link = invite(invited, now)
    path = path_of(link)
    if loss == "expired":
        link.created_at, link.expires_at = now - dt.timedelta(hours=72), now
    elif loss == "new address":
        invited.email_key = "cita@example.lv"
    elif loss == "new password":
        invited.password_hash = "other"  # noqa: S105 - no password
    elif loss == "closed":
        invited.state = UserState.CLOSED
    elif loss == "newer link":
        invite(invited, now)
    else:
        path = path[:-1] + ("A" if path[-1] != "A" else "B")

    answer = client.get(path)
    never = client.get(f"/enter/{build.new_key()}/abc")

    assert answer.status_code == 410
    assert told(answer) == told(never)


@pytest.mark.parametrize(
    "password", ["īsa", "Anna Ozola 85", "aaaaaaaaaaaaaaa", "qwertyuiop12345", "Parole2026!!!", "z" * 129]
)
def test_a_bad_new_password_is_told_beside_the_field(
    password: str, client: Client, invited: User, now: dt.datetime
) -> None:
    response = client.send(path_of(invite(invited, now)), new_password=password)

    assert response.status_code == 200
    assert 'id="new_password-error"' in response.get_data(as_text=True)


def test_a_password_is_the_same_however_the_keyboard_composes_it(
    client: Client, invited: User, now: dt.datetime
) -> None:
    client.send(path_of(invite(invited, now)), new_password="za\u013ca p\u013cava aiz upes \uff11")
    client.send("/sign-out")

    response = client.send("/sign-in", email=invited.email, password="zal\u0327a pl\u0327ava aiz upes 1")

    assert response.status_code == 303


def test_every_session_ends_with_a_reset(client: Client, world: build.World, now: dt.datetime) -> None:
    mentor = world.mentor
    build.session_token(mentor)
    link = invitations.ask_reset(mentor.email.upper(), now=now)
    assert link is not None

    client.send(path_of(link), new_password=NEW)

    sessions = db.session.scalars(db.select(UserSession).where(UserSession.user_id == mentor.id)).all()
    assert [session.device for session in sessions] == [client.environ_base["HTTP_USER_AGENT"]]


def test_a_reset_is_answered_alike_for_known_and_unknown_addresses(client: Client, invited: User) -> None:
    known = client.send("/password/forgotten", email=invited.email)
    unknown = client.send("/password/forgotten", email="nava@example.lv")

    assert (known.status_code, unknown.status_code) == (200, 200)
    assert told(known).replace("anna@", "nava@") == told(unknown)
    assert dict(known.headers) == {**unknown.headers, "Content-Length": known.headers["Content-Length"]}
    assert [mail.template for mail in db.session.scalars(db.select(OutgoingMail))] == ["password_reset"]


def test_five_resets_a_day_are_mailed_and_a_sixth_is_answered_alike(client: Client, invited: User) -> None:
    answers = {told(client.send("/password/forgotten", email=invited.email)) for _try in range(6)}

    links = db.session.scalars(
        db.select(AccountLink).where(AccountLink.purpose == LinkPurpose.PASSWORD_RESET)
    )
    assert len(answers) == 1
    assert len(links.all()) == 5


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Host", "evil.example"),
        ("Host", "localhost.evil.example"),
        ("Host", "localhost:80@evil.example"),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Server", "evil.example"),
        ("X-Original-Host", "evil.example"),
        ("Forwarded", "host=evil.example"),
        ("X-Forwarded-Proto", "https"),
    ],
)
def test_no_header_moves_a_link_to_another_host(
    header: str, value: str, client: Client, invited: User
) -> None:
    response = client.post(
        "/password/forgotten", data=client.form(email=invited.email), headers={header: value}
    )

    mails = db.session.scalars(db.select(OutgoingMail)).all()
    assert response.status_code == 400 or "http://localhost/enter/" in letters.compose(mails[0]).text


def test_two_requests_cannot_both_use_a_link(invited: User, now: dt.datetime) -> None:
    link = invite(invited, now)
    actions.accept(link, invited, "first", now=now)

    with pytest.raises(invitations.DeadLinkError):
        actions.accept(link, invited, "second", now=now)

    assert invited.password_hash == "first"  # noqa: S105 - no password
