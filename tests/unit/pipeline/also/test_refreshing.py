from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from engross.errors import WrongState
from engross.pipeline.also import also_of
from engross.pipeline.holding import write_version
from engross.pipeline.refreshing import refresh
from engross.pipeline.releasing import release
from engross.pipeline.services import Services
from engross.pipeline.verifying import verify_file
from engross.records import (
    Run,
)
from engross.workspace.approvals import Approval, Approvals
from unit.pipeline.also.conftest import (
    HELEN,
    edited,
    files,
    give_back,
    held_of,
    signed,
)


def test_refreshing_makes_the_other_files_anew_and_leaves_the_document(
    firm: Services, run: Run
) -> None:
    before = files(firm, run)
    report = firm.workspace.crews["client_report"]
    more = (*report.also[:1], report.also[1].model_copy(update={"columns": ()}), report.also[2])
    crews = {**firm.workspace.crews, "client_report": report.model_copy(update={"also": more})}
    changed = dataclasses.replace(
        firm, workspace=firm.workspace.model_copy(update={"crews": crews})
    )

    held = refresh(changed, run, "the gates")

    after = files(changed, run)
    assert (held.version, held.edited_by) == (2, "")
    assert after["docx"][0] == before["docx"][0]
    assert after["csv"][0] != before["csv"][0]
    assert [line.kind for line in firm.ledger.lines()][-2:] == ["files-made-anew", "held"]
    assert write_version(changed, run, 1)


def test_a_review_copy_that_was_open_while_files_were_refreshed_is_still_taken_back(
    firm: Services, run: Run
) -> None:
    path = edited(firm, run, "this quarter", "in the quarter")
    copy_ = path.rename(path.with_name("mine.docx"))
    refresh(firm, run, "the gates")

    held = give_back(firm, run, copy_)

    assert held.version == 3
    assert b"in the quarter" in files(firm, run)["eml"][1]


def test_findings_of_the_other_files_are_not_told_twice_after_refreshing(
    firm: Services, run: Run
) -> None:
    before = held_of(firm, run).findings

    held = refresh(firm, run, "the gates")

    assert held.findings == before


def test_a_template_approved_since_is_no_finding_after_refreshing(firm: Services, run: Run) -> None:
    used = next(one.template for one in also_of(firm, run).files if one.template)
    word, names_ = used.sha256, firm.documents.put(b"title: File note\n")
    approval = Approval(
        version=1, word=word, names=names_, by=HELEN, on=dt.date(2026, 10, 14), note=""
    )
    firm.ledger.record(
        "template-approved",
        run="",
        actor=HELEN,
        subject="notes version 1",
        payload={"key": "notes", "word": word, "names": names_},
    )
    approvals = Approvals(templates={**firm.workspace.approvals.templates, "notes": (approval,)})
    hashes = {**firm.workspace.template_hashes, "notes": names_}
    changed = firm.workspace.model_copy(update={"approvals": approvals, "template_hashes": hashes})

    held = refresh(dataclasses.replace(firm, workspace=changed), run, "the gates")

    assert not [f for f in held.findings if f.place == "templates/notes.docx"]


def test_only_a_held_document_is_refreshed(firm: Services, run: Run) -> None:
    with pytest.raises(WrongState):
        refresh(firm, firm.runs.change(run.id, state="declined"), "the gates")


def test_a_release_has_every_file_and_proves_each(firm: Services, run: Run) -> None:
    refresh(firm, run, "the gates")
    told = files(firm, run)

    release(firm, signed(firm, run, 2))

    folder = firm.folder(run) / "released"
    for file, data in told.values():
        assert (folder / file.path).read_bytes() == data
    assert verify_file(firm, folder).problems == ()
    assert verify_file(firm, folder / told["csv"][0].path).problems == ()
