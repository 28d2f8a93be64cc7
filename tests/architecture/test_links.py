"""A link on a page looks like one: it has a class of the design system."""

from __future__ import annotations

import re

from tests.architecture.code_base import ROOT

LINK = re.compile(r"<a (?![^>]*class=)[^>]*>")


def test_every_link_of_a_page_has_a_class() -> None:
    plain = [
        f"{path.relative_to(ROOT)}: {found}"
        for path in sorted((ROOT / "services").rglob("templates/**/*.html"))
        for found in LINK.findall(path.read_text("utf-8"))
    ]
    assert plain == []
