"""The community's papers as one PDF that is worth handing to a council."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _

from pilot.cohort import papers as frames
from pilot.community import labels as community_labels
from pilot.community.models import Community
from pilot.community.papers import labels, sections
from pilot.community.papers.enums import PaperKind
from pilot.community.papers.shapes import Reader, content_of
from pilot.documents import pdf
from pilot.web import locale


def as_pdf(community: Community, reader: Reader, *, today: dt.date) -> bytes:
    """Return all papers of a community for a reader in one PDF with contents and page numbers."""
    return pdf.render("community_papers", values_of(community, reader, today=today), made_on=today)


def values_of(community: Community, reader: Reader, *, today: dt.date) -> dict[str, Any]:
    """Return all that is printed, in the language in force."""
    pilot = community.lead.pilot
    title = _("%(community)s: papers of the community", community=community.name)
    frame = frames.frame_of(pilot, title)
    return {
        **frame,
        "words": {
            **frame["words"],
            "contents": _("Contents"),
            "sources": _("Sources"),
            "empty": _("Nothing is recorded yet."),
        },
        "facts": [
            (_("Municipality"), community.municipality.name),
            (_("Place"), community.place),
            (_("Stage of work"), str(community_labels.STAGES[community.stage])),
            (_("Pilot"), frames.title_of(pilot)),
            (_("Project"), frames.project_of(pilot.project_no, pilot.activity_no)),
            frames.funding(pilot.funder_set),
            (_("Date"), locale.day(today)),
        ],
        "papers": [_values(community, kind, reader) for kind in PaperKind],
        "note": _note(reader),
    }


def _note(reader: Reader) -> str:
    """Say what is hidden from a reader, if anything is."""
    if not reader.threshold:
        return ""
    return str(
        _(
            "Numbers of people from 1 to %(most)s are written as <%(threshold)s.",
            most=reader.threshold - 1,
            threshold=reader.threshold,
        )
    )


def _values(community: Community, kind: PaperKind, reader: Reader) -> dict[str, Any]:
    paper = sections.paper_of(community, kind, reader)
    return {"title": str(labels.KINDS[kind]), **content_of(paper.sections)}
