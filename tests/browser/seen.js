// What a state of a page is made of, as short marks: two states with the same marks look and read alike.

const mark = (text) => {
    let [one, two] = [0x811c9dc5, 0x1b873593];
    for (let at = 0; at < text.length; at++) {
        one = Math.imul(one ^ text.charCodeAt(at), 2654435761);
        two = Math.imul(two ^ text.charCodeAt(at), 1597334677);
    }
    return (one >>> 0).toString(36) + (two >>> 0).toString(36);
};

const shown = (element) => element.getClientRects().length || getComputedStyle(element).display === "contents";

// Each element as the path to it: what a screen reader makes of it follows from that.
const elements = () => {
    const found = new Set();
    const silent = ["id", "href", "class", "data-until", "data-focus"];
    const telling = /^(role|aria-(hidden|pressed|checked|expanded|current|invalid|live)|data-(view|mode|platform))$/;
    const name = (element) => [
        element.tagName,
        element.getAttribute("class") ?? "",
        ...[...element.attributes]
            .filter((each) => !silent.includes(each.name))
            .map((each) => (telling.test(each.name) ? `${each.name}=${each.value}` : each.name))
            .sort(),
        element.textContent.trim() ? "text" : "",
    ].join(" ");
    const walk = (element, path) => {
        if (!shown(element)) return;
        found.add(path);
        for (const child of element.children) walk(child, mark(`${path} > ${name(child)}`));
    };
    walk(document.body, mark(`${document.documentElement.lang} ${innerWidth}`));
    return [...found].join(" ");
};

// The elements with text of their own, by all that decides whether it can be read.
const texts = () => {
    const found = new Map();
    const walk = (element, behind) => {
        if (!shown(element)) return;
        const style = getComputedStyle(element);
        const { backgroundColor, backgroundImage, opacity, position } = style;
        const here = [backgroundColor, backgroundImage, opacity, position === "static" ? "" : position].join();
        const before = here === "rgba(0, 0, 0, 0),none,1," ? behind : mark(behind + here);
        if ([...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) {
            const key = mark([before, style.color, style.fontSize, style.fontWeight, style.textShadow].join());
            found.set(key, [...(found.get(key) ?? []), element]);
        }
        for (const child of element.children) walk(child, before);
    };
    walk(document.body, "");
    return found;
};
