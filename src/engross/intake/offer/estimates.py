"""An estimate's files as what is proposed: their stages, at our rates, less a discount."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from engross.errors import InputError
from engross.intake.cells import Amount, Unreadable
from engross.intake.entry import Entry
from engross.intake.given import GivenFile, Subject
from engross.intake.offer import estimate_rows
from engross.intake.offer.asides import reads_as_aside
from engross.intake.offer.estimate_aims import NoDay, aim_of, doubts, undated
from engross.intake.offer.estimate_doubled import Doubled
from engross.intake.offer.estimate_doubts import readings
from engross.intake.offer.estimate_drafts import StageDraft, StatedLine, keys_for, where_of
from engross.intake.offer.estimate_options import Choice, Options
from engross.intake.offer.estimate_tables import EstimateTable, estimate_in
from engross.intake.offer.estimate_totals import compared
from engross.intake.offer.estimate_vat import VatColumns
from engross.intake.offer.estimate_work import WorkReader
from engross.intake.offer.listed import offer_of
from engross.intake.offer.proposed import Basis, Discount, Offer, Stage, Words
from engross.records import FileReport, Finding
from engross.uk.money import format_pence, rounded
from engross.workspace.price_list import Service

T = TypeVar("T")


@dataclass(frozen=True)
class Estimate:
    """What the files propose, and what a person has to look at."""

    offer: Offer
    findings: tuple[Finding, ...]
    reports: tuple[FileReport, ...]


def estimate_of(files: Sequence[GivenFile], service: Service | None, subject: Subject) -> Estimate:
    """The offer that the files hold.

    Raises:
        InputError: they hold no estimate, or more than one, or one that cannot be used.
    """
    found = estimate_in(files, subject.firm)
    reading = _Reading(found.table, subject)
    reading.read()
    if not reading.stages:
        raise InputError(
            found.table.file.name,
            "the estimate has no stages.",
            place=found.table.place,
            remedy="Give each stage a row with its fee, or with the hours of a grade.",
        )
    basis: Basis = service.basis if service else "fixed"
    offer = reading.offer(basis, service)
    findings = (
        *found.findings,
        *reading.findings,
        *(one for stage in reading.stages for one in stage.differences(basis)),
        *reading.basis_findings(service),
        *readings(found.table, reading.stages, reading.lines, subject),
        *reading.vat.differences(offer, reading.stages),
        *compared(reading.lines, offer, subject),
        *doubts(offer.stages, subject),
    )
    return Estimate(offer, findings, found.reports)


class _Reading:
    """Reads the rows of one estimate."""

    def __init__(self, table: EstimateTable, subject: Subject) -> None:
        self.table, self.subject = table, subject
        self.stages: list[StageDraft] = []
        self.findings: list[Finding] = []
        self.lines: list[StatedLine] = []
        self._discounts: list[Entry] = []
        self._heading: Words | None = None
        """The name in a row of its own, for the rows below it."""
        self._work = WorkReader(table, subject)
        self._options = Options(table)
        self._doubled = Doubled(table, subject.prices)
        self.vat = VatColumns(table, subject)

    @property
    def firm(self) -> list[StageDraft]:
        """The stages of which the fee is made."""
        return [draft for draft in self.stages if not draft.optional]

    def read(self) -> None:
        """Every row of the table, and the discount and totals that stand under it."""
        for entry in self.table.rows():
            if line := estimate_rows.line_of(entry):
                self._take_line(line, entry)
                self._options.end()
                if line != "discount" and estimate_rows.seems_a_stage(entry):
                    self.findings.append(_no_stage(entry))
            elif self._has_cost(entry):
                self._take_stage(entry)
            else:
                heading = estimate_rows.words_in(entry, "stage")
                self._heading = None if self._options.begin(heading) else heading
        for entry in self.table.rows_under():
            if line := estimate_rows.line_of(entry):
                self._take_line(line, entry)
        self.findings += [*self._work.findings, *self._doubled.findings]
        self.findings += [_priceless(draft) for draft in self.stages if draft.is_priceless]

    def offer(self, basis: Basis, service: Service | None) -> Offer:
        """What was read, priced.

        Raises:
            InputError: more is taken off than the work costs.
        """
        listed = self._listed(service)
        keys = keys_for(self._key_name(draft, listed) for draft in self.stages)
        made = [
            (draft.optional, draft.stage(key, basis, listed.get(draft.name.text.casefold())))
            for draft, key in zip(self.stages, keys, strict=False)
        ]
        stages = tuple(stage for optional, stage in made if not optional)
        options = tuple(stage for optional, stage in made if optional)
        discount = self._discount(Offer(stages, basis, service).before)
        return Offer(stages, basis, service, discount, options)

    def basis_findings(self, service: Service | None) -> Iterator[Finding]:
        """That nothing says whether the client may see the hours."""
        if service is None and any(draft.work for draft in self.stages):
            yield Finding(
                rule="estimate-unclear",
                severity="note",
                place=self.table.place,
                message=(
                    "The price list does not have this work, so nothing says whether it is a fixed "
                    "price or charged by time. It was taken as a fixed price: the client sees no "
                    "hours."
                ),
                suggestion="If it is charged by time, add the service to the price list.",
            )

    # --- stages -------------------------------------------------------------------------------

    def _has_cost(self, entry: Entry) -> bool:
        return not estimate_rows.is_empty(entry, "fee", "total", "hours", "gross") or any(
            self._work.has_hours(entry, column) for _, column in self._work.columns
        )

    def _take_stage(self, entry: Entry) -> None:
        named = estimate_rows.words_in(entry, "stage") or self._heading
        named, said = self._options.named(named)
        missed = self._options.is_missed(entry, named, said)
        name = self._printable(named, "stage")
        deliverable = self._printable(estimate_rows.words_in(entry, "deliverable"), "deliverable")
        draft = self.stages[-1] if self.stages else None
        self._heading = None
        optional, unsure = self._choice(entry, said)
        more = draft is not None and draft.goes_on(name, deliverable, optional=optional)
        if draft is None or not more or self._is_own(entry, name):
            draft = StageDraft(name or deliverable or _numbered(self.stages, entry), entry.place())
            draft.optional = optional
            self.stages.append(draft)
            if missed:
                self.findings.append(_seems_optional(draft))
        elif name is None and self._options.is_told(entry) and optional != draft.optional:
            unsure = unsure or Unreadable("one of its rows is optional and another is not")
        if unsure:
            self._unreadable(draft, unsure, entry)
        invoiced_on = self._printable(
            estimate_rows.words_in(entry, "invoiced_on"), "invoicing point"
        )
        aim = self._tried(draft, lambda: aim_of(entry, self.subject), entry)
        if isinstance(aim, NoDay):
            self.findings.append(undated(draft.name.text, aim))
        draft.add(deliverable, invoiced_on, aim)
        if fee := self._tried(draft, lambda: self._fee(entry), entry):
            draft.fees.append(fee)
        work = self._tried(draft, lambda: self._work.of(entry, fee), entry) or []
        draft.work += work
        self.vat.take(entry, draft)
        self._doubled.take(entry, draft)

    def _choice(self, entry: Entry, said: Choice) -> tuple[bool, Unreadable | None]:
        """Whether the row is optional; why not, where its cell says neither yes nor no."""
        try:
            return self._options.is_optional(entry, said), None
        except Unreadable as error:
            return False, error

    def _is_own(self, entry: Entry, name: Words | None) -> bool:
        """Whether a row without a name is a stage of its own: it has a price and no grade."""
        return name is None and estimate_rows.is_empty(entry, "grade", "hours")

    def _fee(self, entry: Entry) -> Amount | None:
        table = self.table.table
        if not any(table.has(meaning) for meaning in ("fee", "total", "hours")) and not (
            self._work.columns
        ):
            raise Unreadable("the fee is stated with VAT only; add a column without it")
        meaning = "fee" if table.has("fee") or table.has("vat") else "total"
        fee = entry.amount(meaning)
        if fee is not None and fee.value < 0:
            raise Unreadable("the fee is below nil; call the row “Discount” if it is one")
        return fee

    def _tried(self, draft: StageDraft, read: Callable[[], T], entry: Entry) -> T | None:
        """What reading gives; a cell that cannot be read leaves the stage without a price."""
        try:
            return read()
        except Unreadable as error:
            self._unreadable(draft, error, entry)
            return None

    def _unreadable(self, draft: StageDraft, error: Unreadable, entry: Entry) -> None:
        draft.unclear = True
        self.findings.append(
            Finding(
                rule="estimate-unclear",
                severity="warn",
                place=str(entry.place()),
                message=f"What “{draft.name.text}” costs is not known: {error}.",
                suggestion="Put the row right in the estimate and start the run again.",
            )
        )

    def _printable(self, words: Words | None, what: str) -> Words | None:
        """The words, unless they read as somebody's remark rather than as a name."""
        if words is None or not reads_as_aside(words.text):
            return words
        self.findings.append(
            Finding(
                rule="estimate-unclear",
                severity="warn",
                place=f"{words.where[0].file} {words.where[0].place}",
                message=f"The {what} there reads as a remark and is not printed.",
                suggestion=f"Write in the estimate what the client is to read as the {what}.",
            )
        )
        return Words(f"[to confirm: the {what}]", words.where, withheld=True)

    def _listed(self, service: Service | None) -> dict[str, Stage]:
        if service is None or self.subject.prices is None:
            return {}
        listed = offer_of(service, self.subject.prices, self.subject)
        return {stage.name.text.casefold(): stage for stage in listed.stages}

    def _key_name(self, draft: StageDraft, listed: dict[str, Stage]) -> str:
        known = listed.get(draft.name.text.casefold())
        return known.key if known else draft.name.text

    # --- discount and totals ------------------------------------------------------------------

    def _take_line(self, line: str, entry: Entry) -> None:
        if line == "discount":
            self._discounts.append(entry)
            return
        if self._work.columns and estimate_rows.is_empty(entry, "fee", "total", "gross"):
            return  # the total of a column of hours
        try:
            amount = estimate_rows.amount_of(entry)
        except Unreadable:
            return  # a total that cannot be read is no total to compare
        if amount is not None:
            with_vat = any(one.line == "vat" for one in self.lines)
            stated = StatedLine(
                line,
                amount,
                len(self.firm),
                bool(self._discounts),
                with_vat=with_vat,
                of_options=len(self.firm) < len(self.stages),
            )
            self.lines.append(stated)

    def _discount(self, before: Decimal | None) -> Discount | None:
        if before is None or not self._discounts:
            return None
        parts = [part for entry in self._discounts if (part := self._part(entry, before))]
        if not parts:
            return None
        amount = sum((part.amount for part in parts), Decimal(0))
        if amount > before:
            raise InputError(
                self.table.file.name,
                f"the discount of {format_pence(amount)} is more than the {format_pence(before)} "
                "that the work costs.",
                place=str(self._discounts[0].place()),
                remedy="Correct it and start the run again.",
            )
        where = tuple(span for part in parts for span in part.where)
        percent = parts[0].percent if len(parts) == 1 else None
        return Discount(amount, where, percent)

    def _part(self, entry: Entry, before: Decimal) -> Discount | None:
        """What one row takes off: the amount that it states, else its percentage of the fee."""
        percent = estimate_rows.percent_of(entry)
        why = "it says neither an amount nor a percentage"
        try:
            amount = estimate_rows.taken_off(entry)
        except Unreadable as error:
            amount, why = None, str(error)
        worked = rounded(before * percent.value / 100, 2) if percent else None
        if amount is not None and amount.value:
            taken_off = rounded(abs(amount.value), 2)
            if worked is not None and worked != taken_off:
                self.findings.append(_other_discount(entry, taken_off, worked))
            elif percent:
                return Discount(taken_off, where_of(amount), percent.value)
            return Discount(taken_off, where_of(amount))
        if percent and worked is not None:
            return Discount(worked, where_of(percent), percent.value)
        self.findings.append(
            Finding(
                rule="estimate-unclear",
                severity="warn",
                place=str(entry.place()),
                message=f"Nothing was taken off for this row: {why}.",
                suggestion="Say how much is taken off, excluding VAT, or take the row out.",
            )
        )
        return None


