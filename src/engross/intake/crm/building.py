"""Rows of CRM tables as typed records."""

from __future__ import annotations

from engross.intake.crm.fields import Field, Money, RowReader
from engross.intake.crm.records import (
    Account,
    Activity,
    Amount,
    Contact,
    Day,
    Deal,
    DealLink,
    LineItem,
    Merge,
    Outcome,
    Product,
    Stage,
    User,
)
from engross.intake.crm.stages import Ground, StageTable, by_flags, by_words, standing


def deal(row: RowReader, stages: StageTable) -> tuple[Deal, Ground]:
    """The deal, and what its outcome rests on."""
    stage, status = row.text("stage"), row.text("status")
    where = standing(
        stage.value if stage else "",
        status.value if status else "",
        is_won=row.truth("is_won"),
        is_closed=row.truth("is_closed"),
        table=stages,
    )
    closed, expected = _closing(row, where.outcome)
    money = _deal_amount(row, where.outcome)
    built = Deal(
        place=row.place,
        id=row.text("id"),
        name=row.text("name"),
        account=row.text("account"),
        account_id=row.text("account_id"),
        contact=row.text("contact"),
        contact_id=row.text("contact_id"),
        product=row.text("product"),
        amount=_amount(money),
        currency=row.currency(money),
        owner=row.text("owner"),
        owner_id=row.text("owner_id"),
        opened=row.day("opened"),
        closed=closed,
        expected_close=expected,
        source=row.text("source"),
        type=row.text("type"),
        outcome=where.outcome,
        stage=_labelled(stage, stages) or status,
        pipeline=row.text("pipeline"),
        probability=row.text("probability"),
        weighted=row.text("weighted"),
        forecast=row.text("forecast"),
        score=row.text("score"),
        next_step=row.text("next_step"),
        remarks=row.text("remarks"),
        lost_reason=row.text("lost_reason"),
        discount=row.text("discount"),
        cost=row.text("cost"),
        margin=row.text("margin"),
    )
    return built, where.ground


def account(row: RowReader) -> Account:
    """The account."""
    return Account(
        place=row.place,
        id=row.text("id"),
        name=row.text("name"),
        legal_name=row.text("legal_name"),
        legal_form=row.text("legal_form"),
        number=row.text("number"),
        industry=row.text("industry"),
        revenue=row.text("revenue"),
        employees=row.text("employees"),
        founded=row.text("founded"),
        website=row.text("website"),
        email=row.text("email"),
        phone=row.text("phone"),
        street=row.in_one_line("street"),
        city=row.text("city"),
        region=row.text("region"),
        postcode=row.text("postcode"),
        country=row.text("country"),
        parent=row.text("parent"),
        owner=row.text("owner"),
        type=row.text("type"),
        score=row.text("score"),
        remarks=row.text("remarks"),
    )


def contact(row: RowReader) -> Contact:
    """The contact or lead."""
    return Contact(
        place=row.place,
        id=row.text("id"),
        name=_full_name(row),
        name_places=tuple(part.place for part in _name_parts(row)),
        salutation=row.text("salutation"),
        job_title=row.text("job_title"),
        email=row.text("email"),
        phone=row.text("phone"),
        mobile=row.text("mobile"),
        account=row.text("account"),
        account_id=row.text("account_id"),
        owner=row.text("owner"),
        status=row.text("status"),
        score=row.text("score"),
        remarks=row.text("remarks"),
    )


def product(row: RowReader) -> Product:
    """The product."""
    money = row.money("price")
    return Product(
        place=row.place,
        id=row.text("id"),
        name=row.text("name"),
        code=row.text("code"),
        family=row.text("family"),
        price=_amount(money),
        currency=row.currency(money),
        unit=row.text("unit"),
        description=row.text("description"),
        cost=row.text("cost"),
        margin=row.text("margin"),
    )


def line_item(row: RowReader) -> LineItem:
    """The line."""
    money, unit_price = row.money("total"), row.money("unit_price")
    return LineItem(
        place=row.place,
        id=row.text("id"),
        deal=row.text("deal"),
        deal_id=row.text("deal_id"),
        product=row.text("product"),
        quantity=row.number("quantity"),
        unit_price=_amount(unit_price),
        total=_amount(money),
        currency=row.currency(money, unit_price),
        description=row.text("description"),
        discount=row.text("discount"),
    )


def user(row: RowReader) -> User:
    """The user or member of a sales team."""
    return User(
        place=row.place,
        id=row.text("id"),
        name=_full_name(row),
        email=row.text("email"),
        manager=row.text("manager"),
        team=row.text("team"),
    )


def activity(row: RowReader) -> Activity:
    """The activity."""
    return Activity(
        place=row.place,
        id=row.text("id"),
        type=row.text("type"),
        subject=row.text("subject"),
        day=row.day("day"),
        account=row.text("account"),
        account_id=row.text("account_id"),
        deal=row.text("deal"),
        deal_id=row.text("deal_id"),
        contact=row.text("contact"),
        contact_id=row.text("contact_id"),
        owner=row.text("owner"),
        status=row.text("status"),
        body=row.text("body"),
    )


def stage(row: RowReader) -> Stage:
    """The stage; one that says nothing of won or closed by its label."""
    label = row.text("label")
    outcome = by_flags(is_won=row.truth("is_won"), is_closed=row.truth("is_closed"))
    return Stage(
        place=row.place,
        id=row.text("id"),
        label=label,
        outcome=outcome or (by_words(label.value) if label else None) or "open",
    )


def deal_link(row: RowReader) -> DealLink:
    """The link."""
    return DealLink(
        place=row.place,
        deal_id=row.text("deal_id"),
        account_id=row.text("account_id"),
        contact_id=row.text("contact_id"),
    )


def merge(row: RowReader) -> Merge:
    """The merge."""
    return Merge(place=row.place, kept=row.text("kept"), merged=row.text("merged"))


def _closing(row: RowReader, outcome: Outcome) -> tuple[Day, Day]:
    """The day of its end, and the day hoped for; one column serves both in most CRMs."""
    closes, expected = row.day("closes"), row.day("expected_close")
    if outcome == "open":
        return None, expected or closes
    ended = {"won": row.day("won_on"), "lost": row.day("lost_on")}.get(outcome)
    return ended or row.day("actual_close") or closes, expected


def _deal_amount(row: RowReader, outcome: Outcome) -> Field[Money] | None:
    """What was agreed for a deal that was won, otherwise what is estimated."""
    agreed = row.money("actual") if outcome == "won" else None
    return agreed or row.money("amount") or row.money("estimated")


def _amount(money: Field[Money] | None) -> Amount:
    return Field(money.value.amount, money.place, money.internal) if money else None


def _labelled(stage: Field[str] | None, stages: StageTable) -> Field[str] | None:
    """The stage by the label that the CRM's table gives for its id."""
    known = stages.find(stage.value) if stage else None
    if stage is None or known is None or known.label is None:
        return stage
    return Field(known.label.value, stage.place, stage.internal)


def _full_name(row: RowReader) -> str:
    return " ".join(part.value for part in _name_parts(row))


def _name_parts(row: RowReader) -> tuple[Field[str], ...]:
    """The whole name, or the first and last names as far as they are there."""
    if whole := row.text("name"):
        return (whole,)
    parts = (row.text("first_name"), row.text("last_name"))
    return tuple(part for part in parts if part)
