"""A double of the few parts of Stripe that the site uses, spoken to over HTTP by Stripe's own
library. It proves our side of the contract: names, types, order of events. It is not Stripe:
before the first real payment, run the gateway's tests once with a Stripe test key."""
