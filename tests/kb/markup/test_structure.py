from textwrap import dedent

import pytest

STEPS = dedent("""\
    ::: steps
    1. Type your name.
       On the same line.

       ::: figure 1
       demo: card
       state: login
       caption: The *first* screen.
       :::
    2. Press ++press++.
    3a. If so: one.
    3b. If not: two.
    :::
    """)


def test_steps_have_ids_and_numbers_that_are_read_aloud(article):
    rendered = article(STEPS)
    assert rendered.steps == ("step-1", "step-2", "step-3a", "step-3b")
    assert '<span class="visually-hidden">Step 3a. </span>' in rendered.html
    assert '<span class="step-number" aria-hidden="true">3a</span>' in rendered.html
    assert not [each for each in rendered.problems if each.blocks]


def test_a_named_list_has_ids_of_its_own(article):
    assert article("::: steps ios\n1. One.\n:::").steps == ("ios-step-1",)


def test_a_step_bound_to_the_practice_room_can_be_tried(article):
    made = article("::: steps\n1. One.\n2. Two.\n:::").html
    assert made.count('class="try"') == 1
    assert 'data-demo="card" data-step-demo="pin"' in made


def test_a_step_whose_figure_can_be_tried_offers_it_once(article):
    figure = "   ::: figure {}\n   demo: card\n   state: pin\n   caption: It shows.\n   :::\n"
    text = "::: steps\n1. One.\n2. Two.\n\n" + figure.format(1) + "\n" + figure.format(2) + ":::"
    rendered = article(text)
    assert rendered.html.count('class="try"') == 1
    assert len(rendered.figures) == 2


def test_a_figure_that_shows_how_its_step_ends_opens_the_practice_where_the_step_begins(article):
    figure = "   ::: figure 1\n   demo: card\n   state: login\n   caption: It shows.\n   :::\n"
    html = article(f"::: steps\n1. One.\n2. Two.\n\n{figure}:::").html
    assert html.count('class="try"') == 1
    assert 'data-step-demo="pin"' in html


def test_a_figure_in_a_step_that_no_practice_walks_through_opens_its_own_state(article):
    figure = "   ::: figure 1\n   demo: card\n   state: login\n   caption: It shows.\n   :::\n"
    html = article(f"::: steps\n1. One.\n\n{figure}:::").html
    assert html.count('class="try"') == 1
    assert 'data-step-demo="login"' in html


def test_a_practice_that_a_step_opens_should_have_its_place_in_the_article(article):
    text = "::: steps\n1. One.\n2. Two.\n:::"
    (found,) = article(text).problems
    assert (found.code, found.line, found.blocks, found.values) == ("practice-elsewhere", 3, False, {"demo": "card"})
    assert article(f"{text}\n\n::: demo card\n:::").problems == ()


TABBED = """\
    ::: tabs
    ::: tab ios iOS
    {ios}
    :::
    ::: tab android Android
    {android}
    :::
    :::
    """
PIN_FIGURE = "::: figure {}\ndemo: card\nstate: pin\ncaption: It shows.\n:::"


def tabbed(ios: str, android: str) -> str:
    return dedent(TABBED).format(ios=ios, android=android)


def test_each_tab_has_its_own_link_to_a_step_since_only_one_of_them_is_seen(article):
    html = article(tabbed(PIN_FIGURE.format(1), PIN_FIGURE.format(1))).html
    assert [part.count('class="try"') for part in html.split("<section")] == [0, 1, 1]


def test_a_tab_does_not_repeat_the_link_that_stands_above_it_nor_one_of_its_own(article):
    twice = PIN_FIGURE.format(1) + "\n" + PIN_FIGURE.format(2)
    html = article(PIN_FIGURE.format(1) + "\n\n" + tabbed("One.", PIN_FIGURE.format(1))).html
    assert html.count('class="try"') == 1
    assert article(tabbed(twice, "Two.")).html.count('class="try"') == 1


def test_what_follows_the_tabs_has_a_link_unless_each_of_them_has_one(article):
    after = "\n" + PIN_FIGURE.format(1)
    one = article(tabbed(PIN_FIGURE.format(1), "Two.") + after).html
    each = article(tabbed(PIN_FIGURE.format(1), PIN_FIGURE.format(1)) + after).html
    assert [html.count('class="try"') for html in (one, each)] == [2, 2]


@pytest.mark.parametrize(
    ("numbers", "line"),
    [(["2"], 2), (["1", "3"], 3), (["1", "1"], 3), (["1", "2b"], 3), (["1", "2a", "2c"], 4), (["1", "2a", "2"], 4)],
)
def test_a_gap_in_the_numbers_is_told(article, codes, numbers, line):
    text = "::: steps\n" + "\n".join(f"{number}. Do it." for number in numbers) + "\n:::"
    assert ("step-gap", line) in codes(article(text))


