"""Downloading one file: resumed where it stopped, checked before it counts."""

import os
import time
from pathlib import Path

import requests
import urllib3
from tqdm import tqdm

from rnncourse import __version__
from rnncourse.datasets.errors import CacheNotWritable, DownloadFailed
from rnncourse.datasets.files import difference

ATTEMPTS = 3  # in a row without a new byte, before an address is given up
_TIMEOUT = (10, 30)  # seconds to connect, seconds between two reads
_BLOCK = 1 << 16  # bytes
_LONGEST_PAUSE = 30  # seconds
_TRY_AGAIN = {408, 425, 429, 500, 502, 503, 504}
_NETWORK_TROUBLE = (requests.RequestException, urllib3.exceptions.HTTPError)
_HOPELESS = (
    requests.exceptions.InvalidSchema,
    requests.exceptions.InvalidURL,
    requests.exceptions.MissingSchema,
    requests.exceptions.SSLError,
    requests.exceptions.TooManyRedirects,
)


def download(
    url: str,
    *,
    target: str | Path,
    size: int | None = None,
    sha256: str | None = None,
    progress: bool = True,
    pause: float = 1.0,
) -> Path:
    """Download one address to a file, and give it its name only when it is right.

    The bytes go to `<target>.part`. A connection that breaks is resumed from there,
    in this run or a later one, with an HTTP range request; a server that cannot
    resume sends everything again. When the size and the sha256 agree, the file is
    renamed; otherwise it is deleted. So whatever happens, a file under its final
    name is complete.

    Errors of the server (5xx) and of the network are tried again, with pauses that
    double; any other refusal (404) is final.

    Args:
        url: the address, http or https.
        target: the final name of the file; its folder must exist.
        size: the expected number of bytes, if known.
        sha256: the expected hash, if known.
        progress: whether to show a progress bar on the error stream.
        pause: seconds before the second attempt.

    Returns:
        The path of the finished file.

    Raises:
        DownloadFailed: if this address does not give the file; the message says why.
        CacheNotWritable: if the file cannot be written.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     download("gopher://example.org/a", target=Path(folder) / "a")
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.DownloadFailed: gopher://example.org/a: ...
    """
    target = Path(target)
    part = target.with_name(target.name + ".part")
    began_with = _length(part)
    try:
        _receive_all(url, part, size, progress=progress, pause=pause)
        wrong = difference(part, size=size, sha256=sha256)
        if wrong and began_with:
            # The beginning was another download's. Perhaps only that was wrong.
            part.unlink()
            _receive_all(url, part, size, progress=progress, pause=pause)
            wrong = difference(part, size=size, sha256=sha256)
        if wrong:
            part.unlink()
            raise DownloadFailed(f"{url}: what it sends {wrong}")
        os.replace(part, target)
    except OSError as error:
        raise CacheNotWritable(
            f"Cannot write {target}: {error.strerror or error}. Make room there, or "
            "set RNNCOURSE_CACHE to a folder you may write to."
        ) from error
    return target


class _Interrupted(Exception):
    """The transfer stopped for a reason that may pass."""


def _receive_all(url, part, size, *, progress, pause):
    furthest = _length(part)
    failures = 0
    while True:
        try:
            return _receive(url, part, size, progress)
        except _Interrupted as error:
            # Only getting further than ever counts as progress: a server that
            # always breaks at the same place must not be asked for ever.
            failures = 0 if _length(part) > furthest else failures + 1
            furthest = max(furthest, _length(part))
            if failures == ATTEMPTS:
                raise DownloadFailed(f"{url}: {error}") from error
            time.sleep(min(pause * 2 ** max(failures - 1, 0), _LONGEST_PAUSE))


def _receive(url, part, size, progress):
    have = _length(part)
    if size is not None and have > size:
        part.unlink()
        have = 0
    if size is not None and have == size:
        return
    headers = {
        "User-Agent": f"rnncourse/{__version__}",
        # The hash is that of the file: nothing may repack it on the way.
        "Accept-Encoding": "identity",
    }
    if have:
        headers["Range"] = f"bytes={have}-"
    try:
        with requests.get(
            url, headers=headers, stream=True, timeout=_TIMEOUT
        ) as response:
            if _is_complete(response, have):
                return
            _check_status(url, response, part)
            if response.status_code == 200:
                have = 0  # a server that cannot resume sends everything
            _write(response, part, have, size, progress)
    except _HOPELESS as error:
        raise DownloadFailed(f"{url}: {_reason(error)}") from error
    except _NETWORK_TROUBLE as error:
        raise _Interrupted(_reason(error)) from error
    if size is not None and _length(part) < size:
        raise _Interrupted(f"only {_length(part):,} of {size:,} bytes came")


def _write(response, part, have, size, progress):
    rest = response.headers.get("Content-Length", "")
    total = size or (have + int(rest) if rest.isdigit() else None)
    with (
        open(part, "ab" if have else "wb") as file,
        tqdm(
            total=total,
            initial=have,
            desc=part.name.removesuffix(".part"),
            unit="B",
            unit_scale=True,
            disable=not progress,
        ) as bar,
    ):
        for block in response.raw.stream(_BLOCK, decode_content=False):
            file.write(block)
            bar.update(len(block))
            if size is not None and file.tell() > size:
                break  # the wrong file, perhaps an endless one


def _is_complete(response, have):
    # 416 answers a range that begins behind the end. The answer names the length:
    # if it is what we have, the last run stopped just before the renaming.
    length = response.headers.get("Content-Range", "").rpartition("/")[2]
    return response.status_code == 416 and have > 0 and length == str(have)


def _check_status(url, response, part):
    status = response.status_code
    begins = response.headers.get("Content-Range", "").removeprefix("bytes ")
    elsewhere = status == 206 and not begins.startswith(f"{_length(part)}-")
    if status == 416 or elsewhere:
        part.unlink(missing_ok=True)
        raise _Interrupted("the partial download does not fit the file there")
    if status in _TRY_AGAIN:
        raise _Interrupted(f"the server says {status} {response.reason}")
    if status not in (200, 206):
        raise DownloadFailed(f"{url}: the server says {status} {response.reason}")


def _length(part):
    return part.stat().st_size if part.exists() else 0


def _reason(error):
    text = str(error)
    for known, plain in (
        ("Name or service not known", "the address cannot be found (no network?)"),
        ("name resolution", "the address cannot be found (no network?)"),
        ("getaddrinfo failed", "the address cannot be found (no network?)"),
        ("nodename nor servname", "the address cannot be found (no network?)"),
        ("Connection refused", "the connection was refused"),
        ("timed out", "the server did not answer in time"),
    ):
        if known in text:
            return plain
    return text
