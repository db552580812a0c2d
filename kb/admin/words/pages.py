"""The addresses of the lists of words."""

from kb.admin.words import row, views

PAGES = (
    ("words/", views.index, "kb_words"),
    ("words/<slug:key>/", views.show, "kb_word_list"),
    ("words/<slug:key>/text/", views.whole, "kb_word_text"),
    ("words/<slug:key>/publish/", views.publish, "kb_word_publish"),
    ("words/<slug:key>/restore/", views.restore, "kb_word_restore"),
    ("words/<slug:key>/move/", views.move, "kb_word_move"),
    ("words/<slug:key>/settle/<slug:side>/", views.settle, "kb_word_settle"),
    ("words/<slug:key>/rows/<slug:part>/", row.edit, "kb_word_new"),
    ("words/<slug:key>/rows/<slug:part>/<slug:row_key>/", row.edit, "kb_word_row"),
)
