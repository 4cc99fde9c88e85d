"""Logs: one line of JSON an event, with ids and names of pages, never names or words of people (P7)."""

import datetime as dt
import json
import logging
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, has_request_context, request

ROOT = Path(__file__).resolve().parents[2]
FACTS = ("endpoint", "method", "status", "ms")
logger = logging.getLogger("pilot.requests")


class JsonLines(logging.Formatter):
    """Writes a record as JSON; of an error its kind and place, not its message, which may quote a person."""

    def format(self, record: logging.LogRecord) -> str:
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line: dict[str, Any] = {
            "at": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if has_request_context():
            viewer = g.get("viewer")
            line["request"] = g.get("request_id")
            line["user"] = str(viewer.user_id) if viewer else None
        line.update({name: getattr(record, name) for name in FACTS if hasattr(record, name)})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = [
                f"{_inside(frame.filename)}:{frame.lineno}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ][-8:]
        return json.dumps(line, ensure_ascii=False)


def _inside(filename: str) -> str:
    """Return a path without the folders of this machine."""
    path = Path(filename)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else "/".join(path.parts[-2:])


def configure() -> None:
    """Send all logs of this process to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for talkative in ("apscheduler", "waitress.queue", "alembic"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


def note_start() -> None:
    g.started = time.perf_counter()


def note_end(response: Response) -> Response:
    """Log the request by the name of its page; the address itself may hold ids and tokens."""
    logger.info(
        "request",
        extra={
            "endpoint": request.endpoint,
            "method": request.method,
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
        },
    )
    return response


def unexpected(app: Flask) -> None:
    """Log unexpected errors without the address of the page, which Flask would write."""

    def log_exception(exc_info: Any) -> None:
        logger.error("unexpected error", exc_info=exc_info, extra={"endpoint": request.endpoint})

    app.log_exception = log_exception  # type: ignore[method-assign]


def init_app(app: Flask) -> None:
    app.before_request(note_start)
    app.after_request(note_end)
    unexpected(app)
