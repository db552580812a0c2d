"""The editor in the admin, used as an editor uses it: in both interface languages, side by side and in tabs."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import EDITORS, PHONE, WIDE
from tests.browser.staff import make_superuser, sign_in

KEPT = "Object.keys(localStorage).some((key) => key.startsWith('desk:'))"


def until(page, condition):
    """Playwright's own way evaluates a text inside the page, which its Content-Security-Policy forbids."""
    deadline = time.monotonic() + 10
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(50)


def body(page, language="en"):
    return page.locator(f"#id_body_{language}")


def write(page, text, select="", language="en"):
    """`text` is in the body as if typed, with `select` selected, or the caret at the end."""
    area = body(page, language)
    area.fill(text)
    area.evaluate(
        "(area, [from, to]) => { area.focus(); area.setSelectionRange(from, to); }",
        [text.index(select), text.index(select) + len(select)] if select else [len(text)] * 2,
    )
    return area


def press(page, action, language="en"):
    page.locator(f"[data-desk=id_body_{language}] [data-do={action}]").click()


def no_problems(page, language="en"):
    status = page.locator(f"[data-desk=id_body_{language}] .desk-count")
    expect(status).to_have_class(re.compile("is-good"))


def shown(page, language="en"):
    return page.frame_locator(f"[data-desk=id_body_{language}] iframe")


TOOLBAR = [
    ("bold", "press Log In now", "Log In", "press **Log In** now"),
    ("italic", "press Log In now", "Log In", "press *Log In* now"),
    ("label", "press Log In now", "Log In", "press [[Log In]] now"),
    ("key", "press OK now", "OK", "press ++OK++ now"),
    ("bold", "press **Log In** now", "Log In", "press Log In now"),
    ("heading", "Log in again", "again", "## Log in again {#log-in-again}"),
    ("heading", "## Log in {#there}", "Log", "### Log in {#there}"),
    ("list", "one\ntwo", "one\ntwo", "- one\n- two"),
    ("list", "- one\n- two", "one\n- two", "one\ntwo"),
    ("steps", "one\ntwo", "one\ntwo", "::: steps\n1. one\n2. two\n:::\n"),
    ("steps", "::: steps\n1. one\n2. two\n:::\n", "", "::: steps\n1. one\n2. What to do\n3. two\n:::\n"),
]


def test_each_button_writes_what_the_renderer_understands_and_can_be_undone(open_form):
    page = open_form(1131)
    body(page, "fr").fill("")
    for action, text, select, wanted in TOOLBAR:
        area = write(page, text, select)
        if not select:
            area.evaluate("area => area.setSelectionRange(15, 15)")
        press(page, action)
        assert area.input_value() == wanted, action
        page.keyboard.press("Control+z")
        assert area.input_value() == text, action


def test_shortcuts_mark_what_is_selected(open_form):
    page = open_form()
    for key, wanted in (("b", "a **word** here"), ("i", "a *word* here"), ("l", "a [[word]] here")):
        area = write(page, "a word here", "word")
        page.keyboard.press(f"Control+{key}")
        assert area.input_value() == wanted


def test_the_toolbar_is_one_stop_of_the_tab_key_and_arrows_go_through_it(open_form):
    page = open_form()
    body(page).focus()
    page.keyboard.press("Shift+Tab")
    focused = "document.activeElement.dataset.do"
    assert page.evaluate(focused) == "bold"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused) == "preview"
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "italic"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "id_body_en"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) == "italic"


def test_a_heading_of_a_translation_takes_the_id_that_the_source_has(open_form):
    page = open_form()
    write(page, "## First {#first}\n\n## Second {#second}\n")
    write(page, "## Premier {#first}\n\nDeuxième", "Deuxième", "fr")
    press(page, "heading", "fr")
    assert body(page, "fr").input_value().endswith("## Deuxième {#second}")


def test_the_preview_is_the_article_as_readers_see_it_and_keeps_its_place(open_form, language):
    page = open_form(language=language)
    expect(shown(page).locator("h1")).to_have_text("Secure Login with Digital Security Card+")
    expect(shown(page, "fr").locator("h1")).to_have_text("Connexion sécurisée avec la Digital Security Card+")
    assert shown(page).locator(".step").first.evaluate("step => getComputedStyle(step).listStyleType") == "none"
    no_problems(page)
    frame = page.locator("[data-desk=id_body_en] iframe")
    frame.evaluate("frame => frame.contentWindow.scrollTo(0, 300)")
    body(page).press_sequentially("!")
    expect(shown(page).locator(".body > p").first).to_contain_text("!")
    assert frame.evaluate("frame => frame.contentWindow.scrollY") == 300


