"""What a notebook of the course must be like, one function a rule.

Every rule takes a notebook node and returns complaints, each a sentence.
"""

import re
import statistics

from rnncourse.cli.equations import to_mathml

LINES_OF_A_CELL = 40
MEDIAN_OF_LINES = 6
CODE_CELLS = (25, 45)
WORDS = (1200, 2500)
BEGINNING = ("After this you can", "Prerequisites", "Running time", "colab")
END = ("Summary", "Exercises", "References")

MATHS = re.compile(r"\$\$.+?\$\$|(?<![\\$])\$[^$\n]+\$(?!\$)", re.S)
NETWORK = re.compile(
    r"https?://|\burllib|\brequests\b|\bsocket\b|^\s*[!%]\s*(pip|wget|curl|git)\b", re.M
)
MACHINE = re.compile(r"(?<![\w.~])/(?:home|root|Users|content|work|tmp)/")
NO_WORDS = re.compile(r'!\[\s*\]\([^)]*\)|<img(?![^>]*alt="[^"]+")[^>]*>')
UNSEEDED = (
    r"default_rng\(\s*\)",
    r"np\.random\.(?!default_rng|Generator|SeedSequence)\w+\(",
    r"(?<![.\w])random\.(?!Random\(|seed\()\w+\(",
    r"tf\.random\.(?!set_seed|Generator|stateless_)\w+\(",
)


def code_cells(notebook):
    """Return the code cells that hold code."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [cell for cell in cells if cell.source.strip()]


def prose(notebook):
    """Return the text of all markdown cells."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    return "\n\n".join(cell.source for cell in cells)


def lines_of(cell):
    """Return the lines of a cell that are not blank."""
    return [line for line in cell.source.splitlines() if line.strip()]


def word_count(notebook):
    """Count the words of the prose: code, equations, links and markup left out."""
    text = re.sub(r"```.*?```", " ", prose(notebook), flags=re.S)
    text = MATHS.sub(" ", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<[^>]+>|`[^`]*`", " ", text)
    return len(re.findall(r"[A-Za-z][\w'’-]*", text))


def sizes(notebook, *, cells=CODE_CELLS, words=WORDS):
    """Not too short, not too long, and no cell longer than a screen."""
    found = []
    count = len(code_cells(notebook))
    if not cells[0] <= count <= cells[1]:
        found.append(f"{count} code cells, not {cells[0]} to {cells[1]}")
    length = word_count(notebook)
    if not words[0] <= length <= words[1]:
        found.append(f"{length} words of prose, not {words[0]} to {words[1]}")
    lengths = [len(lines_of(cell)) for cell in code_cells(notebook)]
    if lengths and statistics.median(lengths) > MEDIAN_OF_LINES:
        found.append(f"half of the code cells have more than {MEDIAN_OF_LINES} lines")
    for number, length in enumerate(lengths, start=1):
        if length > LINES_OF_A_CELL:
            found.append(f"code cell {number} has {length} lines")
    return found


def outputs(notebook):
    """Executed from top to bottom in one go, without an error, nothing on stderr."""
    found = []
    counts = [cell.execution_count for cell in code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        found.append(f"execution counts are {counts}: run `make notebooks`")
    if not any(cell.outputs for cell in code_cells(notebook)):
        found.append("no outputs are stored: run `make notebooks`")
    for number, cell in enumerate(code_cells(notebook), start=1):
        expected = "raises-exception" in cell.metadata.get("tags", [])
        for output in cell.outputs:
            if output.output_type == "error" and not expected:
                found.append(f"cell {number} ended with {output.ename}")
            if output.get("name") == "stderr":
                found.append(f"cell {number} printed to stderr: {output.text[:60]!r}")
    return found


def structure(notebook):
    """The sections that every notebook has, in their order."""
    found = []
    first_code = next(
        (n for n, cell in enumerate(notebook.cells) if cell.cell_type == "code"), 0
    )
    opening = "\n".join(cell.source for cell in notebook.cells[:first_code])
    if not opening.startswith("# "):
        found.append("the first cell does not begin with a title")
    places = [opening.lower().find(part.lower()) for part in BEGINNING]
    for part, place in zip(BEGINNING, places, strict=True):
        if place < 0:
            found.append(f"{part!r} is missing before the first code cell")
    headings = re.findall(r"^## +(?:\d+\.? +)?(.+?) *$", prose(notebook), re.M)
    if tuple(headings[-3:]) != END:
        found.append(f"the last headings are {headings[-3:]}, not {list(END)}")
    return found


def portability(notebook):
    """No network but in a set-up cell for Colab, no folders of one machine."""
    found = []
    for number, cell in enumerate(code_cells(notebook), start=1):
        set_up = number == 1 and "google.colab" in cell.source
        if not set_up and (match := NETWORK.search(cell.source)):
            found.append(f"cell {number} asks the network: {match[0].strip()}")
    everything = prose(notebook) + "".join(
        cell.source + str(cell.outputs) for cell in code_cells(notebook)
    )
    for match in MACHINE.finditer(everything):
        around = everything[match.start() : match.start() + 40]
        found.append(f"a folder of one machine: {around}")
    return found


def randomness(notebook):
    """Every random number has a seed."""
    return [
        f"cell {number} draws without a seed: {match[0]}"
        for number, cell in enumerate(code_cells(notebook), start=1)
        for pattern in UNSEEDED
        for match in re.finditer(pattern, cell.source)
    ]


def checked_outputs(notebook):
    """Some printed numbers are compared whenever the notebook runs again."""
    tags = [cell.metadata.get("tags", []) for cell in code_cells(notebook)]
    if not any("nbval-check-output" in cell for cell in tags):
        return ["no cell has the tag nbval-check-output"]
    return []


def figures(notebook):
    """Pictures in the text have words for those who do not see them."""
    empty = re.findall(
        r"!\[\s*\]\([^)]*\)|<img(?![^>]*alt=\"[^\"]+\")[^>]*>", prose(notebook)
    )
    return [f"a picture without words: {picture[:60]}" for picture in empty]


def equations(notebook):
    """Every equation can be drawn on the pages of `make course`."""
    found = []
    for match in MATHS.finditer(re.sub(r"```.*?```|`[^`]*`", "", prose(notebook))):
        tex = match[0].strip("$")
        if to_mathml(tex).startswith("<code>"):
            found.append(f"an equation that cannot be drawn: {tex.strip()[:60]}")
    return found


def environment(notebook):
    """The kernel is the one that every installation has."""
    name = notebook.metadata.get("kernelspec", {}).get("name")
    return [] if name == "python3" else [f"the kernel is {name!r}, not 'python3'"]
