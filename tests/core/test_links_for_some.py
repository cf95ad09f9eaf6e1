"""Links in editors' words, by who reads them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines

from core import links_for_some
from core.links_for_some import register_for_some, show_links
from tests.factories.core import UserFactory

WORDS = (
    '<p>See <a class="x" href="/for-some/2/">the <b>network</b>\n of ours</a>,'
    ' <a href="/else/">all</a> and <a href="https://example.org/for-some/">others</a>.</p>'
)
WITHOUT = (
    '<p>See the <b>network</b>\n of ours, <a href="/else/">all</a>'
    ' and <a href="https://example.org/for-some/">others</a>.</p>'
)


@pytest.fixture(autouse=True)
def asked(monkeypatch):
    """One part of the site for one person, and whom it was asked about."""
    asked = []
    monkeypatch.setattr(links_for_some, "_for_some", {})
    register_for_some("/for-some/", lambda user: asked.append(user) or user.first_name == "Ada")
    return asked


def test_link_is_for_those_whom_it_opens_for_and_words_for_all(asked):
    ada, ben = (UserFactory.build(first_name=name) for name in ("Ada", "Ben"))

    assert show_links(WORDS, AnonymousUser()) == WORDS
    assert show_links(WORDS + WORDS, ada) == WORDS + WORDS
    assert show_links(WORDS, ben) == WITHOUT
    assert asked == [ada, ben]  # once for two links, and not of whoever is not signed in
    assert show_links('<a href="/else/">All</a>', ben) == '<a href="/else/">All</a>'
    assert len(asked) == 2


def test_words_are_escaped_as_before_and_marked_up_words_stay_so():
    template = engines["django"].from_string(
        "{{ typed|links_for:user }} {{ kept|safe|links_for:user }}"
    )
    shown = template.render(
        {"typed": "<b>", "kept": WORDS, "user": UserFactory.build(first_name="Ben")}
    )
    assert shown == f"&lt;b&gt; {WITHOUT}"
