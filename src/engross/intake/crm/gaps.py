"""What deals lack or contradict: accounts, amounts, days, stages that are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from engross.intake.crm.gathered import Gathered, own_key
from engross.intake.crm.picture import Crm
from engross.intake.crm.records import Counted, Deal
from engross.intake.crm.telling import deals, finding
from engross.intake.sheets import Place
from engross.records import Finding

_SHOWN = 8


def deal_findings(crm: Crm, gathered: Gathered) -> Iterator[Finding]:
    """One finding for each thing that deals lack or contradict, its rows counted."""
    for check in (_without_account, _without_amount, _without_day, _reversed, _currencies):
        yield from check(crm)
    yield from _several_accounts(gathered)
    yield from _assumed(crm, gathered)
    yield from _ended_unknown(crm)
    yield from _quarters(gathered)


def repeated_ids(crm: Crm) -> Iterator[Finding]:
    """Ids, of any kind of record, that stand more than once with different values."""
    kinds: dict[str, Sequence[Counted]] = {
        "deal": crm.deals,
        "account": crm.accounts,
        "contact": crm.contacts,
        "product": crm.products,
        "user": crm.users,
    }
    for title, records in kinds.items():
        by_id: dict[str, list[Place]] = {}
        for record in records:
            if key := own_key(record):
                by_id.setdefault(key, []).append(record.place)
        twice = {key: places for key, places in by_id.items() if len(places) > 1}
        if twice:
            places = [place for listed in twice.values() for place in listed]
            yield finding(
                "crm-duplicate",
                "warn",
                places,
                f"{len(twice):,} of the {title}s that have an id stand more than once with "
                f"different values, {_few(twice)} among them; each row was counted",
                "Remove the rows that do not count, and export again.",
            )


def _without_account(crm: Crm) -> Iterator[Finding]:
    lacking = [deal for deal in crm.deals if not deal.account and not deal.account_id]
    if lacking:
        yield finding(
            "crm-no-account",
            "warn",
            [deal.place for deal in lacking],
            f"{len(lacking):,} of {deals(len(crm.deals))} without an account",
            "A document about such a deal does not know for whom it is; name its account there.",
        )


def _several_accounts(gathered: Gathered) -> Iterator[Finding]:
    if gathered.several:
        yield finding(
            "crm-no-account",
            "warn",
            [deal.place for deal in gathered.several],
            f"{deals(len(gathered.several), verb='belong')} to several accounts; none was chosen",
            "Say in the CRM which account is the deal's own.",
        )


def _without_amount(crm: Crm) -> Iterator[Finding]:
    won = _those(crm, lambda deal: deal.outcome == "won" and deal.amount is None)
    if won:
        message = f"{deals(len(won), 'won', 'have')} no amount; the won total leaves them out"
        yield finding("crm-no-amount", "warn", _rows(won), message)
    waiting = _those(crm, lambda deal: deal.outcome == "open" and deal.amount is None)
    if waiting:
        message = f"{deals(len(waiting), 'open', 'have')} no amount; none was assumed"
        yield finding("crm-no-amount", "note", _rows(waiting), message)


def _without_day(crm: Crm) -> Iterator[Finding]:
    ended = _those(crm, lambda deal: deal.outcome in ("won", "lost") and deal.closed is None)
    if ended:
        message = f"{deals(len(ended), 'won or lost', 'have')} no day on which they closed"
        yield finding("crm-no-date", "warn", _rows(ended), message)
    waiting = _those(crm, lambda deal: deal.outcome == "open" and deal.expected_close is None)
    if waiting:
        message = f"{deals(len(waiting), 'open', 'have')} no day by which they may close"
        yield finding("crm-no-date", "note", _rows(waiting), message)


def _reversed(crm: Crm) -> Iterator[Finding]:
    wrong = _those(
        crm,
        lambda deal: (
            deal.opened is not None
            and deal.closed is not None
            and deal.closed.value < deal.opened.value
        ),
    )
    if wrong:
        message = f"{deals(len(wrong))} closed before the day on which they began"
        yield finding("crm-dates-differ", "warn", _rows(wrong), message, "Check both days.")


def _quarters(gathered: Gathered) -> Iterator[Finding]:
    differing = gathered.quarters
    if differing:
        first = differing[0]
        yield finding(
            "crm-dates-differ",
            "warn",
            [one.place for one in differing],
            f"{len(differing):,} days do not lie in the quarter that their row names; "
            f"{first.day.isoformat()} is not in {first.quarter}",
            "Day and month may have changed places.",
        )


def _currencies(crm: Crm) -> Iterator[Finding]:
    if len(crm.currencies) > 1:
        named = ", ".join(code or "none named" for code in crm.currencies)
        yield finding(
            "crm-currencies",
            "warn",
            [deal.amount.place for deal in crm.deals if deal.amount],
            f"The amounts of deals are in several currencies ({named}); they are not added up",
        )


def _assumed(crm: Crm, gathered: Gathered) -> Iterator[Finding]:
    """Stages whose words are not known, and which no table of stages explains."""
    standing = {deal.place for deal in crm.deals}
    unsure = [deal for deal in gathered.assumed if deal.place in standing]
    if unsure:
        names = sorted({deal.stage.value if deal.stage else "no stage" for deal in unsure})
        yield finding(
            "crm-stage-unsure",
            "warn",
            [deal.place for deal in unsure],
            f"{deals(len(unsure), verb='were')} taken as open, as nothing says how they "
            f"ended (stages: {_few(names)})",
            "Give the CRM's table of stages too, or a column that says won or lost.",
        )


def _ended_unknown(crm: Crm) -> Iterator[Finding]:
    ended = _those(crm, lambda deal: deal.outcome == "closed")
    if ended:
        message = f"{deals(len(ended), verb='are')} closed, and nothing says whether won or lost"
        yield finding("crm-stage-unsure", "warn", _rows(ended), message)


def _those(crm: Crm, wanted: Callable[[Deal], bool]) -> list[Deal]:
    return [deal for deal in crm.deals if wanted(deal)]


def _rows(listed: Iterable[Deal]) -> Sequence[Place]:
    return [deal.place for deal in listed]


def _few(names: Iterable[str]) -> str:
    listed = list(names)
    more = f" and {len(listed) - _SHOWN:,} more" if len(listed) > _SHOWN else ""
    return ", ".join(f"“{name}”" for name in listed[:_SHOWN]) + more
