"""Alembic's entry: runs the revisions on the connection that `shared.migrations` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
