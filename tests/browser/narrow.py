"""What a practice owes to a narrow page, where one device shows at a time: a phone's, or one with very large text."""

from playwright.sync_api import Page, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
SMALL: ViewportSize = {"width": 320, "height": 568}
LYING: ViewportSize = {"width": 844, "height": 390}

LEAST_TEXT = 11  # px
LEAST_TARGET = 44
LEAST_DISPLAY = 160
LOOK = """([text, target, display]) => {
    const room = document.querySelector(".practice-app.narrow");
    if (!room) return ["two devices at a time"];
    const name = (each) => `${each.className || each.tagName} “${each.innerText?.slice(0, 30)}”`;
    const seen = [...room.querySelectorAll("*")].filter((each) => each.checkVisibility({ visibilityProperty: true }));
    const fronts = room.querySelectorAll(".devices > .device");
    const small = seen.filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
        && !each.closest(".visually-hidden") && parseFloat(getComputedStyle(each).fontSize) < text);
    const tight = seen.filter((each) => each.matches("button, a, input, select, summary")).filter((each) => {
        const { width, height } = each.getBoundingClientRect();
        return Math.min(width, height) < target - 0.5;
    });
    const narrow = seen.filter((each) => each.matches(".lcd") && each.getBoundingClientRect().width < display);
    const sideways = (size) => {
        document.documentElement.style.fontSize = size;
        const by = document.documentElement.scrollWidth - innerWidth;
        document.documentElement.style.fontSize = "";
        return by > 0 ? [`scrolls ${by} px sideways at ${size}`] : [];
    };
    return [
        ...([...fronts].filter((each) => each.checkVisibility()).length === 1 ? [] : ["not one device at a time"]),
        ...small.map((each) => `small text: ${name(each)}`),
        ...tight.map((each) => `hard to hit: ${name(each)}`),
        ...narrow.map((each) => `display ${each.getBoundingClientRect().width} px wide`),
        ...sideways("100%"), ...sideways("200%"),
    ];
}"""


def complaints(page: Page) -> list[str]:
    return page.evaluate(LOOK, [LEAST_TEXT, LEAST_TARGET, LEAST_DISPLAY])
