"""What can go wrong in the domain; each area subclasses these."""


class DomainError(Exception):
    """An action refused; nothing was written."""


class NotVisibleError(DomainError):
    """The object does not exist, or not for this viewer: the same answer either way."""


class EditedMeanwhileError(DomainError):
    """Somebody else saved a newer version of the row first."""
