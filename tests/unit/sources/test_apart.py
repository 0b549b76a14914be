"""Reading in a child process, and what becomes of one that fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from engross.errors import InputError
from engross.sources import apart, child, wire
from engross.sources.allowance import Allowance, allowance_for
from engross.sources.child import Child, Stopped
from engross.sources.file import SourceFile
from engross.sources.sheets import WorkbookRead

pytestmark = pytest.mark.slow

FILE = SourceFile("time.csv", b"Date,Person,Hours\n2026-10-14,Ann Hale,1.5\n")
AMPLE = allowance_for(FILE)


def pretend(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """The child runs this instead of the worker."""
    monkeypatch.setattr(child, "_START", "import os, signal, sys, time; " + code)


def refusal(file: SourceFile = FILE) -> InputError:
    with pytest.raises(InputError) as caught:
        apart.read_workbook(file)
    assert caught.value.file == file.name
    assert caught.value.remedy
    return caught.value


def test_a_file_is_read_in_a_child() -> None:
    (sheet,) = apart.read_workbook(FILE).sheets

    assert [list(row.values)[1] for row in sheet.rows] == ["Person", "Ann Hale"]


def test_a_json_file_and_a_mail_have_their_readers_too() -> None:
    mail = b"From: a@example.com\nSubject: Fees\n\nThe fee is agreed.\n"
    document = apart.read_document(SourceFile("call.eml", mail))

    assert [block.text for block in document.blocks] == ["The fee is agreed."]


def test_what_the_reader_refuses_is_refused_in_its_words() -> None:
    error = refusal(SourceFile("time.csv", b'Date,Hours\n2026-10-14,"1.5\n2026-10-15,2\n'))

    assert "quotation mark" in error.problem
    assert error.place


def test_an_ending_without_a_reader_is_one_error() -> None:
    assert "reader stopped" in refusal(SourceFile("time.odd", b"a,b")).problem


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "reader stopped before its end (SIGSEGV)"),
        ("os.kill(os.getpid(), signal.SIGXCPU)", "longer than 25 seconds"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "the computer stopped the reader"),
        ("os.write(2, b'memory allocation of 9 bytes failed'); os.abort()", "MB of memory"),
        ("raise MemoryError", "MB of memory"),
        ("raise ZeroDivisionError('secret')", "reader stopped before its end (ZeroDivisionError)"),
        ('print(\'{"stopped": "memory"}\')', "MB of memory"),
        ('print(\'{"refused": ["bad\\u202e", "row 3", "mend it"]}\')', "bad"),
        ("print('nonsense')", "makes no sense"),
        ("print('[1, [\"x\"]]')", "makes no sense"),
        ("print('{\"sheet\": 1}'); print('{\"formulas\": []}')", "makes no sense"),
        ("print('{\"stopped\": 1}')", "makes no sense"),
        ("print('{\"method\": \"x', end='')", "makes no sense"),
        ("pass", "makes no sense"),
        ("sys.stdin.close(); os.close(0); os.write(2, b'x' * 9_000_000); sys.exit(3)", "stopped"),
    ],
)
def test_a_child_that_fails_is_one_clear_error(
    monkeypatch: pytest.MonkeyPatch, code: str, said: str
) -> None:
    pretend(monkeypatch, code)
    error = refusal()

    assert said in error.problem
    assert "secret" not in str(error)
    assert "\u202e" not in str(error)


def test_a_child_that_hangs_is_stopped_at_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "print('{}', flush=True); time.sleep(60)")

    with pytest.raises(Stopped, match="time"), Child(FILE, "workbook", _brief()) as reading:
        list(reading.lines())


def test_a_child_that_tells_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "[print('x' * 99_999) for _ in range(99_999)]")
    little = AMPLE._replace(output=1_000_000)

    with pytest.raises(Stopped, match="output"), Child(FILE, "workbook", little) as reading:
        list(reading.lines())


def test_a_line_longer_than_any_pipe_arrives_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "print('y' * 5_000_000)")

    with Child(FILE, "workbook", AMPLE) as reading:
        assert list(reading.lines()) == [b"y" * 5_000_000]


def test_a_file_larger_than_any_pipe_is_sent_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "print(sum(map(len, sys.stdin.buffer)))")
    large = SourceFile("time.csv", bytes(5_000_000))

    with Child(large, "workbook", AMPLE) as reading:
        (told,) = reading.lines()

    assert 5_000_000 < int(told) < 5_000_200


def test_the_child_inherits_no_secret_no_folder_and_no_arguments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ENGROSS_MODEL__API_KEY", "secret")
    pretend(monkeypatch, "print(sorted(os.environ), os.getcwd())")

    with Child(SourceFile("secret.csv", b""), "workbook", AMPLE) as reading:
        (told,) = reading.lines()
        command = Path(f"/proc/{reading._process.pid}/cmdline")
        assert not command.exists() or b"secret" not in command.read_bytes()

    assert told == b"['LC_ALL', 'TZ'] /"


def test_nothing_is_left_of_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "print('{}', flush=True); time.sleep(60)")
    before = len(list(Path("/dev/fd").iterdir()))

    with Child(FILE, "workbook", AMPLE) as reading:
        number = reading._process.pid
        next(reading.lines())

    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_children_run_side_by_side_in_threads() -> None:
    files = [SourceFile(f"{n}.csv", b"Hours\n%d\n" % n) for n in range(6)]
    with ThreadPoolExecutor(3) as threads:
        books = list(threads.map(apart.read_workbook, files))

    assert [_last(book) for book in books] == list(map(str, range(6)))
    assert threading.active_count() >= 1


def test_it_works_where_interrupts_are_ignored() -> None:
    code = (
        f"import sys, signal; sys.path[:0] = {sys.path!r}; "
        "signal.signal(signal.SIGINT, signal.SIG_IGN); "
        "from engross.sources import apart; from engross.sources.file import SourceFile; "
        "print(len(apart.read_workbook(SourceFile('a.csv', b'a,b')).sheets))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert ran.stdout == b"1\n"


def test_a_number_is_exact_after_its_journey(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = wire.row_line(1, [Decimal("0.10"), 4.5])
    lines = [b'{"sheet":"","hidden":false,"hidden_rows":[],"hidden_columns":[],"merged":[]}', sent]
    lines += [wire.formulas_line({}), wire.method_line("x")]
    told = b"".join(line + b"\n" for line in lines)
    pretend(monkeypatch, f"os.write(1, {told!r})")
    (sheet,) = apart.read_workbook(FILE).sheets

    assert list(sheet.rows[0].values) == [Decimal("0.1"), Decimal("4.5")]


def _brief() -> Allowance:
    return AMPLE._replace(seconds=1)


def _last(book: WorkbookRead) -> str:
    return str(list(book.sheets[0].rows)[-1].values[0])


@pytest.fixture(autouse=True)
def _signals_as_they_were() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    assert signal.getsignal(signal.SIGINT) == before
