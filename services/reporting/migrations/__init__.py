"""Alembic migrations of the reporting database."""
