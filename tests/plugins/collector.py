"""Python's collector of cycles looks at what a test made, not again and again at all of Django."""

import gc

MADE_BEFORE_A_LOOK = 100_000


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BEFORE_A_LOOK, 20, 20)
