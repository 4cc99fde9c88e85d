"""The form every form extends: clean text in, our languages out, a key against double sending."""

import uuid
from typing import Any

from flask import g
from flask_babel import gettext, ngettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import HiddenField

from pilot import text


class _Translations:
    """Give WTForms' own messages our catalogue, which has Latvian."""

    def gettext(self, message: str) -> str:
        return str(gettext(message))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return str(ngettext(singular, plural, n))


class Form(FlaskForm):
    """A form that writes: its hidden key makes a second sending of the same page harmless."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> _Translations:  # noqa: ARG002 - WTForms' signature
            return _Translations()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            return cleaned(super().wrap_formdata(form, formdata))

    idem = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.idem.data:
            self.idem.data = str(uuid.uuid4())
        g.form = self

    def refuse_field(self, name: str, message: str) -> None:
        """Put a rule's answer beside the field to change."""
        field = self[name]
        field.errors = [*field.errors, message]


class EditForm(Form):
    """A form over an existing row; carries the version that was seen, so that nobody's save is lost."""

    version = HiddenField()

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        self.edited = obj

    def version_seen(self) -> int:
        """Return the version the person saw, 0 where the text is not a number."""
        seen = str(self.version.data or "")
        return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0  # noqa: PLR2004


class SearchForm(FlaskForm):
    """A form that only reads: no key, no token, its values stand in the address."""

    class Meta(Form.Meta):
        csrf = False


def cleaned(formdata: Any) -> Any:
    """Return the form's values with every text passed through the boundary (NFC, no control characters)."""
    if not formdata:
        return formdata
    return ImmutableMultiDict(
        (text.clean(name), text.clean(value) if isinstance(value, str) else value)
        for name, value in formdata.items(multi=True)
    )
