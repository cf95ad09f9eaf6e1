"""axe in the browser: WCAG 2.2 A and AA, in light and in dark."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
import pytest

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
# axe comes from the live server as any script of a page does: the browser then keeps it, read and
# compiled, from one page to the next. Handed over by the driver it is half a megabyte each time.
BUNDLE = Path(axe_playwright_python.__file__).parent
# What other people's pages show of ours lets no script in: there the driver hands it over.
WITHOUT_SCRIPT = "/embed/sessions/"
LOOK = """async ([scheme, rules, left_out, known]) => {
    if (!window.axe) {
        const script = Object.assign(document.createElement("script"), {src: "/static/axe.min.js"});
        document.head.append(script);
        await new Promise((come, fail) => {
            script.onload = come;
            script.onerror = () => fail(new Error("axe did not come"));
        });
        script.remove();
    }

    // Colours that still move from one scheme to the other are neither's.
    await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await Promise.all(document.getAnimations()
        .filter(each => each instanceof CSSTransition)
        .map(each => each.finished.catch(() => {})));

    // The masthead and the footer are the same on page after page. Where the very same ones have
    // broken no rule, in this scheme and at this width, they are left out of the next look.
    const parts = [".sheet > header", ".sheet > footer"];
    const frame = [...document.querySelectorAll(parts.join())].map(each => each.outerHTML).join()
        .replace(/(csrfmiddlewaretoken" value=)"[^"]*"/g, "$1").replace(/[?]next=[^"]*/g, "");
    const sheets = [...document.styleSheets].map(each => each.href);
    const all = [scheme, innerWidth, document.querySelector(".sheet")?.className, sheets, frame];
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(all.join()));
    const mark = frame && [...new Uint8Array(bytes)].join();

    const exclude = known.includes(mark) ? [left_out, ...parts] : [left_out];
    const where = {include: [["html"]], exclude: exclude.map(each => [each])};
    const found = await axe.run(where, {runOnly: rules, resultTypes: ["violations"]});
    return [found.violations, mark];
}"""


def in_words(violation: dict) -> str:
    """One violation as a person reads it: the rule, where it is broken, and what to do."""
    places = "\n".join(
        f"    {' '.join(map(str, node['target']))}\n      {node['html'][:200]}\n"
        f"      {node.get('failureSummary', '').replace(chr(10), ' ')}"
        for node in violation["nodes"][:5]
    )
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}\n{places}"


@pytest.fixture(scope="session")
def known_frames() -> list[str]:
    """The mastheads and footers that broke no rule in this run, each by its mark."""
    return []


@pytest.fixture
def axe(settings, known_frames: list[str]) -> Callable:
    """`axe(page)` asserts that the page as it stands breaks no rule, light or dark.

    A page that a click has just led to is waited for: half a document breaks no rule."""
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, BUNDLE]

    def check(page, schemes: tuple[str, ...] = tuple(RULES), left_out: str = MENU) -> None:
        page.wait_for_load_state()
        if urlsplit(page.url).path == WITHOUT_SCRIPT:
            page.evaluate((BUNDLE / "axe.min.js").read_text())
        failures = []
        for scheme in schemes:
            if scheme != "light":
                page.emulate_media(color_scheme=scheme)
            found, mark = page.evaluate(LOOK, [scheme, RULES[scheme], left_out, known_frames])
            if found:
                failures.append(f"{page.url} ({scheme})\n" + "\n".join(map(in_words, found)))
            else:
                known_frames.append(mark)
        if schemes != ("light",):
            page.emulate_media(color_scheme="light")
        assert not failures, "\n\n".join(failures)

    return check