def test_a_problem_is_told_in_the_editors_language_and_leads_to_its_line(open_form, language):
    page = open_form(language=language)
    write(page, "One.\n\nKB1\n\nThree.\n")
    problem = page.locator("[data-desk=id_body_en] .desk-problems li:not(.is-warning)")
    expect(problem).to_contain_text({"en": "There is no article KB1", "fr": "KB1"}[language])
    problem.get_by_role("button", name={"en": "Line 3", "fr": "Ligne 3"}[language]).click()
    assert body(page).evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)") == "KB1"
    assert page.evaluate("document.activeElement.id") == "id_body_en"


def test_the_preview_and_the_other_language_follow_the_caret(open_form):
    page = open_form()
    expect(shown(page, "fr").locator("#step-5")).to_be_attached()
    expect(shown(page).locator("#step-5")).to_be_attached()
    body(page).evaluate(
        "area => { area.focus(); area.setSelectionRange(...Array(2).fill(area.value.indexOf('5. Type'))); }"
    )
    page.keyboard.press("ArrowRight")
    for code in ("en", "fr"):
        top = f"document.querySelector('[data-desk=id_body_{code}] iframe').contentDocument.getElementById('step-5')"
        until(page, f"Math.abs({top}.getBoundingClientRect().top - 24) < 2")
    until(page, "document.getElementById('id_body_fr').scrollTop > 200")


def test_an_article_is_looked_up_by_words_in_the_language_of_the_text(open_form, language):
    page = open_form(language=language)
    write(page, "Voir ", language="fr")
    page.keyboard.press("Control+k")
    dialog = page.locator("#desk-link")
    dialog.locator("[name=query]").fill("rappel vocal")
    expect(dialog.locator(".desk-results label")).to_have_count(1)
    expect(dialog.locator(".desk-results [lang=fr]")).to_contain_text("rappel vocal")
    dialog.locator("[name=place]").select_option(index=1)
    dialog.get_by_role("button", name={"en": "Insert", "fr": "Insérer"}[language]).click()
    expect(body(page, "fr")).to_have_value(re.compile(r"^Voir KB3396#[a-z-]+$"))
    expect(body(page, "fr")).to_be_focused()
    no_problems(page, "fr")


def test_escape_closes_a_dialog_and_changes_nothing(open_form):
    page = open_form()
    area = write(page, "One")
    page.keyboard.press("Control+k")
    expect(page.locator("#desk-link")).to_be_visible()
    page.keyboard.press("Escape")
    assert area.input_value() == "One"
    expect(area).to_be_focused()


def test_practices_boxes_and_tabs_are_inserted_as_the_renderer_wants_them(open_form):
    page = open_form()
    write(page, "Intro")
    press(page, "demo")
    demo = page.locator("#desk-demo")
    expect(demo.locator("[name=demo]")).to_have_value("dsc-plus")
    demo.locator("[name=step]").select_option("pin")
    demo.get_by_role("button", name="Insert").click()
    expect(body(page)).to_have_value("Intro\n\n::: demo dsc-plus pin\n:::\n")
    press(page, "tabs")
    for id in ("ios", "android"):
        page.locator(f"#desk-tabs [value={id}]").check()
    page.locator("#desk-tabs").get_by_role("button", name="Insert").click()
    press(page, "box")
    page.locator("#desk-box [name=kind]").select_option("warning")
    page.locator("#desk-box").get_by_role("button", name="Insert").click()
    expect(body(page)).to_have_value(re.compile(r"::: tab android Android\n"))
    expect(shown(page).locator(".demo")).to_be_attached()
    expect(shown(page).get_by_role("tab")).to_have_text(["Apple iOS", "Android"])
    expect(shown(page).locator(".box-warning")).to_be_attached()
    no_problems(page)
    shown(page).get_by_role("tab", name="Android").click()
    expect(shown(page).get_by_role("tab", name="Android")).to_have_attribute("aria-selected", "true")


