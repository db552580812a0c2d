"""What would let a real credential into a page of the practice room, or let a screen pass for a real one."""

from playwright.sync_api import Page

CREDENTIALS = ["username", "current-password", "new-password", "one-time-code", "cc-", "webauthn"]
LOOK = """([mark, credentials]) => [
    ...[...document.querySelectorAll('input[type=password]')].map(e => 'password field'),
    ...[...document.querySelectorAll('[autocomplete]')]
        .filter(e => credentials.some(c => e.getAttribute('autocomplete').includes(c))).map(e => e.outerHTML),
    ...[...document.querySelectorAll('.practice input, .practice textarea')]
        .filter(e => !['radio', 'checkbox'].includes(e.type))
        .filter(e => !(e.inputMode === 'numeric' || (e.inputMode === 'text' && e.autocapitalize === 'characters'))
            || e.autocomplete !== 'off' || !('lpignore' in e.dataset)
            || !e.hasAttribute('data-1p-ignore')).map(e => e.outerHTML),
    ...[...document.querySelectorAll('form, [formaction]')]
        .filter(e => new URL(e.formAction ?? e.action, location).origin !== location.origin).map(e => e.outerHTML),
    ...[...document.querySelectorAll('.practice a')]
        .filter(e => new URL(e.href, location).origin !== location.origin).map(e => e.outerHTML),
    ...[...document.querySelectorAll('.device')]
        .filter(e => !e.innerText.includes(mark) || !e.ariaLabel.includes(mark)).map(e => 'unmarked ' + e.className),
]"""


def complaints(page: Page, mark: str) -> list[str]:
    return page.evaluate(LOOK, [mark, CREDENTIALS])
