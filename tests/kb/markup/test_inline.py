from unittest.mock import Mock

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kb.markup import prose
from kb.markup.blocks import regular
from kb.markup.inline import markdown
from kb.text.numbers import MENTION
from tests.kb.markup.conftest import dangers


def html(rendered):
    assert not rendered.problems
    return rendered.html.strip()


def test_labels_keys_and_screens_are_told_apart(article):
    made = html(article("Tap [[Log In]], press ++OK++, see `CHALLNG>`."))
    assert made == (
        '<p>Tap <b class="label">Log In</b>, press <kbd class="key">OK</kbd>, see '
        '<samp class="screen">CHALLNG&gt;</samp>.</p>'
    )


def test_a_path_through_menus_has_an_arrow_that_is_read_aloud(article):
    made = html(article("[[Settings]] > [[User Settings]]"))
    assert '<span aria-hidden="true"> → </span><span class="visually-hidden"> then </span>' in made
    assert "&gt;" not in made


def test_a_sign_between_other_words_stays_what_it_is(article):
    assert "→" not in html(article("5 > 3 and `PIN>` > x"))


def test_dsc_plus_is_no_key(article):
    assert "<kbd" not in html(article("DSC+ and DSC++ and Digital Security Card+"))


def test_the_first_mention_of_an_article_shows_its_title_and_later_ones_carry_it(article):
    made = html(article("See KB2260. Again KB2260."))
    assert made.count("IB Key</span>") == 1
    assert made.count('href="/en/kb/2260/ib-key/"') == 2
    assert 'title="IB Key"' in made


def test_a_mention_may_point_to_a_step(article):
    rendered = article("KB2260#step-1")
    assert 'href="/en/kb/2260/ib-key/#step-1"' in rendered.html
    assert [(m.number, m.step, m.line) for m in rendered.mentions] == [(2260, "step-1", 1)]


def test_a_title_in_another_language_says_which(article):
    assert '<span class="kb-title" lang="fr">Autre téléphone</span>' in article("KB3279").html


def test_an_article_held_elsewhere_is_named_but_not_linked(article):
    made = html(article("KB3234"))
    assert "<a" not in made
    assert "No notifications" in made and "(not here)" in made


def test_a_number_of_this_site_says_so_where_it_is_mentioned_first(article):
    html = article("See KB9001. And KB9001 again.").html
    assert html.count('<span class="kb-away">(local number)</span>') == 1


def test_an_unknown_number_stays_text_and_is_told(article, codes):
    rendered = article("Line one.\n\nSee KB9999 there.")
    assert "<p>See KB9999 there.</p>" in rendered.html
    assert codes(rendered) == [("unknown-article", 3)]


def test_a_step_that_the_target_lacks_is_told_and_the_link_leads_to_its_top(article, codes):
    rendered = article("KB2260#step-9")
    assert 'href="/en/kb/2260/ib-key/"' in rendered.html
    assert codes(rendered) == [("unknown-step", 1)]


def test_numbers_inside_screens_and_links_are_left_alone(article):
    made = article("`KB2260` and [KB2260 there](https://example.org/)").html
    assert "kb-link" not in made


def test_links_to_other_sites_give_nothing_away(article):
    assert 'rel="noopener noreferrer"' in article("[x](https://example.org/)").html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hello)",
        "[x](http://example.org)",
        '<img src=x onerror="alert(1)">',
        "[[<b onclick=x>]]",
        "++<i>++",
        "`<script>`",
        "## <script>x</script> {#a}",
        '## x {#a" onclick="alert(1)}',
        '::: figure 1\ncaption: <script>x</script> "quoted"\n:::',
        "::: warning <script>x</script>\nx\n:::",
        "::: tabs\n::: tab ios <script>x</script>\nx\n:::\n:::",
        '::: demo card "><script>\n:::',
        "![x](https://example.org/x.png)",
        "x{: onclick=alert(1) }",
        "<style>p{}</style>",
        "<!-- x -->",
    ],
)
def test_nothing_that_runs_gets_through(article, text):
    assert dangers(article(text).html) == []


def test_raw_html_is_shown_and_told(article, codes):
    rendered = article("one\n\n<b>two</b>")
    assert "&lt;b&gt;two&lt;/b&gt;" in rendered.html
    assert codes(rendered) == [("raw-html", 3)]
    assert not rendered.problems[0].blocks


def test_labels_keys_and_screens_are_taken_literally(article):
    made = html(article("[[*R&D* <b>]] ++*++ `_x_ &amp;`"))
    assert made == (
        '<p><b class="label">*R&amp;D* &lt;b&gt;</b> <kbd class="key">*</kbd> '
        '<samp class="screen">_x_ &amp;amp;</samp></p>'
    )


def test_a_label_may_run_on_into_the_next_line(article):
    assert '<b class="label">Log In Now</b>' in html(article("Tap [[Log In\nNow]]."))


def test_links_labels_and_emphasis_work_in_captions_titles_and_headings(article):
    rendered = article(
        "## The *last* `PIN>` {#a}\n\n::: note See [[Menu]]\n::: figure 1\ncaption: **Now** KB2260.\n:::\n:::"
    )
    for part in ("<em>last</em>", 'box-title">See <b class="label">Menu</b>', "<strong>Now</strong> <a class"):
        assert part in rendered.html
    assert rendered.figures[0].caption == "Now KB2260."


SEEN = st.characters(exclude_categories=["C", "Zl", "Zp"])


@given(st.from_regex(prose.PLAIN, fullmatch=True, alphabet=SEEN))
def test_a_paragraph_that_markdown_is_not_asked_about_is_what_it_would_make_of_it(text):
    """Half of all paragraphs have no sign that it reads."""
    assume(not MENTION.search(text))
    converter = markdown("then", Mock(link=Mock(return_value=None)))
    assert converter.convert("\n".join(regular([text]))) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "text", ["*a* b", "a `b`", "1. a", "- a", "a & b", "a\nb", "a (b)", "A KB2260", "a\\", "> a"]
)
def test_markdown_is_asked_about_what_may_have_a_mark(text, article, monkeypatch):
    asked = Mock(wraps=regular)
    monkeypatch.setattr(prose, "regular", asked)
    article(text)
    assert asked.called
