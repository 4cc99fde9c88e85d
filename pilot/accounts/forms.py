"""Forms of accounts."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField
from wtforms.validators import Length, ValidationError

from pilot.accounts import rules
from pilot.accounts.labels import LOCALES, PASSWORD_PROBLEMS
from pilot.web.fields import EmailField, LineField, RadioChoiceField, required
from pilot.web.forms import EditForm, Form


def _new_password_field() -> PasswordField:
    return PasswordField(
        _l("New password"),
        required(_l("Enter a new password")),
        description=_l("At least 12 characters; several words are easy to remember and hard to guess."),
        render_kw={"autocomplete": "new-password"},
    )


def _current_password_field(label: Any, message: Any) -> PasswordField:
    return PasswordField(
        label,
        [
            *required(message),
            Length(max=rules.LONGEST, message=_l("Shorten the password to %(max)d characters")),
        ],
        render_kw={"autocomplete": "current-password"},
    )


class SignInForm(Form):
    email = EmailField(
        _l("E-mail"),
        required(_l("Enter your e-mail address")),
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )
    password = _current_password_field(_l("Password"), _l("Enter your password"))
    next = HiddenField()
    held = HiddenField()


class AskResetForm(Form):
    email = EmailField(
        _l("E-mail"),
        required(_l("Enter your e-mail address")),
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )


class _NewPasswordForm(Form):
    """Refuse a new password that is easily guessed; `own` are the person's names and e-mail address."""

    def __init__(self, *args: Any, own: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own

    def validate_new_password(self, field: Any) -> None:
        problem = rules.problem_with_password(field.data, own=self.own)
        if problem is not None:
            raise ValidationError(PASSWORD_PROBLEMS[problem])


class AcceptForm(_NewPasswordForm):
    new_password = _new_password_field()


class ChangePasswordForm(_NewPasswordForm):
    current_password = _current_password_field(_l("Current password"), _l("Enter the password you have now"))
    new_password = _new_password_field()


class DetailsForm(EditForm):
    given_name = LineField(
        _l("First name"), required(_l("Enter your first name")), render_kw={"autocomplete": "given-name"}
    )
    family_name = LineField(
        _l("Last name"), required(_l("Enter your last name")), render_kw={"autocomplete": "family-name"}
    )
    phone = LineField(_l("Phone"), most=40, render_kw={"autocomplete": "tel", "inputmode": "tel"})
    job_title = LineField(_l("Job title"), render_kw={"autocomplete": "organization-title"})
    locale = RadioChoiceField(_l("Language"), required(_l("Choose the language")), labels=LOCALES)

    def entry(self) -> rules.OwnDetails:
        return rules.OwnDetails(
            given_name=self.given_name.data,
            family_name=self.family_name.data,
            phone=self.phone.data or None,
            job_title=self.job_title.data or None,
            locale=self.locale.data,
        )
