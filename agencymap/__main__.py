"""Run the command line: ``python -m agencymap``."""

from agencymap.cli import main

if __name__ == "__main__":
    main()
