"""The shape of the tree: where things are, and what may stand where."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
ENGINE = REPOSITORY / "src" / "engross"

WORKSPACE_FOLDERS = ("crews", "agents", "tasks", "knowledge", "templates", "outputs")

TREE = (
    "pyproject.toml",
    "Makefile",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "LICENSE",
    ".importlinter",
    "firm.yaml",
    "crews/client_report.yaml",
    "agents/researcher.yaml",
    "agents/drafter.yaml",
    "agents/consistency_checker.yaml",
    "tasks/client_report_research.yaml",
    "tasks/client_report_draft.yaml",
    "tasks/client_report_check.yaml",
    "knowledge/index.yaml",
    "templates/client_report.docx",
    "templates/client_report.yaml",
    "outputs/README.md",
    "outputs/.gitignore",
    "examples",
    "src/engross",
    "tests/unit",
    "tests/integration",
    "tests/acceptance",
    "tests/golden",
    "benchmarks",
    "docs/reference",
    "docs/decisions",
)

HOMES: dict[str, str | tuple[str, ...]] = {
    "alembic": "adapters/store",
    "argon2": "signoff",
    "bm25s": "adapters/passages",
    "chromadb": "adapters/passages",
    "crewai": "adapters/crew",
    "crewai_core": "adapters/crew",
    "cryptography": ("release", "adapters/officer"),
    "dbos": "adapters/durable",
    "docx": "ooxml",
    "docxtpl": "rendering",
    "imap_tools": "adapters/imap",
    "jinja2": "rendering",
    "lxml": "ooxml",
    "onnxruntime": "adapters/embedding",
    "ooxml_integrity": "adapters/validators",
    "openpyxl": "sources",
    "openxml_audit": "adapters/validators",
    "orjson": "sources",
    "pdfplumber": "sources",
    "pypdfium2": ("sources", "adapters/pages"),
    "python_calamine": "sources",
    "python_redlines": "adapters/redlines",
    "xlrd": "sources",
    "rich": "cli",
    "yaml": "workspace/yaml_text",
    "sqlalchemy": "adapters/store",
    "Stemmer": "knowledge",
    "tokenizers": "adapters/embedding",
    "typer": "cli",
}
"""The one room, adapter or module of the engine that may import a foreign library.

PDFium has two: foreign files are read in a process apart, our own pages are shown in this one.
"""

EVERYWHERE = {"engross", "numpy", "pydantic", "pydantic_core", "pydantic_settings"}
"""What every room may import, beside the standard library; numpy, because vectors pass a port."""

FORBIDDEN_NAMES = {
    "common",
    "core",
    "helper",
    "helpers",
    "manager",
    "managers",
    "misc",
    "util",
    "utils",
}
"""Names that say nothing of what is inside."""

SENDERS = {"smtplib", "aiosmtplib"}
SENDING = re.compile(r"\bSMTP(?:_SSL)?\(|sendmail|send_message")
"""What a program that sends mail calls somewhere: ours are drafts, and people send them."""

LONGEST = 500


def python_files(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def imported_libraries(path: Path) -> Iterator[str]:
    """The first name of everything a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0]


def foreign_imports() -> list[tuple[str, str]]:
    """Every foreign library with each module that imports it, as `adapters/crew/llm`."""
    known = EVERYWHERE | set(sys.stdlib_module_names)
    return sorted(
        {
            (library, path.relative_to(ENGINE).with_suffix("").as_posix())
            for path in python_files(ENGINE)
            for library in imported_libraries(path)
            if library not in known
        }
    )


def at_home(module: str, homes: str | tuple[str, ...]) -> bool:
    named = (homes,) if isinstance(homes, str) else homes
    return any(module == home or module.startswith(f"{home}/") for home in named)


@pytest.mark.parametrize("name", TREE)
def test_the_tree_has_what_the_design_says(name: str) -> None:
    assert (REPOSITORY / name).exists()


@pytest.mark.parametrize("folder", WORKSPACE_FOLDERS)
def test_a_workspace_folder_holds_no_python(folder: str) -> None:
    code = [p for p in (REPOSITORY / folder).rglob("*") if p.suffix in {".py", ".pyc", ".ipynb"}]

    assert code == []


def test_every_foreign_library_is_imported_in_its_home_only() -> None:
    strays = [
        f"{module} imports {library}"
        for library, module in foreign_imports()
        if library not in HOMES or not at_home(module, HOMES[library])
    ]

    assert strays == []


def test_no_module_can_send_mail() -> None:
    senders = [
        path.relative_to(ENGINE).as_posix()
        for path in python_files(ENGINE)
        if SENDERS & set(imported_libraries(path))
        or SENDING.search(path.read_text(encoding="utf-8"))
    ]

    assert senders == []


def test_no_python_file_is_longer_than_five_hundred_lines() -> None:
    folders = [REPOSITORY / name for name in ("src", "tests", "scripts", "benchmarks")]

    long = [
        f"{path.relative_to(REPOSITORY)}: {count} lines"
        for path in python_files(*folders)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    ]

    assert long == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = [
        path.relative_to(ENGINE).as_posix()
        for path in ENGINE.rglob("*")
        if (path.suffix == ".py" or path.is_dir())
        and path.stem.strip("_").lower() in FORBIDDEN_NAMES
    ]

    assert named == []


def test_the_unit_tests_mirror_the_engine() -> None:
    rooms = {path.stem for path in ENGINE.iterdir()}

    strays = [
        path.name
        for path in (REPOSITORY / "tests" / "unit").iterdir()
        if path.is_dir() and path.name != "__pycache__" and path.name not in rooms
    ]

    assert strays == []


def test_a_room_s_tests_have_no_package_file() -> None:
    packages = sorted((REPOSITORY / "tests").rglob("__init__.py"))

    assert packages == []
