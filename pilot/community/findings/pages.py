"""What pages of findings show: who was heard as far as the reader may know, contacts, suggestions."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from pilot.accounts.viewer import Viewer
from pilot.cohort.small_counts import hide_small
from pilot.community import labels as words
from pilot.community import queries as community_queries
from pilot.community.enums import GoalDomain, Theme
from pilot.community.findings import queries, rules
from pilot.community.methods import queries as method_queries
from pilot.community.methods.labels import METHODS
from pilot.community.models import Community, Need, Resource, Source

SUGGESTED = 3


@dataclass(frozen=True)
class Heard:
    """How many people the sources of one finding heard, as far as the reader may know (R18, C17)."""

    total: str = ""
    by_source: Mapping[uuid.UUID, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Suggestion:
    """A resource that may help with a need, and why it is proposed."""

    resource: Resource
    why: str


@dataclass(frozen=True)
class Reader:
    """What one viewer may know of one community."""

    threshold: int
    reads_private: bool

    def heard(self, sources: Sequence[Source]) -> Heard:
        """Write the numbers of people; small ones are hidden, also from subtraction from the total."""
        people = {source.id: source.people for source in sources if source.people is not None}
        if not people:
            return Heard()
        shown = hide_small(people, threshold=self.threshold)
        by_source = {
            key: self._hidden(people[key]) if number is None else str(number) for key, number in shown.items()
        }
        return Heard(words.people_count(sum(people.values()), threshold=self.threshold), by_source)

    def _hidden(self, people: int) -> str:
        """Write what a reader sees of a hidden number: one that covers a small one is not small itself."""
        return f"<{self.threshold}" if people < self.threshold else _("hidden")

    def contact(self, resource: Resource) -> str:
        """Return the contact of a resource, or nothing where it is not for this reader (C3)."""
        is_shown = rules.may_show_contact(
            is_private=resource.contact_is_private,
            consent_on=resource.contact_consent_on,
            in_municipality=self.reads_private,
        )
        return resource.contact if is_shown else ""


def reader_of(community: Community, viewer: Viewer) -> Reader:
    """Return what the viewer may know of a community."""
    return Reader(
        threshold=community_queries.threshold_for(viewer, community),
        reads_private=queries.reads_private_contacts(viewer, community),
    )


def suggestions_for(
    need: Need, helpers: Sequence[Resource], *, taken: Sequence[Resource]
) -> list[Suggestion]:
    """Propose resources of the kinds that usually help, the nearest to involved first, and say why."""
    kinds = rules.helpful_kinds(need.theme, need.domain)
    known = {resource.id for resource in taken}
    fitting = [each for each in helpers if each.kind in kinds and each.id not in known]
    fitting.sort(key=lambda each: kinds.index(each.kind))
    return [Suggestion(each, _why(each, need.theme, need.domain)) for each in fitting[:SUGGESTED]]


def _why(resource: Resource, theme: Theme | None, domain: GoalDomain | None) -> str:
    about = words.THEMES[theme] if theme is not None else words.DOMAINS[domain] if domain is not None else ""
    return str(
        _(
            "“%(kind)s” often helps with the theme “%(theme)s”.",
            kind=words.RESOURCE_KINDS[resource.kind],
            theme=about,
        )
    )


def uses_at_hand(community: Community) -> list[tuple[uuid.UUID, str]]:
    """Name the uses of methods in a community as a source may point at them, the latest first."""
    return [
        (use.id, f"{METHODS[use.method]} · {use.held_on:%d.%m.%Y}.")
        for use in method_queries.uses_of(community)
    ]


def affected(need: Need) -> str:
    """Name whom a need affects: the groups that were chosen, then those that were typed."""
    groups = [str(name) for group, name in words.PEOPLE_GROUPS.items() if group in need.people_groups]
    return ", ".join([*groups, *([need.affected_groups] if need.affected_groups else [])])
