"""The one button of the chain."""

from pilot.web.forms import Form


class UnlinkForm(Form):
    """One button: take a bond away."""
