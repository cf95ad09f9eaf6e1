import pytest
from django.core.management import CommandError, call_command

from tests.factories.canary import a_canary

pytestmark = pytest.mark.django_db


def test_the_command_shows_first_and_erases_when_told(capsys):
    user = a_canary().user
    call_command("erase_person", user.pk)
    said = capsys.readouterr().out
    assert "Attendance registers: 2." in said
    assert "Nothing was changed" in said
    user.refresh_from_db()
    assert user.is_active

    call_command("erase_person", user.pk, "--yes")
    assert "Erased:" in capsys.readouterr().out
    user.refresh_from_db()
    assert not user.is_active
    call_command("erase_person", user.pk, "--yes")
    assert "Nothing is known" in capsys.readouterr().out


def test_an_unknown_account_is_said_so():
    with pytest.raises(CommandError, match="no account 99"):
        call_command("erase_person", 99)
