"""Posts, payroll, hour sheets: calls of the head of finance and the grant officer."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from services.budget.domain.personnel import months_between
from shared.periods import parse_german_date
from tests.answer import Answer
from tests.driver import FINANCE, OFFICER, House

HEADERS = (
    "Stelle;Datum;Stunden;Tätigkeit;Maßnahme;Unterschrift;Unterschrieben am;"
    "Gegenzeichnung;Gegengezeichnet am"
)


def month_of(text: str) -> str:
    """`01/2026` as `2026-01`."""
    month, _, year = text.partition("/")
    return f"{year}-{month}"


class Personnel:
    """Calls about personnel cost in one grant of a house."""

    def __init__(self, house: House, grant_id: str) -> None:
        self._house, self._at = house, f"/grants/{grant_id}"

    def post(self, post_id: str, user: str = FINANCE, **fields: Any) -> Answer:
        """A post of measure M-1."""
        body = {"post_id": post_id, "measure_id": "M-1", **fields}
        return self._house.budget(user, "POST", f"{self._at}/personnel-posts", body)

    def file(self) -> str:
        """A document on file, by its hash."""
        content = (BytesIO(b"%PDF-1.4 Zustimmung"), "zustimmung.pdf", "application/pdf")
        answer = self._house.budget(OFFICER, "POST", f"{self._at}/files", files={"file": content})
        found: str = answer.expect(201).body["sha256"]
        return found

    def payroll(
        self, post_id: str, months: Sequence[str], cents: int, user: str = FINANCE
    ) -> Answer:
        """The same employer's gross in each of these months."""
        body = {"months": [{"month": one, "gross_cents": cents} for one in months]}
        path = f"{self._at}/personnel-posts/{post_id}/payroll"
        return self._house.budget(user, "POST", path, body)

    def filled_post(
        self, post_id: str, share_bp: int, group: str, cents: int, first: str, last: str
    ) -> None:
        """A post with its payroll months."""
        self.post(post_id, share_bp=share_bp, tariff_group=group).expect(201)
        days = [parse_german_date(f"01.{one.replace('/', '.')}") for one in (first, last)]
        named = [f"{one:%Y-%m}" for one in months_between(days[0], days[1])]
        self.payroll(post_id, named, cents).expect(201)

    def book(
        self,
        post_id: str,
        first: str,
        last: str,
        *,
        method: str = "months",
        line: str = "Projektstellen",
        dry_run: bool = False,
        filled: tuple[str, str] | None = None,
        user: str = OFFICER,
    ) -> Answer:
        """The officer books the cost of a post, or of several: `ST-0, ST-1`."""
        body = {
            "method": method,
            "post_ids": post_id.split(", "),
            "first_month": month_of(first),
            "last_month": month_of(last),
            "budget_line": line,
            "voucher_number": f"P-{post_id}-{first}",
            "voucher_date": "2026-07-31",
            "payment_date": "2026-07-31",
            "payment_reference": "Z-P",
        }
        if filled:
            body |= {"filled_from": month_of(filled[0]), "filled_until": month_of(filled[1])}
        path = f"{self._at}/personnel-costs{'?dry_run=true' if dry_run else ''}"
        return self._house.budget(user, "POST", path, body)

    def sheet(self, rows: Sequence[Sequence[str]]) -> Answer:
        """The officer reads hour sheets in."""
        text = "\r\n".join([HEADERS, *(";".join(row) for row in rows)])
        file = (BytesIO(text.encode()), "stunden.csv")
        return self._house.budget(OFFICER, "POST", f"{self._at}/hour-sheets", files={"file": file})

    def hours(self, post_id: str, hours: str) -> Answer:
        """So many hours in ten signed days of January, `100,00` is ten days of `10,00`."""
        tenth = f"{int(hours.split(',')[0]) // 10},00"
        rows = [
            (post_id, f"{day:02d}.01.2026", tenth, "Konzept", "M-1",
             "P-1", "31.01.2026", "P-2", "02.02.2026")
            for day in range(5, 15)
        ]  # fmt: skip
        return self.sheet(rows)

    def shown(self, user: str) -> dict[str, Any]:
        """The posts as this user sees them."""
        found: dict[str, Any] = self._house.budget(user, "GET", f"{self._at}/personnel").body
        return found

    def steps(self, user: str) -> list[dict[str, Any]]:
        """The steps of the newest calculation as this user sees them."""
        found: list[dict[str, Any]] = self.newest(user)["steps"]
        return found

    def newest(self, user: str) -> dict[str, Any]:
        """The newest calculation as this user sees it."""
        answer = self._house.budget(user, "GET", f"{self._at}/personnel-costs").expect(200)
        found: dict[str, Any] = answer.body["items"][0]
        return found
