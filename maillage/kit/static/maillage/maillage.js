// Comfort only: every page works without this file.
(() => {
  "use strict";

  // On a phone the navigation is one line that scrolls; show where we are.
  const here = document.querySelector("[data-maillage-nav] [aria-current]");
  const line = here?.closest("[data-maillage-nav]");
  if (line && line.scrollWidth > line.clientWidth) here.scrollIntoView({ block: "nearest", inline: "center" });

  const openMenus = () => document.querySelectorAll("details[data-maillage-menu][open]");

  // Escape closes an open menu and gives the focus back to what opened it.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // A press elsewhere closes it as well.
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // A form is not sent twice by a double press; after four seconds it may be sent again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
    if ("maillageSent" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.maillageSent = "";
    setTimeout(() => delete form.dataset.maillageSent, 4000);
  });
})();
