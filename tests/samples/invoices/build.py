"""Invoices for tests: the sound samples, changed copies of them, and PDFs that carry them."""

import io
from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent


def sample(name: str) -> bytes:
    """Bytes of a sample file in this folder."""
    return (HERE / name).read_bytes()


def changed(name: str, *replacements: tuple[str, str]) -> bytes:
    """The sample with texts replaced; every text must be there, or the test would prove nothing."""
    text = sample(name).decode("utf-8")
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode("utf-8")


def pdf_with(*attachments: tuple[str, bytes], password: str | None = None) -> bytes:
    """A one-page PDF carrying the named files, encrypted if a password is given."""
    page = io.BytesIO()
    canvas = Canvas(page, invariant=True)
    canvas.drawString(72, 720, "Rechnung")
    canvas.save()
    with pikepdf.open(io.BytesIO(page.getvalue())) as pdf:
        for name, data in attachments:
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
        target = io.BytesIO()
        encryption = pikepdf.Encryption(owner=password, user=password) if password else False
        pdf.save(target, encryption=encryption)
    return target.getvalue()
