"""The form that publishes a schedule."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from pilot.training.publishing import labels
from pilot.training.publishing.entries import VersionEntry
from pilot.training.publishing.enums import PublishProblem
from pilot.web.fields import LineField, NoteField, required
from pilot.web.forms import Form


class PublishForm(Form):
    """The name of the next version; the reason is asked only where rules are not met."""

    name = LineField(_l("Name of the version"), required(_l("Enter the name of the version")), most=100)
    reason = NoteField(
        _l("Why is it published as it is?"),
        required(labels.PROBLEMS[PublishProblem.REASON_MISSING]),
        most=2000,
    )
    seen = HiddenField()

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_reason = asks_reason
        if not asks_reason:
            del self.reason

    def entry(self) -> VersionEntry:
        return VersionEntry(self.name.data, self.reason.data if self.asks_reason else "")

    def refuse(self, problem: PublishProblem) -> None:
        is_reason = problem is PublishProblem.REASON_MISSING and self.asks_reason
        self.refuse_field("reason" if is_reason else "name", labels.PROBLEMS[problem])
