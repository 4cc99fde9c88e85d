"""The one button of a hand-over."""

from wtforms import HiddenField

from pilot.web.forms import EditForm


class SayForm(EditForm):
    """Hand the summaries over, or take that back."""

    say = HiddenField()

    def is_released(self) -> bool:
        return bool(self.say.data == "release")
