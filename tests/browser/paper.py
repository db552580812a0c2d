"""An article as a browser prints it."""

import re

from playwright.sync_api import Page

PAGE = re.compile(rb"/Type\s*/Page\b")
ALL_PICTURES = """async () => {
  for (const picture of document.images) {
    picture.loading = "eager";
  }
  await Promise.all([...document.images].map((picture) => picture.decode().catch(() => undefined)));
}"""


def pages(page: Page) -> int:
    """How many sheets of A4 what `page` shows takes, with its pictures."""
    page.emulate_media(media="print")
    page.evaluate(ALL_PICTURES)
    return len(PAGE.findall(page.pdf(format="A4", prefer_css_page_size=False)))
