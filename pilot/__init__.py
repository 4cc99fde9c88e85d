"""Kopdarbs: pilots of social work in the community, from recruiting to cooperation groups."""

import os
from collections.abc import Mapping
from types import MappingProxyType

from flask import Flask

import config
import pilot.models  # noqa: F401 - every table has to be known
from pilot import clock, database, extensions, navigation
from pilot.accounts import access, public_pages
from pilot.accounts import views as accounts
from pilot.cohort import claims
from pilot.cohort import people_views as people
from pilot.cohort import views as cohort
from pilot.community import group_views as groups
from pilot.community import meeting_views as meetings
from pilot.community import views as community
from pilot.community.chain import views as chain
from pilot.community.changes import views as changes
from pilot.community.diary import photo_views as photos
from pilot.community.diary import views as diary
from pilot.community.evaluations import views as evaluations
from pilot.community.findings import match_views as matches
from pilot.community.findings import resource_views as needs
from pilot.community.findings import swot_views as swot
from pilot.community.methods import plan_views as methods
from pilot.community.mirror import views as mirror
from pilot.community.network import file_views as network_files
from pilot.community.network import tie_views as network
from pilot.community.papers import views as papers
from pilot.community.practice import views as practice
from pilot.community.priorities import card_views as priority_cards
from pilot.community.priorities import file_views as priority_files
from pilot.community.priorities import sheet_views as scoring
from pilot.community.priorities import views as priorities
from pilot.community.priorities import vote_views as voting
from pilot.community.profiles import views as profiles
from pilot.community.reflections import views as reflections
from pilot.community.strategies import action_views as plan_actions
from pilot.community.strategies import measure_views as measures
from pilot.community.strategies import views as strategies
from pilot.community.surveys import import_views as survey_imports
from pilot.community.surveys import paper_views as survey_papers
from pilot.community.surveys import public_views as public_surveys
from pilot.community.surveys import views as surveys
from pilot.mentoring import claim_queries as session_claims
from pilot.mentoring import pair_views as pairs
from pilot.mentoring import session_views as sessions
from pilot.mentoring import views as mentoring
from pilot.mentoring.agreements import views as agreements
from pilot.mentoring.bookings import views as bookings
from pilot.mentoring.closing import correction_views as corrections
from pilot.mentoring.closing import views as closing
from pilot.mentoring.cover import views as cover
from pilot.mentoring.drafts import views as drafts
from pilot.mentoring.fit import views as fit
from pilot.mentoring.forecast import views as forecast
from pilot.mentoring.goals import views as goals
from pilot.mentoring.grid import views as grid
from pilot.mentoring.handover import views as handover
from pilot.mentoring.matching import views as matching
from pilot.mentoring.remarks import material_views as methodology
from pilot.mentoring.remarks import point_views as remark_points
from pilot.mentoring.remarks import views as remarks
from pilot.mentoring.series import views as series
from pilot.mentoring.steps import views as steps
from pilot.mentoring.timesheets import queries as work_claims
from pilot.mentoring.timesheets import views as timesheets
from pilot.municipalities import views as municipalities
from pilot.overview import health_views as health
from pilot.overview import lifecycle_views as lifecycle
from pilot.overview import mail_views as mail
from pilot.overview import views as overview
from pilot.overview.briefs import views as briefs
from pilot.overview.calendars import views as calendars
from pilot.overview.ledger import views as ledger
from pilot.overview.statements import views as statements
from pilot.privacy import views as privacy
from pilot.recruiting import application_views as applications
from pilot.recruiting import views as recruiting
from pilot.training import agenda_views as agenda
from pilot.training import attendance_views as attendance
from pilot.training import claim_queries as class_claims
from pilot.training import views as training
from pilot.training.assignments import views as assignments
from pilot.training.availability import views as availability
from pilot.training.certificates import views as certificates
from pilot.training.checkin import views as checkin
from pilot.training.competence import views as competence
from pilot.training.feedback import views as feedback
from pilot.training.imports import views as imports
from pilot.training.makeups import views as makeups
from pilot.training.materials import views as materials
from pilot.training.notices import views as notices
from pilot.training.planning import views as planning
from pilot.training.publishing import views as publishing
from pilot.training.sheets import views as sheets
from pilot.training.venues import views as venues
from pilot.web import error_pages, headers, locale, logs, requests, static_files, submissions

JOURNEYS = (
    accounts,
    overview,
    lifecycle,
    mail,
    health,
    calendars,
    cohort,
    people,
    municipalities,
    recruiting,
    applications,
    training,
    planning,
    agenda,
    attendance,
    assignments,
    feedback,
    competence,
    materials,
    makeups,
    checkin,
    publishing,
    venues,
    availability,
    imports,
    sheets,
    certificates,
    notices,
    mentoring,
    pairs,
    matching,
    cover,
    fit,
    sessions,
    bookings,
    series,
    drafts,
    grid,
    forecast,
    closing,
    corrections,
    remarks,
    remark_points,
    methodology,
    steps,
    goals,
    agreements,
    handover,
    timesheets,
    ledger,
    statements,
    briefs,
    community,
    needs,
    matches,
    swot,
    priorities,
    scoring,
    voting,
    priority_cards,
    priority_files,
    network,
    network_files,
    papers,
    practice,
    diary,
    photos,
    mirror,
    reflections,
    chain,
    changes,
    groups,
    meetings,
    methods,
    profiles,
    surveys,
    strategies,
    plan_actions,
    measures,
    survey_papers,
    survey_imports,
    evaluations,
    privacy,
    public_pages,
)
PUBLIC_PAGES: Mapping[str, public_pages.Page] = MappingProxyType(
    {
        public_surveys.SURVEY: public_surveys.answer,
        public_surveys.INVOLVE: public_surveys.involve,
        "vote": voting.page,
        "brief": briefs.behind_the_link,
    }
)
"""What is open by its address alone: each kind is one page."""
CLAIMS = (session_claims.claims, work_claims.claims, class_claims.claims)


def create_app(settings: config.Settings) -> Flask:
    """Build the application: settings, extensions, language, doors, pages, errors, commands."""
    app = Flask("pilot", root_path=str(config.ROOT), template_folder="templates", static_folder="static")
    app.config.from_mapping(settings.for_flask())
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = database.engine_options(settings.database_url)
    clock.show_day(settings.demo_today)

    database.make_file(settings.database_url)
    extensions.db.init_app(app)
    with app.app_context():
        database.guard(extensions.db.engine)
    locale.init_app(app)
    logs.init_app(app)
    requests.init_app(
        app, proxies=settings.proxy_count, strict=settings.environment is config.Environment.PRODUCTION
    )
    headers.init_app(app, secure=settings.secure)
    access.init_app(app)
    extensions.csrf.init_app(app)
    submissions.init_app(app)
    navigation.init_app(app)
    claims.init_app(app, CLAIMS)
    public_pages.init_app(app, PUBLIC_PAGES)
    error_pages.init_app(app)
    static_files.init_app(app)

    for journey in JOURNEYS:
        app.register_blueprint(journey.bp)
    if os.environ.get("FLASK_RUN_FROM_CLI"):
        from pilot import cli  # noqa: PLC0415 - web workers need neither the commands nor Alembic

        cli.init_app(app)
    return app