# A PNG of 8 x 8 pixels drawn here and carried into the page as the clipboard or a drop would.
CARRY = """async (area, [kind, type, name]) => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 8, height: 8});
    canvas.getContext("2d").fillRect(0, 0, 8, 8);
    const drawn = await new Promise((resolve) => canvas.toBlob(resolve));
    const carried = new DataTransfer();
    carried.items.add(new File([type === "image/png" ? drawn : "<svg xmlns='http://www.w3.org/2000/svg'/>"], name, {type}));
    const init = {bubbles: true, cancelable: true};
    area.dispatchEvent(kind === "paste" ? new ClipboardEvent("paste", {...init, clipboardData: carried})
        : new DragEvent("drop", {...init, dataTransfer: carried}));
}"""


def test_a_pasted_image_becomes_a_figure_with_its_alternative_text(open_form, language):
    page = open_form(language=language)
    write(page, "::: steps\n1. One.\n:::\n", "1. One.")
    body(page).evaluate(CARRY, ["paste", "image/png", "image.png"])
    dialog = page.locator("#desk-figure")
    key = dialog.locator("[name=key]")
    expect(key).to_have_value(re.compile(r"^kb3422-\d+$"))
    key.fill(f"pasted-{language}")
    dialog.locator("[name=caption]").fill("The window.")
    insert = dialog.get_by_role("button", name={"en": "Insert", "fr": "Insérer"}[language])
    insert.click()  # the alternative text is missing still
    expect(dialog).to_be_visible()
    dialog.locator("[name=alt]").fill("A black square")
    insert.click()
    expect(dialog).to_be_hidden()
    figure = f"   ::: figure 1\n   image: pasted-{language}\n   caption: The window.\n   :::"
    expect(body(page)).to_have_value(f"::: steps\n1. One.\n\n{figure}\n\n:::\n")
    picture = shown(page).locator(".step figure img")
    expect(picture).to_have_count(1)  # until then the preview shows the article's own
    expect(picture).to_have_attribute("alt", "A black square")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 8
    no_problems(page)


def test_a_dropped_drawing_that_may_hold_scripts_is_refused_in_words_and_nothing_is_lost(open_form, language):
    page = open_form(language=language)
    write(page, "One.")
    body(page).evaluate(CARRY, ["drop", "image/svg+xml", "drawing.svg"])
    dialog = page.locator("#desk-figure")
    dialog.locator("[name=caption]").fill("A drawing.")
    dialog.locator("[name=alt]").fill("A drawing")
    dialog.get_by_role("button", name={"en": "Insert", "fr": "Insérer"}[language]).click()
    wanted = {"en": "SVG is not accepted", "fr": "SVG"}[language]
    expect(dialog.get_by_role("alert")).to_contain_text(wanted)
    expect(dialog.locator("[name=alt]")).to_have_value("A drawing")
    page.keyboard.press("Escape")
    expect(body(page)).to_have_value("One.")


def test_a_figure_put_before_others_moves_their_numbers_on(open_form):
    page = open_form()
    figure = "::: figure 1\ndemo: dsc-plus\nstate: login\ncaption: B.\n:::\n"
    write(page, f"## A {{#a}}\n\nHere\n\n{figure}", "Here")
    press(page, "figure")
    dialog = page.locator("#desk-figure")
    dialog.locator("[name=source][value=demo]").check()
    expect(dialog.locator("[name=demo]")).to_have_value("dsc-plus")
    dialog.locator("[name=step]").select_option("pin")
    dialog.locator("[name=caption]").fill("A.")
    dialog.get_by_role("button", name="Insert").click()
    made = "::: figure 1\ndemo: dsc-plus\nstate: pin\ncaption: A.\n:::\n"
    expect(body(page)).to_have_value(f"## A {{#a}}\n\nHere\n\n{made}\n{figure.replace('figure 1', 'figure 2')}")
    no_problems(page)


def test_what_was_typed_and_not_saved_is_offered_back_after_a_crash(open_form, language):
    page = open_form(1861, language)
    before = body(page).input_value()
    page.fill("#id_comment_en", "Why it is so")
    body(page).press_sequentially("Typed and lost? ")
    until(page, KEPT)
    page.evaluate("window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)")
    again = open_form(1861, language, page=page.context.new_page())
    assert body(again).input_value() == before
    notice = again.locator("#desk-kept")
    expect(notice).to_contain_text({"en": "Body (English)", "fr": "Corps (anglais)"}[language])
    expect(notice).to_contain_text(re.compile(r"\d\d:\d\d"))
    notice.get_by_role("button", name={"en": "Restore", "fr": "Restaurer"}[language]).click()
    expect(body(again)).to_have_value(f"Typed and lost? {before}")
    expect(again.locator("#id_comment_en")).to_have_value("Why it is so")
    expect(notice).to_be_hidden()