def test_figures_are_numbered_within_their_section_and_have_ids_of_their_own(article):
    figure = "::: figure {}\ncaption: A screen.\n:::\n"
    text = "## A {#a}\n" + figure.format(1) + figure.format(2) + "## B {#b}\n" + figure.format(1)
    text += "::: tabs\n::: tab ios iOS\n" + figure.format(1) + ":::\n:::\n"
    rendered = article(text)
    assert [(f.section, f.number) for f in rendered.figures] == [("a", 1), ("a", 2), ("b", 1), ("ios", 1)]
    for anchor in ("figure-1", "figure-2", "b-figure-1", "ios-figure-1"):
        assert f'id="{anchor}"' in rendered.html
    assert not rendered.problems


def test_a_figure_is_its_caption_alone_while_its_scenario_is_only_announced(article):
    made = article("::: figure 1\ndemo: later\nstate: any\ncaption: Soon.\n:::").html
    assert "Soon." in made and "<a" not in made


def test_tabs_are_headed_sections(article):
    rendered = article("::: tabs\n::: tab ios Apple iOS\nOne.\n:::\n::: tab android Android\nTwo.\n:::\n:::")
    assert '<section class="tab" id="ios" data-tab="ios" aria-labelledby="ios-title">' in rendered.html
    assert [(h.level, h.id, h.text) for h in rendered.outline] == [(3, "ios", "Apple iOS"), (3, "android", "Android")]


def test_the_same_tab_twice_gets_the_name_of_its_heading(article):
    group = "::: tabs\n::: tab ios iOS\nx\n:::\n:::\n"
    rendered = article("## One {#one}\n" + group + "## Two {#two}\n" + group)
    assert rendered.anchors == ("one", "ios", "two", "two-ios")
    assert rendered.html.count('data-tab="ios"') == 2


def test_boxes_take_the_text_behind_their_name_as_heading(article):
    made = article("::: warning Keys are pressed\nText with [[Label]].\n:::").html
    assert '<aside class="box box-warning" role="note" aria-label="warning">' in made
    assert '<p class="box-title">Keys are pressed</p>' in made


def test_the_practice_room_opens_where_the_block_stands(article):
    made = article("::: demo card pin\n:::").html
    assert '<div class="demo" data-demo="card" data-step-demo="pin"' in made
    assert 'href="/en/practice/card/?step=pin"' in made


def test_headings_make_the_outline(article):
    rendered = article("## Log in with `PIN>` {#log-in}\n\n### More {#more}")
    assert [(h.level, h.id, h.text) for h in rendered.outline] == [
        (2, "log-in", "Log in with PIN>"),
        (3, "more", "More"),
    ]


def test_a_table_can_be_scrolled_by_keyboard_and_has_a_name(article):
    made = article("## Limits {#limits}\n\n| a | b |\n|---|---|\n| 1 | 2 |").html
    assert '<div class="table" role="region" tabindex="0" aria-label="Limits"><table>' in made


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("x\n\n:::", ("stray-close", 3)),
        ("x\n\n::: note\nopen", ("unclosed-container", 3)),
        ("::: nonsense\n:::", ("unknown-container", 1)),
        ("## No id", ("heading-without-id", 1)),
        ("# Title {#a}", ("heading-level", 1)),
        ("## A {#a}\n\n## B {#a}", ("duplicate-anchor", 3)),
        ("::: figure 2\ncaption: x\n:::", ("figure-gap", 1)),
        ("::: figure 1\ndemo: card\n:::", ("figure-without-caption", 1)),
        ("::: figure 1\ncaption: x\ncolour: red\n:::", ("figure-field", 3)),
        ("::: figure 1\ncaption: x\ndemo: nowhere\n:::", ("unknown-demo", 1)),
        ("::: figure 1\ncaption: x\ndemo: card\nstate: nowhere\n:::", ("unknown-demo-step", 1)),
        ("::: demo nowhere\n:::", ("unknown-demo", 1)),
        ("::: tab ios iOS\nx\n:::", ("bad-tab", 1)),
        ("::: tabs\nloose\n:::", ("bad-tab", 2)),
        ("::: tabs\n::: tab ios\nx\n:::\n:::", ("bad-tab", 2)),
        ("::: steps\nloose\n:::", ("step-missing", 2)),
        ("::: steps\n1. One.\nloose\n:::", ("step-indent", 3)),
        ("::: steps A b\n1. One.\n:::", ("bad-name", 1)),
        ("::: steps\n1. One.\n\n   ::: note\n   KB9999\n   :::\n:::", ("unknown-article", 5)),
    ],
)
def test_what_is_wrong_is_told_with_its_line(article, codes, text, problem):
    assert problem in codes(article(text))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("One.\n\n[[ ]] here", ("empty-label", 3)),
        ("::: note\n:::", ("empty-box", 1)),
        ("## {#a}", ("empty-heading", 1)),
        ("## A {#a}\n\n#### B {#b}", ("heading-skips", 3)),
        ("::: figure 1\ndemo: card\nstate: pin\ncaption: See KB9999.\n:::", ("unknown-article", 4)),
        ("::: figure 1\ncaption: x\n:::\n\n## A {#figure-1}", ("duplicate-anchor", 5)),
        ("::: steps\n1. x\n:::\n\n::: steps\n1. y\n:::", ("duplicate-anchor", 6)),
    ],
)
def test_what_is_missing_or_twice_is_told_with_its_line(article, codes, text, problem):
    assert problem in codes(article(text))


