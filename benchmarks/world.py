"""A registry of any size that nobody has to write: the same for the same number of agencies.

    python benchmarks/world.py 20000 FOLDER        write it as YAML

The taxonomy (functions, subjects, blocks of the map, nations and states) is that of the real
registry. The rest is drawn: n agencies, 5n responsibilities, and as many places, sources, links,
mechanisms and instruments an agency as the real registry has. What grows in such a registry is what
lies close to the ground, so three agencies in five are municipal and hold what they hold in a
district of their own. Texts are one sentence long, and every other citation bears a quotation.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from agencymap.model import FILE_TYPES  # noqa: E402
from agencymap.registry import Registry  # noqa: E402

TAXONOMY = ("registry", "functions", "subjects", "map")
PER_AGENCY = {"places": 0.9, "sources": 4.0, "links": 1.75, "mechanisms": 0.34, "instruments": 0.42}
MEMBERS = 5
"""Participants of a mechanism."""
DAY = "2026-11-01"

_WORDS = (
    "records", "inspections", "convoys", "warrants", "cartridges", "laboratories", "crossings",
    "shipments", "licenses", "seizures", "serial", "numbers", "patrols", "requests", "evidence",
    "training", "reports", "files", "routes", "vehicles", "warehouses", "auctions", "invoices",
    "permits", "roads", "harbors", "counters", "summaries", "referrals", "tables", "lists",
)  # fmt: skip
_PALABRAS = (
    "registros", "inspecciones", "convoyes", "órdenes", "cartuchos", "laboratorios", "cruces",
    "envíos", "licencias", "aseguramientos", "series", "números", "patrullas", "solicitudes",
    "pruebas", "cursos", "informes", "expedientes", "rutas", "vehículos", "bodegas", "subastas",
    "facturas", "permisos", "caminos", "puertos", "ventanillas", "resúmenes", "vistas", "tablas",
    "listas",
)  # fmt: skip

_ROLES = ("accountable", "responsible", "responsible", "supporting", "informed")
_KINDS = ("service", "information-sharing", "training", "coordination")

Record = dict[str, Any]


class World:
    """A synthetic registry, as the values its YAML files hold."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.draw = random.Random(n)
        self.files = {name: _yaml(ROOT / "registry" / f"{name}.yaml") for name in TAXONOMY}
        self.functions = [
            f["id"] for d in self.files["functions"]["domains"] for f in d["functions"]
        ]
        self.subjects = [s["id"] for s in self.files["subjects"]["subjects"]]
        self.nations = [
            p
            for side in ("us", "mx")
            for p in _yaml(ROOT / f"registry/places/{side}.yaml")["places"]
        ]
        self.states = {
            side: [p["id"] for p in self.nations if p["country"] == side and p["kind"] == "state"]
            for side in ("us", "mx")
        }
        self.sources = [self._source(i) for i in range(round(n * PER_AGENCY["sources"]))]
        self.cited = 0
        self.places = self._places()
        self.agencies = self._agencies()
        ids = [a["id"] for a in self.agencies]
        self.instruments = [self._instrument(i, ids) for i in range(self._count("instruments"))]
        self.mechanisms = [self._mechanism(i, ids) for i in range(self._count("mechanisms"))]
        self.links = [self._link(i, ids) for i in range(self._count("links"))]
        del self.sources[self.cited :]

    def _count(self, kind: str) -> int:
        return round(self.n * PER_AGENCY[kind])

    # -- texts and sources ---------------------------------------------------------------------

    def _text(self) -> Record:
        picks = [self.draw.randrange(len(_WORDS)) for _ in range(9)]
        number = self.draw.randrange(10_000)
        en, es = [_WORDS[p] for p in picks], [_PALABRAS[p] for p in picks]
        return {
            "en": f"Keeps {' and '.join(en[:3])}, checks {', '.join(en[3:6])} and reports "
            f"{' '.join(en[6:])} {number}.",
            "es": f"Lleva {' y '.join(es[:3])}, revisa {', '.join(es[3:6])} e informa de "
            f"{' '.join(es[6:])} {number}.",
        }

    def _source(self, number: int) -> Record:
        title = " ".join(self.draw.choices(_WORDS, k=6))
        return {
            "id": f"source-{number}", "title": f"{title.capitalize()}, {number}", "lang": "en",
            "publisher": f"Office of {self.draw.choice(_WORDS)}", "publisher_country": "us",
            "date": f"202{self.draw.randrange(2, 6)}-{self.draw.randrange(1, 13):02}",
            "kind": "official", "read": "whole",
            "url": f"https://example.org/{title.replace(' ', '-')}/{number}",
        }  # fmt: skip

    def _cite(self) -> list[Record]:
        if self.cited < len(self.sources):
            source = self.cited
            self.cited += 1
        else:
            source = self.draw.randrange(len(self.sources))
        citation: Record = {
            "source": f"source-{source}",
            "pinpoint": {"page": str(self.draw.randrange(1, 90))},
        }
        if self.draw.random() < 0.5:
            citation["quote"] = {"text": " ".join(self.draw.choices(_WORDS, k=12)), "lang": "en"}
        return [citation]

    # -- places --------------------------------------------------------------------------------

    def _places(self) -> list[Record]:
        found = []
        self.districts: dict[str, list[str]] = {
            s: [] for side in self.states.values() for s in side
        }
        for i in range(max(self._count("places") - len(self.nations), 0)):
            side = "us" if i % 2 else "mx"
            state = self.states[side][i // 2 % len(self.states[side])]
            own = self.districts[state]
            place: Record = {
                "id": f"{state.lower()}-{len(own)}",
                "name": {
                    "en": f"District {len(own)} of {state}",
                    "es": f"Distrito {len(own)} de {state}",
                },
                "kind": "city", "country": side, "within": [state], "citations": self._cite(),
            }  # fmt: skip
            if own and self.draw.random() < 0.2:
                place["touches"] = [self.draw.choice(own)]
            own.append(place["id"])
            found.append(place)
        return found

    # -- agencies ------------------------------------------------------------------------------

    def _agencies(self) -> list[Record]:
        roots = [
            (b["country"], a) for b in self.files["map"]["blocks"] for a in b.get("agencies", ())
        ]
        found = [
            self._agency(n, id_, side, "federal", [side.upper()], None, "department")
            for n, (side, id_) in enumerate(roots)
        ]
        above = {side: [id_ for s, id_ in roots if s == side] for side in ("us", "mx")}
        for n in range(len(found), self.n):
            kind = self.draw.random()
            side = "us" if self.draw.random() < 0.55 else "mx"
            state = self.draw.choice(self.states[side])
            if kind < 0.01:
                found.append(
                    self._agency(n, f"int-a{n}", "int", "international", [], None, "office")
                )
            elif kind < 0.15:
                id_, parent = f"{side}-f{n}", self.draw.choice(above[side])
                wide = self.draw.random() < 0.3
                places = [side.upper()] if wide else self.draw.sample(self.states[side], 2)
                found.append(self._agency(n, id_, side, "federal", places, parent, "bureau"))
                if len(above[side]) < 200:
                    above[side].append(id_)
            elif kind < 0.4:
                found.append(
                    self._agency(n, f"{side}-s{n}", side, "state", [state], None, "police")
                )
            else:
                places = [self.draw.choice(self.districts[state] or [state])]
                found.append(
                    self._agency(n, f"{side}-m{n}", side, "municipal", places, None, "police")
                )
        return found

    def _agency(
        self, n: int, id_: str, side: str, level: str, places: list[str],
        parent: str | None, kind: str,
    ) -> Record:  # fmt: skip
        words = self.draw.sample(range(len(_WORDS)), 2)
        en, es = " and ".join(_WORDS[w] for w in words), " y ".join(_PALABRAS[w] for w in words)
        sign = f"{id_[3].upper()}{n}"
        agency: Record = {
            "id": id_, "country": side, "level": level, "classification": kind,
            "name": {"en": f"Office {n} of {en}", "es": f"Oficina {n} de {es}"},
            "acronym": {"en": f"{sign} {en[:6]}", "es": f"{sign} {es[:6]}"},
            "mandate": self._text(), "citations": self._cite(), "checked": DAY,
            "responsibilities": [self._duty(i, places) for i in range(5)],
        }  # fmt: skip
        if parent:
            agency["parents"] = [{"agency": parent}]
        return agency

    def _duty(self, number: int, places: list[str]) -> Record:
        return {
            "id": f"duty-{number}", "function": self.draw.choice(self.functions),
            "role": self.draw.choice(_ROLES),
            "places": places, "subjects": [self.draw.choice(self.subjects)],
            "statement": self._text(), "citations": self._cite(), "checked": DAY,
        }  # fmt: skip

    # -- what joins them -----------------------------------------------------------------------

    def _instrument(self, n: int, ids: list[str]) -> Record:
        return {
            "id": f"instrument-{n}", "name": {"en": f"Memorandum {n}", "es": f"Memorándum {n}"},
            "kind": "memorandum", "country": "int", "status": "in-force", "signed": "2021-05-01",
            "parties": self.draw.sample(ids, 2), "functions": [self.draw.choice(self.functions)],
            "summary": self._text(), "citations": self._cite(), "checked": DAY,
        }  # fmt: skip

    def _mechanism(self, n: int, ids: list[str]) -> Record:
        return {
            "id": f"mechanism-{n}", "name": {"en": f"Group {n}", "es": f"Grupo {n}"},
            "kind": "working-group", "country": "int", "status": "active", "since": "2020",
            "purpose": self._text(), "functions": [self.draw.choice(self.functions)],
            "participants": [
                {"agency": a, "role": "member", "citations": self._cite()}
                for a in self.draw.sample(ids, MEMBERS)
            ],
            "citations": self._cite(), "checked": DAY,
        }  # fmt: skip

    def _link(self, n: int, ids: list[str]) -> Record:
        return {
            "id": f"link-{n}", "parties": self.draw.sample(ids, 2),
            "kind": self.draw.choice(_KINDS),
            "functions": [self.draw.choice(self.functions)],
            "statement": self._text(), "citations": self._cite(), "checked": DAY,
        }  # fmt: skip

    # -- as a registry -------------------------------------------------------------------------

    def registry(self) -> Registry:
        """Return it without the detour over files."""
        records: dict[str, list[Any]] = {}
        for _, kind, value in self.all_files():
            record = FILE_TYPES[kind].model_validate(value)
            listed = getattr(record, kind, None)
            records.setdefault(kind, []).extend([record] if listed is None else listed)

        def by_id(kind: str) -> Mapping[str, Any]:
            return MappingProxyType({r.id: r for r in sorted(records[kind], key=lambda r: r.id)})

        return Registry(
            info=records["registry"][0],
            domains=tuple(records["functions"][0].domains),
            blocks=tuple(records["map"][0].blocks),
            agencies=by_id("agency"),
            subjects=by_id("subjects"),
            series={},
            places=by_id("places"),
            sources=by_id("sources"),
            mechanisms=by_id("mechanism"),
            instruments=by_id("instrument"),
            cooperations=by_id("cooperations"),
            reviews=(),
            source_maps={},
        )

    # -- files ---------------------------------------------------------------------------------

    def all_files(self) -> Iterator[tuple[str, str, Any]]:
        """Yield each file: its path below the registry, its kind, and the value it holds."""
        for name, value in self.files.items():
            yield f"{name}.yaml", name, value
        lists = {
            "places": [*self.nations, *self.places],
            "sources": self.sources,
            "cooperations": self.links,
        }
        for kind, records in lists.items():
            for begin in range(0, len(records), 500):
                part = {kind: records[begin : begin + 500]}
                yield f"{kind}/{kind}-{begin // 500}.yaml", kind, part
        for agency in self.agencies:
            yield f"agencies/{agency['country']}/{agency['id']}.yaml", "agency", agency
        for kind, records in (("instrument", self.instruments), ("mechanism", self.mechanisms)):
            for record in records:
                yield f"{kind}s/{record['id']}.yaml", kind, record

    def write(self, folder: Path) -> Path:
        """Write the registry below *folder* and return it."""
        for name, _, value in self.all_files():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            text = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)
            file.write_text(text, encoding="utf-8")
        return folder


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    def ignore_aliases(self, data: object) -> bool:
        return True


def _yaml(file: Path) -> Any:
    """Return what a file of the real registry holds; every scalar is text, as it is there."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


if __name__ == "__main__":
    print(World(int(sys.argv[1])).write(Path(sys.argv[2])))
