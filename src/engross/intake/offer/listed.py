"""A service of the price list as what is proposed: its stages, each with a price or hours."""

from __future__ import annotations

import datetime as dt

from engross.intake.given import Subject
from engross.intake.offer.proposed import (
    Aim,
    Figure,
    Offer,
    Price,
    Spans,
    Stage,
    Words,
    Work,
    priced,
)
from engross.records import Span
from engross.uk.money import rounded
from engross.uk.working_days import working_day_from
from engross.workspace.price_list import Grade, PriceList, Service, ServiceStage


def offer_of(service: Service, prices: PriceList, subject: Subject) -> Offer:
    """The service as the price list has it."""
    at = f"services[{prices.services.index(service)}].stages"
    stages = (
        _stage(stage, f"{at}[{number}]", prices, subject)
        for number, stage in enumerate(service.stages)
    )
    return Offer(tuple(stages), service.basis, service)


def aim_in(weeks: int, where: Spans, subject: Subject) -> Aim:
    """The day so many weeks after the day of the proposal, or the first working day after it."""
    settings = Span(source="", file="the run's settings", place="as at")
    day = working_day_from(subject.as_at + dt.timedelta(weeks=weeks))
    return Aim(day, (*where, settings), "assumed")


def work_of(grade: Grade, hours: Figure, prices: PriceList, subject: Subject) -> Work:
    """Hours of a grade at the price list's rate."""
    place = f"grades[{prices.grades.index(grade)}]"
    return Work(
        hours=hours,
        rate=Figure(grade.rate, (subject.prices_span(f"{place}.rate"),)),
        grade=grade.key,
        name=Words(grade.name, (subject.prices_span(f"{place}.name"),)),
    )


def _stage(stage: ServiceStage, at: str, prices: PriceList, subject: Subject) -> Stage:
    def words(text: str, key: str) -> Words | None:
        return Words(text, (subject.prices_span(f"{at}.{key}"),)) if text else None

    work = tuple(
        work_of(
            grade, Figure(hours, (subject.prices_span(f"{at}.estimate.{key}"),)), prices, subject
        )
        for key, hours in stage.estimate.items()
        if (grade := prices.grade(key))
    )
    weeks = subject.prices_span(f"{at}.weeks")
    fee = stage.fee
    return Stage(
        key=stage.key,
        name=Words(stage.name, (subject.prices_span(f"{at}.name"),)),
        deliverable=words(stage.deliverable, "deliverable"),
        invoiced_on=words(stage.invoiced_on, "invoiced_on"),
        aim=aim_in(stage.weeks, (weeks,), subject) if stage.weeks is not None else None,
        price=priced(work)
        if fee is None
        else Price(rounded(fee, 2), (subject.prices_span(f"{at}.fee"),)),
        work=work,
    )
