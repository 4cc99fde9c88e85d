"""The form of a material."""

import uuid

from flask_babel import lazy_gettext as _l

from pilot.training.materials import labels
from pilot.training.materials.rules import LONGEST_LINK, MaterialEntry, Problem
from pilot.web.fields import DayField, LineField, PickField, required
from pilot.web.forms import EditForm, Form


class _ModuleForm(Form):
    module_id = PickField(_l("Module"), required(_l("Choose the module")), blank=_l("Choose"))


class _MaterialForm(Form):
    title = LineField(_l("What is it?"), required(_l("Enter what it is")))
    link = LineField(
        _l("Link"),
        required(_l("Enter a link that begins with https://")),
        most=LONGEST_LINK,
        description=_l("A page, a video or a file somewhere else; it begins with https://"),
    )
    visible_from = DayField(_l("Participants see it from"), required(_l("Enter the day as in 05.09.2022")))

    def material_entry(self) -> MaterialEntry:
        return MaterialEntry(self.title.data, self.link.data, self.visible_from.data)

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("link", labels.PROBLEMS[problem])


class AddForm(_ModuleForm, _MaterialForm):
    """A new material, with the module it belongs to."""

    def chosen_module(self) -> uuid.UUID:
        return uuid.UUID(self.module_id.data)


class ChangeForm(_MaterialForm, EditForm):
    """A material that was added before; its module stays."""
