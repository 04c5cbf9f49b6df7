"""The command line: parse, call, write, exit.

The only package that prints, writes files, exits, or asks what day it is. Standard output carries
the product and nothing else; progress and diagnostics go to standard error. Exit codes: 0 ran and
clean, 1 ran and found errors, 2 could not run.
"""

from agencymap.cli import ask, checks, products, records, reports
from agencymap.cli.base import main

__all__ = ["ask", "checks", "main", "products", "records", "reports"]
