"""What a batch is made of: rows of a file, deals of a CRM export, or entries of a form."""

from __future__ import annotations

from pathlib import Path

from engross.errors import UsageError
from engross.pipeline.batches.items import Batch, Item, items_of
from engross.pipeline.batches.rows import rows_of
from engross.pipeline.deals import deals_of
from engross.pipeline.forms import entries_asked
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.starting import find_crew
from engross.sources.file import SourceFile, bytes_of


def batch_of_file(services: Services, path: Path, defaults: Order) -> Batch:
    """The batch that a CSV, Excel or YAML file asks for; blank cells are taken from `defaults`.

    Raises:
        UsageError: there is no such crew, a column is not known, or there is no row.
        InputError: the file cannot be read.
    """
    spec = find_crew(services, defaults.crew)
    rows = rows_of(SourceFile(path.name, bytes_of(path)))
    return Batch(defaults.crew, spec.title, items_of(rows, path, defaults, spec))


def batch_of_deals(
    services: Services, order: Order, *, stage: str = "", everything: bool = False
) -> Batch:
    """A batch with an item for each deal of that stage, or each deal, in the export's order.

    Raises:
        UsageError: the crew is not about deals, or no deal is meant.
        InputError: the export cannot be read.
    """
    spec = find_crew(services, order.crew)
    if spec.subject != "deal":
        raise UsageError(
            f"{spec.title} is about a matter, not about deals.",
            remedy="Give its matters in a file: --batch FILE.",
        )
    deals = deals_of(services, order, stage=stage, everything=everything)
    if not deals:
        meant = f"no deal at the stage {stage!r}" if stage else "no deal"
        raise UsageError(f"The CRM export has {meant}.", remedy="See them: engross inspect FILE")
    items = tuple(Item(f"deal {deal}", order.model_copy(update={"deal": deal})) for deal in deals)
    return Batch(order.crew, spec.title, items)


def batch_of_entries(services: Services, order: Order) -> Batch:
    """A batch with an item for each entry of the form, in the form's order.

    Raises:
        UsageError: the crew is not about forms.
        InputError: the form cannot be read.
    """
    spec = find_crew(services, order.crew)
    if spec.subject != "form":
        raise UsageError(
            f"{spec.title} is not about entries of a form.",
            remedy="Give what it is about in a file: --batch FILE.",
        )
    items = tuple(
        Item(
            entry if entry.startswith("entry ") else f"entry {entry}",
            order.model_copy(update={"entry": entry}),
        )
        for entry in entries_asked(services, order)
    )
    return Batch(order.crew, spec.title, items)
