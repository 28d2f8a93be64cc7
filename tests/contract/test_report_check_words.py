"""The check of a report speaks German, whatever is wrong with a file, a call or the machine."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from services.reporting.check.archive import check_archive
from services.reporting.check.limits import FILE
from services.reporting.check.outcome import WRONG, Outcome
from services.reporting.check.report import Trust, check_report
from tests.contract.pdf_forging import Change, forged, sealed_by_a_stranger
from tests.driver import House
from tests.reported_house import document, draft, reported_house
from tests.seal_material import Keys

ENGLISH = re.compile(
    r"\b(the|not|is|of|error|Error|invalid|expected|object|attribute|argument|index|file|found|"
    r"must|cannot|usage|options|None|True|False|\w+Error|\w+Exception)\b"
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("words")) as house:
        yield house


@pytest.fixture(scope="module")
def genuine(house: House) -> bytes:
    return document(house, draft(house, "quarterly"))


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("program") / "pruefen.pyz"
    path.write_bytes(check_archive())
    return path


ERRORS: list[Exception] = [
    KeyError("Contents"), IndexError("list index out of range"), ValueError("invalid literal"),
    TypeError("unsupported operand"), AttributeError("no attribute"), RecursionError("maximum"),
    MemoryError(), UnicodeDecodeError("utf-8", b"", 0, 1, "invalid start byte"),
    StopIteration(), AssertionError("no"), ZeroDivisionError("division by zero"),
]  # fmt: skip


@pytest.mark.parametrize("error", ERRORS, ids=lambda one: type(one).__name__)
def test_what_a_library_says_in_english_is_said_in_german(error: Exception) -> None:
    def breaks() -> str:
        raise error

    outcome = Outcome()
    outcome.step("Schritt", breaks)
    (line, judgement) = outcome.lines()
    assert line.startswith("FEHLER") and "beschädigt: " in line and not ENGLISH.search(line)
    assert judgement == "ERGEBNIS: NICHT in Ordnung."


def without_pages(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Pages


def text_for_a_number(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.StructParents = Name.x
    pdf.Root.StructTreeRoot.K[0].K = Name.y


def no_content(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Contents


def other_stream(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"no zlib", Filter=Name.FlateDecode)


def attachment(change: Callable[[bytes], bytes]) -> Change:
    def write(pdf: pikepdf.Pdf) -> None:
        for one in pdf.Root.AF:
            one.EF.F.write(change(one.EF.F.read_bytes()))

    return write


DAMAGES: dict[str, Change] = {
    "no pages": without_pages,
    "other kinds": text_for_a_number,
    "no content": no_content,
    "no zlib": other_stream,
    "no JSON": attachment(lambda one: one[:-5]),
    "no text": attachment(lambda one: b"\xff\xfe" + one),
}


@pytest.mark.parametrize("name", DAMAGES)
@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_damaged_file_is_told_of_in_german(
    genuine: bytes, tmp_path: Path, name: str, *, is_sealed: bool
) -> None:
    data = forged(genuine, lambda _: None) if is_sealed else forged(genuine, DAMAGES[name])
    if is_sealed:
        data = sealed_by_a_stranger(data, tmp_path, Keys.make())
        data = data.replace(b"/FlateDecode", b"/FlateDecide", 1 + len(name))
    wrong = [text for _, state, text in check_report(data, None, Trust()).steps if state == WRONG]
    assert wrong and not any(ENGLISH.search(one) for one in wrong), wrong


@pytest.mark.parametrize("trust", [Trust(seal=b"no"), Trust(seal=b""), Trust(log_key="no+key")])
def test_what_is_known_and_unreadable_is_said(genuine: bytes, tmp_path: Path, trust: Trust) -> None:
    data = sealed_by_a_stranger(genuine, tmp_path, Keys.make())
    wrong = [text for _, state, text in check_report(data, None, trust).steps if state == WRONG]
    assert any("nicht lesbar" in one for one in wrong), wrong
    assert not any(ENGLISH.search(one) for one in wrong), wrong


# --- the command ------------------------------------------------------------------------------


def called(program: Path, *arguments: str, start: str = "pass") -> subprocess.CompletedProcess[str]:
    """As a stranger calls it, on a machine made to look another by `start`."""
    run = (
        f"import runpy, sys\n{start}\nsys.argv = sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    command = [sys.executable, "-I", "-c", run, str(program), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Es fehlt die Angabe: datei."),
        (("a.pdf", "--siegel"), "Zu --siegel fehlt der Wert."),
        (("a.pdf", "b.pdf", "--x"), "Das gibt es hier nicht: b.pdf --x."),
        (("nirgends.pdf",), "nirgends.pdf: gibt es nicht"),
        (("/",), "/: ist ein Ordner"),
    ],
)
def test_a_wrong_call_is_answered_in_german(
    program: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = called(program, *arguments)
    assert done.returncode == 2 and said in done.stderr and not ENGLISH.search(done.stderr)


def test_the_help_is_german(program: Path) -> None:
    for name in ("--hilfe", "--help", "-h"):
        done = called(program, name)
        assert done.returncode == 0 and done.stdout.startswith("Aufruf: pruefen ")
        assert not ENGLISH.search(done.stdout), done.stdout


def test_a_machine_that_lacks_something_is_told_what(program: Path) -> None:
    hidden = (
        "import importlib.util as found\nknown = found.find_spec\n"
        "found.find_spec = lambda name: None if name == 'cryptography' else known(name)"
    )
    done = called(program, "a.pdf", start=hidden)
    assert done.returncode == 1 and done.stderr.startswith("Es fehlt das Paket cryptography")
    old = called(program, "a.pdf", start="sys.version_info = (3, 10)")
    assert old.returncode == 1 and "Python 3.11 oder neuer" in old.stderr


def test_a_file_beyond_all_measure_is_not_even_read(program: Path, tmp_path: Path) -> None:
    path = tmp_path / "gross.pdf"
    with path.open("wb") as target:
        target.truncate(FILE + 1)
    done = called(program, str(path))
    assert done.returncode == 2 and "ist größer als 256 MB" in done.stderr


def test_whoever_has_the_source_makes_the_same_program(program: Path) -> None:
    """So the hash that a city publishes can be compared."""
    command = [sys.executable, "-m", "services.reporting.check.archive"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    assert done.stdout == program.read_bytes() == check_archive()
