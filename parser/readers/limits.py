"""Caps on what a file may ask of us, so that a hostile or broken one ends in a named error."""

from parser.errors import LimitError

MAX_BYTES = 256 << 20  # of any file
MAX_TEXT_BYTES = 32 << 20  # of a plain text file: some thousand issues
MAX_CHARACTERS = 5_000_000  # of the text that comes out
MAX_PAGES = 3000
MAX_MEMBERS = 5000  # of a zip package
MAX_DIRECTORY_BYTES = 4 << 20  # of the list of names of a zip
MAX_PART_BYTES = 32 << 20  # of one XML part, unpacked
MAX_PACKAGE_BYTES = 1 << 30  # declared by all members together: photographs are large
MAX_RATIO = 300  # unpacked to packed, of parts larger than the following
RATIO_APPLIES_FROM = 4 << 20
MAX_CELLS = 200_000  # of one table, covered cells included


def check_file_size(size: int) -> None:
    """Raise LimitError when a file of ``size`` bytes is too large to be looked at."""
    if size > MAX_BYTES:
        raise LimitError(
            f"文件过大：{size / (1 << 20):.0f} MB，上限 {MAX_BYTES >> 20} MB",
            remedy="周报通常不到 10 MB；请压缩其中的图片后另存，或拆分文件",
        )


def check_characters(count: int) -> None:
    """Raise LimitError when the text of a file is longer than any report."""
    if count > MAX_CHARACTERS:
        raise LimitError(
            f"文字过多：超过 {MAX_CHARACTERS} 字",
            remedy="一个文件应是一期周报；请把合订本拆成单期",
        )
