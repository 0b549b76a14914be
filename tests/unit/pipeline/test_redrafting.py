from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from engross.errors import RunBusy, UsageError, WorkspaceError, WrongState
from engross.pipeline import names
from engross.pipeline.holding import printed_from
from engross.pipeline.orders import Order
from engross.pipeline.redrafting import Wish, redraft, redraft_of
from engross.pipeline.services import Services
from engross.pipeline.starting import start
from engross.pipeline.versions import EDITS, Edit, Edits
from engross.records import (
    Brief,
    Candidate,
    CrewResult,
    Decision,
    Deliverable,
    Draft,
    DraftSection,
    Evidence,
    Fact,
    HeldDocument,
    Paragraph,
    Remark,
    Run,
    Sentence,
    Span,
)
from engross.records.ports import JournalEntry, JournalKey
from engross.workspace.mail_desk import Mailbox

HELEN = "helen.pike@penhallowreeve.example"
NOW = dt.datetime(2026, 10, 14, 9, 30, tzinfo=dt.UTC)
RESEARCH, DRAFT = "client_report_research", "client_report_draft"
CELL = Span(source="a" * 64, file="billing.xlsx", place="Invoices!G4")
EVIDENCE = Evidence(
    sources=(),
    facts=(
        Fact(
            measure="billed",
            period="2026-Q3",
            unit="GBP",
            value=Decimal(10868),
            spans=(CELL,),
        ),
    ),
    passages=(),
)
BILLED = Sentence(text="We billed [[fact:billed/2026-Q3/matter]] this quarter.")


@pytest.fixture
def held(services: Services, order: Order) -> Run:
    """A held report with one sentence, under Fees; its files are left out."""
    run = start(services, order)
    fees = (Paragraph(sentences=(BILLED,)),)
    draft = Draft(
        sections=tuple(
            DraftSection(key=s.key, paragraphs=fees if s.key == "fees" else ())
            for s in services.workspace.crews["client_report"].standard_format
        )
    )
    nothing = Deliverable(name="report.docx", sha256="0" * 64, size=0)
    candidate = Candidate(deliverables=(nothing,), review_copy=nothing, figures=())
    document = HeldDocument(
        run=run.id,
        candidate=candidate,
        evidence_sha256=EVIDENCE.fingerprint(),
        findings=(),
        printed_from=printed_from(services, run),
        held_at=NOW,
    )
    services.records.save(run.id, names.EVIDENCE, EVIDENCE)
    services.records.save(run.id, names.RESULT, CrewResult(brief=Brief(sections=()), draft=draft))
    services.records.save(run.id, names.HELD, document)
    return services.runs.change(run.id, state="held")


@pytest.fixture
def comment(services: Services, held: Run) -> Callable[..., None]:
    """`comment(text, words="", section="fees")`: somebody writes it into the review copy."""

    def write(text: str, words: str = "", section: str = "fees") -> None:
        said = Remark(by="Helen Pike", at=NOW, text=text, words=words, section=section)
        services.records.save(held.id, names.REMARKS, names.Remarks(remarks=(said,)))

    return write


def test_a_redraft_has_the_same_inputs_and_evidence_and_supersedes_nothing_yet(
    services: Services, held: Run, kinds: Callable[[], list[str]]
) -> None:
    run = redraft(services, held.id, Wish(sections=("fees",), say="Say why", by=HELEN))

    assert (run.inputs, run.as_at, run.period) == (held.inputs, held.as_at, held.period)
    assert (run.supersedes, run.redraft_of, run.started_by) == (held.id, held.id, HELEN)
    assert services.runs.get(held.id).superseded_by == ""
    assert services.records.load(run.id, names.EVIDENCE, Evidence) == EVIDENCE
    assert kinds()[-2:] == ["run-started", "redraft-asked"]


def test_what_was_written_in_word_is_found_in_the_draft(
    services: Services, held: Run, comment: Callable[..., None]
) -> None:
    comment("Leave this sentence out", "£10,868")
    plan = redraft_of(services, redraft(services, held.id, Wish()))

    assert plan is not None
    assert plan.revision.keys == {"fees"}
    assert [(r.order, r.about) for r in plan.revision.remarks] == [("leave-out", (BILLED,))]


def test_what_is_said_stands_in_every_section_that_is_named(services: Services, held: Run) -> None:
    wish = Wish(sections=("Fees", "account"), say="Shorter", by=HELEN)
    plan = redraft_of(services, redraft(services, held.id, wish))

    assert plan is not None
    assert [(r.section, r.by) for r in plan.revision.remarks] == [
        ("fees", "Helen Pike"),
        ("account", "Helen Pike"),
    ]


