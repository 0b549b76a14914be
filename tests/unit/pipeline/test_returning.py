from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from engross.errors import (
    InputError,
    NoRightToSign,
    NotAuthenticated,
    Tampered,
    UsageError,
    WrongState,
)
from engross.ledger import Ledger
from engross.ooxml.package import open_package, write_package
from engross.ooxml.text import read_text
from engross.pipeline import names, returning
from engross.pipeline.checking import check
from engross.pipeline.deciding import _wordings, sign
from engross.pipeline.holding import hold, note_held, take_away, write_version
from engross.pipeline.orders import Order
from engross.pipeline.rendering import render
from engross.pipeline.returning import TakenBack, Wish, return_file
from engross.pipeline.services import Services
from engross.pipeline.stages import read
from engross.pipeline.starting import start
from engross.pipeline.tidying import erase
from engross.pipeline.tracing import trace
from engross.pipeline.versions import edits_of, of_version
from engross.records import (
    Brief,
    CrewResult,
    Deliverable,
    Draft,
    DraftSection,
    Evidence,
    Finding,
    HeldDocument,
    Override,
    Paragraph,
    Run,
    Sentence,
)
from engross.signoff import Cost, Passwords, Signer, changes
from engross.testing.stores import FolderDocumentStore, MemoryRunStore

HELEN = "helen.pike@penhallowreeve.example"
PRIYA = "priya.sandhu@penhallowreeve.example"
WORDS = "harbour lantern quince"
ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = ROOT / "templates"
BILLED = "We billed [[fact:billed/2026-Q3/matter]] this quarter."


@pytest.fixture(scope="module")
def first(
    tmp_path_factory: pytest.TempPathFactory,
    make_services: Callable[[Path, Callable[[str], None]], Services],
) -> tuple[Services, Run]:
    """A held run, made once, with passwords for a partner and a preparer, hashed cheaply."""
    services = make_services(tmp_path_factory.mktemp("first"), lambda _words: None)
    passwords = Passwords(services.passwords._store, Cost(passes=1, kibibytes=8, threads=1))
    for email in (HELEN, PRIYA):
        person = services.workspace.firm.person(email)
        assert person is not None
        passwords.set(person, WORDS)
    services = dataclasses.replace(services, passwords=passwords)
    return services, hold_one(services)


@pytest.fixture
def firm(first: tuple[Services, Run], tmp_path: Path) -> Services:
    """The same services over copies of everything that they keep."""
    made, _ = first
    for name in ("documents", "outputs"):
        shutil.copytree(made.outputs.parent / name, tmp_path / name)
    store = copy.deepcopy(made.ledger._store)
    runs, records = MemoryRunStore(), copy.deepcopy(made.records)
    for run in made.runs.list():
        runs.add(run)
    return dataclasses.replace(
        made,
        outputs=tmp_path / "outputs",
        runs=runs,
        records=records,
        documents=FolderDocumentStore(tmp_path / "documents"),
        ledger=Ledger(store),
    )


@pytest.fixture
def held(first: tuple[Services, Run]) -> Run:
    return first[1]


def hold_one(services: Services) -> Run:
    """A report on a quarter's fees, with one sentence of prose."""
    folder = ROOT / "examples" / "client_report"
    order = Order(
        crew="client_report",
        client="wrackline",
        matter="WRA001",
        files=(("notes", folder / "call-notes.md"), ("billing", folder / "billing.xlsx")),
        period="2026-Q3",
        as_at=dt.date(2026, 10, 14),
    )
    run = start(services, order)
    read(services, run)
    said = Paragraph(sentences=(Sentence(text=BILLED),))
    draft = Draft(
        sections=tuple(
            DraftSection(key=section.key, paragraphs=(said,) if section.key == "summary" else ())
            for section in services.workspace.crews["client_report"].standard_format
        )
    )
    services.records.save(run.id, names.RESULT, CrewResult(brief=Brief(sections=()), draft=draft))
    for stage in (render, check, hold):
        stage(services, services.runs.get(run.id))
    return services.runs.get(run.id)


