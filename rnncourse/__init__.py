"""Recurrent neural networks for language, written to be read.

Text flows one way through the package, and every room knows only the rooms
before it in this list:

`datasets` (files to text) → `text` (text to ids) → `pipelines` (ids to batches)
→ `metrics` (arrays to numbers) → `layers` → `models` → `training` → `decoding`
→ `plots`.

Each room's own docstring tells what it does in one small story.
"""

__version__ = "0.1.0"
