"""What is noticed of the files that are made beside a run's document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from engross import checks
from engross.checks.word_file import word_findings
from engross.pipeline import names
from engross.pipeline.also import evidence_for
from engross.pipeline.envelopes import envelope_of
from engross.pipeline.rendering import fixed_words
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of, subject_of
from engross.pipeline.templates import template_findings
from engross.records import Evidence, Figure, Finding, Run
from engross.workspace.also import as_crew
from engross.workspace.specs import AlsoSpec

IN_THE_FIRM: Final = frozenset({
    "stray-literals",
    "same-fact-same-everywhere",
    "totals-foot",
    "word-file-valid",
})  # fmt: skip
"""The rules for a file that stays in the firm: it may be frank, and it must be right."""
OF_A_SUBJECT: Final = frozenset({"nothing-internal", "tipping-off"})
"""The rules for a mail's subject; its other words are the document's, and are looked at there."""

_SUBJECT: Final = "subject"


def also_findings(
    services: Services, run: Run, made: names.AlsoFiles, evidence: Evidence
) -> tuple[Finding, ...]:
    """Everything noticed of those files, each place with the file's name.

    `evidence` is the document's own, with what was found in the knowledge base.
    """
    specs = {also.key: also for also in crew_of(services, run).also}
    noticed: list[Finding] = []
    for one in made.files:
        also = specs[one.key]
        found: Iterator[Finding] = iter(())
        if also.kind == "document":
            found = _of_word_file(services, run, also, one, evidence)
        elif also.kind == "mail":
            found = _of_subject(services, run, evidence)
        noticed += [_in_file(finding, one) for finding in found]
        noticed += template_findings(services, one.template) if one.template else ()
    return tuple(noticed)


def _of_word_file(
    services: Services, run: Run, also: AlsoSpec, one: names.AlsoFile, evidence: Evidence
) -> Iterator[Finding]:
    from engross.ooxml.text import read_text  # noqa: PLC0415 - loads lxml

    crew = as_crew(crew_of(services, run), also)
    client, matter, _ = subject_of(services, run)
    data = services.documents.get(one.file.sha256)
    template = services.documents.get(one.template.sha256) if one.template else b""
    found = checks.check_candidate(
        read_text(data, charts=True),
        _own_figures(one),
        evidence_for(services, run, also, evidence),
        crew,
        services.workspace.templates[also.template],
        services.workspace.firm,
        client,
        matter,
        fixed_words(template, data),
    )
    of_the_file = word_findings(
        data, services.programs.validators(), services.workspace.firm, client, template
    )
    told = checks.report(crew, (), (), (*found, *of_the_file)).findings
    yield from (f for f in told if also.leaves or f.rule in IN_THE_FIRM)


def _of_subject(services: Services, run: Run, evidence: Evidence) -> Iterator[Finding]:
    from engross.ooxml.text import Block  # noqa: PLC0415 - loads lxml

    crew = crew_of(services, run)
    client, matter, _ = subject_of(services, run)
    said = Block(text=envelope_of(services, run).subject, place=_SUBJECT, style="", part="")
    found = checks.check_candidate(
        (said,),
        (),
        evidence,
        crew,
        services.workspace.templates[crew.template],
        services.workspace.firm,
        client,
        matter,
    )
    yield from (f for f in found if f.place == _SUBJECT and f.rule in OF_A_SUBJECT)


def _own_figures(one: names.AlsoFile) -> Sequence[Figure]:
    """The figures with places inside their file."""
    before = f"{one.file.name}: "
    return [
        figure.model_copy(update={"place": figure.place.removeprefix(before)})
        for figure in one.figures
    ]


def _in_file(finding: Finding, one: names.AlsoFile) -> Finding:
    return finding.model_copy(update={"place": f"{one.file.name}: {finding.place}"})
