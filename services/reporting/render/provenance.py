"""The last section of every rendering: on what it rests and who stands behind it."""

from services.reporting.documents import Detail, Details, Frame, Paragraph, Section

HEADING = "Zu diesem Dokument"


def provenance(frame: Frame) -> Section:
    """Return the frame as a section, the same words in PDF, page and workbook (semantics 9)."""
    items = [
        Detail("Stand", f"{frame.status.label}, Fassung {frame.version}"),
        *(Detail("Freigegeben", f"{one.name}, {one.at}") for one in frame.releases),
        Detail("Datenstand", f"Prüfeintrag {frame.cut_off_position} ({frame.cut_off_at})"),
        Detail("Regelwerk", frame.rule_pack),
        Detail("Programmversion", frame.generator),
        Detail("Inhaltsprüfsumme", f"SHA-256 {frame.content_hash}"),
        Detail("Prüfmarke", " | ".join(line for line in frame.checkpoint.splitlines() if line)),
    ]
    if frame.run_id:
        items.append(Detail("Berichtslauf", frame.run_id))
    if frame.log_key:
        items.append(Detail("Schlüssel des Prüfprotokolls", f"SHA-256 {frame.log_key}"))
    if frame.side_file:
        items.append(Detail("Begleitdatei (ZIP)", f"SHA-256 {frame.side_file}"))
    notes = (Paragraph.of(frame.note),) if frame.note else ()
    return Section(HEADING, (*notes, Details(tuple(items))))
