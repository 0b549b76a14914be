from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.errors import NoRightToSign, StorageError, UsageError
from engross.pipeline.reviewing import review
from engross.pipeline.services import Services
from engross.signoff import Signer
from engross.workspace.loading import check_workspace, load_workspace

ROOT = Path(__file__).resolve().parents[3]
FILE = "knowledge/packs/accountants/complaints.yaml"


@pytest.fixture
def signer(services: Services) -> Callable[[str], Signer]:
    firm = services.workspace.firm
    return lambda name: Signer(next(p for p in firm.people if p.email.startswith(name)))


def test_a_review_of_changed_words_makes_them_the_firms_again_and_is_in_the_ledger(
    services: Services, signer: Callable[[str], Signer]
) -> None:
    root = services.workspace.root
    for folder in ("crews", "agents", "tasks", "outputs"):
        shutil.copytree(ROOT / folder, root / folder, dirs_exist_ok=True)
    shutil.copy(ROOT / "firm.yaml", root)
    path = root / FILE
    path.write_text(path.read_text("utf-8").replace("eight weeks", "six weeks"), encoding="utf-8")
    (problem,) = [one for one in check_workspace(root) if one.file == FILE]
    assert "the words were changed since helen.pike@" in problem.message
    assert not load_workspace(root).statements["complaints"].reviewer(services.workspace.firm)

    (made,) = review(services, ["complaints"], signer("martin.oke"))

    assert FILE not in {one.file for one in check_workspace(root)}
    assert load_workspace(root).statements["complaints"] == made
    assert made.reviewer(services.workspace.firm) == "Martin Oke"
    (line,) = [one for one in services.ledger.lines() if one.kind == "statement-reviewed"]
    assert (services.ledger.details(line) or {})["words"] == made.words_hash


def test_the_next_review_is_when_the_reviewer_says_or_in_a_year(
    services: Services, signer: Callable[[str], Signer]
) -> None:
    today = services.now().date()
    day = today + dt.timedelta(days=30)

    asked = review(services, ["complaints", "identity"], signer("helen.pike"), day)
    (other,) = review(services, ["regulation"], signer("helen.pike"))

    assert [one.review_by for one in asked] == [day, day]
    assert other.review_by == today + dt.timedelta(days=365)


def test_a_review_that_the_ledger_does_not_take_leaves_its_file_as_it_was(
    services: Services, signer: Callable[[str], Signer], monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = (services.workspace.root / FILE).parent
    (packs / "identity.yaml").write_bytes(b"\xef\xbb\xbf" + (packs / "identity.yaml").read_bytes())
    identity = (packs / "identity.yaml").read_bytes()
    record = services.ledger.record

    def full(kind: str, **told: str) -> object:
        if told["subject"].startswith("identity"):
            raise StorageError("The disk is full.", remedy="Make room.")
        return record(kind, **told)

    monkeypatch.setattr(services.ledger, "record", full)
    with pytest.raises(StorageError, match="The disk is full"):
        review(services, ["complaints", "identity", "regulation"], signer("martin.oke"))

    assert (packs / "identity.yaml").read_bytes() == identity
    assert "martin.oke@" in (packs / "complaints.yaml").read_text("utf-8")
    assert "martin.oke@" not in (packs / "regulation.yaml").read_text("utf-8")
    lines = [one for one in services.ledger.lines() if one.kind == "statement-reviewed"]
    assert [one.subject.split()[0] for one in lines] == ["complaints"]


def test_who_may_not_answer_for_words_and_what_there_is_not_is_refused(
    services: Services, signer: Callable[[str], Signer]
) -> None:
    before = (services.workspace.root / FILE).read_bytes()

    with pytest.raises(NoRightToSign, match="Priya Sandhu may not answer for a statement"):
        review(services, ["complaints"], signer("priya.sandhu"))
    with pytest.raises(UsageError, match="There is no statement `complaint`"):
        review(services, ["complaints", "complaint"], signer("helen.pike"))
    with pytest.raises(UsageError, match="is not to come"):
        review(services, ["complaints"], signer("helen.pike"), services.now().date())

    assert (services.workspace.root / FILE).read_bytes() == before