def test_the_comment_of_a_return_is_a_remark_on_the_whole_document(
    services: Services, held: Run
) -> None:
    services.runs.change(held.id, state="returned", reason="Too long")
    decision = Decision(run=held.id, kind="return", by=HELEN, at=NOW, comment="Too long")
    services.records.save(held.id, names.DECISION, decision)
    plan = redraft_of(services, redraft(services, held.id, Wish()))

    assert plan is not None
    assert [(r.section, r.says, r.by) for r in plan.revision.remarks] == [
        ("", "Too long", "Helen Pike")
    ]
    assert {"summary", "fees"} <= plan.revision.keys
    assert "basis" not in plan.revision.keys


def test_what_was_researched_is_replayed_and_nothing_that_was_drafted(
    services: Services, held: Run
) -> None:
    places = [
        (1, RESEARCH, 1),
        (1, f"{RESEARCH}/call-1", 1),
        (1, f"{RESEARCH}/call-1", 2),
        (1, RESEARCH, 2),
        (2, RESEARCH, 2),
        (2, f"{RESEARCH}/call-2", 1),
        (1, DRAFT, 1),
    ]
    for place in places:
        entry = JournalEntry("ab", f'"{place}"')
        services.journal.record(JournalKey(held.id, *place), entry)
    run = redraft(services, held.id, Wish(say="Shorter"))

    carried = {
        (task, ordinal): found.answer
        for _, task, ordinal in places
        if (found := services.journal.recorded(JournalKey(run.id, 1, task, ordinal)))
    }
    assert services.journal.generation(run.id) == 1
    assert carried == {
        (RESEARCH, 1): f'"{(1, RESEARCH, 1)}"',
        (RESEARCH, 2): f'"{(2, RESEARCH, 2)}"',
        (f"{RESEARCH}/call-1", 1): f'"{places[1]}"',
        (f"{RESEARCH}/call-1", 2): f'"{places[2]}"',
        (f"{RESEARCH}/call-2", 1): f'"{places[5]}"',
    }


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        (Wish(), "--say"),
        (Wish(sections=("novel",), say="Shorter"), "fees"),
        (Wish(sections=("basis",), say="Shorter"), "that an agent writes"),
        (Wish(say="Shorter", by="nobody@else.example"), "people list"),
        (Wish(say="x" * 3000), "2000 characters"),
        (Wish(sections=("fees",), say="\u200b"), "Nobody has said"),
    ],
)
def test_a_redraft_that_cannot_be_says_what_could(
    services: Services, held: Run, wish: Wish, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        redraft(services, held.id, wish)

    assert [run.id for run in services.runs.list()] == [held.id]


def test_nothing_is_written_again_when_every_remark_says_keep(
    services: Services, held: Run, comment: Callable[..., None]
) -> None:
    comment("Keep")

    with pytest.raises(UsageError, match="No remark asks for a change"):
        redraft(services, held.id, Wish())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"superseded_by": "client_report-20261014-ffffff"}, "replaced by client_report"),
        ({"state": "signed"}, "release"),
    ],
)
def test_a_document_that_stands_no_longer_is_not_gone_over(
    services: Services, held: Run, change: dict[str, object], says: str
) -> None:
    services.runs.change(held.id, **change)

    with pytest.raises(WrongState, match=says):
        redraft(services, held.id, Wish(say="Shorter"))


def test_a_run_that_was_never_held_is_not_gone_over(services: Services, order: Order) -> None:
    with pytest.raises(WrongState, match="no draft"):
        redraft(services, start(services, order).id, Wish(say="Shorter"))


def test_edits_made_in_word_are_lost_only_when_somebody_says_so(
    services: Services, held: Run
) -> None:
    document = services.records.load(held.id, names.HELD, HeldDocument)
    edited = document.model_copy(update={"version": 2, "edited_by": HELEN})
    services.records.save(held.id, names.HELD, edited)
    stated = EVIDENCE.facts[0].model_copy(update={"scope": "typed", "asserted_by": HELEN})
    more = {**dict(EVIDENCE), "facts": (*EVIDENCE.facts, stated)}
    services.records.save(held.id, f"{names.EVIDENCE}.1", EVIDENCE)
    services.records.save(held.id, names.EVIDENCE, Evidence.model_validate(more))

    with pytest.raises(WrongState, match="edited in Word"):
        redraft(services, held.id, Wish(say="Shorter"))
    run = redraft(services, held.id, Wish(say="Shorter", drop_edits=True))

    assert services.records.load(run.id, names.EVIDENCE, Evidence) == EVIDENCE


