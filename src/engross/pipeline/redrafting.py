"""Have a draft gone over again: the same evidence, with people's remarks before the drafter."""

from __future__ import annotations

from collections.abc import Sequence

from engross.drafting import planned, readable
from engross.errors import UsageError, WorkspaceError, WrongState
from engross.ooxml.marks import without_marks
from engross.pipeline import names
from engross.pipeline.holding import printed_from
from engross.pipeline.orders import Order
from engross.pipeline.quotable import found_passages, with_passages
from engross.pipeline.services import Services
from engross.pipeline.starting import begin, check_preparer, prepare, same_subject
from engross.pipeline.subjects import crew_of
from engross.pipeline.taking_over import evidence_of, take_over
from engross.pipeline.versions import edits_of
from engross.records import (
    CrewResult,
    Decision,
    HeldDocument,
    IncomingMail,
    Record,
    Remark,
    Run,
    Sentence,
)
from engross.records.redrafts import LONGEST_REMARK, MOST_REMARKS, Redraft
from engross.rendering.slots import FigureBook, fill_sentence
from engross.workspace.specs import CrewSpec, TaskSpec


class Wish(Record):
    """What somebody asks for."""

    sections: tuple[str, ...] = ()
    """Keys or headings of the sections to write again; empty for those that remarks are on."""
    say: str = ""
    """A remark beside those in the document: on those sections, or on the whole document."""
    by: str = ""
    """E-mail address of the preparer."""
    drop_edits: bool = False
    """Whether what was edited in Word may be lost."""


def redraft(services: Services, run: str, wish: Wish) -> Run:
    """The new run, which supersedes the earlier one once it is held; nothing is drafted yet.

    It has the earlier run's evidence and its brief as they were. Sections that are not written
    again keep their prose word for word.

    Raises:
        UsageError: there is no remark to go by, or no such section.
        WrongState: the earlier run has no draft to go over, was replaced or signed, was edited in
            Word, or prints what has changed since in the firm's files.
        WorkspaceError: the crew has no task that can be told remarks.
        RunBusy: somebody is at work on it.
    """
    found = services.runs.get(run)
    check_preparer(services, wish.by)
    with services.alone(found.id):
        earlier = services.runs.get(found.id)
        _check_standing(services, earlier, wish)
        plan = _plan(services, earlier, wish)
        with services.together():
            return _started(services, earlier, plan, wish)


def redraft_of(services: Services, run: Run) -> Redraft | None:
    """What the run's drafter is to go over; `None` for a run that drafts from the sources."""
    if not services.records.has(run.id, names.REDRAFT):
        return None
    return services.records.load(run.id, names.REDRAFT, Redraft)


def words_for(services: Services, crew: CrewSpec) -> str:
    """How the task that writes the draft is told remarks, as its file has it.

    Raises:
        WorkspaceError: its file does not say.
    """
    key, task = _drafting(services, crew)
    if not task.redraft.strip():
        raise WorkspaceError(
            f"tasks/{key}.yaml has no `redraft`, so its agent cannot be told remarks.",
            remedy="Copy it from the same file of a new workspace: engross init DIR.",
        )
    return task.redraft


def _check_standing(services: Services, run: Run, wish: Wish) -> None:
    if run.superseded_by:
        raise WrongState(
            f"{run.id} was replaced by {run.superseded_by}.",
            remedy=f"Go over the newer one: engross redraft {run.superseded_by}",
        )
    if run.state == "signed":
        raise WrongState(
            f"{run.id} is signed and only waits for its release.",
            remedy=f"Release it first: engross resume {run.id}",
        )
    if not services.records.has(run.id, names.HELD):
        raise WrongState(
            f"{run.id} was never held, so there is no draft to go over.",
            remedy=f"See how it stands: engross show {run.id}",
        )
    held = services.records.load(run.id, names.HELD, HeldDocument)
    if held.version > 1 and not wish.drop_edits and _is_reworded(services, run, held):
        raise WrongState(
            f"{run.id} was edited in Word (version {held.version}). A redraft goes over the "
            "drafter's words, so those edits would be lost.",
            remedy="Edit further in Word and use engross return-file, or lose the edits: "
            "--drop-edits",
        )
    _check_unchanged(services, run, held)


def _is_reworded(services: Services, run: Run, held: HeldDocument) -> bool:
    """Whether words were edited in Word: a file with comments only makes a version too."""
    edits = edits_of(services, run).edits
    return len(edits) < held.version - 1 or any(
        edit.changes or edit.gone or edit.reworded or edit.asserted for edit in edits
    )


def _check_unchanged(services: Services, run: Run, held: HeldDocument) -> None:
    """Old evidence and a new register must not meet in one document."""
    now = printed_from(services, run)
    if changed := [name for name, seen in held.printed_from.items() if now.get(name) != seen]:
        raise WrongState(
            f"Since {run.id} was held, {' and '.join(changed)} changed in the firm's files, so its "
            "figures must be read again.",
            remedy=f"Make it again: engross rerun {run.id}",
        )


