from __future__ import annotations

import datetime as dt
import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from engross.errors import WorkspaceError
from engross.pipeline import names
from engross.pipeline.checking import check, report_on
from engross.pipeline.holding import printed_from
from engross.pipeline.orders import Order
from engross.pipeline.rendering import quotable_evidence, render
from engross.pipeline.services import Services
from engross.pipeline.stages import read
from engross.pipeline.starting import start
from engross.pipeline.template_files import crews_of
from engross.pipeline.tracing import trace_statements
from engross.records import (
    Brief,
    CheckReport,
    CrewResult,
    Draft,
    DraftSection,
    Evidence,
    Finding,
    Paragraph,
    Run,
    Sentence,
)
from engross.workspace.packs import Statement

FILE = "knowledge/packs/accountants/complaints.yaml"
RULE = "required-statement"
ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples" / "client_report"
ORDER = Order(
    crew="client_report",
    client="wrackline",
    matter="WRA001",
    files=(("notes", EXAMPLES / "call-notes.md"), ("billing", EXAMPLES / "billing.xlsx")),
    period="2026-Q3",
    as_at=dt.date(2026, 10, 14),
)


@pytest.fixture(scope="module")
def base(
    tmp_path_factory: pytest.TempPathFactory, make_services: Callable[..., Services]
) -> Services:
    """The workspace with a client report that must say how to complain."""
    services = make_services(tmp_path_factory.mktemp("firm"), lambda _said: None)
    crew = services.workspace.crews["client_report"]
    *others, last = crew.standard_format
    last = last.model_copy(update={"text_from": ("pack.complaints",)})
    changed = crew.model_copy(update={"standard_format": (*others, last)})
    return _with(services, crews={**services.workspace.crews, "client_report": changed})


@pytest.fixture(scope="module")
def evidence(base: Services) -> Evidence:
    """What the example's notes and billing say."""
    run = start(base, ORDER)
    read(base, run)
    return base.records.load(run.id, names.EVIDENCE, Evidence)


@pytest.fixture
def requiring(base: Services, tmp_path: Path) -> Services:
    """The workspace, with the packs in a folder of the test's own."""
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return _with(base, root=tmp_path)


def _with(services: Services, **changes: object) -> Services:
    return replace(services, workspace=services.workspace.model_copy(update=changes))


def _without(services: Services, key: str) -> Services:
    there = services.workspace.statements
    return _with(services, statements={name: s for name, s in there.items() if name != key})


def _saying(services: Services, key: str, **said: object) -> Services:
    there = services.workspace.statements
    told: Statement = there[key].model_copy(update=said)
    return _with(services, statements={**there, key: told})


@pytest.fixture
def drafted(requiring: Services, evidence: Evidence) -> Run:
    """A report whose draft says one sentence."""
    run = start(requiring, ORDER)
    requiring.records.save(run.id, names.EVIDENCE, evidence)
    keys = [s.key for s in requiring.workspace.crews["client_report"].standard_format]
    said = Paragraph(sentences=(Sentence(text="The fees are in the table."),))
    draft = Draft(
        sections=tuple(
            DraftSection(key=key, paragraphs=(said,) if key == "fees" else ()) for key in keys
        )
    )
    requiring.records.save(run.id, names.RESULT, CrewResult(brief=Brief(sections=()), draft=draft))
    return run


def _rendered(services: Services, run: Run) -> names.RenderedDocument:
    return services.records.load(run.id, names.RENDERED, names.RenderedDocument)


def _words(services: Services, run: Run) -> list[str]:
    data = services.documents.get(_rendered(services, run).candidate.sha256)
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def _required(services: Services, run: Run) -> list[Finding]:
    report = services.records.load(run.id, names.REPORT, CheckReport)
    return [finding for finding in report.findings if finding.rule == RULE]


def test_a_statement_is_printed_word_for_word_with_what_firm_yaml_says(
    requiring: Services, drafted: Run
) -> None:
    render(requiring, drafted)
    check(requiring, drafted)

    said = " ".join(_words(requiring, drafted))
    assert "You may complain to Helen Pike, Partner." in said
    assert _required(requiring, drafted) == []


def test_what_firm_yaml_leaves_out_is_printed_as_to_be_confirmed(
    requiring: Services, drafted: Run, evidence: Evidence
) -> None:
    facts = tuple(fact for fact in evidence.facts if fact.measure != "complaints-contact")
    without = evidence.model_copy(update={"facts": facts})
    requiring.records.save(drafted.id, names.EVIDENCE, without)

    render(requiring, drafted)
    check(requiring, drafted)

    assert "to [to confirm: Who answers complaints]." in " ".join(_words(requiring, drafted))
    assert _required(requiring, drafted) == []


