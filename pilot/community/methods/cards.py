"""What a card of the library says, and the sentences that several cards share."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from pilot.community.methods.enums import MethodGroup, Purpose


@dataclass(frozen=True)
class Card:
    """A method in a few short sentences; cost and digital skill from 0 to 3."""

    group: MethodGroup
    purposes: tuple[Purpose, ...]
    cost: int
    digital: int
    name: Any
    why: Any
    people: Any
    time: Any
    preparation: Any
    suits: Any
    steps: tuple[Any, ...]
    tip: Any
    ethics: Any
    prompts: tuple[Any, ...]


SUMS = _l("Write down topics and sums, never who said what.")
TOLD = _l("Say first who you are, why you ask and that anybody may stop at any time.")
FEW = _l("Leave out figures about so few people that somebody could be recognised.")
PHOTO = _l("Photograph places rather than faces; whoever can be recognised has agreed first.")
QUOTE = _l("Quote without names, also what was said in public.")
ANON = _l("Ask for no names and no contacts; small groups are not shown apart.")
ONE_PERSON = _l("one person")
