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
    UniqueConstraint,
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

# The tabs that are rescored by themselves.
registered_sheets = Table(
    "registered_sheets",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("spreadsheet_id", String(128), nullable=False),
    Column("sheet_id", BigInteger, nullable=False),
    Column("document", Text, nullable=False),
    Column("tab", Text, nullable=False),
    Column("owner", String(320), nullable=False),  # an e-mail address, or ""
    Column("every", String(10), nullable=False),  # hour, day, weekday, week
    Column("at", String(5), nullable=False),  # 07:00
    Column("weekday", SmallInteger, nullable=False),  # 0 is Monday; of a weekly one
    Column("zone", String(64), nullable=False),
    Column("wishes", JSON, nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),  # no slot before counts: added, or taken up again
    Column("paused_at", DateTime(timezone=True)),
    Column("paused_why", Text, nullable=False),
    Column("refusals", Integer, nullable=False),  # runs in a row that the sheet was not shared with us, or gone
    UniqueConstraint("spreadsheet_id", "sheet_id", name="registered_sheets_tab"),
)

# The runs that workers do, with how far they are; the engine's own tables hold nothing that people look at.
runs = Table(
    "runs",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),  # what a person types to undo it
    Column("spreadsheet_id", String(128), nullable=False),
    Column("sheet_id", BigInteger, nullable=False),
    Column("document", Text, nullable=False),
    Column("tab", Text, nullable=False),
    Column("who", String(320), nullable=False),
    Column("registered_id", BigInteger),
    Column("slot", DateTime(timezone=True)),
    Column("wishes", JSON, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, queued, running, done, failed, cancelled
    Column("live", String(160), unique=True),  # the tab while waiting or running: one live run a tab
    Column("worker", String(64), nullable=False),  # who does it now: nobody else may say how it goes
    Column("phase", Text, nullable=False),
    Column("rows_total", Integer, nullable=False),
    Column("rows_done", Integer, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),  # starts since something was last achieved
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("began_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    Column("cancel_at", DateTime(timezone=True)),
    Column("version", String(100), nullable=False),
    Column("leads", Integer, nullable=False),
    Column("scored", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("cleared", Integer, nullable=False),
    Column("empty", Integer, nullable=False),
    Column("refused", JSON, nullable=False),  # row of the sheet -> sentence
    Column("notes", JSON, nullable=False),  # what people should look at
    Column("outcomes", JSON),  # what became of the best, where a column tells
    Column("spread", JSON),  # how the scores are spread: counts
    Column("kind", String(20), nullable=False),  # of the failure, for programs
    Column("sentence", Text, nullable=False),  # of the failure, for people
    Index("runs_asked", "asked_at"),
    Index("runs_registered", "registered_id", "slot"),
)

workers = Table(
    "workers",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("machine", String(200), nullable=False),
    Column("process", Integer, nullable=False),
    Column("born", String(40), nullable=False),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("beat", Double, nullable=False),
)

# The calls of the last minute, of all workers: Google counts them together.
google_calls = Table(
    "google_calls",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("kind", String(5), nullable=False),  # read, write
    Column("at", Double, nullable=False),  # seconds since 1970
    Index("google_calls_kind", "kind", "at"),
)

# One row a mail and recipient, so that none is sent twice.
mails = Table(
    "mails",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("report", String(20), nullable=False),  # digest, paused, failed
    Column("period", String(80), nullable=False),  # 2026-W47, or what the mail is about
    Column("recipient", String(320), nullable=False),
    Column("facts", JSON, nullable=False),  # what it says, but for a digest
    Column("state", String(10), nullable=False),  # waiting, sending, sent, stuck, refused
    Column("message_id", String(200), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("next_at", DateTime(timezone=True), nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("sentence", Text, nullable=False),  # why it is not sent
    UniqueConstraint("report", "period", "recipient", name="mails_once"),
    Index("mails_state", "state", "next_at"),
)

unsubscribed = Table(
    "unsubscribed",
    metadata,
    Column("recipient", String(320), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
)

# The verdicts of weeks, and their archived reports.
weeks = Table(
    "weeks",
    metadata,
    Column("period", String(8), primary_key=True),  # 2026-W47
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("overall", String(20), nullable=False),
    Column("facts", JSON, nullable=False),  # the verdict and the figures; nothing of a single lead
    Column("report", LargeBinary),  # Evidently's page, gzip
    Column("report_note", Text, nullable=False),  # why there is none
)

# What people chose for a tab on its page: how its columns are read.
sheet_choices = Table(
    "sheet_choices",
    metadata,
    Column("spreadsheet_id", String(128), primary_key=True),
    Column("sheet_id", BigInteger, primary_key=True, autoincrement=False),
    Column("wishes", JSON, nullable=False),
    Column("who", String(320), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

# Who is signed in. The browser holds a random word, of which only a hash is kept, and no token of Google's.
people = Table(
    "people",
    metadata,
    Column("mark", LargeBinary, primary_key=True),  # SHA-256 of the word
    Column("email", String(320), nullable=False),
    Column("name", Text, nullable=False),
    Column("token", LargeBinary, nullable=False),  # Google's, encrypted
    Column("token_until", DateTime(timezone=True), nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),
)

# What each person asked of Google through us in the last minutes.
person_calls = Table(
    "person_calls",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("who", String(320), nullable=False),
    Column("at", Double, nullable=False),  # seconds since 1970
    Index("person_calls_who", "who", "at"),
)
