"""Nothing a test does leaves the machine or the run's own folder."""

import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.plugins.isolation import is_here


def test_a_socket_to_another_machine_is_refused():
    with socket.socket() as sock, pytest.raises(RuntimeError, match="tried to reach 192.0.2.1"):
        sock.connect(("192.0.2.1", 80))


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("localhost", True), ("192.0.2.1", False), ("example.org", False)],
)
def test_only_loopback_counts_as_here(host, here):
    assert is_here(socket.AF_INET, (host, 80)) is here


def test_files_go_to_the_folder_of_the_run():
    name = default_storage.save("kept.txt", ContentFile(b"words"))
    assert Path(settings.MEDIA_ROOT, name).read_bytes() == b"words"
    assert not Path(settings.MEDIA_ROOT).is_relative_to(settings.ROOT)
