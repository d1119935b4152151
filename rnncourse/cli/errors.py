"""What the command line says instead of a traceback."""


class CommandError(Exception):
    """Something the user can mend: the message says what is wrong and what to do.

    Args:
        message: What came, what was expected, what to do.
        status: Exit status: 1 for a failure, 2 for a command that makes no sense.

    Example:

    >>> CommandError("There is no notebook 17; there are 00, 01, 06.", status=2).status
    2
    """

    def __init__(self, message, *, status=1):
        super().__init__(message)
        self.status = status
