"""Names say what is inside, and ours collide with nobody's."""

from __future__ import annotations

from importlib.metadata import packages_distributions

from tests.architecture.code_base import EVERYTHING, ROOT, files, named

BANNED = {"utils", "helpers", "common", "manager", "processor", "base", "misc", "core"}
OURS = files(*EVERYTHING)


def test_no_module_is_a_drawer_for_everything() -> None:
    parts = {named(path): path.relative_to(ROOT).with_suffix("").parts for path in OURS}
    assert not [name for name, words in parts.items() if BANNED & set(words)]


def test_no_package_we_install_has_one_of_our_names() -> None:
    theirs = {name for name, owners in packages_distributions().items() if owners}
    assert not theirs & set(EVERYTHING)


def test_locks_name_no_host() -> None:
    locks = [*(ROOT / "requirements").glob("*.txt"), ROOT / "package-lock.json"]
    assert len(locks) == 4
    assert not [named(lock) for lock in locks if "://" in lock.read_text("utf-8")]


def test_decisions_have_numbers_of_their_own_without_a_gap() -> None:
    found = sorted(path.name[:4] for path in (ROOT / "contracts" / "decisions").glob("*.md"))
    assert found == [f"{number:04}" for number in range(1, len(found) + 1)]
