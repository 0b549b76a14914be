"""Write an ONNX file, so that its bytes depend on what is written and on no library's version.

An ONNX file is a protocol buffer. This is the part of `onnx.proto` that a plain graph needs, with
fields in the order of their numbers, as the reference writer has them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

FLOAT, UINT8, INT8, INT64 = 1, 2, 3, 7
"""ONNX's numbers for the types of tensors."""

_TYPES = {"float32": FLOAT, "uint8": UINT8, "int8": INT8, "int64": INT64}
_VARINT, _BYTES, _FIXED32 = 0, 2, 5
_FLOAT_ATTRIBUTE, _INT_ATTRIBUTE = 1, 2


def model(
    graph: bytes, producer: str, file_format: int, operators: Mapping[str, int], licence: str
) -> bytes:
    """The whole file; `operators` has the version of each set; `""` is the standard one."""
    sets = (_text(1, domain) + _int(2, version) for domain, version in operators.items())
    return (
        _int(1, file_format)
        + _text(2, producer)
        + _text(6, licence)
        + _bytes(7, graph)
        + b"".join(_bytes(8, one) for one in sets)
    )


def graph(
    name: str, nodes: Iterable[bytes], constants: Iterable[bytes], given: bytes, made: bytes
) -> bytes:
    """A graph with one input and one output."""
    return (
        b"".join(_bytes(1, node) for node in nodes)
        + _text(2, name)
        + b"".join(_bytes(5, constant) for constant in constants)
        + _bytes(11, given)
        + _bytes(12, made)
    )


def node(
    operator: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    domain: str,
    attributes: Mapping[str, float],
) -> bytes:
    """One operation; an `int` and a `float` attribute are different things."""
    return (
        b"".join(_text(1, name) for name in inputs)
        + b"".join(_text(2, name) for name in outputs)
        + _text(3, outputs[0])
        + _text(4, operator)
        + b"".join(_bytes(5, _attribute(name, value)) for name, value in attributes.items())
        + (_text(7, domain) if domain else b"")
    )


def tensor(name: str, values: NDArray[np.generic]) -> bytes:
    """A constant, in little-endian bytes."""
    little = np.ascontiguousarray(values.astype(values.dtype.newbyteorder("<")))
    return (
        b"".join(_int(1, length) for length in values.shape)
        + _int(2, _TYPES[values.dtype.name])
        + _text(8, name)
        + _bytes(9, little.tobytes())
    )


def value(name: str, kind: int, shape: Sequence[str | int]) -> bytes:
    """An input or output; a length that is not fixed has a name."""
    lengths = (_text(2, one) if isinstance(one, str) else _int(1, one) for one in shape)
    dimensions = b"".join(_bytes(1, one) for one in lengths)
    return _text(1, name) + _bytes(2, _bytes(1, _int(1, kind) + _bytes(2, dimensions)))


def _attribute(name: str, value: float) -> bytes:
    if isinstance(value, int):
        return _text(1, name) + _int(3, value) + _int(20, _INT_ATTRIBUTE)
    fixed = _varint(2 << 3 | _FIXED32) + struct.pack("<f", value)
    return _text(1, name) + fixed + _int(20, _FLOAT_ATTRIBUTE)


def _int(field: int, number: int) -> bytes:
    return _varint(field << 3 | _VARINT) + _varint(number & (1 << 64) - 1)


def _text(field: int, text: str) -> bytes:
    return _bytes(field, text.encode())


def _bytes(field: int, data: bytes) -> bytes:
    return _varint(field << 3 | _BYTES) + _varint(len(data)) + data


def _varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first; the top bit says that more follow."""
    made = bytearray()
    while rest := number >> 7:
        made.append(number & 0x7F | 0x80)
        number = rest
    made.append(number)
    return bytes(made)
