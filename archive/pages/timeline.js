"use strict";
// The page of a timeline. What issues print only ever becomes text nodes: nothing here makes HTML
// out of words. The list is filled month by month as it comes into view.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const element = Object.fromEntries(
    [...document.querySelectorAll("[id]")].map((one) => [one.id, one]),
  );
  const CHUNK = 60; // events that are drawn at once
  const LINE = 62; // pixels that an event takes, until it is drawn
  const NARROW = 6; // pixels of a month below which a finger means the year
  const FEW = 500; // events that are printed with their sentences

  const KINDS = ["day", "range", "assumed"]; // a month's events, from the bottom of its bar
  const MANY = 3; // events a month from which on months have headings of their own
  const MANY_YEARS = 9; // whose numbers have no room for the century on a phone

  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  const make = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children.filter((child) => child !== ""));
    return made;
  };

  // what is asked for; months are counted from January of the year 0

  const everything = { words: "", family: "", certainty: "", document: "", from: null, to: null };
  let asked = { ...everything };

  const monthOf = (day) => (day ? Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 : null);
  const sayMonth = (month) => `${Math.floor(month / 12)}年${(month % 12) + 1}月`;
  const FULL_WIDTH = /[\uff01-\uff5e\u3000]/g;
  // one character for one, so that places in the folded text are places in the text
  const fold = (text) =>
    text
      .replace(FULL_WIDTH, (c) => (c === "\u3000" ? " " : String.fromCharCode(c.charCodeAt(0) - 0xfee0)))
      .replace(/[A-Z]/g, (c) => c.toLowerCase());
  const wordsOf = (text) => fold(text).split(/\s+/).filter(Boolean);

  const events = data.events.map((event, position) => ({
    ...event,
    position,
    month: monthOf(event.day),
    families: new Set(event.actors.map((actor) => data.actors[actor].family)),
    text: fold(
      [
        ...event.actors.map((actor) => data.actors[actor].name),
        ...event.people,
        ...event.places,
        event.action,
        event.first || "",
        event.last || "",
        ...event.documents.map((one) => data.documents[one]),
        ...event.reports.flatMap((report) => [report.sentence, data.issues[report.issue].label]),
      ].join("\n"),
    ),
  }));
  const citing = new Map();
  for (const event of events) {
    for (const one of event.documents) citing.set(one, (citing.get(one) || 0) + 1);
  }
  const dated = events.filter((event) => event.month !== null).map((event) => event.month);
  const first = dated.length ? Math.floor(dated.reduce((a, b) => Math.min(a, b)) / 12) * 12 : 0;
  const last = dated.length ? Math.floor(dated.reduce((a, b) => Math.max(a, b)) / 12) * 12 + 11 : -1;

  const isWanted = (event, words) =>
    words.every((word) => event.text.includes(word)) &&
    (asked.family === "" || event.families.has(Number(asked.family))) &&
    (asked.certainty === "" || event.certainty === asked.certainty) &&
    (asked.document === "" || event.documents.includes(Number(asked.document)));
  const isInRange = (event) =>
    asked.from === null || (event.month !== null && event.month >= asked.from && event.month <= asked.to);

  // the strip of months

  const bins = [];
  for (let month = first; month <= last; month += 1) {
    const bars = KINDS.map((kind) => make("i", kind));
    const button = make("button", month % 12 === 0 ? "january" : "", ...[...bars].reverse());
    button.type = "button";
    button.tabIndex = month === first ? 0 : -1;
    button.dataset.month = month;
    bins.push({ month, button, bars });
    element.strip.append(button);
    if (month % 12 === 0) {
      const name = String(month / 12);
      const year = make("button", "", make("b", "", name.slice(0, -2)), name.slice(-2));
      year.type = "button";
      year.addEventListener("click", () => ask({ from: month, to: month + 11 }));
      year.dataset.from = month;
      element.years.append(year);
    }
  }

  element.years.classList.toggle("many", element.years.children.length > MANY_YEARS);

  const drawStrip = (found) => {
    const counts = new Map(bins.map((bin) => [bin.month, KINDS.map(() => 0)]));
    for (const event of found) {
      if (event.month !== null) counts.get(event.month)[KINDS.indexOf(event.certainty)] += 1;
    }
    const most = Math.max(1, ...bins.map((bin) => sum(counts.get(bin.month))));
    for (const bin of bins) {
      const count = counts.get(bin.month);
      bin.bars.forEach((bar, place) => {
        bar.style.height = `${(count[place] / most) * 100}%`;
      });
      const all = sum(count);
      const unsure = all - count[0];
      const said = `${sayMonth(bin.month)}：${all} 件`;
      bin.button.title = unsure ? `${said}，其中 ${unsure} 件日子不确切` : said;
      bin.button.setAttribute("aria-label", bin.button.title);
    }
    drawRange(counts);
  };

  const drawRange = (counts) => {
    const isAll = asked.from === null;
    for (const bin of bins) {
      const isOut = !isAll && (bin.month < asked.from || bin.month > asked.to);
      bin.button.classList.toggle("out", isOut);
    }
    for (const year of element.years.children) {
      const start = Number(year.dataset.from);
      year.classList.toggle("in", !isAll && start + 11 >= asked.from && start <= asked.to);
    }
    element.range.textContent = isAll ? (last < 0 ? "" : "全部年月") : sayRange(asked.from, asked.to);
    for (const name of ["earlier", "later", "all"]) element[name].hidden = isAll;
    element.hint.hidden = !isAll || last < 0;
    element.earlier.disabled = isAll || asked.from <= first;
    element.later.disabled = isAll || asked.to >= last;
    drawMonths(counts);
  };

  const sayRange = (from, to) => {
    if (from === to) return sayMonth(from);
    if (from % 12 === 0 && to === from + 11) return `${from / 12}年`;
    return `${sayMonth(from)}—${sayMonth(to)}`;
  };

  // within one year each month can be chosen by a finger
  const drawMonths = (counts) => {
    element.months.textContent = "";
    if (asked.from === null || Math.floor(asked.from / 12) !== Math.floor(asked.to / 12)) return;
    const start = Math.floor(asked.from / 12) * 12;
    for (let month = start; month < start + 12; month += 1) {
      const count = sum(counts.get(month));
      const button = make("button", "", `${(month % 12) + 1}月`, make("small", "", String(count)));
      button.type = "button";
      const isOnly = asked.from === month && asked.to === month;
      button.setAttribute("aria-pressed", String(isOnly));
      button.disabled = !count && !isOnly;
      const range = isOnly ? { from: start, to: start + 11 } : { from: month, to: month };
      button.addEventListener("click", () => ask(range));
      element.months.append(button);
    }
  };

  const monthAt = (x) => {
    const box = element.strip.getBoundingClientRect();
    const place = Math.floor(((x - box.left) / box.width) * bins.length);
    return first + Math.min(Math.max(place, 0), bins.length - 1);
  };

  let anchor = null;
  element.strip.addEventListener("pointerdown", (press) => {
    if (press.button !== 0 || !bins.length) return;
    anchor = { month: monthAt(press.clientX), x: press.clientX, moved: false };
    element.strip.setPointerCapture(press.pointerId);
  });
  element.strip.addEventListener("pointermove", (move) => {
    if (anchor === null) return;
    if (!anchor.moved && Math.abs(move.clientX - anchor.x) < 4) return;
    anchor.moved = true;
    const month = monthAt(move.clientX);
    ask({ from: Math.min(month, anchor.month), to: Math.max(month, anchor.month) });
  });
  element.strip.addEventListener("pointerup", () => {
    if (anchor !== null && !anchor.moved) choose(anchor.month);
    anchor = null;
  });
  element.strip.addEventListener("pointercancel", () => {
    anchor = null;
  });
  // pointers are settled above; what is left is the click of the keyboard
  element.strip.addEventListener("click", (click) => {
    const button = click.target.closest("button");
    if (click.detail === 0 && button) choose(Number(button.dataset.month));
  });

  const choose = (month) => {
    const isNarrow = element.strip.clientWidth / bins.length < NARROW;
    const start = Math.floor(month / 12) * 12;
    if (isNarrow) ask({ from: start, to: start + 11 });
    else if (asked.from === month && asked.to === month) ask({ from: null, to: null });
    else ask({ from: month, to: month });
  };

  const STEPS = { ArrowLeft: -1, ArrowRight: 1, PageUp: -12, PageDown: 12, Home: -Infinity, End: Infinity };
  element.strip.addEventListener("keydown", (key) => {
    const step = STEPS[key.key];
    if (step === undefined || !bins.length) return;
    key.preventDefault();
    const here = Number(document.activeElement.dataset.month || first);
    const next = Math.min(Math.max(here + step, first), last);
    for (const bin of bins) bin.button.tabIndex = bin.month === next ? 0 : -1;
    bins[next - first].button.focus();
    if (!key.shiftKey) return;
    const fixed = asked.from === null ? here : here === asked.to ? asked.from : asked.to;
    ask({ from: Math.min(fixed, next), to: Math.max(fixed, next) });
  });

  const move = (direction) => {
    const length = asked.to - asked.from + 1;
    const from = Math.min(Math.max(asked.from + direction * length, first), last - length + 1);
    ask({ from: Math.max(from, first), to: Math.min(from + length - 1, last) });
  };

  // one event

  const highlight = (text, words) => {
    const folded = fold(text);
    const parts = [];
    let done = 0;
    while (words.length) {
      let start = -1;
      let end = -1;
      for (const word of words) {
        const place = folded.indexOf(word, done);
        const isNearer = place >= 0 && (start < 0 || place < start);
        if (isNearer || (place === start && place + word.length > end)) {
          start = place;
          end = place + word.length;
        }
      }
      if (start < 0) break;
      parts.push(text.slice(done, start), make("mark", "", text.slice(start, end)));
      done = end;
    }
    return [...parts, text.slice(done)];
  };

  const serial = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / 86400000);
  const serialOf = (month) => {
    const year = String(Math.floor(month / 12)).padStart(4, "0");
    return serial(`${year}-${String((month % 12) + 1).padStart(2, "0")}-01`);
  };

  // the days of an event within the month or the year of its heading
  const makeTrack = (event, group) => {
    const track = make("div", "track");
    if (event.month === null || !event.first || !event.last) return track;
    const start = serialOf(group.start);
    const count = serialOf(group.start + group.months) - start;
    const from = serial(event.first) - start;
    const to = serial(event.last) - start + 1;
    const mark = make("i", `mark ${event.certainty}`);
    if (event.certainty === "day") {
      mark.style.left = `${((from + 0.5) / count) * 100}%`;
    } else {
      const left = Math.max(from, 0);
      mark.style.left = `${(left / count) * 100}%`;
      mark.style.width = `${((Math.min(to, count) - left) / count) * 100}%`;
      mark.classList.toggle("before", from < 0);
      mark.classList.toggle("after", to > count);
    }
    track.append(mark);
    return track;
  };

  const sayDays = (event) => {
    if (!event.first || !event.last) return ["日期不明"];
    if (event.first === event.last) return [event.first];
    const isSameYear = event.first.slice(0, 4) === event.last.slice(0, 4);
    return [`${event.first}—`, isSameYear ? event.last.slice(5) : event.last];
  };

  const makeWhen = (event) => {
    const days = sayDays(event).map((part) => make("span", "day-part", part));
    const isPrinted = event.certainty === "day" || event.certainty === "range" || !event.printed;
    const when = make("div", "when", ...(isPrinted ? days : [event.printed]));
    if (event.certainty === "assumed") when.append(make("small", "", "推定 ", ...days));
    return when;
  };

  const makeSources = (event, words) => {
    const list = make("ul", "sources");
    for (const report of event.reports) {
      const issue = data.issues[report.issue];
      const place = [issue.label, issue.days, report.where].filter(Boolean).join(" · ");
      const command = make("code", "", `${data.command} ${issue.key}#${report.place}`);
      list.append(make("li", "", make("q", "", ...highlight(report.sentence, words)), place, " ", command));
    }
    const cites = make("div", "cites");
    for (const one of event.documents) {
      const others = citing.get(one) - 1;
      const button = make("button", "", `引用 ${data.documents[one]}${others ? ` · 同引的另有 ${others} 件` : ""}`);
      button.type = "button";
      button.addEventListener("click", () => ask({ document: String(one), words: "", from: null, to: null }));
      cites.append(button);
    }
    return [list, ...(event.documents.length ? [cites] : [])];
  };

  const sayReports = (event) => {
    const issues = [...new Set(event.reports.map((report) => report.issue))];
    const label = data.issues[issues[0]].label;
    return issues.length > 1 ? `出处：${label}等 ${issues.length} 期` : `出处：${label}`;
  };

  let areOpen = false;
  const makeEvent = (event, group, words) => {
    const who = event.actors.map((actor) => data.actors[actor].name).join("、") || event.people.join("、");
    const details = make("details", "", make("summary", "", sayReports(event)));
    const fill = () => {
      if (details.open && details.children.length === 1) details.append(...makeSources(event, words));
    };
    details.addEventListener("toggle", fill);
    details.fill = fill; // printing does not wait for the event
    details.open = areOpen;
    fill();
    const what = make(
      "div",
      "what",
      event.related ? make("span", "tag", "同引文件") : "",
      ...(who ? [make("span", "who", ...highlight(who, words)), " "] : []),
      ...highlight(event.action, words),
      details,
    );
    return make("article", "event", makeWhen(event), makeTrack(event, group), what);
  };

  // the list

  let filling = null;
  const drawList = (found, words) => {
    if (filling) filling.disconnect();
    element.list.textContent = "";
    filling = new IntersectionObserver(
      (seen) => {
        for (const one of seen) if (one.isIntersecting) one.target.fill();
      },
      { rootMargin: "1200px 0px" },
    );
    for (const group of divide(found)) element.list.append(makeGroup(group, words));
    element.nothing.hidden = found.length > 0;
  };

  // under months, or where these would hold few events, under years; in chunks to be drawn
  const divide = (found) => {
    const months = new Set(found.map((event) => event.month));
    const length = found.length < MANY * months.size ? 12 : 1;
    const startOf = (event) => (event.month === null ? null : event.month - (event.month % length));
    const counts = new Map();
    for (const event of found) counts.set(startOf(event), (counts.get(startOf(event)) || 0) + 1);
    const groups = [];
    for (const event of found) {
      const start = startOf(event);
      const above = groups[groups.length - 1];
      const isSame = above !== undefined && above.start === start;
      if (isSame && above.events.length < CHUNK) above.events.push(event);
      else groups.push({ start, months: length, count: isSame ? 0 : counts.get(start), events: [event] });
    }
    return groups;
  };

  const sayGroup = (group) => {
    if (group.start === null) return "日期不明";
    return group.months === 12 ? `${group.start / 12}年` : sayMonth(group.start);
  };

  const makeGroup = (group, words) => {
    const section = make("section", "month");
    if (group.count) section.append(make("h2", "", sayGroup(group), make("small", "", `${group.count} 件`)));
    section.style.minHeight = `${group.events.length * LINE}px`;
    section.fill = () => {
      filling.unobserve(section);
      section.fill = () => {};
      section.append(...group.events.map((event) => makeEvent(event, group, words)));
      section.style.minHeight = "";
    };
    filling.observe(section);
    return section;
  };

  // asking

  let listed = [];
  const draw = () => {
    const words = wordsOf(asked.words);
    const found = events.filter((event) => isWanted(event, words));
    listed = found.filter(isInRange);
    drawStrip(found);
    drawList(listed, words);
    element.count.textContent =
      listed.length === events.length ? `共 ${events.length} 件` : `${listed.length} 件，共 ${events.length} 件`;
    if (element.words.value !== asked.words) element.words.value = asked.words;
    element.family.value = asked.family;
    element.certainty.value = asked.certainty;
    drawDocument();
  };

  const drawDocument = () => {
    element.document.textContent = "";
    if (asked.document === "") return;
    const button = make("button", "", `引用 ${data.documents[asked.document]} ×`);
    button.type = "button";
    button.setAttribute("aria-label", `不再只看引用 ${data.documents[asked.document]} 的`);
    button.addEventListener("click", () => ask({ document: "" }));
    element.document.append(button);
  };

  const ask = (changes) => {
    const before = JSON.stringify(asked);
    asked = { ...asked, ...changes };
    if (JSON.stringify(asked) === before) return;
    keepAddress();
    draw();
  };

  // the address keeps what is asked for, so that it can be bookmarked
  const keepAddress = () => {
    const kept = new URLSearchParams();
    for (const [name, value] of Object.entries(asked)) {
      if (value !== "" && value !== null) kept.set(name, value);
    }
    history.replaceState(null, "", String(kept) ? `#${kept}` : location.pathname + location.search);
  };

  const readAddress = () => {
    const kept = new URLSearchParams(location.hash.slice(1));
    const number = (name, low, high) => {
      const value = Number(kept.get(name));
      return kept.has(name) && Number.isInteger(value) && value >= low && value <= high ? value : null;
    };
    const from = number("from", first, last);
    const to = number("to", first, last);
    const isRange = from !== null && to !== null && from <= to;
    const text = (value) => (value === null ? "" : String(value));
    asked = {
      words: kept.get("words") || "",
      family: text(number("family", 0, data.families.length - 1)),
      certainty: ["day", "range", "assumed", "unknown"].find((one) => one === kept.get("certainty")) || "",
      document: text(number("document", 0, data.documents.length - 1)),
      from: isRange ? from : null,
      to: isRange ? to : null,
    };
  };

  const clear = () => {
    ask({ ...everything });
    element.words.focus();
  };

  element.family.append(new Option("全部机构", ""));
  data.families.forEach((family, position) => {
    const others = family.others.length ? `（含${family.others.join("、")}）` : "";
    element.family.append(new Option(`${family.name}${others} ${family.count}`, String(position)));
  });
  element.words.addEventListener("input", () => ask({ words: element.words.value }));
  element.family.addEventListener("change", () => ask({ family: element.family.value }));
  element.certainty.addEventListener("change", () => ask({ certainty: element.certainty.value }));
  element.earlier.addEventListener("click", () => move(-1));
  element.later.addEventListener("click", () => move(1));
  element.all.addEventListener("click", () => ask({ from: null, to: null }));
  element.reset.addEventListener("click", clear);
  element.again.addEventListener("click", clear);
  element.open.addEventListener("click", () => {
    areOpen = !areOpen;
    element.open.setAttribute("aria-pressed", String(areOpen));
    for (const details of element.list.querySelectorAll("details")) details.open = areOpen;
  });
  document.addEventListener("keydown", (key) => {
    const isTyping = key.target.matches("input, select");
    if (key.key === "/" && !isTyping) {
      key.preventDefault();
      element.words.focus();
    } else if (key.key === "Escape" && asked.from !== null && !isTyping) {
      ask({ from: null, to: null });
    }
  });
  window.addEventListener("hashchange", () => {
    readAddress();
    draw();
  });
  window.addEventListener("beforeprint", () => {
    for (const section of element.list.children) section.fill();
    if (listed.length > FEW) return;
    for (const details of element.list.querySelectorAll("details")) {
      details.open = true;
      details.fill();
    }
  });

  readAddress();
  draw();
})();
