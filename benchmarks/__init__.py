"""Speed against peers, and published numbers reproduced.

Every benchmark is a module, `python -m benchmarks.<name>`, with `--help` and
`--quick`. What it measured goes to `results/<name>.json`; `report` prints ours
beside what papers report (`published.toml`).
"""