def test_only_hash_signs_make_headings(article):
    rendered = article("Words\n---\n\nMore\n===\n\n- item\n\n    ## inside")
    assert "<h" not in rendered.html.replace("<hr>", "")
    assert rendered.outline == ()


def test_no_two_elements_share_an_id_whatever_is_told(article):
    made = article("## A {#a}\n\n## B {#a}\n\n::: steps\n1. x\n1. y\n:::").html
    assert made.count('id="a"') == made.count('id="step-1"') == 1


def test_columns_are_aligned_by_class_and_headed_for_those_who_listen(article):
    made = article("| a | b |\n|---|--:|\n| 1 | 2 |").html
    assert '<th class="align-right" scope="col">b</th>' in made
    assert '<td class="align-right">2</td>' in made
    assert "style" not in made


def test_regions_of_tables_are_told_apart_by_name(article):
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    box = "::: historic Before 2020\n" + table + ":::\n"
    made = article("## Fees {#fees}\n\n" + table + table + box + "### More {#more}\n\n" + table).html
    for name in ("Fees", "Fees (2)", "Before 2020", "More"):
        assert f'aria-label="{name}"' in made


def test_what_stands_wrongly_between_tabs_is_shown_all_the_same(article):
    assert "loose" in article("::: tabs\nloose\n:::").html


def test_words_inside_a_practice_block_stand_before_it(article):
    made = article("::: demo card\nTake your time.\n:::").html
    assert made.index("Take your time.") < made.index('class="demo"')


def test_figures_in_tabs_leave_the_plain_ids_to_those_outside(article):
    figure = "::: figure 1\ncaption: A screen.\n:::\n"
    made = article(f"## A {{#a}}\n::: tabs\n::: tab ios iOS\n{figure}:::\n:::\n## B {{#b}}\n{figure}").html
    assert 'id="ios-figure-1"' in made and 'id="figure-1"' in made


def test_boxes_steps_and_figures_nest_in_tabs(article):
    text = """\
    ## Log in {#log-in}

    ::: tabs
    ::: tab ios Apple iOS
    ::: steps ios
    1. Tap [[Log In]].

       ::: warning
       Wait for `OK`.

       ::: steps inner
       1. Count to ten.
       :::
       :::
    :::
    :::
    :::
    """
    rendered = article(dedent(text))
    assert rendered.anchors == ("log-in", "ios", "ios-step-1", "inner-step-1")
    assert not rendered.problems
    assert rendered.html == (
        '<h2 id="log-in">Log in <a class="anchor" href="#log-in" aria-label="Copy link: Log in"></a></h2>\n'
        '<div class="tabs" data-tabs="">\n'
        '<section class="tab" id="ios" data-tab="ios" aria-labelledby="ios-title">'
        '<h3 id="ios-title">Apple iOS</h3>\n'
        '<ol class="steps" role="list" data-list="ios">\n'
        '<li class="step" id="ios-step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span>'
        '<div class="step-body"><span class="visually-hidden">Step 1. </span>'
        '<p>Tap <b class="label">Log In</b>.</p>\n'
        '<aside class="box box-warning" role="note" aria-label="warning"><p class="box-title">warning</p>\n'
        '<p>Wait for <samp class="screen">OK</samp>.</p>\n'
        '<ol class="steps" role="list" data-list="inner">\n'
        '<li class="step" id="inner-step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span>'
        '<div class="step-body"><span class="visually-hidden">Step 1. </span><p>Count to ten.</p>\n</div>'
        '<a class="anchor" href="#inner-step-1" aria-label="Copy link: Step 1"></a></li>\n</ol>\n'
        '</aside>\n</div><a class="anchor" href="#ios-step-1" aria-label="Copy link: Step 1"></a></li>\n</ol>\n'
        "</section>\n</div>\n"
    )


@pytest.mark.parametrize("text", ["## Title ##", "## Title ## {#title}", "### Title #"])
def test_signs_that_close_a_heading_are_no_words_of_it(article, text):
    assert article(text).plain == "Title"


def test_a_sign_that_is_a_word_of_a_heading_stays(article):
    assert article("## Press # or C# {#a}").outline[0].text == "Press # or C#"
