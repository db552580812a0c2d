"""Figures: numbered captions, each with a picture: an uploaded one, or what a practice scenario shows at some moment."""

import html
import re
from collections.abc import Sequence

from kb.base.screenshots import END, START, Screenshot, View
from kb.markup.model import DemoLink, Figure
from kb.markup.plain import words_of
from kb.markup.prose import Converter, attribute
from kb.markup.state import State
from kb.markup.tree import Container

KEYS = ("demo", "state", "platform", "moment", "device", "pointers", "image", "alt", "caption")
POINTERS = re.compile(r"\[(.*)\]")
AROUND = 64  # px of a narrow page beside a picture


def figure(container: Container, state: State, convert: Converter) -> str:
    values, lines = _values(container, state)
    if not values.get("caption"):
        state.complain("figure-without-caption", container.line)
    number = _number(container, state)
    anchor = _anchor(number, state)
    caption = convert.inline(values.get("caption", ""), lines.get("caption", container.line))
    demo = demo_link(values.get("demo"), values.get("state"), values.get("platform"), container.line, state)
    shown = _screenshot(values, lines, demo, state)
    step = state.context.step_demo(state.step, values.get("platform")) if state.step else None
    if demo and step and demo.id == step.id:
        demo = step  # the picture may show how the step ends: what is tried is the step, from its beginning
    state.figures.append(
        Figure(
            number, state.section, words_of(caption), values.get("demo"), values.get("state"), container.line, shown
        )
    )
    identity = f' id="{anchor}"' if state.take(anchor, container.line) else ""
    title = html.escape(state.word("figure", number=number))
    said = f'<figcaption><span class="figure-number">{title}</span> {caption}'
    trial = try_link(demo, container.line, state)
    views = state.context.screenshot(shown) if shown else ()
    if views:
        shot = screenshots(views, values.get("alt") or words_of(caption), state)
        kind = "shot shot-tried" if trial else "shot"
        return (
            f'<figure class="figure"{identity}><div class="{kind}">{shot}{trial}</div>{said}</figcaption></figure>\n'
        )
    return f'<figure class="figure"{identity}>{picture(values, lines, state)}{said}{trial}</figcaption></figure>\n'


def screenshots(views: Sequence[View], alt: str, state: State) -> str:
    """Each is a link to itself in full size, which a script opens in place. Of several the reader's system has one."""
    enlarge = html.escape(state.word("enlarge"))
    return "".join(
        f'<a class="shot-link" href="{view.address(large=True)}"'
        + (f' data-system="{view.system}"' if view.system else "")
        + f'><picture><source media="screen and (prefers-color-scheme: dark)" {_set(view, "dark")}>'
        f'<img src="{view.address()}" {_set(view, "light")} alt="{attribute(alt)}" width="{view.width}" '
        f'height="{view.height}" loading="lazy"></picture><span class="visually-hidden">{enlarge}</span></a>'
        for view in views
    )


def _set(view: View, theme: str) -> str:
    sizes = f"(max-width: {view.width + AROUND}px) calc(100vw - {AROUND}px), {view.width}px"
    return f'srcset="{view.srcset(theme)}" sizes="{sizes}"'


def _screenshot(
    values: dict[str, str], lines: dict[str, int], demo: DemoLink | None, state: State
) -> Screenshot | None:
    """What of the practice the figure shows, if it shows one; complains of what the practice has not."""
    if not values.get("demo") or not values.get("state") or values.get("image"):
        return None
    found = POINTERS.fullmatch(values.get("pointers", "[]"))
    if found is None:
        state.complain("figure-pointers", lines["pointers"])
    pointers = _listed(found[1]) if found else ()
    moments = _listed(values.get("moment", START))
    if demo and demo.devices:
        _check_screen(values.get("device", ""), pointers, lines, demo, state)
        for moment in moments:
            when, _space, move = moment.partition(" ")
            if moment not in (START, END) and (when not in ("before", "after") or move not in demo.moves):
                state.complain("unknown-moment", lines["moment"], moment=moment, known=", ".join(demo.moves))
    if not values.get("alt"):
        line = lines.get("caption", min(lines.values()))
        state.complain("figure-without-alt", line, blocks=False)
    place, device = values.get("platform", ""), values.get("device", "")
    return Screenshot(values["demo"], values["state"], place, moments, device, pointers)


