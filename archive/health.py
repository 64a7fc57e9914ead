"""How the archive is (状态), in numbers."""

from parser.errors import ArchiveError
from parser.parse import PARSER_VERSION

from .layout import FORMAT, Layout
from .opening import find_unindexed
from .reading import name_reader
from .records import ArchiveStatus
from .store import Store


def read_status(layout: Layout) -> ArchiveStatus:
    """Count what is there; nothing is changed or mended."""
    with Store.open(layout.database) as store:
        keys = store.issue_keys()
        try:
            unindexed = find_unindexed(layout, store)
            indexed: int | None = len(keys) - len(unindexed)
        except ArchiveError:
            unindexed, indexed = keys, None
        return ArchiveStatus(
            root=layout.root,
            format=FORMAT,
            parser_version=PARSER_VERSION,
            stale=store.count_stale(PARSER_VERSION),
            coverage=store.coverage(),
            counts=store.counts(),
            problems=store.count_problems(),
            files=store.count_files(),
            sizes=tuple((part, layout.size(part)) for part in ("database", "originals", "index")),
            indexed=indexed,
            unindexed=unindexed,
            retry=sum(
                file.status == "refused" and file.reader not in (None, name_reader())
                for file in store.files()
            ),
        )
