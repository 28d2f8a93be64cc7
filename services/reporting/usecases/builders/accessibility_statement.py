"""Builder of the accessibility statement: data of the application, a contact of the city."""

from __future__ import annotations

from services.reporting.documents import Document
from services.reporting.documents.accessibility_statement import accessibility_statement_document
from services.reporting.usecases.material import Material
from services.reporting.usecases.means import PACKAGE_VERSION


def build_accessibility_statement(given: Material) -> Document:
    """R22."""
    contact = given.means.accessibility_contact
    return accessibility_statement_document(given.heading, contact, PACKAGE_VERSION)
