"""The floor: bare Flask pages, the same rows by hand-written SQL, bodies of the same size."""

import datetime as dt
import re
import uuid
from typing import Any

from flask import Flask, redirect, request, session
from sqlalchemy import Date, Engine, Uuid, bindparam, text

from pilot.database import UtcDateTime

LIST = """<!doctype html><html lang="lv"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
<table>{% for row in rows %}<tr>{% for value in row %}<td>{{ value }}</td>{% endfor %}</tr>
{% endfor %}</table>
<p>{{ filler }}</p></body></html>"""

MATRIX = """
SELECT u.family_name, u.given_name, m.official_name, mm.month, mm.counted_minutes, mm.planned_minutes
FROM (SELECT p.id, p.user_id, p.municipality_id FROM participation p
      JOIN municipality mu ON mu.id = p.municipality_id JOIN user_account au ON au.id = p.user_id
      WHERE p.pilot_id = :pilot ORDER BY mu.sort_key, au.sort_key, p.id LIMIT 50) p
JOIN user_account u ON u.id = p.user_id JOIN municipality m ON m.id = p.municipality_id
LEFT JOIN month_minutes mm ON mm.participation_id = p.id ORDER BY m.sort_key, u.sort_key, mm.month
"""
AHEAD = """
SELECT u.family_name, u.given_name, mm.counted_minutes, mm.planned_minutes FROM month_minutes mm
JOIN participation p ON p.id = mm.participation_id JOIN user_account u ON u.id = p.user_id
WHERE mm.pilot_id = :pilot AND mm.month = '2023-02' LIMIT 1
"""
FORECAST = """
SELECT p.id, s.held_on, s.minutes, s.state, s.logged_at FROM participation p
LEFT JOIN session_attendee a ON a.participation_id = p.id LEFT JOIN mentor_session s ON s.id = a.session_id
WHERE p.pilot_id = :pilot ORDER BY p.id, s.held_on LIMIT 300
"""
PEOPLE = """
SELECT u.family_name, u.given_name, u.email, r.role
FROM role_assignment r JOIN user_account u ON u.id = r.user_id
WHERE r.pilot_id = :pilot AND r.ended_at IS NULL ORDER BY u.sort_key, u.id LIMIT 50
"""
SCHEDULE = """
SELECT d.number, d.held_on, d.venue, d.planned_minutes, d.state, c.topic, c.minutes FROM training_day d
LEFT JOIN class_session c ON c.day_id = d.id WHERE d.pilot_id = :pilot ORDER BY d.held_on, c.starts_at
"""
REGISTER = "SELECT official_name, statistical_region, population, kind FROM municipality ORDER BY sort_key"
FIGURES = """
SELECT (SELECT count(*) FROM participation WHERE pilot_id = :pilot),
       (SELECT count(*) FROM training_day WHERE pilot_id = :pilot),
       (SELECT sum(counted_minutes) FROM month_minutes WHERE pilot_id = :pilot),
       (SELECT count(*) FROM community WHERE pilot_id = :pilot)
"""
SHORT = """
SELECT u.family_name, u.given_name, mm.counted_minutes FROM month_minutes mm
JOIN participation p ON p.id = mm.participation_id JOIN user_account u ON u.id = p.user_id
WHERE mm.pilot_id = :pilot AND mm.month = '2023-02' AND mm.counted_minutes < 120 ORDER BY u.sort_key LIMIT 5
"""
ATTENDANCE = """
SELECT u.family_name, u.given_name, a.day_id, a.status, a.minutes
FROM (SELECT p.id, p.user_id FROM participation p JOIN user_account au ON au.id = p.user_id
      WHERE p.pilot_id = :pilot AND p.started_on IS NOT NULL ORDER BY au.sort_key, p.id LIMIT 50) p
JOIN user_account u ON u.id = p.user_id LEFT JOIN attendance a ON a.participation_id = p.id
ORDER BY u.sort_key, p.id
"""
ROLL = """
SELECT u.family_name, u.given_name, m.official_name, a.minutes FROM participation p
JOIN pilot l ON l.id = p.pilot_id JOIN user_account u ON u.id = p.user_id
JOIN municipality m ON m.id = p.municipality_id LEFT JOIN attendance a ON a.participation_id = p.id
WHERE l.code = 'ROLL' ORDER BY u.sort_key, u.id
"""
SAVE_ROLL = """
UPDATE attendance SET minutes = CAST(:minutes AS INTEGER) WHERE participation_id IN
(SELECT p.id FROM participation p JOIN pilot l ON l.id = p.pilot_id WHERE l.code = 'ROLL')
"""
MENTEES = """
SELECT u.family_name, u.given_name, p.id, p.pilot_id, mm.counted_minutes FROM mentoring_pair mp
JOIN participation p ON p.id = mp.participation_id JOIN user_account u ON u.id = p.user_id
LEFT JOIN month_minutes mm ON mm.participation_id = p.id AND mm.month = '2023-02'
WHERE mp.mentor_id = :mentor ORDER BY u.sort_key, u.id
"""
LOG = (
    """
    INSERT INTO mentor_session (id, pilot_id, mentor_id, held_on, minutes, form, kind, state, place, topics,
        summary, logged_at, version)
    SELECT :session, pilot_id, :mentor, :day, 30, 'phone', 'individual', 'held', '', '[]', '', :at, 1
    FROM participation WHERE id = :person
    """,
    """
    INSERT INTO session_attendee (id, session_id, participation_id, confirmation, comment, version)
    VALUES (:attendee, :session, :person, 'waiting', '', 1)
    """,
    """
    INSERT INTO session_share (id, attendee_id, held_on, minutes) VALUES (:share, :attendee, :day, 30)
    """,
    """
    UPDATE month_minutes SET received_minutes = received_minutes + 30, counted_minutes = counted_minutes + 30
    WHERE participation_id = :person AND month = '2023-02'
    """,
)
FEED = """
SELECT p.code, s.number, s.name, s.schedule FROM published_schedule s JOIN pilot p ON p.id = s.pilot_id
WHERE p.code LIKE 'FEED-%' ORDER BY p.code, s.number
"""
QUERIES = {
    "attendance": ATTENDANCE,
    "matrix": MATRIX,
    "ahead": AHEAD,
    "forecast": FORECAST,
    "people": PEOPLE,
    "schedule": SCHEDULE,
    "register": REGISTER,
    "pilot": FIGURES,
    "home": SHORT,
    "feed": FEED,
}


