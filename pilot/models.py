"""Import hub: every table, so that migrations and the data catalogue see all of them."""

import pilot.accounts.models
import pilot.audit
import pilot.cohort.models
import pilot.community.models
import pilot.mentoring.models
import pilot.municipalities.models
import pilot.outbox.models
import pilot.recruiting.models
import pilot.training.availability.models
import pilot.training.certificates.models
import pilot.training.models
import pilot.training.notices.models
import pilot.training.venues.models
import pilot.web.models  # noqa: F401
