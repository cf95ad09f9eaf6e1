"""What `core.roles` gives to roles is asked for somewhere, and nothing that is sent to the back
office asks only whether one may look."""

import re
from collections.abc import Callable, Iterator

from django.conf import settings
from django.views.generic import View
from wagtail.contrib.settings.registry import registry
from wagtail.permission_policies.base import BasePermissionPolicy

from core.backoffice.policies import OnePermission
from core.roles import granted
from tests.config.office_doors import office_patterns
from tests.config.test_layout import SOURCE, python_files

LOOKING = {"view"}
# A permission as it stands in the source: in letters, or by the name of a constant.
_NAME = r"(\"[a-z_]+\.[a-z_]+\"|[A-Z][A-Z_]+)"
_ASKED = (
    rf"\bhas_perm\({_NAME}\)",
    rf"\bis_allowed\(\w+, {_NAME}\)",
    rf"\bOnePermission\(\w+, {_NAME}\)",
    rf"\bpermission = {_NAME}$",
    rf"\bpermission={_NAME}",
)
_CONSTANT = r"^([A-Z][A-Z_]+) = (\"[a-z_]+\.[a-z_]+\")$"
_IN_TEMPLATES = r"\bperms\.([a-z_]+\.[a-z_]+)"


def office_views() -> Iterator[tuple[str, View]]:
    """The name of every address that a class with a policy stands behind, and one of its kind."""
    for name, _, pattern in office_patterns():
        view: Callable | None = pattern.callback
        while view and not hasattr(view, "view_class"):
            view = getattr(view, "__wrapped__", None)
        if view is None:
            continue
        kind, given = view.view_class, view.view_initkwargs
        policy = given.get("permission_policy") or getattr(kind, "permission_policy", None)
        model = given.get("model") or getattr(kind, "model", None)
        if isinstance(policy, BasePermissionPolicy) or isinstance(model, type):
            yield name, kind(**given)


def actions_of(view: View) -> set[str]:
    """What it asks that one may do; one of these is enough."""
    one = getattr(view, "permission_required", None)
    return {one} if one else set(getattr(view, "any_permission_required", None) or ())


def asked_by(view: View) -> set[str]:
    """The permissions that open it. A list that opens for any of four asks for "view": that
    somebody may add or delete says nothing where there is no such screen."""
    policy, actions = getattr(view, "permission_policy", None), actions_of(view)
    if isinstance(policy, OnePermission):
        return {policy.permission}
    if not hasattr(policy, "_get_permission_name"):
        return set()
    asked = actions if len(actions) == 1 else actions & LOOKING
    return {policy._get_permission_name(action) for action in asked}


def asked_in_words() -> set[str]:
    """The permissions that the source asks for by name."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in python_files(*SOURCE))
    constants = dict(re.findall(_CONSTANT, source, re.MULTILINE))
    found = {each for words in _ASKED for each in re.findall(words, source, re.MULTILINE)}
    named = {constants.get(each, each).strip('"') for each in found}
    templates = (settings.ROOT / "templates").rglob("*.html")
    return named | {
        each for path in templates for each in re.findall(_IN_TEMPLATES, path.read_text())
    }


def all_asked() -> set[str]:
    settings_of_site = {
        f"{each._meta.app_label}.change_{each._meta.model_name}" for each in registry
    }
    by_views = {permission for _, view in office_views() for permission in asked_by(view)}
    return settings_of_site | by_views | asked_in_words()


def test_every_permission_of_a_role_is_asked_for_somewhere(monkeypatch):
    asked = all_asked()

    def never_asked() -> list[str]:
        return sorted(set().union(*granted().values()) - asked)

    assert never_asked() == []
    # One more that is given and opens nothing is found.
    monkeypatch.setattr("core.roles._granted", {"finance": {"psg_catalogue.view_accessneeds"}})
    assert never_asked() == ["psg_catalogue.view_accessneeds"]


def takes_post(view: View) -> bool:
    return hasattr(view, "post") and "post" in view.http_method_names


def test_nothing_is_sent_where_only_looking_is_asked_for():
    sent = {name: actions_of(view) for name, view in office_views() if takes_post(view)}

    assert sent["unused_places:invoiced"] == {"manage"}
    assert [name for name, actions in sent.items() if actions and actions & LOOKING] == []
