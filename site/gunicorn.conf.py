"""How gunicorn serves the site: `gunicorn -c site/gunicorn.conf.py`."""

import sys
from pathlib import Path

_root = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_root))

# Gunicorn reads this before the settings read `.env`.
from bin.variables import setting  # noqa: E402 -- needs the line above

chdir = str(_root)
pythonpath = f"{_root},{_root / 'site'}"
wsgi_app = "config.wsgi"
bind = f"{setting('HOST', '127.0.0.1')}:{setting('PORT', '8000')}"
workers = int(setting("WEB_CONCURRENCY", "2"))
# Threads let a browser hold connections open without holding a worker.
worker_class = "gthread"
threads = int(setting("WEB_THREADS", "4"))
# The site is read once and shared; a new release restarts gunicorn rather than reloading it.
preload_app = True
timeout = 30
graceful_timeout = 3
loglevel = setting("LOG_LEVEL", "INFO").lower()
control_socket_disable = True


def when_ready(server: object) -> None:
    """Read the addresses, and all the views behind them, once and not in every worker."""
    from django.urls import get_resolver

    get_resolver().reverse_dict  # noqa: B018 -- looking at it is what reads them
