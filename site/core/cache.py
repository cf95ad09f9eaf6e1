"""The cache that every process shares. Limits live in it, so it has to count right."""

import base64
import pickle
from datetime import UTC, datetime

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.utils import timezone

from core.once import forget, once

# Wagtail asks for it at every address it writes: once a request is enough.
READ_ONCE = "wagtail_site_root_paths"


class SharedCache(DatabaseCache):
    """Django's cache in a table, with two promises more. Of several who add a key at once exactly
    one has added it, also where an entry of that name had run out; and no count is lost between
    several who count at once: Django reads a number and writes the next."""

    def get(self, key, default=None, version=None):
        if key != READ_ONCE:
            return super().get(key, default, version=version)
        found = once(("cache", key), lambda: super(SharedCache, self).get(key, version=version))
        return default if found is None else found

    def set(self, key, *args, **kwargs) -> None:
        super().set(key, *args, **kwargs)
        forget(("cache", key))

    def delete(self, key, version=None) -> bool:
        forget(("cache", key))
        return super().delete(key, version=version)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> bool:
        key = self.make_and_validate_key(key, version=version)
        now = timezone.now().replace(microsecond=0)
        ends = self._ends(timeout)
        changed = self._run(
            "INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)"
            " ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value,"
            " expires = excluded.expires WHERE {table}.expires < %s",
            [key, _written(value), self._moment(ends), self._moment(now)],
        )
        return changed == 1

    def incr(self, key, delta=1, version=None) -> int:
        """The number goes up, and is returned; raises ValueError where there is none. A caller who
        finds the number changed since it was read reads again: somebody got further meanwhile."""
        while True:
            number = self.get(key, version=version)
            if number is None:
                raise ValueError(f"Key '{key}' not found")
            changed = self._run(
                "UPDATE {table} SET value = %s WHERE cache_key = %s AND value = %s",
                [
                    _written(number + delta),
                    self.make_and_validate_key(key, version=version),
                    _written(number),
                ],
            )
            if changed == 1:
                return number + delta

    def forget_what_ran_out(self) -> int:
        """Rows that are over go; returns how many. Nothing else takes them away before the table
        is full."""
        return self._run("DELETE FROM {table} WHERE expires < %s", [self._moment(timezone.now())])

    def _ends(self, timeout) -> datetime:
        seconds = self.get_backend_timeout(timeout)
        if seconds is None:
            return datetime.max.replace(microsecond=0)
        return datetime.fromtimestamp(seconds, tz=UTC).replace(microsecond=0)

    def _connection(self):
        return connections[router.db_for_write(self.cache_model_class)]

    def _moment(self, moment: datetime):
        return self._connection().ops.adapt_datetimefield_value(moment)

    def _run(self, words: str, values: list) -> int:
        connection = self._connection()
        with connection.cursor() as cursor:
            cursor.execute(words.format(table=connection.ops.quote_name(self._table)), values)
            return cursor.rowcount


def _written(value) -> str:
    """A value as Django's own cache writes it."""
    return base64.b64encode(pickle.dumps(value, DatabaseCache.pickle_protocol)).decode("latin1")
