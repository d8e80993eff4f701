"""A folder of texts that attack: every trick carries the word PWNED, or fetches from pwned.example.

Nothing of it may run, load, or lead out of the folder; all of it may be shown as text.
"""

import csv
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECRET = "Zyxomma"  # a word that stands only in files outside the folder
TAGS = [
    '<script>alert("PWNED")</script>',
    '<script src="https://pwned.example/a.js"></script>',
    '<img src="https://pwned.example/a.png" onerror="alert(\'PWNED\')">',
    "<svg/onload=alert`PWNED`><pwned-tag>",
    "<a href=\"javascript:alert('PWNED')\">go</a> [go](javascript:alert`PWNED`)",
    '<iframe srcdoc="<script>parent.alert(`PWNED`)</script>"></iframe>',
    '<object data="data:text/html,<script>alert(`PWNED`)</script>"></object>',
    '<base href="https://pwned.example/"><meta http-equiv="refresh" content="0;https://pwned.example">',
    '" onmouseover="alert(`PWNED`)" autofocus onfocus="alert(`PWNED`)" x="',
    "' onclick='alert(`PWNED`)' style='background:url(https://pwned.example/b)' x='",
    "</p></div></details></td></table></template></noscript><pwned-tag>",
    "</script></style></textarea></title><pwned-tag>",
    "--><pwned-tag><!--",
    "]]><pwned-tag><![CDATA[",
    "&lt;pwned-tag&gt; &#60;pwned-tag&#62; \\u003cpwned-tag\\u003e",
    "<style>@import 'https://pwned.example/c.css'; * { display: none }</style>",
    "<form action='https://pwned.example'><input autofocus formaction='javascript:alert(`PWNED`)'>",
]
MARKDOWN = [
    "![x](https://pwned.example/d.png) <https://pwned.example> [x]: javascript:alert`PWNED`",
    "{raw}`<pwned-tag>` {download}`{secret}` {eval-rst}`PWNED` {{ 7*7 }} {% raw %}",
    "%findings% %notebooks% %corpus% # PWNED | a | b | **PWNED** ::: {note}",
    "$$\\href{javascript:alert(`PWNED`)}{x}$$ $\\unicode{PWNED}$ \\(\\class{PWNED}{x}\\)",
    "=cmd|' /C calc'!A0 +1 -2 @SUM(A1) =HYPERLINK(\"https://pwned.example\")",
    "\x1b]8;;https://pwned.example\x1b\\PWNED \x1b[2J \u202eDENWP\u202c",
    "'; import os; os.system('touch PWNED') # \\ {0.__class__} %s $(touch PWNED) `touch PWNED`",
]
BLOCKS = [
    "```{raw} html\n<pwned-tag><script>alert('PWNED')</script>\n```",
    "````\n```{include} {secret}\n```",
    "```{literalinclude} {secret}\n```",
    ":::{raw} html\n<pwned-tag>\n:::",
    "::::{container} communique-row\n:::{include} {secret}\n:::\n::::",
    ".. raw:: html\n\n   <pwned-tag>\n\n.. include:: {secret}",
    "```{code-cell} python\nopen('{secret}').read()\n```",
    '{"application/vnd.jupyter.widget-view+json": {"id": "PWNED"}, "text/html": "<pwned-tag>"}',
    '<script type="application/vnd.jupyter.widget-state+json">{"PWNED": 1}</script>',
    "%%javascript\nalert('PWNED')\n\n%%html\n<pwned-tag>\n\n!touch PWNED",
    "---\norphan: true\nhtml_meta:\n  pwned: PWNED\n---",
]
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "PWNED PWNED PWNED PWNED">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 16}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + '<!ENTITY s SYSTEM "file://{secret}">]>'
)
PAGE = (
    "<html><head><title>PWNED <script></title><meta name=author content='&lt;pwned-tag&gt;'>"
    "<link rel=canonical href=\"javascript:alert('PWNED')\"></head><body onload=alert('PWNED')>"
    "<h1>Talks &lt;pwned-tag&gt;</h1><p>Trade talks &lt;script&gt;alert('PWNED')&lt;/script&gt; "
    "resumed in Zenda. &s; &i; The envoys met.</p><iframe src='file://{secret}'></iframe></body></html>"
)
WORDS = "zenda; tariffs; PWNED"
SPEECH = (
    "“War and trade {0},” said {0} Sapt of Zenda on 3 May 2031. The tariffs {0} are a disaster."
)
NAMES = [
    "plain.txt",
    "<img src=x onerror=alert(`PWNED`)>.txt",
    '" onmouseover="alert(`PWNED`)" x=".md',
    "%notebooks% {raw}`x` [x](javascript:alert`PWNED`).txt",
    "-rf $(touch PWNED) ;`touch PWNED`'.txt",
    "::: {{ 7 }} ``` |a|\n# PWNED <pwned-tag>.txt",
]


