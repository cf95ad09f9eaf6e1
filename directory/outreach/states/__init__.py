"""The states of requests and plans, and the tables of their moves."""
