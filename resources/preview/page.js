// The preview's own script, in a world apart from the page. It puts chunks of safe HTML into the article, tells where
// the reader is, and hands clicks over. It decides nothing.
"use strict";
window.journal = (() => {
  const card = document.querySelector("header.card");
  const article = document.querySelector("main.article");
  const root = document.documentElement;
  let bridge = null;
  let chunks = []; // for each chunk its nodes, in order
  let lines = []; // for each chunk its first source line
  let end = 0; // number of source lines
  let reader = false; // whether the reader moved the page last
  let wanted = 0; // the source line the author is at: a page that does not reach it yet goes there when it does
  let words = {}; // by what they are said of
  let room = ""; // names the post whose pictures are meant
  let remote = false;
  let asking = true;
  let asked = false; // whether there may be a picture that asks, or one that asked
  const long = 300; // chunks of a page of which only what is in sight has to be laid out
  const own = document.head.appendChild(document.createElement("style")); // the journal's style sheet

  new QWebChannel(qt.webChannelTransport, (channel) => {
    bridge = channel.objects.bridge;
    bridge.greet();
  });

  // ---- pictures: their addresses are made ours before the page sees them
  function note(box, why, places = []) { // "remote" stands for what is not asked for, all else for what did not come
    box.classList.add(why === "remote" ? "remote" : "missing");
    box.dataset.why = why;
    for (const line of box.querySelectorAll(".why, .tried")) line.remove();
    const line = document.createElement("span");
    line.className = "why";
    line.textContent = told(box);
    const image = box.querySelector("img");
    if (image) image.after(line); else box.prepend(line);
    if (!places.length) return;
    const tried = document.createElement("span"); // where a missing picture was looked for
    tried.className = "tried";
    tried.dataset.places = places.join(", ");
    tried.textContent = words.tried + " " + tried.dataset.places;
    line.after(tried);
  }
  function told(box) {
    const source = (box.dataset.source || "").trim().replace("%3a%00", ":");
    return (words[box.dataset.why] ?? words.missing) + " " + source;
  }
  // What the renderer never sends. Should it be fooled, this is gone before the page sees it.
  const never = "script, style, link, meta, base, iframe, frame, frameset, object, embed, applet, portal, fencedframe, " +
    "form, video, audio, source, track, svg, template, noscript, dialog, canvas";
  function dress(fragment) {
    for (const node of fragment.querySelectorAll(never)) node.remove();
    for (const image of fragment.querySelectorAll("img")) {
      const source = image.getAttribute("src") ?? "";
      const box = document.createElement("span");
      box.className = "picture";
      box.dataset.source = source;
      const host = image.closest(".cover") ? "cover" : "image"; // the head's are read by the theme
      image.replaceWith(box);
      box.append(image);
      const address = source.trim();
      image.loading = "eager";
      image.decoding = "sync";
      if (/^data:/i.test(address)) continue;
      if (/^(https?:)?[\\/]{2}/i.test(address) || /^https?:/i.test(address)) {
        if (!/^(https:)?\/\//i.test(address)) {
          image.removeAttribute("src");
          note(box, "insecure");
        } else if (remote) {
          if (address.startsWith("//")) image.setAttribute("src", "https:" + address);
          image.referrerPolicy = "no-referrer";
          image.addEventListener("error", missing, { once: true });
        } else {
          image.removeAttribute("src");
          box.dataset.remote = "";
          asked = true;
          note(box, "remote");
        }
        continue;
      }
      image.setAttribute("src", "journal://" + host + "/" + room + "/" + encodeURIComponent(source));
      image.addEventListener("error", missing, { once: true });
    }
  }
  function missing(event) {
    const box = event.target.parentElement;
    if (!box || !box.classList.contains("picture") || box.classList.contains("missing")) return;
    box.classList.add("missing");
    look(box, event.target.getAttribute("src") ?? "");
  }
  function look(box, address) { // why it did not come
    if (!bridge || !address.startsWith("journal:")) return note(box, "failed");
    bridge.refused(address, ([why, ...places]) => {
      if (box.classList.contains("missing")) note(box, why, places);
    });
  }
  function again() { // what was missing may be there now; what still is keeps its box
    for (const box of document.querySelectorAll(".picture.missing")) {
      const image = box.querySelector("img");
      const address = image?.getAttribute("src") ?? "";
      if (!address.startsWith("journal:")) continue;
      const probe = new Image();
      probe.addEventListener("load", () => {
        box.classList.remove("missing");
        for (const line of box.querySelectorAll(".why, .tried")) line.remove();
        image.addEventListener("error", missing, { once: true });
        image.setAttribute("src", address);
      }, { once: true });
      probe.addEventListener("error", () => look(box, address), { once: true });
      probe.src = address;
    }
  }
  function ask() { // the question stands where the first remote picture stands, and nowhere else
    if (!asked) return; // to look for one takes as long as the page is long
    const first = remote || !asking ? null : document.querySelector(".picture[data-remote]");
    for (const button of document.querySelectorAll(".picture button")) {
      if (!first || !first.contains(button)) button.remove();
    }
    asked = Boolean(document.querySelector("[data-remote]"));
    if (!first || first.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.yes;
    button.title = words.ask;
    first.append(button);
  }

  // ---- patches: what stays the same keeps its place in the page, so that nothing flashes
  function nodes(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    dress(template.content);
    return template.content;
  }
  const key = (node) => (node.nodeType === 1 && node.classList.contains("picture") ? node.dataset.source ?? null : null);
  function same(a, b) {
    if (a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return false;
    return key(a) === key(b);
  }
  function morph(a, b) { // make a, which stands in the page, what b is
    if (a.nodeType !== 1) {
      if (a.nodeValue !== b.nodeValue) a.nodeValue = b.nodeValue;
      return;
    }
    if (key(a) !== null) return attributes(a.querySelector("img"), b.querySelector("img"), ["alt", "width", "height", "title"]);
    if (a.isEqualNode(b)) return;
    attributes(a, b);
    children(a, [...a.childNodes], [...b.childNodes], null);
  }
  function attributes(a, b, only) {
    if (!a || !b) return;
    for (const name of only ?? a.getAttributeNames()) if (!b.hasAttribute(name)) a.removeAttribute(name);
    for (const name of only ?? b.getAttributeNames()) {
      if (b.hasAttribute(name) && a.getAttribute(name) !== b.getAttribute(name)) a.setAttribute(name, b.getAttribute(name));
    }
  }
  function children(parent, old, fresh, before) { // returns the nodes that now stand there
    let head = 0, tail = 0;
    const least = Math.min(old.length, fresh.length);
    while (head < least && old[head].isEqualNode(fresh[head])) head++;
    while (tail < least - head && old[old.length - 1 - tail].isEqualNode(fresh[fresh.length - 1 - tail])) tail++;
    const a = old.slice(head, old.length - tail), b = fresh.slice(head, fresh.length - tail);
    const next = tail ? old[old.length - tail] : before;
    const made = [];
    let i = 0;
    for (const node of b) {
      if (i < a.length && same(a[i], node)) {
        morph(a[i], node);
        made.push(a[i++]);
      } else {
        let j = i;
        while (j < a.length && j < i + 8 && !same(a[j], node)) j++;
        if (b.length < a.length && j < a.length && j < i + 8) {
          while (i < j) a[i++].remove();
          morph(a[i], node);
          made.push(a[i++]);
        } else {
          parent.insertBefore(node, i < a.length ? a[i] : next);
          made.push(node);
        }
      }
    }
    while (i < a.length) a[i++].remove();
    return [...old.slice(0, head), ...made, ...old.slice(old.length - tail)];
  }
  function patch(first, removed, html, starts, shift, total) {
    let before = null;
    for (let i = first + removed; i < chunks.length && !before; i++) before = chunks[i][0] ?? null;
    const old = chunks.slice(first, first + removed).flat();
    const contents = html.map((text) => [...nodes(text).childNodes]);
    const fresh = contents.flat();
    const standing = children(article, old, fresh, before);
    let at = 0;
    const parts = contents.map((part) => standing.slice(at, (at += part.length)));
    if (first === chunks.length) { for (const part of parts) chunks.push(part); }
    else chunks.splice(first, removed, ...parts);
    if (shift) for (let i = first + removed; i < lines.length; i++) lines[i] += shift;
    if (first === lines.length) { for (const line of starts) lines.push(line); }
    else lines.splice(first, removed, ...starts);
    const short = wanted >= end;
    end = total;
    article.classList.toggle("long", chunks.length > long);
    ask();
    if (wanted && short && !reader) scrollToLine(wanted);
  }
  function show(name, html, language, line) { // another post's page begins
    room = name;
    article.replaceChildren();
    chunks = [];
    lines = [];
    end = 0;
    caret = -1;
    here.hidden = true;
    head(html, language);
    scrollToLine(line);
  }
  function head(html, language) {
    if (language) root.lang = language; else root.removeAttribute("lang");
    children(card, [...card.childNodes], [...nodes(html).childNodes], null);
    ask();
  }

  // ---- lines and places
  const top = (i) => {
    for (const node of chunks[i] ?? []) {
      if (node.nodeType === 1) return node.getBoundingClientRect().top + scrollY;
    }
    return null;
  };
  function place(i) { // the top of the first chunk from i on that has one
    for (; i < chunks.length; i++) {
      const y = top(i);
      if (y !== null) return y;
    }
    return article.getBoundingClientRect().bottom + scrollY;
  }
  function chunkAt(line) {
    let low = 0, high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lines[middle] <= line) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
  const edge = 12;
  function scrollToLine(line) {
    reader = false;
    wanted = Math.max(0, line);
    if (!wanted || !lines.length) return scrollTo(0, 0);
    const i = Math.max(0, chunkAt(line));
    const from = lines[i], to = lines[i + 1] ?? end;
    const a = place(i), b = place(i + 1);
    const part = to > from ? Math.min(1, (line - from) / (to - from)) : 0;
    scrollTo(0, a + (b - a) * part - edge);
  }
  function lineAtTop() {
    return scrollY <= 0 ? 0 : lineAt(scrollY + edge);
  }
  function lineAt(y) {
    if (!lines.length) return 0;
    let low = 0, high = chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (place(middle) <= y) low = middle + 1;
      else high = middle;
    }
    const i = low - 1;
    if (i < 0) return 0;
    const a = place(i), b = place(i + 1), from = lines[i], to = lines[i + 1] ?? end;
    return from + (b > a ? ((y - a) / (b - a)) * (to - from) : 0);
  }
  // ---- the chunk the caret is in, softly marked by what lies under it: nothing of the article changes for it
  const here = document.createElement("div");
  here.className = "here";
  here.hidden = true;
  document.body.prepend(here);
  let caret = -1; // its source line
  function markCaret() {
    const standing = (caret < 0 ? [] : chunks[chunkAt(caret)] ?? []).filter((node) => node.nodeType === 1);
    here.hidden = !standing.length;
    if (!standing.length) return;
    const above = document.body.getBoundingClientRect().top;
    const top = standing[0].getBoundingClientRect().top - above;
    here.style.top = top + "px";
    here.style.height = standing[standing.length - 1].getBoundingClientRect().bottom - above - top + "px";
  }
  const watch = new ResizeObserver(markCaret); // in the frame in which the article grew or moved, before it is painted
  for (const part of [card, article]) watch.observe(part);

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting || !reader || !bridge) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (reader) bridge.scroll(lineAtTop());
    });
  }, { passive: true });
  for (const kind of ["wheel", "pointerdown", "keydown", "touchstart"]) {
    addEventListener(kind, () => { reader = true; }, { passive: true, capture: true });
  }

  // ---- clicks: nothing leaves by itself
  function click(event) {
    const button = event.target.closest?.(".picture button");
    if (button) {
      event.preventDefault();
      if (event.isTrusted && bridge) bridge.allow();
      return;
    }
    const link = event.target.closest?.("a[href]");
    if (!link) return point(event);
    event.preventDefault();
    const address = link.getAttribute("href");
    if (address.startsWith("#")) {
      let name = address.slice(1);
      try { name = decodeURIComponent(name); } catch { /* as written */ }
      const target = name && article.querySelector("#" + CSS.escape(name));
      if (target) { reader = true; target.scrollIntoView({ block: "start" }); }
      else if (!name) scrollTo(0, 0);
      else if (bridge) bridge.follow(address);
    } else if (!bridge) return;
    else if (["http:", "https:", "mailto:"].includes(link.protocol)) bridge.follow(link.href); // as the status bar showed it
    else if (link.protocol === location.protocol && link.host === location.host) bridge.follow(address);
  }
  function point(event) { // where the reader points, the author wants to write; a selection points at nothing
    if (!bridge || event.button || event.detail > 1 || !getSelection().isCollapsed || !article.contains(event.target)) return;
    if (!event.target.closest("button, summary, input")) bridge.point(lineAt(event.clientY + scrollY));
  }
  addEventListener("click", click, true);
  addEventListener("auxclick", (event) => { if (event.button === 1) click(event); }, true);
  addEventListener("dragstart", (event) => event.preventDefault(), true);

  return {
    show, head, patch, again, scrollToLine, lineAtTop,
    caret: (line) => { caret = line; markCaret(); },
    mode: (dark) => { root.dataset.mode = dark ? "dark" : "light"; },
    style: (name) => { root.dataset.style = name; },
    sheet: (css) => { own.textContent = css; },
    prepare: (texts, allowed, mayAsk) => {
      words = texts;
      for (const line of document.querySelectorAll(".picture .tried")) line.textContent = words.tried + " " + line.dataset.places;
      remote = allowed;
      asking = mayAsk;
      for (const why of document.querySelectorAll(".picture > .why")) why.textContent = told(why.parentElement);
      document.querySelector(".picture button")?.remove();
      ask();
    },
  };
})();
