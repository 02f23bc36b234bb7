// Pages opened by link, and the wall: a part asks every few seconds, and what has not changed is not touched.
(() => {
  "use strict";
  const HIDDEN_PAUSE = 10000;

  for (const part of document.querySelectorAll("[data-maillage-poll]")) {
    const pause = Number(part.dataset.maillageEvery) * 1000;
    let known = "";

    const ask = async () => {
      try {
        const headers = known ? { "If-None-Match": known } : {};
        const answer = await fetch(part.dataset.maillagePoll, { headers, cache: "no-store" });
        if (answer.status === 410) return location.reload();
        if (answer.ok) {
          known = answer.headers.get("ETag");
          show(part, await answer.text());
        }
      } catch {
        // No connection: the page stays as it is until there is one again.
      }
      setTimeout(ask, document.hidden ? HIDDEN_PAUSE : pause);
    };
    setTimeout(ask, pause);

    // A tap inside the part changes the part alone, so that words being written beside it stay.
    part.addEventListener("submit", async (event) => {
      const { target: form, submitter } = event;
      event.preventDefault();
      const sent = new URLSearchParams(new FormData(form));
      if (submitter?.name) sent.set(submitter.name, submitter.value);
      const answer = await fetch(form.action, { method: "POST", body: sent, headers: { "HX-Request": "true" } }).catch(() => null);
      if (!answer?.ok) return;
      known = "";
      show(part, await answer.text());
    });
  }

  function show(part, body) {
    const focus = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.innerHTML = body;
    for (const other of part.querySelectorAll("[data-maillage-beside]")) {
      document.getElementById(other.dataset.maillageBeside)?.replaceChildren(...other.childNodes);
      other.remove();
    }
    if (focus) document.getElementById(focus)?.focus();
  }
})();
