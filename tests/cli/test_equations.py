import xml.etree.ElementTree as ElementTree

import pytest

from rnncourse.cli.equations import to_mathml


@pytest.mark.parametrize(
    "tex",
    [
        r"P(w_t \mid w_{<t}) = \frac{\max(c(u\,w) - D, 0)}{\sum_{w'} c(u\,w')}",
        r"\begin{aligned} i_t &= \sigma(x_t W_i) \\ h_t &= o_t \odot c_t \end{aligned}",
        r"\arg\max_w \log P(w), \quad \argmax_y, \quad \boldsymbol{\theta}^\top",
        r"N_{1+}(\bullet\,w)\!\left(\tfrac{1}{2}\right)",
        r"f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}",
    ],
)
def test_what_the_course_writes_is_drawn(tex):
    drawn = to_mathml(tex)
    assert drawn.startswith("<math")
    ElementTree.fromstring(drawn)  # well-formed, or an error
    assert "\\" not in drawn


def test_rows_are_aligned_at_their_marks():
    table = ElementTree.fromstring(
        to_mathml(r"\begin{aligned} a &= b \\ c &= d \end{aligned}")
    ).find(".//mtable")
    assert [len(row) for row in table] == [2, 2]


def test_functions_are_set_off_from_letters_and_not_from_brackets():
    assert "<mi>log</mi><mspace" in to_mathml(r"\log p")
    assert "<mspace" not in to_mathml(r"\log(p)")
    assert "<mspace" not in to_mathml(r"\log\left(p\right)")
    assert "</msub><mspace" in to_mathml(r"\log_2 p")


@pytest.mark.parametrize("tex", [r"\unheardof{x} < 1", "a & b"])
def test_what_cannot_be_drawn_stays_readable(tex):
    text = tex.replace("&", "&amp;").replace("<", "&lt;")
    assert to_mathml(tex) == f"<code>{text}</code>"


def test_an_equation_of_its_own_is_a_block():
    assert 'display="block"' in to_mathml("x", display=True)
    assert 'display="inline"' in to_mathml("x")
