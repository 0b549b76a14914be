from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engross.errors import WorkspaceError
from engross.workspace.loading import load_workspace, workspace_remarks
from engross.workspace.packs import hash_of_words

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

FIRST = "# yaml-language-server: $schema=../../../docs/reference/schemas/statement.json\n"
REVIEWED = "reviewed_by: helen.pike@penhallowreeve.example\nreviewed_on: 2026-09-14\n"
WORDS = f"reviewed_words: {hash_of_words(['Please tell us.'])}\n"
TEXT = "text: [Please tell us.]\n"
FIXED = '    fixed_text: ["For [[fact:client-name/register/client]] only."]\n'


def put(
    workspace: PlantedWorkspace,
    body: str = REVIEWED + WORDS + TEXT,
    *,
    named: str = "pack.complaints",
    file: str = "accountants/complaints.yaml",
) -> str:
    """Put a statement into a pack, named in a section of the crew; its name in the workspace."""
    path = workspace.root / "knowledge" / "packs" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    said = f"{FIRST}title: How to complain\nversion: 2\nin_force: 2026-04-01\nsource: A rule.\n"
    path.write_text(said + body, encoding="utf-8")
    workspace.plant("crews/report.yaml", FIXED, f"{FIXED}    text_from: [{named}]\n")
    return f"knowledge/packs/{file}"


def test_a_statement_that_is_sound_is_no_problem_and_loads_with_its_hash(
    workspace: PlantedWorkspace,
) -> None:
    put(workspace)

    loaded = load_workspace(workspace.root)

    assert workspace.problems() == []
    assert loaded.statements["complaints"].text == ("Please tell us.",)
    assert len(loaded.statement_hashes["complaints"]) == 64


def test_statements_and_the_price_list_are_not_taken_for_the_knowledge_base(
    workspace: PlantedWorkspace,
) -> None:
    put(workspace)

    assert not [p for p in workspace.problems() if "index.yaml" in p]


def test_a_statement_listed_in_the_index_is_said_to_be_never_searched(
    workspace: PlantedWorkspace,
) -> None:
    put(workspace)
    workspace.add(
        "knowledge/index.yaml",
        "\n  packs/accountants/complaints.yaml:\n"
        "    owner: helen.pike@penhallowreeve.example\n    review_by: 2027-01-31\n",
    )

    (problem,) = workspace.problems()

    assert "never searched; take the entry out" in problem


# --- what keeps a run from starting -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Ask [[fact:complaint-contact/register/firm]].",
            "there is no measure `complaint-contact`",
        ),
        ("Ask [[complaints-contact]].", "is no slot"),
        ("Our margin is [[fact:margin/register/firm]].", "the firm's figure about itself"),
        ("See [[see:fees]].", "a statement leads nowhere"),
        ("You said [[quote:p1]].", "names a passage of one run"),
    ],
)
def test_a_slot_that_no_document_can_fill_is_refused(
    workspace: PlantedWorkspace, text: str, said: str
) -> None:
    file = put(workspace, f'{REVIEWED}text: ["{text}"]\n')

    with pytest.raises(WorkspaceError) as refused:
        load_workspace(workspace.root)

    (problem,) = refused.value.problems
    assert said in problem.message
    assert problem.file == file


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pak.complaints", "`pak.complaints` is no text; write pack.KEY"),
        ("complaints", "`complaints` is no text; write pack.KEY"),
        ("pack.", "`pack.` is no text; write pack.KEY"),
        ("service.scop", "there is no text of a service `scop`; did you mean `scope`?"),
    ],
)
def test_a_name_that_can_be_no_text_is_refused_with_its_line(
    workspace: PlantedWorkspace, name: str, said: str
) -> None:
    put(workspace, named=name)

    line = workspace.line("crews/report.yaml", "text_from")
    assert any(
        p.startswith(f"crews/report.yaml:{line}:") and said in p for p in workspace.problems()
    )


def test_a_section_that_only_takes_texts_from_elsewhere_needs_no_words_of_its_own(
    workspace: PlantedWorkspace,
) -> None:
    put(workspace)
    workspace.plant("crews/report.yaml", FIXED, "")

    assert workspace.problems() == []


# --- what is worth a line and keeps no run from starting ----------------------------------------


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pack.complaint", "complaint.yaml; did you mean `complaints`?: until then every document"),
        ("pack.identity", "identity.yaml; add it, or take the name out: until then every document"),
    ],
)
def test_a_statement_that_is_not_there_is_named_and_runs_still_start(
    workspace: PlantedWorkspace, name: str, said: str
) -> None:
    put(workspace, named=name)

    (problem,) = workspace.problems()

    assert said in problem
    assert load_workspace(workspace.root).statements.keys() == {"complaints"}


