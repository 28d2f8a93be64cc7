"""A commit waits for the disk, except while the sample fills an empty house."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from services.budget.store.files import FileStore
from shared.database import Sessions
from shared.settings import Settings

FULL, NORMAL = 2, 1
"""What SQLite answers: each commit waits for the disk, or only a checkpoint does."""


@pytest.mark.parametrize(("durable", "expected"), [(True, FULL), (False, NORMAL)])
def test_sqlite_waits_as_it_is_told(tmp_path: Path, durable: bool, expected: int) -> None:
    sessions = Sessions(f"sqlite:///{tmp_path}/one.db", durable=durable)
    with sessions.write() as session:
        assert session.scalar(text("PRAGMA synchronous")) == expected
    sessions.close()


@pytest.mark.parametrize(("durable", "expected"), [(True, 2), (False, 0)])
def test_a_file_waits_as_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, durable: bool, expected: int
) -> None:
    waited: list[int] = []
    monkeypatch.setattr(os, "fsync", waited.append)
    files = FileStore(tmp_path, durable=durable)
    assert files.read(files.put(b"content")) == b"content"
    assert len(waited) == expected  # the file and the folder that names it


def test_nothing_in_the_environment_makes_a_house_forgetful(tmp_path: Path) -> None:
    told = {"DATA_DIR": str(tmp_path), "DURABLE": "0", "SAMPLE_DATA": "1"}
    assert Settings.from_env(told).durable
