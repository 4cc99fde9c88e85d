"""Words of changes in a community."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.community.changes.enums import ChangeKind, Initiator, Sustained
from pilot.community.changes.rules import Check, Problem

KINDS = {
    ChangeKind.PROGRAMME: lazy_pgettext("change", "Programme or offer"),
    ChangeKind.ORDER: lazy_pgettext("change", "Rule or order"),
    ChangeKind.PRACTICE: lazy_pgettext("change", "Practice"),
    ChangeKind.PLACE: lazy_pgettext("change", "Place"),
    ChangeKind.RELATIONS: lazy_pgettext("change", "Relations"),
}
INITIATORS = {
    Initiator.COMMUNITY: lazy_pgettext("initiator", "The community"),
    Initiator.MUNICIPALITY: lazy_pgettext("initiator", "The municipality"),
    Initiator.SOCIAL_WORKER: lazy_pgettext("initiator", "The social worker"),
}
SUSTAINED = {
    Sustained.YES: lazy_pgettext("sustained", "It holds"),
    Sustained.PARTLY: lazy_pgettext("sustained", "In part"),
    Sustained.NO: lazy_pgettext("sustained", "It does not hold"),
}
SUSTAINED_KINDS = {Sustained.YES: "ok", Sustained.PARTLY: "warn", Sustained.NO: "danger"}
CHECKS = {
    Check.AFTER_3_MONTHS: _l("Three months later"),
    Check.AFTER_6_MONTHS: _l("Six months later"),
}
PROBLEMS = {
    Problem.HAPPENED_AHEAD: _l("This day has not come yet. Record the change once it is there"),
    Problem.EVIDENCE_MISSING: _l("Write by what it can be seen, or choose an entry of your diary"),
    Problem.NOT_DUE: _l("This is not asked now"),
}
