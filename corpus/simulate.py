"""A simulated archive: 447 issues of eleven years, with the truth of each.

    python -m corpus.simulate OUTDIR [--seed 7] [--issues 447] [--jobs 2] [--form docx]

writes ``OUTDIR/issues/<year>/…`` and ``OUTDIR/truth/<key>.json``, and what is true of all of
them together in ``OUTDIR/truth/archive.json``. The same seed gives the same bytes.
"""

import argparse
import hashlib
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

from .calendar import MISSING, REPEATED, Week, find_left_out, plan_weeks
from .composition import compose
from .departments import RENAMED
from .docx_writer import write_docx
from .draft import Draft
from .indicators import renamings
from .ledger import Ledger
from .mastheads import running_head
from .mistakes import plan_mistakes
from .pdf_writer import write_pdf
from .repeats import plan_repeats, repeats_as_json
from .txt_writer import write_txt

_FORMS = {
    1: ("docx", "docx", "docx", "pdf", "pdf", "txt", "txt"),
    2: ("docx", "docx", "docx", "pdf", "pdf", "txt"),
    3: ("docx", "docx", "docx", "pdf", "pdf", "pdf", "txt"),
}
_FIRST_WHITELIST = (2017, 6, 1)  # first mention on or after this day


def main(arguments: list[str] | None = None) -> int:
    """Write the archive; the number of issues written is printed."""
    options = _options(arguments)
    truths = simulate(
        options.outdir,
        seed=options.seed,
        issues=options.issues,
        jobs=options.jobs,
        form=options.form,
    )
    print(f"{len(truths)} 期（模拟）写入 {options.outdir}")
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="corpus.simulate", description=__doc__)
    options.add_argument("outdir", type=Path)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--issues", type=int, default=447, help="the first so many files")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--form", choices=("docx", "pdf", "txt"), help="of all files alike")
    return options.parse_args(arguments)


def simulate(
    outdir: Path, *, seed: int = 7, issues: int = 447, jobs: int = 1, form: str | None = None
) -> list[str]:
    """Write the first ``issues`` files and their truth; their keys in order.

    ``form`` is docx, pdf or txt for all of them; None: mixed, as in an old archive.
    """
    weeks = plan_weeks(seed)
    written = [week for week in weeks if not week.lost][:issues]
    for year in {week.year for week in written}:
        (outdir / "issues" / str(year)).mkdir(parents=True, exist_ok=True)
    (outdir / "truth").mkdir(parents=True, exist_ok=True)
    shares = [written[first::jobs] for first in range(jobs)]
    write = partial(_write_share, outdir=outdir, seed=seed, form=form)
    if jobs == 1:
        found = [write(share) for share in shares]
    else:
        with ProcessPoolExecutor(jobs) as pool:
            found = list(pool.map(write, shares))
    summaries = sorted((s for share in found for s in share), key=lambda s: str(s["start"]))
    write_json(outdir / "truth" / "archive.json", _archive_truth(seed, summaries))
    return [str(summary["key"]) for summary in summaries]


