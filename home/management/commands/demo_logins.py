"""manage.py demo_logins"""

from django.core.management.base import BaseCommand

from home.demo.people import LOGINS, PASSWORD


class Command(BaseCommand):
    help = "Print one log-in a role of the demonstration."

    def handle(self, **options) -> None:
        width = max(len(login.email) for login in LOGINS)
        for login in LOGINS:
            self.stdout.write(f"{login.email:<{width}}  {PASSWORD}  {login.label}")
