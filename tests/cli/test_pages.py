import nbformat.v4 as new

from rnncourse.cli.pages import index_page, notebook_page
from rnncourse.cli.runner import Outcome


def page_of(*cells):
    return notebook_page(new.new_notebook(cells=list(cells)), "A title")


def test_equations_are_drawn_in_text_and_tables_but_not_in_code():
    text = "Inline $x_t$.\n\n$$\ny = z\n$$\n\n| a |\n|---|\n| $u$ |\n\n`$v$` costs \\$5"
    page = page_of(new.new_markdown_cell(text))
    assert page.count("<math") == 3
    assert "<code>$v$</code> costs $5" in page


def test_an_environment_without_dollar_signs_is_drawn():
    cell = new.new_markdown_cell(r"\begin{align*} a &= b \end{align*}")
    assert '<math display="block">' in page_of(cell)


def test_pictures_lie_inside_the_page():
    pixel = (
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAA"
        "SUVORK5CYII="
    )
    output = new.new_output("display_data", data={"image/png": pixel})
    page = page_of(new.new_code_cell("draw()", outputs=[output]))
    assert "data:image/png;base64," in page


def test_the_index_tells_what_failed_and_where():
    outcomes = [
        Outcome("01_one", "One <b>", 1.25, data="on generated worlds"),
        Outcome("02_two", "Two", 3.0, message="cell 4: ValueError: x < 0"),
    ]
    page = index_page(outcomes, "9.8.7")
    assert "2 notebooks,\n1 without an error,\n4 seconds in all" in page
    assert 'href="01_one.html">One &lt;b&gt;</a>' in page
    assert "cell 4: ValueError: x &lt; 0" in page
    assert "on generated worlds" in page
    assert "rnncourse 9.8.7" in page
