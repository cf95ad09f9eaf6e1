"""Reports as the mail providers write and sign them: one bounce of one message each."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEY = "a-signing-key"
NUMBER = "abc@mail.example.org"
WHY = "550 5.1.1 No such mailbox"
WHO = "somebody.else@example.org"
AT = 1790000000
ISO = "2026-09-21T14:13:20+00:00"
URL = "http://testserver/mail/events/"


@dataclass
class Signed:
    """`anymail` is what the settings hold, the rest what is posted."""

    anymail: dict
    body: bytes
    headers: dict = field(default_factory=dict)
    content_type: str = "application/json"


def _hmac(kind: str, said: bytes) -> bytes:
    return hmac.new(KEY.encode(), said, kind).digest()


def _public(key) -> str:
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return "".join(pem.strip().splitlines()[1:-1])


def mailersend() -> Signed:
    about = {"message": {"id": NUMBER}, "recipient": {"email": WHO}}
    morph = {"object": "recipient_bounce", "reason": WHY}
    data = {"type": "hard_bounced", "created_at": ISO, "email": about, "morph": morph}
    body = json.dumps({"type": "activity.hard_bounced", "data": data}).encode()
    return Signed(
        {"MAILERSEND_SIGNING_SECRET": KEY}, body, {"Signature": _hmac("sha256", body).hex()}
    )


def mailtrap() -> Signed:
    event = {
        "event": "bounce", "message_id": NUMBER, "timestamp": AT, "email": WHO, "response": WHY
    }  # fmt: skip
    body = json.dumps({"events": [event]}).encode()
    return Signed(
        {"MAILTRAP_TRACKING_SECRET": KEY},
        body,
        {"Mailtrap-Signature": _hmac("sha256", body).hex()},
    )


def mandrill() -> Signed:
    event = {
        "event": "hard_bounce", "_id": NUMBER, "ts": AT, "msg": {"email": WHO, "diag": WHY}
    }  # fmt: skip
    events = json.dumps([event])
    made = _hmac("sha1", f"{URL}mandrill_events{events}".encode())
    return Signed(
        {"MANDRILL_WEBHOOK_KEY": KEY},
        urlencode({"mandrill_events": events}).encode(),
        {"X-Mandrill-Signature": base64.b64encode(made).decode()},
        "application/x-www-form-urlencoded",
    )


def postal() -> Signed:
    key = rsa.generate_private_key(65537, 2048)
    payload = {"original_message": {"id": NUMBER}, "bounce": {"id": 1}, "output": WHY}
    body = json.dumps({"timestamp": AT, "uuid": "u", "payload": payload}).encode()
    made = key.sign(body, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303 -- so Postal signs
    return Signed(
        {"POSTAL_WEBHOOK_KEY": _public(key)},
        body,
        {"X-Postal-Signature": base64.b64encode(made).decode()},
    )


def resend(at: int | None = None) -> Signed:
    data = {"email_id": NUMBER, "to": [WHO], "bounce": {"message": WHY}}
    body = json.dumps({"type": "email.bounced", "created_at": ISO, "data": data}).encode()
    stamp = str(at or int(time.time()))
    made = base64.b64encode(_hmac("sha256", f"msg_1.{stamp}.".encode() + body)).decode()
    return Signed(
        {"RESEND_SIGNING_SECRET": f"whsec_{base64.b64encode(KEY.encode()).decode()}"},
        body,
        {"svix-id": "msg_1", "svix-timestamp": stamp, "svix-signature": f"v1,old= v1,{made}"},
    )


def sendgrid() -> Signed:
    key = ec.generate_private_key(ec.SECP256R1())
    event = {"event": "bounce", "timestamp": AT, "anymail_id": NUMBER, "email": WHO, "reason": WHY}
    body = json.dumps([event]).encode()
    made = key.sign(f"{AT}".encode() + body, ec.ECDSA(hashes.SHA256()))
    name = "X-Twilio-Email-Event-Webhook"
    return Signed(
        {"SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY": _public(key)},
        body,
        {f"{name}-Signature": base64.b64encode(made).decode(), f"{name}-Timestamp": f"{AT}"},
    )


def unisender_go() -> Signed:
    told = {"destination_response": WHY}
    data = {
        "status": "hard_bounced", "event_time": "2026-09-21 14:13:20", "email": WHO,
        "job_id": NUMBER, "delivery_info": told,
    }  # fmt: skip
    events = [{"event_name": "transactional_email_status", "event_data": data}]
    body = json.dumps({"auth": KEY, "events_by_user": [{"events": events}]}).encode()
    made = hashlib.md5(body).hexdigest().encode()  # noqa: S324 -- so Unisender Go signs
    return Signed({"UNISENDER_GO_API_KEY": KEY}, body.replace(KEY.encode(), made))


SIGNED: dict[str, Callable[[], Signed]] = {
    each.__name__: each
    for each in (mailersend, mailtrap, mandrill, postal, resend, sendgrid, unisender_go)
}
