/* What is run in the page of a practice to take a picture of one device: everything else is hidden, what is pointed at is
   ringed, and the place is found below which nothing matters. */

(() => {
  const ROOM = 2; // px between a control and the ring around it
  const WORDS = 8;
  const LINE = 5; // px of the ring itself, with its edge
  const FADE = 20; // px that the cut fades out in
  const LEAST = 230; // px of a phone: with less of it nobody sees that it is one
  const WORTH = 0.86; // a picture is cut only if it gets shorter than this share
  const FOOT = 66; // px at the foot of a phone where nothing is said: its bar and its switch

  const boxOf = (rects) => {
    const shown = rects.filter(({ width, height }) => width && height);
    if (!shown.length) return null;
    const [left, top] = ["left", "top"].map((side) => Math.min(...shown.map((each) => each[side])));
    const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...shown.map((each) => each[side])));
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };

  /* Px between what is pointed at and its ring: words are given more at their sides than a control, which has an edge of its own. */
  function roomOf(all) {
    return all[0].matches("button, input, a") ? [ROOM, ROOM] : [WORDS, 0];
  }

  function deviceOf(id) {
    return document.querySelector(`[data-focus="${id}.self"]`)?.closest(".device") ?? document.querySelector(`.device:has([data-focus^="${id}."])`);
  }

  function frameOf(device) {
    return device.querySelector(".bezel") ?? device;
  }

  /* The controls of a name, or else what has it as a data attribute or a class. */
  function pointedAt(device, name) {
    const [id, ...rest] = name.split(".");
    const short = rest.join(".");
    const found = [`[data-focus="${id}.${short}"]`, `[data-${CSS.escape(short)}]`, `.${CSS.escape(short)}`];
    for (const selector of found) {
      const all = [...device.querySelectorAll(selector)].filter((each) => each.checkVisibility());
      if (all.length) return all;
    }
    return [];
  }

  /* Everything that says or shows something, as boxes. */
  function contents(frame) {
    const boxes = [];
    const walker = document.createTreeWalker(frame, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      if (!textContent.trim() || !parentElement.checkVisibility({ visibilityProperty: true }) || parentElement.closest(".visually-hidden")) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      boxes.push(...range.getClientRects());
    }
    for (const each of frame.querySelectorAll("*")) {
      const isDrawn = each.matches("button, input, a, img, svg, table, canvas") || parseFloat(getComputedStyle(each).borderTopWidth);
      if (isDrawn && each.checkVisibility()) boxes.push(each.getBoundingClientRect());
    }
    return boxes.filter(({ width, height }) => width > 1 && height > 1);
  }

  function lengthOf(frame, pointed) {
    const { top, bottom, height } = frame.getBoundingClientRect();
    const isPhone = frame.matches(".phone-bezel");
    const foot = isPhone ? bottom - FOOT : bottom;
    const boxes = contents(frame).filter((each) => each.top < foot && each.height < height / 2);
    // The first place below what matters where a cut goes through nothing, its soft edge included.
    let last = Math.max(...(pointed.length ? pointed : boxes).map((each) => each.bottom + LINE));
    last = Math.max(last, top + (isPhone ? LEAST : 0));
    const crossing = () => boxes.find((each) => each.top < last + FADE && each.bottom > last);
    for (let next = crossing(); next; next = crossing()) last = next.bottom;
    const length = last + FADE - top;
    return length < WORTH * height ? { length: Math.ceil(length), fade: FADE } : { length: height, fade: 0 };
  }

  window.studio = {
    /* Ready to be photographed: {x, y, width, height, fade} in px of the window, or {missing}: the names of what is not there. */
    stage(id, pointers, from) {
      document.activeElement?.blur?.();
      const device = deviceOf(id);
      if (!device) return { missing: [id] };
      const frame = frameOf(device);
      const names = pointers.filter((name) => name.startsWith(`${id}.`));
      const found = names.map((name) => [name, pointedAt(device, name)]).filter(([, all]) => all.length);
      found[0]?.[1][0].scrollIntoView({ block: "center" });
      frame.scrollIntoView({ block: "start" });
      const rings = found
        .map(([name, all]) => ({ name, box: boxOf(all.map((each) => each.getBoundingClientRect())), room: roomOf(all) }))
        .filter(({ box }) => box);
      const { x, y, width } = frame.getBoundingClientRect();
      const { length, fade } = lengthOf(frame, rings.map(({ box }) => box));
      frame.classList.add("studio-shown");
      for (const { name, box, room } of rings) this.ring(box, room, from.length > 1 ? from.indexOf(name) + 1 : 0);
      document.documentElement.classList.add("studio");
      return { x, y, width, height: length, fade, pointed: rings.map(({ name }) => name) };
    },

    ring({ left, top, width, height }, [aside, above], number) {
      const ring = document.createElement("div");
      ring.className = "studio-ring studio-shown";
      Object.assign(ring.style, {
        left: `${left + scrollX - aside}px`,
        top: `${top + scrollY - above}px`,
        width: `${width + 2 * aside}px`,
        height: `${height + 2 * above}px`,
      });
      if (number) ring.dataset.number = String(number);
      document.body.append(ring);
    },

    /* Until the page is drawn as it was: what is hidden has no words to read. */
    async strike() {
      document.documentElement.classList.remove("studio");
      for (const each of document.querySelectorAll(".studio-ring")) each.remove();
      for (const each of document.querySelectorAll(".studio-shown")) each.classList.remove("studio-shown");
      for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
    },
  };
})();