def copy_of(services: Services, run: Run) -> Path:
    document = services.records.load(run.id, names.HELD, HeldDocument)
    return services.folder(run) / document.candidate.review_copy.name


def edited(path: Path, *pairs: tuple[str, str]) -> Path:
    """The file with words typed over, as Word would save it."""
    parts, body = open_package(path.read_bytes()), body_of(path.read_bytes())
    for old, new in pairs:
        assert old in body
        body = body.replace(old, new, 1)
    path.write_bytes(write_package({**parts, "word/document.xml": body.encode()}))
    return path


def body_of(data: bytes) -> str:
    return open_package(data)["word/document.xml"].decode()


def give_back(
    services: Services, run: Run, path: Path, *asserts: str, by: str = HELEN
) -> TakenBack:
    return return_file(services, run.id, path, Wish(by, asserts), password=lambda _who: WORDS)


def rules(taken: TakenBack) -> dict[str, str]:
    return {found.rule: found.severity for found in taken.held.findings}


def candidate(services: Services, held: HeldDocument) -> str:
    data = services.documents.get(held.candidate.deliverables[0].sha256)
    return "\n".join(block.text for block in read_text(data))


def billed(services: Services, run: Run) -> str:
    """The fees as the summary prints them."""
    return next(f.text for f in trace(services, run, "") if f.place.startswith("section summary"))


def test_an_untouched_file_changes_nothing(firm: Services, held: Run) -> None:
    before = len(firm.ledger.lines())

    taken = give_back(firm, held, copy_of(firm, held))

    assert (taken.new, taken.held.version) == (False, 1)
    assert len(firm.ledger.lines()) == before


def test_words_changed_in_word_make_the_next_version(firm: Services, held: Run) -> None:
    taken = give_back(firm, held, edited(copy_of(firm, held), ("this quarter", "in the quarter")))

    assert (taken.new, taken.held.version, taken.held.edited_by) == (True, 2, HELEN)
    assert "copyof" not in body_of(firm.documents.get(taken.held.candidate.deliverables[0].sha256))
    assert body_of(copy_of(firm, held).read_bytes()).count("copyof") == 1
    assert "in the quarter" in candidate(firm, taken.held)
    assert [change.kind for change in taken.changes] == ["changed"]
    assert "figure-typed" not in rules(taken)
    assert rules(taken)["words-around-figure"] == "warn"


def test_a_gap_that_was_filled_in_word_is_no_finding_any_more(firm: Services, held: Run) -> None:
    result = firm.records.load(held.id, names.RESULT, CrewResult)
    gap = Finding(
        rule="placeholders",
        severity="warn",
        place="section summary, paragraph 1",
        message="[to confirm: the fee] is still open.",
    )
    findings = (*result.findings, gap)
    firm.records.save(held.id, names.RESULT, result.model_copy(update={"findings": findings}))

    taken = give_back(firm, held, edited(copy_of(firm, held), ("this quarter", "in the quarter")))

    assert not any(gap.message in found.message for found in taken.held.findings)


def test_a_guarantee_typed_in_word_blocks_and_is_kept_for_whoever_signs(
    firm: Services, held: Run
) -> None:
    path = edited(copy_of(firm, held), ("this quarter", "this quarter. We guarantee the saving"))

    taken = give_back(firm, held, path)

    assert rules(taken)["words-that-bind"] == "block"
    assert any("We guarantee" in one.after for one in _wordings(edits_of(firm, held)))


def test_a_figure_typed_in_word_blocks_until_somebody_answers_for_it(
    firm: Services, held: Run
) -> None:
    path = edited(copy_of(firm, held), (f">{billed(firm, held)}<", ">£9,999<"))

    typed = give_back(firm, held, path)
    answered = give_back(firm, held, copy_of(firm, held), "£9,999")

    assert rules(typed)["figure-typed"] == "block"
    assert "figure-typed" not in rules(answered)
    assert rules(answered)["figure-asserted"] == "warn"
    (figure,) = trace(firm, held, "£9,999")
    assert figure.origin == f"stated by {HELEN}"
    assert figure.working[0].endswith(f"£9,999, stated by {HELEN}, 14 October 2026, in Word")
    fact = firm.records.load(held.id, names.EVIDENCE, Evidence).fact(figure.id)
    assert (fact.asserted_by, fact.inputs) == (HELEN, ("billed/2026-Q3/matter",))


