"""What is kept about people and why."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from pilot.accounts.access import open_to_all, requires
from pilot.accounts.roles import Permission
from pilot.privacy import labels
from pilot.privacy.catalogue import CATALOGUE

bp = Blueprint("privacy", __name__, url_prefix="/privacy")


@bp.get("/")
@open_to_all
def notice() -> ResponseReturnValue:
    return render_template("privacy/notice.html", retentions=labels.RETENTIONS)


@bp.get("/catalogue")
@requires(Permission.CATALOGUE_READ)
def catalogue() -> ResponseReturnValue:
    return render_template("privacy/catalogue.html", catalogue=CATALOGUE, labels=labels)
