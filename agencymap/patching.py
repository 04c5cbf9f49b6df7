"""Small changes to a text of YAML that leave the rest as it is: a list grows, a scalar changes."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from pathlib import Path as FilePath
from typing import Any, Final

import yaml

from agencymap.canonical import canonical, scalar
from agencymap.errors import AgencymapError
from agencymap.strict_yaml import parse_yaml

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Step = str | tuple[str, str]
"""A field, or a field that holds a list with the id of the entry in it."""


def patched(
    file: FilePath,
    kind: str,
    changes: Sequence[Callable[[str], str]],
    expect: Callable[[Any], None],
) -> str:
    """Return the text of a file after some changes, in canonical form if it was in it before.

    Args:
        file: to read.
        kind: of the file.
        changes: from text to text, one after the other.
        expect: makes the same changes in the value of the file; the two must agree.

    Raises:
        AgencymapError: the file cannot be read, or would not say what is expected.
    """
    try:
        raw = file.read_bytes().decode("utf-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise AgencymapError(f"{file.as_posix()} cannot be read: {reason}") from None
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    before = raw.removeprefix(mark).replace("\r\n", "\n")
    text = before if before.endswith("\n") else f"{before}\n"
    for change in changes:
        text = change(text)
    wanted = copy.deepcopy(plain(before))
    expect(wanted)
    if plain(text) != wanted:
        raise AgencymapError(
            f"{file.as_posix()} cannot be changed in place; run agencymap fmt on it first"
        )
    if canonical(before, kind) == before:
        return canonical(text, kind)
    return mark + (text.replace("\n", "\r\n") if "\r\n" in raw else text)


def plain(text: str) -> Any:
    """Return the value of a text."""
    return parse_yaml(text.encode(), "").value


def value_at(value: Any, steps: Sequence[Step]) -> Any:
    """Return what stands at some steps in a value."""
    for step in steps:
        if isinstance(step, str):
            value = value[step]
        else:
            value = next(x for x in value[step[0]] if x.get("id") == step[1])
    return value


def node_at(text: str, steps: Sequence[Step]) -> Any:
    """Return the node at some steps below the top of a text."""
    node: Any = yaml.compose(text, Loader=_LOADER)
    for step in steps:
        name = step if isinstance(step, str) else step[0]
        node = next(v for k, v in node.value if k.value == name)
        if not isinstance(step, str):
            node = next(x for x in node.value if _has_id(x, step[1]))
    return node


def _has_id(node: Any, id_: str) -> bool:
    return any(k.value == "id" and v.value == id_ for k, v in node.value)


def replace(text: str, node: Any, value: str) -> str:
    """Return *text* with another scalar in place of *node*."""
    return (
        f"{text[: node.start_mark.index]}{scalar(value, flow=False)}{text[node.end_mark.index :]}"
    )


def append(text: str, steps: Sequence[Step], lines: Sequence[str]) -> str:
    """Return *text* with one more entry at the end of a list.

    Args:
        text: of a file.
        steps: to the list.
        lines: of the entry, the first with its dash; moved to where the entries of the list stand.
    """
    node = node_at(text, steps)
    if node.flow_style:
        entry = json.dumps(plain("\n".join(lines))[0], ensure_ascii=False)
        end = node.end_mark.index - 1
        comma = ", " if node.value else ""
        return f"{text[:end].rstrip()}{comma}{entry}{text[end:]}"
    shift = node.start_mark.column - (len(lines[0]) - len(lines[0].lstrip()))
    return _below(text, node, [_moved(line, shift) for line in lines])


def _moved(line: str, shift: int) -> str:
    return " " * shift + line if shift > 0 else line[-shift:]


def _below(text: str, node: Any, lines: Sequence[str]) -> str:
    """Return *text* with lines below the last line of *node*."""
    end = text.find("\n", _end(node) - 1) + 1 or len(text)
    return text[:end] + "".join(f"{line}\n" for line in lines) + text[end:]


def _end(node: Any) -> int:
    """Return where the last scalar or bracket in a node ends; its own mark runs on beyond it."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)
