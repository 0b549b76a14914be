"""Billing files into books: sheets recognised, rows read, and clear words when they cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engross.errors import InputError
from engross.intake.belonging import Whose
from engross.intake.books import Books, RowUnread
from engross.intake.column_reports import guess_findings
from engross.intake.columns import Headings, understood
from engross.intake.copies import without_copies
from engross.intake.entries import Reader
from engross.intake.given import GivenFile
from engross.intake.noticed import noticed
from engross.intake.quality import file_report, hidden_in, workbook_holds
from engross.intake.regions import Region, regions
from engross.intake.rollforward import account_findings
from engross.intake.sections import says
from engross.intake.sheets import Place, Sheet, sheet_prefix
from engross.intake.stated_accounts import StatedAccount, stated_accounts
from engross.intake.tables import Table
from engross.records import FileReport, Finding, TableReport
from engross.sources.apart import read_workbook
from engross.sources.sheets import NOT_CALCULATED, runs
from engross.sources.texts import one_line
from engross.workspace.register import Client, Firm, Matter

_SHOWN = 8
_ROWS_SHOWN = 3


def read_books(
    files: Sequence[GivenFile], firm: Firm, client: Client, matter: Matter
) -> tuple[Books, tuple[FileReport, ...]]:
    """The books of a client from its billing files, and how each file was read.

    The files must have passed `guard.check`.

    Raises:
        InputError: a file cannot be read, holds no table that is known, lacks a needed column, or
            none of them names the client or the matter.
    """
    whose, books = Whose(firm, client, matter), Books()
    incomplete: list[Table] = []
    reports: list[FileReport] = []
    accounts: list[StatedAccount] = []
    for file in files:
        read = read_workbook(file)
        sheets = [Sheet(file, sheet) for sheet in read.sheets]
        tables: list[Table] = []
        for sheet in sheets:
            parts = _Parts(sheet)
            tables += parts.tables(firm)
            accounts += parts.accounts
        if not tables:
            raise _nothing_known(file, sheets)
        books.findings += noticed(file, read.remarks)
        of_tables: list[TableReport] = []
        for table in tables:
            books.findings += _oddities(table)
            named_above = _named_above(table, client, matter)
            reader = Reader(table, whose, books, named_above)
            missing = _missing(table, client, named_above=named_above)
            if missing:
                incomplete.append(table)
            else:
                reader.read()
            of_tables.append(reader.report(missing))
        reports.append(
            file_report(
                file,
                role=file.role,
                method=_method(read.method, sheets, tables),
                holds=workbook_holds(sheets, len(tables)),
                hidden=hidden_in(sheets),
                tables=tuple(of_tables),
            )
        )
    _check_incomplete(incomplete, books, client)
    without_copies(books)
    if files:
        _check_named(files, whose, books)
    books.findings += account_findings(accounts, books, Whose(firm, client, matter))
    books.findings += _unregistered(whose)
    return books, tuple(reports)


class _Parts:
    """What stands in a sheet: accounts that it states, and tables."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.accounts: list[StatedAccount] = []
        self._others: list[Region] = []
        for region in regions(sheet):
            stated = stated_accounts(region)
            self.accounts += stated
            if not stated:
                self._others.append(region)

    def tables(self, firm: Firm) -> Iterator[Table]:
        """Those that are known; where no part of the sheet is, the whole of it may be."""
        known = bool(self.accounts)
        for region in self._others:
            part = region.as_sheet()
            for headings in understood(part, firm.billing_columns, firm.column_maps, firm=firm):
                known = True
                yield Table(part, headings, region)
        if known or not self.sheet.rows:
            return
        for headings in understood(self.sheet, firm.billing_columns, firm.column_maps, firm=firm):
            yield Table(self.sheet, headings)


def _method(method: str, sheets: Iterable[Sheet], tables: Sequence[Table]) -> str:
    used = [f"{table.sheet.title} ({table.headings.kind.title})" for table in tables]
    taken = {table.sheet.title for table in tables}
    unused = [sheet.title for sheet in sheets if sheet.title not in taken]
    text = f"{method}; read {', '.join(used)}"
    return f"{text}; not used {', '.join(unused)}" if unused else text