def test_a_statement_is_a_source_of_the_evidence_with_version_day_and_reviewer(
    requiring: Services, drafted: Run
) -> None:
    render(requiring, drafted)

    evidence = requiring.records.load(drafted.id, names.EVIDENCE, Evidence)
    (source,) = [one for one in evidence.sources if one.role == "statement"]
    assert source.file == FILE
    assert source.method == (
        "How to complain, version 2, in force since 1 April 2026, reviewed by Helen Pike on 14 "
        "September 2026"
    )
    assert requiring.documents.get(source.sha256) == (requiring.workspace.root / FILE).read_bytes()


def test_a_run_that_is_rendered_again_has_each_statement_once(
    requiring: Services, drafted: Run
) -> None:
    render(requiring, drafted)
    first = requiring.records.load(drafted.id, names.EVIDENCE, Evidence)

    render(requiring, drafted)

    assert requiring.records.load(drafted.id, names.EVIDENCE, Evidence) == first


def test_a_statement_that_is_changed_while_a_run_is_made_stops_it(
    requiring: Services, drafted: Run
) -> None:
    path = requiring.workspace.root / FILE
    path.write_text(path.read_text(encoding="utf-8") + "# seen\n", encoding="utf-8")

    with pytest.raises(WorkspaceError, match=r"complaints\.yaml was changed while"):
        render(requiring, drafted)


def test_the_review_copy_says_once_for_each_statement_where_it_comes_from(
    requiring: Services, drafted: Run
) -> None:
    render(requiring, drafted)

    (cited,) = _rendered(requiring, drafted).citations
    assert cited.working[0].startswith("How to complain, version 2, in force since 1 April 2026")
    assert cited.working[1] == f"In {FILE}"


def test_a_statement_is_traced_by_its_key_its_file_its_title_or_with_all(
    requiring: Services, drafted: Run
) -> None:
    render(requiring, drafted)

    asked = ("complaints", FILE, "how to complain", "", "identity")
    found = [[s.file for s in trace_statements(requiring, drafted, what)] for what in asked]
    assert found == [[FILE], [FILE], [FILE], [FILE], []]


@pytest.mark.parametrize("said", [{"text": ("Please tell us.",)}, {"version": 3}])
def test_words_that_change_after_the_hold_are_seen_at_the_signature(
    requiring: Services, drafted: Run, said: dict[str, object]
) -> None:
    before = printed_from(requiring, drafted)

    after = printed_from(_saying(requiring, "complaints", **said), drafted)

    assert [name for name in before if before[name] != after[name]] == [
        "the statement “How to complain” (complaints)"
    ]


def test_who_reviewed_a_statement_after_the_hold_changes_nothing_that_is_printed(
    requiring: Services, drafted: Run
) -> None:
    other = _saying(requiring, "complaints", reviewed_by="martin.oke@penhallowreeve.example")

    assert printed_from(other, drafted) == printed_from(requiring, drafted)


def test_a_statement_that_is_gone_after_the_hold_is_seen_at_the_signature(
    requiring: Services, drafted: Run
) -> None:
    gone = printed_from(_without(requiring, "complaints"), drafted)

    assert printed_from(requiring, drafted).keys() - gone.keys() == {
        "the statement “How to complain” (complaints)"
    }


def test_a_document_made_without_the_statement_is_held_with_a_block(
    requiring: Services, drafted: Run
) -> None:
    without = _without(requiring, "complaints")

    render(without, drafted)
    check(without, drafted)

    (found,) = _required(without, drafted)
    assert found.severity == "block"
    assert f"{FILE} is not there" in found.message


def test_words_that_somebody_cut_in_word_are_missed_in_the_version_that_comes_back(
    requiring: Services, drafted: Run
) -> None:
    render(requiring, drafted)
    made = _rendered(requiring, drafted)
    document = docx.Document(io.BytesIO(requiring.documents.get(made.candidate.sha256)))
    (paragraph,) = [p for p in document.paragraphs if p.text.startswith("We acknowledge a comp")]
    paragraph._p.getparent().remove(paragraph._p)
    edited = io.BytesIO()
    document.save(edited)

    report = report_on(
        requiring,
        drafted,
        edited.getvalue(),
        made.figures,
        quotable_evidence(requiring, drafted),
    )

    (found,) = [finding for finding in report.findings if finding.rule == RULE]
    assert "“We acknowledge a complaint within five working days." in found.message


def test_a_crew_that_names_its_checks_cannot_switch_the_rules_on_statements_off(
    requiring: Services, drafted: Run
) -> None:
    crew = requiring.workspace.crews["client_report"].model_copy(
        update={"checks": ("placeholders",)}
    )
    narrow = _with(requiring, crews={"client_report": crew})
    without = _saying(_without(narrow, "identity"), "complaints", text=())

    render(without, drafted)
    check(without, drafted)

    assert [found.severity for found in _required(without, drafted)] == ["block"]


def test_a_preview_of_the_template_holds_each_statement_once(base: Services) -> None:
    (crew,) = crews_of(base, "client_report")

    words = base.workspace.statements["complaints"].words
    assert crew.standard_format[-1].fixed_text[-len(words) :] == words
    assert crew.standard_format[-1].fixed_text.count(words[0]) == 1
