"""agencymap: who answers for what against arms trafficking, on each side of the border.

The road from files to pages::

    load_registry(folder) -> Registry            typed, whole, immutable
    check_registry(registry) -> [Finding]        what a careful editor would object to
    build_graph(registry, as_of=day)             frozen networkx.MultiDiGraph
    analysis.*                                   D1 to D12: overlap, counterparts, gaps, paths
"""

from agencymap.errors import AgencymapError, RegistryError
from agencymap.findings import Finding
from agencymap.loading import load_registry
from agencymap.registry import Registry

__version__ = "0.1.0"
__all__ = ["AgencymapError", "Finding", "Registry", "RegistryError", "__version__", "load_registry"]
