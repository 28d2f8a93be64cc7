"""Which rules of law stand behind the pages of the audit service."""

from __future__ import annotations

from typing import Final

from shared.web.page_rules import PageRules

PAGE_RULES: Final[PageRules] = {
    "audit": ("GOB-01", "MUN-09", "MUN-10", "AUD-04"),
    "audit_integrity": ("GOB-01", "RET-02"),
    "audit_exports": ("GOB-01", "GOB-03", "FMT-05"),
}
