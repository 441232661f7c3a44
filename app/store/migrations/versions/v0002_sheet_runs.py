"""What runs wrote into Google Sheets, so that they can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the two tables."""
    number, moment = sa.BigInteger().with_variant(sa.Integer, "sqlite"), sa.DateTime(timezone=True)
    op.create_table(
        "sheet_runs",
        sa.Column("id", number, primary_key=True),
        sa.Column("name", sa.String(40), nullable=False, unique=True),
        sa.Column("at", moment, nullable=False),
        sa.Column("spreadsheet_id", sa.String(128), nullable=False),
        sa.Column("sheet_id", sa.BigInteger, nullable=False),
        sa.Column("tab", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("kinds", sa.JSON, nullable=False),
        sa.Column("leads", sa.Integer, nullable=False),
        sa.Column("undone_at", moment),
    )
    op.create_table(
        "sheet_cells",
        sa.Column("id", number, primary_key=True),
        sa.Column("run_id", sa.BigInteger, nullable=False),
        sa.Column("lead", sa.LargeBinary, nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("written", sa.LargeBinary, nullable=False),
    )
    op.create_index("sheet_cells_run", "sheet_cells", ["run_id"])


def downgrade() -> None:
    """Drop them: runs until then can no longer be undone."""
    for table in ("sheet_cells", "sheet_runs"):
        op.drop_table(table)
