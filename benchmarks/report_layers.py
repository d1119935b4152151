"""Tables of speed, out of what `benchmarks.layers` recorded."""

from benchmarks import records, report_decoding

PEERS = {
    "of Keras, XLA": ("keras LSTM, XLA", "keras GRU, XLA", "keras SimpleRNN, XLA"),
    "of Keras, no XLA": (
        "keras LSTM, no XLA",
        "keras GRU, no XLA",
        "keras SimpleRNN, no XLA",
    ),
    "of PyTorch": ("torch LSTM", "torch GRU", "torch RNN"),
}
NAIVE = "of `keras.layers.RNN`, XLA"
COLUMNS = {**PEERS, NAIVE: ()}


def ratios(benchmark="layers"):
    """Return Markdown: a row a cell and size, a column a peer, train / inference."""
    found = {}
    for record in records.load(benchmark):
        settings = record.get("settings", {})
        if "masked" not in settings or settings["backend"] != "tensorflow":
            continue
        if record["metric"] not in ("train_step_ratio", "inference_ratio"):
            continue
        size = tuple(settings[name] for name in ("batch", "time", "units"))
        for column, peers in COLUMNS.items():
            naive = column == NAIVE and record["against"].startswith("keras RNN(")
            if record["against"] in peers or naive:
                row = found.setdefault((size, record["system"]), {})
                row.setdefault(column, {})[record["metric"]] = record["value"]
    columns = [name for name in COLUMNS if any(name in row for row in found.values())]
    lines = [
        "| batch, time, units | layer | " + " | ".join(columns) + " |",
        "|---|---|" + "---:|" * len(columns),
    ]
    for (size, system), row in sorted(found.items(), key=lambda item: item[0][0]):
        cells = [_pair(row.get(column)) for column in columns]
        name = system.removeprefix("rnncourse ")
        lines.append(f"| {', '.join(map(str, size))} | {name} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", "Training step / inference.", ""])


def _pair(values):
    if not values:
        return "–"
    kinds = "train_step_ratio", "inference_ratio"
    return " / ".join(
        f"{values[kind]:.2f}" if kind in values else "–" for kind in kinds
    )


def parts():
    """Return Markdown: milliseconds of each part of a step, a column a size."""
    found = {}
    for record in records.load("layers"):
        if record["metric"] == "part_milliseconds":
            settings = record["settings"]
            size = tuple(settings[name] for name in ("batch", "time", "units"))
            found.setdefault(record["against"], {})[size] = record["value"]
    sizes = sorted({size for row in found.values() for size in row})
    lines = [
        "| milliseconds | " + " | ".join(", ".join(map(str, s)) for s in sizes) + " |",
        "|---|" + "---:|" * len(sizes),
    ]
    for part, row in found.items():
        cells = [f"{row[size]:.1f}" if size in row else "–" for size in sizes]
        lines.append(f"| {part} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def masked_ratios():
    """Return Markdown like `ratios`, for sequences of many lengths."""
    return ratios("layers_masked")


SPEEDS = {"layers": ratios, "layers_masked": masked_ratios, "layer_parts": parts}
SPEEDS |= {"decoding": report_decoding.speeds}
