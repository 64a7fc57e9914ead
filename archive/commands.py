"""Which function runs which command."""

import argparse
from pathlib import Path

from .console import Console


def run_command(name: str, values: argparse.Namespace, console: Console) -> int:
    """Run a command; its exit code. What concerns the whole command is raised.

    The commands are imported here, each with what it needs: starting is most of the waiting.
    """
    console.quiet = values.quiet
    output = getattr(values, "output", None)
    console.output = None if output is None else Path(output)
    if name in ("add", "parse", "rebuild", "status"):
        from . import keeping

        return keeping.RUNNERS[name](values, console)
    if name == "show":
        from . import showing

        return showing.RUNNERS[name](values, console)
    if name == "report":
        from . import reporting

        return reporting.RUNNERS[name](values, console)
    if name == "export":
        from . import exporting

        return exporting.RUNNERS[name](values, console)
    if name == "search":
        from . import finding

        return finding.RUNNERS[name](values, console)
    if name == "topic":
        from . import topics

        return topics.RUNNERS[name](values, console)
    if name == "check":
        from . import checking

        return checking.RUNNERS[name](values, console)
    if name in ("correct", "reparse"):
        from . import correcting

        return correcting.RUNNERS[name](values, console)
    if name == "timeline":
        from . import timeline_asking

        return timeline_asking.RUNNERS[name](values, console)
    if name in ("verify", "backup", "restore"):
        from . import guarding

        return guarding.RUNNERS[name](values, console)
    if name == "completion":
        from . import completion

        return completion.RUNNERS[name](values, console)
    from . import asking

    return asking.RUNNERS[name](values, console)
