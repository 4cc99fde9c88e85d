"""Words for how a pair fits."""

from flask_babel import lazy_pgettext

from pilot.mentoring.fit.enums import Fit, Rating

FITS = {
    Fit.GOOD: lazy_pgettext("pair", "We work well together"),
    Fit.UNSURE: lazy_pgettext("pair", "I am not sure yet"),
    Fit.NOT_A_FIT: lazy_pgettext("pair", "Another mentor would suit me better"),
}
FIT_KINDS = {
    Fit.GOOD: "ok",
    Fit.UNSURE: "plain",
    Fit.NOT_A_FIT: "warn",
}
RATINGS = {
    Rating.ONE: lazy_pgettext("sessions", "1 – hardly useful"),
    Rating.TWO: lazy_pgettext("sessions", "2 – partly useful"),
    Rating.THREE: lazy_pgettext("sessions", "3 – useful"),
    Rating.FOUR: lazy_pgettext("sessions", "4 – very useful"),
}
