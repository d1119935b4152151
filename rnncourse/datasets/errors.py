"""What can go wrong with a corpus, as exceptions a reader can act on."""


class DatasetError(ValueError):
    """Something is wrong with a corpus, and the message says what to do about it.

    The base of all errors of this room. The command line prints it as one line,
    without a traceback.

    Example:
        >>> issubclass(CorpusNotFound, DatasetError)
        True
    """


class UnknownCorpus(DatasetError):
    """The catalogue has no corpus of that name.

    Example:
        >>> from rnncourse.datasets import load_catalog
        >>> load_catalog()["pbt"]
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.UnknownCorpus: There is no corpus 'pbt'.
        Did you mean 'ptb'? ...
    """


class CorpusNotFound(DatasetError):
    """The corpus is in the catalogue, but neither on this machine nor reachable.

    Example:
        >>> raise CorpusNotFound("ptb is not here; run `rnncourse data fetch ptb`")
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.CorpusNotFound: ptb is not here; ...
    """


class BadFile(DatasetError):
    """A corpus file is there but cannot be what it should be.

    Example:
        >>> raise BadFile("ptb.test.txt, line 3: not UTF-8")
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.BadFile: ptb.test.txt, line 3: not UTF-8
    """


class DownloadFailed(DatasetError):
    """One address did not give the file that the catalogue describes.

    Example:
        >>> raise DownloadFailed("https://example.org/a.txt: the server says 404")
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.DownloadFailed: https://example.org/a.txt: ...
    """


class CacheNotWritable(DatasetError):
    """The folder for downloaded corpora cannot be written to.

    Example:
        >>> raise CacheNotWritable("cannot write to /cache: set RNNCOURSE_CACHE")
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.CacheNotWritable: cannot write to /cache: ...
    """


class BadTags(DatasetError):
    """Tags are no valid sequence of the scheme they are said to be in.

    Attributes:
        position: of the tag that is wrong, counted from 0.

    Example:
        >>> raise BadTags("Tag 1 is 'X'; a tag is O, or ...", 0)
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.BadTags: Tag 1 is 'X'; ...
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position
