"""The errors a caller can meet.

::

    AgencymapError            anything agencymap raises on purpose
    ├── RegistryError         the registry is not whole: carries every finding
    ├── LookupFailure         no agency, function or place of that name, or several
    └── OutputError           the output folder cannot be written
"""

from __future__ import annotations

from collections.abc import Sequence

from agencymap.findings import Finding


class AgencymapError(Exception):
    """Anything agencymap raises on purpose; its text is fit to show to a user."""


class RegistryError(AgencymapError):
    """The registry could not be built; :attr:`findings` says why, sorted by place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class LookupFailure(AgencymapError):
    """A name given by the user leads to nothing, or to several records."""

    def __init__(self, message: str, candidates: Sequence[str] = ()) -> None:
        self.candidates = tuple(candidates)
        super().__init__(message)


class OutputError(AgencymapError):
    """The output could not be written; whatever stood there before is unchanged."""
