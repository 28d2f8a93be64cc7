"""Whoever shows a reason shows its rule with the way to where it is written: one macro for all."""

from __future__ import annotations

import re

from tests.architecture.code_base import ROOT, named

MACROS = ROOT / "shared" / "web" / "templates" / "shared" / "_components.html"
BARE = re.compile(r"""\{\{[^}(]*\.rule\s*\}\}|class=["']rule["']""")


def test_pages_name_rules_by_the_macro_only() -> None:
    pages = [
        path
        for folder in ("services", "shared")
        for path in (ROOT / folder).rglob("*.html")
        if path != MACROS
    ]
    assert len(pages) > 30
    assert not [named(path) for path in pages if BARE.search(path.read_text("utf-8"))]
    assert BARE.search(MACROS.read_text("utf-8"))
