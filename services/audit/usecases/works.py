"""All long work of audit: what the pump takes up and a request may order."""

from __future__ import annotations

from typing import Final

from services.audit.store.tables import JOBS
from services.audit.usecases.kept_export import EXPORT, make_export
from services.audit.usecases.verification import VERIFY, make_verification
from shared.workshop import Workshop

WORKS: Final = Workshop(JOBS, {VERIFY: make_verification, EXPORT: make_export})
