"""What holds for all tests: no network, and nobody's cache is touched.

The fixtures live as long as the session, so that tests with generated examples
(hypothesis) may use them too.
"""

import ipaddress
import socket

import pytest


def _is_this_machine(host):
    if host in ("", "localhost", b"localhost", None):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Refuse every connection and every look-up that would leave this machine."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self, address):
        # Local sockets have a path for an address; only names and numbers can leave.
        if isinstance(address, tuple) and not _is_this_machine(address[0]):
            raise OSError(f"tests have no network: {address[0]} is not this machine")
        return connect(self, address)

    def guarded_look_up(host, *rest, **options):
        if not _is_this_machine(host):
            raise socket.gaierror(f"tests have no network: {host} is not looked up")
        return look_up(host, *rest, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        # Programs that tests start are not patched: a proxy that is not there stops
        # those of them that speak HTTP.
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
            patch.setenv(name, "http://127.0.0.1:9")
        for name in ("no_proxy", "NO_PROXY"):
            patch.setenv(name, "127.0.0.1,localhost")
        yield


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_tests(tmp_path_factory):
    """Point the cache for corpora at a folder that vanishes after the tests."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("RNNCOURSE_CACHE", str(folder))
        yield folder
