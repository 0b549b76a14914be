"""A person's review of a required statement: in its file and in the ledger, or in neither."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from engross.errors import NoRightToSign, UsageError
from engross.pipeline.services import Services
from engross.signoff import Signer
from engross.workspace.packs import Statement, file_of
from engross.workspace.reviews import put_review
from engross.workspace.validation import suggestion
from engross.workspace.writing import as_it_was

MAY_REVIEW: Final = frozenset({"fee_earner", "manager"})
"""Roles that may answer for a statement's words."""

_REVIEWED: Final = "statement-reviewed"
_A_YEAR: Final = dt.timedelta(days=365)


def review(
    services: Services, keys: Sequence[str], signer: Signer, again: dt.date | None = None
) -> tuple[Statement, ...]:
    """The statements, reviewed by that person as they stand; to be read again in a year.

    All are looked up before the first is reviewed. Then each is a review of its own: where one
    fails, those before it stay reviewed, and it and those after it are as they were.

    Raises:
        NoRightToSign: the person may not answer for them.
        UsageError: the firm's profession has no such statement, or the next day is not to come.
        StorageError: a review could not be kept.
    """
    person, today = signer.person, services.now().date()
    if not MAY_REVIEW & set(person.roles):
        raise NoRightToSign(
            f"{person.name} may not answer for a statement.",
            remedy="Ask somebody who is fee_earner or manager in firm.yaml.",
        )
    if again is not None and again <= today:
        raise UsageError(
            f"{again} is not to come.", remedy="Give --again the day of the next review."
        )
    for key in keys:
        _check_known(services, key)
    return tuple(_review(services, key, signer, again or today + _A_YEAR) for key in keys)


def _review(services: Services, key: str, signer: Signer, again: dt.date) -> Statement:
    workspace = services.workspace
    file = file_of(workspace.firm.particulars.profession, key)
    email, today = signer.person.email, services.now().date()
    with (
        services.alone(f"statement-{key}"),
        as_it_was(workspace.root / file),
        services.together(),
    ):
        statement = put_review(workspace.root, file, email, today, again)
        services.ledger.record(
            _REVIEWED,
            run="",
            actor=email,
            subject=f"{key} version {statement.version}",
            payload={
                "key": key,
                "version": statement.version,
                "words": statement.words_hash,
                "review_by": again.isoformat(),
            },
        )
    return statement


def _check_known(services: Services, key: str) -> None:
    known = services.workspace.statements
    if key not in known:
        near = suggestion(key, known).removeprefix("; ").capitalize()
        listed = f"There are {', '.join(known)}." if known else "The firm's profession has none."
        raise UsageError(f"There is no statement `{key}`.", remedy=near or listed)