class Newsroom:
    """The simulated office: all that its issues have in common."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.weeks = plan_weeks(seed)
        self._ledger = Ledger(self.weeks, seed)
        self._mistakes = plan_mistakes(self.weeks, seed)
        self._mentions = whitelist_mentions(self.weeks, seed)
        self._repeats = plan_repeats(self.weeks, seed)

    def write(self, week: Week, *, form: str | None = None) -> tuple[Draft, bytes]:
        """One issue, in its format or another one; ``draft.truth.file`` is its name."""
        rng = Random(f"{self.seed}:form:{week.position}")
        usual = rng.choice(_FORMS[week.era])
        draft = compose(
            week,
            self._ledger,
            seed=self.seed,
            form=form or usual,
            mistake=self._mistakes.get(week.position),
            whitelist=self._mentions.get(week.position),
            repeats=self._repeats.get(week.position, ()),
        )
        draft.truth.file = f"{week.year}/{_file_name(week, rng)}.{draft.style.form}"
        return draft, set_in_type(draft, rng)


def _write_share(
    share: list[Week], *, outdir: Path, seed: int, form: str | None
) -> list[dict[str, object]]:
    newsroom = Newsroom(seed)
    return [_write_issue(newsroom, week, outdir, form) for week in share]


def _write_issue(
    newsroom: Newsroom, week: Week, outdir: Path, form: str | None
) -> dict[str, object]:
    draft, data = newsroom.write(week, form=form)
    (outdir / "issues" / draft.truth.file).write_bytes(data)
    write_json(outdir / "truth" / f"{week.key}.json", draft.truth.as_json())
    return {
        "key": week.key,
        "file": draft.truth.file,
        "sha256": hashlib.sha256(data).hexdigest(),
        "start": week.start.isoformat(),
        "characters": draft.length,
        "mistakes": draft.truth.mistakes,
        "topics": draft.truth.topics,
    }


def set_in_type(draft: Draft, rng: Random) -> bytes:
    """The issue's bytes in its format."""
    if draft.style.form == "docx":
        return write_docx(draft.pieces, rng)
    if draft.style.form == "pdf":
        return write_pdf(draft.pieces, rng, head=running_head(draft.week))
    return write_txt(draft.pieces, rng)


def _file_name(week: Week, rng: Random) -> str:
    """Names as people give them; the whole number keeps them apart where a number repeats."""
    names = {
        1: (f"{week.year}年第{week.number}期", f"周报{week.year}-{week.number:02d}"),
        2: (f"政务服务周报{week.year}年第{week.number}期", f"{week.end:%Y%m%d}周报"),
        3: (
            f"{week.year}年第{week.number}期（总第{week.whole_number}期）",
            f"窗口工作周报{week.year}-{week.number:02d}",
        ),
    }
    return rng.choice(names[week.era]) + ("（再）" if week.repeated else "")


def whitelist_mentions(weeks: tuple[Week, ...], seed: int) -> dict[int, int]:
    """Which reports speak of the 白名单: position → how many did before."""
    # no report names the environment's office while it is being renamed
    able = [
        week.position
        for week in weeks
        if not week.lost
        and (week.start.year, week.start.month, week.start.day) >= _FIRST_WHITELIST
        and not (2018, 3) <= (week.end.year, week.end.month) < (2019, 2)
    ]
    rng = Random(f"{seed}:whitelist")
    chosen = sorted([able[0], *rng.sample(able[8:], 15)])
    return {position: n for n, position in enumerate(chosen)}


def _archive_truth(seed: int, summaries: list[dict[str, object]]) -> dict[str, object]:
    return {
        "note": "模拟数据，数字、人物、事件均为虚构",
        "seed": seed,
        "issues": [
            {key: summary[key] for key in ("key", "file", "sha256", "start", "characters")}
            for summary in summaries
        ],
        "missing_whole_numbers": list(MISSING),
        "repeated_whole_numbers": list(REPEATED),
        "weeks_left_out": [
            [first.isoformat(), last.isoformat()] for first, last in find_left_out(plan_weeks(seed))
        ],
        "renamed_departments": [list(pair) for pair in RENAMED],
        "renamed_indicators": renamings(),
        "repeated_events": repeats_as_json(
            plan_weeks(seed), seed, frozenset(str(summary["key"]) for summary in summaries)
        ),
        "mistakes": _gather(summaries, "mistakes"),
        "topics": _gather(summaries, "topics"),
    }


def _gather(summaries: list[dict[str, object]], what: str) -> list[dict[str, object]]:
    found = []
    for summary in summaries:
        entries = summary[what]
        assert isinstance(entries, list)
        found += [{"key": summary["key"], **entry} for entry in entries]
    return found


def write_json(path: Path, content: dict[str, object]) -> None:
    """JSON as the corpus keeps it: the same bytes everywhere."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
