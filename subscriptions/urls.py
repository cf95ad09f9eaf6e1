"""Addresses of this app."""

from django.urls import path

from subscriptions.views import (
    accounts,
    apply,
    cards,
    groups,
    offer,
    papers,
    renewals,
    schools,
)

app_name = "subscriptions"

_SCHOOL = "my-school/<urn:urn>"

urlpatterns: list = [
    path("subscribe/", offer.offer, name="offer"),
    path(f"{_SCHOOL}/subscribe/", apply.contact, name="subscribe"),
    path(f"{_SCHOOL}/subscribe/pay/", apply.pay, name="subscribe_pay"),
    path(f"{_SCHOOL}/subscribe/check/", apply.check, name="subscribe_check"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path(f"{_SCHOOL}/renew/", renewals.renew_with_one_button, name="renew"),
    path(f"{_SCHOOL}/renew/not/", renewals.decline, name="decline_renewal"),
    path(f"{_SCHOOL}/account/", accounts.account, name="account"),
    path(f"{_SCHOOL}/subscriptions/<int:pk>/", schools.subscription, name="subscription"),
    path(f"{_SCHOOL}/subscriptions/<int:pk>/order/", schools.order, name="purchase_order"),
    path(f"{_SCHOOL}/subscriptions/<int:pk>/card/", cards.pay_by_card, name="pay_by_card"),
    path(f"{_SCHOOL}/charges/<int:pk>/card/", cards.pay_charge_by_card, name="pay_charge_by_card"),
    path(f"{_SCHOOL}/card/<uuid:reference>/", cards.card_return, name="card_return"),
    path("invoices/<slug:number>/", papers.invoice, name="invoice"),
    path("invoices/<slug:number>.pdf", papers.invoice_pdf, name="invoice_pdf"),
    path("credit-notes/<slug:number>/", papers.credit_note, name="credit_note"),
    path("credit-notes/<slug:number>.pdf", papers.credit_note_pdf, name="credit_note_pdf"),
    path("quotations/<slug:number>/", papers.quotation, name="quotation"),
    path("quotations/<slug:number>.pdf", papers.quotation_pdf, name="quotation_pdf"),
    path("stripe/webhook/", cards.stripe_webhook, name="stripe_webhook"),
]
