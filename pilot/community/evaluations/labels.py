"""Words of the final evaluation: what is asked, the scale, and why something is refused."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.community.evaluations.enums import EvaluationKind, Obstacle, PostDecision, Question, Rating
from pilot.community.evaluations.rules import Problem

KINDS = {
    EvaluationKind.PARTICIPANT: _l("Evaluation by the participant"),
    EvaluationKind.MENTOR: _l("Evaluation by the mentor"),
    EvaluationKind.SERVICE: _l("Evaluation by the head of the social service"),
}
QUESTIONS = {
    Question.SELF_ORGANISING: _l("People cooperate and organise themselves"),
    Question.NETWORKS: _l("Networks of several levels have grown"),
    Question.USE_OF_RESOURCES: _l("Resources of the community are used on purpose"),
    Question.SOLVING_TOGETHER: _l("People take part in solving their problems"),
    Question.VOICE_OF_THE_UNHEARD: _l("Those who are rarely heard are represented together"),
    Question.CHANGED: _l("What has changed in the community?"),
    Question.LASTS: _l("What will last, and who carries it on?"),
    Question.INSIGHTS: _l("Three insights"),
    Question.METHODOLOGY_USED: _l("Which parts of the methodology did you use, and which not?"),
    Question.PROGRESS: _l("How far were the goals of the practice reached?"),
    Question.QUOTA: _l("How useful was the promised time of mentoring each month?"),
    Question.ADVICE: _l("What would you advise the next pilot?"),
    Question.BENEFITS: _l("What has the pilot given the service and the municipality?"),
    Question.BURDENS: _l("What was hard for the service?"),
    Question.RESOURCES_NEXT_YEAR: _l("Which resources are planned for the next year?"),
    Question.MEMORANDUM: _l("What should a memorandum with the council hold?"),
}
RATINGS = {rating: str(rating) for rating in Rating}
SCALE = _l("1 – not at all, 6 – fully")
OBSTACLES = {
    Obstacle.LEADERSHIP: lazy_pgettext("obstacle", "Support of the leadership"),
    Obstacle.POST_AND_LOAD: lazy_pgettext("obstacle", "Post and workload"),
    Obstacle.WORKING_TIME: lazy_pgettext("obstacle", "Working time"),
    Obstacle.FUNDING: lazy_pgettext("obstacle", "Funding"),
    Obstacle.TRUST_OF_RESIDENTS: lazy_pgettext("obstacle", "Trust of residents"),
    Obstacle.KNOWLEDGE: lazy_pgettext("obstacle", "Knowledge"),
    Obstacle.COOPERATION: lazy_pgettext("obstacle", "Cooperation"),
    Obstacle.METHODOLOGY: lazy_pgettext("obstacle", "Methodology"),
    Obstacle.OTHER: lazy_pgettext("obstacle", "Other"),
}
DECISIONS = {
    PostDecision.YES: lazy_pgettext("post", "Yes"),
    PostDecision.CONSIDERED: lazy_pgettext("post", "It is being considered"),
    PostDecision.NO: lazy_pgettext("post", "No"),
}
PROBLEMS = {
    Problem.NOT_OPEN: _l("The final evaluation can be written from the first day of practice"),
    Problem.TOO_EARLY: _l(
        "It can be handed in from the last month of practice; save it as a draft until then"
    ),
    Problem.HANDED_IN: _l("The evaluation is handed in and can no longer be changed"),
    Problem.UNANSWERED: _l("Write a sentence before you hand in, or save it as a draft"),
    Problem.UNRATED: _l("Choose from 1 to 6 before you hand in, or save it as a draft"),
    Problem.UNDECIDED: _l("Choose what is decided about the post before you hand in"),
}
