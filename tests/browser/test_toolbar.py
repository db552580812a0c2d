"""Every button of the editor's toolbar, wherever the caret is: nothing of the text is lost, and all of it can be undone."""

import re

import pytest

from kb.markup.model import Context
from kb.markup.render import render
from tests.kb.markup.conftest import ARTICLES, WORDING

# Each text with what is selected between the bars; two of them next to each other are a caret.
PLACES = {
    "nothing": "||",
    "a paragraph": "One two three.\n\nFour fi||ve six.\n\nSeven eight.\n",
    "the end": "One two.\n\nThree four.||",
    "a word": "One two.\n\nThree |four| five.\n\nSix.\n",
    "a line": "Before.\n\n|Three four.|\n\nBehind.\n",
    "several lines": "Before.\n\n|Second line.\nThird line.\n\nFourth| line.\n\nBehind.\n",
    "part of two lines": "Before.\n\nSecond |line.\nThird| line.\n\nBehind.\n",
    "a list": "Before.\n\n- one\n- t||wo\n- three\n\nBehind.\n",
    "items": "Before.\n\n|- one\n- two|\n- three\n\nBehind.\n",
    "a step": "Before.\n\n::: steps\n1. One.\n2. Tw||o.\n3. Three.\n:::\n\nBehind.\n",
    "a word of a step": "Before.\n\n::: steps\n1. One.\n2. Go |here|.\n:::\n\nBehind.\n",
    "steps": "Before.\n\n::: steps\n|1. One.\n2. Two.|\n3. Three.\n:::\n\nBehind.\n",
    "more of a step": "::: steps\n1. One.\n   Mo||re.\n2. Two.\n:::\n\nBehind.\n",
    "the beginning of steps": "Before.\n\n::: st||eps\n1. One.\n:::\n\nBehind.\n",
    "the end of steps": "Before.\n\n::: steps\n1. One.\n:||::\n\nBehind.\n",
    "a table": "Before.\n\n| a | b |\n|---|---|\n| c | d|| |\n| e | f |\n\nBehind.\n",
    "rows": "Before.\n\n| a | b |\n|---|---|\n|| c | d |\n| e | f ||\n\nBehind.\n",
    "a heading": "## Title {#title}\n\nBefore.\n\n### Sm||all {#small}\n\nBehind.\n",
    "a box": "::: note\nInside h||ere.\n:::\n\nBehind.\n",
    "lines of a box": "::: note\n|Inside here.\nAnd there.|\n:::\n\nBehind.\n",
    "a caption": "Before.\n\n::: figure 1\ndemo: dsc-plus\ncaption: A ca||ption.\n:::\n\nBehind.\n",
    "a tab": "::: tabs\n::: tab ios Apple iOS\nTe||xt.\n:::\n::: tab android Android\nOther.\n:::\n:::\n\nBehind.\n",
    "between tabs": "::: tabs\n::: tab ios Apple iOS\nText.\n::||:\n::: tab android Android\nOther.\n:::\n:::\n\nBehind.\n",
    "the beginning of tabs": "::: ta||bs\n::: tab ios Apple iOS\nText.\n:::\n:::\n\nBehind.\n",
}
DIALOGS = ("link", "figure", "box", "tabs", "demo")
BUTTONS = ("bold", "italic", "label", "key", "heading", "list", "steps", *DIALOGS)

# Puts the text in as if typed, presses the button and answers its dialog; what is in the field then, and after all is undone.
RUN = """async ([language, action, text, start, end, answer, byKeyboard]) => {
    const root = document.querySelector(`[data-desk=id_body_${language}]`);
    const area = root.querySelector("textarea");
    const until = async (found) => {
        for (let tries = 0; tries < 300; tries += 1) {
            if (found()) return found();
            await new Promise((resolve) => setTimeout(resolve, 10));
        }
        throw new Error(`${action}: waited for ${found}`);
    };
    const value = (field, typed) => { field.value = typed; field.dispatchEvent(new Event("input")); };
    area.focus();
    area.select();
    document.execCommand(text ? "insertText" : "delete", false, text);
    area.setSelectionRange(start, end);
    const button = root.querySelector(`[data-do=${action}]`);
    if (byKeyboard) button.focus();
    button.click();
    const dialog = document.querySelector("dialog[open]");
    if (dialog) {
        const closed = new Promise((resolve) => dialog.addEventListener("close", resolve, {once: true}));
        const form = dialog.querySelector("form");
        const field = (name) => form.querySelector(`[name=${name}]`);
        if (action === "link") {
            form.querySelector(".desk-results > div").replaceChildren(); // of the last time
            value(field("query"), "1131");
            await until(() => form.querySelector("[name=number][value='1131']:checked"));
        } else if (action === "tabs") {
            for (const id of ["tws", "webtrader"]) form.querySelector(`[value=${id}]`).checked = true;
        } else if (action === "figure") {
            form.querySelector("[name=source][value=demo]").click();
            await until(() => field("demo").options.length > 1);
            field("demo").value = "dsc-plus";
            value(field("caption"), "The card.");
        } else if (action === "demo") {
            await until(() => field("demo").options.length > 1);
            field("demo").value = "dsc-plus";
        }
        if (answer === "escape") dialog.close();
        else form.querySelector(`[type=submit][value=${answer === "insert" ? "insert" : "''"}]`).click();
        await closed;
        await new Promise((resolve) => setTimeout(resolve, 0)); // what waited for the answer goes on first
    }
    const made = {text: area.value, start: area.selectionStart, end: area.selectionEnd, hasFocus: document.activeElement === area};
    area.focus();
    let undone = 0;
    while (area.value !== text && undone < 3) { document.execCommand("undo"); undone += 1; }
    return {...made, undone, before: area.value};
}"""


