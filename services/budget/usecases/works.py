"""All long work of budget: what the pump takes up and a request may order."""

from __future__ import annotations

from typing import Final

from services.budget.store.tables import JOBS
from services.budget.usecases.long_imports import IMPORTS
from services.budget.usecases.receipt_bundle import BUNDLE, make_bundle
from shared.workshop import Workshop

WORKS: Final = Workshop(JOBS, {**IMPORTS, BUNDLE: make_bundle})
