"""Import hub: every table, so that migrations and the data catalogue see all of them."""

import pilot.accounts.models
import pilot.audit
import pilot.cohort.models
import pilot.community.evaluations.models
import pilot.community.models
import pilot.community.priorities.models
import pilot.community.profiles.models
import pilot.files.models
import pilot.mentoring.agreements.models
import pilot.mentoring.bookings.models
import pilot.mentoring.closing.models
import pilot.mentoring.drafts.models
import pilot.mentoring.fit.models
import pilot.mentoring.goals.models
import pilot.mentoring.handover.models
import pilot.mentoring.matching.models
import pilot.mentoring.models
import pilot.mentoring.remarks.models
import pilot.mentoring.series.models
import pilot.mentoring.timesheets.models
import pilot.municipalities.models
import pilot.outbox.models
import pilot.overview.calendars.models
import pilot.recruiting.models
import pilot.training.assignments.models
import pilot.training.availability.models
import pilot.training.certificates.models
import pilot.training.competence.models
import pilot.training.feedback.models
import pilot.training.materials.models
import pilot.training.models
import pilot.training.notices.models
import pilot.training.planning.models
import pilot.training.publishing.models
import pilot.training.venues.models
import pilot.web.models  # noqa: F401
