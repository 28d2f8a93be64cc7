"""Writes the record of a release: `make features`, then `make record`, then commit the file."""

from __future__ import annotations

import sys

from contracts.rulebook.edition import edition
from contracts.rulebook.matrix import load_matrix, load_results
from contracts.rulebook.record import RECORD, record_of, record_text


def main() -> None:
    scenarios = {key for row in load_matrix().values() for key in row.scenarios}
    try:
        record = record_of(load_results(), scenarios, edition())
    except ValueError as error:
        sys.exit(f"{error}: erst `make features`, dann noch einmal.")
    RECORD.write_text(record_text(record), "utf-8")
    counted = ", ".join(f"{count} {word}" for word, count in record.count(scenarios).items())
    print(f"Aufgezeichnet: Ausgabe {record.edition}, {counted}.")


if __name__ == "__main__":
    main()
