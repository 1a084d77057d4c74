// What browser tests measure of the looks: contrast on the map, sizes of controls, motion.

// Texts on the map with less contrast than this against what is right behind them, one line each.
export function faintTexts(page, least = 4.5) {
  return page.evaluate((least) => {
    const parsed = (colour) => {
      const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
      return { channels: [red, green, blue], alpha };
    };
    const over = (top, bottom) => top.channels.map((value, at) => value * top.alpha + bottom[at] * (1 - top.alpha));
    const light = (channels) => {
      const [red, green, blue] = channels.map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ratio = (one, other) => {
      const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
      return (bright + 0.05) / (dark + 0.05);
    };
    const paper = parsed(getComputedStyle(document.querySelector("#canvas")).backgroundColor);
    const parts = [...document.querySelectorAll("#canvas svg.page :is(rect, path, circle, text)")];
    const shapes = [];
    const faint = [];
    for (const part of parts.filter((part) => !part.closest("defs") && part.checkVisibility())) {
      const style = getComputedStyle(part);
      const area = part.getBoundingClientRect();
      if (part.tagName !== "text") {
        const isFilled = style.fill.startsWith("rgb") && parsed(style.fill).alpha > 0;
        if (isFilled) shapes.push({ area, fill: parsed(style.fill) });
        continue;
      }
      if (!part.textContent.trim()) continue;
      const [x, y] = [area.x + area.width / 2, area.y + area.height / 2];
      const isBehind = ({ area }) => x >= area.left && x <= area.right && y >= area.top && y <= area.bottom;
      const ground = shapes.filter(isBehind).reduce((below, { fill }) => over(fill, below), paper.channels);
      const found = ratio(over(parsed(style.fill), ground), ground);
      if (found < least) {
        const look = `${part.getAttribute("class")}, ${style.fill} on ${ground}`;
        faint.push(`“${part.textContent}”: ${found.toFixed(2)} (${look})`);
      }
    }
    return { faint, count: parts.filter(({ tagName }) => tagName === "text").length };
  }, least);
}

// Controls that are in sight and smaller than 24 by 24 CSS pixels.
export function smallControls(page) {
  return page.evaluate(() => {
    const controls = [...document.querySelectorAll("button, input, select, textarea, summary, a[href]")];
    const isSeen = (control) => control.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    // A box to tick is as large as the label around it.
    const area = (control) => (control.closest("label.check") ?? control).getBoundingClientRect();
    const isSmall = ({ width, height }) => width > 0 && (width < 24 || height < 24);
    return controls
      .filter((control) => isSeen(control) && isSmall(area(control)))
      .map((control) => {
        const { width, height } = area(control);
        return `${control.ariaLabel ?? control.textContent.trim()}: ${width} by ${height}`;
      });
  });
}

// Buttons whose words do not fit into them.
export function spilling(page) {
  return page.evaluate(() => {
    const buttons = [...document.querySelectorAll("button, summary")].filter((button) => button.checkVisibility());
    const spills = (button) => {
      const { right, bottom } = button.getBoundingClientRect();
      const words = document.createRange();
      words.selectNodeContents(button);
      const isOutside = (area) => area.width > 0 && (area.right > right + 1 || area.bottom > bottom + 1);
      return getComputedStyle(button).overflow === "visible" && [...words.getClientRects()].some(isOutside);
    };
    return buttons.filter(spills).map((button) => button.ariaLabel ?? button.textContent.trim());
  });
}

// Whether everything is as wide as the window and no wider.
export const isWithin = (page) =>
  page.evaluate(() => [document.documentElement, document.body].every((part) => part.scrollWidth <= innerWidth));

// Corners and bars that lie on each other, or what hangs out of them does.
export const overlaps = (page) =>
  page.evaluate(() => {
    const islands = [...document.querySelectorAll(".head-left, .head-right, .toolbar, .view-bar, .corner")];
    const reach = (island) => {
      const boxes = [island, ...island.querySelectorAll(":scope > :not(svg)")].map((part) => part.getBoundingClientRect());
      const seen = boxes.filter((box) => box.width);
      const least = (side) => Math.min(...seen.map((box) => box[side]));
      const most = (side) => Math.max(...seen.map((box) => box[side]));
      return { name: island.className, left: least("left"), right: most("right"), top: least("top"), bottom: most("bottom") };
    };
    const all = islands.map(reach);
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return all.flatMap((one, place) =>
      all.slice(place + 1).filter((other) => meet(one, other)).map((other) => `${one.name} and ${other.name}`),
    );
  });

// Elements that move by themselves, or would if they changed.
export function moving(page) {
  return page.evaluate(() => {
    const seconds = (text) => Math.max(...text.split(",").map((part) => Number.parseFloat(part) || 0));
    const moves = (element) => {
      const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
      return seconds(transitionDuration) > 0.01 || (animationName !== "none" && seconds(animationDuration) > 0.01);
    };
    const name = ({ tagName, className }) => `${tagName}.${className.baseVal ?? className}`;
    return [...new Set([...document.querySelectorAll("*")].filter(moves).map(name))];
  });
}