def _check_screen(device: str, pointers: Sequence[str], lines: dict[str, int], demo: DemoLink, state: State) -> None:
    if device and device not in demo.devices:
        state.complain("unknown-device", lines["device"], device=device, known=", ".join(demo.devices))
    for pointer in pointers:
        name, _dot, control = pointer.partition(".")
        if name not in demo.devices or not control:
            state.complain("unknown-device", lines["pointers"], device=pointer, known=", ".join(demo.devices))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


def picture(values: dict[str, str], lines: dict[str, int], state: State) -> str:
    """The uploaded picture that the figure names, if it names one."""
    key = values.get("image")
    if not key:
        return ""
    image = state.context.image(key)
    if image is None:
        state.complain("unknown-image", lines["image"], key=key)
        return ""
    foreign = ""
    if image.language != state.context.language:
        state.complain("image-of-other-language", lines["image"], blocks=False, key=key)
        foreign = f' lang="{attribute(image.language)}"'
    size = f'width="{image.width}" height="{image.height}" loading="lazy"'
    return f'<img src="{attribute(image.url)}" alt="{attribute(image.alt)}" {size}{foreign}>'


def demo_link(demo: str | None, step: str | None, platform: str | None, line: int, state: State) -> DemoLink | None:
    if not demo:
        return None
    found = state.context.demo(demo, step, platform)
    if found is None and step and state.context.demo(demo, None, None):
        state.complain("unknown-demo-step", line, demo=demo, step=step)
    elif found is None:
        state.complain("unknown-demo", line, demo=demo)
    return found


def try_link(demo: DemoLink | None, line: int, state: State) -> str:
    """A link to try this step, once in each; nothing where there is nothing to try yet."""
    if demo is None or demo.url is None or demo in state.bound:
        return ""
    state.bound.add(demo)
    state.tried.setdefault(demo.id, line)
    step = f' data-step-demo="{attribute(demo.step)}"' if demo.step else ""
    words = html.escape(state.word("try_step"))
    hreflang = f' hreflang="{attribute(demo.language)}"' if demo.language else ""
    _lang, named = spoken(demo)
    return f' <a class="try" href="{attribute(demo.url)}" data-demo="{attribute(demo.id)}"{step}{hreflang}>{words}</a>{named}'


def spoken(demo: DemoLink) -> tuple[str, str]:
    """The attributes of a link in the language of a practice, and that language's name behind it; nothing where it is the text's."""
    if not demo.language:
        return "", ""
    code = attribute(demo.language)
    return f' lang="{code}" hreflang="{code}"', f' <span class="local">({html.escape(demo.named)})</span>'


def _values(container: Container, state: State) -> tuple[dict[str, str], dict[str, int]]:
    """What the figure says of itself, and on which line it says so."""
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line in container.lines:
        key, colon, value = line.text.partition(":")
        if line.text.strip() and (not colon or key.strip() not in KEYS):
            state.complain("figure-field", line.number, field=key.strip())
        elif line.text.strip():
            values[key.strip()] = value.strip()
            lines[key.strip()] = line.number
    return values, lines


def _number(container: Container, state: State) -> int:
    expected = 1 + sum(figure.section == state.section for figure in state.figures)
    written = container.rest.split(" ")[0]
    if written != str(expected):
        state.complain("figure-gap", container.line, expected=expected, found=written)
    return expected


def _anchor(number: int, state: State) -> str:
    """`figure-3` in the first section that has figures, `ios-figure-3` in tabs and further sections."""
    if not state.tab and state.untabbed is None:
        state.untabbed = state.section
    return f"{state.section}-figure-{number}" if state.tab or state.section != state.untabbed else f"figure-{number}"
