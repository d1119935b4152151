"""One notebook from start to end in a kernel of its own."""

import asyncio
import concurrent.futures
import os
import time
from dataclasses import dataclass

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import (
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)
from traitlets import default

# debugpy complains on stderr about Python's own frozen modules; with older versions
# of ipykernel not only in the kernel but in this process too
os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")


@dataclass(frozen=True)
class Outcome:
    """How the run of one notebook went.

    Attributes:
        stem: File name without its ending; it begins with the number.
        title: First heading of the notebook.
        seconds: Wall-clock time.
        message: Which cell failed and why; empty when none did.
        data: What the notebook could read, in words.
        finished: Date and time of the end.

    Example:

    >>> outcome = Outcome("06_language_models", "Language models", 41.2)
    >>> outcome.number, outcome.ok
    ('06', True)
    """

    stem: str
    title: str
    seconds: float
    message: str = ""
    data: str = ""
    finished: str = ""

    @property
    def number(self):
        """The two digits in front."""
        return self.stem[:2]

    @property
    def ok(self):
        """Whether every cell ran."""
        return not self.message


def title_of(notebook, default):
    r"""Return the first heading of a notebook, or `default` where there is none.

    Example:

    >>> import nbformat.v4 as new
    >>> cells = [new.new_markdown_cell("# Word counts\n\nA beginning.")]
    >>> title_of(new.new_notebook(cells=cells), "01")
    'Word counts'
    """
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for line in cell.source.splitlines():
                if line.startswith("# "):
                    return line[2:].strip()
    return default


def cells_to_run(notebook):
    """Return the cells of a notebook that a kernel will execute.

    Example:

    >>> import nbformat.v4 as new
    >>> cells = [new.new_code_cell("1 + 1"), new.new_code_cell("")]
    >>> len(cells_to_run(new.new_notebook(cells=cells)))
    1
    """
    return [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.source.strip()
    ]


def run_notebook(notebook, folder, *, timeout, environment, on_cell):
    """Execute a notebook, in place, with the Python that runs this.

    Outputs that were stored before are dropped first, so that what the notebook
    shows afterwards was printed in this run.

    Args:
        notebook: An nbformat notebook node; it receives the outputs.
        folder: Where the kernel works.
        timeout: Seconds a cell may take.
        environment: Environment variables of the kernel.
        on_cell: Called with the number of every code cell as it begins, from 1.

    Returns:
        Seconds, and a message that is empty when all cells ran.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    begun = 0

    def count(cell, cell_index):
        nonlocal begun
        begun += 1
        on_cell(begun)

    client = NotebookClient(
        notebook,
        kernel_name="python3",
        kernel_manager_class=_OwnKernel,
        shutdown_kernel="immediate",
        timeout=timeout,
        record_timing=False,
        coalesce_streams=True,  # one output for many prints, progress bars cleaned
        on_cell_execute=count,
        # a warning that connections within one machine are not encrypted
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    )
    start = time.perf_counter()
    message = ""
    try:
        _execute(client, environment)
    except CellExecutionError as error:
        first = (str(error.evalue).strip().splitlines() or [""])[0]
        message = f"cell {begun}: {error.ename}: {first}".removesuffix(": ")
    except CellTimeoutError:
        message = f"cell {begun}: took longer than {timeout} seconds"
    except DeadKernelError:
        message = f"cell {begun}: the kernel died, perhaps for lack of memory"
    except RuntimeError as error:
        message = f"the kernel did not start: {error}"
    return time.perf_counter() - start, message


class _OwnKernel(AsyncKernelManager):
    """Starts the kernel `python3` of this very interpreter.

    Another environment may have registered a kernel under that name; with no folders
    to look into, only the one of the running Python is found.
    """

    @default("kernel_spec_manager")
    def _no_folders(self):
        return KernelSpecManager(kernel_dirs=[])


def _execute(client, environment):
    """Execute in a thread, so that Ctrl-C reaches us and not nbclient's handler.

    That handler would end the kernel and report it as dead, and the course would
    go on with the next notebook.
    """
    with asyncio.Runner() as runner, concurrent.futures.ThreadPoolExecutor(1) as pool:
        loop = runner.get_loop()
        future = pool.submit(runner.run, client.async_execute(env=environment))
        try:
            future.result()
        except KeyboardInterrupt:
            loop.call_soon_threadsafe(_cancel_all, loop)
            raise


def _cancel_all(loop):
    for task in asyncio.all_tasks(loop):
        task.cancel()


def kernel_environment(data):
    """Return the environment of a kernel that finds its data at `data`.

    Args:
        data: `RNNCOURSE_DATA`: a folder, `"generated"`, or nothing.

    Returns:
        A copy of this process's environment. A relative folder is made absolute,
        for kernels work in other folders.

    Example:

    >>> kernel_environment("generated")["RNNCOURSE_DATA"]
    'generated'
    >>> os.path.isabs(kernel_environment("../data")["RNNCOURSE_DATA"])
    True
    """
    environment = dict(os.environ)
    if data and data != "generated":
        data = os.path.abspath(os.path.expanduser(data))
    if data:
        environment["RNNCOURSE_DATA"] = data
    return environment
