"""The rules on a draft and on the document as it would leave."""

from __future__ import annotations

from engross.checks.rule import Rule

_FIGURES = "[what the figures mean](../explanation/figures.md)"
_SLOTS = "[slots, not numbers](../decisions/0002-slots-not-numbers.md)"
_PRACTICE = "what partners look for before they sign"

DOCUMENT_RULES = (
    Rule(
        "slots-resolve",
        "draft",
        "every slot of every sentence",
        "block",
        overridable=False,
        reason="A drafter writes a slot where a figure, a date, a name or somebody's words "
        "belong, and code fills it. A slot that names nothing leaves a hole in the document, and "
        "nobody can answer for a hole.",
        source=_SLOTS,
    ),
    Rule(
        "slot-fits-sentence",
        "draft",
        "the words around each slot: measure, period, scope, sign",
        "block",
        overridable=True,
        reason="The live error is a valid slot in the wrong place: the right figure of the wrong "
        "quarter, measure, invoice or workstream, or 'over budget' before a saving. The words of "
        "the sentence are compared with what the slot's id says it is.",
        source=_SLOTS,
    ),
    Rule(
        "stray-literals",
        "draft and document",
        "figures, amounts and dates that no slot stands behind",
        "block",
        overridable=True,
        reason="No figure in a document is typed by a model. In a draft, a figure outside a slot "
        "is refused, also one in words from three up, and parts and multiples such as 'a third "
        "over budget' (a warning where no money is spoken of); in the finished "
        "document every number must belong to a filled slot, a table cell, the firm's particulars "
        "or the template.",
        source=_SLOTS,
    ),
    Rule(
        "citations-resolve",
        "draft",
        "citations, and sentences that say what somebody said, asked or agreed",
        "block",
        overridable=True,
        reason="'You told us', 'you asked us to' and 'we agreed' are three different facts, and a "
        "remark reported as a decision is a common fault. Such a sentence must cite or quote the "
        "passage that it rests on.",
        source=_PRACTICE,
    ),
    Rule(
        "sections-in-order",
        "draft and document",
        "the sections, their order and length, and the sign-off block",
        "block",
        overridable=True,
        reason="The standard format says what a reader will find and where. A missing section is "
        "noticed only by the reader who needed it; a wrong signatory makes the document somebody "
        "else's. Length is a warning.",
        source="the crew's standard format",
    ),
    Rule(
        "placeholders",
        "draft and document",
        "text that was to be replaced: TODO, XXX, lorem ipsum, braces, [insert ...]",
        "block",
        overridable=False,
        reason="Text left over from a template says that nobody read the document. What is "
        "honestly unknown stays visible as [to confirm: ...], which is a warning.",
        source=_PRACTICE,
    ),
    Rule(
        "names-as-registered",
        "draft and document",
        "names of the client, the firm, people, and of other clients",
        "block",
        overridable=True,
        reason="One wrong name and nothing else in a report is believed. The client's and the "
        "firm's names must be as registered, people's as firm.yaml spells them, and no other "
        "client's name, and no name of its contacts, may occur, however it is hyphenated and "
        "whatever alphabet its letters are borrowed from.",
        source=_PRACTICE,
    ),
    Rule(
        "nothing-internal",
        "draft and document",
        "the firm's figures about itself, internal notes, withheld passages",
        "block",
        overridable=False,
        reason="Cost rates, margins, recovery, write-offs, lock-up, risk ratings, internal notes "
        "and side remarks never reach a client, nor anything that hints at a report of suspicion. "
        "The ban is on the firm's figures about itself: words that may be about the client's own "
        "business, such as 'margin', are a warning.",
        source=_FIGURES,
    ),
    Rule(
        "house-style",
        "draft and document",
        "words that the firm does not use, dates and amounts in another form, long sentences",
        "warn",
        overridable=True,
        reason="firm.yaml lists the firm's forbidden words under house_style; a partner would "
        "strike them out. “12th October”, “£10k”, “Mr.”, American spelling, exclamation marks and "
        "sentences of more than 25 words are a note, one for each section.",
        source="`house_style.forbidden_words` in firm.yaml",
    ),
    Rule(
        "addresses-known",
        "draft and document",
        "links and e-mail addresses, in quotations too",
        "block",
        overridable=True,
        reason="Whoever can put a line into the notes can put a link into the firm's letter. Every "
        "link and e-mail address must be the firm's, its people's or the client's contacts', as "
        "firm.yaml has them, or stand in the firm's own texts. A site's name by itself may be a "
        "supplier's: it is a warning unless the sentence sends the reader there. In a draft only "
        "the drafter's own words are judged; quotations are judged in the document, by a person.",
        source=_PRACTICE,
    ),
    Rule(
        "words-that-bind",
        "draft",
        "guarantees, orders to the reader, and balances said to be nil",
        "block",
        overridable=True,
        reason="A guarantee binds the firm, and 'nothing is owed' may waive a fee. The drafter's "
        "own words must not guarantee a result, tell the reader to ignore or not to pay a bill, or "
        "say that nothing is outstanding or overdue where the records have a balance. Words that "
        "only sound too sure are a warning.",
        source=_PRACTICE,
    ),
    Rule(
        "passages-left-out",
        "draft",
        "decisions, instructions, actions and risks of the notes that the report does not use",
        "warn",
        overridable=True,
        reason="A report that leaves out what was decided reads as well as one that does not. What "
        "the notes hold and no sentence cites or quotes is counted, and the first few are given in "
        "words; whoever signs decides whether the client would miss them.",
        source=_PRACTICE,
    ),
    Rule(
        "section-without-evidence",
        "document",
        "sections that print the firm's words for having nothing to say",
        "warn",
        overridable=True,
        reason="'Our notes record no open issues' is true of the notes as they were understood. An "
        "issue that was written down in a way that was not recognised would be denied to the "
        "client, so a person looks at the notes before such a sentence leaves.",
        source=_PRACTICE,
    ),
    Rule(
        "payment-details",
        "document",
        "sort codes, account, card and IBAN numbers, in quotations too",
        "block",
        overridable=False,
        reason="Changed bank details in a letter are the commonest fraud on a firm's clients. No "
        "account but the firm's own, as firm.yaml has it, may stand in a document, whoever said "
        "it. A sort code beside words of payment, eight digits beside 'account' or a sort code, "
        "also digits in words, and numbers with the check digits of an IBAN or a card are taken "
        "for one. The remedy is in the source, not in a reason.",
        source=_PRACTICE,
    ),
    Rule(
        "same-fact-same-everywhere",
        "document",
        "every filled figure and quotation against the evidence",
        "block",
        overridable=False,
        reason="What stands in the document must be the fact's value, and the same fact must read "
        "the same wherever it stands. A difference means that the document was not made from this "
        "evidence.",
        source=_SLOTS,
    ),
    Rule(
        "totals-foot",
        "document",
        "the columns and rows of every table, added up again",
        "block",
        overridable=True,
        reason="A table that does not cast is not believed. Totals are added again from the "
        "unrounded facts of the rows that are shown, and rows are cross-cast where their columns "
        "are known; where rounding alone makes the printed figures differ, a note says so.",
        source=_PRACTICE,
    ),
    Rule(
        "dates-valid",
        "document",
        "every date, and the weekday beside it",
        "block",
        overridable=True,
        reason="A weekday that is not the date's, or a day that no calendar has, leaves the "
        "reader with two dates for one deadline.",
        source=_PRACTICE,
    ),
)
"""In the order in which a run meets them."""