def _plan(services: Services, run: Run, wish: Wish) -> Redraft:
    crew = crew_of(services, run)
    _ = words_for(services, crew)
    only = _sections(crew, wish.sections)
    remarks = _remarks(services, run, wish, only)
    if not remarks:
        raise UsageError(
            f"Nobody has said what {run.id} should say differently.",
            remedy='Say it with --say "...", or write comments into the review copy in Word and '
            f"give it back: engross return-file {run.id} FILE --as EMAIL",
        )
    if len(remarks) > MOST_REMARKS:
        raise UsageError(
            f"There are {len(remarks)} remarks, and {MOST_REMARKS} can be handed on at once.",
            remedy="Put the larger changes into Word yourself: engross return-file",
        )
    draft = services.records.load(run.id, names.RESULT, CrewResult).draft
    plan = planned(run.id, draft, remarks, crew, _Filled(services, run), only=only)
    if not plan.revision.revise:
        raise UsageError(
            "No remark asks for a change in a section that an agent writes.",
            remedy="Name a section: --section KEY. What code makes or the firm wrote is changed "
            "in crews/ and templates/.",
        )
    return plan


def _sections(crew: CrewSpec, wanted: Sequence[str]) -> tuple[str, ...]:
    """Their keys, in the order of the document."""
    written = [section for section in crew.standard_format if not section.only_fixed]
    names_of = {s.key: {s.key, s.heading.casefold()} for s in written}
    for name in wanted:
        if not any(name.strip().casefold() in known for known in names_of.values()):
            listed = ", ".join(names_of)
            raise UsageError(
                f"{crew.title} has no section {name!r} that an agent writes.",
                remedy=f"Give --section one of: {listed}.",
            )
    asked = {name.strip().casefold() for name in wanted}
    return tuple(key for key, known in names_of.items() if known & asked)


def _remarks(services: Services, run: Run, wish: Wish, only: Sequence[str]) -> tuple[Remark, ...]:
    """What was written in Word, what the document was returned with, and what is said now."""
    records = services.records
    remarks: list[Remark] = []
    if records.has(run.id, names.REMARKS):
        remarks += records.load(run.id, names.REMARKS, names.Remarks).remarks
    if run.state == "returned" and records.has(run.id, names.DECISION):
        decision = records.load(run.id, names.DECISION, Decision)
        remarks += [_spoken(services, decision.by, decision.comment)]
    if len(wish.say) > LONGEST_REMARK:
        raise UsageError(f"--say takes {LONGEST_REMARK} characters, not {len(wish.say)}.")
    remarks += [_spoken(services, wish.by, wish.say, section) for section in only or ("",)]
    return tuple(remark for remark in remarks if readable(remark.text))


def _spoken(services: Services, email: str, text: str, section: str = "") -> Remark:
    """A remark that stands on no words of the document."""
    person = services.workspace.firm.person(email) if email else None
    by = person.name if person else email
    return Remark(by=by, at=None, text=text, words="", section=section)


class _Filled:
    """A sentence of the earlier draft as its document prints it."""

    def __init__(self, services: Services, run: Run) -> None:
        self._evidence = with_passages(evidence_of(services, run), found_passages(services, run))

    def __call__(self, sentence: Sentence) -> str:
        return without_marks(fill_sentence(sentence.text, FigureBook(self._evidence), "draft"))


def _started(services: Services, earlier: Run, plan: Redraft, wish: Wish) -> Run:
    same = same_subject(services, earlier)
    prepared = prepare(
        services,
        Order(
            crew=earlier.crew,
            client=same.client,
            matter=same.matter,
            deal=same.deal,
            entry=same.entry,
            responsible=same.responsible,
            files=(),
            kept=earlier.inputs,
            period=earlier.period if crew_of(services, earlier).period == "reporting" else "",
            period_chosen=earlier.period_chosen,
            as_at=earlier.as_at,
            started_by=wish.by,
            supersedes=earlier.id,
            redraft_of=earlier.id,
        ),
    )
    _check_same_sender(services, earlier, prepared.mail)
    run = begin(services, prepared)
    services.records.save(run.id, names.REDRAFT, plan)
    take_over(services, earlier, run, _before_drafting(services, earlier))
    services.ledger.record(
        "redraft-asked",
        run=run.id,
        actor=wish.by or "engross",
        subject=f"of {earlier.id}",
        payload={
            "sections": sorted(plan.revision.keys),
            "remarks": [remark.model_dump(mode="json") for remark in plan.revision.remarks],
            "aside": [remark.model_dump(mode="json") for remark in plan.aside],
        },
    )
    return run


def _check_same_sender(services: Services, earlier: Run, now: IncomingMail | None) -> None:
    """What was read for one sender must not be told to another, nor to nobody in particular."""
    if now is None:
        return
    before = services.records.load(earlier.id, names.MAIL, IncomingMail)
    if (now.trust, now.client) != (before.trust, before.client):
        raise WrongState(
            f"The mail of {earlier.id} is no longer known to be from the same sender, so what was "
            "read for it may not be told again.",
            remedy=f"Make it again: engross rerun {earlier.id}",
        )


def _drafting(services: Services, crew: CrewSpec) -> tuple[str, TaskSpec]:
    tasks = services.workspace.tasks
    key = next(key for key in crew.tasks if tasks[key].output_record == "Draft")
    return key, tasks[key]


def _before_drafting(services: Services, run: Run) -> tuple[str, ...]:
    """The tasks that the draft rests on, which are told no remark."""
    crew = crew_of(services, run)
    drafting, _ = _drafting(services, crew)
    return crew.tasks[: crew.tasks.index(drafting)]
