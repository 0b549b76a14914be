import dataclasses
from collections.abc import Callable, Sequence

import pytest

from engross.errors import NoRightToSign, TemplateError, UsageError, WrongState
from engross.ooxml.package import read_parts, write_package
from engross.pipeline.services import Programs, Services
from engross.pipeline.template_versions import history, in_force, restore
from engross.pipeline.templates import approve, template_findings, used_template
from engross.records.ports import WordFault
from engross.signoff import Signer
from engross.workspace.approvals import Approval, add_approval, read_approvals

KEY = "client_report"
MARTIN, HELEN, MADE_UP = "martin.oke", "helen.pike", "nobody@penhallowreeve.example"


class Refuses:
    """A validator that finds the same in every file."""

    def faults(self, docx: bytes) -> Sequence[WordFault]:
        assert docx.startswith(b"PK")
        return (WordFault("checker", "word/document.xml", "a table without a row"),)


@pytest.fixture
def signer(services: Services) -> Callable[[str], Signer]:
    firm = services.workspace.firm
    return lambda name: Signer(next(p for p in firm.people if p.email.startswith(name)))


@pytest.fixture
def edit(services: Services) -> Callable[[str, str], bytes]:
    """Change words of the Word template; its new bytes."""

    def edits(old: str, new: str) -> bytes:
        path = services.workspace.template_file(KEY)
        parts = read_parts(path.read_bytes())
        body = parts["word/document.xml"]
        assert old.encode() in body
        parts["word/document.xml"] = body.replace(old.encode(), new.encode())
        path.write_bytes(write_package(parts))
        return path.read_bytes()

    return edits


def read_again(services: Services) -> Services:
    """The same after the approvals file was written."""
    approvals = read_approvals(services.workspace.root)
    workspace = services.workspace.model_copy(update={"approvals": approvals})
    return dataclasses.replace(services, workspace=workspace)


def word(services: Services) -> bytes:
    return services.workspace.template_file(KEY).read_bytes()


def test_the_starter_s_template_is_approved_as_it_comes(services: Services) -> None:
    used = used_template(services, KEY, word(services))

    assert (used.key, used.version) == (KEY, 1)
    assert template_findings(services, used) == ()


def test_both_files_of_a_template_in_use_are_kept(services: Services) -> None:
    used = used_template(services, KEY, word(services))
    names = services.workspace.template_hashes[KEY]

    assert services.documents.get(used.sha256) == word(services)
    assert services.documents.get(names).startswith(b"# yaml-language-server")


def test_an_edited_template_blocks_until_somebody_answers_for_it(
    services: Services, edit: Callable[[str, str], bytes]
) -> None:
    used = used_template(services, KEY, edit("Our reference", "Our ref"))
    (finding,) = template_findings(services, used)

    assert used.version == 0
    assert (finding.rule, finding.severity) == ("template-not-approved", "block")
    assert "templates/client_report.docx as it is now" in finding.message
    assert "engross template approve client_report --as EMAIL" in finding.suggestion


def test_an_edited_spec_blocks_too_and_is_named(services: Services) -> None:
    changed = services.workspace.model_copy(update={"template_hashes": {KEY: "0" * 64}})
    services = dataclasses.replace(services, workspace=changed)
    (finding,) = template_findings(services, used_template(services, KEY, word(services)))

    assert "templates/client_report.yaml, which says what the template may print" in finding.message


def test_a_manager_approves_and_the_ledger_says_so(
    services: Services,
    edit: Callable[[str, str], bytes],
    signer: Callable[[str], Signer],
    kinds: Callable[[], list[str]],
) -> None:
    data = edit("Our reference", "Our ref")
    made = approve(services, KEY, signer(MARTIN), "Shorter label")
    after = read_again(services)

    assert (made.version, made.note) == (2, "Shorter label")
    assert kinds() == ["template-approved"]
    assert used_template(after, KEY, data).version == 2
    assert template_findings(after, used_template(after, KEY, data)) == ()


