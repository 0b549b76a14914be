"""The store, the documents, the durable engine and the knowledge base speak to nobody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import engross

EVERYTHING = """
import datetime as dt, json, sys
from pathlib import Path

calls = []

def listen(event, arguments):
    if event in {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo",
                 "socket.gethostbyname"}:
        calls.append([event, repr(arguments)])

sys.addaudithook(listen)

from engross.adapters.documents import FileDocuments
from engross.adapters.durable import DBOSEngine
from engross.adapters.embedding import MiniLMEmbedding
from engross.adapters.passages import ChromaIndex
from engross.adapters.store import open_store
from engross.knowledge import walls
from engross.records import Run
from engross.records.ports import KnowledgeText, ReadFile, ShelvedFile

state = Path(sys.argv[1])
run = Run(
    id="client_report-20261014-7f3a9c", crew="client_report", client="wrackline",
    matter="accounts-2026", period="2026-Q3", as_at=dt.date(2026, 10, 14), inputs=(),
    started_at=dt.datetime(2026, 10, 14, tzinfo=dt.UTC),
)
found = []
with open_store(state / "engross.db") as store:
    store.runs.add(run)
    documents = FileDocuments(state / "documents")
    index = ChromaIndex(state / "chroma", MiniLMEmbedding())

    def read(name):
        store.records.save(name, "run", run)
        documents.put(b"letter")

    def draft(name):
        text = KnowledgeText(
            "k1", "Interest runs on overdue invoices.", "fees.md", "paragraph 1", "Fees", "0"
        )
        file = ShelvedFile("fees.md", "stamp", 1, 1)
        index.replace("firm", [file], lambda _: ReadFile([text]))
        found.extend(index.matches(walls("wrackline", "accounts-2026"), "overdue invoice", 5))

    with DBOSEngine(state, {"produce": [("read.1", read), ("draft.1", draft)]}) as engine:
        engine.carry_out("produce", run.id)
    store.backup(state / "backup.db")
    index.close()
print(json.dumps({"calls": calls, "found": len(found)}))
"""


@pytest.mark.slow
def test_nobody_is_called_and_no_file_is_written_outside_the_state_folder(tmp_path: Path) -> None:
    folders = {name: tmp_path / name for name in ("home", "temporary", "here", "workspace")}
    for folder in folders.values():
        folder.mkdir()
    # Read by Chroma on its own, these would make it call a server.
    server = {"CHROMA_API_IMPL": "chromadb.api.fastapi.FastAPI", "ANONYMIZED_TELEMETRY": "True"}
    trap = folders["here"] / ".env"
    trap.write_text("".join(f"{name}={value}\n" for name, value in server.items()))
    environment = {
        n: v for n, v in os.environ.items() if not n.startswith(("XDG_", "OTEL", "ORT_"))
    }

    ended = subprocess.run(
        [sys.executable, "-c", EVERYTHING, str(folders["workspace"] / ".engross")],
        cwd=folders["here"],
        env={
            **environment,
            **server,
            "HOME": str(folders["home"]),
            "TMPDIR": str(folders["temporary"]),
            "PYTHONPATH": str(Path(str(engross.__file__)).parents[1]),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout) == {"calls": [], "found": 1}
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path != trap]
    assert {path.relative_to(tmp_path).parts[:2] for path in written} == {("workspace", ".engross")}
    assert list(folders["workspace"].iterdir()) == [folders["workspace"] / ".engross"]
