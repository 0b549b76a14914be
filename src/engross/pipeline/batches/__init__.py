"""Many documents by one command: orders from a file or an export, each with its result."""

from engross.pipeline.batches.carrying import Carrier, carry_out
from engross.pipeline.batches.items import Batch, Item, items_of
from engross.pipeline.batches.rows import rows_of

__all__ = ["Batch", "Carrier", "Item", "carry_out", "items_of", "rows_of"]