def test_what_is_discarded_is_not_offered_again(open_form):
    page = open_form(1861)
    body(page).press_sequentially("x")
    until(page, KEPT)
    again = open_form(1861, page=page.context.new_page())
    expect(again.locator("#desk-kept")).to_be_visible()
    page.goto("about:blank")
    page.close()
    again.locator("#desk-kept [data-discard]").click()
    assert not again.evaluate(KEPT)


def test_what_one_person_typed_is_not_offered_to_another_in_the_same_browser(open_form):
    page = open_form(1861)
    body(page).press_sequentially("x")
    until(page, KEPT)
    reader = page.context.new_page()
    page.goto("about:blank")
    page.close()
    reader.goto("/en/")
    reader.evaluate(
        r"""() => {
            for (const key of Object.keys(localStorage).filter((each) => each.startsWith("desk:"))) {
                localStorage.setItem(key.replace(/^desk:\d+:/, "desk:0:"), localStorage.getItem(key));
                localStorage.removeItem(key);
            }
        }"""
    )
    again = open_form(1861, page=reader)
    assert again.evaluate(KEPT) and again.locator("#desk-kept").is_hidden()


def test_two_tabs_on_one_article_keep_what_is_typed_in_each(open_form):
    """Neither writes over the other, or takes it away: not by typing, by an answer to what is offered, or by saving."""
    first = open_form(2895)
    context = first.context
    second = open_form(2895, page=context.new_page())
    first.locator("#id_summary_en").fill("Typed in the first tab.")
    until(first, KEPT)
    body(second, "fr").press_sequentially("Second tab. ")
    until(second, "Object.keys(localStorage).filter((key) => key.startsWith('desk:')).length === 2")
    third = open_form(2895, page=context.new_page())
    third.locator("#desk-kept [data-discard]").click()
    until(third, "Object.keys(localStorage).filter((key) => key.startsWith('desk:')).length === 2")
    first.get_by_role("button", name="Save and continue editing").click()
    first.wait_for_selector(".messagelist .success")
    first.wait_for_selector("body.desk-ready")
    kept = "Object.values(localStorage).join(' ')"
    assert "Second tab." in first.evaluate(kept)
    other = open_form(1861, page=context.new_page())
    assert other.locator("#desk-kept").is_hidden()
    expect(first.locator("#desk-kept")).to_be_visible()
    first.locator("#desk-kept [data-restore]").click()
    assert "Second tab." in body(first, "fr").input_value()


def test_a_saved_text_is_kept_no_longer_and_leaving_an_unsaved_one_asks(open_form):
    page = open_form(2895)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    summary = page.locator("#id_summary_en")
    summary.fill(f"{summary.input_value()} More.")
    page.get_by_role("button", name="Save and continue editing").click()
    page.wait_for_selector(".messagelist .success")
    page.wait_for_selector("body.desk-ready")
    assert asked == []
    assert page.locator("#desk-kept").is_hidden()
    assert not page.evaluate(KEPT)
    summary.fill("Something else.")
    page.reload()
    assert asked == ["beforeunload"]
    expect(page.locator("#desk-kept")).to_be_visible()


def test_a_session_that_has_ended_is_told_before_the_save_and_a_new_one_saves_the_same_page(open_form):
    page = open_form(2895)
    summary = page.locator("#id_summary_en")
    summary.fill("Typed in a session that ends.")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator("#desk-signed-out")).to_be_visible()
    expect(page.locator("#desk-signed-out a")).to_have_attribute("target", "_blank")
    expect(summary).to_have_value("Typed in a session that ends.")
    page.context.clear_cookies(name="csrftoken")  # signing in again changes it
    page.context.add_cookies([cookie for cookie in cookies if cookie["name"] == "sessionid"])
    page.get_by_role("button", name="Save and continue editing").click()
    page.wait_for_selector(".messagelist .success")
    expect(summary).to_have_value("Typed in a session that ends.")


def test_languages_stand_side_by_side_with_the_source_on_the_left_or_in_tabs_that_move_together(open_form):
    page = open_form(3102)  # written in French first
    source, translation = body(page, "fr").bounding_box(), body(page, "en").bounding_box()
    assert source["x"] + source["width"] < translation["x"]
    assert abs(source["y"] - translation["y"]) < 2
    tabs = page.get_by_role("tab")
    expect(tabs).to_have_text(["Side by side", "French", "English"])
    page.set_viewport_size({"width": 1100, "height": 900})
    expect(tabs).to_have_text(["French", "English"])
    tabs.nth(0).click()
    expect(body(page, "fr")).to_be_visible()
    expect(body(page, "en")).to_be_hidden()
    tabs.nth(1).click()
    expect(body(page, "en")).to_be_visible()
    expect(page.locator("#id_title_fr")).to_be_hidden()


