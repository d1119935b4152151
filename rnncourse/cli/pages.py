"""Pages of a run of the course that open anywhere, without a network."""

import datetime

import jinja2
from nbconvert.exporters.html import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from rnncourse.cli.equations import to_mathml

# nbconvert's own page, without the four things that it fetches from the network.
TEMPLATE = """
{%- extends "index.html.j2" -%}
{%- block html_head_js_requirejs -%}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_js_mermaidjs -%}{%- endblock -%}
{%- block jupyter_widgets -%}{%- endblock -%}
{%- block html_head_css -%}
<style>
body { max-width: 60em; margin: 0 auto; padding: 1em }
math { font-size: 1.1em }
mtd[columnalign="left"] { text-align: left; padding-left: 0 }
mtd[columnalign="right"] { text-align: right; padding-right: 0 }
[mathvariant*="bold"] { font-weight: bold }
[mathvariant="monospace"] { font-family: monospace }
</style>
{%- endblock -%}
"""

INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>rnncourse: the course, run here</title>
<style>
:root { color-scheme: light dark }
body { font: 1.05em/1.5 system-ui, sans-serif; max-width: 50em; margin: 2em auto;
       padding: 0 1em }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .45em .8em .45em 0;
         border-bottom: 1px solid #8885 }
td.seconds, th.seconds { text-align: right; font-variant-numeric: tabular-nums }
.ok { color: #1a7f37 } .failed { color: #cf222e; font-weight: bold }
.message { font: .85em/1.4 monospace; overflow-wrap: anywhere }
small, footer { color: #777 }
@media (prefers-color-scheme: dark) { .ok { color: #3fb950 } .failed { color: #ff7b72 }
                                      a { color: #79b8ff } }
</style>
</head>
<body>
<h1>The course, run here</h1>
<p>{{ outcomes | length }} notebook{{ "s" if outcomes | length != 1 }},
{{ outcomes | selectattr("ok") | list | length }} without an error,
{{ "%.0f" | format(outcomes | sum(attribute="seconds")) }} seconds in all.</p>
<table>
<thead>
<tr><th></th><th>Notebook</th><th>Result</th><th class="seconds">Seconds</th></tr>
</thead>
<tbody>
{%- for outcome in outcomes %}
<tr>
<td>{{ outcome.number }}</td>
<td><a href="{{ outcome.stem }}.html">{{ outcome.title }}</a><br>
<small><a href="{{ outcome.stem }}.ipynb">{{ outcome.stem }}.ipynb</a>,
{{ outcome.data }}, {{ outcome.finished }}</small></td>
<td>{% if outcome.ok %}<span class="ok">✓ ok</span>
{%- else %}<span class="failed">✗ failed</span>
<div class="message">{{ outcome.message }}</div>{% endif %}</td>
<td class="seconds">{{ "%.1f" | format(outcome.seconds) }}</td>
</tr>
{%- endfor %}
</tbody>
</table>
<footer><p>Written by <code>rnncourse {{ version }}</code> on {{ today }}.</p></footer>
</body>
</html>
"""


class _Renderer(IPythonRenderer):
    """Markdown to HTML with drawn equations."""

    def block_math(self, body):
        return to_mathml(body, display=True)

    def inline_math(self, body):
        return to_mathml(body)

    def latex_environment(self, name, body):
        tex = rf"\begin{{{name}}}{body}\end{{{name}}}"
        return to_mathml(tex, display=True)


class _OfflineExporter(HTMLExporter):
    """nbconvert's HTML, self-contained."""

    @jinja2.pass_context
    def markdown2html(self, context, source):
        # a cell's pictures may be attached to it
        attachments = context.get("cell", {}).get("attachments", {})
        renderer = _Renderer(escape=False, attachments=attachments)
        return MarkdownWithMath(renderer=renderer).render(source)


def notebook_page(notebook, title):
    r"""Return an executed notebook as one HTML page that needs no network.

    Args:
        notebook: An nbformat notebook node.
        title: Title of the page.

    Returns:
        The page as text; equations are MathML, pictures are inside.

    Example:

    >>> import nbformat.v4 as new
    >>> cell = new.new_markdown_cell("# Gates\n\nThey squash by $\\sigma(x)$.")
    >>> page = notebook_page(new.new_notebook(cells=[cell]), "Gates")
    >>> "<title>Gates</title>" in page, "<math" in page, "<script src" in page
    (True, True, False)
    """
    notebook.metadata["title"] = title
    page, _ = _OfflineExporter(raw_template=TEMPLATE).from_notebook_node(notebook)
    return page


def index_page(outcomes, version):
    """Return the page that lists what was run.

    Args:
        outcomes: One `rnncourse.cli.runner.Outcome` a notebook, in order.
        version: Version of the package.

    Returns:
        The page as text.

    Example:

    >>> page = index_page([], "1.0")
    >>> "0 notebooks" in page
    True
    """
    template = jinja2.Environment(autoescape=True).from_string(INDEX)
    today = datetime.datetime.now().strftime("%Y-%m-%d %H:%M")
    return template.render(outcomes=outcomes, version=version, today=today)