def write_hostile(folder: Path, secret: Path) -> Path:
    """Write the texts, documents.csv and a codebook beside the folder; return the codebook."""
    folder.mkdir(parents=True)
    secret.write_text(f"{SECRET} met in Zenda. {SECRET} left.\n", encoding="utf-8")
    rows = []
    for number, name in enumerate(NAMES):
        tricks = [*TAGS[number :: len(NAMES)], *MARKDOWN[number :: len(NAMES)]]
        blocks = BLOCKS[number :: len(NAMES)]
        lines = [f"Talks resume {tricks[0]}", *blocks, *map(SPEECH.format, tricks), *tricks]
        text = "\n\n".join(lines).replace("{secret}", str(secret)) + "\n"
        (folder / name).write_text(text, encoding="utf-8")
        shown = f"{tricks[-1]}\n\n{blocks[0]} {number}"
        cells = [name, shown, f"{shown} {tricks[0]}", tricks[0], tricks[0], tricks[-1]]
        rows.append([cell.replace("{secret}", str(secret)) for cell in cells])
    page = (BOMB + PAGE).replace("{secret}", str(secret))
    (folder / "page.html").write_text(page, encoding="utf-8")
    _lead_out(folder, secret)
    with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "source", "title", "author", "genre", "url"])
        writer.writerows(rows)
    return _write_codebook(folder.parent / "codebook.csv")


def report(folder: Path, out: Path, *options: object) -> subprocess.CompletedProcess[str]:
    """Run the command where what it could write by mistake is seen."""
    command = [sys.executable, "-m", "communique.cli", "report", folder, "-o", out, *options]
    arguments = [str(part) for part in command]
    return subprocess.run(arguments, capture_output=True, encoding="utf-8", cwd=out.parent)


def report_hostile(work: Path) -> subprocess.CompletedProcess[str]:
    """Write the folder, its name an attack too, and a report on it into `out`."""
    folder = work / "texts '\"<img src=x onerror=alert`PWNED`>$(touch PWNED)\\n{{ 7 }}"
    codebook = write_hostile(folder, work / "secret.txt")
    return report(folder, work / "out", "--notebooks", "1,2,5", "--codebook", codebook)


def _lead_out(folder: Path, secret: Path) -> None:
    (folder / "linked.txt").symlink_to(secret)
    (folder / "up.md").symlink_to(Path("..") / secret.name)
    (folder / "packed.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    (folder / "inside").symlink_to(secret.parent)


def _write_codebook(path: Path) -> Path:
    path.write_bytes((ROOT / "data" / "codebook.csv").read_bytes())
    rows = [
        [
            f"hostile{number}",
            "",
            f"PWNED {trick}",
            f"what is {trick}",
            f"Talks {trick}.",
            trick,
            WORDS,
            "",
        ]
        for number, trick in enumerate([TAGS[0], TAGS[8], BLOCKS[0], MARKDOWN[3]])
    ]
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path