def test_one_language_alone_has_its_preview_beside_it_as_high_as_the_window(open_form):
    page = open_form(2278, viewport={"width": 1440, "height": 900})
    tabs = page.get_by_role("tab")
    tabs.nth(0).focus()
    page.keyboard.press("End")  # the keyboard alone
    expect(page.get_by_role("tab", selected=True)).to_have_text("French")
    expect(body(page, "en")).to_be_hidden()
    writing = page.locator("[data-desk=id_body_fr] .desk-writing").bounding_box()
    preview = page.locator("[data-desk=id_body_fr] .desk-preview").bounding_box()
    assert preview["x"] > writing["x"] + writing["width"] and abs(preview["y"] - writing["y"]) < 2
    assert writing["height"] > 750 and abs(preview["height"] - writing["height"]) < 2
    bar = page.locator(".desk-bar")
    assert bar.bounding_box()["y"] + bar.bounding_box()["height"] <= 900
    expect(bar).to_contain_text("published")
    expect(page.locator("#id_category")).to_be_hidden()  # folded away
    page.get_by_text("Facts, the same in every language").click()
    expect(page.locator("#id_category")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist li").first).to_be_visible()


def test_without_script_the_text_is_still_a_field_that_saves(open_page, signed_in):
    page = open_page(storage_state=signed_in, java_script_enabled=False)
    page.goto("/en/admin/kb/article/?q=2545")
    page.get_by_role("link", name="2545", exact=True).click()
    assert page.locator("[role=toolbar]").first.is_hidden()
    page.locator("#id_summary_fr").fill("Sans script.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_signing_in_has_no_accessibility_faults_on_any_of_its_pages(open_page, site_folder, axe, language):
    make_superuser(site_folder, name := next(EDITORS))
    found = []
    sign_in(open_page(), name, language, look=lambda page: found.extend(axe(page)))
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_lists_and_forms_of_articles_have_no_accessibility_faults(open_form, axe, size, scheme, language):
    page = open_form(language=language, viewport=size, color_scheme=scheme)
    no_problems(page, language)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(page, "figure", language)
    expect(page.locator("#desk-figure [name=demo]")).to_have_value("dsc-plus")
    assert axe(page) == []
    page.goto(f"/{language}/admin/kb/article/")
    assert axe(page) == []


def test_a_new_article_is_filled_in_and_saved_from_the_keyboard(open_page, signed_in):
    page = open_page(storage_state=signed_in, viewport=WIDE)
    page.goto("/en/admin/kb/article/add/")
    page.wait_for_selector("body.desk-ready")
    expect(page.locator("#id_number")).to_have_value(re.compile(r"^9\d{3}$"))
    page.fill("#id_title_en", "Œuvres: a new way")
    expect(page.locator("#id_slug_en")).to_have_value("oeuvres-a-new-way")
    page.fill("#id_slug_en", "by-hand")
    page.fill("#id_title_en", "Another way")
    expect(page.locator("#id_slug_en")).to_have_value("by-hand")
    page.select_option("#id_category", index=1)
    page.check("#id_tags input >> nth=0")
    page.fill("#id_references", "KB1131, KB3422")
    until(page, "Object.values(localStorage).some((kept) => kept.includes('KB3422'))")
    box, row = (page.locator(each).bounding_box() for each in ("#id_title_en", ".submit-row"))
    assert row["y"] + row["height"] <= WIDE["height"] + 1 and box["y"] < row["y"], "saving is at hand"
    again = page.context.new_page()
    again.goto(page.url)
    again.wait_for_selector("body.desk-ready")
    expect(again.locator("#desk-kept .desk-notice-more")).to_be_hidden()
    again.locator("#desk-kept [data-restore]").click()
    expect(again.locator("#id_references")).to_have_value("KB1131, KB3422")
    expect(again.locator("#id_category")).to_have_value(page.locator("#id_category").input_value())
    expect(again.locator("#id_tags input >> nth=0")).to_be_checked()
    again.close()
    page.locator("#id_title_en").press("Control+s")
    page.wait_for_url(re.compile(r"/\d+/change/"))
    expect(page.locator("#id_title_en")).to_have_value("Another way")
