"""How much is recorded of each step of a community's work."""

from types import MappingProxyType

from sqlalchemy import func, select

from pilot.community.methods.models import MethodUse, PlannedMethod
from pilot.community.models import Community, Need
from pilot.community.priorities.models import PriorityRound, Validation
from pilot.community.profiles.models import ProfileBlock
from pilot.community.queries import finding_is_live
from pilot.community.spine import Step
from pilot.community.strategies.models import Strategy
from pilot.extensions import db

RECORDS = MappingProxyType(
    {
        Step.PROFILE: ProfileBlock.community_id,
        Step.PLAN: PlannedMethod.community_id,
        Step.COLLECT: MethodUse.community_id,
        Step.FINDINGS: Need.community_id,
        Step.PRIORITIES: PriorityRound.community_id,
        Step.VALIDATION: Validation.community_id,
        Step.STRATEGY: Strategy.community_id,
    }
)
"""What stands for a step: each row belongs to a community."""


def recorded_in(community: Community) -> dict[Step, int]:
    """Return the number of records of each step; the first step is the community itself."""
    counts = [
        select(func.count())
        .where(column == community.id, *((finding_is_live(),) if step is Step.FINDINGS else ()))
        .scalar_subquery()
        for step, column in RECORDS.items()
    ]
    row = db.session.execute(select(*counts)).one()
    return {Step.DEFINE: 1, **dict(zip(RECORDS, row, strict=True))}
