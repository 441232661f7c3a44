"""Alembic's folder: env.py and, in versions/, one module a change of the schema."""
