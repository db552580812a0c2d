import pytest


@pytest.mark.parametrize("address", ["/en/practice/", "#log-in", "https://www.example.org/a?b=c&d=e#f"])
def test_links_within_the_site_and_to_https_are_kept(article, address):
    rendered = article(f"## Log in {{#log-in}}\n\n[there]({address})")
    assert f'href="{address.replace("&", "&amp;")}"' in rendered.html
    assert not rendered.problems


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "//example.org/",
        "/\\example.org/",
        "/\\\\example.org/",
        "\\\\example.org",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "mailto:someone@example.org",
        "tel:+41",
        "ftp://example.org/",
        "https:example",
        "https://[",
        "example.org/support",
        "",
    ],
)
def test_any_other_link_becomes_its_words_and_is_told(article, codes, address):
    rendered = article(f"One.\n\nTwo:\n[there]({address})")
    assert "there" in rendered.html
    assert "<a" not in rendered.html
    assert codes(rendered) == [("bad-link", 4)]


def test_an_address_in_angle_brackets_is_a_link_and_no_html(article):
    rendered = article("<https://example.org/>")
    assert 'href="https://example.org/" rel="noopener noreferrer"' in rendered.html
    assert not rendered.problems


def test_links_within_the_site_keep_their_referrer(article):
    assert "rel=" not in article("[x](/en/)").html


def test_a_link_to_a_place_that_the_article_lacks_is_told(article, codes):
    assert codes(article("[x](#nowhere)\n\n## There {#there}\n\n[y](#there)")) == [("unknown-anchor", 1)]


def test_a_link_may_point_to_a_figure(article):
    assert not article("[x](#figure-1)\n\n::: figure 1\ncaption: A screen.\n:::").problems


def test_an_article_points_into_itself_without_leaving_the_page(article):
    rendered = article("Begin again with KB3422#step-1.\n\n::: steps\n1. One.\n:::")
    assert '<a class="kb-link" data-number="3422" href="#step-1"><span class="kb-number">KB3422</span></a>' in (
        rendered.html
    )
    assert rendered.mentions == ()
    assert not rendered.problems


def test_an_article_that_names_itself_is_no_link(article):
    rendered = article("This is KB3422.")
    assert rendered.html == "<p>This is KB3422.</p>\n"
    assert rendered.mentions == ()


def test_a_step_of_its_own_that_an_article_lacks_is_told(article, codes):
    assert codes(article("One.\n\nSee KB3422#step-9.")) == [("unknown-anchor", 3)]


def test_the_first_mention_is_the_first_that_one_reads_however_deep(article):
    made = article("- One:\n\n    - KB2260\n\n- KB2260 again").html
    first, second = made.split('data-number="2260"')[1:]
    assert "kb-title" in first and "kb-title" not in second


def test_reference_links_and_pictures_are_no_part_of_the_dialect(article):
    made = article("[x][y] ![a picture](https://example.org/x.png)\n\n[y]: https://example.org/").html
    assert "<img" not in made and "<a" not in made
    assert "[x][y]" in made and "a picture" in made


def test_a_backslash_takes_the_meaning_from_a_sign(article):
    rendered = article(r"\[[Log In]] and \<b> and \`x\`")
    assert rendered.html == "<p>[[Log In]] and &lt;b&gt; and `x`</p>\n"
    assert not rendered.problems
