"""What stands in each paper: one function a section, in the language in force."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from flask_babel import gettext as _
from flask_babel import ngettext

from pilot.community import labels, queries, rules
from pilot.community.enums import NeedKind
from pilot.community.models import Community, Source
from pilot.community.papers import journeys, plans
from pilot.community.papers import queries as papers
from pilot.community.papers.enums import PaperKind
from pilot.community.papers.shapes import Paper, Reader, Section, Table
from pilot.community.profiles.enums import Block
from pilot.web import locale

INSIDER = Reader(threshold=0, is_insider=True)
Write = Callable[[Community, Reader], Section]


def paper_of(community: Community, kind: PaperKind, reader: Reader) -> Paper:
    """Write a paper of a community for a reader."""
    sections = tuple(write(community, reader) for write in SECTIONS[kind])
    return Paper(kind, tuple(section for section in sections if not section.is_empty))


def about(community: Community, _reader: Reader) -> Section:
    """Write why this community, its boundaries and target groups."""
    parts = (
        (_("Why this community"), community.why),
        (_("Boundaries"), community.boundaries),
        (_("Target groups"), community.target_groups),
    )
    facts = (
        (_("Kind of community"), str(labels.COMMUNITY_KINDS[community.kind])),
        (_("Place"), community.place),
        (_("Stage of work"), str(labels.STAGES[community.stage])),
        (_("Work begun on"), locale.day(community.started_on)),
    )
    return Section(
        _("The community"),
        paragraphs=tuple(f"{name}: {text}" for name, text in parts if text),
        tables=(Table(_("The community in brief"), (_("Fact"), _("Value")), facts),),
    )


def resources(community: Community, reader: Reader) -> Section:
    """Write what the community can build on."""
    found = queries.resources_of(community)
    rows = tuple(
        (
            each.name,
            str(labels.RESOURCE_KINDS[each.kind]),
            str(labels.RESOURCE_STATES[each.state]),
            each.offers,
        )
        for each in found
    )
    return Section(
        _("What the community can build on"),
        tables=(Table(_("Resources"), (_("Resource"), _("Kind"), _("State"), _("What it can give")), rows),)
        if rows
        else (),
        sources=_sources([source for each in found for source in each.sources], reader),
    )


def groups(community: Community, reader: Reader) -> Section:
    """Write of the cooperation groups and what they decided; only those read it who may read them."""
    found = papers.groups_of(community) if reader.is_insider else []
    rows = tuple(
        (
            group.name,
            str(labels.GROUP_STATES[group.state]),
            locale.day(group.founded_on) if group.founded_on else "–",
        )
        for group in found
    )
    decided = tuple(
        (
            labels.decision_name(decision.number, decision.year),
            locale.day(decision.meeting.held_on),
            decision.text,
        )
        for decision in papers.decisions_of(found)
    )
    tables = (
        Table(_("Cooperation groups"), (_("Group"), _("State"), _("Founded on")), rows),
        Table(_("Decisions"), (_("Decision"), _("Date"), _("Text")), decided),
    )
    return Section(_("Cooperation"), tables=tuple(table for table in tables if table.rows))


def reach(community: Community, _reader: Reader) -> Section:
    """Write from how many and which sources the assessment is made."""
    told = [source for need in queries.needs_of(community) for source in need.sources]
    told += [source for resource in queries.resources_of(community) for source in resource.sources]
    if not told:
        return Section(_("How it was learned"))
    kinds = {kind: sum(source.kind is kind for source in told) for kind in labels.SOURCE_KINDS}
    first, last = min(each.told_on for each in told), max(each.told_on for each in told)
    return Section(
        _("How it was learned"),
        paragraphs=(
            _(
                "%(sources)s, from %(first)s to %(last)s.",
                sources=ngettext("%(num)d source", "%(num)d sources", len(told)),
                first=locale.day(first),
                last=locale.day(last),
            ),
        ),
        tables=(
            Table(
                _("Sources by kind"),
                (_("Kind of source"), _("Count")),
                tuple((str(labels.SOURCE_KINDS[kind]), str(count)) for kind, count in kinds.items() if count),
            ),
        ),
    )


def findings_of(kind: NeedKind) -> Write:
    """Return the section of the needs of one kind."""
    return partial(_findings, kind)


def _findings(kind: NeedKind, community: Community, reader: Reader) -> Section:
    found = [need for need in queries.needs_of(community) if need.kind is kind]
    rows = tuple(
        (
            f"{need.title}. {need.description}" if need.description else need.title,
            str(labels.DOMAINS[need.domain]) if need.domain else "",
            str(labels.SCALES[need.scale]) if need.scale else "",
            _("Confirmed by two sources")
            if rules.is_confirmed(queries.source_facts(need.sources))
            else _("Assumption"),
        )
        for need in found
    )
    title = str(labels.NEED_KINDS[kind])
    columns = (_("Finding"), _("Domain"), _("Whom it affects"), _("How sure"))
    return Section(
        _("Findings: %(kind)s", kind=title.lower()),
        tables=(Table(title, columns, rows),) if rows else (),
        sources=_sources([source for need in found for source in need.sources], reader),
    )


def _sources(sources: list[Source], reader: Reader) -> tuple[str, ...]:
    """Write each source once: what it is, when, and how many people said it as far as that is told."""
    lines = []
    for source in sorted(sources, key=lambda each: (each.told_on, each.id)):
        people = labels.people_count(source.people, threshold=reader.threshold)
        said_by = _("people: %(count)s", count=people) if people else ""
        parts = (
            str(labels.SOURCE_KINDS[source.kind]),
            source.description,
            locale.day(source.told_on),
            said_by,
        )
        lines.append(", ".join(part for part in parts if part))
    return tuple(dict.fromkeys(lines))


SECTIONS: Mapping[PaperKind, tuple[Write, ...]] = MappingProxyType(
    {
        PaperKind.PROFILE: (about, *(journeys.block_of(block) for block in Block), resources, groups),
        PaperKind.ASSESSMENT: (
            reach,
            journeys.uses,
            *(findings_of(kind) for kind in NeedKind),
            journeys.swot,
        ),
        PaperKind.PRIORITIES: (journeys.chosen, journeys.validation),
        PaperKind.STRATEGY: (plans.vision, plans.goals, plans.measures, plans.actions),
    }
)
"""The sections of each paper in their order; a section with nothing in it is left out."""
