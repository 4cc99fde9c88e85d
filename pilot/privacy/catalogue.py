"""The data catalogue: every column of every table with its class, purpose and time of keeping (P3, P10)."""

from collections.abc import Iterator
from dataclasses import dataclass

from pilot.privacy.enums import DataClass, Purpose, Retention


@dataclass(frozen=True)
class Entry:
    """A table: why it exists, how long its rows stay, and its columns by class."""

    purpose: Purpose
    retention: Retention
    internal: str = ""
    public: str = ""
    work: str = ""
    delicate: str = ""
    outside: str = ""
    secret: str = ""

    def classes(self) -> Iterator[tuple[DataClass, tuple[str, ...]]]:
        """Yield the classes that occur in the table with their columns."""
        for kind in DataClass:
            columns = tuple(getattr(self, kind.value).split())
            if columns:
                yield kind, columns

    def columns(self) -> dict[str, DataClass]:
        """Return the class of each column; a column named twice is found by the test."""
        return {column: kind for kind, columns in self.classes() for column in columns}


_P, _R = Purpose, Retention
CATALOGUE: dict[str, Entry] = {
    "municipality": Entry(
        _P.REGISTER,
        _R.FOR_GOOD,
        internal="id version sort_key search_key",
        public="iso_code atvk_code name official_name name_locative name_en kind planning_region"
        " statistical_region population population_on area_hectares centre valid_from valid_to successor_id"
        " had_election_20210605 tile_row tile_column tile_label",
    ),
    "predecessor": Entry(
        _P.REGISTER, _R.FOR_GOOD, internal="id search_key", public="name whole municipality_id"
    ),
    "territory": Entry(
        _P.REGISTER,
        _R.FOR_GOOD,
        internal="id sort_key search_key",
        public="atvk_code name kind municipality_id valid_from valid_to",
    ),
    "accession": Entry(
        _P.REGISTER,
        _R.FOR_GOOD,
        internal="id version note",
        public="municipality_id joined_year joined_month joined_on decision_no source",
    ),
    "pilot": Entry(
        _P.ACCOUNTABILITY,
        _R.PILOT,
        public="code title_lv title_en project_no activity_no funder_set implementing_org client_org"
        " contact_email description",
        internal="id version state preset retention_until created_at target_participants"
        " target_municipalities target_per_municipality recruitment_from recruitment_to implementation_from"
        " implementation_to eligibility_mode eligibility_criteria training_min_minutes training_max_minutes"
        " academic_hour_minutes training_days academic_hours_per_day training_days_per_month"
        " volume_tolerance_pct certificate_min_attendance_pct attendance_tolerance_minutes make_up_counts"
        " make_up_cap_minutes mentor_quota_minutes quota_phase"
        " partial_month_policy partial_month_days carry_over group_cap_minutes session_max_minutes"
        " session_warning_minutes confirmation_required month_close_working_day small_cell_threshold",
    ),
    "phase": Entry(
        _P.ACCOUNTABILITY,
        _R.PILOT,
        internal="id version pilot_id parent_id kind name_lv name_en starts_on ends_on planned_starts_on"
        " planned_ends_on change_reason",
    ),
    "accepted_deviation": Entry(
        _P.ACCOUNTABILITY,
        _R.PILOT,
        internal="id pilot_id rule reason accepted_at",
        work="accepted_by_id",
    ),
    "participation": Entry(
        _P.ACCOUNTABILITY,
        _R.PILOT,
        internal="id version pilot_id municipality_id replaces_id",
        work="user_id job_title state started_on ended_on",
        delicate="withdrawal_reason override_reason",
    ),
    "month_close": Entry(
        _P.ACCOUNTABILITY,
        _R.PILOT,
        internal="id version pilot_id month closed_at revision approval_note reopened_at reopen_reason",
        work="closed_by_id",
    ),
    "month_extension": Entry(
        _P.ACCOUNTABILITY,
        _R.PILOT,
        internal="id version pilot_id month until_on reason granted_at",
        work="granted_by_id",
    ),
    "candidacy": Entry(
        _P.RECRUITING,
        _R.RECRUITING,
        internal="id version pilot_id municipality_id state planned_places reserve_priority agreement_no"
        " agreement_on",
        work="contact_name contact_email",
        delicate="decision_note",
    ),
    "contact_log_entry": Entry(
        _P.RECRUITING,
        _R.RECRUITING,
        internal="id candidacy_id made_on channel next_step next_step_on next_step_done_on logged_at",
        work="with_whom author_id",
        delicate="summary",
    ),
    "application": Entry(
        _P.RECRUITING,
        _R.RECRUITING,
        internal="id version candidacy_id submitted_on population_at_submission",
        work="motivation intended_communities experience leadership_support work_share_pct workload_relief"
        " publicity_consent",
    ),
    "nominee": Entry(
        _P.RECRUITING,
        _R.RECRUITING,
        internal="id version application_id participation_id",
        work="given_name family_name email job_title sort_key",
    ),
    "evidence": Entry(
        _P.RECRUITING,
        _R.RECRUITING,
        internal="id version nominee_id criterion kind assessed_on",
        work="reference assessor_id",
        delicate="assessment note",
    ),
    "module": Entry(
        _P.TRAINING, _R.PILOT, public="title_lv title_en minutes aims", internal="id version pilot_id number"
    ),
    "module_lecturer": Entry(_P.TRAINING, _R.PILOT, internal="module_id", work="user_id"),
    "training_day": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id version pilot_id number held_on starts_at ends_at mode venue address access_note"
        " room_id planned_minutes state moved_to_id change_reason holiday_confirmed locked_at signed_count"
        " scan_id"
        " calendar_uid calendar_sequence calendar_changed_at",
        work="locked_by_id",
        delicate="scan_lost_reason",
    ),
    "venue": Entry(
        _P.TRAINING, _R.PILOT, internal="id version pilot_id", public="name address town access_note"
    ),
    "room": Entry(_P.TRAINING, _R.PILOT, internal="id version venue_id", public="name seats"),
    "room_closure": Entry(_P.TRAINING, _R.PILOT, internal="id room_id starts_on ends_on reason"),
    "travel_time": Entry(_P.TRAINING, _R.PILOT, internal="id pilot_id town other_town minutes"),
    "day_off": Entry(_P.TRAINING, _R.PILOT, internal="id pilot_id day name"),
    "class_session": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id version day_id module_id starts_at ends_at minutes topic method",
    ),
    "class_lecturer": Entry(_P.TRAINING, _R.PILOT, internal="class_id", work="user_id"),
    "assignment": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id version module_id title_lv title_en task due_on mandatory tool",
    ),
    "assigned_work": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id version assignment_id",
        work="participation_id state text done_in_tool",
    ),
    "work_version": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id work_id number handed_in_on assessed_on",
        work="text done_in_tool verdict comment assessed_by_id",
    ),
    "material": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id version module_id title link file_id visible_from link_checked_at link_broken_since",
    ),
    "feedback_answer": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id day_id content lecturer usefulness",
        work="to_keep to_change",
    ),
    "feedback_given": Entry(_P.TRAINING, _R.PILOT, internal="day_id", work="participation_id"),
    "self_rating": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id version moment rated_on open_until",
        work="participation_id",
    ),
    "self_rating_line": Entry(
        _P.TRAINING, _R.PILOT, internal="self_rating_id module_id", work="level example"
    ),
    "published_schedule": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id pilot_id number name reason sha256 published_at",
        work="schedule published_by_id",
    ),
    "attendance": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id version day_id source recorded_at",
        work="participation_id status minutes half late_minutes early_minutes stays remote recorded_by_id",
        delicate="note",
    ),
    "attendance_correction": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id attendance_id corrected_at",
        work="old_status old_minutes old_stays new_status new_minutes corrected_by_id",
        delicate="reason",
    ),
    "roll_save": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id day_id number day_state saved_at undone_at",
        work="before saved_by_id",
    ),
    "check_in": Entry(_P.TRAINING, _R.PILOT, internal="id day_id", work="participation_id checked_in_at"),
    "make_up": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id version module_id kind title minutes instructions is_open",
    ),
    "made_up": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id version make_up_id approved_at revoked_at",
        work="participation_id minutes done_on approved_by_id revoked_by_id",
        delicate="evidence revoke_reason",
    ),
    "stored_file": Entry(
        _P.ACCOUNTABILITY,
        _R.PILOT,
        internal="id media_type size sha256 stored_at",
        work="owner_id",
        delicate="name content",
    ),
    "unavailable_span": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id pilot_id entered_at",
        work="user_id participation_id first_on last_on entered_by_id",
    ),
    "availability_request": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id pilot_id asked_at expires_at ended_at",
        work="user_id answered_at",
        secret="nonce",  # noqa: S106 - the name of a column
    ),
    "class_answer": Entry(
        _P.TRAINING, _R.PILOT, internal="class_id held_on asked_at", work="user_id state answered_at"
    ),
    "certificate_setting": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id version pilot_id number_pattern programme_lv programme_en place confirmed_pct"
        " confirmed_at",
        work="signatory_name signatory_position second_signatory_name second_signatory_position"
        " confirmed_by_id",
    ),
    "certificate": Entry(
        _P.TRAINING,
        _R.PILOT,
        public="number state",
        internal="id version pilot_id serial facts_hash issued_at",
        work="participation_id kind facts verify_code issued_on issued_by_id duplicate_on revoked_on",
        delicate="override_reason duplicate_reason revoke_reason",
    ),
    "certificate_export": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id pilot_id requested_at total done lease_until finished_at expires_at",
        work="requested_by_id content",
    ),
    "schedule_notice": Entry(
        _P.TRAINING,
        _R.PILOT,
        internal="id pilot_id month number content content_hash sent_on recorded_at",
        work="recorded_by_id",
    ),
    "mentoring_pair": Entry(
        _P.MENTORING,
        _R.PILOT,
        internal="id version pilot_id role starts_on ends_on",
        work="participation_id mentor_id",
        delicate="end_reason mentor_answer participant_answer",
    ),
    "mentor_profile": Entry(
        _P.MENTORING,
        _R.PILOT,
        internal="id version pilot_id",
        work="user_id languages topics regions municipalities works_for_id capacity briefed_on",
    ),
    "pairing_wish": Entry(
        _P.MENTORING,
        _R.PILOT,
        internal="id version pilot_id wished_at",
        work="user_id languages topics",
    ),
    "pairing_wish_line": Entry(_P.MENTORING, _R.PILOT, internal="wish_id", delicate="other_id kind"),
    "pair_fit": Entry(
        _P.MENTORING,
        _R.PILOT,
        internal="id version pair_id settled_at",
        work="month given_on",
        delicate="fit rating",
    ),
    "mentor_session": Entry(
        _P.MENTORING,
        _R.MENTORING,
        internal="id version pilot_id state logged_at settled_at",
        work="mentor_id held_on starts_at ends_at minutes form kind topics next_on not_held_reason",
        delicate="place summary",
    ),
    "agreed_step": Entry(
        _P.MENTORING,
        _R.MENTORING,
        internal="id version session_id number closed_in_id",
        work="participation_id owner due_on closed_on closed_by_id",
        delicate="what",
    ),
    "practice_goal": Entry(
        _P.MENTORING,
        _R.MENTORING,
        internal="id version written_at",
        work="participation_id topic due_on state settled_on",
        delicate="text indicator reason",
    ),
    "mentoring_agreement": Entry(
        _P.MENTORING,
        _R.MENTORING,
        internal="id version pair_id number sha256 written_at mentor_accepted_at participant_accepted_at",
        work="start_on middle_on end_on written_by_id",
        delicate="content",
    ),
    "agreement_review": Entry(
        _P.MENTORING, _R.MENTORING, internal="id pair_id review", work="held_on recorded_by_id"
    ),
    "hand_over": Entry(_P.MENTORING, _R.MENTORING, internal="id version pair_id", work="released_at"),
    "session_attendee": Entry(
        _P.MENTORING,
        _R.MENTORING,
        internal="id version session_id asked_at answered_at",
        work="participation_id confirmation",
        delicate="comment",
    ),
    "session_approval": Entry(
        _P.MENTORING,
        _R.MENTORING,
        internal="id session_id session_version approved_at",
        work="approved_by_id",
    ),
    "session_correction": Entry(
        _P.MENTORING,
        _R.MENTORING,
        internal="id version session_id state asked_at answered_at",
        work="minutes_before minutes asked_by_id answered_by_id",
        delicate="reason answer",
    ),
    "session_share": Entry(_P.MENTORING, _R.PILOT, internal="id attendee_id", work="held_on minutes"),
    "session_undo": Entry(_P.MENTORING, _R.MENTORING, internal="session_id made_at version", work="before"),
    "session_draft": Entry(
        _P.MENTORING,
        _R.MENTORING,
        internal="id pilot_id subject_id saved_at",
        work="author_id",
        delicate="fields",
    ),
    "length_habit": Entry(_P.MENTORING, _R.MENTORING, internal="told_at", work="user_id"),
    "month_minutes": Entry(
        _P.MENTORING,
        _R.PILOT,
        internal="pilot_id month",
        work="participation_id received_minutes counted_minutes planned_minutes",
    ),
    "booking_slot": Entry(
        _P.MENTORING,
        _R.MENTORING,
        internal="id version pilot_id session_id seats notice_hours offered_at",
        work="mentor_id held_on starts_at minutes form",
        delicate="place",
    ),
    "session_series": Entry(
        _P.MENTORING,
        _R.MENTORING,
        internal="id version pilot_id planned_at ended_at",
        work="mentor_id participation_id rhythm first_on until_on starts minutes form",
        delicate="place",
    ),
    "series_occurrence": Entry(_P.MENTORING, _R.MENTORING, internal="id series_id session_id", work="due_on"),
    "work_line": Entry(
        _P.MENTORING,
        _R.PILOT,
        internal="id version pilot_id session_id entered_at",
        work="user_id capacity worked_on starts_at ends_at minutes kind note",
    ),
    "supervision": Entry(
        _P.MENTORING,
        _R.PILOT,
        internal="id version pilot_id entered_at",
        work="user_id held_on kind minutes",
    ),
    "missed_month_reason": Entry(
        _P.MENTORING,
        _R.MENTORING,
        internal="id month recorded_at",
        work="participation_id recorded_by_id",
        delicate="reason note",
    ),
    "methodology_section": Entry(
        _P.MENTORING, _R.PILOT, internal="id version pilot_id number title_lv title_en text retired"
    ),
    "methodology_version": Entry(
        _P.MENTORING,
        _R.PILOT,
        internal="id pilot_id number label issued_on note content sha256 published_at",
        work="published_by_id",
    ),
    "remark_author": Entry(_P.MENTORING, _R.PILOT, internal="id pilot_id", delicate="user_id role number"),
    "remark_point": Entry(
        _P.MENTORING,
        _R.PILOT,
        internal="id version pilot_id section_id summary decision reason decided_on implemented_in_id",
    ),
    "methodology_remark": Entry(
        _P.MENTORING,
        _R.PILOT,
        internal="id version point_id about_id kind written_on seen_at",
        delicate="author_id session_id text proposal",
    ),
    "community": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version pilot_id municipality_id name kind place why boundaries target_groups stage"
        " started_on share_proposed_at shared_at",
        work="lead_id",
    ),
    "community_worker": Entry(_P.COMMUNITY, _R.PILOT, internal="community_id", work="participation_id"),
    "survey": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id title languages places contact opens_on closes_on state made_at",
        secret="nonce token_hash",  # noqa: S106 - the names of columns
    ),
    "survey_answer": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version survey_id channel paper_number",
        delicate="answers",
        secret="key",  # noqa: S106 - the name of a column
    ),
    "survey_contact": Entry(
        _P.COMMUNITY, _R.OUTSIDE, internal="id survey_id consent consented_on", outside="name contact wish"
    ),
    "survey_gate": Entry(_P.OPERATION, _R.SHORT, internal="id survey_id day span count", secret="key"),  # noqa: S106
    "need": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id kind title description domain theme people_groups affected_groups"
        " scale level cause frequency trend seen_as merged_into_id recorded_at",
    ),
    "priority_round": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id title state dots recorded_at opened_at closed_at vote_opened_at"
        " vote_closed_at",
        secret="token_hash",  # noqa: S106 - the name of a column
    ),
    "priority_criterion": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version round_id code weight name_lv name_en low_lv low_en high_lv high_en",
    ),
    "round_item": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version round_id need_id number chosen rank order_reason assumption_reason",
    ),
    "priority_scorer": Entry(_P.COMMUNITY, _R.PILOT, internal="id version round_id kind number"),
    "priority_score": Entry(_P.COMMUNITY, _R.PILOT, internal="scorer_id item_id criterion_id value"),
    "priority_ballot": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id round_id",
        secret="token_hash",  # noqa: S106 - the name of a column
    ),
    "priority_ballot_dots": Entry(_P.COMMUNITY, _R.PILOT, internal="ballot_id item_id dots"),
    "priority_card": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version item_id why elsewhere here already possible sources changed_at",
    ),
    "priority_validation": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id round_id held_on way people groups said corrections result"
        " recorded_at",
    ),
    "strategy": Entry(_P.COMMUNITY, _R.PILOT, internal="id version community_id vision approach"),
    "strategy_version": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id strategy_id decision_id number content sha256 adopted_at",
        work="adopted_by_id",
    ),
    "objective": Entry(_P.COMMUNITY, _R.PILOT, internal="id version strategy_id text recorded_at"),
    "objective_item": Entry(_P.COMMUNITY, _R.PILOT, internal="objective_id item_id"),
    "action_item": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id objective_id indicator_id decision_id what side lead helpers"
        " resources_needed cost funding grant_name grant_asked grant_received starts_on due_on risk"
        " change_code state result recorded_at",
    ),
    "action_need": Entry(_P.COMMUNITY, _R.PILOT, internal="action_id need_id"),
    "action_resource": Entry(_P.COMMUNITY, _R.PILOT, internal="action_id resource_id"),
    "action_change": Entry(_P.COMMUNITY, _R.PILOT, internal="action_id change_id"),
    "indicator": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version objective_id name unit baseline target counting counts_people measured_by"
        " recorded_at",
    ),
    "indicator_update": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version indicator_id value measured_on parts comment recorded_at state judged_at reason",
        work="author_id judged_by_id",
    ),
    "resource": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id kind state checked_on recorded_at",
        outside="name offers for_whom availability conditions owner contact contact_is_private"
        " contact_consent_on",
    ),
    "source": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id need_id resource_id kind told_by told_by_key description quote told_on people"
        " merged_from_id method_use_id",
    ),
    "need_match": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version need_id resource_id note matched_at",
    ),
    "swot_item": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id box text origin recorded_at",
    ),
    "swot_link": Entry(_P.COMMUNITY, _R.PILOT, internal="id item_id need_id resource_id"),
    "swot_strategy": Entry(_P.COMMUNITY, _R.PILOT, internal="id version community_id pair text"),
    "research_plan": Entry(_P.COMMUNITY, _R.PILOT, internal="id version community_id questions ethics"),
    "planned_method": Entry(
        _P.COMMUNITY, _R.PILOT, internal="id version community_id method groups due_on led_by note"
    ),
    "method_use": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id planned_id method held_on ended_on place led_by invited reached"
        " women men not_stated not_reached languages consent observations meaning limits"
        " recorded_at finished_at",
    ),
    "group_reach": Entry(_P.COMMUNITY, _R.PILOT, internal="id use_id people_group people"),
    "method_file": Entry(_P.COMMUNITY, _R.PILOT, internal="id use_id file_id added_at"),
    "diary_entry": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id recorded_at shared",
        work="participation_id done_on starts_at minutes kind place_class task roles people_reached"
        " people_parts mode change_code outside_hours outside_minutes",
        delicate="text",
        outside="contact",
    ),
    "entry_photo": Entry(
        _P.COMMUNITY, _R.PILOT, internal="id version entry_id file_id added_at", outside="consent for_reports"
    ),
    "actor": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id name_key sort_key kind circle influence interest resource_id"
        " recorded_at",
        outside="name about contact contact_is_private contact_consent_on",
    ),
    "tie": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id from_id to_id kind strength note recorded_at",
    ),
    "change_record": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id kind text happened_on evidence entry_id goal initiator"
        " after_3_months after_6_months recorded_at",
    ),
    "reflection": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version written_at shared_at",
        work="participation_id reflected_on shared_with_id",
        delicate="happened learned practice discussed methodology",
    ),
    "profile_block": Entry(
        _P.COMMUNITY, _R.PILOT, internal="id version community_id block source as_of", outside="text"
    ),
    "indicator_value": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id block name value of_municipality of_latvia unit counts_people year"
        " source link quality remark",
    ),
    "age_count": Entry(
        _P.COMMUNITY, _R.PILOT, internal="id version community_id age_group people year source"
    ),
    "map_point": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id kind exact resource_id",
        outside="name latitude longitude",
    ),
    "evaluation": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version pilot_id kind participation_id municipality_id handed_in_at",
        work="author_id decision load_pct post_from",
        delicate="obstacles",
    ),
    "evaluation_answer": Entry(
        _P.COMMUNITY, _R.PILOT, internal="evaluation_id question", delicate="rating text"
    ),
    "cooperation_group": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version pilot_id municipality_id community_id parent_id level name purpose tasks"
        " leader_kind footing founded_on state quorum_pct",
    ),
    "group_member": Entry(
        _P.COMMUNITY,
        _R.OUTSIDE,
        internal="id version group_id sector role joined_on left_on",
        outside="name organisation contact informed_on sort_key",
    ),
    "meeting": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version group_id number held_on starts_at ends_at place agenda discussion state"
        " quorum_pct recorded_at approved_at",
        outside="guests",
    ),
    "meeting_member": Entry(
        _P.COMMUNITY, _R.OUTSIDE, internal="meeting_id may_vote", outside="member_id presence"
    ),
    "decision": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version group_id meeting_id year number text effect unanimous votes_for votes_against"
        " abstained",
    ),
    "group_task": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version group_id meeting_id decision_id text due_on state done_on result",
        outside="member_id",
    ),
    "month_brief": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id pilot_id municipality_id month sent_at expires_at ended_at",
        work="user_id",
        secret="nonce",  # noqa: S106 - the name of a column
    ),
    "paper_version": Entry(
        _P.COMMUNITY,
        _R.PILOT,
        internal="id version community_id kind number content sha256 sent_at state judged_at",
        work="sent_by_id judged_by_id",
    ),
    "paper_comment": Entry(
        _P.COMMUNITY, _R.PILOT, internal="id version_id written_at", work="author_id text"
    ),
    "user_account": Entry(
        _P.ACCOUNTS,
        _R.ACCOUNT,
        internal="id version state created_at privacy_notice_seen_at",
        work="given_name family_name email email_key phone job_title organisation locale"
        " grammatical_gender sort_key search_key",
        secret="password_hash",  # noqa: S106 - the name of a column
    ),
    "role_assignment": Entry(
        _P.ACCOUNTS,
        _R.PILOT,
        internal="id pilot_id municipality_id granted_at ended_at",
        work="user_id role",
    ),
    "user_session": Entry(
        _P.ACCOUNTS,
        _R.SHORT,
        internal="id created_at",
        work="user_id seen_at device",
        secret="token_hash",  # noqa: S106 - the name of a column
    ),
    "sign_in_failure": Entry(_P.OPERATION, _R.SHORT, internal="id at", secret="account_key address_key"),  # noqa: S106
    "account_link": Entry(
        _P.ACCOUNTS,
        _R.SHORT,
        internal="id purpose created_at expires_at used_at",
        work="user_id created_by_id",
        secret="nonce",  # noqa: S106 - the name of a column
    ),
    "calendar_feed": Entry(
        _P.ACCOUNTS,
        _R.ACCOUNT,
        internal="id pilot_id made_at",
        work="user_id",
        secret="token_hash",  # noqa: S106 - the name of a column
    ),
    "submission": Entry(_P.OPERATION, _R.SHORT, internal="key endpoint location at", work="user_id"),
    "outgoing_mail": Entry(
        _P.OPERATION,
        _R.SHORT,
        internal="id key template pilot_id state queued_at not_before_at claimed_by lease_until tries sent_at"
        " last_error",
        work="recipient_id facts",
    ),
    "job_run": Entry(_P.OPERATION, _R.SHORT, internal="job period started_at finished_at outcome"),
    "audit_event": Entry(
        _P.ACCOUNTABILITY,
        _R.PILOT,
        internal="id at action subject_kind subject_id pilot_id",
        work="actor_id detail",
    ),
}
