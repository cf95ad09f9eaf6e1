"""A file of the demonstration for those booked: one session to come, and one that was held."""

from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from home.demo.programme import Programme
from psg_catalogue.models import SessionFile

OF_GROUP = "Sounds first: phonics that sticks"
WORDS = "Six prompts\n\n1. Say it, then point to it.\n2. Which sound is in the middle?\n"


def load_files(programme: Programme) -> None:
    """The same handout stands at the first and the last session of a study group."""
    file = ContentFile(WORDS.encode(), "six-prompts.txt")
    handout = Document.objects.create(title="Six prompts", file=file, file_size=len(WORDS))
    for number in (1, len(programme.sessions[OF_GROUP])):
        page = programme.session(OF_GROUP, number).page
        SessionFile.objects.create(page=page, document=handout, note="Print it before you come.")
