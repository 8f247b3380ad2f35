"""A packet: what the server answers the browser, in one binary message.

[length of header, u32][header, JSON][padding to 8][arrays], little-endian.
"""

import json

import numpy as np

KINDS = {"float32": "f4", "float64": "f8", "uint16": "u2"}  # wider ones come first in a packet


def pack(header, arrays):
    header["arrays"] = [[KINDS[array.dtype.name], array.size] for array in arrays]
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
    padding = b"\0" * (-(4 + len(text)) % 8)
    body = b"".join(np.ascontiguousarray(array).tobytes() for array in arrays)
    return len(text).to_bytes(4, "little") + text + padding + body


def single(array):
    """As float32; what is beyond its range is infinite there, and shown as such."""
    with np.errstate(over="ignore", under="ignore"):
        return np.asarray(array).astype(np.float32).ravel()
