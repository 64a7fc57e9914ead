"""Calls of pdfium that are made for every character or object of a page."""

import ctypes
from typing import Any

POINTER = ctypes.c_void_p


def signature(function: Any, result: Any, *arguments: Any) -> Any:
    """A pdfium function with pointers as plain integers: half the cost of ctypes' own pointers."""
    address = ctypes.cast(function, POINTER).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)
