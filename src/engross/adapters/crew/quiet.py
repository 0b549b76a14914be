"""CrewAI kept quiet: no call home, no question at the terminal, no file outside our folder.

Every switch was seen to matter; `tests/integration/crew` proves the sum of them. They must be set
before `crewai` is imported for the first time, so import it only through `load`.
"""

from __future__ import annotations

import contextvars
import importlib
import logging
import os
import tempfile
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

SWITCHES = {
    "CREWAI_DISABLE_TELEMETRY": "true",
    "CREWAI_DISABLE_TRACKING": "true",
    "CREWAI_TRACING_ENABLED": "false",  # else the first run in a terminal asks, for 20 seconds
    "CREWAI_DISABLE_VERSION_CHECK": "true",
    "CREWAI_TRAINED_AGENTS_FILE": os.devnull,  # else it unpickles a file of the working folder
    "OTEL_SDK_DISABLED": "true",
    "PYTHON_DOTENV_DISABLED": "1",  # else the import reads a `.env` of the working folder
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime calls home from native code
    "ANONYMIZED_TELEMETRY": "False",  # Chroma, which CrewAI imports
}
"""What is switched off, by environment variable."""

FOLDERS = {
    "CREWAI_STORAGE_DIR": "storage",
    "HOME": "home",  # keys and settings
    "XDG_CONFIG_HOME": "home/config",
    "XDG_DATA_HOME": "home/data",
    "XDG_CACHE_HOME": "home/cache",
    "TMPDIR": "temporary",  # locks
}
"""Where it may write, by environment variable: folders under `<state>/crew`."""

_loading = threading.Lock()


def load(state: Path) -> None:
    """Import `crewai`, silenced, with all its files under the workspace's state folder."""
    with _loading:
        _silence(state.resolve() / "crew")
        warn = warnings.warn
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a reader of ours can do nothing about them
            importlib.import_module("crewai")
        warnings.warn = warn  # CrewAI replaces it with one that drops warnings
        # It uses fields of its own that it has deprecated, in every agent that it makes.
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"crewai(\.|$)")


def quietly(action: Callable[[], T]) -> T:
    """The action's result, in a context of its own in which CrewAI prints nothing.

    The context also keeps CrewAI's bookkeeping of open events from the caller: a failed call to a
    model closes one event too many.
    """
    from crewai_core.printer import set_suppress_console_output  # noqa: PLC0415 - after `load`

    context = contextvars.copy_context()
    context.run(set_suppress_console_output, True)  # noqa: FBT003 - CrewAI's signature
    return context.run(action)


def _silence(folder: Path) -> None:
    os.environ.update(SWITCHES)
    for variable, name in FOLDERS.items():
        place = folder / name
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.environ[variable] = str(place)
    tempfile.tempdir = None  # chosen anew, from TMPDIR
    _silence_logs()


def _silence_logs() -> None:
    # Its log lines repeat what was sent; what matters in them comes back as an error.
    for name in ("crewai", "crewai_core"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    root = logging.getLogger()
    root.addFilter(_not_from_crewai)
    if not root.handlers:  # else its first line put a printing handler there
        root.addHandler(logging.NullHandler())


def _not_from_crewai(record: logging.LogRecord) -> bool:
    return "crewai" not in Path(record.pathname).parts
