"""Text that others will read: contacts and numbers that look like a personal code are asked about (R17)."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import BooleanField

from pilot.text import contact_hint_in, identity_number_in, personal_code_in
from pilot.web.fields import ContactField, LineField, NoteField
from pilot.web.forms import Form


class NoControl:
    """A widget that shows nothing."""

    input_type = "hidden"

    def __call__(self, _field: Any, **_attributes: Any) -> Markup:
        return Markup()


def looks_like_code(text: str) -> bool:
    """Say whether text holds a number in the shape of a personal code that is none."""
    return identity_number_in(text) and not personal_code_in(text)


class ContactGuardForm(Form):
    """A form whose text others read: it asks whether a contact in it may stay, and why a number may."""

    asks_why = True
    contact_may_stay = BooleanField(
        _l("The e-mail or phone number in the text belongs to an organisation and may stay")
    )
    number_reason = LineField(
        _l("Why the number may stay"),
        description=_l("For example: it is the number of a case or of a contract"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("contact_may_stay", "number_reason"):
            self._fields[name] = self._fields.pop(name)  # what is asked about a text stands below it
        self.with_contact = self._with(contact_hint_in)
        self.with_number = self._with(looks_like_code)
        if not self.with_contact:
            self.contact_may_stay.widget = NoControl()
        if not self.with_number:
            self.number_reason.widget = NoControl()

    def _with(self, is_found: Callable[[str], bool]) -> list[str]:
        """Return the names of the fields whose text holds what is asked about."""
        return [
            field.short_name
            for field in self
            if isinstance(field, LineField | NoteField)
            and field is not self.number_reason
            and not (is_found is contact_hint_in and isinstance(field, ContactField))
            and field.data
            and is_found(field.data)
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape of what was typed, then what has to be confirmed."""
        is_valid: bool = super().validate(extra_validators)
        contact = not self.with_contact or self.contact_may_stay.data
        if not contact:
            self._ask(
                self.with_contact,
                _("This looks like an e-mail or phone number. Remove it, or confirm below that it may stay"),
            )
        reason = self.number_reason.data or ""
        number = not self.with_number or (bool(reason) and not identity_number_in(reason))
        if not number:
            self._ask(
                [*self.with_number, "number_reason"],
                _("This looks like a personal identity number. Remove it, or write below why it may stay"),
            )
        return bool(is_valid and contact and number)

    def _ask(self, names: list[str], message: str) -> None:
        for name in names:
            self.refuse_field(name, message)
