"""Which gateway the settings give, and which settings are refused (SAFETY 18, 62)."""

import pytest
from django.core import checks

from subscriptions.gateways import GatewayNotConfigured, cards_are_accepted, get_gateway
from subscriptions.gateways.configuration import configuration_faults
from subscriptions.gateways.memory import MemoryGateway
from subscriptions.gateways.stripe import StripeGateway

DEMO = {
    "PAYMENT_GATEWAY": "",
    "DEMO_MODE": True,
    "STRIPE_SECRET_KEY": "sk_test_double",
    "STRIPE_WEBHOOK_SECRET": "whsec_double",
    "STRIPE_WEBHOOK_TOLERANCE": 300,
    "STRIPE_API_BASE": "http://127.0.0.1:8001",
}
PRODUCTION = {
    **DEMO,
    "DEMO_MODE": False,
    "STRIPE_SECRET_KEY": "sk_live_1",
    "STRIPE_WEBHOOK_SECRET": "whsec_1",
    "STRIPE_API_BASE": "",
}
STAGING = {**PRODUCTION, "DEMO_MODE": True, "STRIPE_SECRET_KEY": "sk_test_1"}


@pytest.fixture
def use(settings):
    def use(given: dict, **changes: object) -> None:
        for name, value in {**given, **changes}.items():
            setattr(settings, name, value)

    return use


def test_tests_use_the_gateway_in_memory():
    assert isinstance(get_gateway(), MemoryGateway)
    assert get_gateway() is get_gateway()
    assert cards_are_accepted()


def test_demonstration_uses_the_double(use):
    use(DEMO)

    gateway = get_gateway()

    assert isinstance(gateway, StripeGateway)
    assert (gateway.moves_no_money, cards_are_accepted()) == (True, True)


def test_production_uses_stripe(use):
    use(PRODUCTION)

    assert get_gateway().livemode
    assert not get_gateway().moves_no_money


def test_no_key_means_no_cards_and_no_fault(use):
    use(PRODUCTION, STRIPE_SECRET_KEY="", STRIPE_WEBHOOK_SECRET="")

    assert not cards_are_accepted()
    assert configuration_faults() == []
    with pytest.raises(GatewayNotConfigured, match="STRIPE_SECRET_KEY is not set"):
        get_gateway()


@pytest.mark.parametrize(
    "given", [DEMO, PRODUCTION, STAGING], ids=["demo", "production", "staging"]
)
def test_usual_settings_are_well(use, given):
    use(given)

    assert configuration_faults() == []


FAULTS = {
    "tolerance 0": (PRODUCTION, {"STRIPE_WEBHOOK_TOLERANCE": 0}, ["E001"]),
    "tolerance below 0": (PRODUCTION, {"STRIPE_WEBHOOK_TOLERANCE": -1}, ["E001"]),
    "no secret": (PRODUCTION, {"STRIPE_WEBHOOK_SECRET": ""}, ["E002"]),
    "blank secret": (DEMO, {"STRIPE_WEBHOOK_SECRET": "  "}, ["E002"]),
    "no secret in memory": (
        DEMO,
        {"PAYMENT_GATEWAY": "memory", "STRIPE_WEBHOOK_SECRET": ""},
        ["E002"],
    ),
    "double in production": (PRODUCTION, {"STRIPE_API_BASE": "http://127.0.0.1:1"}, ["E003"]),
    "double elsewhere": (DEMO, {"STRIPE_API_BASE": "https://stripe.example.org"}, ["E004"]),
    "double's look-alike": (DEMO, {"STRIPE_API_BASE": "http://127.0.0.1.example.org"}, ["E004"]),
    "double's secret": (PRODUCTION, {"STRIPE_WEBHOOK_SECRET": "whsec_double"}, ["E005"]),
    "test key in production": (PRODUCTION, {"STRIPE_SECRET_KEY": "sk_test_1"}, ["E006"]),
    "nonsense key in production": (PRODUCTION, {"STRIPE_SECRET_KEY": "key"}, ["E006"]),
    "live key in staging": (STAGING, {"STRIPE_SECRET_KEY": "sk_live_1"}, ["E007"]),
    "live key in the demo": (DEMO, {"STRIPE_SECRET_KEY": "rk_live_1"}, ["E007"]),
    "demo settings in production": (DEMO, {"DEMO_MODE": False}, ["E003", "E005", "E006"]),
}


@pytest.mark.parametrize(("given", "changes", "ids"), FAULTS.values(), ids=FAULTS.keys())
def test_unsafe_settings_stop_the_site(use, given, changes, ids):
    use(given, **changes)

    found = [error for error in checks.run_checks() if error.id.startswith("subscriptions.E0")]

    assert [error.id for error in found] == [f"subscriptions.{each}" for each in ids]
    assert all(error.level == checks.ERROR and error.hint for error in found)
    assert not cards_are_accepted()
    with pytest.raises(GatewayNotConfigured):
        get_gateway()


def test_faults_never_show_a_key(use):
    use(DEMO, DEMO_MODE=False, STRIPE_SECRET_KEY="sk_test_canary")

    assert "canary" not in repr(configuration_faults())
