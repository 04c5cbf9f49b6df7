"""Print claims drawn at random, for a reader to compare with their sources.

    python tests/spot_check.py [SEED] [NUMBER]

The same seed, number and registry give the same claims. What a reader finds is mended in the
registry; the draw itself keeps no record.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from agencymap.language import pinpoint_text
from agencymap.loading import load_registry
from agencymap.model import Citation, Cooperation, Limit, Need, Participant, Responsibility
from agencymap.registry import Part, Registry

CLAIMS = (Responsibility, Limit, Need, Cooperation, Participant)


def draw(registry: Registry, seed: int, number: int) -> list[Part]:
    """Return *number* claims, in the order drawn."""
    claims = sorted(registry.parts_of(*CLAIMS), key=lambda p: (p.kind, p.id, str(p.path)))
    return random.Random(seed).sample(claims, number)


def text(registry: Registry, part: Part) -> str:
    """Return a claim with its sources and quotes."""
    record = part.record
    assert isinstance(record, CLAIMS)
    position = registry.source_maps[part.kind, part.id].at(*part.path)
    said = (
        f"{record.agency} is {record.role} of {part.id}"
        if isinstance(record, Participant)
        else f"{record.statement.en}\n   {record.statement.es}"
    )
    lines = [f"{position}", f"   {said}"]
    for citation in record.citations:
        lines.append(f"   {_cited(registry, citation)}")
    return "\n".join(lines)


def _cited(registry: Registry, citation: Citation) -> str:
    source = registry.sources[citation.source]
    quote = f" “{citation.quote.text}”" if citation.quote else ""
    return f"[{source.id}, {pinpoint_text(citation.pinpoint, 'en')}]{quote}"


if __name__ == "__main__":
    seed, number = (*map(int, sys.argv[1:]), *(2026, 60)[len(sys.argv) - 1 :])
    whole = load_registry(Path(os.path.relpath(Path(__file__).parents[1] / "registry")))
    for n, claim in enumerate(draw(whole, seed, number), start=1):
        print(f"{n}. {text(whole, claim)}\n")
