"""Where the system gives the colors (Windows high contrast), what is chosen is still seen to be chosen.

Such a mode draws every background alike. So each control that says of itself that it is chosen, or is not, is drawn in both
ways and has to look different.
"""

import pytest

from tests.browser.practice import Practice

CHOICES = (
    "[aria-pressed], [aria-selected], [aria-checked], a[aria-current], button[aria-current], .guide-step.current"
)
TURN = """(each) => {
    if (each.matches(".guide-step")) return each.classList.toggle("current");
    const name = ["aria-pressed", "aria-selected", "aria-checked"].find((name) => each.hasAttribute(name));
    if (name) each.setAttribute(name, String(each.getAttribute(name) !== "true"));
    else each.removeAttribute("aria-current");
}"""
AROUND = 6  # px: an outline is part of the look
# What may be chosen on it: the page, and how many choices there are at least.
PAGES = {
    "tabs of an article": ("/kb/2748/", 2),
    "filter of the list": ("/practice/", 2),
    "platforms, variants, mode, users": ("/practice/notification/", 10),
    "a list of devices": ("/practice/no-notification/?variant=ios-list&step=choose", 5),
    "versions of a program": ("/practice/voice/?platform=tws-stable", 10),
    "channels of a code": ("/practice/voice/?platform=tws&step=choice", 5),
    "the menu of a portal": ("/practice/opt-in/?step=settings", 3),
    "owners of a device": ("/practice/share-card/?step=owner", 5),
    "accounts of an app": ("/practice/authenticator-app/?step=account", 5),
}


def looks(page, control):
    """Before and after it is turned into the other state."""
    control.evaluate("(each) => each.scrollIntoView({ block: 'center', behavior: 'instant' })")
    box = control.bounding_box()
    clip = {
        "x": max(0, box["x"] - AROUND),
        "y": max(0, box["y"] - AROUND),
        "width": box["width"] + 2 * AROUND,
        "height": box["height"] + 2 * AROUND,
    }
    before = page.screenshot(clip=clip, animations="disabled")
    control.evaluate(TURN)
    after = page.screenshot(clip=clip, animations="disabled")
    control.evaluate(TURN)
    return before, after


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_chosen_is_seen_in_high_contrast(open_page, name, scheme):
    address, least = PAGES[name]
    page = open_page(forced_colors="active", color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"/en{address}")
    if page.locator("[data-practice]").count():
        page.locator("html[data-practice=ready]").wait_for(state="attached")
        page.locator(".devices:not([inert])").wait_for()
        Practice(page).stop_clock()  # an app draws its codes again every 30 seconds
    page.evaluate("document.activeElement?.blur()")
    choices = page.locator(CHOICES).filter(visible=True).element_handles()
    assert len(choices) >= least
    alike = [each.inner_text() for each in choices if len({*looks(page, each)}) == 1]
    assert alike == []


def test_a_choice_that_only_a_background_marks_is_found(open_page):
    page = open_page(forced_colors="active")
    page.goto("/en/practice/")
    page.evaluate("""() => {
        const button = document.createElement("button");
        button.setAttribute("aria-pressed", "true");
        button.id = "planted";
        button.textContent = "Planted";
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("#planted { all: initial !important; } #planted[aria-pressed=true] { background: green !important; }");
        document.adoptedStyleSheets.push(sheet);
        document.querySelector("main").prepend(button);
    }""")
    before, after = looks(page, page.locator("#planted"))
    assert before == after