def test_a_file_that_came_back_with_comments_only_has_nothing_to_lose(
    services: Services, held: Run
) -> None:
    document = services.records.load(held.id, names.HELD, HeldDocument)
    again = document.model_copy(update={"version": 2, "edited_by": HELEN})
    services.records.save(held.id, names.HELD, again)
    edit = Edit(version=2, by=HELEN, at=NOW)
    services.records.save(held.id, EDITS, Edits(edits=(edit,)))

    assert redraft(services, held.id, Wish(say="Shorter")).redraft_of == held.id


def test_a_register_that_has_changed_since_asks_for_a_rerun(services: Services, held: Run) -> None:
    workspace = services.workspace
    bank = workspace.firm.bank.model_copy(update={"account_name": "Another"})
    firm = workspace.firm.model_copy(update={"bank": bank})
    changed = dataclasses.replace(services, workspace=workspace.model_copy(update={"firm": firm}))

    with pytest.raises(WrongState, match=r"bank details changed.*\n?.*rerun"):
        redraft(changed, held.id, Wish(say="Shorter"))


def test_a_crew_whose_task_cannot_be_told_remarks_says_so(services: Services, held: Run) -> None:
    workspace = services.workspace
    silent = workspace.tasks[DRAFT].model_copy(update={"redraft": ""})
    tasks = {**workspace.tasks, DRAFT: silent}
    changed = dataclasses.replace(services, workspace=workspace.model_copy(update={"tasks": tasks}))

    with pytest.raises(WorkspaceError, match=f"tasks/{DRAFT}.yaml has no `redraft`"):
        redraft(changed, held.id, Wish(say="Shorter"))


def test_a_run_that_somebody_works_on_is_left_alone(services: Services, held: Run) -> None:
    def busy(_run: str) -> object:
        raise RunBusy("somebody is at work on it")

    with pytest.raises(RunBusy):
        redraft(dataclasses.replace(services, alone=busy), held.id, Wish(say="Shorter"))  # type: ignore[arg-type]  # it only raises


@pytest.fixture
def reply(services: Services, mail_order: Callable[..., Order]) -> Run:
    """A held reply to a verified sender, of which nothing was written."""
    run = start(services, mail_order())
    keys = [section.key for section in services.workspace.crews["support_reply"].standard_format]
    draft = Draft(sections=tuple(DraftSection(key=key) for key in keys))
    nothing = Deliverable(name="reply.docx", sha256="0" * 64, size=0)
    document = HeldDocument(
        run=run.id,
        candidate=Candidate(deliverables=(nothing,), review_copy=nothing, figures=()),
        evidence_sha256=EVIDENCE.fingerprint(),
        findings=(),
        printed_from=printed_from(services, run),
        held_at=NOW,
    )
    services.records.save(run.id, names.EVIDENCE, EVIDENCE)
    services.records.save(run.id, names.RESULT, CrewResult(brief=Brief(sections=()), draft=draft))
    services.records.save(run.id, names.HELD, document)
    return services.runs.change(run.id, state="held")


def _with_mailbox(services: Services, mailbox: Mailbox) -> Services:
    firm = services.workspace.firm.model_copy(update={"mailbox": mailbox})
    workspace = services.workspace.model_copy(update={"firm": firm})
    return dataclasses.replace(services, workspace=workspace)


def test_a_reply_is_gone_over_while_its_sender_is_known(services: Services, reply: Run) -> None:
    run = redraft(services, reply.id, Wish(say="Shorter"))

    assert (run.redraft_of, run.message) == (reply.id, reply.message)


def test_evidence_of_a_verified_sender_is_not_told_to_one_who_is_no_longer(
    services: Services, reply: Run
) -> None:
    mailbox = services.workspace.firm.mailbox.model_copy(update={"server": "mx.other.example"})

    with pytest.raises(WrongState, match="no longer known to be from the same sender") as refused:
        redraft(_with_mailbox(services, mailbox), reply.id, Wish(say="Shorter"))

    assert "engross rerun" in refused.value.remedy
    assert len(services.runs.list()) == 1


@pytest.mark.parametrize("said", [{"from_address": "a@b.example"}, {"answer_within": 9}])
def test_a_reply_is_printed_from_the_mailbox_and_a_report_is_not(
    services: Services, reply: Run, held: Run, said: dict[str, object]
) -> None:
    other = services.workspace.firm.mailbox.model_copy(update=said)
    later = _with_mailbox(services, other)

    now, before = (printed_from(firm, reply) for firm in (later, services))
    assert {name for name, seen in before.items() if now[name] != seen} == {"the mailbox"}
    assert printed_from(later, held) == printed_from(services, held)
    with pytest.raises(WrongState, match="the mailbox changed"):
        redraft(later, reply.id, Wish(say="Shorter"))
