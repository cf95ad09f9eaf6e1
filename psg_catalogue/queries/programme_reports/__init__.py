"""The figures of the reports beside the Forum report: one function a report, each at the same
number of queries however many rows there are. Everything dated after `as_at` is left out."""
