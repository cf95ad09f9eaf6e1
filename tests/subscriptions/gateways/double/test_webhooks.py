"""Events from the double: signed, out of order, repeated while the endpoint is down."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from time import monotonic, sleep

import pytest
import stripe

from subscriptions.gateways.double.server import StripeDouble
from subscriptions.gateways.stripe import StripeGateway
from tests.subscriptions.gateways.calls import post_form, send

SECRET = "whsec_for_tests"
PAID = ["checkout.session.completed", "payment_intent.succeeded", "payment_intent.created"]


class Site:
    """An endpoint that reads events as the site does, after answering `refusals` times 503."""

    def __init__(self) -> None:
        self.refusals = 0
        self.refusal_status = 503
        self.events, self.bodies = [], []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = site.take(body, self.headers["Stripe-Signature"])
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/stripe/webhook/"
        self.gateway = None
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    def take(self, body, signature):
        if self.refusals:
            self.refusals -= 1
            return self.refusal_status
        self.events.append(self.gateway.read_event(body, signature))
        self.bodies.append(body)
        return 200

    def wait_for(self, count):
        end = monotonic() + 3
        while len(self.events) < count and monotonic() < end:
            sleep(0.01)
        sleep(0.05)  # so that one too many is seen as well
        return [event.kind for event in self.events]

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def site():
    site = Site()
    yield site
    site.stop()


@pytest.fixture
def double(site):
    with StripeDouble(
        webhook_url=site.url,
        webhook_secret=SECRET,
        webhook_delay=0,
        retry_seconds=(0.02, 0.05),
        settle_after=0.05,
    ) as double:
        site.gateway = StripeGateway(
            "sk_test_1", webhook_secret=SECRET, webhook_tolerance=300, api_base=double.url
        )
        yield double


@pytest.fixture
def open_checkout(site, double, make_order):
    return lambda: site.gateway.start_checkout(make_order())


def test_webhooks_of_a_payment_arrive_signed_and_out_of_order(site, open_checkout):
    page = open_checkout()
    post_form(page.url, number="4242424242424242")

    assert site.wait_for(3) == PAID
    assert site.events[0].object_id == page.gateway_id
    assert not any(event.livemode for event in site.events)


def test_webhooks_can_be_fetched_by_id(site, double, open_checkout):
    post_form(open_checkout().url, number="4242424242424242")
    site.wait_for(3)

    client = stripe.StripeClient("sk_test_1", base_addresses={"api": double.url})
    event = client.v1.events.retrieve(site.events[0].id)

    assert (event.type, event.api_version) == ("checkout.session.completed", stripe.api_version)
    assert event.data.object.payment_status == "paid"


def test_webhooks_of_a_declined_card_do_not_exist(site, open_checkout):
    post_form(open_checkout().url, number="4000000000000002")

    assert site.wait_for(0) == []


@pytest.mark.parametrize(
    ("method", "word"), [("bank_clears", "succeeded"), ("bank_fails", "failed")]
)
def test_webhooks_of_a_bank_debit_tell_its_end(site, open_checkout, method, word):
    post_form(open_checkout().url, method=method)

    assert site.wait_for(3) == [
        "checkout.session.completed",
        "payment_intent.processing",
        f"checkout.session.async_payment_{word}",
    ]


def test_webhooks_tell_of_an_expired_checkout(site, open_checkout):
    site.gateway.expire_checkout(open_checkout().gateway_id)

    assert site.wait_for(1) == ["checkout.session.expired"]


@pytest.mark.parametrize("status", [503, 400, 302])
def test_webhooks_are_sent_again_until_they_are_taken(site, open_checkout, status):
    site.refusals, site.refusal_status = 5, status

    post_form(open_checkout().url, number="4242424242424242")

    assert sorted(site.wait_for(3)) == sorted(PAID)
    assert len({event.id for event in site.events}) == 3


def test_webhooks_wait_for_a_site_that_is_down(site, double, open_checkout):
    checkout = open_checkout()
    site.stop()
    post_form(checkout.url, number="4242424242424242")
    sleep(0.1)

    server = site.server
    site.server = HTTPServer(server.server_address, server.RequestHandlerClass)
    site.thread = threading.Thread(target=site.server.serve_forever, args=(0.02,))
    site.thread.start()

    assert sorted(site.wait_for(3)) == sorted(PAID)


def test_fault_duplicate_events(site, double, open_checkout):
    double.faults.set({"duplicate_events": 1})
    post_form(open_checkout().url, number="4242424242424242")

    assert len(site.wait_for(6)) == 6
    assert len({event.id for event in site.events}) == 3


def test_fault_delay_of_one_kind_reorders_events(site, double, open_checkout):
    double.faults.set({"delay_events": {"checkout.session.completed": 0.2}})
    post_form(open_checkout().url, method="bank_clears")

    assert site.wait_for(3)[-1] == "checkout.session.completed"


def test_fault_dropped_events_never_arrive(site, double, open_checkout):
    double.faults.set({"drop_events": True})
    post_form(open_checkout().url, number="4242424242424242")

    assert site.wait_for(0) == []


def test_fault_live_events_claim_live_mode(site, double, open_checkout):
    double.faults.set({"live_events": True})
    post_form(open_checkout().url, number="4242424242424242")
    site.wait_for(3)

    assert all(event.livemode for event in site.events)


def test_faults_are_set_and_cleared_over_http(double):
    address = f"{double.url}/_faults"

    assert send(address, "POST", '{"lost_replies": 2, "slow_seconds": 0}')[0] == 200
    assert double.faults.lost_replies == 2
    assert '"lost_replies": 2' in send(address)[2]
    assert send(address, "DELETE")[0] == 200
    assert double.faults.lost_replies == 0


@pytest.mark.parametrize(
    "body",
    ['{"earthquake": 1}', '{"lost_replies": true}', '{"lost_replies": -1}', "[1]", "{", "", "null",
     '{"delay_events": {"*": "long"}}', '{"lost_replies": 1, "slow_seconds": "x"}'],
)  # fmt: skip
def test_faults_that_make_no_sense_are_refused_whole(double, body):
    assert send(f"{double.url}/_faults", "POST", body)[0] == 400
    assert double.faults.lost_replies == 0
