"""Post what the checks of a pull request found as one comment, or renew the one that is there.

Run by ``comment.yml``, after the checks. What the checks hand on was made by the code of the pull
request and may hold anything: it is read as text of limited size, cleaned, and never run. All else
comes from the event and from GitHub. Needs nothing beside Python and ``gh``.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from typing import Any

MARKER = "<!-- agencymap: what this change does -->"
ARTIFACT, FILE = "change", "change.md"
MOST_BYTES = 2_000_000
"""Size of the file, packed or not, above which it is not read."""
MOST_CHARACTERS = 60_000
"""Length of a comment; GitHub takes 65,536."""
MOST_PAGES = 30
"""Pages of a hundred comments that are searched for ours."""
BOT = "github-actions[bot]"
TAGS = re.compile(r"<(?!/?(?:details|summary)>)")
"""Every bracket that begins no tag of a folded part."""
ENTITIES = re.compile(r"&(?!(?:lt|#60|#62);)")
"""Every sign that begins no bracket written out."""


def gh(path: str, *options: str, send: Any = None) -> bytes:
    """Return what GitHub answers."""
    command = ["gh", "api", path, *options]
    data = None
    if send is not None:
        command += ["--input", "-"]
        data = json.dumps(send).encode()
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


def ask(path: str, **fields: str) -> Any:
    """Return the answer to a question, as data."""
    options = [part for name, value in fields.items() for part in ("-f", f"{name}={value}")]
    return json.loads(gh(path, "--method", "GET", *options))


def pull_request(repository: str) -> int | None:
    """Return the number of the open pull request whose newest commit was checked, if it is one."""
    found = ask(
        f"repos/{repository}/pulls",
        state="open",
        head=f"{os.environ['HEAD_OWNER']}:{os.environ['HEAD_BRANCH']}",
        per_page="100",
    )
    numbers = [
        int(pull["number"])
        for pull in found
        if pull["head"]["sha"] == os.environ["HEAD_SHA"]
        and (pull["head"]["repo"] or {}).get("full_name") == os.environ["HEAD_REPOSITORY"]
    ]
    return numbers[0] if len(numbers) == 1 else None


def handed_on(repository: str) -> str:
    """Return the text that the checks handed on; empty where there is none that can be used."""
    run = f"repos/{repository}/actions/runs/{int(os.environ['RUN_ID'])}"
    for artifact in ask(f"{run}/artifacts", name=ARTIFACT)["artifacts"]:
        if artifact["name"] == ARTIFACT and not artifact["expired"]:
            if artifact["size_in_bytes"] > MOST_BYTES:
                return ""
            return unpacked(gh(f"repos/{repository}/actions/artifacts/{int(artifact['id'])}/zip"))
    return ""


def unpacked(packed: bytes) -> str:
    """Return the one file of an archive; empty where it holds another, too much, or no text."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            if archive.namelist() != [FILE]:
                return ""
            with archive.open(FILE) as file:
                content = file.read(MOST_BYTES + 1)
        return "" if len(content) > MOST_BYTES else content.decode("utf-8")
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError):
        return ""


def cleaned(text: str, links: str) -> str:
    """Return text that addresses nobody, shows no picture and leads only to *links*.

    A space without width after a mark keeps GitHub from reading an account or an issue in it.
    """
    text = "".join(c if c == "\n" or c.isprintable() else " " if c.isspace() else "" for c in text)
    text = TAGS.sub("&lt;", ENTITIES.sub("&amp;", text))
    text = re.sub(r"@|(?<!&)#(?=\d)", "\\g<0>\u200b", text)
    text = re.sub(r"\](?=[:\[])", "] ", text).replace("![", "! [")
    return re.sub(rf"\](?=\()(?!\({re.escape(links)})", "] ", text)


def shortened(text: str, most: int) -> str:
    """Return text of at most so many characters: whole, or up to its first folded part."""
    if len(text) <= most:
        return text
    summary = text.split("<details>", 1)[0].rstrip()[: most - 200]
    return (
        f"{summary}\n\n*Too long for a comment: the whole is in the summary of the checks. / "
        "Demasiado largo para un comentario: todo está en el resumen de las revisiones.*"
    )


def comment_text(text: str, conclusion: str, run: str, commit: str) -> str:
    """Return the comment: how the checks ended and where their files are, then the text.

    What is ours stands first, where nothing in the text can hide it.
    """
    if conclusion == "success":
        ends = ("The checks found no error.", "Las revisiones no encontraron errores.")
    else:
        ends = (
            "**The checks found errors.** They stand beside their lines under *Files changed*; "
            "CONTRIBUTING.md says how to read them.",
            "**Las revisiones encontraron errores.** Están junto a sus renglones en *Files "
            "changed*; CONTRIBUTING.es.md explica cómo leerlos.",
        )
    files = (
        f"The explorer and the reports as this change makes them can be downloaded from "
        f"[the checks]({run}).",
        f"El explorador y los informes, tal como quedan con este cambio, se descargan de "
        f"[las revisiones]({run}).",
    )
    made = (
        f"<sub>Made by a program from the files of this pull request at {commit[:7]}; nobody has "
        "reviewed it. / Lo hizo un programa con los archivos de esta propuesta; nadie lo ha "
        "revisado.</sub>"
    )
    said = [f"{end} {where}" for end, where in zip(ends, files, strict=True)]
    return "\n\n".join([MARKER, *said, made, text.strip()]) + "\n"


def own_comment(repository: str, number: int) -> int | None:
    """Return the id of the comment that an earlier run left."""
    for page in range(1, MOST_PAGES + 1):
        found = ask(f"repos/{repository}/issues/{number}/comments", per_page="100", page=str(page))
        for comment in found:
            if (comment["user"] or {}).get("login") == BOT and comment["body"].startswith(MARKER):
                return int(comment["id"])
        if len(found) < 100:
            return None
    return None


def main() -> None:
    """Do it."""
    repository = os.environ["GITHUB_REPOSITORY"]
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    here = f"{server}/{repository}"
    number = pull_request(repository)
    if number is None:
        print("No open pull request has this as its newest commit; nothing to say.")
        return
    text = shortened(cleaned(handed_on(repository), f"{here}/blob/"), MOST_CHARACTERS)
    if not text.strip():
        text = (
            "## What this change does\n\nIt could not be computed; the checks say why. / "
            "No se pudo calcular; las revisiones dicen por qué."
        )
    run = f"{here}/actions/runs/{int(os.environ['RUN_ID'])}"
    body = comment_text(text, os.environ["CONCLUSION"], run, os.environ["HEAD_SHA"])
    known = own_comment(repository, number)
    if known is None:
        gh(f"repos/{repository}/issues/{number}/comments", "--method", "POST", send={"body": body})
    else:
        gh(f"repos/{repository}/issues/comments/{known}", "--method", "PATCH", send={"body": body})
    print(f"Pull request {number}: comment {'posted' if known is None else 'renewed'}.")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"GitHub refused: {' '.join(error.cmd[:3])}")
