"""What mail waits, went out or could not; never what it says, but for the demonstration's invented people."""

import uuid

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from pilot.accounts import letters
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort.queries import get_pilot
from pilot.errors import NotVisibleError
from pilot.overview import mail_labels as labels
from pilot.overview import mail_queries as queries
from pilot.web.paging import page_number, page_of

bp = Blueprint("mail", __name__)


@bp.get("/pilots/<code:code>/mail")
@requires(Permission.OUTBOX_READ)
def outbox(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.OUTBOX_READ)
    demonstration = current_app.config["SETTINGS"].demonstration
    mails = page_of(queries.mails_of(pilot, demonstration=demonstration), number=page_number())
    return render_template(
        "overview/mail_outbox.html",
        pilot=pilot,
        mails=mails,
        recipients=queries.recipients_of(mails.items),
        failed=queries.failed_in(pilot),
        demonstration=demonstration,
        labels=labels,
    )


@bp.get("/pilots/<code:code>/mail/<uuid:mail_id>")
@requires(Permission.OUTBOX_READ)
def letter(code: str, mail_id: uuid.UUID) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.OUTBOX_READ)
    if not current_app.config["SETTINGS"].demonstration:
        raise NotVisibleError
    written = letters.compose(queries.get_mail(mail_id, pilot))
    return render_template("overview/mail_letter.html", pilot=pilot, letter=written)
