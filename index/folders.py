"""Folders of the user that the platform names."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def locate_cache(*, environment: Mapping[str, str] = os.environ) -> Path:
    """The user's folder for what can be made again; it need not exist, nor be writable.

    Raises:
        RuntimeError: The user has no home, as some services.
    """
    if sys.platform == "win32":
        named = environment.get("LOCALAPPDATA")
        return (Path(named) if named else Path.home() / "AppData" / "Local") / "zhoubao-cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "zhoubao"
    named = environment.get("XDG_CACHE_HOME")
    # the XDG base directory rules ask that a relative path be ignored
    caches = Path(named) if named and Path(named).is_absolute() else Path.home() / ".cache"
    return caches / "zhoubao"
