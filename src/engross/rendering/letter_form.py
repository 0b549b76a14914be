"""The parts of a new template that make it a letter, and a place for the client's own signature."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def letter_head() -> Iterator[Any]:
    """Marks, date and reference, the addressee, the salutation and the subject."""
    from engross.ooxml.new_template import Words  # noqa: PLC0415 - loads lxml

    yield Words("{{ document.confidentiality }}\t{{ document.draft_mark }}", "note", tab=True)
    reference = "Our reference: {{ document.reference }}"
    yield Words(f"{{{{ document.date }}}}\t{reference}", "detail", tab=True)
    role = "{% if client.contact_role %}, {{ client.contact_role }}{% endif %}"
    yield Words("{%p if client.contact %}")
    yield Words("{{ client.contact }}" + role, "detail", space=240)
    yield Words("{%p endif %}")
    yield Words("{%p if client.organisation %}")
    yield Words("{{ client.organisation }}", "detail")
    yield Words("{%p endif %}")
    yield Words("{%p if client.address %}")
    yield Words("{{ client.address }}", "detail")
    yield Words("{%p endif %}")
    yield Words("{{ client.salutation }}", space=240)
    yield Words("{{ document.title }}: {{ matter.title }}", "subtitle")


def letter_end() -> Iterator[Any]:
    """How a letter ends, before the block of whoever signs it."""
    from engross.ooxml.new_template import Words  # noqa: PLC0415 - loads lxml

    yield Words("{{ sign_off.closing }}", keep=True, space=240)


def countersignature() -> Iterator[Any]:
    """A place for the client's signature, name and day, on one page."""
    from engross.ooxml.new_template import Words  # noqa: PLC0415 - loads lxml

    yield Words("Agreed for {{ client.name }}", "sign-off", keep=True, space=480)
    for wanted in ("Signature", "Name", "Date"):
        yield Words("", "sign-off", keep=True, rule=True, space=480)
        yield Words(wanted, "sign-off", keep=wanted != "Date", space=60)
