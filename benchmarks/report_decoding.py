"""The table of searches, out of what `benchmarks.decoding` recorded."""

from benchmarks import records


def speeds():
    """Return Markdown: sentences a second, a row a width, a column a system."""
    found, ratios = {}, {}
    for record in records.load("decoding"):
        width = record["settings"]["width"]
        if record["metric"] == "speed_ratio":
            ratios[width, record["against"]] = record["value"]
        else:
            found.setdefault(width, {})[record["system"]] = record["value"]
    columns = list(dict.fromkeys(name for row in found.values() for name in row))
    lines = [f"| beam | {' | '.join(columns)} |", "|---:|" + "---:|" * len(columns)]
    for width, row in sorted(found.items()):
        cells = [_cell(row.get(name), ratios.get((width, name))) for name in columns]
        lines.append(f"| {width} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", "Sentences a second.", ""])


def _cell(speed, ratio):
    if speed is None:
        return "–"
    return f"{speed:.0f}" + (f" (ours {ratio:.1f} times)" if ratio else "")
