"""CSV import of the finance system's list: preview and commit, on PostgreSQL with fsync on.

Every size runs in a process of its own, which reports seconds and peak memory. Floors of the same
run: reading the file with `csv.reader` (preview), and that with one row and one outbox row a line
by `executemany`, 500 at a time, in one transaction (commit). Targets: preview at least
5,000 rows/s, commit at least 1,000 rows/s, memory that does not grow with the file.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg

from bench.figure import Figure, peak_megabytes, rate
from bench.seed import LINE, MEASURE, Speaker, award, tokens
from bench.servers import folder, gunicorn, house_environment, postgres
from bench.wsgi import BARE_TABLES
from services import host
from services.budget.usecases.imports import commit_import, examine_import, keep_import
from services.budget.usecases.kept_list import keep_list
from shared.heap import keep_for_good
from shared.occasion import Occasion
from shared.settings import Settings
from tests.components.availability import ROOT
from tests.samples.csv.lines import HEADERS

CHUNK = 500


@dataclass(frozen=True)
class Run:
    """One size: seconds of ours and of the floors, peak megabytes before and after."""

    rows: int
    preview_s: float
    commit_s: float
    peak_before: float
    peak: float
    read_floor_s: float
    write_floor_s: float


def write_list(path: Path, first: int, rows: int) -> None:
    """A list of `rows` paid vouchers of 200 creditors."""
    with path.open("w", encoding="cp1252", newline="") as file:
        file.write(f"{HEADERS}\r\n")
        names = HEADERS.split(";")
        for number in range(first, first + rows):
            cells = _cells(number)
            file.write(";".join(cells.get(name, "") for name in names) + "\r\n")


def _cells(number: int) -> dict[str, str]:
    return {
        "Belegnummer": f"B{number}",
        "Kreditor": f"Firma {number % 200} GmbH",
        "Rechnungsnummer": f"R{number}",
        "Rechnungsdatum": "01.04.2026",
        "Vertragsdatum": "01.02.2026",
        "Leistung von": "01.03.2026",
        "Leistung bis": "31.03.2026",
        "Zahlungsdatum": "15.04.2026",
        "Brutto": f"{100 + number % 900},00",
        "MwSt": "0,00",
        "Kostenposition": LINE,
        "Maßnahme": MEASURE,
        "Zweck": f"Beratung, Termin {number}",
        "Zahlungsreferenz": f"Z{number}",
    }


def run_ours(path: Path, grant_id: str) -> dict[str, Any]:
    """Preview and commit in this process, settings from the environment."""
    house = host.build(Settings.from_env(os.environ), ["budget"])
    ports = house.ports["budget"]
    means, by = ports.extras["means"], Occasion("system", datetime.now(UTC))
    keep_for_good()  # as every serving process does
    before = peak_megabytes()
    began = time.perf_counter()
    with path.open("rb") as stream, ports.sessions.read() as session:
        kept = keep_list(stream, None, means)
        examined = examine_import(session, grant_id, "finanz-csv", kept, by=by, means=means)
    with ports.sessions.write() as session:
        import_id = keep_import(session, examined, by=by).import_id
    previewed = time.perf_counter()
    with ports.sessions.write() as session:
        accepted = commit_import(session, import_id, by=by, means=means).accepted
    committed = time.perf_counter()
    house.close()
    return {
        "accepted": accepted,
        "preview_s": previewed - began,
        "commit_s": committed - previewed,
        "peak_before": before,
        "peak": peak_megabytes(),
    }


def read_floor(path: Path) -> float:
    """Seconds of reading all cells."""
    began = time.perf_counter()
    for _ in _rows(path):
        pass
    return time.perf_counter() - began


def write_floor(path: Path, url: str) -> float:
    """Seconds of reading and inserting row and outbox row."""
    began = time.perf_counter()
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        rows = _rows(path)
        while chunk := list(islice(rows, CHUNK)):
            cursor.executemany(
                "INSERT INTO bare_row (grant_id, budget_line, creditor, gross_cents, payment_date)"
                " VALUES (%s, %s, %s, %s, '2026-04-15')",
                [(row[14], row[13], row[1], int(row[8].replace(",", ""))) for row in chunk],
            )
            cursor.executemany(
                "INSERT INTO bare_outbox (topic, key, value) VALUES (%s, %s, %s)",
                [("funding.events", row[0], json.dumps(row).encode()) for row in chunk],
            )
        connection.commit()
    return time.perf_counter() - began


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="cp1252", newline="") as file:
        reader = csv.reader(file, delimiter=";")
        next(reader)
        yield from reader


def measure(*, quick: bool = False) -> list[Figure]:
    """A tenth of the rows and all of them, each into a grant of its own."""
    rows = 2_000 if quick else 100_000
    with folder() as directory, postgres() as server:
        environment = house_environment(server, directory, "budget", BENCH_SERVICES="budget")
        held = tokens(environment, directory)
        with gunicorn("house", directory, environment) as port:
            speaker = Speaker(port, held)
            for grant_id in ("SMALL", "LARGE"):
                award(speaker, grant_id)
        bare = server.create_database()
        with server.connect(bare) as connection:
            for statement in BARE_TABLES:
                connection.execute(statement)
        url = server.url(bare).replace("+psycopg", "")
        small = _run(directory, environment, url, "SMALL", rows // 10, first=1)
        large = _run(directory, environment, url, "LARGE", rows, first=rows)
    return _figures(small, large)


def _run(
    directory: Path,
    environment: Mapping[str, str],
    bare: str,
    grant_id: str,
    rows: int,
    first: int,
) -> Run:
    path = directory / f"{grant_id}.csv"
    write_list(path, first, rows)
    command = [sys.executable, "-m", "bench.csv_import", str(path), grant_id]
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env=dict(environment), cwd=ROOT
    )
    ours = json.loads(done.stdout)
    if (accepted := ours.pop("accepted")) != rows:
        raise AssertionError(f"{accepted} of {rows} lines accepted")
    return Run(
        rows=rows,
        read_floor_s=read_floor(path),
        write_floor_s=write_floor(path, bare),
        **ours,
    )


def _figures(small: Run, large: Run) -> list[Figure]:
    rows = large.rows
    return [
        Figure(
            claim=f"CSV import, preview of {rows:,} rows",
            ours=_words(rows, large.preview_s, large.read_floor_s),
            floor=f"{rate(rows / large.read_floor_s, 'rows')} (csv.reader)",
            unit="rows/s",
            runs=(rows / large.preview_s,),
            at_least=5000,
        ),
        Figure(
            claim=f"CSV import, commit of {rows:,} rows",
            ours=_words(rows, large.commit_s, large.write_floor_s),
            floor=f"{rate(rows / large.write_floor_s, 'rows')} (row and outbox row)",
            unit="rows/s",
            runs=(rows / large.commit_s,),
            at_least=1000,
        ),
        Figure(
            claim=f"CSV import, memory of {rows:,} rows beyond that of {small.rows:,}",
            ours=f"peak {large.peak:.0f} MB, at start {large.peak_before:.0f} MB",
            floor=f"peak {small.peak:.0f} MB with {small.rows:,} rows",
            unit="MB",
            runs=(large.peak - small.peak,),
        ),
    ]


def _words(rows: int, ours_s: float, floor_s: float) -> str:
    return f"{rate(rows / ours_s, 'rows')} ({floor_s / ours_s:.2f} × floor)"


if __name__ == "__main__":
    print(json.dumps(run_ours(Path(sys.argv[1]), sys.argv[2])))
