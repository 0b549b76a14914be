from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engross.adapters.locks import Locked, file_lock
from engross.errors import StorageError


def test_a_second_thread_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with (
        file_lock(tmp_path / "locks" / "run.lock"),
        pytest.raises(Locked) as raised,
        file_lock(tmp_path / "locks" / "run.lock"),
    ):
        pass

    assert raised.value.holder == str(os.getpid())


def test_the_lock_is_free_again_after_an_exception(tmp_path: Path) -> None:
    file = tmp_path / "run.lock"
    with pytest.raises(ZeroDivisionError), file_lock(file):
        raise ZeroDivisionError

    with file_lock(file):
        assert file.read_text() == f"{os.getpid()}\n"


def test_a_killed_process_lets_go(tmp_path: Path) -> None:
    file = tmp_path / "run.lock"
    script = (
        "import sys, time\nfrom pathlib import Path\n"
        "from engross.adapters.locks import file_lock\n"
        "with file_lock(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(Locked, match=str(holder.pid)), file_lock(file):
            pass
        holder.kill()

    with file_lock(file):
        assert file.exists()


def test_waiting_takes_the_lock_when_it_comes_free(tmp_path: Path) -> None:
    file = tmp_path / "run.lock"
    order: list[str] = []

    def wait() -> None:
        with file_lock(file, wait=True):
            order.append("second")

    with file_lock(file):
        waiting = threading.Thread(target=wait)
        waiting.start()
        order.append("first")
    waiting.join(timeout=10)

    assert order == ["first", "second"]


def test_a_lock_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "locks").write_text("a file where the folder should be")

    with pytest.raises(StorageError, match="cannot be opened"), file_lock(tmp_path / "locks" / "a"):
        pass
