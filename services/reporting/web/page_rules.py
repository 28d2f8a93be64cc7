"""Which rules of law stand behind the pages of the reporting service."""

from __future__ import annotations

from typing import Final

from shared.web.page_rules import PageRules

PAGE_RULES: Final[PageRules] = {
    "reporting": ("VN-01", "VN-02", "VN-05", "VN-07", "VN-08", "VN-10", "MUN-03"),
    "reporting_reports": ("MUN-03", "GOB-01", "PERS-06", "VN-08", "ACC-03", "ACC-04"),
    "reporting_narratives": ("VN-05", "MUN-03", "KNOW-02"),
    "reporting_notifications": ("VN-03",),
    "reporting_procedure": ("GOB-04", "GOV-04", "MUN-12"),
    "reporting_audit_files": ("AUD-04", "GOB-03", "VN-09", "FMT-05"),
}
