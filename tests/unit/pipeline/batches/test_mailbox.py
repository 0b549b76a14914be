from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from engross.errors import InputError, StorageError, UsageError
from engross.pipeline import names
from engross.pipeline.batches import carry_out
from engross.pipeline.batches.mailbox import batch_of_mailbox
from engross.pipeline.batches.provisional import Provisional
from engross.pipeline.letters import letters
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.starting import start
from engross.records import Deliverable
from unit.pipeline.batches.production import Production

LINE = "From owen@wrackline.example Wed Oct 14 09:30:00 2026\n"
ORDER = Order(crew="support_reply", files=())


def mail(number: int, sender: str = "ada@quarrel.example") -> str:
    return (
        f"From: {sender}\nSubject: Hours {number}\nMessage-ID: <{number}@quarrel.example>\n"
        "Date: Wed, 14 Oct 2026 09:30:00 +0000\n\nWhen is your office open?\n"
    )


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A mailbox file of two mails, the second twice, and an empty one."""
    path = tmp_path / "inbox.mbox"
    mails = [mail(1), mail(2), mail(2).replace("Subject", "X-Copy: 1\nSubject"), ""]
    path.write_text("".join(f"{LINE}{each}\n" for each in mails), encoding="utf-8")
    return path


def documents(tmp_path: Path) -> int:
    return len(list((tmp_path / "documents").iterdir()))


def test_each_mail_is_an_order_of_its_own_with_the_other_files(
    services: Services, box: Path
) -> None:
    order = ORDER.model_copy(update={"files": (("billing", Path("billing.xlsx")),)})

    with batch_of_mailbox(services, str(box), order) as batch:
        items = batch.items

        assert [item.place for item in items] == ["mail 1", "mail 2", "mail 3"]
        assert [item.order.files for item in items] == [order.files] * 3
        assert [item.order.kept[0].role for item in items] == ["mail"] * 3
        given = [services.documents.get(item.order.kept[0].sha256).decode() for item in items]
        assert given[:2] == [mail(1), mail(2)]
        assert batch.id.startswith("support_reply-batch-")


def test_a_mail_that_lies_there_twice_is_taken_once(
    services: Services, box: Path, production: Production
) -> None:
    with batch_of_mailbox(services, str(box), ORDER) as batch:
        results = carry_out(services, batch, production.carrier)

    assert [item.outcome for item in results.items] == ["held", "held", "there already"]
    assert results.items[2].remedy.startswith("That mail was dealt with on 14 October 2026")


def test_a_mailbox_given_again_starts_nothing(
    services: Services, box: Path, production: Production
) -> None:
    for _ in range(2):
        with batch_of_mailbox(services, str(box), ORDER) as batch:
            results = carry_out(services, batch, production.carrier)

    assert {item.outcome for item in results.items} == {"there already"}
    assert len(production.produced) == 2


def test_mails_that_no_run_has_are_not_kept(
    services: Services, box: Path, production: Production, tmp_path: Path
) -> None:
    with batch_of_mailbox(services, str(box), ORDER) as batch:
        assert documents(tmp_path) == 3
        carry_out(services, batch, production.carrier)

    assert documents(tmp_path) == 2


def test_nothing_is_kept_of_a_mailbox_that_is_not_carried_out(
    services: Services, box: Path, tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt), batch_of_mailbox(services, str(box), ORDER):
        raise KeyboardInterrupt

    assert documents(tmp_path) == 0


def test_routed_and_abstained_are_outcomes_and_no_failures(
    services: Services, box: Path, production: Production
) -> None:
    states = iter(["routed", "abstained"])

    def produce(run: str) -> object:
        return services.runs.change(run, state=next(states), reason="Helen Pike sees to this mail.")

    carrier = type(production.carrier)(produce, production.keep)  # type: ignore[arg-type]  # it gives a run
    with batch_of_mailbox(services, str(box), ORDER) as batch:
        results = carry_out(services, batch, carrier)

    assert [item.outcome for item in results.items] == ["routed", "abstained", "there already"]
    assert results.undone == 0
    assert results.items[0].remedy == "Helen Pike sees to this mail."


def test_a_mail_that_cannot_be_read_is_told_at_its_place(
    services: Services, tmp_path: Path, production: Production
) -> None:
    folder = tmp_path / "post"
    folder.mkdir()
    (folder / "a.eml").write_text("", encoding="utf-8")
    (folder / "b.eml").write_text(mail(1), encoding="utf-8")

    with batch_of_mailbox(services, str(folder), ORDER) as batch:
        results = carry_out(services, batch, production.carrier)

    assert [(item.item, item.outcome) for item in results.items] == [
        ("a.eml", "not started"),
        ("b.eml", "held"),
    ]


def test_a_mailbox_without_a_mail_since_that_day_is_told(services: Services, box: Path) -> None:
    later = dt.date(2026, 10, 15)

    with (
        pytest.raises(UsageError, match="has no mail since that day"),
        batch_of_mailbox(services, str(box), ORDER, later),
    ):
        pass


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (Order(crew="client_report", files=()), "answers no mails"),
        (Order(crew="support_reply", files=(("mail", Path("a.eml")),)), "mail= is given too"),
    ],
)
def test_what_a_mailbox_is_no_use_to_is_refused(
    services: Services, box: Path, order: Order, message: str
) -> None:
    with (
        pytest.raises(UsageError, match=message),
        batch_of_mailbox(services, str(box), order),
    ):
        pass


def test_a_file_that_is_no_mailbox_is_refused(services: Services, tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="no such file"),
        batch_of_mailbox(services, str(tmp_path / "none.mbox"), ORDER),
    ):
        pass


def test_a_file_that_was_kept_before_stays_also_when_no_run_was_given_it(
    services: Services, box: Path
) -> None:
    before = services.documents.put(mail(1).encode())

    with batch_of_mailbox(services, str(box), ORDER):
        pass

    assert services.documents.get(before) == mail(1).encode()


def test_what_a_run_made_meanwhile_stays(services: Services, box: Path, tmp_path: Path) -> None:
    with batch_of_mailbox(services, str(box), ORDER) as batch:
        run = start(services, batch.items[0].order)
        made = batch.items[1].order.kept[0]
        file = Deliverable(name="Reply.eml", sha256=made.sha256, size=1)
        files = names.AlsoFiles(files=(names.AlsoFile(key="reply", file=file),))
        services.records.save(run.id, names.ALSO, files)

    assert services.documents.get(made.sha256)
    assert documents(tmp_path) == 2


def test_what_a_killed_process_left_is_let_go_of_by_the_next(
    services: Services, box: Path, tmp_path: Path
) -> None:
    killed = Provisional(services)
    left = killed.put(b"From: a@b.example\n\nNobody took this.\n")
    services.documents.put(b"another's")

    with batch_of_mailbox(services, str(box), ORDER), pytest.raises(StorageError):
        services.documents.get(left)

    assert documents(tmp_path) == 1
    assert not list(services.state.glob("files-*"))


def test_mails_of_a_mailbox_file_prove_nothing_unless_the_firm_says_so(
    services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "inbox.mbox"
    proof = "Authentication-Results: mx.penhallowreeve.example; dmarc=pass\n"
    path.write_text(f"{LINE}{mail(1)}\n{LINE}{proof}{mail(2)}", encoding="utf-8")
    workspace = services.workspace
    mailbox = workspace.firm.mailbox.model_copy(update={"vouched_files": False})
    firm = workspace.firm.model_copy(update={"mailbox": mailbox})
    wary = replace(services, workspace=workspace.model_copy(update={"firm": firm}))

    assert any(proof.encode() in each.data for each in letters(services, str(path)))
    assert not any(proof.encode() in each.data for each in letters(wary, str(path)))
