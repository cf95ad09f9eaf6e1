"""axe in the browser: WCAG 2.2 A and AA, in light and in dark."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

EVERY_RULE = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
}
# The two schemes differ in their colours alone (`css/scheme-*.css`): what stands on a page, and in
# what order, is asked once.
RULES = {
    "light": EVERY_RULE,
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# Wagtail's own menu is half of each screen of the back office: looked at where it is asked for.
MENU = "#wagtail-sidebar"
FIND = """async ([rules, left_out]) => {
    const where = {include: [["html"]], exclude: [[left_out]]};
    const found = await axe.run(where, {runOnly: rules, resultTypes: ["violations"]});
    return found.violations;
}"""
SCRIPT = Axe().axe_script
# Colours that still move from one scheme to the other are neither's.
SETTLED = """async () => {
    await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await Promise.all(document.getAnimations()
        .filter(each => each instanceof CSSTransition)
        .map(each => each.finished.catch(() => {})));
}"""


def in_words(violation: dict) -> str:
    """One violation as a person reads it: the rule, where it is broken, and what to do."""
    places = "\n".join(
        f"    {' '.join(map(str, node['target']))}\n      {node['html'][:200]}\n"
        f"      {node.get('failureSummary', '').replace(chr(10), ' ')}"
        for node in violation["nodes"][:5]
    )
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}\n{places}"


@pytest.fixture
def axe() -> Callable:
    """`axe(page)` asserts that the page as it stands breaks no rule, light or dark.

    A page that a click has just led to is waited for: half a document breaks no rule."""

    def check(page, schemes: tuple[str, ...] = tuple(RULES), left_out: str = MENU) -> None:
        page.wait_for_load_state()
        page.evaluate(SCRIPT)
        failures = []
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            page.evaluate(SETTLED)
            found = page.evaluate(FIND, [RULES[scheme], left_out])
            if found:
                failures.append(f"{page.url} ({scheme})\n" + "\n".join(map(in_words, found)))
        page.emulate_media(color_scheme="light")
        assert not failures, "\n\n".join(failures)

    return check