def test_a_figure_put_right_again_is_the_evidence_s_own(firm: Services, held: Run) -> None:
    was = billed(firm, held)
    give_back(firm, held, edited(copy_of(firm, held), (f">{was}<", ">£9,999<")))

    taken = give_back(firm, held, edited(copy_of(firm, held), (">£9,999<", f">{was}<")))

    assert not {"figure-typed", "figure-asserted", "figure-differs"} & set(rules(taken))
    assert trace(firm, held, was)[0].id == "billed/2026-Q3/matter"
    evidence = firm.records.load(held.id, names.EVIDENCE, Evidence)
    assert evidence == of_version(firm, held, names.EVIDENCE, 1, Evidence)


def test_an_earlier_version_can_still_be_proved(firm: Services, held: Run) -> None:
    first = firm.records.load(held.id, names.HELD, HeldDocument)
    give_back(firm, held, edited(copy_of(firm, held), (f">{billed(firm, held)}<", ">£9,999<")))

    kept = of_version(firm, held, names.HELD, 1, HeldDocument)

    line = next(line for line in firm.ledger.lines(held.id) if line.kind == "held")
    noted = firm.ledger.details(line)
    assert noted is not None
    evidence = of_version(firm, held, names.EVIDENCE, 1, Evidence)
    assert kept == first
    assert changes(kept, str(noted["fingerprint"]), evidence, firm.documents) == ()


def test_a_signer_signs_the_version_that_they_have_read(firm: Services, held: Run) -> None:
    give_back(firm, held, edited(copy_of(firm, held), ("this quarter", "in the quarter")))

    def signed(version: int | None) -> int:
        document = firm.records.load(held.id, names.HELD, HeldDocument)
        overrides = tuple(
            Override(finding=found.id, reason="A short draft, for a test.")
            for found in document.findings
            if found.severity == "block"
        )
        done = sign(
            firm,
            held.id,
            email=HELEN,
            password=lambda _who: WORDS,
            comment="",
            overrides=overrides,
            version=version,
        )
        return done.held.version

    for version in (None, 1, 3):
        with pytest.raises(WrongState, match="version 2 is held"):
            signed(version)
    assert signed(2) == 2
    with pytest.raises(WrongState, match="signed takes no edits"):
        give_back(firm, held, copy_of(firm, held))


def test_comments_are_kept_as_remarks_and_make_no_version(firm: Services, held: Run) -> None:
    path = copy_of(firm, held)
    document = docx.Document(str(path))
    words = next(p.runs[0] for p in document.paragraphs if p.text.startswith("We billed"))
    document.add_comment(words, "Leave this out.", author="Helen Pike", initials="HP")
    document.save(str(path))

    taken = give_back(firm, held, path)

    assert (taken.new, taken.held.version) == (False, 1)
    (remark,) = firm.records.load(held.id, names.REMARKS, names.Remarks).remarks
    assert (remark.by, remark.text, remark.section) == ("Helen Pike", "Leave this out.", "summary")
    assert path.read_bytes() == firm.documents.get(taken.held.candidate.review_copy.sha256)


def test_formatting_alone_makes_a_version(firm: Services, held: Run) -> None:
    path = copy_of(firm, held)
    document = docx.Document(str(path))
    next(p for p in document.paragraphs if p.text.startswith("We billed")).runs[0].bold = True
    document.save(str(path))

    taken = give_back(firm, held, path)

    assert (taken.new, taken.held.version, taken.changes) == (True, 2, ())


def test_a_copy_of_an_earlier_version_is_refused(firm: Services, held: Run, tmp_path: Path) -> None:
    old = tmp_path / "old copy.docx"
    old.write_bytes(copy_of(firm, held).read_bytes())
    give_back(firm, held, edited(copy_of(firm, held), ("this quarter", "in the quarter")))

    with pytest.raises(WrongState, match="copy of version 1, and version 2 is held"):
        give_back(firm, held, edited(old, ("this quarter", "lately")))


