"""Settings as a process of its own reads them, and who has the last word."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

SHOW = """
import json
from django.conf import settings
names = NAMES
print(json.dumps({name: str(getattr(settings, name)) for name in names}))
"""
PRODUCTION = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghij",
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
}


@pytest.fixture
def read(tmp_path):
    """`read("dev", ["PORT"], PORT="8123", dotenv="…")`: settings in a folder of their own."""
    (tmp_path / "site").mkdir()
    shutil.copytree(settings.SITE / "config", tmp_path / "site" / "config")
    shutil.copytree(settings.ROOT / "bin", tmp_path / "bin")

    def run(module: str, names: list[str], dotenv: str = "", **variables: str) -> dict:
        (tmp_path / ".env").write_text(dotenv)
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{tmp_path / 'site'}:{tmp_path}",
            "DJANGO_SETTINGS_MODULE": f"config.settings.{module}",
            **variables,
        }
        command = [sys.executable, "-c", SHOW.replace("NAMES", repr(names))]
        done = subprocess.run(
            command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return json.loads(done.stdout)

    return run


def test_nothing_set_means_the_demonstrations_own_database(read, tmp_path):
    shown = read("dev", ["DATABASES", "SITE_URL", "DEMO_MODE", "STRIPE_API_BASE"])
    assert str(tmp_path / "var" / "site.sqlite3") in shown["DATABASES"]
    assert shown["SITE_URL"] == "http://localhost:8000"
    assert shown["DEMO_MODE"] == "True"
    assert shown["STRIPE_API_BASE"] == "http://127.0.0.1:8001"


def test_the_port_moves_the_address_and_the_stripe_double(read):
    shown = read("dev", ["SITE_URL", "STRIPE_API_BASE", "WAGTAILADMIN_BASE_URL"], PORT="8123")
    assert shown == {
        "SITE_URL": "http://localhost:8123",
        "STRIPE_API_BASE": "http://127.0.0.1:8124",
        "WAGTAILADMIN_BASE_URL": "http://localhost:8123",
    }


def test_dotenv_is_read_and_real_variables_beat_it(read):
    dotenv = "PORT=8123\nSITE_NAME=Fenbury Partnership\n"
    shown = read("dev", ["PORT", "SITE_NAME"], dotenv=dotenv, PORT="8456")
    assert shown == {"PORT": "8456", "SITE_NAME": "Fenbury Partnership"}


def test_the_tests_leave_dotenv_alone(read):
    shown = read("test", ["SITE_NAME"], dotenv="SITE_NAME=Fenbury Partnership\n")
    assert shown["SITE_NAME"] == "Marlshire Learning Partnership"


def test_a_stripe_key_of_ones_own_turns_the_double_off(read):
    names = ["STRIPE_SECRET_KEY", "STRIPE_API_BASE", "CONTENT_SECURITY_POLICY"]
    shown = read("dev", names, STRIPE_SECRET_KEY="sk_test_ours")
    assert shown["STRIPE_SECRET_KEY"] == "sk_test_ours"
    assert shown["STRIPE_API_BASE"] == ""
    assert (
        "'form-action': [\"'self'\", 'https://checkout.stripe.com']"
        in (shown["CONTENT_SECURITY_POLICY"])
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without_its_own(read, name):
    variables = {key: value for key, value in PRODUCTION.items() if key != name}
    with pytest.raises(RuntimeError, match=f"Set the {name} environment variable"):
        read("production", ["DEBUG"], **variables)


def test_production_is_neither_the_demonstration_nor_in_debug(read):
    names = [
        "DEBUG",
        "DEMO_MODE",
        "SERVE_MEDIA",
        "BENCH",
        "SECURE_SSL_REDIRECT",
        "STRIPE_SECRET_KEY",
    ]
    shown = read("production", names, **PRODUCTION)
    assert shown == {
        "DEBUG": "False",
        "DEMO_MODE": "False",
        "SERVE_MEDIA": "False",
        "BENCH": "False",
        "SECURE_SSL_REDIRECT": "True",
        "STRIPE_SECRET_KEY": "",
    }


def test_logs_go_to_standard_error_alone():
    handlers = settings.LOGGING["handlers"].values()
    assert [(handler["class"], handler.get("stream")) for handler in handlers] == [
        ("logging.StreamHandler", None)
    ]


def test_a_copy_keeps_its_mail_and_the_live_site_sends_it(read):
    """SAFETY 62."""
    names = ["MAIL_TRANSPORT"]
    copy = read("production", names, **PRODUCTION)
    assert copy == {"MAIL_TRANSPORT": "django.core.mail.backends.filebased.EmailBackend"}
    live = read("production", names, **PRODUCTION, LIVE="1")
    assert live == {"MAIL_TRANSPORT": "django.core.mail.backends.smtp.EmailBackend"}


@pytest.mark.parametrize("key", ["sk_live_canary", "rk_live_canary"])
def test_a_copy_with_a_live_key_does_not_start(read, key):
    """SAFETY 62."""
    variables = {**PRODUCTION, "STRIPE_SECRET_KEY": key, "STRIPE_WEBHOOK_SECRET": "whsec_canary"}
    with pytest.raises(RuntimeError, match="this is not the live site"):
        read("production", ["DEBUG"], **variables)
    assert read("production", ["DEBUG"], **variables, LIVE="1") == {"DEBUG": "False"}
