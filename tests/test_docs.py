"""Documentation says what the program does: generated pages are current, links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
LINK = re.compile(r"\[[^\]]*\]\(([^)#:]+)(?:#[^)]*)?\)")
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])


def test_generated_pages_are_current() -> None:
    checked = subprocess.run(
        [sys.executable, ROOT / "scripts" / "make_docs.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    broken = [
        link
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]

    assert broken == []


def test_every_command_that_a_page_names_exists() -> None:
    reference = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"^## engross (\S+)", reference, re.MULTILINE))
    named = {
        word
        for page in PAGES
        for word in re.findall(r"`engross ([a-z-]+)", page.read_text(encoding="utf-8"))
    }

    assert len(commands) > 15
    assert named - commands == set()


def test_the_readme_names_the_two_commands_of_a_newcomer() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert "make demo" in readme
    assert "make test" in readme


def test_no_page_or_lock_names_a_registry_or_a_machine() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert not re.search(r"https?://|--index-url|file:", lock)
    assert "--hash=sha256:" in lock
