"""Taking over a running grant: five lists in one ZIP; faults name file, row and column."""

import zipfile
from datetime import date
from io import BytesIO

import pytest

from services.budget.domain.import_row import Rejection, UnreadableFile
from services.budget.domain.opening_row import (
    CallRow,
    FundingRow,
    OpeningVoucher,
    PlanLineRow,
    ReceiptRow,
)
from services.budget.intake.opening import OpeningArchive, OpeningItem
from tests.samples.csv.lines import HEADERS, line
from tests.samples.opening.pack import packed, tables

EXTRA = (
    ";Mittelabruf;Nicht förderfähig;Grund nicht förderfähig;Vorsteuerabzug %;Projektanteil %;"
    "Grund Projektanteil"
)
FILES = {
    "plan.csv": "Kostenposition;Maßnahme;Kostenart;Haushaltsjahr;Betrag\n"
    "Bauleistungen;M-01;Investitionen;2026;13.000.000,00\nSumme;;;;13.000.000,00\n",
    "finanzierung.csv": "Art;Quelle;Betrag\nZuwendung;KfW 436;8.450.000,00\n"
    "Eigenanteil;Stadt;4.550.000,00\n",
    "belege.csv": f"{HEADERS}{EXTRA}\n"
    + line()
    + ";2025-H2;100,00;Skonto verfallen;50;80,5;Fläche\n"
    + line(Belegnummer="2026-0002")
    + ";;;;;;\n",
    "mittelabrufe.csv": "Zeitraum;Art;Eingereicht am;Abgerufen;Bewilligt;Aktenzeichen\n"
    "2025-H2;Zwischenabruf;15.01.2026;500,00;480,00;AZ 1\n",
    "zahlungseingaenge.csv": "Zeitraum;Eingegangen am;Betrag;Aktenzeichen\n"
    "2025-H2;01.02.2026;480,00;\n",
}


def archive(**changes: str | None) -> BytesIO:
    """Return the opening with some files replaced (``plan="…"``) or left out (``plan=None``)."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, text in FILES.items():
            content = changes.get(name.removesuffix(".csv"), text)
            if content is not None:
                target.writestr(f"Übernahme/{name}", content.encode("utf-8-sig"))
    stream.seek(0)
    return stream


def read(**changes: str | None) -> list[OpeningItem]:
    return list(OpeningArchive(archive(**changes)))


def test_every_list_becomes_values_in_order() -> None:
    opening = OpeningArchive(archive())
    values = [one.item for one in opening]
    assert values[0] == PlanLineRow(2, "Bauleistungen", "M-01", "INVEST", 2026, 1_300_000_000)
    assert values[2:4] == [
        FundingRow(2, "grant", "KfW 436", 845_000_000),
        FundingRow(3, "own", "Stadt", 455_000_000),
    ]
    taken, plain = values[4:6]
    assert isinstance(taken, OpeningVoucher)
    assert (taken.called_in, taken.ineligible_cents, taken.vat_deductible_bp) == (
        "2025-H2", 10_000, 5_000,
    )  # fmt: skip
    assert (taken.allocation_bp, taken.allocation_reason) == (8_050, "Fläche")
    assert (taken.row, taken.voucher.voucher_number) == (2, "2026-0001")
    assert (plain.called_in, plain.ineligible_cents, plain.allocation_bp) == (None, 0, 10_000)
    assert values[6:] == [
        CallRow(2, "2025-H2", "interim", date(2026, 1, 15), 50_000, 48_000, "AZ 1"),
        ReceiptRow(2, "2025-H2", date(2026, 2, 1), 48_000, None),
    ]
    assert opening.tallies["plan.csv"].skipped == 1
    assert opening.tallies["belege.csv"].sum_cents == 238_000


def test_without_earlier_calls_two_files_may_be_absent() -> None:
    assert {one.file for one in read(mittelabrufe=None, zahlungseingaenge=None)} == {
        "plan.csv",
        "finanzierung.csv",
        "belege.csv",
    }


def test_the_other_files_are_needed() -> None:
    with pytest.raises(UnreadableFile, match=r"fehlen: belege\.csv, plan\.csv") as refused:
        OpeningArchive(archive(plan=None, belege=None))
    assert refused.value.rejection.code == "opening_incomplete"


def test_the_same_file_twice_is_refused() -> None:
    stream = archive()
    with zipfile.ZipFile(stream, "a") as target:
        target.writestr("PLAN.csv", "x")
    with pytest.raises(UnreadableFile, match="kommt zweimal vor"):
        OpeningArchive(stream)


def test_no_zip_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="ZIP"):
        OpeningArchive(BytesIO(b"Kostenposition;Betrag"))


def test_a_wrong_header_names_the_file() -> None:
    with pytest.raises(UnreadableFile, match=r"^plan\.csv: Die Kopfzeile"):
        read(plan=FILES["plan.csv"].replace("Kostenart", "Art"))


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("plan", "Investitionen", "Sonstiges", "choice_unknown"),
        ("plan", "M-01;Investitionen;2026;13.000.000,00", "M-01;Investitionen;2026;0,00",
         "amount_not_positive"),
        ("plan", "13.000.000,00\nS", "13.000\nS", "amount_ambiguous"),
        ("finanzierung", "8.450.000,00", "-8,00", "amount_not_positive"),
        ("mittelabrufe", "2025-H2", "2. Halbjahr", "period_invalid"),
        ("mittelabrufe", "500,00", "0,00", "amount_not_positive"),
        ("zahlungseingaenge", "480,00", "-480,00", "amount_not_positive"),
        ("belege", "100,00;Skonto", "9.000,00;Skonto", "ineligible_invalid"),
        ("belege", "Skonto verfallen", "", "ineligible_reason_missing"),
        ("belege", "Fläche", "", "allocation_reason_missing"),
        ("belege", "80,5", "180", "percent_invalid"),
        ("belege", "09.01.2026", "01.01.2026", "service_period_reversed"),
    ],
)  # fmt: skip
def test_faults_of_a_line_have_the_shape_of_every_import(
    name: str, old: str, new: str, code: str
) -> None:
    text = FILES[f"{name}.csv"]
    assert old in text
    found = [
        one for one in read(**{name: text.replace(old, new)}) if isinstance(one.item, Rejection)
    ]
    assert (found[0].file, found[0].item.code) == (f"{name}.csv", code)
    assert found[0].item.row >= 2


def test_the_broken_sample_names_every_fault() -> None:
    found = list(OpeningArchive(packed(tables("broken"))))
    assert all(isinstance(one.item, Rejection) and one.item.message for one in found)
    assert [(one.file, one.item.row, one.item.code) for one in found] == [
        ("plan.csv", 2, "amount_ambiguous"),
        ("plan.csv", 3, "choice_unknown"),
        ("plan.csv", 4, "year_invalid"),
        ("plan.csv", 5, "amount_not_positive"),
        ("finanzierung.csv", 2, "choice_unknown"),
        ("finanzierung.csv", 3, "amount_not_positive"),
        ("belege.csv", 2, "ineligible_invalid"),
        ("belege.csv", 3, "date_invalid"),
        ("belege.csv", 4, "percent_invalid"),
        ("belege.csv", 5, "period_invalid"),
        ("belege.csv", 5, "allocation_reason_missing"),
        ("mittelabrufe.csv", 2, "period_invalid"),
        ("mittelabrufe.csv", 3, "choice_unknown"),
        ("mittelabrufe.csv", 3, "amount_not_positive"),
        ("zahlungseingaenge.csv", 2, "date_invalid"),
        ("zahlungseingaenge.csv", 3, "amount_not_positive"),
    ]
