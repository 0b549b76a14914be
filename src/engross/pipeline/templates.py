"""The firm's Word templates: what a run asks of their approvals, and a person's approving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from engross.checks.template_rules import NOT_APPROVED
from engross.errors import NoRightToSign, TemplateError, WrongState
from engross.pipeline.services import Services
from engross.pipeline.template_files import bytes_of, crews_of, files_now, names_file, sha256_of
from engross.records import Finding, TemplateUsed
from engross.signoff import Signer
from engross.workspace.approvals import Approval, add_approval, approved, read_approvals
from engross.workspace.starting import starter_folder

MAY_APPROVE: Final = frozenset({"admin", "manager"})
"""Roles that may approve a template."""

_APPROVED: Final = "template-approved"
_FAULTS_TOLD: Final = 10


# --- what a run asks ----------------------------------------------------------------------------


def used_template(services: Services, key: str, word: bytes) -> TemplateUsed:
    """The template as a document is made with it; its two files are kept, to be brought back."""
    services.documents.put(word)
    names = bytes_of(names_file(services, key))
    if sha256_of(names) == services.workspace.template_hashes.get(key):
        services.documents.put(names)
    return approved(services.workspace, key, sha256_of(word))


def template_findings(services: Services, used: TemplateUsed) -> tuple[Finding, ...]:
    """What the signer must know of the template: that nobody approved it, or an older version."""
    word = template_place(used.key)
    versions = services.workspace.approvals.of(used.key)
    found = next((one for one in versions if used.version and one.version == used.version), None)
    if found is None:
        return (_block(word, f"Nobody has approved {_what(versions, used)}.", used.key),)
    if not _vouched_for(services, used.key, found):
        said = (
            f"templates/approvals.yaml says that version {found.version} of {word} was approved, "
            "and the ledger has no such approval: somebody wrote it there by hand."
        )
        return (_block(word, said, used.key),)
    if found is versions[-1]:
        return ()
    return (
        Finding(
            rule=NOT_APPROVED,
            severity="warn",
            place=word,
            message=f"It was made with version {found.version} of the template; version "
            f"{versions[-1].version} is the newest that is approved.",
            suggestion=f"Bring the newest back: engross template restore {used.key} "
            f"{versions[-1].version}; or approve this one again.",
        ),
    )


def template_place(key: str) -> str:
    """Where a finding about a template stands: its Word file."""
    return f"templates/{key}.docx"


def _what(versions: Sequence[Approval], used: TemplateUsed) -> str:
    """Which of the two files is not as it was approved."""
    word, names = f"templates/{used.key}.docx", f"templates/{used.key}.yaml"
    if not versions:
        return f"{word}, which this document was made with"
    same_word = any(one.word == used.sha256 for one in versions)
    changed = f"{names}, which says what the template may print," if same_word else word
    return f"{changed} as it is now; it was changed since version {versions[-1].version}"


def _block(place: str, message: str, key: str) -> Finding:
    return Finding(
        rule=NOT_APPROVED,
        severity="block",
        place=place,
        message=message,
        suggestion=f"Look at it: engross template preview {key}. Then a manager approves it: "
        f"engross template approve {key} --as EMAIL. Or bring an approved one back: engross "
        f"template history {key}.",
    )


def _vouched_for(services: Services, key: str, approval: Approval) -> bool:
    """Whether a person approved it here with their password, or it came with Engross."""
    return approval in read_approvals(starter_folder()).of(key) or any(
        details.get("key") == key
        and (details.get("word"), details.get("names")) == (approval.word, approval.names)
        for details in _noted(services)
    )


def _noted(services: Services) -> Iterator[dict[str, object]]:
    """Every approval that the ledger holds."""
    for line in services.ledger.lines():
        if line.kind == _APPROVED:
            yield dict(services.ledger.details(line) or {})


# --- approving ----------------------------------------------------------------------------------


def approve(services: Services, key: str, signer: Signer, note: str = "") -> Approval:
    """The template's next approved version: its two files exactly as they stand.

    It is filled with made-up values first, and what other programs say of the outcome is heard.

    Raises:
        NoRightToSign: only a manager or an admin may.
        TemplateError: the template has problems, all of them named.
        WrongState: these files are the newest approved version already.
        UsageError: there is no such template.
    """
    if not MAY_APPROVE & set(signer.person.roles):
        raise NoRightToSign(
            f"{signer.person.name} may not approve a template.",
            remedy="Ask somebody who is manager or admin in firm.yaml.",
        )
    word, names = files_now(services, key)
    _refuse_problems(services, key, word)
    with services.alone(f"template-{key}"):
        versions = read_approvals(services.workspace.root).of(key)
        _refuse_a_second_time(services, key, versions, (sha256_of(word), sha256_of(names)))
        approval = Approval(
            version=len(versions) + 1,
            word=services.documents.put(word),
            names=services.documents.put(names),
            by=signer.person.email,
            on=services.now().date(),
            note=note.strip(),
        )
        _keep(services, key, approval)
    return approval


def _keep(services: Services, key: str, approval: Approval) -> None:
    """In the ledger and in the file, or in neither."""
    details = approval.model_dump(mode="json", exclude={"by"})
    with services.together():
        services.ledger.record(
            _APPROVED,
            run="",
            actor=approval.by,
            subject=f"{key} version {approval.version}",
            payload={"key": key, **details},
        )
        add_approval(services.workspace.root, key, approval)


def _refuse_a_second_time(
    services: Services, key: str, versions: Sequence[Approval], hashes: tuple[str, str]
) -> None:
    newest = versions[-1] if versions else None
    if newest and (newest.word, newest.names) == hashes and _vouched_for(services, key, newest):
        raise WrongState(
            f"templates/{key}.docx is as {newest.by} approved it on {newest.on}: version "
            f"{newest.version}.",
            remedy="There is nothing to approve.",
        )


def _refuse_problems(services: Services, key: str, word: bytes) -> None:
    """Compile the template: judge it, fill it, show the outcome to the validators."""
    from engross.rendering.preview import preview  # noqa: PLC0415 - loads Word parts
    from engross.rendering.templates import contract_problems  # noqa: PLC0415 - loads jinja2

    spec = services.workspace.templates[key]
    crews = crews_of(services, key)
    problems = list(contract_problems(word, spec, crews))
    for crew in () if problems else crews:
        made = [
            preview(crew, spec, word, services.workspace.firm, filling)
            for filling in ("ordinary", "empty")
        ]
        for validator in services.programs.validators():
            problems += [
                f"{fault.place}: {fault.message} ({fault.validator}, of the document that it makes)"
                for fault in validator.faults(made[0])
            ]
    if problems:
        told = list(dict.fromkeys(problems))
        more = len(told) - _FAULTS_TOLD
        rest = f"\n  ... and {more} more" if more > 0 else ""
        listed = "".join(f"\n  {problem}" for problem in told[:_FAULTS_TOLD])
        raise TemplateError(
            f"templates/{key}.docx has problems, so it cannot be approved:{listed}{rest}\n",
            remedy="Put them right in Word and save.",
        )
