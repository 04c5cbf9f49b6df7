"""Compare the quotes of the founding documents with their texts, and keep the digests of the true.

The documents are not ours to publish, so the tests hold only the SHA-256 of every quote that was
found word for word. Run this when a quote from one of them is added or mended:

    python tests/check_quotes.py FOLDER

FOLDER holds the documents as text, in files whose names begin as in :data:`DOCUMENTS`.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from agencymap.loading import load_registry
from agencymap.model import Citation
from agencymap.registry import Registry

ROOT = Path(__file__).parents[1]
DIGESTS = Path(__file__).parent / "quotes.sha256"
DOCUMENTS = {
    "pacific-council-2023": "pacific-council-2023",
    "insight-crime-2011": "insight-crime-2011",
    "al-jazeera-2026": "al-jazeera-2026",
    "roundtable-news-2023": "roundtable-2023",
    "ntd-2024": "ntd-2024",
}
"""Source id → how the name of its text begins."""
_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def plain(text: str) -> str:
    """Return *text* with signs and spaces as a typist would write them."""
    return re.sub(r"\s+", " ", text.translate(_SIGNS)).strip()


def digest(source: str, quote: str) -> str:
    """Return the line that stands for a quote in the list."""
    return f"{hashlib.sha256(plain(quote).encode()).hexdigest()}  {source}"


def quotes(registry: Registry) -> Iterator[tuple[str, str, str]]:
    """Yield (source, quote, where) for every quote from a founding document."""
    for part in registry.parts_of(Citation):
        citation = part.record
        if not isinstance(citation, Citation) or citation.quote is None:
            continue
        if citation.source in DOCUMENTS:
            yield citation.source, citation.quote.text, f"{part.kind} {part.id} {part.path}"


def found_in(quote: str, document: str) -> bool:
    """Return whether every piece of the quote stands in the document, in that order.

    Pieces are what an ellipsis divides; words in brackets are the editor's.
    """
    at = 0
    for piece in re.split(r"\s*(?:\[[^]]*\]|…|\.\.\.)\s*", plain(quote)):
        at = document.find(piece.strip(), at)
        if at < 0:
            return False
    return True


def main(folder: Path) -> int:
    """Check all quotes; write the digests of those found, name the others."""
    texts = {}
    for source, start in DOCUMENTS.items():
        (file,) = folder.glob(f"{start}*.txt")
        # a footnote's number, a hyphen at the end of a line and page breaks stand inside sentences
        texts[source] = plain(file.read_text(encoding="utf-8"))
    kept, missing = set(), 0
    for source, quote, where in quotes(load_registry(ROOT / "registry")):
        if found_in(quote, texts[source]):
            kept.add(digest(source, quote))
        else:
            missing += 1
            print(f"{where}: not in {source}: {quote}")
    DIGESTS.write_text("".join(f"{line}\n" for line in sorted(kept)), encoding="utf-8")
    print(f"{len(kept)} quotes found, {missing} not")
    return bool(missing)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
