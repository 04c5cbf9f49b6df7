"""No quote of a founding document is altered or invented: each has its digest in the list.

The list holds what `tests/check_quotes.py` found word for word in the documents.
"""

from __future__ import annotations

import pytest

from agencymap.registry import Registry
from tests.check_quotes import DIGESTS, digest, found_in, plain, quotes

DOCUMENT = plain(
    "ATF’s agents “may inspect”¹ a dealer once\n  a year – no more. CBP needs the data."
)


def test_every_quote_of_a_founding_document_was_found_in_it(real: Registry) -> None:
    known = set(DIGESTS.read_text(encoding="utf-8").split("\n")) - {""}
    used = {digest(source, quote): where for source, quote, where in quotes(real)}
    assert [where for line, where in used.items() if line not in known] == []
    assert known - used.keys() == set()
    assert len(known) > 100


@pytest.mark.parametrize(
    ("quote", "answer"),
    [
        ("a dealer once a year", True),
        ("ATF's agents", True),
        ("once a year … CBP needs", True),
        ("[CBP] needs the data", True),
        ("CBP needs … once a year", False),
        ("a dealer twice a year", False),
        ("a Dealer once", False),
    ],
)
def test_word_for_word(quote: str, answer: bool) -> None:
    assert found_in(quote, DOCUMENT) is answer


def test_one_altered_letter_has_another_digest() -> None:
    assert digest("d", "once a year") == digest("d", "once  a\nyear")
    assert digest("d", "once a year") != digest("d", "once a week")
