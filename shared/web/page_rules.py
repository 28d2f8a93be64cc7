"""The rules of law behind a page, told on the page itself: which, and where each is written.

Findings name their rule where they stand. A form, an empty list or a page of figures has none, and
its reader asks the same question: by which rule is this asked, reckoned or refused?
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from flask import Flask, current_app, request

PageRules: TypeAlias = Mapping[str, Sequence[str]]
"""Ids of rules by the endpoint of a page, or by its blueprint where all pages of it share them."""

_KEPT: Final = "page_rules"


def tell_rules(app: Flask, of_pages: PageRules) -> None:
    """The pages of one more service say their rules."""
    app.extensions.setdefault(_KEPT, {}).update(of_pages)


def page_rules() -> Sequence[str]:
    """The rules of the page that is being drawn; none where the law says nothing to it."""
    return rules_of(current_app.extensions.get(_KEPT, {}), request.endpoint or "")


def rules_of(told: PageRules, endpoint: str) -> Sequence[str]:
    """Those of the endpoint, else of its blueprint."""
    return told.get(endpoint) or told.get(endpoint.partition(".")[0], ())
