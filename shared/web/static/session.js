/* Forms outlive the session they were opened in. Without this file a page says the same.
   - before a form is sent, the house is asked whether somebody is still logged in; if not, a hint
     appears and the page stays
   - leaving a page with changed, unsent entries is asked back by the browser
   `data-unguarded` exempts a form: the log-in itself. */
"use strict";

(() => {
  const changed = new Set();
  let asking = null;
  let passed = null;

  const guarded = (form) => form?.method === "post" && !("unguarded" in form.dataset);

  async function isLoggedIn() {
    try {
      const answer = await fetch("/budget/sitzung", { cache: "no-store" });
      return !answer.ok || (await answer.json()).active; // in doubt the form is sent
    } catch {
      return true;
    }
  }

  function hint(saying) {
    const box = document.createElement("div");
    box.className = "kern-alert kern-alert--warning session-ended";
    box.setAttribute("role", "alert");
    const body = document.createElement("div");
    body.className = "kern-alert__body";
    const text = document.createElement("p");
    const link = document.createElement("a");
    link.className = "kern-link";
    link.href = "/anmelden";
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "In einem neuen Tab anmelden";
    text.append(`Die Sitzung ist abgelaufen.${saying} `, link, ", dann hier weiterarbeiten.");
    body.append(text);
    box.append(body);
    return box;
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !guarded(form)) return;
    if (passed === form) {
      passed = null;
      changed.delete(form);
      return;
    }
    event.preventDefault();
    if (asking === form) return; // a second press while the first is asked for
    asking = form;
    const goOn = await isLoggedIn();
    asking = null;
    for (const old of document.querySelectorAll("form > .session-ended")) old.remove();
    if (goOn) {
      passed = form;
      form.requestSubmit(event.submitter);
      return;
    }
    const box = hint(" Gespeichert ist noch nichts.");
    const buttons = form.querySelector(":scope > .actions");
    form.insertBefore(box, buttons);
    box.scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (guarded(form)) changed.add(form);
  });

  window.addEventListener("beforeunload", (event) => {
    if (changed.size) event.preventDefault();
  });

  window.sessionEnded = hint;
})();
