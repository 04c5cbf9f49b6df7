"""What a careful editor would object to, in a registry that is whole: one function a rule.

Each rule takes the registry and a day, and yields findings; ``RULES`` lists them by id. What would
keep the graph from being built is not a rule: :mod:`agencymap.loading` refuses it.

A warning that editors have looked at and accept for a time is left out: ``reviews.yaml`` names it,
as ``rule-id:record-id``, with a reason and a day on which it comes back. An overlap that a source
explains is named by the id of the finding, ``overlap:agency:agency:function``.
"""

from __future__ import annotations

from datetime import date

from agencymap.dates import PartialDate
from agencymap.findings import Finding, Severity, sort_findings
from agencymap.registry import Registry
from agencymap.rules import evidence, identity, structure, text
from agencymap.rules.base import Rule, accepted


def check_registry(registry: Registry, on: date | None = None) -> list[Finding]:
    """Return the findings of all rules that no review accepts, sorted by place; never raises.

    Args:
        registry: the registry.
        on: the day of the check, by which claims and reviews grow old; the day of the newest
            check on file when left out.
    """
    day = on or newest_check(registry)
    left = accepted(registry, day)
    found = (f for rule in RULES.values() for f in rule(registry, day))
    return sort_findings(f for f in found if not (f.severity is Severity.WARNING and f.id in left))


def newest_check(registry: Registry) -> date:
    """Return the newest day on which an editor checked a record."""
    days = (getattr(part.record, "checked", None) for part in registry.parts)
    return max((d.latest for d in days if isinstance(d, PartialDate)), default=date.max)


RULES: dict[str, Rule] = {
    "id-path-mismatch": identity.id_path_mismatch,
    "id-country-mismatch": identity.id_country_mismatch,
    "long-short-name": identity.long_short_name,
    "repeated-name": identity.repeated_name,
    "repeated-short-name": identity.repeated_short_name,
    "former-name": identity.former_name,
    "long-quote": text.long_quote,
    "untranslated": text.untranslated,
    "lost-accent": text.lost_accent,
    "personal-data": text.personal_data,
    "marked-source": text.marked_source,
    "glossary-departure": text.glossary_departure,
    "bidding-option": text.bidding_option,
    "no-responsibility": structure.no_responsibility,
    "retired-with-end": structure.retired_with_end,
    "uncited-parent": structure.uncited_parent_change,
    "uncited-place": structure.uncited_place,
    "undated-mechanism": structure.undated_mechanism,
    "asymmetric-mirror": structure.asymmetric_mirror,
    "sole-holder-twice": structure.sole_holder_twice,
    "placed-twice": structure.placed_twice,
    "foreign-place": structure.foreign_place,
    "uncited-source": evidence.uncited_source,
    "stale-claim": evidence.stale_claim,
    "idle-review": evidence.idle_review,
    "uncited-review": evidence.uncited_review,
}
"""Rule id → rule."""

__all__ = ["RULES", "Rule", "check_registry", "newest_check"]
