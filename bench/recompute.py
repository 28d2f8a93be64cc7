"""Recomputing a grant of 10,000 and of 100,000 expenditures, on PostgreSQL with fsync on.

Two things are called that. *Figures*: all sums of the grant, the use of its lines, its warnings
and its last days, from the dated effects that every row carries; asked by every page and report.
*Rows*: every rule applied to every row anew, as an amendment demands; here one that changes
nothing, so no event is written. Floors of the same run: one bare `sum` over the effects, and bare
reading of the same rows. Target: at most 5 s for 100,000, and linear.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg

from bench.figure import Figure, seconds
from bench.seed import OFFICER, Speaker, award, tokens, vouchers
from bench.servers import folder, gunicorn, house_environment, postgres
from services import host
from services.budget.domain.line_limits import plan_findings
from services.budget.store.expenditure_effect import line_use
from services.budget.usecases.assessment_world import load_world
from services.budget.usecases.balance import balance_of
from services.budget.usecases.reassessment import reassess_grant
from shared.heap import keep_for_good
from shared.occasion import Occasion
from shared.settings import Settings

_ID = "e.grant_id || '-' || n"
_COPIES = (
    "INSERT INTO expenditure SELECT r.* FROM expenditure e, generate_series(2, %(rows)s) n,"
    " jsonb_populate_record(e, jsonb_build_object("
    f"'expenditure_id', {_ID}, 'family_id', {_ID}, 'number', n, 'voucher_number', 'B-' || n,"
    f" 'invoice_number', 'R-' || n, 'duplicate_key', md5({_ID}))) r"
    " WHERE e.grant_id = %(grant)s AND e.number = 1",
    "INSERT INTO expenditure_effect SELECT r.* FROM expenditure_effect e,"
    " generate_series(2, %(rows)s) n,"
    f" jsonb_populate_record(e, jsonb_build_object('expenditure_id', {_ID})) r"
    " WHERE e.grant_id = %(grant)s",
    "UPDATE line_use SET used_cents = used_cents * %(rows)s WHERE grant_id = %(grant)s",
)
"""A grant of many rows in seconds: the first one, entered through the API, over and over."""


@dataclass(frozen=True)
class Run:
    """Seconds of one grant and of its floors; processor seconds of this process beside them."""

    rows: int
    figures_s: float
    rows_s: float
    rows_processor_s: float
    sum_floor_s: float
    read_floor_s: float
    read_floor_processor_s: float


def measure(*, quick: bool = False) -> list[Figure]:
    """A tenth of the rows and all of them."""
    rows = 10_000 if quick else 100_000
    sizes = {"SMALL": rows // 10, "LARGE": rows}
    with folder() as directory, postgres() as server:
        environment = house_environment(server, directory, "budget", BENCH_SERVICES="budget")
        held = tokens(environment, directory)
        with gunicorn("house", directory, environment) as port:
            speaker = Speaker(port, held)
            for number, grant_id in enumerate(sizes):
                award(speaker, grant_id)
                first = next(vouchers(number, 1))
                speaker.send(OFFICER, f"/grants/{grant_id}/expenditures", first)
        house = host.build(Settings.from_env(environment), ["budget"])
        keep_for_good()  # as every serving process does
        try:
            with server.connect("budget") as connection:
                for grant_id, size in sizes.items():
                    for statement in _COPIES:
                        connection.execute(statement, {"rows": size, "grant": grant_id})
                connection.execute("VACUUM ANALYZE")
                small, large = (_run(house, connection, *one) for one in sizes.items())
        finally:
            house.close()
    return _figures(small, large)


def _run(house: host.House, connection: psycopg.Connection[Any], grant_id: str, size: int) -> Run:
    ports = house.ports["budget"]
    means, by = ports.extras["means"], Occasion("system", datetime.now(UTC))

    def figures() -> None:
        with ports.sessions.read() as session:
            world = load_world(session, grant_id, means, by, lock=False)
            balance_of(session, grant_id, world.today, means=means)
            plan_findings(world.lines, line_use(session, grant_id), world.rules)

    def rows() -> None:
        with ports.sessions.write() as session:
            if changed := reassess_grant(session, grant_id, "measured", by=by, means=means):
                raise AssertionError(f"{changed} rows changed")

    figures()
    asked = seconds(figures)
    spent = time.process_time()
    judged = seconds(rows)
    spent = time.process_time() - spent
    summed, _ = _fetched(connection, "SELECT sum(cents) FROM expenditure_effect", grant_id)
    read, read_spent = _fetched(connection, "SELECT * FROM expenditure", grant_id)
    return Run(
        rows=size,
        figures_s=asked,
        rows_s=judged,
        rows_processor_s=spent,
        sum_floor_s=summed,
        read_floor_s=read,
        read_floor_processor_s=read_spent,
    )


def _fetched(
    connection: psycopg.Connection[Any], statement: str, grant_id: str
) -> tuple[float, float]:
    """Seconds on the clock and of this process."""
    asked = f"{statement} WHERE grant_id = %s"

    def fetch() -> object:
        return connection.execute(asked, (grant_id,)).fetchall()

    began = time.process_time()
    lasted = seconds(fetch)
    return lasted, time.process_time() - began


def _figures(small: Run, large: Run) -> list[Figure]:
    return [
        Figure(
            claim=f"figures of a grant of {large.rows:,} expenditures",
            ours=f"{large.figures_s * 1000:.0f} ms ({small.rows:,}: {small.figures_s * 1000:.0f})",
            floor=f"{large.sum_floor_s * 1000:.0f} ms (one sum)",
            unit="s",
            runs=(large.figures_s,),
            at_most=5,
        ),
        Figure(
            claim=f"all rules on every row of {large.rows:,}",
            ours=f"{large.rows_s:.1f} s, {large.rows_processor_s:.1f} s of processor time",
            floor=f"{large.read_floor_s:.1f} s, {large.read_floor_processor_s:.1f} s of processor"
            " time (reading the rows)",
            unit="s",
            runs=(large.rows_s,),
            at_most=5,
        ),
        Figure(
            claim=f"the same, per row against {small.rows:,} rows",
            ours=f"{large.rows_processor_s / large.rows * 1e6:.0f} µs of processor time a row",
            floor=f"{small.rows_processor_s / small.rows * 1e6:.0f} µs a row",
            unit="×",
            runs=(large.rows_processor_s / large.rows / (small.rows_processor_s / small.rows),),
            at_most=1.2,
        ),
    ]
