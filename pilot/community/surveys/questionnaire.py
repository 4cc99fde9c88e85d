"""The built-in questionnaire on taking part, belonging and quality of life: its questions, without words."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pilot.community.enums import Theme

MOST_PROBLEMS = 3
SCALE = ("1", "2", "3", "4", "5")


class Kind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    ONE = "one"
    MANY = "many"
    OPEN = "open"


@dataclass(frozen=True)
class Question:
    """A question by its key; options are keys of words, except for the places that each survey names."""

    key: str
    kind: Kind
    options: tuple[str, ...] = ()
    most: int = 0


@dataclass(frozen=True)
class Block:
    """What stands under one number on the paper; a block of several questions has a heading of its own."""

    number: int
    questions: tuple[Question, ...]

    @property
    def heading(self) -> str:
        """Return the key of the words above several questions, else nothing."""
        return f"block_{self.number}" if self.questions[0].kind is Kind.SCALE and self.number == 8 else ""  # noqa: PLR2004


def _scale(key: str) -> Question:
    return Question(key, Kind.SCALE, SCALE)


PLACE = Question("place", Kind.ONE)
BLOCKS = (
    Block(1, (_scale("belonging"),)),
    Block(2, (_scale("trust"),)),
    Block(3, (_scale("help"),)),
    Block(4, (_scale("informed"),)),
    Block(5, (_scale("heard"),)),
    Block(
        6,
        (
            Question(
                "took_part",
                Kind.MANY,
                ("cleanup", "meeting", "association", "event", "volunteering", "nowhere"),
            ),
        ),
    ),
    Block(
        7,
        (
            Question(
                "barriers",
                Kind.MANY,
                ("time", "health", "transport", "unaware", "pointless", "language", "other"),
            ),
        ),
    ),
    Block(
        8,
        (
            _scale("housing"),
            _scale("transport"),
            _scale("health_care"),
            _scale("work"),
            _scale("safety"),
            _scale("free_time"),
            _scale("accessibility"),
            _scale("relations"),
        ),
    ),
    Block(
        9,
        (
            Question("problems", Kind.MANY, tuple(Theme), most=MOST_PROBLEMS),
            Question("other_problem", Kind.OPEN),
        ),
    ),
    Block(10, (Question("good", Kind.OPEN),)),
    Block(
        11,
        (
            Question("give", Kind.MANY, ("skills", "time", "premises", "tools", "other")),
            Question("give_what", Kind.OPEN),
        ),
    ),
    Block(12, (Question("first", Kind.OPEN),)),
    Block(13, (Question("age", Kind.ONE, ("to_17", "18_24", "25_64", "65_79", "from_80")),)),
    Block(14, (Question("gender", Kind.ONE, ("woman", "man", "other")),)),
    Block(15, (PLACE,)),
)
QUESTIONS = MappingProxyType({question.key: question for block in BLOCKS for question in block.questions})
FILTERS = ("age", "place")
"""Questions by whose answers the results may be narrowed, one at a time."""
NOTHING_ELSE = MappingProxyType({"took_part": "nowhere"})
"""An answer that says nothing was chosen: it gives way to what was."""


def options_of(question: Question, *, places: tuple[str, ...]) -> tuple[str, ...]:
    """Return the answers that a survey offers to a question."""
    return places if question.key == PLACE.key else question.options


def blocks_of(*, places: tuple[str, ...]) -> tuple[Block, ...]:
    """Return the blocks of a survey: one that names no places does not ask for the place."""
    return BLOCKS if places else tuple(block for block in BLOCKS if PLACE not in block.questions)
