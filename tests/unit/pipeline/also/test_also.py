from __future__ import annotations

import csv
import email
import email.policy
import hashlib
import io

import pytest

from engross.ooxml.text import read_text
from engross.pipeline import names
from engross.pipeline.also import also_made, also_of
from engross.pipeline.checking import check
from engross.pipeline.holding import restore
from engross.pipeline.rendering import quotable_evidence
from engross.pipeline.services import Services
from engross.pipeline.template_files import crews_of
from engross.pipeline.tidying import documents_of
from engross.pipeline.tracing import trace
from engross.records import (
    KEPT_FOLDER,
    CheckReport,
    Deliverable,
    IncomingMail,
    Run,
)
from unit.pipeline.also.conftest import (
    ALSO,
    edited,
    files,
    give_back,
    held_of,
    signed,
    with_more_files,
)


def test_more_files_are_held_with_the_document_each_where_it_belongs(
    firm: Services, run: Run
) -> None:
    told = files(firm, run)
    folder = firm.folder(run) / "candidate"

    assert {key: file.leaves for key, (file, _) in told.items()} == {
        "docx": True,
        "eml": True,
        "csv": False,
        "note": False,
    }
    assert (folder / "Wrackline Boatyard Limited - client report.eml").is_file()
    assert (folder / KEPT_FOLDER / "Wrackline Boatyard Limited - file note.docx").is_file()
    assert {file.sha256 for file, _ in told.values()} <= documents_of(firm, run)


def test_the_same_candidate_gives_the_same_bytes(firm: Services, run: Run) -> None:
    document = files(firm, run)["docx"][1]

    assert (
        also_made(firm, run, document, quotable_evidence(firm, run)).deliverables
        == also_of(firm, run).deliverables
    )


def test_a_mail_has_the_documents_words_and_goes_to_the_clients_contact(
    firm: Services, run: Run
) -> None:
    mail = email.message_from_bytes(files(firm, run)["eml"][1], policy=email.policy.default)

    assert mail["X-Engross-Draft"] == run.id
    assert mail["To"] == "Ms Ruth Adeyemi <ruth.adeyemi@wracklineboatyard.example>"
    assert "this quarter." in mail.get_body(("plain",)).get_content()
    assert mail["In-Reply-To"] is None


@pytest.mark.parametrize(
    ("trust", "to"),
    [
        ("verified", "Ms Ruth Adeyemi <ruth.adeyemi@wracklineboatyard.example>"),
        ("unverified", "Ruth.Adeyemi@wracklineboatyard.example"),
    ],
)
def test_an_answer_goes_to_the_registered_address_or_where_the_mail_came_from(
    firm: Services, run: Run, trust: str, to: str
) -> None:
    came = IncomingMail(
        message_id="two@wracklineboatyard.example",
        references=("one@wracklineboatyard.example",),
        from_address="Ruth.Adeyemi@wracklineboatyard.example",
        reply_to="thief@elsewhere.example",
        subject="RE: Our fees",
        trust=trust,
    )
    firm.records.save(run.id, names.MAIL, came)

    document, evidence = files(firm, run)["docx"][1], quotable_evidence(firm, run)
    made_anew = also_made(firm, run, document, evidence).deliverables[0]

    data = firm.documents.get(made_anew.sha256)
    mail = email.message_from_bytes(data, policy=email.policy.default)
    assert (mail["To"], mail["Subject"]) == (to, "Re: Our fees")
    assert mail["References"] == "<one@wracklineboatyard.example> <two@wracklineboatyard.example>"
    assert b"elsewhere.example" not in data


def test_a_table_and_a_document_say_what_the_evidence_says(firm: Services, run: Run) -> None:
    told = files(firm, run)
    table = list(csv.reader(io.StringIO(told["csv"][1].decode("utf-8-sig"), newline="")))
    note = [block.text for block in read_text(told["note"][1])]

    billed = next(f.text for f in trace(firm, run, "") if f.place.startswith("section summary"))
    assert table[0] == ["Company name", "Billed"]
    assert table[1][0] == "Wrackline Boatyard Limited"
    assert note == [
        "File note: Wrackline Boatyard Limited",
        "Fees",
        f"Fees of {billed} for Wrackline Boatyard Limited.",
    ]


def test_figures_of_the_other_files_are_traced_too(firm: Services, run: Run) -> None:
    places = [f.place for f in trace(firm, run, "billed/2026-Q3/matter")]

    assert "Wrackline Boatyard Limited - import.csv: column “Billed”" in places
    assert any(one.startswith("Wrackline Boatyard Limited - file note.docx: ") for one in places)


