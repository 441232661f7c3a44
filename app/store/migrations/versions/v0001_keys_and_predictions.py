"""Keys, predictions, and how far journals are moved."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the three tables."""
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "api_keys",
        sa.Column("id", number, primary_key=True),
        sa.Column("name", sa.String(100), nullable=False, unique=True),
        sa.Column("hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("prefix", sa.String(16), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("revoked_at", moment),
        sa.Column("last_used_on", sa.Date),
    )
    op.create_table(
        "predictions",
        sa.Column("id", number, primary_key=True),
        sa.Column("at", moment, nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("model_version", sa.String(100), nullable=False),
        sa.Column("score", sa.Double, nullable=False),
        sa.Column("identity_hash", sa.LargeBinary),
        sa.Column("layout", sa.SmallInteger, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("request_id", sa.String(128)),
    )
    op.create_index("predictions_at", "predictions", ["at"])
    known = sa.text("identity_hash IS NOT NULL")
    op.create_index(
        "predictions_identity", "predictions", ["identity_hash"], sqlite_where=known, postgresql_where=known
    )
    op.create_table(
        "journals",
        sa.Column("name", sa.String(100), primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("moved_at", moment, nullable=False),
    )


def downgrade() -> None:
    """Drop them, with all they hold."""
    for table in ("journals", "predictions", "api_keys"):
        op.drop_table(table)
