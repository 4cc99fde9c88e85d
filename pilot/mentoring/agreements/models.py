"""Mentoring agreements in versions, and the reviews that took place."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.cohort.models import MentoringPair
from pilot.database import Base, Editable, Identified, Note
from pilot.mentoring.agreements.enums import AgreementState, Review


class MentoringAgreement(Editable, Base):
    """A version of a pair's agreement as canonical JSON with its hash.

    The database refuses to change the text once somebody has accepted it; the days of the reviews stand in
    the text and, for the home tasks and the coordinator, beside it.
    """

    __tablename__ = "mentoring_agreement"
    __table_args__ = (
        UniqueConstraint("pair_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("start_on <= middle_on AND middle_on <= end_on", name="reviews_ordered"),
    )

    pair_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mentoring_pair.id"))
    number: Mapped[int]
    content: Mapped[Note]
    sha256: Mapped[str] = mapped_column(String(64))
    start_on: Mapped[dt.date]
    middle_on: Mapped[dt.date]
    end_on: Mapped[dt.date]
    written_at: Mapped[dt.datetime]
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    mentor_accepted_at: Mapped[dt.datetime | None]
    participant_accepted_at: Mapped[dt.datetime | None]

    pair: Mapped[MentoringPair] = relationship(lazy="raise_on_sql")
    written_by: Mapped[User] = relationship(lazy="raise_on_sql")

    @property
    def state(self) -> AgreementState:
        """Tell what the version still needs, by who has accepted it."""
        if self.mentor_accepted_at is None:
            waits = self.participant_accepted_at is not None
            return AgreementState.WAITS_FOR_MENTOR if waits else AgreementState.DRAFT
        is_accepted = self.participant_accepted_at is not None
        return AgreementState.ACCEPTED if is_accepted else AgreementState.WAITS_FOR_PARTICIPANT

    @property
    def reviews(self) -> dict[Review, dt.date]:
        return {Review.START: self.start_on, Review.MIDDLE: self.middle_on, Review.END: self.end_on}


class AgreementReview(Identified, Base):
    """A look at the agreement that took place."""

    __tablename__ = "agreement_review"
    __table_args__ = (UniqueConstraint("pair_id", "review"),)

    pair_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mentoring_pair.id"))
    review: Mapped[Review]
    held_on: Mapped[dt.date]
    recorded_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
