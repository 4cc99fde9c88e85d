"""Words of the data catalogue."""

from flask_babel import lazy_gettext as _l

from pilot.privacy.enums import DataClass, Purpose, Retention

CLASSES = {
    DataClass.PUBLIC: _l("Public"),
    DataClass.INTERNAL: _l("Internal to the pilot"),
    DataClass.WORK: _l("Personal, work"),
    DataClass.DELICATE: _l("Personal, delicate"),
    DataClass.OUTSIDE: _l("People outside the pilot"),
    DataClass.SECRET: _l("Secret, kept as a hash only"),
}
PURPOSES = {
    Purpose.REGISTER: _l("Register of municipalities"),
    Purpose.RECRUITING: _l("Recruiting municipalities and participants"),
    Purpose.TRAINING: _l("Training and its attendance"),
    Purpose.MENTORING: _l("Mentor support"),
    Purpose.COMMUNITY: _l("Work with communities"),
    Purpose.ACCOUNTS: _l("Signing in"),
    Purpose.ACCOUNTABILITY: _l("Accounting for the pilot"),
    Purpose.OPERATION: _l("Running the system safely"),
}
RETENTIONS = {
    Retention.FOR_GOOD: _l("as long as the register is kept"),
    Retention.PILOT: _l("until the retention day of the pilot"),
    Retention.RECRUITING: _l("unsuccessful applications 6 months after the decision, others as the pilot"),
    Retention.MENTORING: _l("12 months after the end of the pilot; minutes as the pilot"),
    Retention.OUTSIDE: _l("12 months after the last contact"),
    Retention.ACCOUNT: _l("until the retention day of the person's last pilot"),
    Retention.SHORT: _l("30 days"),
}
