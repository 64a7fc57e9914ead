"""The tables of the database, step by step: a new version is a new step, an old one never changes.

Facts hang on their issue and go with it. Words stand in ``blocks``; a sentence that several
facts share stands once in ``sentences``. ``folded`` columns hold what ``Filter.words`` is
looked for in, width and case folded.
"""

from typing import TYPE_CHECKING

from parser.errors import ArchiveError

if TYPE_CHECKING:
    from .store import Connection

_FIRST = (
    "CREATE TABLE state (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID",
    # tells this archive from others, so that an index is not taken for that of another
    "INSERT INTO state VALUES ('archive', lower(hex(randomblob(8)))), ('changes', 0)",
    """
    CREATE TABLE issues (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, label TEXT NOT NULL,
        moment TEXT NOT NULL, first_day TEXT, last_day TEXT, text_hash TEXT NOT NULL,
        source_name TEXT NOT NULL, sha256 TEXT NOT NULL, media_type TEXT NOT NULL, pages INTEGER,
        parser_version TEXT NOT NULL,
        series TEXT, year INTEGER, number INTEGER, whole_number INTEGER,
        period_kind TEXT, period_start TEXT, period_end TEXT, period_printed TEXT,
        publisher TEXT, published TEXT,
        report_to TEXT NOT NULL, send_to TEXT NOT NULL, issue_to TEXT NOT NULL, copies INTEGER,
        characters INTEGER NOT NULL, section_count INTEGER NOT NULL, figure_count INTEGER NOT NULL,
        event_count INTEGER NOT NULL, department_count INTEGER NOT NULL,
        document_count INTEGER NOT NULL, person_count INTEGER NOT NULL
    )
    """,
    "CREATE INDEX issues_number ON issues (year, number)",
    "CREATE INDEX issues_whole_number ON issues (whole_number)",
    "CREATE INDEX issues_text ON issues (text_hash)",
    "CREATE INDEX issues_moment ON issues (moment)",
    """
    CREATE TABLE blocks (
        issue INTEGER NOT NULL REFERENCES issues ON DELETE CASCADE, position INTEGER NOT NULL,
        text TEXT NOT NULL, kind TEXT NOT NULL, page INTEGER, bold TEXT, cells TEXT,
        PRIMARY KEY (issue, position)
    )
    """,
    """
    CREATE TABLE sections (
        issue INTEGER NOT NULL REFERENCES issues ON DELETE CASCADE, position INTEGER NOT NULL,
        path TEXT NOT NULL, level INTEGER NOT NULL, label TEXT NOT NULL, heading TEXT,
        first_block INTEGER NOT NULL, last_block INTEGER NOT NULL,
        titles TEXT NOT NULL, folded TEXT NOT NULL,
        PRIMARY KEY (issue, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE sentences (
        issue INTEGER NOT NULL REFERENCES issues ON DELETE CASCADE, position INTEGER NOT NULL,
        text TEXT NOT NULL, folded TEXT NOT NULL,
        PRIMARY KEY (issue, position)
    )
    """,
    """
    CREATE TABLE figures (
        issue INTEGER NOT NULL REFERENCES issues ON DELETE CASCADE, position INTEGER NOT NULL,
        section TEXT, section_position INTEGER, scope TEXT, indicator TEXT, value TEXT NOT NULL,
        unit TEXT NOT NULL, qualifier TEXT, period_kind TEXT, period_start TEXT, period_end TEXT,
        period_printed TEXT, comparisons TEXT, department TEXT, printed TEXT NOT NULL,
        sentence INTEGER NOT NULL, page INTEGER,
        block INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, folded TEXT NOT NULL,
        PRIMARY KEY (issue, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE departments (
        issue INTEGER NOT NULL REFERENCES issues ON DELETE CASCADE, position INTEGER NOT NULL,
        section TEXT, section_position INTEGER, name TEXT, printed TEXT NOT NULL,
        block INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
        PRIMARY KEY (issue, position)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX departments_name ON departments (name)",
    """
    CREATE TABLE people (
        issue INTEGER NOT NULL REFERENCES issues ON DELETE CASCADE, position INTEGER NOT NULL,
        section TEXT, section_position INTEGER, name TEXT NOT NULL, title TEXT, organization TEXT,
        block INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
        PRIMARY KEY (issue, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE documents (
        issue INTEGER NOT NULL REFERENCES issues ON DELETE CASCADE, position INTEGER NOT NULL,
        section TEXT, section_position INTEGER, title TEXT, document_number TEXT,
        block INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
        PRIMARY KEY (issue, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE events (
        issue INTEGER NOT NULL REFERENCES issues ON DELETE CASCADE, position INTEGER NOT NULL,
        section TEXT, section_position INTEGER, day TEXT, start_day TEXT, end_day TEXT,
        date_printed TEXT, actors TEXT NOT NULL, action TEXT NOT NULL, places TEXT NOT NULL,
        people TEXT NOT NULL, sentence INTEGER NOT NULL,
        block INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
        PRIMARY KEY (issue, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE problems (
        issue INTEGER NOT NULL REFERENCES issues ON DELETE CASCADE, position INTEGER NOT NULL,
        section TEXT, code TEXT NOT NULL, message TEXT NOT NULL,
        block INTEGER, first INTEGER, last INTEGER,
        of_archive INTEGER NOT NULL, -- 1: found when issues were compared, not by the parser
        PRIMARY KEY (issue, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE files (
        path TEXT PRIMARY KEY, sha256 TEXT, size INTEGER NOT NULL, modified INTEGER NOT NULL,
        status TEXT NOT NULL, message TEXT, remedy TEXT,
        issue INTEGER REFERENCES issues ON DELETE SET NULL, original TEXT
    ) WITHOUT ROWID
    """,
    "CREATE INDEX files_bytes ON files (sha256)",
    "CREATE INDEX files_issue ON files (issue)",
)

_TOPICS = (
    "CREATE TABLE topics (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, query TEXT NOT NULL)",
    # each ``add`` that brought something, and the issues that came with it
    "CREATE TABLE additions (id INTEGER PRIMARY KEY, moment TEXT NOT NULL)",
    """
    CREATE TABLE arrivals (
        issue INTEGER PRIMARY KEY REFERENCES issues ON DELETE CASCADE,
        addition INTEGER NOT NULL REFERENCES additions
    )
    """,
)

_TRAIL = (
    # of each file that was looked at: what became of it, when, and which reader refused it
    """
    CREATE TABLE outcomes (
        path TEXT PRIMARY KEY, outcome TEXT NOT NULL, moment TEXT NOT NULL, reader TEXT
    ) WITHOUT ROWID
    """,
    # every original that was ever kept: a corrected file leaves the old one behind
    """
    CREATE TABLE kept (
        original TEXT PRIMARY KEY, path TEXT NOT NULL, moment TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    "INSERT INTO kept SELECT original, min(path), '' FROM files"
    " WHERE original IS NOT NULL GROUP BY original",
    # numbers that another file (path) of the same issue prints otherwise
    """
    CREATE TABLE differences (
        path TEXT NOT NULL, position INTEGER NOT NULL,
        issue INTEGER NOT NULL REFERENCES issues ON DELETE CASCADE,
        section TEXT, sentence TEXT NOT NULL, printed TEXT, other TEXT,
        PRIMARY KEY (path, position)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX differences_issue ON differences (issue)",
)

_CERTAINTY = (
    # of what was read from pictures: its least certain character; runs of a block's characters
    "ALTER TABLE figures ADD COLUMN certainty TEXT",
    "ALTER TABLE blocks ADD COLUMN certainty TEXT",
)

STEPS: tuple[tuple[str, ...], ...] = (_FIRST, _TOPICS, _TRAIL, _CERTAINTY)
VERSION = len(STEPS)


def migrate(connection: "Connection") -> None:
    """Bring the database to ``VERSION``, each step whole or not at all.

    Raises:
        ArchiveError: It is of a newer version.
    """
    version = read_version(connection)
    if version > VERSION:
        raise ArchiveError(
            f"数据库的版本 {version} 比本程序认得的版本 {VERSION} 新",
            remedy="请升级 zhoubao 后再打开，档案未作改动",
        )
    while version < VERSION:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # another process may have been quicker while this one waited
            version = read_version(connection)
            for statement in STEPS[version] if version < VERSION else ():
                connection.execute(statement)
            version = min(version + 1, VERSION)
            connection.execute(f"PRAGMA user_version = {version}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def read_version(connection: "Connection") -> int:
    """How many steps the database has taken."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
