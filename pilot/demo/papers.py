"""Papers of two communities under review, and the page of January that heads of services were sent."""

from flask_babel import force_locale

from pilot.cohort import canonical
from pilot.community.models import Community
from pilot.community.papers import sections
from pilot.community.papers.enums import PaperKind, ReviewState
from pilot.community.papers.models import PaperComment, PaperVersion
from pilot.community.papers.sections import INSIDER
from pilot.community.papers.shapes import content_of
from pilot.demo.people import Place
from pilot.demo.stage import Stage, at, day, keep
from pilot.extensions import db
from pilot.overview.briefs import actions as briefs

SENT, ANSWERED, BRIEF_SENT = day("2023-02-06"), day("2023-02-09"), day("2023-02-03")
EARLIER_WHY = "Iedzīvotāji stāsta, ka vakaros nav kur satikties."
ISSUE = (
    "Vajadzības ir pierakstītas labi, bet gandrīz visas dzirdētas vienā vietā. "
    "Aprunājieties arī ar jauniešiem un tad nosūtiet vēlreiz."
)


def fill(stage: Stage, communities: dict[int, Community], places: tuple[Place, ...]) -> None:
    """Add a profile edited after its approval, an assessment with issues, and the links of January."""
    if stage.happened(BRIEF_SENT):
        briefs.send_due(now=at(BRIEF_SENT, 8, 15), today=BRIEF_SENT)
    if not stage.happened(ANSWERED):
        return
    led = [(communities[place.community], place) for place in places if place.community in communities]
    (first, of_first), (second, of_second) = led[:2]
    approved = _sent(stage, first, of_first, PaperKind.PROFILE, why=EARLIER_WHY)
    _answered(stage, approved, of_first, ReviewState.APPROVED)
    doubted = _sent(stage, second, of_second, PaperKind.ASSESSMENT)
    _answered(stage, doubted, of_second, ReviewState.HAS_ISSUES)
    keep(
        PaperComment(
            version_id=doubted.id,
            author_id=stage.users[of_second.mentor].id,
            text=ISSUE,
            written_at=at(ANSWERED, 15),
        )
    )


def _sent(
    stage: Stage, community: Community, place: Place, kind: PaperKind, *, why: str = ""
) -> PaperVersion:
    """Send a paper as it stood: with `why` in the words of that day."""
    today, community.why = community.why, why or community.why
    with force_locale("lv"):
        text = canonical.text_of(content_of(sections.paper_of(community, kind, INSIDER).sections))
    community.why = today
    db.session.flush()
    return keep(
        PaperVersion(
            community_id=community.id,
            kind=kind,
            number=1,
            content=text,
            sha256=canonical.hash_of(text),
            sent_at=at(SENT, 16),
            sent_by_id=stage.users[place.person.key].id,
        )
    )


def _answered(stage: Stage, version: PaperVersion, place: Place, state: ReviewState) -> None:
    version.state, version.judged_by_id = state, stage.users[place.mentor].id
    version.judged_at = at(ANSWERED, 15)
    db.session.flush()
