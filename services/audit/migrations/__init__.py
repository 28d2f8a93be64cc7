"""Alembic revisions of the audit database, for SQLite and PostgreSQL."""
