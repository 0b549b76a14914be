"""Who is at work on a run, proved by their password; a refusal is written down."""

from __future__ import annotations

from collections.abc import Callable

from engross.errors import NotAuthenticated
from engross.pipeline.services import Services
from engross.records import Run
from engross.signoff import Signer, authenticate


def signed_in(services: Services, run: Run, email: str, password: Callable[[str], str]) -> Signer:
    """Whoever that is, once the password fits.

    Raises:
        NotAuthenticated: it does not; the ledger has a line of it.
    """
    try:
        return authenticate(services.passwords, services.workspace.firm, email, password(email))
    except NotAuthenticated:
        services.ledger.record(
            "sign-in-refused", run=run.id, actor=email or "nobody", subject="", payload={}
        )
        raise
