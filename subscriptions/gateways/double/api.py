"""The API's addresses: which request is answered by what."""

import re
from collections.abc import Mapping
from typing import Any

import stripe
from stripe.params import (
    DisputeListParams,
    DisputeRetrieveParams,
    RefundCreateParams,
    RefundListParams,
    RefundRetrieveParams,
)
from stripe.params.checkout import (
    SessionCreateParams,
    SessionExpireParams,
    SessionListParams,
    SessionRetrieveParams,
)

from subscriptions.gateways.double.errors import StripeFault
from subscriptions.gateways.double.forms import decoded_form
from subscriptions.gateways.double.idempotency import IdempotencyKeys
from subscriptions.gateways.double.objects import list_object
from subscriptions.gateways.double.schema import BadParameter, checked_params
from subscriptions.gateways.double.state import StripeState

CREATE = "/v1/checkout/sessions"
REFUNDS = "/v1/refunds"
DISPUTES = "/v1/disputes"
_SESSION = re.compile(r"/v1/checkout/sessions/(\w+)")
_EXPIRE = re.compile(r"/v1/checkout/sessions/(\w+)/expire")
_REFUND = re.compile(r"/v1/refunds/(\w+)")
_DISPUTE = re.compile(r"/v1/disputes/(\w+)")
_PAYMENT = re.compile(r"/v1/payment_intents/(\w+)")
_EVENT = re.compile(r"/v1/events/(\w+)")

_LISTS = {CREATE: SessionListParams, REFUNDS: RefundListParams, DISPUTES: DisputeListParams}
_FILTERS = {"status", "created", "limit", "starting_after", "payment_intent", "charge"}


class StripeApi:
    """Answers requests of the library with objects, or raises `StripeFault`."""

    def __init__(self, state: StripeState) -> None:
        self._state = state
        self._keys = IdempotencyKeys()

    def answer(
        self, method: str, path: str, *, query: str, body: str, headers: Mapping[str, str]
    ) -> tuple[dict[str, Any], bool]:
        """Return the object, and whether it is the kept answer to an idempotency key."""
        _require_test_key(headers.get("Authorization", ""))
        _require_version(headers.get("Stripe-Version", ""))
        try:
            if method == "GET":
                return self._read(path, query), False
            key = headers.get("Idempotency-Key", "")
            return self._keys.answer_once(key, f"{path}?{body}", lambda: self._write(path, body))
        except BadParameter as fault:
            raise StripeFault(400, str(fault), code=fault.code, param=fault.param) from fault

    def _read(self, path: str, query: str) -> dict[str, Any]:
        if path in _LISTS:
            return self._list(path, checked_params(_LISTS[path], decoded_form(query)))
        if match := _REFUND.fullmatch(path):
            _refuse_expand(checked_params(RefundRetrieveParams, decoded_form(query)))
            return self._state.returns(lambda returns: returns.refund(match[1]))
        if match := _DISPUTE.fullmatch(path):
            _refuse_expand(checked_params(DisputeRetrieveParams, decoded_form(query)))
            return self._state.returns(lambda returns: returns.dispute(match[1]))
        if match := _SESSION.fullmatch(path):
            _refuse_expand(checked_params(SessionRetrieveParams, decoded_form(query)))
            return self._state.session(match[1])
        if match := _PAYMENT.fullmatch(path):
            return self._state.payment_intent(match[1])
        if match := _EVENT.fullmatch(path):
            return self._state.event(match[1])
        raise _unknown("GET", path)

    def _list(self, path: str, params: dict[str, Any]) -> dict[str, Any]:
        unknown = params.keys() - _FILTERS
        if unknown or params.get("status", "complete") != "complete":
            raise BadParameter("The double does not filter by this.", min(unknown or {"status"}))
        if path == CREATE:
            payment = params.get("payment_intent")
            found = self._state.completed()
            found = [one for one in found if payment in (None, one["payment_intent"])]
            return list_object(path, found, params)
        kind = path.rpartition("/")[2]
        found = self._state.returns(lambda returns: returns.listed(kind, params))
        return list_object(path, found, params)

    def _write(self, path: str, body: str) -> dict[str, Any]:
        form = decoded_form(body)
        if path == CREATE:
            params = checked_params(SessionCreateParams, form)
            _refuse_expand(params)
            return self._state.create_checkout(params)
        if path == REFUNDS:
            params = checked_params(RefundCreateParams, form)
            _refuse_expand(params)
            return self._state.returns(lambda returns: returns.create_refund(params))
        if match := _EXPIRE.fullmatch(path):
            _refuse_expand(checked_params(SessionExpireParams, form))
            return self._state.expire_checkout(match[1])
        raise _unknown("POST", path)


def _unknown(method: str, path: str) -> StripeFault:
    return StripeFault(404, f"The double does not know this address ({method}: {path}).")


def _refuse_expand(params: dict[str, Any]) -> None:
    if "expand" in params:
        raise BadParameter("The double expands nothing.", "expand")


def _require_test_key(authorization: str) -> None:
    if not authorization.startswith("Bearer sk_test_"):
        raise StripeFault(401, "The double takes test keys only (sk_test_...).")


def _require_version(version: str) -> None:
    if version != stripe.api_version:
        raise StripeFault(
            400, f"The double speaks API version {stripe.api_version} only, not {version!r}."
        )
