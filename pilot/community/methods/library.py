"""The library of 24 methods in the order of their groups, and what a filter leaves of it."""

from types import MappingProxyType

from pilot.community.methods import cards_of_people, cards_of_places
from pilot.community.methods.cards import Card
from pilot.community.methods.enums import Method, MethodGroup, Purpose

_KNOWN = {**cards_of_places.CARDS, **cards_of_people.CARDS}
CARDS = MappingProxyType({method: _KNOWN[method] for method in Method})


def chosen(
    purpose: Purpose | None, cost: int | None, digital: int | None
) -> dict[MethodGroup, list[tuple[Method, Card]]]:
    """Return the cards by group that serve a purpose and ask no more money and digital skill than given."""
    found: dict[MethodGroup, list[tuple[Method, Card]]] = {}
    for method, card in CARDS.items():
        if (
            (purpose is None or purpose in card.purposes)
            and (cost is None or card.cost <= cost)
            and (digital is None or card.digital <= digital)
        ):
            found.setdefault(card.group, []).append((method, card))
    return found
