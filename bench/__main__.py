"""`python -m bench [--quick] [NAME …]`: all measurements, or those named.

Exit status 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from typing import Any

from bench.figure import Figure, table

# cheap before dear
NAMES = (
    "rules",
    "event_check",
    "recompute",
    "audit_ingest",
    "audit_verify",
    "voucher_list",
    "workbook",
    "drafting",
    "click_to_pdf",
    "word_digests",
    "sealing",
    "csv_import",
    "expenditure_entry",
    "audit_query",
    "end_to_end",
)


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run at all?")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(NAMES):
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}")
    found: list[Figure] = []
    for name in arguments.names or NAMES:
        began = time.monotonic()
        script: Any = importlib.import_module(f"bench.{name}")
        found += script.measure(quick=arguments.quick)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    print(table(found))
    sys.exit(any(figure.met is False for figure in found))


if __name__ == "__main__":
    main()
