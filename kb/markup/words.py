"""The interface's words that rendering puts into an article: keys, for the caller to fill in."""

WORDS = (
    "note",
    "warning",
    "historic",
    "unknown_title",  # heading of the box for what the sources do not say
    "then",  # read aloud between two menu items
    "step",  # "Step {number}", read aloud
    "figure",  # "Figure {number}"
    "enlarge",  # what a tap on a picture does, read aloud
    "try_step",
    "planned",  # behind the title of a practice scenario that is only announced
    "copy_link",  # "Copy the link: {place}"
    "not_here",  # behind the title of an article that this site does not hold
    "at_the_broker",  # the same, where the broker's own page is known and linked to
    "local_number",  # behind the first mention of a number of this site's own
    "table",  # name of a table under no heading
    "stale",  # on a step that a translation does not follow yet
)
