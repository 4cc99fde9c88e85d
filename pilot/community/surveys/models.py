"""Surveys of a community and their answers: nothing in an answer says whose it is, whence or when."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.community.models import Community
from pilot.community.surveys.enums import Channel, SurveyState
from pilot.database import Base, Editable, Identified, Note

KEY = String(64)


class Survey(Editable, Base):
    """A survey of a community; its link is made from the nonce, and only the link's hash is looked up."""

    __tablename__ = "survey"
    __table_args__ = (
        Index(None, "community_id"),
        UniqueConstraint("token_hash"),
        CheckConstraint("opens_on <= closes_on", name="span_forwards"),
    )

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    title: Mapped[str]
    languages: Mapped[list[str]]
    places: Mapped[Note] = mapped_column(default="")
    contact: Mapped[str]
    opens_on: Mapped[dt.date]
    closes_on: Mapped[dt.date]
    state: Mapped[SurveyState] = mapped_column(default=SurveyState.DRAFT)
    nonce: Mapped[str] = mapped_column(KEY)
    token_hash: Mapped[str] = mapped_column(KEY)
    made_at: Mapped[dt.datetime]

    community: Mapped[Community] = relationship(lazy="raise_on_sql")

    @property
    def place_names(self) -> list[str]:
        """Return the places that residents choose from, as they stand one a line."""
        return self.places.splitlines()


class SurveyAnswer(Editable, Base):
    """An answer without person, address or moment; SQLite keeps no order of arrival either.

    The key is the keyed hash of the id that the page, the paper or the other program gave the sending.
    """

    __tablename__ = "survey_answer"
    __table_args__ = (
        UniqueConstraint("survey_id", "key"),
        UniqueConstraint("survey_id", "paper_number"),
        CheckConstraint(
            "paper_number IS NULL OR paper_number BETWEEN 1 AND 9999", name="paper_number_in_range"
        ),
        {"sqlite_with_rowid": False},
    )

    survey_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey.id"))
    key: Mapped[str] = mapped_column(KEY)
    channel: Mapped[Channel]
    paper_number: Mapped[int | None]
    answers: Mapped[dict[str, Any]]

    survey: Mapped[Survey] = relationship(lazy="raise_on_sql")


class SurveyContact(Identified, Base):
    """Somebody who wants to take part in the work: asked apart, kept apart, tied to no answer."""

    __tablename__ = "survey_contact"
    __table_args__ = (Index(None, "survey_id"), {"sqlite_with_rowid": False})

    survey_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey.id"))
    name: Mapped[str]
    contact: Mapped[str]
    wish: Mapped[Note] = mapped_column(default="")
    consent: Mapped[Note]
    consented_on: Mapped[dt.date]


class SurveyGate(Identified, Base):
    """How many sendings came in a minute or day, by the keyed hash of an address; gone the day after."""

    __tablename__ = "survey_gate"
    __table_args__ = (
        UniqueConstraint("survey_id", "span", "key"),
        Index(None, "day"),
        {"sqlite_with_rowid": False},
    )

    survey_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey.id"))
    day: Mapped[dt.date]
    span: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(KEY)
    count: Mapped[int]