def test_a_file_given_back_twice_changes_nothing_the_second_time(
    firm: Services, held: Run, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.docx"
    mine.write_bytes(copy_of(firm, held).read_bytes())
    edited(mine, ("this quarter", "in the quarter"))
    give_back(firm, held, mine)

    again = give_back(firm, held, mine)

    assert (again.new, again.held.version) == (False, 2)


def test_another_run_s_copy_and_a_strange_file_are_refused(
    firm: Services, held: Run, tmp_path: Path
) -> None:
    other = held.model_copy(update={"id": "client_report-20261014-ffffff"})
    firm.runs.add(other)
    document = firm.records.load(held.id, names.HELD, HeldDocument)
    for name, kind in ((names.RENDERED, names.RenderedDocument), (names.EVIDENCE, Evidence)):
        firm.records.save(other.id, name, firm.records.load(held.id, name, kind))
    document = document.model_copy(update={"run": other.id})
    firm.records.save(other.id, names.HELD, document)
    note_held(firm, document)
    strange = tmp_path / "strange.docx"
    strange.write_bytes(firm.workspace.template_file("client_report").read_bytes())

    with pytest.raises(InputError, match=f"review copy of {held.id}"):
        give_back(firm, other, edited(copy_of(firm, held), ("this quarter", "lately")))
    with pytest.raises(InputError, match="no copy of the document"):
        give_back(firm, held, strange)


def test_only_who_may_sign_answers_for_figures(firm: Services, held: Run) -> None:
    path = edited(copy_of(firm, held), (f">{billed(firm, held)}<", ">£9,999<"))

    with pytest.raises(NoRightToSign, match="cannot answer"):
        give_back(firm, held, path, "all", by=PRIYA)
    with pytest.raises(NotAuthenticated):
        return_file(firm, held.id, path, Wish(HELEN), password=lambda _who: "something else")
    assert give_back(firm, held, path, by=PRIYA).held.edited_by == PRIYA


def test_an_answer_for_a_figure_that_nobody_typed_is_refused(firm: Services, held: Run) -> None:
    path = edited(copy_of(firm, held), (f">{billed(firm, held)}<", ">£9,999<"))

    with pytest.raises(UsageError, match="£1,234"):
        give_back(firm, held, path, "£1,234")


def test_the_edited_file_is_kept_beside_and_the_new_copy_takes_its_place(
    firm: Services, held: Run
) -> None:
    path = edited(copy_of(firm, held), ("this quarter", "in the quarter"))
    mine = path.read_bytes()

    taken = give_back(firm, held, path)

    assert path.with_name(f"{path.stem} (edited).docx").read_bytes() == mine
    assert path.read_bytes() == firm.documents.get(taken.held.candidate.review_copy.sha256)


def test_what_was_held_must_be_what_was_noted(firm: Services, held: Run) -> None:
    document = firm.records.load(held.id, names.HELD, HeldDocument)
    changed = document.model_copy(update={"findings": ()})
    firm.records.save(held.id, names.HELD, changed)

    with pytest.raises(Tampered, match="not the one that was held"):
        give_back(firm, held, edited(copy_of(firm, held), ("this quarter", "lately")))


def test_erasing_a_run_takes_every_version_and_every_returned_file(
    firm: Services, held: Run
) -> None:
    path = edited(copy_of(firm, held), ("this quarter", "in the quarter"))
    give_back(firm, held, path)
    folder = firm.documents.path("0" * 64).parent
    helen = firm.workspace.firm.person(HELEN)
    assert helen is not None
    assert len(list(folder.iterdir())) > 6

    erase(firm, held.id, Signer(helen.model_copy(update={"roles": ("admin",)})))

    templates = {hashlib.sha256(p.read_bytes()).hexdigest() for p in TEMPLATES.iterdir()}
    assert {path.name for path in folder.iterdir()} <= templates
    assert not firm.folder(held).exists()


def test_a_deleted_figure_is_told_and_has_no_fact_any_more(firm: Services, held: Run) -> None:
    was = billed(firm, held)

    taken = give_back(firm, held, edited(copy_of(firm, held), (f">{was}<", ">nothing<")))

    assert rules(taken)["figure-gone"] == "warn"
    places = [figure.place for figure in trace(firm, held, was)]
    assert not any(place.startswith("section summary") for place in places)


def test_a_crash_after_the_version_is_kept_is_mended_by_giving_the_file_back_again(
    firm: Services, held: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.docx"
    mine.write_bytes(copy_of(firm, held).read_bytes())
    edited(mine, ("this quarter", "in the quarter"))
    with monkeypatch.context() as crashing:
        crashing.setattr(returning, "write_files", _crash)
        with pytest.raises(KeyboardInterrupt):
            give_back(firm, held, mine)

    taken = give_back(firm, held, mine)

    assert (taken.new, taken.held.version) == (False, 2)
    assert copy_of(firm, held).read_bytes() == firm.documents.get(
        taken.held.candidate.review_copy.sha256
    )


def _crash(*_anything: object) -> None:
    raise KeyboardInterrupt


def test_a_file_that_made_an_earlier_version_answers_for_nothing_of_a_later_one(
    firm: Services, held: Run, tmp_path: Path
) -> None:
    first = edited(copy_of(firm, held), ("£10,868", "£10,900"))
    kept = shutil.copy(first, tmp_path / "first.docx")
    give_back(firm, held, first)
    give_back(firm, held, edited(copy_of(firm, held), ("£10,900", "£10,950")))

    with pytest.raises(WrongState, match="taken back as version 2, and version 3 is held"):
        give_back(firm, held, Path(kept), "all")


def test_a_copy_that_no_longer_says_of_which_version_is_refused_once_there_are_two(
    firm: Services, held: Run, tmp_path: Path
) -> None:
    nameless = Path(shutil.copy(copy_of(firm, held), tmp_path / "nameless.docx"))
    edited(nameless, ('w:name="copyof', 'w:name="other'), ("this quarter", "this summer"))
    give_back(firm, held, edited(copy_of(firm, held), ("this quarter", "in the quarter")))

    with pytest.raises(WrongState, match="does not say which version"):
        give_back(firm, held, nameless)


def test_held_figures_are_answered_for_without_a_file(firm: Services, held: Run) -> None:
    give_back(firm, held, edited(copy_of(firm, held), ("£10,868", "£10,900")))
    taken = return_file(firm, held.id, None, Wish(HELEN, ("all",)), password=lambda _: WORDS)

    assert (taken.held.version, "figure-typed" in rules(taken)) == (3, False)
    with pytest.raises(UsageError, match="nothing to take back"):
        return_file(firm, held.id, None, Wish(HELEN), password=lambda _: WORDS)


def test_files_that_the_next_version_does_not_have_are_taken_away(
    firm: Services, held: Run
) -> None:
    document = firm.records.load(held.id, names.HELD, HeldDocument)
    redline = Deliverable(name="old.docx", sha256="0" * 64, size=1)
    (firm.folder(held) / "old.docx").write_bytes(b"1")
    take_away(firm, held, document.model_copy(update={"redline": redline}), document)

    assert not (firm.folder(held) / "old.docx").exists()
    assert copy_of(firm, held).exists()


def test_an_earlier_version_can_be_read_again_beside_the_newest(firm: Services, held: Run) -> None:
    original = copy_of(firm, held).read_bytes()
    give_back(firm, held, edited(copy_of(firm, held), ("this quarter", "in the quarter")))
    paths = write_version(firm, held, 1)

    assert {path.relative_to(firm.folder(held)).parts[0] for path in paths} == {"version 1"}
    assert original in [path.read_bytes() for path in paths]
    assert copy_of(firm, held).read_bytes() != original
    with pytest.raises(WrongState, match=r"has no version 3\..*these versions: 1, 2"):
        write_version(firm, held, 3)
