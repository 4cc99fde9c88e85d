"""Words for mails and what became of them."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.outbox.models import MailState

MAIL_STATES = {
    MailState.WAITING: lazy_pgettext("mail", "Waiting"),
    MailState.SENT: lazy_pgettext("mail", "Sent"),
    MailState.SHOWN: lazy_pgettext("mail", "Would have been sent"),
    MailState.FAILED: lazy_pgettext("mail", "Could not be sent"),
}
MAIL_STATE_KINDS = {
    MailState.WAITING: "info",
    MailState.SENT: "ok",
    MailState.SHOWN: "ok",
    MailState.FAILED: "danger",
}
MAILS = {
    "invitation": _l("Invitation"),
    "password_reset": _l("New password"),
    "work_returned": _l("Independent work returned"),
    "schedule_published": _l("Training schedule"),
    "ask_availability": _l("Question about availability"),
    "availability_changed": _l("Changed availability"),
    "mentoring_reminder": _l("Reminder of mentoring"),
    "sessions_to_confirm": _l("Session to confirm"),
    "month_reminder": _l("Reminder before a month is closed"),
    "month_brief": _l("Page of a month"),
    "paper_judged": _l("Answer to a paper"),
    "remark_answered": _l("Answer to a remark"),
}
OTHER_MAIL = _l("Notice")
