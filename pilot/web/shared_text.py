"""Text that others will read: an e-mail address or a phone number in it has to be confirmed (R17)."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import BooleanField

from pilot.text import contact_hint_in
from pilot.web.fields import LineField, NoteField
from pilot.web.forms import Form


class NoControl:
    """A widget that shows nothing."""

    input_type = "hidden"

    def __call__(self, _field: Any, **_attributes: Any) -> Markup:
        return Markup()


class ContactGuardForm(Form):
    """A form whose text others read: it asks whether a contact in it may stay."""

    contact_may_stay = BooleanField(
        _l("The e-mail or phone number in the text belongs to an organisation and may stay")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.with_contact = [
            field.short_name
            for field in self
            if isinstance(field, LineField | NoteField) and field.data and contact_hint_in(field.data)
        ]
        if not self.with_contact:
            self.contact_may_stay.widget = NoControl()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape of what was typed, then whether a contact in it was confirmed."""
        is_valid: bool = super().validate(extra_validators)
        if not self.with_contact or self.contact_may_stay.data:
            return is_valid
        for name in self.with_contact:
            self.refuse_field(
                name,
                _("This looks like an e-mail or phone number. Remove it, or confirm below that it may stay"),
            )
        return False
