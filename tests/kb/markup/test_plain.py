def texts(rendered):
    return [(passage.anchor, passage.text) for passage in rendered.passages]


def test_plain_text_is_cut_at_the_anchors(article):
    rendered = article(
        "Before.\n\n## Log in {#log-in}\n\nRead.\n\n::: steps\n1. Tap [[A]].\n2. See `B>`.\n:::\n\nAfter."
    )
    assert texts(rendered) == [
        ("", "Before."),
        ("log-in", "Log in\nRead."),
        ("step-1", "Tap A."),
        ("step-2", "See B>."),
        ("log-in", "After."),
    ]


def test_words_of_the_interface_are_no_text_of_the_article(article):
    plain = article("::: steps\n1. One.\n2. Two.\n:::\n\n::: demo card\n:::\n\n[[A]] > [[B]]").plain
    for word in ("copy link", "try step", "open practice", "Step 1", "then"):
        assert word not in plain


def test_captions_are_found_and_titles_of_linked_articles_are_not(article):
    plain = article("KB2260\n\n::: figure 1\ncaption: The card shows `PIN>`.\n:::").plain
    assert plain == "KB2260\nFigure 1 The card shows PIN>."


def test_a_tab_holds_its_own_text(article):
    rendered = article("::: tabs\n::: tab ios iOS\nOne.\n:::\n:::\n\nOut.")
    assert texts(rendered) == [("ios", "iOS\nOne."), ("", "Out.")]


def test_a_path_through_menus_stays_words_apart(article):
    assert article("Tap [[Settings]] > [[User Settings]].").plain == "Tap Settings → User Settings."


def test_a_heading_inside_a_tab_ends_with_the_tab(article):
    rendered = article("## A {#a}\n::: tabs\n::: tab ios iOS\nOne.\n\n#### In {#in}\n\nTwo.\n:::\n:::\n\nOut.")
    assert texts(rendered) == [("a", "A"), ("ios", "iOS\nOne."), ("in", "In\nTwo."), ("a", "Out.")]


def test_no_break_spaces_and_signs_of_html_stay_as_typed(article):
    assert article("« Tapez `A<B&C` » : [[R&D]]", "fr").plain == "« Tapez A<B&C » : R&D"
