"""What Python's own reader of zips raises over damaged ones."""

import struct
import zipfile
import zlib

# a wrong place in a zip is a ValueError, a password a RuntimeError
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
