"""The drawn content of finished pages, in a file until the document is written.

reportlab would hold thousands of them in memory, and three times over while it writes. It writes
the pages with empty streams instead; the contents follow as an incremental update (ISO 32000-1,
7.5.6), from which qpdf reads them one at a time.
"""

import re
from typing import IO


class PageContents:
    """Compressed content streams, by the object numbers that reportlab gave them."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._sizes: list[tuple[int, int]] = []

    def add(self, number: int, content: bytes) -> None:
        """Keep the content of the next page."""
        self._file.write(content)
        self._sizes.append((number, len(content)))

    def append_to(self, target: IO[bytes], drawn: bytes, root: str) -> None:
        """Write ``drawn``, a whole PDF with the catalog ``root``, and behind it all contents."""
        target.write(drawn)
        end, entries = len(drawn), [b"xref\n"]
        self._file.seek(0)
        for number, size in self._sizes:
            entries.append(b"%d 1\n%010d 00000 n \n" % (number, end))
            head = b"%d 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n" % (number, size)
            end += target.write(head + self._file.read(size) + b"\nendstream\nendobj\n")
        size, before = _size_and_table(drawn)
        target.writelines(entries)
        trailer = f"trailer\n<</Size {size}/Root {root}/Prev {before}>>\nstartxref\n{end}\n%%EOF\n"
        target.write(trailer.encode())


def _size_and_table(drawn: bytes) -> tuple[int, int]:
    """Return the number of objects and where the cross-reference table begins."""
    found = re.search(rb"/Size (\d+).*startxref\n(\d+)\n", drawn[-1024:], re.DOTALL)
    if found is None:
        raise ValueError("reportlab's file has no trailer at its end")
    return int(found[1]), int(found[2])
