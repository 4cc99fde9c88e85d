"""Sections of the papers that come from the journeys: profile, methods, SVID, priorities, validation."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from flask_babel import gettext as _

from pilot.community import labels
from pilot.community.findings import labels as finding_words
from pilot.community.findings.queries import swot_of
from pilot.community.methods import labels as method_words
from pilot.community.methods import queries as methods
from pilot.community.models import Community
from pilot.community.network import labels as network_words
from pilot.community.network import pictures
from pilot.community.network.queries import Node, network_of
from pilot.community.papers.shapes import Picture, Reader, Section, Table
from pilot.community.priorities import labels as priority_words
from pilot.community.priorities import queries as priorities
from pilot.community.profiles import labels as profile_words
from pilot.community.profiles import queries as profiles
from pilot.community.profiles.enums import Block
from pilot.web import locale

Write = Callable[[Community, Reader], Section]


def block_of(block: Block) -> Write:
    """Return the section of one block of the profile."""
    return partial(_block, block)


def _block(block: Block, community: Community, reader: Reader) -> Section:
    written = profiles.blocks_of(community).get(block)
    tables = [_figures(block, community, reader)]
    if block is Block.RESIDENTS:
        people = {group: row.people for group, row in profiles.ages_of(community).items()}
        rows = tuple(profile_words.ages(people, threshold=reader.threshold))
        tables.append(Table(_("Residents by age"), (_("Age"), _("Residents")), rows))
    source = ", ".join(part for part in (written.source, written.as_of) if part) if written else ""
    return Section(
        str(profile_words.BLOCKS[block]),
        paragraphs=(written.text,) if written else (),
        tables=tuple(table for table in tables if table.rows),
        sources=(source,) if source else (),
    )


def _figures(block: Block, community: Community, reader: Reader) -> Table:
    rows = tuple(
        (
            f"{each.name}, {each.unit}" if each.unit else each.name,
            locale.plain_number(each.value),
            "–" if each.of_municipality is None else locale.plain_number(each.of_municipality),
            "–" if each.of_latvia is None else locale.plain_number(each.of_latvia),
            f"{each.source}, {each.year}",
        )
        for each in profiles.indicators_of(community, threshold=reader.threshold)[block]
    )
    columns = (
        _("What is counted?"),
        _("In the community"),
        _("In the municipality"),
        _("In Latvia"),
        _("Source"),
    )
    return Table(_("Figures"), columns, rows)


def uses(community: Community, reader: Reader) -> Section:
    """Write which methods were used, how many people each reached and what it means; drafts are left out."""
    finished = [use for use in methods.uses_of(community) if use.finished_at is not None]
    rows = tuple(
        (
            str(method_words.METHODS[use.method]),
            locale.day(use.held_on),
            labels.people_count(use.reached, threshold=reader.threshold),
            use.meaning,
        )
        for use in finished
    )
    columns = (_("Method"), _("Day"), _("People reached"), _("What it means"))
    return Section(_("Methods used"), tables=(Table(_("Methods used"), columns, rows),) if rows else ())


def swot(community: Community, _reader: Reader) -> Section:
    """Write the four boxes of SVID."""
    items = swot_of(community)
    tables = tuple(
        Table(
            str(words),
            (str(words), _("Who says so")),
            tuple((item.text, str(finding_words.ORIGINS[item.origin])) for item in items if item.box is box),
        )
        for box, words in finding_words.BOXES.items()
    )
    return Section(_("SWOT"), tables=tuple(table for table in tables if table.rows))


def stakeholders(community: Community, _reader: Reader) -> Section:
    """Write who works with whom around the community, and who stands alone; organisations, no contacts."""
    network = network_of(community)
    title = _("Stakeholders and their ties")
    if not network.nodes:
        return Section(title, since=1)
    counts = Counter(node.actor.circle for node in network.nodes)
    rows = tuple(
        (
            f"{node.number}. {node.actor.name}",
            str(network_words.KINDS[node.actor.kind]),
            str(network_words.CIRCLES[node.actor.circle]),
            _ties(node) or _("No ties"),
        )
        for node in network.nodes
    )
    columns = (_("Stakeholder"), _("Kind"), _("Circle"), _("Ties"))
    drawn = network.drawn()
    about = (
        network_words.headline(len(network.nodes), len(network.alone)),
        network_words.by_circle(counts),
        network_words.how_many_drawn(len(drawn.nodes), len(network.nodes)),
    )
    return Section(
        title,
        paragraphs=tuple(words for words in about if words),
        tables=(Table(_("Who works with whom"), columns, rows),),
        picture=Picture(
            network_words.description(counts, len(network.ties)),
            shown=partial(pictures.with_key, network),
            printed=partial(pictures.for_print, network),
        ),
        since=1,
    )


def _ties(node: Node) -> str:
    return "; ".join(
        f"{end.other.name} ({network_words.tie_words(end.tie.kind, end.tie.strength)})" for end in node.ends
    )


def chosen(community: Community, _reader: Reader) -> Section:
    """Write the priorities in their order, with the five answers of each card."""
    found = priorities.priorities_of(community)
    tables = []
    for each in found:
        card = each.card
        answers = tuple(
            (str(question), str(getattr(card, name)))
            for name, question in priority_words.CARD_QUESTIONS.items()
            if card is not None and getattr(card, name)
        )
        tables.append(Table(f"{each.rank}. {each.need.title}", (_("Question"), _("Answer")), answers))
    return Section(
        _("Priorities"),
        paragraphs=tuple(f"{each.rank}. {each.need.title}" for each in found),
        tables=tuple(table for table in tables if table.rows),
    )


def validation(community: Community, reader: Reader) -> Section:
    """Write what residents said to the result, and how many were there."""
    rows = tuple(
        (
            locale.day(each.held_on),
            str(priority_words.VALIDATION_WAYS[each.way]),
            labels.people_count(each.people, threshold=reader.threshold),
            each.said,
            str(priority_words.VALIDATION_RESULTS[each.result]),
        )
        for each in priorities.validations_of(community)
    )
    columns = (_("Day"), _("How"), _("People"), _("What residents said"), _("Result"))
    title = _("What residents said to the result")
    return Section(title, tables=(Table(title, columns, rows),) if rows else ())
