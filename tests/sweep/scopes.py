"""What each scope of the matrix lets a person see, written down once with its reason."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tests.sweep.home import Person, Thing
from tests.sweep.matrix import Code, scope
from tests.sweep.routes import Row

Sees = Callable[[Person, Thing], bool]


def everything(_person: Person, _thing: Thing) -> bool:
    return True


def in_pilot(person: Person, thing: Thing) -> bool:
    return person.pilot_id in thing.pilot_ids


def in_municipality(person: Person, thing: Thing) -> bool:
    """See the own municipality's; a page of the whole pilot opens and shows only that part."""
    return in_pilot(person, thing) and (thing.whole_pilot or thing.municipality_id == person.municipality_id)


def in_municipality_or_shared(person: Person, thing: Thing) -> bool:
    return in_municipality(person, thing) or (in_pilot(person, thing) and thing.shared)


def own(person: Person, thing: Thing) -> bool:
    return in_pilot(person, thing) and (thing.whole_pilot or person.id in thing.owners)


def of_mentees(person: Person, thing: Thing) -> bool:
    """See what belongs to the participants whose mentor the person is now."""
    return in_pilot(person, thing) and (thing.whole_pilot or person.id in thing.mentors)


def taught(person: Person, thing: Thing) -> bool:
    """See the days that the person teaches, and what belongs to them."""
    if thing.arguments.keys() & {
        "day_id",
        "class_id",
        "assigned_id",
        "work_id",
        "material_id",
        "save_id",
        "make_up_id",
    }:
        return in_pilot(person, thing) and person.id in thing.lecturers
    return in_pilot(person, thing)


def figures(person: Person, thing: Thing) -> bool:
    """See pages of figures about a whole pilot, never one about a person or a group."""
    return in_pilot(person, thing) and thing.whole_pilot


def shared(person: Person, thing: Thing) -> bool:
    """See what was published to the pilot; a page of the whole pilot opens and shows only that."""
    return in_pilot(person, thing) and (thing.whole_pilot or thing.shared)


SCOPES: Mapping[str, Sees] = MappingProxyType(
    {
        "all": everything,
        "meta": everything,
        "pilot": in_pilot,
        "pilot, no people": in_pilot,
        "pilot, pseudonymous": in_pilot,
        "pilot, never CO/DP/SA": in_pilot,
        "pilot (sudo, reason)": in_pilot,
        "approve, hours only": in_pilot,
        "mun": in_municipality,
        "mun staff": in_municipality,
        "mun (month sums)": in_municipality,
        "mun (call open)": in_municipality,
        "mun + shared": in_municipality_or_shared,
        "CO DP SA only": everything,
        "own": own,
        "own entries": own,
        "request": own,
        "own entries, unlocked": own,
        "own application": own,
        "mentee": of_mentees,
        "mentee (sum)": of_mentees,
        "taught": taught,
        "taught (names)": taught,
        "names": in_pilot,
        "shared": shared,
        "agg": figures,
    }
)


def scope_of(row: Row, code: Code) -> str:
    """Return the words of the matrix, or the narrower ones that the map gives with a reason."""
    return row.instead[code].scope if code in row.instead else scope(row.right, code)
