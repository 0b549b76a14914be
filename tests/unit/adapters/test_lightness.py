from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
import engross.adapters
import engross.adapters.passages
import engross.adapters.documents
import engross.adapters.durable
import engross.adapters.embedding
import engross.knowledge
import engross.testing
slow = {"alembic", "bm25s", "chromadb", "dbos", "numpy", "psycopg", "sqlalchemy"}
slow |= {"Stemmer", "onnxruntime", "tokenizers"}
print(sorted(slow & set(sys.modules)))
"""


def test_importing_the_adapters_loads_no_slow_library() -> None:
    printed = subprocess.run(
        [sys.executable, "-c", SCRIPT], check=True, capture_output=True, text=True
    ).stdout

    assert printed == "[]\n"
