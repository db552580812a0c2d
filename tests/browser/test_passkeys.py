"""A passkey as a browser makes and uses one, with Chromium's own virtual authenticator."""

from playwright.sync_api import expect

from tests.browser.conftest import EDITORS, PHONE
from tests.browser.staff import PASSWORD, make_superuser

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_password(page, address, name):
    page.goto(address)
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")


def test_a_passkey_is_set_up_instead_of_an_app_and_lets_in_the_next_time(open_page, site, site_folder, axe):
    make_superuser(site_folder, name := next(EDITORS))
    page, home = open_page(viewport=PHONE), site.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    give_password(page, f"{home}/fr/admin/", name)
    page.get_by_role("button", name="Configurer une clé d’accès").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("button", name="Ajouter une clé d’accès").click()
    expect(page.get_by_role("alert")).to_have_text("Cet appareil détient déjà une clé d’accès pour vous.")
    assert axe(page) == []
    page.locator("#logout-form button").click()

    give_password(page, f"{home}/en/admin/kb/pinnedanswer/", name)
    use = page.get_by_role("button", name="Use a passkey")
    expect(use).to_be_visible()
    expect(page.get_by_role("alert")).to_be_hidden()
    assert axe(page) == []
    use.click()
    page.wait_for_url(f"{home}/en/admin/kb/pinnedanswer/")
