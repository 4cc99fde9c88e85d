"""The floor: bare Flask pages, the same rows by hand-written SQL, bodies of the same size."""

from typing import Any

from flask import Flask, redirect, request, session
from sqlalchemy import Engine, text

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

    return app
