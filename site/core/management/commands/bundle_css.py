"""Join the stylesheets into the one the pages ask for."""

from django.core.management.base import BaseCommand, CommandError

from core.stylesheet import BUNDLE, bundle


class Command(BaseCommand):
    help = "Writes css/site.css from css/index.css and the files it names."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="Only say whether it is up to date.")

    def handle(self, *args, **options) -> None:
        text = bundle()
        if BUNDLE.exists() and BUNDLE.read_text() == text:
            self.stdout.write("css/site.css is up to date")
            return
        if options["check"]:
            raise CommandError("css/site.css is out of date. Run manage.py bundle_css.")
        BUNDLE.write_text(text)
        self.stdout.write(f"css/site.css written, {len(text.encode()):,} bytes")
