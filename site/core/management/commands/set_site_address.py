"""`manage.py set_site_address`: make Wagtail's site record follow SITE_URL."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

USUAL_PORTS = {"http": 80, "https": 443}


class Command(BaseCommand):
    help = "Point the default site's host name and port at SITE_URL, so that links agree with it."

    def handle(self, *args, **options) -> None:
        address = urlsplit(settings.SITE_URL)
        if not address.hostname or address.scheme not in USUAL_PORTS:
            raise CommandError(
                f"SITE_URL is “{settings.SITE_URL}”. Write it as https://www.example.org"
            )
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            raise CommandError("There is no default site. Run manage.py migrate first.")
        site.hostname = address.hostname
        site.port = address.port or USUAL_PORTS[address.scheme]
        site.save(update_fields=["hostname", "port"])
        self.stdout.write(f"The site stands at {settings.SITE_URL}")
