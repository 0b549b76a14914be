"""The store: runs, records, journal, ledger and credentials in one SQL database.

The only place that imports SQLAlchemy and Alembic; import it inside the function that needs it.
"""

from engross.adapters.store.opening import Store, open_store

__all__ = ["Store", "open_store"]
