"""What Leadsheet keeps: keys, counted calls and the log of predictions, in SQLite or PostgreSQL.

Importing this package costs nothing: each module imports what it needs, and SQLAlchemy only where the schema changes.
"""
