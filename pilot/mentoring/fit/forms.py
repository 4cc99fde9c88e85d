"""The form in which a participant says how the pair fits."""

from flask_babel import lazy_gettext as _l

from pilot.mentoring.fit import labels
from pilot.web.fields import RadioChoiceField, required
from pilot.web.forms import EditForm


class FitForm(EditForm):
    fit = RadioChoiceField(
        _l("How do you work together?"), required(_l("Choose how you work together")), labels=labels.FITS
    )
    rating = RadioChoiceField(
        _l("How useful are the sessions?"),
        required(_l("Choose how useful the sessions are")),
        labels=labels.RATINGS,
    )
