"""The form of a material."""

import uuid

from flask_babel import lazy_gettext as _l

from pilot.files.forms import UploadField
from pilot.files.rules import SLIDES
from pilot.training.materials import labels
from pilot.training.materials.rules import LONGEST_LINK, MAX_BYTES, MaterialEntry, Problem
from pilot.web.fields import DayField, LineField, PickField, required
from pilot.web.forms import EditForm, Form


class _ModuleForm(Form):
    module_id = PickField(_l("Module"), required(_l("Choose the module")), blank=_l("Choose"))


class _MaterialForm(Form):
    title = LineField(_l("What is it?"), required(_l("Enter what it is")))
    link = LineField(
        _l("Link"),
        most=LONGEST_LINK,
        description=_l("A page, a video or a file somewhere else; it begins with https://"),
    )
    upload = UploadField(_l("Or a file"), kinds=SLIDES, most=MAX_BYTES)
    visible_from = DayField(_l("Participants see it from"), required(_l("Enter the day as in 05.09.2022")))

    def material_entry(self) -> MaterialEntry:
        return MaterialEntry(self.title.data, self.link.data or "", self.visible_from.data, self.upload.data)

    def refuse(self, problem: Problem) -> None:
        of_file = {Problem.LINK_AND_FILE, Problem.FILES_FULL}
        self.refuse_field("upload" if problem in of_file else "link", labels.PROBLEMS[problem])


class AddForm(_ModuleForm, _MaterialForm):
    """A new material, with the module it belongs to."""

    def chosen_module(self) -> uuid.UUID:
        return uuid.UUID(self.module_id.data)


class ChangeForm(_MaterialForm, EditForm):
    """A material that was added before; its module stays, and its file unless another one is chosen."""
