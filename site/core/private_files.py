"""Files that no address leads to: a view hands them out, to those it lets in (SAFETY 56)."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class PrivateFiles(FileSystemStorage):
    """Files under PRIVATE_ROOT. The folder lies outside the media folder, so that a web server that
    hands out too much of that one hands out none of these; `url` raises ValueError."""

    @property
    def base_location(self) -> str:
        return settings.PRIVATE_ROOT

    @property
    def location(self) -> str:
        """Asked each time: tests move the folder."""
        return str(Path(self.base_location).resolve())

    @property
    def base_url(self) -> None:
        """There is none."""
        return None
