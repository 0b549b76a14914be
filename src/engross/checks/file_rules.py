"""The rules on how files are read: what the readers and the guard notice."""

from __future__ import annotations

from engross.checks.rule import Rule

_FILES = "[how files are read](../explanation/files.md)"

FILE_RULES = (
    Rule(
        "readers-disagree",
        "intake",
        "cells that two readers of spreadsheets read differently",
        "warn",
        overridable=True,
        reason="Every reader of workbooks has silent faults of its own. Up to 50,000 cells two "
        "read every cell, above that a sample; a cell on which they differ may be a "
        "wrong figure in the document.",
        source=_FILES,
    ),
    Rule(
        "read-without-structure",
        "intake",
        "workbooks whose structure cannot be read",
        "warn",
        overridable=True,
        reason="A workbook that the thorough reader cannot open is read for its values alone: "
        "what it hides, its formulas and the formats of its numbers are not known, and "
        "whoever signs must know that.",
        source=_FILES,
    ),
    Rule(
        "formula-implausible",
        "intake",
        "simple formulas, worked out again",
        "warn",
        overridable=True,
        reason="A workbook keeps the value that some program last worked out. Sums and "
        "products of cells are worked out again, and a stored value that is not their "
        "result may be stale or typed over.",
        source=_FILES,
    ),
    Rule(
        "rows-ragged",
        "intake",
        "rows with more or fewer cells than the others",
        "warn",
        overridable=True,
        reason="A separator that was lost or added puts figures into the wrong column: an "
        "amount is glued to a name, and the total no longer adds up.",
        source=_FILES,
    ),
    Rule(
        "quotes-stray",
        "intake",
        "quotation marks inside the fields of a text table",
        "note",
        overridable=True,
        reason="The program that wrote the file does not quote as it should. The marks were "
        "taken as characters, and the fields as they stand.",
        source=_FILES,
    ),
    Rule(
        "hidden-characters",
        "intake",
        "control, direction and zero-width characters in a file",
        "warn",
        overridable=True,
        reason="Characters that nobody sees can turn the reading of a number round or hide "
        "words from a reader and not from a machine. They are kept out of the text, and "
        "said.",
        source=_FILES,
    ),
    Rule(
        "macros-ignored",
        "intake",
        "macros inside Office files",
        "note",
        overridable=True,
        reason="Nothing inside a file is ever run. A workbook with macros may show other "
        "values in Excel than the stored ones that were read.",
        source=_FILES,
    ),
    Rule(
        "external-links",
        "intake",
        "links to other files and addresses",
        "note",
        overridable=True,
        reason="Nothing is fetched from an address in a file. A value that came from another "
        "workbook is as old as the last time somebody opened both.",
        source=_FILES,
    ),
    Rule(
        "embedded-files",
        "intake",
        "files inside Office files",
        "note",
        overridable=True,
        reason="A document inside a document is not read. If it matters it has to be given as "
        "an input of its own.",
        source=_FILES,
    ),
    Rule(
        "dates-unclear",
        "intake",
        "columns of days that may be day first or month first",
        "warn",
        overridable=True,
        reason="`03/04/2026` is 3 April here and 4 March in America. A column in which no day "
        "is above twelve does not tell; it is read day first, and a quarter's figures "
        "may change with it.",
        source=_FILES,
    ),
    Rule(
        "dates-month-first",
        "intake",
        "columns of days that were read month first",
        "warn",
        overridable=True,
        reason="Days above twelve in the second place show that a program wrote American "
        "dates. The column was read so, and a person should see that it was.",
        source=_FILES,
    ),
    Rule(
        "hours-mixed",
        "intake",
        "columns of hours in several ways of writing",
        "warn",
        overridable=True,
        reason="Decimal hours, `1:30`, `90m` and units of six minutes in one column are read "
        "cell by cell. A value that is unlikely as it was read is listed.",
        source=_FILES,
    ),
    Rule(
        "vat-mixed",
        "intake",
        "amounts that include VAT on some rows only",
        "warn",
        overridable=True,
        reason="One column of amounts with VAT on some rows and without on others gives a sum "
        "that is neither. Rows are tested against the rate of a fifth and listed.",
        source=_FILES,
    ),
    Rule(
        "code-completed",
        "intake",
        "codes that lost their leading zeros",
        "warn",
        overridable=True,
        reason="A spreadsheet turns `0042` into 42. A code is taken for the register's only "
        "where exactly one of them can be meant, and the row is named.",
        source=_FILES,
    ),
    Rule(
        "account-differs",
        "intake",
        "opening balance, billed, credited, received, written off and closing balance",
        "warn",
        overridable=True,
        reason="An account that does not roll forward has a figure that is wrong or a movement "
        "that is missing. Each line that the file states is compared with the rows, and "
        "a difference is shown with the rows that may explain it.",
        source=_FILES,
    ),
    Rule(
        "attachment-offered",
        "intake",
        "files attached to a mail",
        "note",
        overridable=True,
        reason="What is attached to a mail is not read unasked: it may be another client's. It "
        "can be given as an input of its own, and keeps the mail in its name.",
        source=_FILES,
    ),
    Rule(
        "mail-sender",
        "intake",
        "who a mail is from",
        "warn",
        overridable=True,
        reason="A mail is the client's word only if the register knows its sender. An unknown "
        "or unclear sender is said, and what such a mail says is a third party's.",
        source=_FILES,
    ),
    Rule(
        "mail-quotes-unclear",
        "intake",
        "where an earlier message begins in a mail",
        "warn",
        overridable=True,
        reason="Quoted messages are kept apart from the newest one. Where that cannot be told, "
        "everything is taken as new, so that nothing new is lost, and a person should "
        "look.",
        source=_FILES,
    ),
    Rule(
        "mail-hidden-text",
        "intake",
        "words in a mail that its reader does not see",
        "warn",
        overridable=True,
        reason="Text in white on white or of no size is not what the sender wrote for a "
        "person. It is left out, because a machine would read it.",
        source=_FILES,
    ),
    Rule(
        "mail-characters",
        "intake",
        "a mail whose characters are not as it says",
        "note",
        overridable=True,
        reason="A mail names the encoding of its text. Where that is wrong another was tried, "
        "and some characters may be others.",
        source=_FILES,
    ),
    Rule(
        "mail-too-deep",
        "intake",
        "messages inside messages, beyond what is read",
        "warn",
        overridable=True,
        reason="Messages inside messages are read to a bounded depth. What lies deeper was "
        "left out, and has to be given as a file of its own.",
        source=_FILES,
    ),
    Rule(
        "mail-too-long",
        "intake",
        "a mail longer than what is read",
        "warn",
        overridable=True,
        reason="Reading is bounded. What was left out of a very long mail has to be given as a "
        "file of its own.",
        source=_FILES,
    ),
    Rule(
        "mail-two-versions",
        "intake",
        "a mail whose two versions say different things",
        "warn",
        overridable=True,
        reason="A mail may hold the same message as text and as a page. Where the two differ, "
        "what the sender saw is not certain.",
        source=_FILES,
    ),
    Rule(
        "pdf-hidden-text",
        "intake",
        "words in a PDF that its reader does not see",
        "warn",
        overridable=True,
        reason="Text that is drawn invisibly or off the page is left out, because a person who "
        "read the PDF did not see it.",
        source=_FILES,
    ),
    Rule(
        "pdf-pages-without-text",
        "intake",
        "pages of a PDF that are pictures",
        "warn",
        overridable=True,
        reason="A scanned page has no text that could be read; what it says is missing from "
        "the evidence.",
        source=_FILES,
    ),
    Rule(
        "pdf-running-lines",
        "intake",
        "headers and footers that stand on most pages of a PDF",
        "note",
        overridable=True,
        reason="Lines that repeat on most pages are left out of the text, so that a page "
        "number does not end in the middle of a sentence.",
        source=_FILES,
    ),
    Rule(
        "pdf-tables-unread",
        "intake",
        "tables of a PDF that were read as lines",
        "note",
        overridable=True,
        reason="A table in a PDF is only ink. Where its columns could not be told, its words "
        "were read as lines.",
        source=_FILES,
    ),
    Rule(
        "crm-cell-unread",
        "intake",
        "cells of a CRM export that say nothing readable",
        "warn",
        overridable=True,
        reason="An amount or a day that cannot be read is left out and listed, never guessed: "
        "a proposal is priced on it.",
        source=_FILES,
    ),
    Rule(
        "crm-currencies",
        "intake",
        "deals in several currencies",
        "warn",
        overridable=True,
        reason="Amounts in different currencies cannot be added. Totals are given for each.",
        source=_FILES,
    ),
    Rule(
        "crm-dates-differ",
        "intake",
        "deals whose days contradict each other",
        "warn",
        overridable=True,
        reason="A deal that closed before it was opened has a day that is wrong.",
        source=_FILES,
    ),
    Rule(
        "crm-dates-unclear",
        "intake",
        "days in a CRM export that may be day first or month first",
        "warn",
        overridable=True,
        reason="`03/04/2026` is 3 April here and 4 March in America; quarters depend on which "
        "is meant.",
        source=_FILES,
    ),
    Rule(
        "crm-duplicate",
        "intake",
        "records that stand more than once in a CRM export",
        "warn",
        overridable=True,
        reason="A record that was exported twice would count twice. The first is used.",
        source=_FILES,
    ),
    Rule(
        "crm-left-out",
        "intake",
        "rows of a CRM export that are not used",
        "note",
        overridable=True,
        reason="Deleted and merged records, and rows that only list totals, are no deals. They "
        "are counted, so that the numbers can be checked.",
        source=_FILES,
    ),
    Rule(
        "crm-name-variant",
        "intake",
        "names in a CRM export that are nearly those of another record",
        "warn",
        overridable=True,
        reason="“GTXPro” and “GTX Pro” are one product to a person and two to a program. "
        "Nothing is merged unasked: the likely record is proposed.",
        source=_FILES,
    ),
    Rule(
        "crm-no-account",
        "intake",
        "deals that name no account",
        "warn",
        overridable=True,
        reason="A deal without an account belongs to nobody; a proposal from it is addressed "
        "to nobody.",
        source=_FILES,
    ),
    Rule(
        "crm-no-amount",
        "intake",
        "deals without an amount",
        "note",
        overridable=True,
        reason="An open deal often has no amount yet, a won one should. They are counted, and "
        "no total includes them.",
        source=_FILES,
    ),
    Rule(
        "crm-no-date",
        "intake",
        "deals without a day on which they closed or should",
        "note",
        overridable=True,
        reason="A won deal without a day falls into no quarter. They are counted.",
        source=_FILES,
    ),
    Rule(
        "crm-not-listed",
        "intake",
        "names that the CRM's own list does not have",
        "warn",
        overridable=True,
        reason="A deal names an account, product or owner that the table of these lacks; its "
        "particulars are missing.",
        source=_FILES,
    ),
    Rule(
        "crm-stage-unsure",
        "intake",
        "stages that are neither open, won nor lost for certain",
        "warn",
        overridable=True,
        reason="A firm names its stages as it likes. One whose meaning is not certain counts "
        "as open, and the total of what was won may be short.",
        source=_FILES,
    ),
    Rule(
        "crm-value-odd",
        "intake",
        "values that are nearly another value of the same column",
        "warn",
        overridable=True,
        reason="“technolgy” beside “technology” splits what belongs together. Nothing is "
        "corrected unasked.",
        source=_FILES,
    ),
)
"""All of them can be answered for: they say how sure a figure is, not that it is wrong."""
