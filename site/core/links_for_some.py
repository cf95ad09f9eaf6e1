"""Links in editors' words to what opens for some people only.

An editor writes of the ASTs' network on a page that anyone reads. Whom the address opens for has a
link; for others the same words are no link, since it would lead to a page that is not there for
them. Whoever is not signed in keeps it: it leads to signing in. An app says in `AppConfig.ready`
which addresses are so:

    register_for_some("/ast-network/", is_in_network)
"""

import re
from collections.abc import Callable

_LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_for_some: dict[str, Callable] = {}


def register_for_some(path: str, may: Callable) -> None:
    """From now on what stands at and below this path is linked for those of whom `may` says so."""
    _for_some[path] = may


def show_links(words: str, user) -> str:
    """The words, marked up, with links to what opens for this person. Only those that stand in them
    are asked about."""
    if not user.is_authenticated or not any(f'"{path}' in words for path in _for_some):
        return words
    known: dict[str, bool] = {}

    def shown(link: re.Match) -> str:
        path = next((each for each in _for_some if link[1].startswith(each)), None)
        if path is None:
            return link[0]
        if path not in known:
            known[path] = _for_some[path](user)
        return link[0] if known[path] else link[2]

    return _LINK.sub(shown, words)
