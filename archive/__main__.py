"""``python -m archive`` is ``zhoubao``."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
