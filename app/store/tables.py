"""The schema in SQLAlchemy's words. A test holds that migrations build exactly this."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    DateTime,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData()

_NUMBER = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up by itself only for INTEGER

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("hash", LargeBinary, nullable=False, unique=True),  # SHA-256 of the key
    Column("prefix", String(16), nullable=False),  # the key's first characters, to know it by
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("revoked_at", DateTime(timezone=True)),
    Column("last_used_on", Date),  # a day, not a moment: one write a key and day
)

# Facts are one JSON array, not 19 columns: measured on 100,000 rows it is written 13 % and read whole 18 % faster, a
# fact may be a number or a word, and a changed field list needs no migration (`layout` says which list; layouts.py).
# Counting one field alone by SQL is slower (225 ms against 48), but drift reads whole rows.
predictions = Table(
    "predictions",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),  # UTC
    Column("source", String(20), nullable=False),  # api, batch, table, sheet, file
    Column("model_version", String(100), nullable=False),
    Column("score", Double, nullable=False),
    Column("identity_hash", LargeBinary),  # 16 bytes, identity_hash.py
    Column("layout", SmallInteger, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("request_id", String(128)),
    Index("predictions_at", "at"),
    Index(
        "predictions_identity",
        "identity_hash",
        sqlite_where=text("identity_hash IS NOT NULL"),
        postgresql_where=text("identity_hash IS NOT NULL"),
    ),
)

# How far each journal file is in `predictions`: written in the same transaction as the rows, so never twice.
journals = Table(
    "journals",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("position", BigInteger, nullable=False),  # bytes
    Column("moved_at", DateTime(timezone=True), nullable=False),
)

# The runs that wrote into a Google Sheet, so that they can be undone; none older than sheet_runs.UNDO_DAYS.
sheet_runs = Table(
    "sheet_runs",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("name", String(40), nullable=False, unique=True),  # what a person types to undo it
    Column("at", DateTime(timezone=True), nullable=False),  # UTC
    Column("spreadsheet_id", String(128), nullable=False),
    Column("sheet_id", BigInteger, nullable=False),
    Column("tab", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("kinds", JSON, nullable=False),  # the columns of ours that its cells stand in, in their order
    Column("leads", Integer, nullable=False),
    Column("undone_at", DateTime(timezone=True)),
)

# One row a write of a lead's cells, only ever added: in an index of leads, whose marks are random, 50,000 took three
# times as long. A person who is to be forgotten is looked for from end to end, in a table of 30 days.
sheet_cells = Table(
    "sheet_cells",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("run_id", BigInteger, nullable=False),
    Column("lead", LargeBinary, nullable=False),  # 16 bytes, lead_marks.py
    Column("before", JSON, nullable=False),  # what stood there: a list of cells
    Column("written", LargeBinary, nullable=False),  # 6 bytes a cell
    Index("sheet_cells_run", "run_id"),
)
