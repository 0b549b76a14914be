"""Workspaces to test in: a fresh one, and one with a held report."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.firm import HELEN, PASSWORD, Firm, make_firm
from acceptance.program import get_ready

get_ready()


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """A workspace in which nothing has been done."""
    return make_firm(tmp_path)


@pytest.fixture(scope="session")
def held_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Firm, str]:
    """A workspace with the example report held and a password set; only to be read."""
    firm = make_firm(tmp_path_factory.mktemp("held"))
    firm.done("people", "password", HELEN, ENGROSS_NEW_PASSWORD=PASSWORD)
    return firm, firm.run_demo()


@pytest.fixture
def held(held_once: tuple[Firm, str], tmp_path: Path) -> tuple[Firm, str]:
    """A copy of that workspace, to do with as a test likes."""
    shutil.copytree(held_once[0].root.parent, tmp_path / "copy")
    return Firm(tmp_path / "copy" / "firm"), held_once[1]


@pytest.fixture
def sign() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Sign a run as Helen Pike."""

    def signs(firm: Firm, run: str, *more: str) -> subprocess.CompletedProcess[str]:
        return firm.engross("sign", run, "--as", HELEN, *more, ENGROSS_PASSWORD=PASSWORD)

    return signs
