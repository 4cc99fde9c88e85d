"""Serve the pages and run the scheduler, in one process that stops in order."""

import signal
import sys
from types import FrameType

import waitress
from flask import Flask

from pilot.scheduler import Supervisor
from pilot.web import logs

THREADS = 8


def serve(app: Flask, *, host: str, port: int) -> None:
    """Answer requests until the process is told to end; forwarded headers are judged by the application."""
    logs.configure()
    supervisor = Supervisor(app)
    supervisor.start()
    signal.signal(signal.SIGTERM, _end)
    try:
        waitress.serve(
            app,
            host=host,
            port=port,
            threads=THREADS,
            ident="",
            clear_untrusted_proxy_headers=False,
            _quiet=True,
        )
    finally:
        supervisor.stop()


def schedule_only(app: Flask) -> None:
    """Run the scheduler without pages, until the process is told to end."""
    logs.configure()
    supervisor = Supervisor(app)
    signal.signal(signal.SIGTERM, _end)
    supervisor.start()
    try:
        while supervisor.thread.is_alive():
            supervisor.thread.join(1)
    except KeyboardInterrupt:
        pass
    finally:
        supervisor.stop()


def _end(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
