"""Words for imports: kinds, states of rows, remarks and refusals."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.training.imports.enums import ImportKind, RowState
from pilot.training.imports.rules import STATES as STATE_OF
from pilot.training.imports.rules import Remark, Said

KINDS = {
    ImportKind.MODULES: _l("Import modules"),
    ImportKind.LECTURERS: _l("Import lecturers"),
    ImportKind.PARTICIPANTS: _l("Import participants"),
}
FILE_NAMES = {
    ImportKind.MODULES: _l("modules"),
    ImportKind.LECTURERS: _l("lecturers"),
    ImportKind.PARTICIPANTS: _l("participants"),
}
STATES = {
    RowState.NEW: lazy_pgettext("row of a file", "New"),
    RowState.KNOWN: lazy_pgettext("row of a file", "Already here"),
    RowState.WARNING: lazy_pgettext("row of a file", "Check"),
    RowState.ERROR: lazy_pgettext("row of a file", "Wrong"),
}
STATE_FIGURES = {
    RowState.NEW: _l("New rows"),
    RowState.KNOWN: _l("Rows already here"),
    RowState.WARNING: _l("Rows to check"),
    RowState.ERROR: _l("Wrong rows"),
}
STATE_KINDS = {
    RowState.NEW: "ok",
    RowState.KNOWN: "plain",
    RowState.WARNING: "warn",
    RowState.ERROR: "danger",
}
STATE_DETAILS = {
    RowState.NEW: _l("are imported"),
    RowState.KNOWN: _l("are left out"),
    RowState.WARNING: _l("are imported; look at them first"),
    RowState.ERROR: _l("are not imported; mend them in the file"),
}
PROBLEM_HEADING = _l("What to mend")
REMARKS = {
    Remark.WRONG: _l("Mend this cell"),
    Remark.IDENTITY_NUMBER: _l(
        "This looks like a personal identity number. Remove it: Kopdarbs keeps none of anybody."
    ),
    Remark.IS_HERE: _l("Is in this pilot already"),
    Remark.TWICE_IN_FILE: _l("Stands in the file twice"),
    Remark.NUMBER_TAKEN: _l("Another module has this number; choose another one"),
    Remark.ACCOUNT_CLOSED: _l("This person's account is closed; ask the administrator to open it"),
    Remark.OTHER_NAME: _l("The account with this address has another name, and keeps it"),
    Remark.SAME_NAME: _l("Somebody of this name is here with another address"),
    Remark.NO_MUNICIPALITY: _l("Write the name of a municipality as in the register"),
    Remark.GUESSED_MUNICIPALITY: _l("Taken as: %(name)s. Check that this is right."),
    Remark.MUNICIPALITY_FULL: _l("The municipality already has as many participants as planned"),
}


def remark_class(said: Said) -> str:
    """Return how a remark looks: only what keeps a row out stands in red."""
    return "error" if STATE_OF[said.remark] is RowState.ERROR else "hint"


def back_to(kind: ImportKind) -> str:
    """Name the page from which an import of a kind is begun."""
    return str(_l("Training schedule") if kind is ImportKind.MODULES else _l("People"))


def remark(said: Said) -> str:
    """Say what is wrong or remarkable about a cell."""
    return said.words if said.remark is Remark.WRONG else str(REMARKS[said.remark]) % {"name": said.words}
