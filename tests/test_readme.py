import doctest
import pathlib

README = pathlib.Path(__file__).parents[1] / "README.md"


def test_the_example_in_the_readme_comes_out_as_printed():
    result = doctest.testfile(str(README), module_relative=False)
    assert result.attempted > 5
    assert result.failed == 0
