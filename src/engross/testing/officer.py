"""`OfficerStore` in memory, which a test may read."""

from __future__ import annotations

from engross.errors import StorageError


class MemoryOfficer:
    """Keeps what is told as it is."""

    def __init__(self, *, ready: bool = True) -> None:
        self._ready = ready
        self.told: list[str] = []
        """Everything told so far, in order."""

    def is_ready(self) -> bool:
        """Whether it was made ready."""
        return self._ready

    def tell(self, text: str) -> None:
        """Keep the text."""
        if not self._ready:
            message = "No officer has a key."
            raise StorageError(message)
        self.told.append(text)
