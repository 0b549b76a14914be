"""What is erased is in no file of the state folder: every byte looked at, text and vectors."""

from __future__ import annotations

import datetime as dt
import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engross.errors import NoRightToSign, StorageError, UsageError
from engross.knowledge import Shelf, sync
from engross.knowledge.erasing import searched, words_in
from engross.knowledge.needles import own_words
from engross.pipeline import forgetting, names, proving
from engross.pipeline.forgetting import forget
from engross.pipeline.proving import Gone
from engross.pipeline.services import Services
from engross.pipeline.tidying import erase
from engross.records import (
    AskedQuestion,
    AskedQuestions,
    FoundPassage,
    Passage,
    Run,
    Span,
)
from engross.records.ports import JournalEntry, JournalKey
from engross.records.runs import RunInput
from integration.knowledge.firm_shelves import OWNER, DenseEmbedding, house, put, signer, workspace

FIRM_TEXT = "# Fees\n\n## Late payment\n\nWe may charge interest at four per cent over base rate.\n"
SALE = (
    "# Disposal\n\nCopperbeech sells the Marlowe glasshouse to Quennell Brothers for £412,500 "
    "before the harvest, and nobody at the nursery has been told.\n\nThe purchaser's surveyor is "
    "Ottoline Fanshawe; she comes on “Lady Day”.\n"
)
OTHER = "# Terms\n\nCopperbeech pays within fourteen days.\n"
SALE_FILE = "clients/copperbeech/disposal.md"
MATTER_FILE = "clients/copperbeech/matters/advisory/plan.md"
FILES = {
    "fees.md": FIRM_TEXT,
    SALE_FILE: SALE,
    "clients/copperbeech/terms.md": OTHER,
    MATTER_FILE: "# Plan\n\nThe orangery is let to Peverell until the audit is over.\n",
    "clients/wrackline/tide.md": "# Tide\n\nWrackline closes its slipway at spring tides.\n",
}
PRIYA = "priya.sandhu@penhallowreeve.example"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A firm whose knowledge is indexed."""
    put(tmp_path, FILES)
    with house(tmp_path, DenseEmbedding()) as opened:
        sync(opened.index(), Shelf.of(opened.workspace))
        yield opened


def state(services: Services) -> Path:
    return services.workspace.root / ".engross"


def gone(services: Services, file: str) -> Gone:
    """What the index holds of that file."""
    index = services.index()
    pairs = [
        (text, row)
        for wall in index.walls()
        for text, row in zip(*index.held(wall), strict=True)
        if text.file == file
    ]
    return Gone(tuple(text for text, _ in pairs), tuple(np.array(row) for _, row in pairs))


def places(services: Services, of: Gone) -> set[tuple[str, str]]:
    """Names of the files that hold some of it, and what of it."""
    found = searched(state(services), of.needles()).occurrences
    return {(Path(one.file.partition(":")[0]).name, one.what) for one in found}


def synced(services: Services, files: dict[str, str]) -> None:
    """The index after the folder was changed."""
    put(services.workspace.root, files)
    sync(services.index(), Shelf.of(workspace(services.workspace.root)))


def a_run(identifier: str, client: str = "copperbeech", matter: str = "advisory") -> Run:
    return Run(
        id=identifier,
        crew="client_report",
        client=client,
        matter=matter,
        period="2026-Q3",
        as_at=dt.date(2026, 10, 14),
        inputs=(),
        started_at=dt.datetime(2026, 10, 14, tzinfo=dt.UTC),
    )


# --- the search finds what is there


def test_before_erasure_the_search_finds_text_and_vectors_where_they_are(
    services: Services,
) -> None:
    found = places(services, gone(services, SALE_FILE))

    assert ("chroma.sqlite3", "text") in found
    assert ("chroma.sqlite3", "vector") in found
    assert ("vectors.f32", "vector") in found


def test_vectors_are_found_in_the_files_of_chromas_graph(tmp_path: Path) -> None:
    lines = "\n\n".join(
        f"Berth {n} of basin {n % 7} is let to tenant number {n * 31}." for n in range(300)
    )
    put(tmp_path, {"berths.md": f"# Berths\n\n{lines}\n"})
    with house(tmp_path, DenseEmbedding()) as opened:
        sync(opened.index(), Shelf.of(opened.workspace))
        found = places(opened, gone(opened, "berths.md"))

        put(tmp_path, {"fees.md": FIRM_TEXT})
        of = gone(opened, "berths.md")
        sync(opened.index(), Shelf.of(workspace(tmp_path)))

        assert ("data_level0.bin", "vector") in found
        assert places(opened, of) == set()


def test_before_erasure_the_words_index_has_words_of_its_own(services: Services) -> None:
    of = gone(services, SALE_FILE)
    own = own_words([text.text for text in of.texts], [OTHER])

    found = words_in(state(services) / "chroma" / "client-copperbeech", own, lambda _name: False)

    assert {"glasshous", "glasshouse", "ottoline"} <= own
    assert any("words/" in one.file for one in found)


# --- what goes from the folder goes from every file


def test_a_file_that_was_dropped_is_in_no_file_after_the_sync(services: Services) -> None:
    of = gone(services, SALE_FILE)

    synced(services, {name: text for name, text in FILES.items() if name != SALE_FILE})

    assert of.texts
    assert places(services, of) == set()


def test_a_paragraph_that_was_changed_is_in_no_file_after_the_sync(services: Services) -> None:
    of = gone(services, SALE_FILE)
    first = Gone(of.texts[:1], of.rows[:1])

    synced(
        services,
        {**FILES, SALE_FILE: SALE.replace("Marlowe glasshouse to Quennell", "shed to")},
    )

    still = [text for wall in services.index().walls() for text in services.index().held(wall)[0]]
    kept = frozenset(
        row.tobytes() for wall in services.index().walls() for row in services.index().held(wall)[1]
    )
    assert searched(state(services), first.needles(still, kept)).occurrences == ()
    assert len(first.needles(still, kept)) > 0


def test_a_file_that_was_moved_is_behind_its_new_wall_only(services: Services) -> None:
    moved = {name: text for name, text in FILES.items() if name != SALE_FILE}

    synced(services, {**moved, "clients/tidewell/disposal.md": SALE})

    of = gone(services, "clients/tidewell/disposal.md")
    found = searched(state(services), of.needles()).occurrences
    assert found
    assert {one.file.split("/")[1] for one in found} == {"client-tidewell"}


def test_a_client_without_files_has_no_folder_left(services: Services) -> None:
    synced(services, {"fees.md": FIRM_TEXT})

    assert sorted(p.name for p in (state(services) / "chroma").glob("[a-z]*")) == ["firm"]


# --- forgetting


def test_a_forgotten_file_is_in_no_file_and_the_proof_says_so(services: Services) -> None:
    of = gone(services, SALE_FILE)
    proof = forget(services, signer(), file=SALE_FILE)

    assert proof.erased
    assert proof.files == (SALE_FILE,)
    assert proof.passages == len(of.texts)
    assert proof.found_before > 10 * len(of.texts)
    assert proof.walls == ("client-copperbeech",)
    assert proof.searched_files > 5
    assert proof.searched_bytes > 100_000
    assert places(services, of) == set()
    assert not (services.workspace.root / "knowledge" / SALE_FILE).exists()
    assert "disposal" not in (services.workspace.root / "knowledge/index.yaml").read_text()


def test_what_is_not_forgotten_stays(services: Services) -> None:
    forget(services, signer(), file=SALE_FILE)

    texts = [text.text for text in services.index().held("client-copperbeech")[0]]
    assert any("fourteen days" in text for text in texts)
    assert services.index().held("client-wrackline")[0]
    assert services.index().held("matter-copperbeech.advisory")[0]


def test_a_client_is_forgotten_with_every_matter_and_its_runs_are_named(services: Services) -> None:
    services.runs.add(a_run("client_report-20261014-000001"))
    services.runs.add(a_run("client_report-20261014-000002", "wrackline", "accounts-2026"))
    of = [gone(services, file) for file in (SALE_FILE, MATTER_FILE)]

    proof = forget(services, signer(), client="copperbeech")

    assert proof.erased
    assert set(proof.files) == {name for name in FILES if "copperbeech" in name}
    assert proof.walls == ("client-copperbeech", "matter-copperbeech.advisory")
    assert proof.clients_runs == ("client_report-20261014-000001",)
    assert not (services.workspace.root / "knowledge/clients/copperbeech").exists()
    assert not list((state(services) / "chroma").glob("*copperbeech*"))
    assert [places(services, one) for one in of] == [set(), set()]


def test_a_matter_is_forgotten_alone(services: Services) -> None:
    proof = forget(services, signer(), client="copperbeech", matter="advisory")

    assert proof.files == (MATTER_FILE,)
    assert proof.erased
    assert services.index().held("client-copperbeech")[0]


def test_the_ledger_says_what_kind_went_and_names_nobody(services: Services) -> None:
    forget(services, signer(), file=SALE_FILE)

    (line,) = services.ledger.lines()
    assert (line.kind, line.run, line.subject) == ("knowledge-erased", "", "file")
    assert services.ledger.details(line) == {
        "walls": ["client-copperbeech"],
        "files": 1,
        "passages": 1,
    }


def test_what_lies_in_the_folder_and_is_no_file_does_not_stop_an_erasure(
    services: Services,
) -> None:
    folder = services.workspace.root / "knowledge" / "clients" / "copperbeech"
    os.mkfifo(folder / "pipe.md")
    (folder / "endless.md").symlink_to("/dev/zero")
    other = services.workspace.root / "knowledge" / "clients" / "wrackline" / "tide.md"
    (folder / "theirs.md").symlink_to(other)

    proof = forget(services, signer(), client="copperbeech")

    assert proof.erased
    assert not folder.exists()
    assert other.is_file()
    assert all("Wrackline" not in file for file in proof.still_said)


def test_a_copy_that_nobody_searches_is_found_in_the_folder(services: Services) -> None:
    copy = services.workspace.root / "knowledge" / "Clients" / "copy.md"
    copy.parent.mkdir()
    copy.write_text(SALE, encoding="utf-8")

    proof = forget(services, signer(), client="copperbeech")

    assert [one.file for one in proof.remains] == ["knowledge/Clients/copy.md"]
    assert "engross knowledge erase --file 'Clients/copy.md'" in proof.remains[0].remedy
    assert not proof.erased


def test_precedents_that_were_kept_from_their_runs_are_named(services: Services) -> None:
    run = a_run("client_report-20261014-abcdef")
    services.runs.add(run)
    page = f"---\nrun: {run.id}\ncrew: client_report\n---\n# Precedent: Fees\n\nWe bill monthly.\n"
    synced(services, {**FILES, "precedents/fees.md": page})

    proof = forget(services, signer(), client="copperbeech")

    assert proof.precedents == ("precedents/fees.md",)
    assert (services.workspace.root / "knowledge" / "precedents" / "fees.md").is_file()


def test_what_another_file_says_too_stays_and_is_told(services: Services) -> None:
    synced(services, {**FILES, "clients/copperbeech/copy.md": SALE})

    proof = forget(services, signer(), file=SALE_FILE)

    assert proof.still_said == ("clients/copperbeech/copy.md",)
    assert proof.erased


def test_a_run_that_quoted_it_is_named_until_it_is_erased(services: Services) -> None:
    of = gone(services, SALE_FILE)
    run = a_run_that_quotes(services, of)

    proof = forget(services, signer(), file=SALE_FILE)
    held = {(one.file.partition("/")[0], one.what) for one in proof.remains}
    erase(services, run.id, signer())

    assert not proof.erased
    assert proof.runs == (run.id,)
    assert any(file.startswith("engross.db") and what == "text" for file, what in held)
    assert ("documents", "text") in held
    assert any(run.id in one.remedy for one in proof.remains if one.file.startswith("documents"))
    assert places(services, of) == set()


def a_run_that_quotes(services: Services, of: Gone) -> Run:
    """A run that found it, asked for it, journalled it and made a Word file that quotes it."""
    text = of.texts[0]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{text.text}</w:t>")
    sha256 = services.documents.put(packed.getvalue())
    given = RunInput(role="notes", file="quoted.docx", sha256=sha256)
    run = a_run("client_report-20261014-7f3a9c").model_copy(update={"inputs": (given,)})
    services.runs.add(run)
    span = Span(source=text.sha256, file=text.file, place=text.place)
    found = FoundPassage(
        passage=Passage(id=text.id, text=text.text, span=span, tier="firm"),
        score=0.9,
        owner=OWNER,
        review_by=dt.date(2027, 4, 30),
        overdue=False,
    )
    services.records.save(run.id, names.FOUND, names.FoundPassages(passages=(found,)))
    asked = AskedQuestion(question=text.text, relevance=0.9, answered=True)
    services.records.save(run.id, names.ASKED, AskedQuestions(questions=(asked,)))
    for ordinal in range(3):
        key = JournalKey(run.id, 1, "client_report_research", ordinal)
        services.journal.record(key, JournalEntry("cd" * 32, found.model_dump_json()))
    services.ledger.record("found", run.id, "engross", "", {"passage": text.text})
    return run


def test_a_traceback_that_quotes_it_is_named(services: Services) -> None:
    errors = state(services) / "errors"
    errors.mkdir()
    (errors / "tmp1.txt").write_text(f"ValueError: {gone(services, SALE_FILE).texts[0].text!r}")

    proof = forget(services, signer(), file=SALE_FILE)

    assert [(one.file, one.what) for one in proof.remains] == [("errors/tmp1.txt", "text")]
    assert "remove it" in proof.remains[0].remedy


def test_an_erasure_that_was_stopped_is_finished_by_asking_again(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = gone(services, SALE_FILE)
    with monkeypatch.context() as patched:
        patched.setattr(forgetting, "sync", _stopped)
        with pytest.raises(StorageError):
            forget(services, signer(), file=SALE_FILE)
    left = places(services, of)

    proof = forget(services, signer(), file=SALE_FILE)

    assert left
    assert proof.erased
    assert proof.passages == len(of.texts)
    assert places(services, of) == set()


def _stopped(*_arguments: object) -> None:
    message = "the disk is full"
    raise StorageError(message)


@pytest.mark.parametrize(
    "named",
    [
        {},
        {"file": "fees.md", "client": "wrackline"},
        {"matter": "advisory"},
        {"file": "../firm.yaml"},
        {"file": "/etc/passwd"},
        {"file": "index.yaml"},
        {"file": "no-such-file.md"},
        {"client": "../../wrackline"},
        {"client": "wrack"},
        {"client": "wrackline", "matter": ".."},
    ],
)
def test_what_is_no_file_or_client_is_refused_and_nothing_goes(
    services: Services, named: dict[str, str]
) -> None:
    before = sorted((services.workspace.root / "knowledge").rglob("*"))

    with pytest.raises(UsageError):
        forget(services, signer(), **named)

    assert sorted((services.workspace.root / "knowledge").rglob("*")) == before
    assert services.ledger.lines() == []


def test_only_an_admin_or_a_manager_may_erase_knowledge(services: Services) -> None:
    with pytest.raises(NoRightToSign, match="Priya"):
        forget(services, signer(PRIYA), file=SALE_FILE)

    assert gone(services, SALE_FILE).texts


def test_a_file_that_leads_out_of_the_folder_is_left_where_it_is(services: Services) -> None:
    root = services.workspace.root
    (root / "elsewhere").mkdir()
    (root / "elsewhere" / "note.md").write_text("Somebody else's.")
    (root / "knowledge" / "linked").symlink_to(root / "elsewhere")

    with pytest.raises(UsageError):
        forget(services, signer(), file="linked/note.md")

    assert (root / "elsewhere" / "note.md").exists()


def test_every_remedy_names_a_place_and_what_to_do(services: Services) -> None:
    files = (
        "engross.db-wal",
        "chroma/firm/x/vectors.f32",
        "documents/ab/abcd",
        "crew/storage/x.db",
    )

    remedies = [proving._remedy(services, file) for file in files]

    assert len(set(remedies)) == 4
    assert all(remedy.endswith(".") for remedy in remedies)
