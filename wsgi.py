"""The application as a server sees it; a broken setting ends here with one line."""

import os
import sys

import config
from pilot import create_app
from pilot.doctor import refuse_unsound

try:
    settings = config.from_environment(os.environ)
except config.SettingsError as refused:
    print(refused, file=sys.stderr)  # noqa: T201 - before there is a log
    sys.exit(config.EXIT_BROKEN_SETTING)

app = create_app(settings)
if not os.environ.get("FLASK_RUN_FROM_CLI"):
    refuse_unsound(app)
