// The register by keyboard: a pile of paper is marked with the signs of the sheet, and a name is found
// while it is typed.
(() => {
  "use strict";
  const form = document.getElementById("register");
  if (!form) return;
  const lines = [...form.querySelectorAll(".register__line")];

  // The next line follows by itself.
  const KEYS = { "/": "present", p: "present", o: "absent", a: "apologies" };
  form.addEventListener("keydown", (event) => {
    const value = KEYS[event.key.toLowerCase()];
    const line = event.target.closest?.(".register__line");
    if (!value || !line || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const radio = line.querySelector(`input[value="${value}"]`);
    if (!radio.checked) {
      radio.checked = true;
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const shown = lines.filter((each) => !each.hidden);
    const next = shown[shown.indexOf(line) + 1];
    (next ? next.querySelector("input:checked") || next.querySelector("input") : radio).focus();
  });

  const find = document.getElementById("find-name");
  const nobody = document.getElementById("nobody-found");
  find.addEventListener("input", () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    lines.forEach((line) => {
      const fits = words.every((word) => line.dataset.find.includes(word));
      line.hidden = !fits;
      found += fits;
    });
    nobody.hidden = found > 0 || !words.length;
  });

  document.getElementById("by-keyboard").hidden = false;
})();
