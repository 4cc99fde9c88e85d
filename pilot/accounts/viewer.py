"""Who looks at a page and with which roles; handed to queries and actions."""

import datetime as dt
import uuid
from dataclasses import dataclass

from pilot.accounts.roles import Permission, Reach, Role, reach


@dataclass(frozen=True)
class Grant:
    """A live role of a person; without a pilot it belongs to the installation."""

    role: Role
    pilot_id: uuid.UUID | None
    municipality_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Scope:
    """One grant seen through a permission: in which pilot, how far."""

    reach: Reach
    pilot_id: uuid.UUID | None
    municipality_id: uuid.UUID | None


@dataclass(frozen=True)
class Viewer:
    """A signed-in person with the roles that are live at this request, and the day of looking.

    Without a day, what lasts until a certain day counts as over.
    """

    user_id: uuid.UUID
    name: str
    grants: tuple[Grant, ...]
    today: dt.date = dt.date.max

    @property
    def is_authenticated(self) -> bool:
        """Answer Flask-Login: a viewer is always signed in."""
        return True

    def may(self, permission: Permission) -> bool:
        """Tell whether any live role has the permission, wherever."""
        return permission is Permission.ACCOUNT_OWN or bool(self.scopes(permission))

    def scopes(self, permission: Permission) -> tuple[Scope, ...]:
        """Return every grant that has the permission, with its reach."""
        return tuple(
            Scope(far, grant.pilot_id, grant.municipality_id)
            for grant in self.grants
            if (far := reach(grant.role, permission)) is not None
        )

    def scopes_in(self, pilot_id: uuid.UUID, permission: Permission) -> tuple[Scope, ...]:
        """Return the scopes of a permission that hold in one pilot."""
        return tuple(scope for scope in self.scopes(permission) if scope.pilot_id in {pilot_id, None})

    def may_in(self, pilot_id: uuid.UUID, permission: Permission) -> bool:
        """Tell whether the viewer has the permission in one pilot, to whatever reach."""
        return bool(self.scopes_in(pilot_id, permission))

    def is_in(self, pilot_id: uuid.UUID, role: Role) -> bool:
        return any(grant.role is role and grant.pilot_id == pilot_id for grant in self.grants)

    def has(self, role: Role) -> bool:
        return any(grant.role is role for grant in self.grants)
