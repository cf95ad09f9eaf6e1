// The register at the door: a tap saves itself, and typing finds a name. Without this file the same
// form is marked, and saved with its button.
(() => {
  "use strict";
  const form = document.getElementById("register");
  if (!form || !window.fetch) return;
  const said = document.getElementById("saved");
  const counts = form.querySelectorAll(".tally b");
  const find = document.getElementById("find-name");
  const nobody = document.getElementById("nobody-found");
  const lines = [...form.querySelectorAll(".register__line")];
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const waiting = new Map();
  let busy = false;

  const say = (words, bad) => {
    said.textContent = words;
    said.classList.toggle("error", Boolean(bad));
  };

  const radios = (key) => form.querySelectorAll(`input[type=radio][name="${key}"]`);

  // What the register says now, somebody else's marks included; a tap still on its way stays.
  const show = (answer) => {
    answer.tally.forEach((number, i) => { counts[i].textContent = number; });
    for (const [key, value] of Object.entries(answer.marks)) {
      if (waiting.has(key)) continue;
      radios(key).forEach((radio) => { radio.checked = radio.value === value; });
      const was = form.elements[`was_${key}`];
      if (was) was.value = value;
    }
  };

  const send = async () => {
    if (busy || !waiting.size) return;
    busy = true;
    const sent = new Map(waiting);
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token);
    sent.forEach((value, key) => body.append(key, value));
    say("Saving…");
    try {
      const response = await fetch(form.action || location.href, {
        method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin",
      });
      const answer = await response.json();
      sent.forEach((value, key) => { if (waiting.get(key) === value) waiting.delete(key); });
      show(answer);
      say(answer.refused || answer.saved, Boolean(answer.refused));
    } catch {
      say("Not saved yet. It is tried again; or use Save register.", true);
      setTimeout(send, 5000);
      busy = false;
      return;
    }
    busy = false;
    send();
  };

  form.addEventListener("change", (event) => {
    const radio = event.target;
    if (radio.type !== "radio" || !/^[be]\d+$/.test(radio.name)) return;
    waiting.set(radio.name, radio.value);
    send();
  });

  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });
  form.addEventListener("submit", () => waiting.clear());

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
})();
