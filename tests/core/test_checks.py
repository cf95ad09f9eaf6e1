import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.migrations.recorder import MigrationRecorder

from core.checks import (
    check_demonstration_sends_nothing,
    check_mail_leads_somewhere,
    check_no_release_is_skipped,
    check_private_files_are_apart,
    check_production_sends_mail,
)

SMTP = "django.core.mail.backends.smtp.EmailBackend"
FOLDER = "django.core.mail.backends.filebased.EmailBackend"


def ids(check) -> list[str]:
    return [found.id for found in check(None)]


def test_working_mail_settings_pass(settings):
    settings.MAIL_TRANSPORT = SMTP

    assert ids(check_mail_leads_somewhere) == []


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("MAIL_TRANSPORT", "anymail.backends.nobody.EmailBackend", "core.E001"),
        ("MAIL_TRANSPORT", "smtp", "core.E001"),
        ("MAIL_TRANSPORT", "core.mail.OutboxBackend", "core.E002"),
        ("DEFAULT_FROM_EMAIL", "The office", "core.E003"),
        ("DEFAULT_FROM_EMAIL", "", "core.E003"),
    ],
)
def test_mail_that_leads_nowhere_is_an_error(settings, name, value, found):
    setattr(settings, name, value)

    assert ids(check_mail_leads_somewhere) == [found]


def test_site_with_mail_that_leads_nowhere_does_not_start(settings):
    settings.MAIL_TRANSPORT = "core.mail.OutboxBackend"

    with pytest.raises(SystemCheckError, match="round in a circle"):
        call_command("check")


def test_demonstration_with_a_real_mail_server_is_warned(settings):
    settings.DEMO_MODE = True
    settings.MAIL_TRANSPORT, settings.EMAIL_PORT = SMTP, 25
    assert ids(check_demonstration_sends_nothing) == ["core.W001"]

    settings.MAIL_ALLOWED_DOMAINS = ["example.org"]
    assert ids(check_demonstration_sends_nothing) == []

    settings.MAIL_ALLOWED_DOMAINS = []
    settings.MAIL_TRANSPORT = FOLDER
    assert ids(check_demonstration_sends_nothing) == []


def test_live_site_whose_mail_stays_here_is_warned(settings):
    settings.LIVE, settings.MAIL_TRANSPORT = True, FOLDER
    assert ids(check_production_sends_mail) == ["core.W002"]

    settings.LIVE = False
    assert ids(check_production_sends_mail) == []


def test_private_files_inside_the_media_folder_are_an_error(settings, tmp_path):
    """SAFETY 56."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    for inside in (settings.MEDIA_ROOT, str(tmp_path / "media" / "private")):
        settings.PRIVATE_ROOT = inside
        assert ids(check_private_files_are_apart) == ["core.E005"]
    settings.PRIVATE_ROOT = str(tmp_path / "private")
    assert ids(check_private_files_are_apart) == []


def test_password_in_the_clear_is_warned(settings):
    settings.MAIL_TRANSPORT, settings.EMAIL_HOST_PASSWORD = SMTP, "secret"
    assert ids(check_production_sends_mail) == ["core.W003"]

    settings.EMAIL_USE_TLS = True
    assert ids(check_production_sends_mail) == []


@pytest.mark.django_db
def test_database_of_a_release_that_was_skipped_is_not_migrated():
    applied = MigrationRecorder.Migration.objects.filter(app="directory")
    replaced = applied.exclude(name="0001_squashed_0008")
    assert replaced.count() == 8
    assert check_no_release_is_skipped(None, databases=["default"]) == []

    # As a database is that was brought up to date before they became one.
    applied.filter(name="0001_squashed_0008").delete()
    assert check_no_release_is_skipped(None, databases=["default"]) == []

    replaced.filter(name="0008_pasts_of_schools").delete()
    with pytest.raises(SystemCheckError, match="lacks 0008_pasts_of_schools") as stopped:
        call_command("migrate", skip_checks=False, verbosity=0)
    assert "core.E008" in str(stopped.value)

    replaced.delete()
    assert check_no_release_is_skipped(None, databases=["default"]) == []
