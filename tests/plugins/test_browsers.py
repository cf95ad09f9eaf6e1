"""The browser's own report of what a page did wrong."""

import pytest

pytestmark = pytest.mark.browser


def test_a_blocked_script_is_noticed(page, csp_violations):
    page.goto("/account/login/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )
    page.wait_for_timeout(200)
    assert len(csp_violations) == 1
    assert "script-src" in csp_violations[0]
    csp_violations.clear()


def test_a_missing_file_and_another_host_are_noticed(
    page, page_problems, live_server, csp_violations
):
    page.goto("/account/login/")
    page.evaluate(
        """for (const src of ["/static/none.png", "https://www.example.org/none.png"])
             document.body.append(Object.assign(new Image(), {src}))"""
    )
    page.wait_for_timeout(500)
    assert sorted(page_problems) == [
        f"404 for {live_server.url}/static/none.png",
        "asked another host: https://www.example.org/none.png",
    ]
    assert len(csp_violations) == 1
    assert "www.example.org" in csp_violations[0]
    page_problems.clear()
    csp_violations.clear()


def test_axe_says_what_is_wrong_and_where(page, axe):
    page.goto("/account/login/")
    axe(page)
    page.evaluate("document.body.append(document.createElement('img'))")
    with pytest.raises(AssertionError, match=r"image-alt \(critical\)"):
        axe(page)


def test_axe_leaves_out_the_same_masthead_and_no_other(page, axe, known_frames):
    page.goto("/account/login/")
    axe(page)
    assert len(set(known_frames)) >= 2, "one for each scheme"
    page.evaluate("document.querySelector('header').append(document.createElement('img'))")
    for _ in range(2):
        with pytest.raises(AssertionError, match=r"image-alt \(critical\)"):
            axe(page)
