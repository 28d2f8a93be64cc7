"""Metadata of the budget database and the tables every service has."""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from shared.access import Directory
from shared.consumer import Positions
from shared.keyring import key_table
from shared.long_work import Jobs
from shared.outbox import Outbox
from shared.web.idempotency import idempotency_table


class Base(DeclarativeBase):
    """Base of the mapped classes of this service."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


OUTBOX = Outbox(Base.metadata, "/budget")
POSITIONS = Positions(Base.metadata)
DIRECTORY = Directory(Base.metadata)
KEYS = key_table(Base.metadata)
IDEMPOTENCY = idempotency_table(Base.metadata)
JOBS = Jobs(Base.metadata, kept=["bundle_receipts"])  # a deletion must find the copies
