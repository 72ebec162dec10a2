"""``python -m onrecord`` is ``onrecord``."""

from .ui.cli import main

if __name__ == "__main__":
    main()
