"""The committed samples: one issue for each layout and format, with its truth beside it.

    python -m corpus.samples

writes ``corpus/samples`` anew; a test says when they are no longer what the simulation writes.
"""

from pathlib import Path

from .simulate import Newsroom, write_json

SEED = 7
FOLDER = Path(__file__).with_name("samples")
# position among the reports and format; chosen for their tables, slips and two-week periods
CHOSEN = (
    (3, "docx"),
    (60, "pdf"),
    (90, "txt"),
    (150, "docx"),
    (171, "pdf"),
    (240, "txt"),
    (301, "docx"),
    (370, "pdf"),
    (430, "txt"),
)


def write_samples(folder: Path) -> None:
    """Write every chosen issue as ``<key>.<format>`` and ``<key>.<format>.truth.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    newsroom = Newsroom(SEED)
    for position, form in CHOSEN:
        week = newsroom.weeks[position]
        draft, data = newsroom.write(week, form=form)
        draft.truth.file = f"{week.key}.{form}"
        (folder / draft.truth.file).write_bytes(data)
        write_json(folder / f"{draft.truth.file}.truth.json", draft.truth.as_json())


if __name__ == "__main__":
    write_samples(FOLDER)