def _missing(table: Table, client: Client, *, named_above: bool) -> tuple[str, ...]:
    """What the table needs and has no column for."""
    if _tells_whose(table, client, named_above=named_above):
        return table.headings.missing
    return (*table.headings.missing, "client" if len(client.matters) == 1 else "matter")


def _tells_whose(table: Table, client: Client, *, named_above: bool) -> bool:
    """Whether its rows can be told apart by client and matter."""
    if named_above or table.has("matter"):
        return True
    return table.has("client") and len(client.matters) == 1


def _named_above(table: Table, client: Client, matter: Matter) -> bool:
    """Whether a sheet without such columns names our matter above its headings."""
    if table.has("matter") or table.has("client"):
        return False
    codes = {matter.reference}
    if len(client.matters) == 1:
        codes.add(client.name)
    said = [value for row in table.above for value in row.values if isinstance(value, str)]
    others = {m.reference for m in client.matters if m.key != matter.key}
    named = any(says(text, codes) for text in said)
    return named and not any(says(text, others) for text in said)


def _check_incomplete(tables: Iterable[Table], books: Books, client: Client) -> None:
    """Refuse a table that lacks a column, unless another of its kind or its sheet is used."""
    for table in tables:
        missing = _missing(table, client, named_above=False)
        error = _missing_column(table, missing, books)
        if not books.has(table.kind) and not _beside_used(table, books):
            raise error
        books.findings.append(
            Finding(
                rule="table-not-used",
                severity="warn",
                place=f"{table.sheet.file.name} {table.sheet.title}",
                message=f"{error.place} was not used: {error.problem}",
                suggestion=error.remedy,
            )
        )


def _beside_used(table: Table, books: Books) -> bool:
    """Whether another table of its sheet was used: then it is likely a summary."""
    used = (place for places in books.tables.values() for place in places)
    return any((p.file, p.sheet) == (table.sheet.file, table.sheet.name) for p in used)


def _missing_column(table: Table, missing: Sequence[str], books: Books) -> InputError:
    headings = table.headings
    wanted = " and ".join(need.replace("_", " ") for need in missing)
    others = [kind for kind in books.tables if kind != table.kind]
    beside = f" (other tables read: {', '.join(others)})" if others else ""
    return InputError(
        table.sheet.file.name,
        f"this looks like {headings.kind.title}, but no column for {wanted} was found{beside}. "
        f"Headings found: {', '.join(_tidy(headings))}.",
        place=f"{table.sheet.name or 'sheet'} row {headings.row}",
        remedy=(
            "If one of them means it, say so in firm.yaml, for example "
            f"billing_columns: {{{missing[0]}: [{_tidy(headings)[0]}]}}; "
            "otherwise add the column to the export."
        ),
    )


def _tidy(headings: Headings) -> list[str]:
    return [one_line(name) for name in headings.names if name.strip()]


def _nothing_known(file: GivenFile, sheets: Sequence[Sheet]) -> InputError:
    if not any(sheet.rows for sheet in sheets):
        return InputError(
            file.name, "it has no rows.", remedy="Export the client's time and invoices again."
        )
    seen = "; ".join(_first_row(sheet) for sheet in sheets[:_SHOWN] if sheet.rows)
    return InputError(
        file.name,
        "no table of time entries, invoices, payments, budgets or disbursements was found. "
        f"First rows: {seen[:600]}.",
        remedy=(
            "Give the billing export, with its headings in the first fifteen rows; other names of "
            "columns can be added in firm.yaml under billing_columns."
        ),
    )


def _first_row(sheet: Sheet) -> str:
    cells = (one_line(str(value)) for value in sheet.rows[0].values if value is not None)
    return f"{sheet.title}: {', '.join(cells)}"


def _check_named(files: Sequence[GivenFile], whose: Whose, books: Books) -> None:
    found = any((books.time, books.lines, books.payments, books.budget, books.outlays))
    if found:
        return
    if books.unread:
        raise _none_readable(whose, books)
    pairs = [" ".join(part for part in (c, m and f"({m})") if part) for c, m in whose.named]
    listed = ", ".join(pairs[:_SHOWN]) or "none"
    more = f" and {len(pairs) - _SHOWN} more" if len(pairs) > _SHOWN else ""
    raise InputError(
        ", ".join(file.name for file in files),
        f"no row is of {whose.client.name}, matter {whose.matter.reference}. "
        f"Clients and matters found: {listed}{more}.",
        remedy=(
            "Give the right export, or add the spelling it uses to names_in_records of the client "
            "or matter in firm.yaml."
        ),
    )


