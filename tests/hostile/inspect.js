// Reads HTML as the engine that will show it does, without running or fetching anything, and tells what must not be
// in it. The lists are this file's own: nothing is taken from the program that is looked at.
(() => {
  const words = (text) => new Set(text.split(/\s+/));
  const HTML = "http://www.w3.org/1999/xhtml", MATH = "http://www.w3.org/1998/Math/MathML";
  const flow = words(`a abbr address article aside b bdi bdo big blockquote br button caption center cite code col colgroup dd
    del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li main
    mark nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th
    thead time tr tt u ul var wbr`);
  flow.delete("button");
  const math = words(`math menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot
    mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics`);
  const everywhere = words("class id title lang dir style rel align");
  const some = { a: "href", img: "src alt width height", ol: "start reversed type", li: "value",
    td: "colspan rowspan", th: "colspan rowspan scope", col: "span width", colgroup: "span width", details: "open",
    time: "datetime", font: "color", input: "type checked disabled aria-label", html: "lang data-style", section: "aria-label aria-labelledby role",
    nav: "aria-label aria-labelledby role", sup: "role", span: "role aria-label aria-hidden", pre: "tabindex", table: "role", div: "role" };
  const forms = words(`display displaystyle accent accentunder columnalign columnlines columnspacing depth fence form
    height linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation
    open close separator separators rowlines rowspacing rspace scriptlevel stretchy symmetric voffset width xmlns`);
  const images = /^data:image\/(png|jpeg|gif|webp|avif|svg\+xml);base64,[A-Za-z0-9+/=]*$/;
  const data = /^data:image\/(png|jpeg|gif|webp|avif)[;,]/i;

  function address(told, element, name, value, exported) {
    let url;
    try { url = new URL(value, "file:///base/folder/post.html"); } catch { return; } // leads nowhere
    const plain = value.replace(/[\t\r\n]/g, "").replace(/^[\0- ]+/, "");
    if (/^[\\/]{2}/.test(plain)) told(`${name} to a host by slashes: ${value}`);
    if (name === "src" && exported) {
      if (!images.test(value) && !data.test(value)) told(`an image that is not inside: ${value.slice(0, 200)}`);
    } else if (url.protocol === "data:") {
      if (name !== "src" || !data.test(plain)) told(`data in ${name}: ${value.slice(0, 200)}`);
    } else if (name === "src" ? !/^(https?|file):$/.test(url.protocol) : !/^(https?|mailto|file):$/.test(url.protocol)) {
      told(`${name} with a scheme: ${value}`);
    } else if (/^[\s\0-\x20]*file:/i.test(plain)) {
      told(`${name} to a file: ${value}`);
    }
  }
  function look(root, told, exported) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === 8 || node.nodeType === 7) told(`a comment: ${node.data}`);
      if (node.nodeType !== 1) continue;
      const name = node.localName;
      const known = node.namespaceURI === MATH ? math.has(name) : node.namespaceURI === HTML && flow.has(name);
      if (!known) { told(`an element: ${node.namespaceURI} ${name}`); continue; }
      for (const { name: attribute, value } of node.attributes) {
        const own = node.namespaceURI === MATH ? forms.has(attribute) : (some[name] ?? "").split(" ").includes(attribute);
        if (!own && !everywhere.has(attribute)) told(`an attribute: ${name} ${attribute}=${value}`);
        if (attribute === "href" || attribute === "src") address(told, name, attribute, value, exported);
        if (attribute === "style" && /url|image|expression|import|[\\(@]/i.test(value.replace(/\b(rgb|hsl)a?\(|calc\(/g, ""))) told(`a style: ${value}`);
      }
    }
  }
  const parsed = (html) => {
    const page = new DOMParser().parseFromString(`<!DOCTYPE html><body><main>${html}</main>`, "text/html");
    return page;
  };
  function fragment(html) {
    const told = [];
    const page = parsed(html);
    look(page.head, (what) => told.push(what), false);
    look(page.body, (what) => told.push(what), false);
    if (page.body.children.length !== 1 || page.body.childNodes.length !== 1) told.push("it closes what is not its own");
    const template = document.createElement("template"); // the way the preview takes it
    template.innerHTML = html;
    look(template.content, (what) => told.push("in a template: " + what), false);
    const again = document.createElement("template");
    let text = template.innerHTML;
    for (let i = 0; i < 3; i++) { // written and read again, it must stay what it is
      again.innerHTML = text;
      look(again.content, (what) => told.push("read again: " + what), false);
      text = again.innerHTML;
    }
    return [...new Set(told)];
  }
  function page(html) {
    const told = [];
    const read = new DOMParser().parseFromString(html, "text/html");
    const body = read.body;
    look(body, (what) => told.push("exported: " + what), true);
    for (const name of [...body.getAttributeNames(), ...read.head.getAttributeNames()]) told.push("exported: an attribute of body or head " + name);
    const policies = read.querySelectorAll("meta[http-equiv]");
    if (policies.length !== 1 || policies[0].httpEquiv !== "Content-Security-Policy") told.push("exported: a strange meta");
    const strange = [...read.head.querySelectorAll("*")].filter((node) => !["META", "TITLE", "STYLE", "SCRIPT"].includes(node.nodeName));
    for (const node of strange) told.push("exported: in the head " + node.outerHTML.slice(0, 200));
    for (const node of read.querySelectorAll("script")) if (node.type !== "application/ld+json") told.push("exported: a script " + node.outerHTML.slice(0, 200));
    for (const node of read.querySelectorAll("style")) if (/@import|url\((?!["']?(data:|#))/i.test(node.textContent)) told.push("exported: a sheet that fetches");
    return [...new Set(told)];
  }
  window.inspected = { fragment, page };
})();