def _numbered(stages: Sequence[StageDraft], entry: Entry) -> Words:
    """The name of a stage that has none: its number."""
    return Words(str(len(stages) + 1), where_of(Amount(Decimal(0), (entry.place(),))))


def _priceless(draft: StageDraft) -> Finding:
    return Finding(
        rule="estimate-unclear",
        severity="warn",
        place=str(draft.place),
        message=(
            f"What “{draft.name.text}” costs is not known: it has neither a fee excluding VAT nor "
            "hours."
        ),
        suggestion="Give it a fee (0 where it is included in another), or take the row out.",
    )


def _seems_optional(draft: StageDraft) -> Finding:
    return Finding(
        rule="estimate-unclear",
        severity="warn",
        place=str(draft.place),
        message=(
            f"The name of “{draft.name.text}” has “optional” in it and does not say clearly "
            "whether the client has chosen it. It was added to the fee."
        ),
        suggestion="Call it “Optional: …”, or say yes, no or chosen in a column called Optional.",
    )


def _no_stage(entry: Entry) -> Finding:
    return Finding(
        rule="estimate-unclear",
        severity="warn",
        place=str(entry.place()),
        message=(
            "The row there was taken for a total of the rows above it, so it is no stage and costs "
            "nothing."
        ),
        suggestion="If it is a stage, give it a name that does not read as a total.",
    )


def _other_discount(entry: Entry, stated: Decimal, worked: Decimal) -> Finding:
    return Finding(
        rule="estimate-differs",
        severity="warn",
        place=str(entry.place()),
        message=(
            f"The discount is {format_pence(stated)}, but the percentage beside it comes to "
            f"{format_pence(worked)}. {format_pence(stated)} was used."
        ),
        suggestion="Make the amount and the percentage agree.",
    )
