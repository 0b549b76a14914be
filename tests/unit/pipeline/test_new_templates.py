import datetime as dt
import shutil
from pathlib import Path

import pytest

from engross.errors import InputError, UsageError, WorkspaceError
from engross.pipeline.new_templates import new_template
from engross.rendering.templates import contract_problems
from engross.workspace import check_workspace

ROOT = Path(__file__).resolve().parents[3]
NOW = dt.datetime(2026, 10, 14, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    for folder in ("crews", "agents", "tasks", "knowledge", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "outputs").mkdir()
    shutil.copy(ROOT / "firm.yaml", tmp_path)
    return tmp_path


def test_a_new_template_passes_the_check_at_once(firm: Path) -> None:
    made = new_template(firm, "fee_report", NOW, crew="client_report")

    assert [path.name for path in made.files] == ["fee_report.docx", "fee_report.yaml"]
    assert (made.crew, made.in_use, made.told) == ("client_report", False, ())
    assert check_workspace(firm, contract_problems) == ()


def test_it_is_made_for_a_crew_that_names_it_already(firm: Path) -> None:
    crew = firm / "crews" / "client_report.yaml"
    text = crew.read_text(encoding="utf-8")
    crew.write_text(text.replace("template: client_report", "template: fee_report"), "utf-8")
    made = new_template(firm, "fee_report", NOW)

    assert made.in_use
    assert check_workspace(firm, contract_problems) == ()


def test_a_template_of_a_word_file_beside_the_document_prints_that_file_s_sections(
    firm: Path,
) -> None:
    for name in ("docx", "yaml"):
        (firm / "templates" / f"onboarding_record.{name}").unlink()

    made = new_template(firm, "onboarding_record", NOW)

    assert (made.crew, made.in_use) == ("onboarding", True)
    assert check_workspace(firm, contract_problems) == ()


@pytest.mark.parametrize("name", ["Fees", "../fees", "approvals", "client_report", ""])
def test_a_name_that_is_none_or_is_taken_is_refused(name: str, firm: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot be called|is there already"):
        new_template(firm, name, NOW)


def test_a_crew_that_is_none_is_refused(firm: Path) -> None:
    with pytest.raises(UsageError, match="no crew `invoice`"):
        new_template(firm, "fees", NOW, crew="invoice")


def test_of_several_crews_one_must_be_named(firm: Path) -> None:
    with pytest.raises(UsageError, match=r"--crew client_report or .*--crew proposal"):
        new_template(firm, "fees", NOW)


def test_a_crew_with_problems_names_them_all(firm: Path) -> None:
    crew = firm / "crews" / "client_report.yaml"
    crew.write_text("titel: Report\n", encoding="utf-8")

    with pytest.raises(WorkspaceError) as caught:
        new_template(firm, "fees", NOW, crew="client_report")

    assert len(caught.value.problems) > 1


def test_a_file_that_is_no_word_file_leaves_nothing_behind(firm: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"no Word file")

    with pytest.raises(InputError, match="it is not a Word file"):
        new_template(firm, "fees", NOW, crew="client_report", branded=tmp_path / "letter.docx")

    assert not list((firm / "templates").glob("fees.*"))
