"""Remarks put into an article at the places that links point to."""

from kb.markup.marks import mark

HTML = (
    '<h2 id="log-in">Log in <a class="anchor" href="#log-in"></a></h2>\n<ol><li class="step" id="step-1" data-step="1">'
    '<span>1</span><div class="step-body"><p>Type.</p></div></li></ol><section class="tab" id="ios"><p>iOS</p></section>'
)


def test_a_heading_is_followed_by_it():
    assert "</h2><p>!</p>\n<ol>" in mark(HTML, ["log-in"], "<p>!</p>")


def test_a_step_begins_with_it():
    assert '<div class="step-body"><p>!</p><p>Type.' in mark(HTML, ["step-1"], "<p>!</p>")


def test_a_tab_begins_with_it():
    assert 'id="ios"><p>!</p><p>iOS' in mark(HTML, ["ios"], "<p>!</p>")


def test_a_place_that_is_not_there_changes_nothing():
    assert mark(HTML, ["step-9", ""], "<p>!</p>") == HTML
