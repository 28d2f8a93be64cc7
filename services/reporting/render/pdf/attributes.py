"""PDF syntax of the attributes that structure elements carry."""

SCOPE_COLUMN = "/A<</O/Table/Scope/Column>>"
SCOPE_ROW = "/A<</O/Table/Scope/Row>>"
BULLETS = "/A<</O/List/ListNumbering/Disc>>"
NUMBERED = "/A<</O/List/ListNumbering/Decimal>>"
UNMARKED = "/A<</O/List/ListNumbering/None>>"


def text_string(text: str) -> str:
    """Return ``text`` as a PDF text string in UTF-16 (ISO 32000-1, 7.9.2.2)."""
    encoded = ("\ufeff" + text).encode("utf-16-be")
    return f"<{encoded.hex().upper()}>"


def language(tag: str) -> str:
    """Return the Lang entry for words in another language than the document's."""
    return f"/Lang{text_string(tag)}"


def alternative(message: str) -> str:
    """Return the alternative text of an element without ink of its own."""
    return f"/Alt{text_string(message)}"


def figure(message: str, box: tuple[float, float, float, float]) -> str:
    """Return alternative text and bounding box of a figure (PDF/UA-1, 7.3)."""
    numbers = " ".join(f"{one:.2f}" for one in box)
    return f"/Alt{text_string(message)}/A<</O/Layout/Placement/Block/BBox[{numbers}]>>"
