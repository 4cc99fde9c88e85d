"""The eight steps from defining a community to its action plan, and the page of each (domain d)."""

from enum import StrEnum
from types import MappingProxyType


class Step(StrEnum):
    """The order is the order of the work; no step is compulsory but what the next one needs."""

    DEFINE = "define"
    PROFILE = "profile"
    PLAN = "plan"
    COLLECT = "collect"
    FINDINGS = "findings"
    PRIORITIES = "priorities"
    VALIDATION = "validation"
    STRATEGY = "strategy"


PAGES = MappingProxyType(
    {
        Step.DEFINE: "community.community",
        Step.PROFILE: "profiles.profile",
        Step.PLAN: "methods.plan",
        Step.COLLECT: "methods.uses",
        Step.FINDINGS: "needs.findings",
        Step.PRIORITIES: "priorities.priorities",
        Step.VALIDATION: "priorities.validation",
        Step.STRATEGY: "strategies.strategy",
    }
)
"""The page on which a step is done, by the id of the community."""