def test_a_template_that_nobody_approved_blocks_the_document_that_it_is_beside(
    firm: Services, run: Run
) -> None:
    blocks = [f for f in held_of(firm, run).findings if f.severity == "block"]

    assert any(f.place == "templates/notes.docx" for f in blocks)


def test_an_edit_in_word_makes_the_mail_anew(firm: Services, run: Run) -> None:
    before = files(firm, run)

    held = give_back(firm, run, edited(firm, run, "this quarter", "in the quarter"))

    after = files(firm, run)
    assert held.version == 2
    assert b"in the quarter" in after["eml"][1]
    assert before["eml"][0] != after["eml"][0]
    assert before["note"][0] == after["note"][0]
    assert (firm.folder(run) / "candidate" / after["eml"][0].name).read_bytes() == after["eml"][1]
    kept = firm.records.load(run.id, f"{names.ALSO}.1", names.AlsoFiles)
    assert kept.deliverables == tuple(before[key][0] for key in ("eml", "csv", "note"))


def test_a_figure_that_somebody_answers_for_in_word_is_in_every_file(
    firm: Services, run: Run
) -> None:
    billed = next(f.text for f in trace(firm, run, "") if f.place.startswith("section summary"))
    path = edited(firm, run, f">{billed}<", ">£9,999<")

    give_back(firm, run, path)
    unanswered = files(firm, run)
    give_back(firm, run, firm.folder(run) / held_of(firm, run).candidate.review_copy.name, "£9,999")

    answered = files(firm, run)
    assert b"9999" not in unanswered["csv"][1]
    assert answered["csv"][1].endswith(b",9999\r\n")
    assert "£9,999" in read_text(answered["note"][1])[2].text


def test_restoring_puts_the_other_files_back_and_keeps_an_edited_one_beside(
    firm: Services, run: Run
) -> None:
    table = files(firm, run)["csv"]
    path = firm.folder(run) / "candidate" / table[0].path
    path.write_text("spoilt", encoding="utf-8")

    restore(firm, run)

    assert path.read_bytes() == table[1]
    assert path.with_name(f"{path.stem} (edited).csv").read_text(encoding="utf-8") == "spoilt"


def test_an_edited_mail_is_told_and_keeps_the_document_from_being_signed(
    firm: Services, run: Run
) -> None:
    path = firm.folder(run) / "candidate" / files(firm, run)["eml"][0].name
    path.write_bytes(path.read_bytes().replace(b"this quarter", b"this year"))

    with pytest.raises(Exception, match="edited since the document was held") as refused:
        signed(firm, run, 1)

    assert "this year" in str(refused.value)


@pytest.mark.parametrize("leaves", [True, False])
def test_only_a_file_that_leaves_may_have_nothing_left_open(
    firm: Services, run: Run, *, leaves: bool
) -> None:
    gap = "By [[fact:manager/2026-Q9/matter]]."
    section = ALSO[2].standard_format[0].model_copy(update={"fixed_text": (gap,)})
    note = ALSO[2].model_copy(update={"standard_format": (section,), "leaves": leaves})

    check(with_more_files(firm, note), run)

    findings = firm.records.load(run.id, names.REPORT, CheckReport).findings
    told = [f.place for f in findings if f.rule == "placeholders" and "file note" in f.place]
    place = "Wrackline Boatyard Limited - file note.docx: section fees, paragraph 1"
    assert told == [place] * leaves


def test_a_mails_subject_that_nobody_may_see_is_a_finding(firm: Services, run: Run) -> None:
    came = IncomingMail(
        message_id="a@b.example", from_address="a@b.example", subject="Our recovery rates"
    )
    firm.records.save(run.id, names.MAIL, came)

    check(firm, run)

    report = firm.records.load(run.id, names.REPORT, CheckReport)
    assert any(f.place.endswith(".eml: subject") for f in report.findings)


def test_a_template_is_known_by_every_file_that_is_made_with_it(firm: Services) -> None:
    (crew,) = crews_of(firm, "notes")

    assert (crew.title, crew.also) == ("File note", ())


def test_a_crew_without_more_files_has_none(firm: Services, run: Run) -> None:
    plain = with_more_files(firm)

    document, evidence = files(firm, run)["docx"][1], quotable_evidence(firm, run)

    assert also_made(plain, run, document, evidence).files == ()


def test_hashes_in_the_ledger_know_nothing_new_of_documents_that_only_leave() -> None:
    file = Deliverable(name="a.docx", sha256=hashlib.sha256(b"a").hexdigest(), size=1)

    assert set(file.model_dump()) == {"name", "sha256", "size"}
