// What is written, tagged or ticked on the screen Live is kept on this device until the server has said that it is saved.
(() => {
  "use strict";
  const panel = document.querySelector("[data-maillage-waiting]");
  if (!panel) return;

  const PREFIX = `maillage-waiting/${panel.dataset.maillageWaiting}/`;
  const PATIENCE = 15000;
  const held = new Map(); // id -> {why, said, entry}: what the server refused in this window; asked again after a reload
  const done = new Map(); // id -> {url, line, version}: what was saved in this window, for a wording that rests on it
  let why = "waiting", pause = 1000, timer = 0, busy = false;

  // One entry a key: two windows of one person never write over each other's.
  const memory = new Map();
  const keep = (entry) => {
    const name = `${PREFIX}${String(entry.seq).padStart(9, "0")}/${entry.id}`;
    try {
      localStorage.setItem(name, JSON.stringify(entry));
      memory.delete(name);
    } catch {
      memory.set(name, entry);
      panel.querySelector("[data-maillage-why=memory]").hidden = false;
    }
  };
  const forget = (entry) => {
    const name = `${PREFIX}${String(entry.seq).padStart(9, "0")}/${entry.id}`;
    memory.delete(name);
    held.delete(entry.id);
    try { localStorage.removeItem(name); } catch { /* nothing was kept there */ }
  };
  const entries = () => {
    const found = new Map(memory);
    try {
      for (const name of Object.keys(localStorage)) {
        if (name.startsWith(PREFIX)) found.set(name, JSON.parse(localStorage.getItem(name)));
      }
    } catch { /* this browser keeps nothing */ }
    return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry).filter(Boolean);
  };
  const freshKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const put = (fields, name, value) => [...fields.filter(([one]) => one !== name), [name, value]];
  const field = (entry, name) => entry.fields.find(([one]) => one === name)?.[1] ?? "";

  // Taking in ---------------------------------------------------------------------------------------------------

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.maillageSend === undefined) return;
    event.preventDefault();
    const words = form.elements.namedItem("text");
    if (words && !words.value.trim()) return words.focus();
    take(form, event.submitter, words);
  }, true);

  function take(form, button, words) {
    const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    if (button?.name) fields.push([button.name, button.value]);
    const settles = held.get(form.closest("[data-maillage-settles]")?.dataset.maillageSettles)?.entry;
    const last = entries().at(-1);
    const before = done.get(form.dataset.maillageAfter);
    const after = before ? "" : form.dataset.maillageAfter || "";
    const entry = {
      id: (words && fields.find(([name]) => name === "client_key")?.[1]) || freshKey(),
      seq: settles?.seq ?? (last ? last.seq + 1 : 1),
      url: before ? before.url : after ? "" : form.action,
      target: form.dataset.maillageSend,
      kind: !words ? "press" : form.elements.namedItem("version") ? "change" : "write",
      after,
      line: before?.line || form.closest("[data-maillage-line]")?.dataset.maillageLine || form.closest("[data-maillage-conflict]")?.dataset.maillageConflict || "",
      said: words ? words.value.trim() : button?.textContent.trim() ?? "",
      tries: 0,
      fields,
    };
    if (words && entries().some((other) => other.id === entry.id)) entry.id = freshKey();
    if (words) entry.fields = put(entry.fields, "client_key", entry.id);
    if (before) entry.fields = put(entry.fields, "version", before.version);
    if (settles) {
      for (const other of restingOn(settles)) keep({ ...other, after: entry.id });
      forget(settles);
    }
    keep(entry);
    if (entry.kind === "write") {
      words.value = "";
      form.elements.namedItem("client_key").value = freshKey();
    } else if (entry.kind === "change") {
      tell("maillage:taken", { form });
    }
    paint();
    flush();
  }

  const restingOn = (entry) => entries().filter((other) => other.after === entry.id);

  // Erased, or left for what somebody else wrote: what rests on it goes with a new line, else it is asked about by itself.
  function drop(entry) {
    for (const other of restingOn(entry)) {
      if (!entry.url || entry.kind === "write") drop(other);
      else keep({ ...other, url: entry.url, line: entry.line, after: "", fields: put(other.fields, "version", field(entry, "version")) });
    }
    forget(entry);
    paint();
    flush();
  }

  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

  // Sending -----------------------------------------------------------------------------------------------------

  // In their order; what rests on something unsent or unsettled waits for that.
  function next() {
    const all = entries();
    const stuck = new Set(all.filter((entry) => held.get(entry.id)?.why === "conflict").map((entry) => entry.line));
    return all.find((entry) => !held.has(entry.id) && !(entry.line && stuck.has(entry.line)) && !all.some((other) => other.id === entry.after));
  }

  async function flush() {
    clearTimeout(timer);
    if (busy) return;
    busy = true;
    const run = async () => { for (let entry = next(); entry && (await send(entry)); entry = next()); };
    try {
      await (navigator.locks ? navigator.locks.request("maillage-waiting", run) : run());
    } finally {
      busy = false;
      paint();
      if (next()) {
        timer = setTimeout(flush, pause);
        pause = Math.min(pause * 1.5, 10000);
      }
    }
  }

  // True where the next one may follow at once.
  async function send(entry) {
    let answer;
    try {
      answer = await post(entry);
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        if (!(await renew())) return later(entry, "signed-out");
        answer = await post(entry);
      }
    } catch {
      return later(entry, "waiting");
    }
    if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return later(entry, "waiting");
    const body = await answer.text().catch(() => null);
    if (body === null) return later(entry, "waiting");
    why = "waiting";
    pause = 1000;
    if (answer.ok) return saved(entry, answer.headers, body);
    if (answer.status === 409) return ask(entry, body);
    const said = new DOMParser().parseFromString(body, "text/html").querySelector(".error")?.textContent.trim();
    return refuse(entry, answer.status === 422 && said ? said : answer.status === 404 ? panel.dataset.gone : panel.dataset.refused);
  }

  async function post(entry) {
    const patience = new AbortController();
    const bell = setTimeout(() => patience.abort(), PATIENCE);
    const headers = { "X-CSRFToken": token(), "HX-Request": "true", "HX-Target": entry.target };
    try {
      return await fetch(entry.url, { method: "POST", body: new URLSearchParams(entry.fields), headers, redirect: "manual", signal: patience.signal });
    } finally {
      clearTimeout(bell);
    }
  }

  const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";

  // A page that was open for long holds an old token: fetch it again. False where somebody has to sign in first.
  async function renew() {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html", "HX-Request": "true" }, cache: "no-store" });
    if (answer.status >= 500) throw new Error("not now");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const mine = page.querySelector("[data-maillage-waiting]")?.dataset.maillageWaiting === panel.dataset.maillageWaiting;
    if (mine) document.body.setAttribute("hx-headers", page.body.getAttribute("hx-headers"));
    return mine;
  }

  function later(entry, because) {
    why = because;
    keep({ ...entry, tries: entry.tries + 1 });
    return false;
  }

  function saved(entry, headers, body) {
    const line = headers.get("Maillage-Line"), version = headers.get("Maillage-Version");
    const url = entry.url.replace(/write\/$/, `lines/${line}/`);
    done.set(entry.id, { url, line, version });
    for (const other of restingOn(entry)) keep({ ...other, url, line, after: "", fields: put(other.fields, "version", version) });
    forget(entry);
    tell("maillage:saved", { entry, body });
    paint();
    return true;
  }

  // Somebody else wrote the same line anew: show both texts, and let everything else go on.
  function ask(entry, body) {
    const place = document.createElement("div");
    place.dataset.maillageSettles = entry.id;
    place.innerHTML = body;
    document.querySelector("[data-maillage-conflicts]").append(place);
    held.set(entry.id, { why: "conflict", entry });
    place.querySelector("textarea")?.focus();
    return true;
  }

  function refuse(entry, said) {
    held.set(entry.id, { why: "refused", said, entry });
    // A new wording of a line that was never taken is that line.
    for (const other of entry.kind === "write" ? restingOn(entry) : []) {
      keep({ ...entry, id: other.id, seq: other.seq, said: other.said, fields: put(put(entry.fields, "text", field(other, "text")), "client_key", other.id) });
    }
    return true;
  }

  // Showing -----------------------------------------------------------------------------------------------------

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  function paint() {
    const all = entries();
    const typing = document.activeElement;
    const open = [...document.querySelectorAll("[data-maillage-pending] [data-maillage-edit]")];
    for (const node of document.querySelectorAll("[data-maillage-pending]")) node.remove();
    // A moment on the way is no waiting: once one could not be sent, all behind it wait.
    const stalled = all.some((entry) => entry.tries);
    for (const entry of all) if (stalled || entry.kind !== "press") mark(entry);
    // Words that are being changed move with their line, from where it waits to where it stands.
    for (const form of open) {
      const id = form.dataset.maillageAfter;
      (document.getElementById(`pending-${id}`) || document.getElementById(`line-${done.get(id)?.line}`))?.append(form);
      if (form.contains(typing)) typing.focus();
    }
    const shown = all.filter((entry) => (stalled || held.has(entry.id)) && held.get(entry.id)?.why !== "conflict");
    panel.hidden = !shown.length;
    panel.querySelector("[data-maillage-count]").textContent = shown.length;
    panel.querySelector("[data-maillage-list]").replaceChildren(...shown.map(row));
    for (const reason of ["waiting", "signed-out"]) {
      panel.querySelector(`[data-maillage-why=${reason}]`).hidden = why !== reason || shown.every((entry) => held.has(entry.id));
    }
    for (const place of document.querySelectorAll("[data-maillage-settles]")) {
      if (!held.has(place.dataset.maillageSettles)) place.remove();
    }
  }

  // Beside the line, or where the line will stand.
  function mark(entry) {
    const state = element("span", { className: "tag" }, panel.dataset.waits);
    if (entry.kind === "write") {
      const words = element("p", { className: "read", dir: "auto" }, element("span", {}, entry.said), " ", state);
      words.firstChild.dataset.maillageText = "";
      const reword = element("button", { type: "button", className: "tap" }, panel.dataset.reword);
      reword.dataset.maillageReword = entry.id;
      const line = element("li", { id: `pending-${entry.id}`, tabIndex: -1 }, words, element("div", { className: "taps" }, reword));
      line.dataset.maillagePending = "";
      line.dataset.maillageLine = "";
      const place = document.getElementById(entry.target);
      const list = place?.querySelector("ul");
      if (list) list.prepend(line);
      else if (place) place.prepend(element("ul", { className: "list" }, line));
      if (line.parentNode && !list) line.parentNode.dataset.maillagePending = "";
      return;
    }
    const contact = field(entry, "contact");
    const beside = document.getElementById(`line-${entry.line}`) || pendingOf(entry) || (contact && document.querySelector(`#arrivals [name=contact][value="${CSS.escape(contact)}"]`)?.closest("li"));
    if (!beside) return;
    const words = element("p", { className: "small", dir: "auto" }, `${entry.said} `, state);
    words.dataset.maillagePending = "";
    beside.append(words);
  }

  // A wording may rest on another that waits itself; the first of them is the line.
  function pendingOf(entry) {
    const before = entries().find((other) => other.id === entry.after);
    return before ? document.getElementById(`pending-${before.id}`) || pendingOf(before) : null;
  }

  function row(entry) {
    const erase = element("button", { type: "button", className: "tap" }, panel.dataset.erase);
    erase.addEventListener("click", () => {
      if (confirm(panel.dataset.sure)) drop(entry);
    });
    const words = element("p", { className: "read", dir: "auto" }, entry.said);
    const state = element("p", { className: "small" }, held.get(entry.id)?.said || panel.dataset.waits);
    return element("li", {}, words, state, element("div", { className: "taps" }, erase));
  }

  // The earlier text stays: nothing of mine is sent any more for this line.
  document.addEventListener("click", (event) => {
    const settles = event.target.closest("[data-maillage-leave]")?.closest("[data-maillage-settles]");
    if (!settles) return;
    event.preventDefault();
    drop(held.get(settles.dataset.maillageSettles).entry);
  });

  const again = () => { pause = 1000; flush(); };
  panel.querySelector("[data-maillage-now]").addEventListener("click", again);
  addEventListener("online", again);
  document.addEventListener("maillage:placed", paint);
  document.addEventListener("htmx:afterSettle", paint);
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful && next()) flush(); });
  paint();
  flush();
})();
