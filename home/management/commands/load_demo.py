"""manage.py load_demo"""

from django.core.management.base import BaseCommand

from home.demo import loader


class Command(BaseCommand):
    help = "Load the demonstration into an empty, migrated database. A second run changes nothing."

    def handle(self, **options) -> None:
        if loader.is_loaded():
            self.stdout.write("The demonstration is here already: nothing was changed.")
            return
        loader.load()
        self.stdout.write("The demonstration is loaded.")