@pytest.mark.parametrize("text", ["text: []\n", 'text: ["  "]\n'])
def test_a_statement_that_says_nothing_is_named(workspace: PlantedWorkspace, text: str) -> None:
    file = put(workspace, REVIEWED + text)

    (problem,) = workspace.problems()

    assert problem == f"{file}:8: text: the statement says nothing"


def test_a_variant_that_takes_other_texts_is_looked_at_in_place_of_the_section(
    workspace: PlantedWorkspace,
) -> None:
    put(workspace)
    workspace.add(
        "crews/report.yaml",
        "variants:\n  accountants:\n    basis:\n      text_from: [pack.identity]\n",
    )

    (problem,) = workspace.problems()

    assert "variants.accountants.basis.text_from[0]" in problem
    assert "there is no knowledge/packs/accountants/identity.yaml" in problem


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            f"reviewed_by: a@elsewhere.example\nreviewed_on: 2026-09-14\n{WORDS}",
            "is not among the people",
        ),
        ("reviewed_by: helen.pike@penhallowreeve.example\n", "say under `reviewed_on`"),
        ("reviewed_on: 2026-09-14\n", "say under `reviewed_by` who read it"),
        (
            f"{REVIEWED}{WORDS}review_by: 2026-09-14\n",
            "the next review comes after the one before",
        ),
        (REVIEWED, "the review does not say which words were read, so a document"),
        (
            f"{REVIEWED}reviewed_words: {hash_of_words(['Please tell us all.'])}\n",
            "changed since helen.pike@penhallowreeve.example read them on 2026-09-14",
        ),
    ],
)
def test_a_review_that_does_not_hold_together_is_named(
    workspace: PlantedWorkspace, body: str, said: str
) -> None:
    put(workspace, body + TEXT)

    (problem,) = workspace.problems()

    assert said in problem


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("solicitor/complaints.yaml", "there is no profession `solicitor`; did you mean"),
        ("accountants/complaints.docx", "this is not read; a statement is called"),
        ("complaints.yaml", "this is not read; a statement is called"),
        ("accountants/old/complaints.yaml", "this is not read; a statement is called"),
    ],
)
def test_a_file_that_no_document_will_read_is_named(
    workspace: PlantedWorkspace, file: str, said: str
) -> None:
    put(workspace)
    path = workspace.root / "knowledge" / "packs" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"{FIRST}title: Old\nversion: 1\nin_force: 2026-04-01\nsource: A rule.\n{TEXT}",
        encoding="utf-8",
    )

    (problem,) = workspace.problems()

    assert said in problem


def test_what_word_and_systems_leave_about_is_passed_over(workspace: PlantedWorkspace) -> None:
    put(workspace)
    (workspace.root / "knowledge/packs/accountants/.DS_Store").write_bytes(b"x")

    assert workspace.problems() == []


def test_a_statement_without_its_schema_line_is_named(workspace: PlantedWorkspace) -> None:
    file = put(workspace)
    workspace.plant(file, FIRST, "")

    (problem,) = workspace.problems()

    assert problem == f"{file}:1: the first line must be: {FIRST.strip()}"


# --- remarks ------------------------------------------------------------------------------------


def test_what_nobody_has_reviewed_and_what_firm_yaml_leaves_open_are_remarks(
    workspace: PlantedWorkspace,
) -> None:
    file = put(workspace, 'text: ["Ask [[fact:complaints-contact/register/firm]]."]\n')

    told = [str(remark) for remark in workspace_remarks(workspace.root) if remark.file == file]

    assert workspace.problems() == []
    assert any("nobody has reviewed these words" in remark for remark in told)
    assert any("firm.yaml does not say particulars.complaints_contact" in r for r in told)


def test_a_statement_that_no_crew_prints_is_not_remarked_on(workspace: PlantedWorkspace) -> None:
    put(workspace)
    put_elsewhere = workspace.root / "knowledge/packs/accountants/identity.yaml"
    put_elsewhere.write_text(
        f"{FIRST}title: Identity\nversion: 1\nin_force: 2026-04-01\nsource: A rule.\n{TEXT}",
        encoding="utf-8",
    )

    assert not [r for r in workspace_remarks(workspace.root) if "packs" in r.file]
