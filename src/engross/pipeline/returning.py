"""Back from Word: an edited review copy becomes the next version of the held document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from engross.errors import InputError, NoRightToSign, Tampered, UsageError, WrongState
from engross.pipeline import names
from engross.pipeline.also import also_of
from engross.pipeline.holding import keep_edited, kept, take_away, write_files
from engross.pipeline.next_version import NextVersion
from engross.pipeline.quotable import found_passages, with_passages
from engross.pipeline.restating import ALL, Answer, Document, Restated, restated
from engross.pipeline.returned_file import ReturnedFile, opened, undressed_file
from engross.pipeline.services import Services
from engross.pipeline.signing_in import signed_in
from engross.pipeline.subjects import crew_of
from engross.pipeline.verifying import ledger_problems
from engross.pipeline.versions import Edit, anchored_document, edit_of, edits_of
from engross.records import (
    Deliverable,
    Evidence,
    Fact,
    Figure,
    HeldDocument,
    Remark,
    Run,
    UnknownFact,
)
from engross.returning import Change, ReadBack, read_back
from engross.signoff import Signer, changes
from engross.sources.file import bytes_of

MAY_RETURN = frozenset({"preparer", "fee_earner", "manager"})
"""Roles that may give an edited file back."""


class Wish(NamedTuple):
    """What somebody wants with an edited file."""

    email: str
    asserts: tuple[str, ...] = ()
    """The typed figures that they answer for: by anchor, by their words, or `all`."""
    comment: str = ""


class TakenBack(NamedTuple):
    """What became of a returned file."""

    held: HeldDocument
    """The newest version."""
    new: bool = False
    """Whether the file made that version; otherwise it says nothing that is not held."""
    changes: tuple[Change, ...] = ()
    remarks: tuple[Remark, ...] = ()
    written: Sequence[Path] = ()


def return_file(
    services: Services,
    run: str,
    path: Path | None,
    wish: Wish,
    *,
    password: Callable[[str], str],
) -> TakenBack:
    """The next version of the held document, made of the file as it was edited.

    Whatever the earlier version was agreed to is void: it is kept and can be proved, and only the
    new one can be signed. A file that says nothing new changes nothing. Without a file, the person
    answers for figures of the version that is held.

    Raises:
        WrongState: the run is not held, or the file is a copy of an earlier version.
        NoRightToSign: the person may not give files back, or not answer for figures.
        InputError: the file cannot be read, or is no copy of this document.
        UsageError: a figure to answer for is none that was typed.
        Tampered: what is held is not what was noted at the hold.
        RunBusy: somebody else is at work on this run.
    """
    found = services.runs.get(run)
    _check_state(found)
    signer = signed_in(services, found, wish.email, password)
    _check_rights(services, found, signer, wish)
    if path is None and not wish.asserts:
        raise UsageError(
            "There is nothing to take back.",
            remedy="Give the file as it was edited, or say with --assert what you answer for.",
        )
    if path:
        _check_not_beside(services, found, path)
    file = opened(path) if path else _held_copy(services, found)
    with services.alone(found.id):
        return _TakingBack(services, services.runs.get(found.id), file, wish, signer).done()


def _check_not_beside(services: Services, run: Run, path: Path) -> None:
    """Refuse one of the files that are made beside the document, edited or not.

    Raises:
        InputError: it is one of them, or it cannot be read.
    """
    sha256 = ReturnedFile(path.name, bytes_of(path)).sha256
    for file in also_of(services, run).deliverables:
        if file.sha256 == sha256 or file.name == path.name:
            raise InputError(
                path.name,
                "Engross makes this file of the document and of the record, so it takes no edits.",
                remedy=f"Make your changes in the review copy in outputs/{run.id} and give that.",
            )


def _held_copy(services: Services, run: Run) -> ReturnedFile:
    copy = services.records.load(run.id, names.HELD, HeldDocument).candidate.review_copy
    return ReturnedFile(copy.name, services.documents.get(copy.sha256))


def _check_state(run: Run) -> None:
    if run.superseded_by:
        raise WrongState(
            f"Run {run.superseded_by} has replaced this one.",
            remedy=f"Edit the review copy of that one: `engross show {run.superseded_by}`.",
        )
    if run.state != "held":
        raise WrongState(
            f"A run that is {run.state} takes no edits back.",
            remedy="What was decided stays as it is; start another run with `engross rerun`.",
        )


def _check_rights(services: Services, run: Run, signer: Signer, wish: Wish) -> None:
    person, crew = signer.person, crew_of(services, run)
    if not MAY_RETURN & set(person.roles):
        raise NoRightToSign(
            f"{person.name} may not change a document.",
            remedy="Ask somebody who is preparer, fee-earner or manager in firm.yaml.",
        )
    may_sign = bool(set(crew.sign_off.roles) & set(person.roles)) and person.may_sign(run.crew)
    if wish.asserts and not may_sign:
        raise NoRightToSign(
            f"{person.name} may not sign a {crew.title.lower()}, so they cannot answer for its "
            "figures.",
            remedy="Return the file without --assert, and ask somebody who may sign to answer.",
        )


class _TakingBack:
    """One file on its way from Word to the next version."""

    def __init__(
        self, services: Services, run: Run, file: ReturnedFile, wish: Wish, signer: Signer
    ) -> None:
        self._services, self._run, self._file, self._wish = services, run, file, wish
        self._person = signer.person
        self._held = services.records.load(run.id, names.HELD, HeldDocument)
        self._rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
        self._base = services.records.load(run.id, names.EVIDENCE, Evidence)
        self._evidence = with_passages(self._base, found_passages(services, run))
        self._edits = edits_of(services, run)

    def done(self) -> TakenBack:
        """What became of the file."""
        from engross.ooxml.chart_returns import put_charts_back  # noqa: PLC0415 - loads lxml

        _check_state(self._run)
        self._check_untouched()
        self._check_not_earlier()
        if self._is_known() and not self._wish.asserts:
            return self._nothing_new()
        before = anchored_document(self._services, self._run)
        after, remarks, editors = before, tuple[Remark, ...](), tuple[str, ...]()
        if not self._is_known():
            version = self._held.version
            since = self._edits.same_since(version)
            self._file.check_copy_of(self._services, self._run, version, since)
            came = undressed_file(self._services, self._run, self._file, self._held)
            after, remarks, editors = came
        read = read_back(after, before, self._held.candidate.figures)
        self._file.check_resembles(read, self._run, self._held.version)
        if read.charts:
            after = put_charts_back(after, before, read.charts)
            read = read_back(after, before, self._held.candidate.figures)
        told = self._restated(read, before, after)
        following = NextVersion(self._services, self._run, told, after)
        if self._says_nothing(read, following):
            return self._nothing_new(remarks)
        edit = self._edit(read, told, editors)
        held = following.hold(edit, remarks)
        take_away(self._services, self._run, self._held, held)
        written = write_files(self._services, self._run)
        return TakenBack(held, new=True, changes=edit.changes, remarks=remarks, written=written)

    def _edit(self, read: ReadBack, told: Restated, editors: tuple[str, ...]) -> Edit:
        """The edit, as it is kept; the file too, unless it is one that is known."""
        file = self._file
        return edit_of(
            read,
            version=self._held.version + 1,
            by=self._person.email,
            at=self._services.now(),
            file=None if self._is_known() else kept(self._services, file.name, file.data),
            editors=editors,
            comment=self._wish.comment.strip(),
            asserted=tuple(told.asserted),
        )

    def _check_untouched(self) -> None:
        """What is edited must be what was held."""
        services = self._services
        if wrong := ledger_problems(services):
            raise Tampered(" ".join(wrong), remedy="`engross ledger verify` lists every problem.")
        line = services.ledger.newest("held", self._run.id)
        noted = services.ledger.details(line) if line else None
        recorded = str((noted or {}).get("fingerprint", ""))
        if wrong := changes(self._held, recorded, self._base, services.documents):
            raise Tampered(
                f"This document is not the one that was held. {' '.join(wrong)}",
                remedy="Nothing was taken back. Start another run with `engross rerun`.",
            )

    def _is_known(self) -> bool:
        """Whether those very bytes are held, or made the newest version."""
        beside = also_of(self._services, self._run).deliverables
        held = [file for file in self._held.candidate.deliverables if file not in beside]
        own = [self._held.candidate.review_copy, *held]
        newest = self._taken()[-1:]
        return self._file.sha256 in {file.sha256 for file in (*own, *newest)}

    def _taken(self) -> list[Deliverable]:
        """The files that were taken back, in the order of the versions that they made."""
        return [edit.file for edit in self._edits.edits if edit.file]

    def _check_not_earlier(self) -> None:
        """A file that made an earlier version says nothing of the one that is held."""
        earlier = {e.file.sha256: e.version for e in self._edits.edits if e.file}
        version = earlier.get(self._file.sha256)
        if version and not self._is_known():
            raise WrongState(
                f"{self._file.name} was taken back as version {version}, and version "
                f"{self._held.version} is held.",
                remedy=f"Make your changes in the review copy in outputs/{self._run.id} and give "
                "that.",
            )

    def _restated(self, read: ReadBack, before: bytes, after: bytes) -> Restated:
        from engross.ooxml.anchored_text import read_anchored  # noqa: PLC0415 - loads lxml

        sections = crew_of(self._services, self._run).standard_format
        answer = Answer(self._person.email, self._services.now(), self._wish.asserts)
        told = restated(
            read,
            Document(read_anchored(before), sections),
            Document(read_anchored(after), sections),
            self._evidence,
            Deliverable(name=self._file.name, sha256=self._file.sha256, size=len(self._file.data)),
            answer,
        )
        self._check_asserts(told)
        return told

    def _check_asserts(self, told: Restated) -> None:
        """Whatever the person named must have been typed."""
        typed = [(figure, fact) for figure in told.figures if (fact := _typed(figure, told))]
        known = {words for figure, _ in typed for words in (figure.anchor, figure.text, ALL)}
        strange = [wanted for wanted in self._wish.asserts if wanted not in known]
        if strange and (typed or strange != [ALL]):
            listed = ", ".join(f"{f.anchor} (“{f.text}”)" for f, _ in typed) or "none"
            raise UsageError(
                f"“{strange[0]}” is no figure that was typed in Word.",
                remedy=f"Typed figures: {listed}. Give --assert all for all of them.",
            )

    def _says_nothing(self, read: ReadBack, following: NextVersion) -> bool:
        """Whether the next version would be this one: the same words, figures and looks."""
        from engross.ooxml.look import same_look  # noqa: PLC0415 - loads lxml

        if not read.is_same or following.told.asserted:
            return False
        held = self._services.documents.get(self._rendered.candidate.sha256)
        return same_look(following.candidate, held)

    def _nothing_new(self, remarks: tuple[Remark, ...] = ()) -> TakenBack:
        """The file is kept beside, the held files stand again, and only remarks are new."""
        services, run = self._services, self._run
        if remarks:
            with services.together():
                services.records.save(run.id, names.REMARKS, names.Remarks(remarks=remarks))
                services.ledger.record(
                    "remarks-taken",
                    run=run.id,
                    actor=self._person.email,
                    subject=f"{len(remarks)} remarks",
                    payload={},
                )
        keep_edited(services, run, self._held)
        return TakenBack(self._held, remarks=remarks, written=write_files(services, run))


def _typed(figure: Figure, told: Restated) -> Fact | None:
    """The fact that somebody typed; `None` for a figure of the sources."""
    if figure.kind != "fact":
        return None
    try:
        fact = told.evidence.fact(figure.id)
    except UnknownFact:
        return None
    return fact if fact.operation == "typed" else None
