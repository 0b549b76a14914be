from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from engross.adapters.crew import quiet


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder that CrewAI may write into; one for all tests, as in one process."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(autouse=True)
def _crewai_in_its_place(state: Path) -> Iterator[None]:
    """CrewAI loaded; the environment that it needs is put back for other tests."""
    before, folder = dict(os.environ), tempfile.tempdir
    warn = warnings.warn
    quiet.load(state)
    assert warnings.warn is warn
    yield
    os.environ.clear()
    os.environ.update(before)
    tempfile.tempdir = folder
