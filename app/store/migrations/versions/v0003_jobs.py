"""Runs in the background, registered sheets, workers, Google's quota, mails, the verdicts of weeks, people."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    number, moment = sa.BigInteger().with_variant(sa.Integer, "sqlite"), sa.DateTime(timezone=True)
    op.create_table(
        "registered_sheets",
        sa.Column("id", number, primary_key=True),
        sa.Column("spreadsheet_id", sa.String(128), nullable=False),
        sa.Column("sheet_id", sa.BigInteger, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("tab", sa.Text, nullable=False),
        sa.Column("owner", sa.String(320), nullable=False),
        sa.Column("every", sa.String(10), nullable=False),
        sa.Column("at", sa.String(5), nullable=False),
        sa.Column("weekday", sa.SmallInteger, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("wishes", sa.JSON, nullable=False),
        sa.Column("added_at", moment, nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.Column("paused_at", moment),
        sa.Column("paused_why", sa.Text, nullable=False),
        sa.Column("refusals", sa.Integer, nullable=False),
        sa.UniqueConstraint("spreadsheet_id", "sheet_id", name="registered_sheets_tab"),
    )
    op.create_table(
        "runs",
        sa.Column("id", number, primary_key=True),
        sa.Column("name", sa.String(64), nullable=False, unique=True),
        sa.Column("spreadsheet_id", sa.String(128), nullable=False),
        sa.Column("sheet_id", sa.BigInteger, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("tab", sa.Text, nullable=False),
        sa.Column("who", sa.String(320), nullable=False),
        sa.Column("registered_id", sa.BigInteger),
        sa.Column("slot", moment),
        sa.Column("wishes", sa.JSON, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("live", sa.String(160), unique=True),
        sa.Column("worker", sa.String(64), nullable=False),
        sa.Column("phase", sa.Text, nullable=False),
        sa.Column("rows_total", sa.Integer, nullable=False),
        sa.Column("rows_done", sa.Integer, nullable=False),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("began_at", moment),
        sa.Column("ended_at", moment),
        sa.Column("cancel_at", moment),
        sa.Column("version", sa.String(100), nullable=False),
        sa.Column("leads", sa.Integer, nullable=False),
        sa.Column("scored", sa.Integer, nullable=False),
        sa.Column("unchanged", sa.Integer, nullable=False),
        sa.Column("cleared", sa.Integer, nullable=False),
        sa.Column("empty", sa.Integer, nullable=False),
        sa.Column("refused", sa.JSON, nullable=False),
        sa.Column("notes", sa.JSON, nullable=False),
        sa.Column("outcomes", sa.JSON),
        sa.Column("spread", sa.JSON),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
    )
    op.create_index("runs_asked", "runs", ["asked_at"])
    op.create_index("runs_registered", "runs", ["registered_id", "slot"])
    op.create_table(
        "workers",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("machine", sa.String(200), nullable=False),
        sa.Column("process", sa.Integer, nullable=False),
        sa.Column("born", sa.String(40), nullable=False),
        sa.Column("began_at", moment, nullable=False),
        sa.Column("beat", sa.Double, nullable=False),
    )
    op.create_table(
        "google_calls",
        sa.Column("id", number, primary_key=True),
        sa.Column("kind", sa.String(5), nullable=False),
        sa.Column("at", sa.Double, nullable=False),
    )
    op.create_index("google_calls_kind", "google_calls", ["kind", "at"])
    op.create_table(
        "mails",
        sa.Column("id", number, primary_key=True),
        sa.Column("report", sa.String(20), nullable=False),
        sa.Column("period", sa.String(80), nullable=False),
        sa.Column("recipient", sa.String(320), nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("next_at", moment, nullable=False),
        sa.Column("changed_at", moment, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.UniqueConstraint("report", "period", "recipient", name="mails_once"),
    )
    op.create_index("mails_state", "mails", ["state", "next_at"])
    op.create_table(
        "unsubscribed",
        sa.Column("recipient", sa.String(320), primary_key=True),
        sa.Column("at", moment, nullable=False),
    )
    op.create_table(
        "weeks",
        sa.Column("period", sa.String(8), primary_key=True),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("overall", sa.String(20), nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("report", sa.LargeBinary),
        sa.Column("report_note", sa.Text, nullable=False),
    )

    op.create_table(
        "sheet_choices",
        sa.Column("spreadsheet_id", sa.String(128), primary_key=True),
        sa.Column("sheet_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("wishes", sa.JSON, nullable=False),
        sa.Column("who", sa.String(320), nullable=False),
        sa.Column("at", moment, nullable=False),
    )
    op.create_table(
        "people",
        sa.Column("mark", sa.LargeBinary, primary_key=True),
        sa.Column("email", sa.String(320), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("token", sa.LargeBinary, nullable=False),
        sa.Column("token_until", moment, nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.Column("until", moment, nullable=False),
    )
    op.create_table(
        "person_calls",
        sa.Column("id", number, primary_key=True),
        sa.Column("who", sa.String(320), nullable=False),
        sa.Column("at", sa.Double, nullable=False),
    )
    op.create_index("person_calls_who", "person_calls", ["who", "at"])


def downgrade() -> None:
    """Drop them: what is registered is no longer rescored, and the history of runs is lost."""
    for table in (
        "person_calls",
        "people",
        "sheet_choices",
        "weeks",
        "unsubscribed",
        "mails",
        "google_calls",
        "workers",
        "runs",
        "registered_sheets",
    ):
        op.drop_table(table)
