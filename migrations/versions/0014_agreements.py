"""Agreements, goals and hand-overs of mentoring pairs; agreed steps become rows of their own

Each line of a session's old text becomes a step of everybody who was there. The text showed on top until the
next session with a text of its own: until then its steps stay open, in that one they are closed.
"""

import uuid
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

REFUSAL = "an agreement that somebody has accepted is never changed"
SESSION = sa.table(
    "mentor_session",
    sa.column("id", sa.Uuid()),
    sa.column("held_on", sa.Date()),
    sa.column("logged_at", sa.DateTime(timezone=True)),
    sa.column("agreed_steps", sa.Text()),
)
ATTENDEE = sa.table(
    "session_attendee", sa.column("session_id", sa.Uuid()), sa.column("participation_id", sa.Uuid())
)
STEP = sa.table(
    "agreed_step",
    *(sa.column(name, sa.Uuid()) for name in ("id", "participation_id", "session_id", "closed_in_id")),
    *(sa.column(name, sa.Date()) for name in ("due_on", "closed_on")),
    *(sa.column(name, sa.Integer()) for name in ("number", "version")),
    *(sa.column(name, sa.Text()) for name in ("owner", "what")),
)


def upgrade():
    create_steps()
    create_goals()
    create_agreements()
    guard()
    split_texts()
    op.drop_column("mentor_session", "agreed_steps")


def create_steps():
    op.create_table(
        "agreed_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "owner",
            sa.Enum("participant", "mentor", "both", name="stepowner", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_in_id", sa.Uuid(), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "closed_on IS NOT NULL OR (closed_in_id IS NULL AND closed_by_id IS NULL)",
            name=op.f("ck_agreed_step_closed"),
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["user_account.id"], name=op.f("fk_agreed_step_closed_by_id")),
        sa.ForeignKeyConstraint(["closed_in_id"], ["mentor_session.id"], name=op.f("fk_agreed_step_closed_in_id")),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name=op.f("fk_agreed_step_participation_id")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["mentor_session.id"], name=op.f("fk_agreed_step_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_step")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_agreed_step_closed_in_id"), "agreed_step", ["closed_in_id"])
    op.create_index(op.f("ix_agreed_step_participation_id"), "agreed_step", ["participation_id", "closed_on"])
    op.create_index(op.f("ix_agreed_step_session_id"), "agreed_step", ["session_id"])


def create_goals():
    topics = "defining_community needs_research resources cooperation_group strategy action methodology own_role other"
    op.create_table(
        "practice_goal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "topic", sa.Enum(*topics.split(), name="topic", native_enum=False, length=40), nullable=True
        ),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("active", "reached", "changed", "dropped", name="goalstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('changed', 'dropped') OR reason <> ''", name=op.f("ck_practice_goal_explained")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name=op.f("fk_practice_goal_participation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_goal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_practice_goal_participation_id"), "practice_goal", ["participation_id"])


def create_agreements():
    op.create_table(
        "mentoring_agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("middle_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("participant_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_mentoring_agreement_number_from_one")),
        sa.CheckConstraint(
            "start_on <= middle_on AND middle_on <= end_on", name=op.f("ck_mentoring_agreement_reviews_ordered")
        ),
        sa.ForeignKeyConstraint(["pair_id"], ["mentoring_pair.id"], name=op.f("fk_mentoring_agreement_pair_id")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["user_account.id"], name=op.f("fk_mentoring_agreement_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_agreement")),
        sa.UniqueConstraint("pair_id", "number", name=op.f("uq_mentoring_agreement_pair_id_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "agreement_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column(
            "review",
            sa.Enum("start", "middle", "end", name="review", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["mentoring_pair.id"], name=op.f("fk_agreement_review_pair_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user_account.id"], name=op.f("fk_agreement_review_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_review")),
        sa.UniqueConstraint("pair_id", "review", name=op.f("uq_agreement_review_pair_id_review")),
        sqlite_strict=True,
    )
    op.create_table(
        "hand_over",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["mentoring_pair.id"], name=op.f("fk_hand_over_pair_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
        sa.UniqueConstraint("pair_id", name=op.f("uq_hand_over_pair_id")),
        sqlite_strict=True,
    )


def guard():
    """Let the database refuse to change a text that somebody has accepted."""
    accepted = "OLD.mentor_accepted_at IS NOT NULL OR OLD.participant_accepted_at IS NOT NULL"
    event = "BEFORE UPDATE OF pair_id, number, content, sha256, start_on, middle_on, end_on ON mentoring_agreement"
    if op.get_context().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER mentoring_agreement_kept {event} WHEN {accepted} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION refuse_agreement_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER mentoring_agreement_kept {event} FOR EACH ROW WHEN ({accepted}) "
        "EXECUTE FUNCTION refuse_agreement_change()"
    )


def split_texts():
    """Make a step of each line, for everybody who was in the session; who does it stands in the line itself."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(SESSION.c.id, SESSION.c.held_on, SESSION.c.agreed_steps, ATTENDEE.c.participation_id)
        .join(ATTENDEE, ATTENDEE.c.session_id == SESSION.c.id)
        .where(SESSION.c.agreed_steps != "")
        .order_by(ATTENDEE.c.participation_id, SESSION.c.held_on, SESSION.c.logged_at, SESSION.c.id)
    ).all()
    steps = []
    for row, following in zip(rows, [*rows[1:], None]):
        is_last = following is None or following.participation_id != row.participation_id
        for number, line in enumerate(filter(None, map(str.strip, row.agreed_steps.splitlines())), 1):
            steps.append(
                {
                    "id": uuid.uuid4(),
                    "participation_id": row.participation_id,
                    "session_id": row.id,
                    "number": number,
                    "owner": "both",
                    "what": line,
                    "due_on": None,
                    "closed_on": None if is_last else following.held_on,
                    "closed_in_id": None if is_last else following.id,
                    "version": 1,
                }
            )
    if steps:
        connection.execute(sa.insert(STEP), steps)


def join_steps():
    """Write the steps of each session as lines of its text again, each once, its day behind it."""
    connection = op.get_bind()
    lines = defaultdict(dict)
    for step in connection.execute(
        sa.select(STEP.c.session_id, STEP.c.what, STEP.c.due_on).order_by(STEP.c.number, STEP.c.id)
    ):
        line = f"{step.what} ({step.due_on:%d.%m.%Y}.)" if step.due_on else step.what
        lines[step.session_id][line] = None
    for session_id, found in lines.items():
        text = "\n".join(found)
        connection.execute(sa.update(SESSION).where(SESSION.c.id == session_id).values(agreed_steps=text))


def downgrade():
    op.add_column("mentor_session", sa.Column("agreed_steps", sa.Text(), server_default="", nullable=False))
    join_steps()
    if op.get_context().dialect.name != "sqlite":
        op.alter_column("mentor_session", "agreed_steps", server_default=None)
    for table in ("hand_over", "agreement_review", "mentoring_agreement", "practice_goal", "agreed_step"):
        op.drop_table(table)
    if op.get_context().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_agreement_change()")
