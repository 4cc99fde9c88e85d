"""Words for accounts and roles."""

from flask_babel import lazy_gettext as _l

from pilot.accounts.enums import Locale, PasswordProblem, UserState
from pilot.accounts.roles import Role

ROLES = {
    Role.APPLICANT: _l("Applicant municipality's contact"),
    Role.PARTICIPANT: _l("Participant of the pilot"),
    Role.MENTOR: _l("Mentor"),
    Role.LECTURER: _l("Lecturer"),
    Role.MANAGER: _l("Head of social service"),
    Role.COORDINATOR: _l("Pilot coordinator"),
    Role.OBSERVER: _l("Ministry observer"),
    Role.AUDITOR: _l("Data protection officer"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
LOCALES = {Locale.LV: "Latviešu", Locale.EN: "English"}
USER_STATES = {
    UserState.INVITED: _l("Invited"),
    UserState.ACTIVE: _l("Active"),
    UserState.CLOSED: _l("Closed"),
}
PASSWORD_PROBLEMS = {
    PasswordProblem.SHORT: _l("Make the password at least 12 characters long"),
    PasswordProblem.LONG: _l("Shorten the password to 128 characters"),
    PasswordProblem.REPEATED: _l("The password repeats the same characters. Use several different words."),
    PasswordProblem.OWN: _l(
        "The password is mostly your own name or e-mail. Use words that do not belong to you."
    ),
    PasswordProblem.KEYBOARD: _l("The password is a row of keys or letters. Use several different words."),
    PasswordProblem.COMMON: _l("The password is easy to guess. Add words that are not about this work."),
}