def create_floor(engine: Engine, *, pilot: Any, sizes: dict[str, int]) -> Flask:
    """Build the floor application over the same database; `sizes` are the bytes of our pages."""
    app = Flask("floor")
    app.secret_key = "floor"  # noqa: S105 - measures, protects nothing
    template = app.jinja_env.from_string(LIST)

    @app.get("/sign-in")
    def sign_in() -> Any:
        session["user"] = "floor"
        return redirect("/")

    @app.get("/<name>")
    def page(name: str) -> Any:
        if "user" not in session:
            return redirect("/sign-in")
        with engine.connect() as connection:
            rows = connection.execute(
                text(QUERIES[name]), {"pilot": pilot} if ":pilot" in QUERIES[name] else {}
            ).all()
        body = template.render(title=name, rows=rows, filler="")
        return body + " " * max(0, sizes.get(name, 0) - len(body.encode()))

    @app.post("/save")
    def save() -> Any:
        with engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO submission (user_id, key, endpoint, location, at)"
                    " VALUES (:user, :key, 'floor', '/', :at)"
                ),
                dict(request.form),
            )
        return redirect("/")

    @app.get("/roll")
    def roll() -> Any:
        with engine.connect() as connection:
            rows = connection.execute(text(ROLL)).all()
        return template.render(title="roll", rows=rows, filler="")

    @app.post("/roll")
    def save_roll() -> Any:
        with engine.begin() as connection:
            connection.execute(text(SAVE_ROLL), dict(request.form))
        return redirect("/roll")

    @app.get("/log")
    def log() -> Any:
        with engine.connect() as connection:
            rows = connection.execute(typed(MENTEES), {"mentor": uuid.UUID(request.args["mentor"])}).all()
        return template.render(title="log", rows=rows, filler="")

    @app.post("/log")
    def save_log() -> Any:
        keys = {name: uuid.uuid4() for name in ("session", "attendee", "share")}
        people = {name: uuid.UUID(value) for name, value in request.form.items()}
        when = {"day": dt.date(2023, 2, 14), "at": dt.datetime.now(dt.UTC)}
        with engine.begin() as connection:
            for statement in LOG:
                values = {**keys, **people, **when}
                connection.execute(typed(statement), {name: values[name] for name in named_in(statement)})
        return redirect(f"/log?mentor={people['mentor']}")

    return app


def typed(statement: str) -> Any:
    """Return a statement whose ids, day and moment are written as the database keeps them."""
    kinds = {
        **dict.fromkeys(("session", "attendee", "share", "person", "mentor"), Uuid()),
        "day": Date(),
        "at": UtcDateTime(),
    }
    return text(statement).bindparams(*(bindparam(name, type_=kinds[name]) for name in named_in(statement)))


def named_in(statement: str) -> set[str]:
    return set(re.findall(r":(\w+)", statement))
