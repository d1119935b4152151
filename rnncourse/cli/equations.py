r"""TeX to MathML, so that pages show equations without a network.

nbconvert leaves equations to MathJax, which a page loads from the network. Every
current browser draws MathML by itself. latex2mathml does the translation; what it
leaves out and our notebooks write is mended here.
"""

import html
import itertools
import xml.etree.ElementTree as ElementTree

from latex2mathml.converter import convert

# What latex2mathml does not know, in words that it does.
SPELLINGS = {
    r"{aligned}": r"{align*}",
    r"\argmax": r"\arg\max",
    r"\argmin": r"\arg\min",
    r"\arg\m": r"\operatorname{arg}\m",
    r"\boldsymbol": r"\mathbf",
    r"\!": "",
}
FUNCTIONS = {"log", "ln", "exp", "tanh", "sin", "cos"}
NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'  # needless within HTML


def to_mathml(tex, *, display=False):
    r"""Return `tex` as a `<math>` element, or in `<code>` where it cannot be drawn.

    Args:
        tex: An equation without its dollar signs.
        display: Whether it stands on a line of its own.

    Returns:
        HTML text.

    Example:

    >>> to_mathml(r"\sigma(x_t)").startswith('<math display="inline">')
    True
    >>> to_mathml(r"\unheardof{x}")
    '<code>\\unheardof{x}</code>'
    """
    known = tex.strip()
    for ours, theirs in SPELLINGS.items():
        known = known.replace(ours, theirs)
    try:
        written = convert(known, display="block" if display else "inline")
        math = ElementTree.fromstring(written.replace(NAMESPACE, ""))
    except Exception:  # of many kinds; a page is worth more than an equation
        return f"<code>{html.escape(tex)}</code>"
    if any("\\" in (element.text or "") for element in math.iter()):
        return f"<code>{html.escape(tex)}</code>"
    for row in list(math.iter()):
        _space_after_functions(row)
    return ElementTree.tostring(math, encoding="unicode")


def _space_after_functions(row):
    """Set off `log p` as TeX does; a browser would draw `logp`."""
    children = list(row)
    if row.tag not in {"math", "mrow", "mtd"}:
        return
    for child, following in itertools.pairwise(children):
        name = child[0] if child.tag in {"msub", "munder"} else child
        opening = following.tag == "mo" or following.find("mo[@fence]") is not None
        if name.text in FUNCTIONS and not opening:
            space = ElementTree.Element("mspace", width="0.167em")
            row.insert(list(row).index(child) + 1, space)
