"""Print what was measured beside what papers report, and write it into the documents.

Run:
    python -m benchmarks.report                # print every table
    python -m benchmarks.report --write README.md notebooks/*.ipynb
    python -m benchmarks.report --figure docs/images   # one picture a table

A document says where a table belongs by two comments, `<!-- table: ptb -->` and
`<!-- /table -->`; what stands between them is replaced.
"""

import argparse
import json
import pathlib
import re
import statistics
import tomllib

import matplotlib.pyplot as plt

from benchmarks import records
from benchmarks.report_layers import SPEEDS
from rnncourse.plots import bars

PUBLISHED = pathlib.Path(__file__).with_name("published.toml")
MARKS = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- /table -->)", re.DOTALL)


def tables():
    """Return what each table is of: `{name: {"corpus": …, "metric": …, "unit": …}}`.

    Lower numbers are better, unless there stands `"better": "higher"`, too.
    """
    return tomllib.loads(PUBLISHED.read_text())["tables"]


def rows(table, *, split="test"):
    """Return the rows of a table: `system`, `published`, `ours`, `spread`, `seeds`.

    `ours` is the median over the seeds that were run, `None` where none was.

    Raises:
        SystemExit: If one seed was recorded several times, with other settings.
    """
    corpus, metric = tables()[table]["corpus"], tables()[table]["metric"]
    result = []
    for entry in tomllib.loads(PUBLISHED.read_text())["published"]:
        if entry["table"] != table:
            continue
        benchmark, system = entry.get("ours", (None, None))
        found = [
            record
            for record in (records.load(benchmark) if benchmark else [])
            if (record["system"], record["metric"]) == (system, metric)
            and (record.get("corpus"), record.get("split")) == (corpus, split)
        ]
        if len({record.get("seed") for record in found}) < len(found):
            raise SystemExit(
                f"{system!r} on {corpus!r} was recorded with several settings: keep "
                f"those of one recipe in benchmarks/results/{benchmark}.json."
            )
        values = [record["value"] for record in found]
        result.append(
            {
                "system": entry["system"],
                "published": entry.get("value"),
                "ours": statistics.median(values) if values else None,
                "spread": max(values) - min(values) if len(values) > 1 else None,
                "seeds": len(values),
                "source": entry.get("source", ""),
            }
        )
    return result


def markdown(table):
    """Return a table as GitHub Markdown, the better number of each row in bold.

    What nobody published and nobody measured yet has no row.
    """
    lines = [
        "| model | published | this course | source of the published number |",
        "|---|---:|---:|---|",
    ]
    sign = -1 if tables()[table].get("better") == "higher" else 1
    for row in rows(table):
        published, ours = row["published"], row["ours"]
        if published is None and ours is None:
            continue
        better = ours is not None and (
            published is None or sign * ours <= sign * published
        )
        shown = "–" if ours is None else f"{ours:.2f}"
        if row["spread"] is not None:
            shown += f" ({row['seeds']} seeds, spread {row['spread']:.2f})"
        lines.append(
            f"| {row['system']} | {'–' if published is None else published} "
            f"| {f'**{shown}**' if better else shown} | {row['source']} |"
        )
    return "\n".join(lines) + "\n"


def write(path):
    """Replace the marked tables of a Markdown file or notebook; return how many."""
    path = pathlib.Path(path)
    text = path.read_text()
    if path.suffix != ".ipynb":
        text, count = _replace(text)
    else:
        notebook, count = json.loads(text), 0
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                source, found = _replace("".join(cell["source"]))
                cell["source"] = source.splitlines(keepends=True)
                count += found
        text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    aside = path.with_suffix(path.suffix + ".part")
    aside.write_text(text)
    aside.replace(path)
    return count


def draw(table, folder):
    """Draw our numbers as bars and the published ones as diamonds; return the path.

    Where nothing was measured there is nothing to draw, and the answer is `None`.
    """
    ours = {row["system"]: row["ours"] for row in rows(table) if row["ours"]}
    if not ours:
        return None
    published = {
        row["system"]: row["published"]
        for row in rows(table)
        if row["published"] and row["system"] in ours
    }
    digits = 1 if max(ours.values()) >= 50 else 2
    unit = tables()[table]["unit"]
    ax = bars(ours, xlabel=unit, marks=published, digits=digits)
    path = pathlib.Path(folder) / f"{table}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    ax.figure.savefig(path, dpi=110)
    plt.close(ax.figure)
    return path


def _replace(text):
    def table(mark):
        made = SPEEDS[mark[2]]() if mark[2] in SPEEDS else markdown(mark[2])
        return mark[1] + made + mark[3]

    return MARKS.subn(table, text)


def main(arguments=None):
    """Print the tables, or write them into documents."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", nargs="+", metavar="FILE", default=[])
    parser.add_argument("--figure", metavar="FOLDER", help="draw every table there")
    options = parser.parse_args(arguments)
    for table in tables():
        if options.figure:
            print(draw(table, options.figure) or f"{table}: nothing measured")
        elif not options.write:
            print(f"{table}\n\n{markdown(table)}")
    for path in options.write:
        print(f"{path}: {write(path)} tables written")


if __name__ == "__main__":
    main()