def _none_readable(whose: Whose, books: Books) -> InputError:
    """The rows are there, and none can be used."""
    count = len(books.unread)
    first = books.unread[0].place
    shown = "; ".join(_why(unread) for unread in books.unread[:_ROWS_SHOWN])
    more = f"; and {count - _ROWS_SHOWN:,} more" if count > _ROWS_SHOWN else ""
    rows = "1 row is" if count == 1 else f"{count:,} rows are"
    return InputError(
        first.file.name,
        f"{rows} of {whose.client.name}, matter {whose.matter.reference}, but none can be read: "
        f"{shown}{more}.",
        place=first.address,
        remedy="Correct these rows where they came from, and export the file again.",
    )


def _why(unread: RowUnread) -> str:
    sheet = f" of {unread.place.sheet}" if unread.place.sheet else ""
    return f"row {unread.place.row}{sheet}, {unread.reason}"


def _unregistered(whose: Whose) -> list[Finding]:
    spellings = {b.unregistered: b for b in whose.decisions() if b.unregistered}
    return [
        Finding(
            rule="name-not-registered",
            severity="warn",
            place="billing",
            message=(
                f"The billing records call the client “{spelling}”, which firm.yaml does not have. "
                + (
                    "Its rows were left out."
                    if belonging.answer == "unclear"
                    else "Its rows were used, because they carry the client's or the matter's code."
                )
            ),
            suggestion="If it is the client, add it to names_in_records in firm.yaml.",
        )
        for spelling, belonging in spellings.items()
    ]


def _oddities(table: Table) -> list[Finding]:
    """What a reader of the figures ought to know about how the sheet was read."""
    guessed = guess_findings(table.sheet, table.headings)
    return [*_guesses(table), *guessed, *_hidden(table), *_formulas(table)]


def _guesses(table: Table) -> Iterable[Finding]:
    headings = table.headings
    if headings.kind.key == "invoices" and "net" in headings.missing_exactly:
        taken = "amount" if table.has("amount") else "gross"
        yield _guess(
            table, taken, "was taken as the amount without VAT, or with it where the VAT says so"
        )
    if headings.kind.key == "time" and not table.has("hours") and table.has("units"):
        yield _guess(table, "units", "was taken as units of six minutes")
    for name in headings.doubled:
        yield Finding(
            rule="column-guessed",
            severity="warn",
            place=f"{table.sheet.file.name} {sheet_prefix(table.sheet.name)}{headings.row}",
            message=f"The heading “{name}” stands more than once; the first was read.",
            suggestion="Check that it is the right one.",
        )


def _guess(table: Table, meaning: str, words: str) -> Finding:
    column = table.headings.columns[meaning]
    place = Place(table.sheet.file, table.sheet.name, column, table.headings.row)
    return Finding(
        rule="column-guessed",
        severity="warn",
        place=str(place),
        message=f"The column in {place.address} {words}.",
        suggestion="Check it, and name the right column under billing_columns in firm.yaml.",
    )


def _hidden(table: Table) -> Iterable[Finding]:
    sheet = table.sheet
    parts = ("the whole sheet",) if sheet.hidden else sheet.hidden_parts
    if parts:
        yield Finding(
            rule="hidden-cells",
            severity="note",
            place=f"{sheet.file.name} {sheet.name}",
            message=f"The workbook hides {', '.join(parts)} of {sheet.name}; they were read too.",
            suggestion="Check that they belong in the report.",
        )


def _formulas(table: Table) -> Iterable[Finding]:
    rows = [
        row.number
        for row in table.sheet.rows
        if any(value is NOT_CALCULATED for value in row.values)
    ]
    if rows:
        listed = ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in runs(rows)[:_SHOWN])
        yield Finding(
            rule="formula-not-calculated",
            severity="warn",
            place=f"{table.sheet.file.name} {table.sheet.name}",
            message=f"Formulas in rows {listed} have no stored result, so nothing could be read.",
            suggestion="Open the workbook in Excel, save it, and start the run again.",
        )
