"""The network around the first community: who works with whom, and two who stand alone."""

from typing import NamedTuple

from pilot.community.models import Community, Resource
from pilot.community.network.enums import ActorKind, Circle, Degree, TieKind, TieStrength
from pilot.community.network.models import Actor, Tie
from pilot.community.network.rules import ends_of, name_key
from pilot.demo.stage import Stage, at, day, keep
from pilot.extensions import db
from pilot.text import sort_key


class Who(NamedTuple):
    """An actor of the script."""

    name: str
    kind: ActorKind
    circle: Circle
    about: str
    influence: Degree | None = None
    interest: Degree | None = None
    contact: str = ""
    resource: str = ""


RECORDED = day("2023-02-10")
_K, _C, _D, _T, _S = ActorKind, Circle, Degree, TieKind, TieStrength
SCHOOL, LIBRARY, SERVICE = "Priekuļu vidusskola", "Priekuļu bibliotēka", "Cēsu novada sociālais dienests"
PARENTS, BAKERY, HALL = "Vecāku biedrība „Ābelīte”", "Maizes ceptuve", "Saieta nams"
CHOIR, SPORT, ELDERS = "Senioru koris „Atvasara”", "Sporta biedrība", "Ciema iniciatīvas grupa"
OFFICE, POLICE, CULTURE = "Apvienības pārvalde", "Pašvaldības policija", "Novada kultūras pārvalde"
DOCTOR, FUND, JOBS = "Ģimenes ārsta prakse", "Vidzemes kopienu fonds", "NVA filiāle"
ACTORS = (
    Who(
        LIBRARY,
        _K.EDUCATION_AND_CULTURE,
        _C.TERRITORIAL,
        "Telpa vakariem; šeit uzzina visu",
        _D.MUCH,
        _D.VERY_MUCH,
        "biblioteka@priekuli.example",
        LIBRARY,
    ),
    Who(SCHOOL, _K.EDUCATION_AND_CULTURE, _C.TERRITORIAL, "Bērni pēc stundām", _D.MUCH, _D.LITTLE),
    Who(HALL, _K.EDUCATION_AND_CULTURE, _C.TERRITORIAL, "Lielā zāle, slēgta darba dienu vakaros", _D.LITTLE),
    Who(PARENTS, _K.NGO, _C.TERRITORIAL, "Rīko svētkus bērniem", _D.LITTLE, _D.VERY_MUCH, "", PARENTS),
    Who(SPORT, _K.NGO, _C.TERRITORIAL, "Treniņi skolas zālē", _D.LITTLE, _D.MUCH),
    Who(BAKERY, _K.BUSINESS, _C.TERRITORIAL, "Maize kopīgiem vakariem", _D.LITTLE, _D.MUCH, "", BAKERY),
    Who(CHOIR, _K.RESIDENTS, _C.TERRITORIAL, "Dzied otrdienās", _D.VERY_LITTLE, _D.VERY_MUCH),
    Who(ELDERS, _K.RESIDENTS, _C.TERRITORIAL, "Astoņi kaimiņi, kas uzņēmās sākt", _D.MUCH, _D.VERY_MUCH),
    Who(DOCTOR, _K.HEALTH_AND_SAFETY, _C.TERRITORIAL, "Pieņem divas dienas nedēļā"),
    Who(SERVICE, _K.MUNICIPAL, _C.MUNICIPAL, "Sociālais darbs kopienā", _D.VERY_MUCH, _D.VERY_MUCH),
    Who(OFFICE, _K.MUNICIPAL, _C.MUNICIPAL, "Lemj par telpām un ceļiem", _D.VERY_MUCH, _D.LITTLE),
    Who(CULTURE, _K.MUNICIPAL, _C.MUNICIPAL, "Pasākumu nauda", _D.MUCH, _D.LITTLE),
    Who(POLICE, _K.HEALTH_AND_SAFETY, _C.MUNICIPAL, "Ātrums pie skolas", _D.MUCH, _D.LITTLE),
    Who(FUND, _K.NGO, _C.OUTSIDE, "Iedzīvotāju projektu konkurss", _D.MUCH, _D.LITTLE),
    Who(JOBS, _K.STATE, _C.OUTSIDE, "Darba meklētāju konsultācijas", _D.LITTLE, _D.VERY_LITTLE),
)
TIES = (
    (SERVICE, LIBRARY, _T.JOINT_WORK, _S.STRONG, "Ceturtdienu vakari"),
    (SERVICE, OFFICE, _T.FORMAL, _S.STEADY, ""),
    (SERVICE, ELDERS, _T.JOINT_WORK, _S.STRONG, ""),
    (SERVICE, POLICE, _T.INFORMATION, _S.STEADY, ""),
    (SERVICE, SCHOOL, _T.INFORMATION, _S.WEAK, "Tikai tad, kad ir grūtības"),
    (LIBRARY, PARENTS, _T.JOINT_WORK, _S.STEADY, ""),
    (LIBRARY, CHOIR, _T.RESOURCES, _S.STEADY, "Koris mēģina bibliotēkā"),
    (LIBRARY, ELDERS, _T.RESOURCES, _S.STRONG, "Telpa sanāksmēm"),
    (LIBRARY, SCHOOL, _T.INFORMATION, _S.STEADY, ""),
    (PARENTS, SCHOOL, _T.JOINT_WORK, _S.STRONG, ""),
    (PARENTS, BAKERY, _T.RESOURCES, _S.WEAK, "Kliņģeri svētkiem"),
    (PARENTS, ELDERS, _T.INFORMAL, _S.STEADY, "Tie paši cilvēki"),
    (SPORT, SCHOOL, _T.RESOURCES, _S.STEADY, "Zāle treniņiem"),
    (HALL, CULTURE, _T.FORMAL, _S.STRONG, ""),
    (HALL, CHOIR, _T.INFORMAL, _S.WEAK, ""),
    (OFFICE, CULTURE, _T.INFORMATION, _S.STEADY, ""),
    (OFFICE, ELDERS, _T.INFORMATION, _S.WEAK, ""),
    (FUND, PARENTS, _T.RESOURCES, _S.WEAK, "Viens projekts pērn"),
    (SCHOOL, POLICE, _T.INFORMATION, _S.WEAK, ""),
)


def fill(stage: Stage, communities: dict[int, Community]) -> None:
    """Draw the map of the first community as it stood in the middle of February."""
    community = communities.get(0)
    if community is None or not stage.happened(RECORDED):
        return
    resources = {
        each.name: each.id for each in db.session.query(Resource).filter_by(community_id=community.id)
    }
    moment = at(RECORDED, 17)
    actors = {
        who.name: keep(
            Actor(
                community_id=community.id,
                name=who.name,
                name_key=name_key(who.name),
                sort_key=sort_key(who.name),
                kind=who.kind,
                circle=who.circle,
                about=who.about,
                influence=who.influence,
                interest=who.interest,
                contact=who.contact,
                resource_id=resources.get(who.resource),
                recorded_at=moment,
            )
        )
        for who in ACTORS
    }
    for one, other, kind, strength, note in TIES:
        from_id, to_id = ends_of(actors[one].id, actors[other].id)
        keep(
            Tie(
                community_id=community.id,
                from_id=from_id,
                to_id=to_id,
                kind=kind,
                strength=strength,
                note=note,
                recorded_at=moment,
            )
        )
