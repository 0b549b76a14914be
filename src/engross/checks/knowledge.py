"""Whether a sentence rests on knowledge that nobody here answers for any more, or ever did."""

from __future__ import annotations

from collections.abc import Iterator

from engross.checks.cases import DraftCase
from engross.checks.rules import finding
from engross.checks.sentences import Line
from engross.records import Finding
from engross.uk.dates import format_date
from engross.workspace.asked import of_the_mail


def standing_of_knowledge(case: DraftCase) -> Iterator[Finding]:
    """Sentences that rest on overdue passages, or on third parties' words alone."""
    for line in case.lines:
        yield from _overdue(case, line)
        yield from _others_words(case, line)


def _overdue(case: DraftCase, line: Line) -> Iterator[Finding]:
    for name in line.named:
        known = case.knowledge.get(name)
        if known and known.overdue:
            file = known.passage.span.file
            yield finding(
                "rests-on-overdue",
                line.place,
                f"{line.quoted} rests on knowledge/{file}, which was to be read again by "
                f"{format_date(known.review_by)}.",
                f"Read the passage ({known.passage.span.place}) and ask its owner, whom "
                "knowledge/index.yaml names, whether it still holds.",
                evidence=[name],
            )


def _others_words(case: DraftCase, line: Line) -> Iterator[Finding]:
    # Whoever wrote the mail that is answered knows what it says, and nobody else reads the reply.
    own = {passage.id for passage in of_the_mail(case.crew, case.evidence)}
    passages = [passage for passage in case.rests_on(line) if passage.id not in own]
    if passages and all(passage.tier == "third-party" for passage in passages):
        files = ", ".join(sorted({passage.span.file for passage in passages}))
        yield finding(
            "rests-on-third-party",
            line.place,
            f"{line.quoted} rests on nothing but {files}, which neither the firm nor the client "
            "answers for.",
            "Check it, say whose words they are, or take the sentence out.",
            evidence=[passage.id for passage in passages],
        )
