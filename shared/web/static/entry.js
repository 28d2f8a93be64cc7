/* Entry of an expenditure, made faster. Without this file every part works by sending the form.
   - the calculation follows while somebody types (the same dry run as the button)
   - an invoice may be dropped on its field and is sent at once
   - choosing a line of the plan chooses its measure */
"use strict";

(() => {
  const form = document.getElementById("ausgabe");
  const result = document.getElementById("berechnung");
  const PAUSE_MS = 350;
  let timer = 0;
  let running = null;

  async function calculate() {
    running?.abort();
    running = new AbortController();
    result.classList.add("is-stale");
    try {
      const answer = await fetch(form.dataset.calculate, {
        method: "POST", body: new FormData(form), signal: running.signal,
      });
      if (answer.status === 401) {
        result.classList.remove("is-stale");
        result.replaceChildren(window.sessionEnded(""));
        return;
      }
      const isFragment = answer.headers.get("X-Fragment") === "calculation";
      if (!answer.ok || !isFragment) throw new Error(`status ${answer.status}`);
      result.innerHTML = await answer.text();
      result.classList.remove("is-stale");
    } catch (error) {
      if (error.name === "AbortError") return; // a newer one is on its way
      result.textContent = "Die Berechnung ist gerade nicht erreichbar. Beim Speichern wird sie nachgeholt.";
    }
  }

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(calculate, PAUSE_MS);
  }

  form?.addEventListener("input", later);

  const line = document.getElementById("budget_line");
  const measure = document.getElementById("measure_id");
  line?.addEventListener("change", () => {
    const named = /\(([^,()]+), frei /.exec(line.selectedOptions[0]?.textContent ?? "");
    if (named && [...measure.options].some((one) => one.value === named[1])) measure.value = named[1];
    later();
  });

  const zone = document.getElementById("rechnung");
  const file = document.getElementById("file");
  file?.addEventListener("change", () => { if (file.files.length) zone.requestSubmit(); });
  for (const name of ["dragenter", "dragover"]) {
    zone?.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("is-over"); });
  }
  zone?.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone?.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    if (event.dataTransfer.files.length) {
      file.files = event.dataTransfer.files;
      zone.requestSubmit();
    }
  });

  document.getElementById("fehler")?.focus();
})();