def test_a_fee_earner_may_not_approve(services: Services, signer: Callable[[str], Signer]) -> None:
    with pytest.raises(NoRightToSign, match="may not approve a template"):
        approve(services, KEY, signer(HELEN))


def test_what_is_approved_already_is_not_approved_again(
    services: Services, signer: Callable[[str], Signer]
) -> None:
    with pytest.raises(WrongState, match="nothing to approve"):
        approve(services, KEY, signer(MARTIN))


def test_a_template_with_problems_is_refused_with_all_of_them(
    services: Services, edit: Callable[[str, str], bytes], signer: Callable[[str], Signer]
) -> None:
    edit("client.short_name", "client.shortname")

    with pytest.raises(TemplateError, match=r"no field client\.shortname.*short_name"):
        approve(services, KEY, signer(MARTIN))

    assert len(read_approvals(services.workspace.root).of(KEY)) == 1


def test_a_template_that_leaves_a_section_out_is_refused(
    services: Services, edit: Callable[[str, str], bytes], signer: Callable[[str], Signer]
) -> None:
    edit("sections.fees.paragraphs", "sections.summary.paragraphs")

    with pytest.raises(TemplateError, match="the section fees is never printed"):
        approve(services, KEY, signer(MARTIN))


def test_what_a_validator_says_of_the_document_refuses_the_template(
    services: Services, edit: Callable[[str, str], bytes], signer: Callable[[str], Signer]
) -> None:
    edit("Our reference", "Our ref")
    strict = dataclasses.replace(services, programs=Programs(validators=lambda: (Refuses(),)))

    with pytest.raises(TemplateError, match=r"a table without a row \(checker, of the document"):
        approve(strict, KEY, signer(MARTIN))


def test_an_approval_written_by_hand_is_none(
    services: Services, edit: Callable[[str, str], bytes]
) -> None:
    used = used_template(services, KEY, edit("Our reference", "Our ref"))
    names = services.workspace.template_hashes[KEY]
    forged = Approval(
        version=2, word=used.sha256, names=names, by=MADE_UP, on=services.now().date()
    )
    add_approval(services.workspace.root, KEY, forged)
    after = read_again(services)
    (finding,) = template_findings(after, used_template(after, KEY, word(after)))

    assert finding.severity == "block"
    assert "wrote it there by hand" in finding.message


def test_an_older_version_brought_back_is_a_warning(
    services: Services, edit: Callable[[str, str], bytes], signer: Callable[[str], Signer]
) -> None:
    first = word(services)
    edited = edit("Our reference", "Our ref")
    approve(services, KEY, signer(MARTIN))
    after = read_again(services)
    restore(after, KEY, 1)
    (finding,) = template_findings(after, used_template(after, KEY, word(after)))

    assert word(after) == first
    assert finding.severity == "warn"
    assert "version 1 of the template; version 2 is the newest" in finding.message
    (kept,) = (after.outputs / "templates").iterdir()
    assert kept.read_bytes() == edited


def test_any_version_comes_back_from_the_store(
    services: Services, edit: Callable[[str, str], bytes], signer: Callable[[str], Signer]
) -> None:
    second = edit("Our reference", "Our ref")
    approve(services, KEY, signer(MARTIN))
    edit("Our ref", "Reference")
    after = read_again(services)
    restore(after, KEY, 2)

    assert word(after) == second
    assert [one.version for one in history(after, KEY)] == [1, 2]
    now = in_force(after, KEY)
    assert now is not None
    assert now.version == 2


def test_a_version_that_never_was_is_refused_with_those_that_were(services: Services) -> None:
    with pytest.raises(UsageError, match="Approved versions: 1"):
        restore(services, KEY, 9)


def test_a_template_that_is_none_is_refused_with_the_nearest(services: Services) -> None:
    with pytest.raises(UsageError, match="did you mean `client_report`"):
        history(services, "client_reprot")
