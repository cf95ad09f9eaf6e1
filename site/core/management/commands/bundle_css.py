"""Join the stylesheets into the one the pages ask for."""

import time

from django.core.management.base import BaseCommand, CommandError

from core.stylesheet import stale, stylesheets


class Command(BaseCommand):
    help = "Writes css/site.css from css/index.css and the files it names."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Write nothing; fail when out of date."
        )
        parser.add_argument(
            "--watch", action="store_true", help="Go on, and write after each change."
        )

    def handle(self, *args, **options) -> None:
        if options["check"]:
            if stale():
                raise CommandError("css/site.css is out of date. Run manage.py bundle_css.")
            self.stdout.write("css/site.css is up to date")
            return
        self._write()
        while options["watch"]:
            time.sleep(0.5)
            self._write()

    def _write(self) -> None:
        texts = stylesheets()
        for path in stale():
            path.write_text(texts[path])
            self.stdout.write(f"{path.name} written, {len(texts[path].encode()):,} bytes")
