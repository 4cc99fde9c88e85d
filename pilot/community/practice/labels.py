"""Words for the stages of practice."""

from flask_babel import lazy_gettext as _l

from pilot.community.practice.enums import Stage

STAGES = {
    Stage.COMMUNITY: _l("Community defined"),
    Stage.PROFILE: _l("Profile begun: why, and the boundaries"),
    Stage.CONFIRMED_NEED: _l("A need confirmed by two sources"),
    Stage.GROUP: _l("Cooperation group founded"),
    Stage.DECISION: _l("First decision"),
    Stage.STRATEGY: _l("Strategy with a goal"),
}