@pytest.fixture
def run(open_form):
    page = open_form(1131)
    page.locator("#id_body_fr").fill("")

    def run_one(action: str, place: str, *, answer: str = "insert", by_keyboard: bool = False, language: str = "en"):
        first, selected, last = split(PLACES[place])
        text, start = first + selected + last, len(first)
        return text, page.evaluate(RUN, [language, action, text, start, start + len(selected), answer, by_keyboard])

    return run_one


def split(place: str) -> tuple[str, str, str]:
    """Text before, selected and behind. A row of a table has bars too: those of the selection are the outermost that fit."""
    if place == PLACES["rows"]:
        at = place.index("|| c")
        end = place.rindex("||")
        return place[:at], place[at + 1 : end + 1], place[end + 2 :]
    if "||" in place:
        first, _bars, last = place.partition("||")
        return first, "", last
    return tuple(place.split("|"))


def letters(text: str) -> list[str]:
    """What somebody wrote: no marks, no ids, no numbers of steps and figures."""
    plain = re.sub(r"\{#[^}]*\}|^ *\d+[a-z]?\.|figure \d+", " ", text, flags=re.M)
    return re.findall(r"[^\W\d_]", plain)


def has_in_order(found: list[str], wanted: list[str]) -> bool:
    rest = iter(found)
    return all(letter in rest for letter in wanted)


def blocking(text: str) -> set[str]:
    context = Context("en", 3422, WORDING, lambda number: ARTICLES[2260], lambda *_any: None, lambda *_any: None)
    known = {"unknown-demo", "unknown-demo-step", "figure-without-caption"}
    return {problem.code for problem in render(text, context).problems if problem.blocks} - known


@pytest.mark.parametrize(
    ("buttons", "places", "by_keyboard"),
    [(BUTTONS, PLACES, False), (DIALOGS, PLACES, True)],
    ids=["mouse", "keyboard"],
)
def test_no_button_loses_a_word_or_leaves_the_caret_elsewhere(run, buttons, places, by_keyboard):
    wrong = []
    for action in buttons:
        for place in places:
            text, made = run(action, place, by_keyboard=by_keyboard)
            first, selected, _last = split(PLACES[place])
            faults = {
                "nothing happened": made["text"] == text and not (action in ("list", "heading") and not selected),
                "words are lost": not has_in_order(letters(made["text"]), letters(text)),
                "what stands before changed": not made["text"].startswith(first[: first.rfind("\n") + 1]),
                "it cannot be undone": made["before"] != text or made["undone"] > 1,
                "the field has lost the focus": not made["hasFocus"],
                "the text is broken": not blocking(text) and bool(blocking(made["text"])),
                "the caret is before it": made["end"] < first.rfind("\n") + 1,
            }
            wrong += [(action, place, fault, made["text"]) for fault, is_so in faults.items() if is_so]
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_dialog_that_is_cancelled_leaves_text_and_selection_as_they_were(run, language):
    wrong = []
    for action in DIALOGS:
        for place in PLACES:
            for answer, by_keyboard in (("cancel", False), ("escape", True)):
                text, made = run(action, place, answer=answer, by_keyboard=by_keyboard, language=language)
                first, selected, _last = split(PLACES[place])
                now = made["text"], made["start"], made["end"], made["hasFocus"]
                if now != (text, len(first), len(first) + len(selected), not by_keyboard):
                    wrong.append((action, place, answer, made))
    assert wrong == []


def test_what_is_typed_behind_a_block_belongs_to_no_mark_of_it(open_form):
    page = open_form(1131)
    area = page.locator("#id_body_en")
    area.fill("One.\nTwo.")
    area.evaluate("area => area.select()")
    page.locator("[data-desk=id_body_en] [data-do=steps]").click()
    page.keyboard.type(" And wait.")
    assert area.input_value() == "::: steps\n1. One.\n2. Two. And wait.\n:::\n"


def test_a_heading_s_id_follows_its_words_until_it_is_changed_by_hand(open_form):
    page = open_form(1131)
    page.locator("#id_body_fr").fill("")
    area = page.locator("#id_body_en")
    area.fill("")
    heading = page.locator("[data-desk=id_body_en] [data-do=heading]")
    for typed in ("First one", "Second one"):
        heading.click()
        page.keyboard.type(typed)
        page.keyboard.press("Control+End")
        page.keyboard.press("Enter")
    until_text(page, area, "## First one {#first-one}\n## Second one {#second-one}\n")


def until_text(page, area, wanted):
    for _ in range(100):
        if area.input_value() == wanted:
            return
        page.wait_for_timeout(50)
    assert area.input_value() == wanted
