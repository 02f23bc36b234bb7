// The screen Live: parts that ask every few seconds, keys that tag the line in focus, and words changed in their place.
(() => {
  "use strict";
  const HIDDEN_PAUSE = 10000;
  const asked = new WeakMap();
  const asksByItself = (part) => (part.getAttribute("hx-trigger") || "").trim().startsWith("every");
  const isList = (part) => part.id.startsWith("lines-");
  // What was answered to one's own deed a moment ago may be newer than a list that is drawn for many.
  const isMine = (line) => Date.now() - (line.maillageJoined ?? 0) < 3000;
  const waits = (line) => line.dataset.maillagePending !== undefined;
  const stays = (line) => isMine(line) || waits(line) || line.querySelector("[data-maillage-edit]");
  const isText = (node) => node.matches("input, textarea, select");

  // Nobody looks: every ten seconds is enough.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const part = event.detail.elt;
    if (!asksByItself(part)) return;
    if (document.hidden && Date.now() - (asked.get(part) ?? 0) < HIDDEN_PAUSE) event.preventDefault();
    else asked.set(part, Date.now());
  });

  // What is the same stays as it is, with the focus in it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { elt, target, xhr, isError } = event.detail;
    if (isError || !asksByItself(elt)) return;
    const same = target.maillageShown === xhr.responseText;
    target.maillageShown = xhr.responseText;
    if (same) event.detail.shouldSwap = false;
    if (same || !isList(target)) return;
    event.detail.shouldSwap = false;
    place(target, xhr.responseText);
  });

  document.addEventListener("maillage:saved", ({ detail: { entry, body } }) => {
    const part = document.getElementById(entry.target);
    if (new URLSearchParams(location.search).has("edit")) return location.replace(location.pathname + (entry.line && `#line-${entry.line}`));
    if (!part || !body.trim()) return;
    part.maillageShown = "";
    if (isList(part)) return place(part, body);
    part.innerHTML = body;
    htmx.process(part);
    said("maillage:placed");
  });

  const said = (name) => document.dispatchEvent(new CustomEvent(name));

  function place(part, body) {
    const fresh = document.createElement("template");
    fresh.innerHTML = body;
    const from = fresh.content.querySelector("ul"), into = part.querySelector("ul");
    if (into && from) {
      delete into.dataset.maillagePending;
      part.querySelector(":scope > .hint")?.remove();
    }
    const alone = from?.dataset.maillageAlone !== undefined;
    if (alone && into) join(from, into);
    else if (from && into) lay(from, into);
    else if (!part.querySelector("[data-maillage-edit]")) {
      part.replaceChildren(fresh.content);
      htmx.process(part);
    }
    said("maillage:placed");
  }

  // One line by itself: in the place of what it was, else at the top.
  function join(from, into) {
    for (const line of [...from.children]) {
      const known = [...into.children].find((other) => other.id === line.id);
      into.insertBefore(line, known || into.firstElementChild);
      line.maillageJoined = Date.now();
      if (known) exchange(known, line);
      htmx.process(line);
    }
  }

  function exchange(known, line) {
    const focus = known.contains(document.activeElement) ? document.activeElement : null;
    known.remove();
    if (focus) (focus.name && line.querySelector(`[name="${focus.name}"][value="${CSS.escape(focus.value)}"]`) || line).focus();
  }

  // Line by line: what is the same or being written anew stays where it is.
  function lay(from, into) {
    let here = into.firstElementChild;
    for (const line of [...from.children]) {
      const known = [...into.children].find((other) => other.id === line.id);
      if (known && (known.isEqualNode(line) || stays(known))) {
        if (known === here) here = here.nextElementSibling;
        else into.insertBefore(known, here);
        continue;
      }
      into.insertBefore(line, here);
      htmx.process(line);
      if (known === here) here = here.nextElementSibling;
      if (known) exchange(known, line);
    }
    while (here) {
      const rest = here.nextElementSibling;
      if (!stays(here)) here.remove();
      here = rest;
    }
  }

  // Words changed in their place ----------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const opens = event.target.closest("[data-maillage-reword]");
    const line = opens?.closest("[data-maillage-line]");
    const model = document.getElementById("line-edit");
    if (line && model && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(line, opens, model);
    }
    const leaves = event.target.closest("[data-maillage-edit] [data-maillage-leave]");
    if (leaves) close(leaves.closest("[data-maillage-edit]"));
  });

  function open(line, opens, model) {
    if (line.querySelector("[data-maillage-edit]")) return line.querySelector("textarea").focus();
    const form = model.content.querySelector("form").cloneNode(true);
    const before = form.querySelector("[data-maillage-before]");
    form.dataset.maillageSend = line.closest("[id^=lines-]").id;
    form.elements.text.value = line.querySelector("[data-maillage-text]").textContent.trim();
    if (line.dataset.maillageLine) {
      before.href = before.href.replace("LINE", line.dataset.maillageLine);
      form.action = before.href.replace(/history\/$/, "");
      form.elements.version.value = line.dataset.maillageVersion;
    } else {
      form.dataset.maillageAfter = opens.dataset.maillageReword;
      before.remove();
    }
    line.append(form);
    form.elements.text.focus();
  }

  function close(form) {
    const line = form.closest("[data-maillage-line]");
    form.remove();
    line?.focus();
  }

  document.addEventListener("maillage:taken", ({ detail: { form } }) => {
    if (form.matches("[data-maillage-edit]")) close(form);
  });

  // Keys: only while a line has the focus, never where somebody types -----------------------------------------------

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const edit = event.target.closest("[data-maillage-edit]");
    if (edit && event.key === "Escape") return close(edit);
    const line = event.target.closest("[data-maillage-line]");
    if (!line || isText(event.target)) return;
    const other = { ArrowUp: line.previousElementSibling, ArrowDown: line.nextElementSibling }[event.key];
    const button = [...line.querySelectorAll("[data-maillage-key]")].find((one) => one.dataset.maillageKey === event.key.toLowerCase());
    if (!other && !button) return;
    event.preventDefault();
    if (other) other.focus();
    else button.click();
  });

  // Which key does what is written where it is used, in the words of the buttons themselves.
  function hint() {
    const place = document.querySelector("[data-maillage-keys]");
    const known = new Map();
    for (const button of document.querySelectorAll("[data-maillage-line] [data-maillage-key]")) {
      if (!known.has(button.dataset.maillageKey)) known.set(button.dataset.maillageKey, button.textContent.trim());
    }
    if (!place) return;
    place.hidden = !known.size;
    place.querySelector("[data-maillage-list]").textContent = [...known].map(([key, words]) => `${key.toUpperCase()}: ${words}`).join(" · ");
  }
  document.addEventListener("maillage:placed", hint);
  document.addEventListener("htmx:afterSettle", hint);
  hint();
})();
