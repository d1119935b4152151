"""Peak memory of a training step on Linux, each system in a process of its own."""

import json
import pathlib
import re
import subprocess
import sys

from benchmarks import records
from benchmarks.layers_systems import Size, make


def measure_memory(systems, size, seed):
    """Return one record a system: megabytes above what the process held before."""
    made = []
    for name in systems:
        request = json.dumps([name, *size, seed])
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.layers_memory", request],
            capture_output=True,
            text=True,
            check=True,
        )
        megabytes = float(run.stdout.split()[-1])
        print(
            f"{','.join(map(str, size)):12} {name:34} {megabytes:8.0f} MB", flush=True
        )
        made.append(
            records.make(
                "layers",
                system=name,
                metric="train_step_megabytes",
                value=round(megabytes),
                seed=seed,
                settings=size._asdict(),
            )
        )
    return made


def main():
    """Make a system, train for two steps, print by how much the peak rose."""
    name, *size, seed = json.loads(sys.argv[1])
    system = make(name, Size(*size), masked=False, seed=seed)
    pathlib.Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew
    before = _kilobytes("VmRSS")
    for _ in range(2):
        system.train()
    print((_kilobytes("VmHWM") - before) / 1024)


def _kilobytes(name):
    """Return a line of what Linux knows about this process."""
    status = pathlib.Path("/proc/self/status").read_text()
    return int(re.search(rf"^{name}:\s+(\d+) kB", status, re.M)[1])


if __name__ == "__main__":
    main()
