"""Run by alembic: applies the changes on the connection that migrating.py opened, locked and will commit."""

from alembic import context

from app.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # SQLite too: migrating.py began the transaction itself
)
with context.begin_transaction():
    context.run_migrations()
