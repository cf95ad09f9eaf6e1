"""What Stripe refuses although the types allow it, for the one kind of checkout known here."""

import time
from typing import Any
from urllib.parse import urlsplit

from subscriptions.gateways.double.schema import BadParameter

DAY_SECONDS = 24 * 60 * 60
HALF_HOUR_SECONDS = 30 * 60
MINIMUM_PENCE = 30
MAXIMUM_PENCE = 99_999_999


def require_possible(params: dict[str, Any]) -> None:
    """Raise `BadParameter` unless `params` ask for one payment in pounds on a hosted page."""
    if params.get("mode") != "payment":
        raise BadParameter("The double knows the mode payment only.", "mode")
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise BadParameter("The double knows the hosted page only.", "ui_mode")
    for name in ("success_url", "cancel_url"):
        if name in params and urlsplit(params[name]).scheme not in ("http", "https"):
            raise BadParameter("Not a valid URL", name, "url_invalid")
    if "success_url" not in params:
        raise BadParameter("Missing required param: success_url.", "success_url")
    if "@" not in params.get("customer_email", "@"):
        raise BadParameter("Invalid email address.", "customer_email", "email_invalid")
    if len(params.get("client_reference_id", "")) > 200:
        raise BadParameter("At most 200 characters.", "client_reference_id")
    _require_line(params.get("line_items", []))
    _require_metadata(params.get("metadata", {}))
    _require_deadline(params.get("expires_at"))


def _require_line(lines: list[dict[str, Any]]) -> None:
    if len(lines) != 1:
        raise BadParameter("The double knows checkouts of one line.", "line_items")
    price = lines[0].get("price_data")
    if price is None or "product_data" not in price or "unit_amount" not in price:
        raise BadParameter(
            "The double knows price_data with unit_amount and product_data.",
            "line_items[0][price_data]",
        )
    if price["currency"].lower() != "gbp" or "recurring" in price:
        raise BadParameter("The double knows single payments in gbp.", "line_items[0][price_data]")
    if lines[0].get("quantity", 0) < 1:
        raise BadParameter("Quantity is required.", "line_items[0][quantity]", "parameter_missing")
    amount = price["unit_amount"] * lines[0]["quantity"]
    if amount < MINIMUM_PENCE:
        raise BadParameter(f"At least {MINIMUM_PENCE} pence.", "line_items", "amount_too_small")
    if amount > MAXIMUM_PENCE:
        raise BadParameter(f"At most {MAXIMUM_PENCE} pence.", "line_items", "amount_too_large")


def _require_metadata(metadata: dict[str, str]) -> None:
    if len(metadata) > 50 or any(len(k) > 40 or len(v) > 500 for k, v in metadata.items()):
        raise BadParameter("At most 50 keys of 40 characters, values of 500.", "metadata")


def _require_deadline(expires_at: int | None) -> None:
    # A minute's grace, for the time the request was on its way.
    ahead = HALF_HOUR_SECONDS if expires_at is None else expires_at - time.time()
    if not HALF_HOUR_SECONDS - 60 <= ahead <= DAY_SECONDS + 60:
        raise BadParameter("Between 30 minutes and 24 hours from now.", "expires_at")
