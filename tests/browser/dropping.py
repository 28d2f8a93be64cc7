"""Dropping a file on a page, as a mouse does it."""

from __future__ import annotations

import base64
from pathlib import Path

from playwright.sync_api import Page, expect

_CARRY = """([name, content]) => {
    const bytes = Uint8Array.from(atob(content), one => one.charCodeAt(0));
    const held = new DataTransfer();
    held.items.add(new File([bytes], name));
    return held;
}"""


def drop(page: Page, place: str, file: Path) -> None:
    """Carries a file over `place` and lets it go; ends on the page that read it."""
    content = base64.b64encode(file.read_bytes()).decode()
    held = page.evaluate_handle(_CARRY, [file.name, content])
    for event in ("dragenter", "dragover"):
        page.dispatch_event(place, event, {"dataTransfer": held})
    expect(page.locator(place)).to_have_class("dropzone is-over")
    page.dispatch_event(place, "drop", {"dataTransfer": held})
    page.wait_for_url("**rechnung=**")
