"""The back office of subscriptions."""
