"""The versions of a run's document: each that came back from Word replaces the one before.

What a run's stages made is kept under plain names for the newest version, and for each earlier
one under the name with its number (`held.1`), so that what was held then can still be proved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

from engross.checks.edits import EditMade, FigureMoved, WordsAround
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.records import (
    CheckReport,
    Deliverable,
    DocumentPages,
    Evidence,
    Figure,
    HeldDocument,
    Record,
    Run,
)
from engross.returning import Change, ReadBack

R = TypeVar("R", bound=Record)

EDITS: Final = "edits"
"""The name that the edits of a run are kept under."""

_VERSIONED: Final[Mapping[str, type[Record]]] = {
    names.EVIDENCE: Evidence,
    names.RENDERED: names.RenderedDocument,
    names.PRINTED: names.Printed,
    names.PAGES: DocumentPages,
    names.REPORT: CheckReport,
    names.ALSO: names.AlsoFiles,
    names.HELD: HeldDocument,
}


class Reworded(Record):
    """A quotation that reads otherwise now."""

    figure: Figure
    now: str


class Displaced(Record):
    """A figure that says the same and stands elsewhere."""

    figure: Figure
    stood: str
    """The sentence, or row, that it stood in."""
    stands: str


class Edit(Record):
    """One edit in Word that was taken back."""

    version: int
    """The version that it made."""
    by: str
    """E-mail address of the person who returned the file; empty where nobody did."""
    at: dt.datetime
    """In UTC."""
    comment: str = ""
    file: Deliverable | None = None
    """The file as it came back, in the document store; `None` where somebody only answered for
    figures that were typed before."""
    editors: tuple[str, ...] = ()
    """Whom Word names as authors of tracked changes."""
    changes: tuple[Change, ...] = ()
    gone: tuple[Figure, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    lost: tuple[Figure, ...] = ()
    """Figures found by their words in their place."""
    doubtful: tuple[Figure, ...] = ()
    """Figures found by their words in another place."""
    displaced: tuple[Displaced, ...] = ()
    asserted: tuple[str, ...] = ()
    """Ids of the facts that the person answers for."""
    refreshed: str = ""
    """Why the files beside the document were made anew, for a version in which the document itself
    stayed as it was and nobody edited anything."""


class Edits(Record):
    """Every edit of a run, the first one first."""

    edits: tuple[Edit, ...] = ()

    @property
    def editors(self) -> frozenset[str]:
        """Everybody who has edited the document, by e-mail address in lower case."""
        return frozenset(edit.by.lower() for edit in self.edits if not edit.refreshed)

    def same_since(self, version: int) -> int:
        """The first version whose document is that of `version`: only its other files differ."""
        made = {edit.version: edit for edit in self.edits}
        while (edit := made.get(version)) and edit.refreshed:
            version -= 1
        return version


def edits_of(services: Services, run: Run) -> Edits:
    """What was taken back from Word so far."""
    if not services.records.has(run.id, EDITS):
        return Edits()
    return services.records.load(run.id, EDITS, Edits)


def edit_of(  # noqa: PLR0913 - who, when and what
    read: ReadBack,
    *,
    version: int,
    by: str,
    at: dt.datetime,
    file: Deliverable | None,
    editors: tuple[str, ...],
    comment: str,
    asserted: tuple[str, ...],
) -> Edit:
    """The edit, as it is kept."""
    found = {one.figure.anchor: one for one in read.figures}
    quotes = (one for one in read.having("changed") if is_quotation(one.figure))
    return Edit(
        version=version,
        by=by,
        at=at,
        comment=comment,
        file=file,
        editors=editors,
        changes=read.changes,
        gone=tuple(one.figure for one in read.having("gone")),
        reworded=tuple(Reworded(figure=one.figure, now=one.now) for one in quotes),
        lost=tuple(one.figure for one in read.lost if not found[one.figure.anchor].doubtful),
        doubtful=tuple(one.figure for one in read.lost if one.doubtful),
        displaced=tuple(
            Displaced(figure=one.figure, stood=one.stood, stands=one.stands)
            for one in read.figures
            if one.displaced
        ),
        asserted=asserted,
    )


def is_quotation(figure: Figure) -> bool:
    """Whether it is somebody's words, and not one figure of them."""
    return figure.kind == "quote" and "#" not in figure.id


def as_checked(edits: Edits) -> list[EditMade]:
    """The edits, as far as the rules look at them."""
    return [
        EditMade(
            by=edit.by,
            at=edit.at,
            changes=len(edit.changes),
            gone=edit.gone,
            reworded=tuple((one.figure, one.now) for one in edit.reworded),
            lost=edit.lost,
            doubtful=edit.doubtful,
            moved=tuple(FigureMoved(one.figure, one.stood, one.stands) for one in edit.displaced),
            around=tuple(
                WordsAround(one.place, one.before, one.after) for one in edit.changes if one.rewords
            ),
            worded=tuple(WordsAround(one.place, one.before, one.after) for one in edit.changes),
        )
        for edit in edits.edits
        if edit.file is not None
    ]


def keep_as_earlier(services: Services, run: Run, version: int) -> None:
    """Keep what there is under the version's number, before the next one takes its place."""
    for name, kind in _VERSIONED.items():
        if services.records.has(run.id, name):
            kept = services.records.load(run.id, name, kind)
            services.records.save(run.id, f"{name}.{version}", kept)


def of_version(services: Services, run: Run, name: str, version: int, kind: type[R]) -> R:
    """The record of that name that belongs to that version of the document.

    Raises:
        StorageError: there is none.
    """
    earlier = f"{name}.{version}"
    return services.records.load(
        run.id, earlier if services.records.has(run.id, earlier) else name, kind
    )


def every_version(services: Services, run: Run, name: str, kind: type[R]) -> Iterator[R]:
    """The records of that name, of every version that has one; the newest comes last."""
    for version in range(1, len(edits_of(services, run).edits) + 1):
        if services.records.has(run.id, f"{name}.{version}"):
            yield services.records.load(run.id, f"{name}.{version}", kind)
    if services.records.has(run.id, name):
        yield services.records.load(run.id, name, kind)


def anchored_document(services: Services, run: Run) -> bytes:
    """The newest version with a bookmark around every figure and place."""
    from engross.ooxml.anchors import place_anchors  # noqa: PLC0415 - loads lxml

    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    if rendered.anchored:
        return services.documents.get(rendered.anchored)
    return place_anchors(services.documents.get(rendered.marked))
