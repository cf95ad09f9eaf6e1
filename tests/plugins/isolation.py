"""Nothing a test does leaves the machine or the run's own folder."""

import ipaddress
import socket
from collections.abc import Iterator

import pytest
from django.test import override_settings

_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex


def is_here(family: int, address: object) -> bool:
    """True for a unix socket and for loopback."""
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_elsewhere(self: socket.socket, address: object) -> None:
    if not is_here(self.family, address):
        raise RuntimeError(f"A test tried to reach {address[0]}: only this machine is allowed.")


@pytest.fixture(autouse=True, scope="session")
def only_this_machine() -> Iterator[None]:
    """Sockets to anything but loopback are refused, loudly."""

    def connect(self, address):
        _refuse_elsewhere(self, address)
        return _connect(self, address)

    def connect_ex(self, address):
        _refuse_elsewhere(self, address)
        return _connect_ex(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect)
    patch.setattr(socket.socket, "connect_ex", connect_ex)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def files_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Pictures, documents and kept mail go to a folder that pytest clears away."""
    folder = tmp_path_factory.mktemp("files")
    with override_settings(
        MEDIA_ROOT=str(folder / "media"),
        PRIVATE_ROOT=str(folder / "private"),
        EMAIL_FILE_PATH=str(folder / "mail"),
    ):
        yield


@pytest.fixture(autouse=True)
def empty_caches() -> Iterator[None]:
    """A test finds nothing that another one cached."""
    from django.core.cache import caches

    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()
