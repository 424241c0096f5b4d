// Values of a chart on hover, on touch and with the arrow keys.
//
// A chart works without it: points have titles, and there is a table. What it shows is read from that
// table; where periods stand, from data-plot ("left right top bottom", in the drawing's units).
(() => {
  const SVG = "http://www.w3.org/2000/svg";

  const element = (name, className, text = "") => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  // The rows of the table behind a chart: a name, and for each column what it says.
  const read = (table) => {
    const [, ...columns] = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    return [...table.tBodies[0].rows].map((row) => {
      const [name, ...cells] = [...row.cells].map((cell) => cell.textContent.trim());
      return { name, href: row.cells[0].querySelector("a")?.href, values: columns.map((column, at) => [column, cells[at]]) };
    });
  };

  // Where a drawing's places are, in its units: one a row.
  const places = (svg, kind, count) => {
    const [left, right, top, bottom] = svg.dataset.plot.split(" ").map(Number);
    if (kind === "dots") {
      const dots = [...svg.querySelectorAll("circle")];
      return dots.map((dot) => ({ x: dot.cx.baseVal.value, y: dot.cy.baseVal.value, top, bottom }));
    }
    const step = count > 1 ? (right - left) / (count - 1) : 0;
    return Array.from({ length: count }, (_, at) => ({ x: count > 1 ? left + step * at : right, top, bottom }));
  };

  // A drawing with the mark that shows where one is in it.
  const drawing = (svg, kind, count) => {
    const mark = document.createElementNS(SVG, kind === "dots" ? "circle" : "line");
    mark.setAttribute("class", "cross");
    mark.setAttribute("visibility", "hidden");
    if (kind === "dots") mark.setAttribute("r", 9);
    svg.append(mark);
    return { svg, mark, at: places(svg, kind, count) };
  };

  const show = ({ mark, at }, index) => {
    const place = at[index];
    mark.setAttribute("visibility", place ? "visible" : "hidden");
    if (!place) return;
    const where = place.y === undefined
      ? { x1: place.x, x2: place.x, y1: place.top, y2: place.bottom }
      : { cx: place.x, cy: place.y };
    for (const [name, value] of Object.entries(where)) mark.setAttribute(name, value);
  };

  // The place nearest to a pointer, and null outside the drawing's plot.
  const nearest = ({ svg, at }, event) => {
    const box = svg.getBoundingClientRect();
    if (!box.width || !at.length) return null;
    const scale = svg.viewBox.baseVal.width / box.width;
    const x = (event.clientX - box.left) * scale;
    const y = (event.clientY - box.top) * scale;
    const away = (place) => Math.hypot(place.x - x, place.y === undefined ? 0 : place.y - y);
    return at.reduce((best, place, index) => (away(place) < away(at[best]) ? index : best), 0);
  };

  const enhance = (frame) => {
    const figure = frame.closest("figure");
    const table = figure?.querySelector(".as-table table");
    const kind = frame.dataset.chart;
    if (!table) return;
    const rows = read(table);
    if (kind !== "dots") rows.reverse();
    if (!rows.length) return;
    const drawings = [...frame.querySelectorAll("svg[data-plot]")].map((svg) => drawing(svg, kind, rows.length));
    const shown = () => drawings.find(({ svg }) => svg.getClientRects().length) ?? drawings[0];
    const figures = [...frame.querySelectorAll("[data-figure]")];
    const newest = figures.map((value) => value.textContent);
    const handle = kind === "multiples" ? frame.querySelector("[data-period]") : frame;
    if (!handle || !drawings.length) return;
    const readout = element("div", "readout");
    readout.hidden = true;
    readout.setAttribute("aria-hidden", "true");
    if (kind !== "multiples") frame.append(readout);
    // Teams are listed by their names and walked through as they stand.
    const order = rows.map((_, index) => index);
    if (kind === "dots") {
      const { at } = drawings[0];
      order.sort((a, b) => at[a].x - at[b].x || at[b].y - at[a].y);
    }
    let current = null;

    // "Level 2" in the column Level needs no name.
    const saysItself = (column, value) => value.startsWith(column);
    const named = ([column, value]) => (saysItself(column, value) ? value : `${column} ${value}`);

    const said = ({ name, values }) => {
      const known = values.filter(([, value]) => value !== "–");
      return `${name}: ${known.map(named).join(", ") || "nothing"}`;
    };

    const fill = ({ name, values }) => {
      readout.replaceChildren(element("b", "", name));
      for (const [column, value] of values) {
        const line = element("span", "");
        if (!saysItself(column, value)) line.append(element("i", "", column), " ");
        line.append(value);
        readout.append(line);
      }
    };

    // Beside the mark, on the side where there is room, and never over the frame's edge.
    const put = (index) => {
      const { svg, at } = shown();
      const box = svg.getBoundingClientRect();
      const around = frame.getBoundingClientRect();
      const scale = box.width / svg.viewBox.baseVal.width;
      const x = box.left - around.left + at[index].x * scale;
      const y = box.top - around.top + (at[index].y ?? at[index].top) * scale;
      const gap = 12;
      const { offsetWidth: width, offsetHeight: height } = readout;
      const left = x + gap + width <= around.width ? x + gap : x - gap - width;
      readout.style.left = `${clamp(left, 0, Math.max(0, around.width - width))}px`;
      readout.style.top = `${clamp(y, 0, Math.max(0, around.height - height))}px`;
    };

    const select = (index) => {
      current = index;
      for (const each of drawings) show(each, index);
      const row = rows[index];
      handle.setAttribute("aria-valuenow", order.indexOf(index) + 1);
      handle.setAttribute("aria-valuetext", said(row));
      if (kind === "multiples") {
        handle.textContent = row.name;
        figures.forEach((value, at) => { value.textContent = row.values[at]?.[1] ?? "–"; });
        return;
      }
      fill(row);
      readout.hidden = false;
      put(index);
    };

    const leave = () => {
      current = null;
      readout.hidden = true;
      for (const { mark } of drawings) mark.setAttribute("visibility", "hidden");
      if (kind !== "multiples") return;
      handle.textContent = rows.at(-1).name;
      figures.forEach((value, at) => { value.textContent = newest[at]; });
    };

    const label = frame.querySelector("svg title")?.textContent ?? table.closest("[aria-label]")?.getAttribute("aria-label") ?? "";
    const last = order.length - 1;
    const attributes = {
      tabindex: 0,
      role: "slider",
      "aria-label": label,
      "aria-valuemin": 1,
      "aria-valuemax": rows.length,
      "aria-valuenow": rows.length,
      "aria-valuetext": said(rows[order[last]]),
    };
    for (const [name, value] of Object.entries(attributes)) handle.setAttribute(name, value);

    handle.addEventListener("keydown", (event) => {
      const at = current === null ? last : order.indexOf(current);
      const steps = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, PageDown: at - 4, PageUp: at + 4, Home: 0, End: last };
      if (event.key === "Escape" && current !== null) {
        leave();
      } else if (event.key === "Enter" && current !== null && rows[current].href) {
        location.assign(rows[current].href);
      } else if (event.key in steps && !event.altKey && !event.ctrlKey && !event.metaKey) {
        select(order[clamp(steps[event.key], 0, last)]);
      } else {
        return;
      }
      event.preventDefault();
    });
    handle.addEventListener("focus", () => { if (handle.matches(":focus-visible")) select(current ?? order[last]); });
    handle.addEventListener("blur", leave);

    const follow = (event) => {
      const under = drawings.find(({ svg }) => svg.contains(event.target)) ?? (kind === "multiples" ? null : shown());
      const index = under && nearest(under, event);
      if (index !== null && index !== current) select(index);
    };
    frame.addEventListener("pointermove", follow);
    frame.addEventListener("pointerdown", follow);
    frame.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse" && document.activeElement !== handle) leave();
    });
    document.addEventListener("pointerdown", (event) => {
      if (current !== null && !frame.contains(event.target)) leave();
    });
    if (kind === "dots") {
      // A slider holds no links: a click on a dot and Enter lead to where its link did.
      for (const link of frame.querySelectorAll("svg a")) link.replaceWith(link.firstElementChild);
      frame.addEventListener("click", ({ target, pointerType }) => {
        if (pointerType === "mouse" && target.matches("circle") && current !== null) location.assign(rows[current].href);
      });
    }
    // The titles of points would come up a second time.
    for (const title of frame.querySelectorAll(":is(path, rect, circle) > title")) title.remove();
  };

  for (const frame of document.querySelectorAll("[data-chart]")) enhance(frame);
})();
