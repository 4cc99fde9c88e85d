"""Words of the work diary: who did it, change codes, photos, why something is refused."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.community.diary.enums import PhotoConsent
from pilot.community.diary.rules import Problem, Readers, Refusal
from pilot.community.enums import ChangeCode, WorkMode

WORK_MODES = {
    WorkMode.FOR: _l("For the community"),
    WorkMode.WITH: _l("With the community"),
    WorkMode.BY: _l("The community itself"),
}
CHANGE_CODES = {
    ChangeCode.COMMUNITY_CHANGE: lazy_pgettext("activity", "Change in the community"),
    ChangeCode.SERVICES: lazy_pgettext("activity", "Service or help given"),
    ChangeCode.DEVELOPMENT: lazy_pgettext("activity", "Development work"),
    ChangeCode.RESOURCES: lazy_pgettext("activity", "Resources raised"),
    ChangeCode.MEDIA: lazy_pgettext("activity", "In the media"),
    ChangeCode.PLANNING: lazy_pgettext("activity", "Plan or document made"),
}
CONSENTS = {
    PhotoConsent.NOBODY: _l("Nobody is recognisable"),
    PhotoConsent.WRITTEN: _l("Yes, and they have agreed in writing"),
    PhotoConsent.ORAL: _l("Yes, and they have agreed by word of mouth"),
    PhotoConsent.NONE: _l("Yes, but they have not been asked or do not agree"),
}
PROBLEMS = {
    Problem.DONE_ON_AHEAD: _l("This day has not come yet. Write what has been done"),
    Problem.PARTS_WITHOUT_TOTAL: _l("The groups make %(number)d together. Enter how many people it was"),
    Problem.PARTS_TOO_MANY: _l(
        "The groups make %(number)d together. Count each person once, or raise this number"
    ),
    Problem.REPORTS_WITHOUT_CONSENT: _l(
        "Without the consent of the people in it a photo is only for you. Ask them first, or untick this"
    ),
    Problem.FILES_FULL: _l("Your files take 200 MB already. Remove some that are not needed"),
}


def words_of(refusal: Refusal) -> str:
    """Say why an entry is refused, with the number that is missing or too much."""
    return str(PROBLEMS[refusal.problem]) % {"number": refusal.number}


def reader_words(readers: Readers) -> list[str]:
    """Name who reads a shared entry, by role."""
    lines = (
        (_("Mentor: %(names)s"), readers.mentors),
        (_("Head of the service: %(names)s"), readers.heads),
        (_("Colleagues of the municipality: %(names)s"), readers.colleagues),
        (_("Coordinator: %(names)s"), readers.coordinators),
    )
    return [line % {"names": ", ".join(names)} for line, names in lines if names]
