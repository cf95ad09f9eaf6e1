// The register at the door. A tap saves itself; what cannot be sent stays on this device, also when
// the page is closed, and is sent when the network is back. Without this file the same form is
// marked, and saved with its button.
(() => {
  "use strict";
  const form = document.getElementById("register");
  if (!form || !window.fetch) return;
  const said = document.getElementById("saved");
  const undo = document.getElementById("undo");
  const list = document.getElementById("kept");
  const counts = form.querySelectorAll(".tally b");
  const lines = [...form.querySelectorAll(".register__line")];
  const AGAIN = 5000;
  let busy = false;
  let last = null;
  let closing = null;

  // What is kept on this device, for this session and this person: marks by key, walk-ins in order,
  // and marks that came too late. Each change reads it afresh, since two tabs may be open.
  const place = `register:${form.dataset.session}:${form.dataset.who}`;
  const blank = () => ({ marks: {}, walkins: [], late: [] });
  let memory = blank();
  const read = () => {
    try { return JSON.parse(localStorage.getItem(place)) || blank(); } catch { return memory; }
  };
  const change = (how) => {
    const now = read();
    how(now);
    memory = now;
    try {
      const isEmpty = !Object.keys(now.marks).length && !now.walkins.length && !now.late.length;
      if (isEmpty) localStorage.removeItem(place);
      else localStorage.setItem(place, JSON.stringify(now));
    } catch { /* a browser that keeps nothing: until the page is closed */ }
    draw();
  };

  const say = (words, isBad) => {
    said.textContent = words;
    said.classList.toggle("error", Boolean(isBad));
  };
  const radios = (key) => [...form.querySelectorAll(`input[type=radio][name="${key}"]`)];
  const lineOf = (key) => radios(key)[0]?.closest(".register__line");
  const nameOf = (key) => lineOf(key)?.querySelector(".register__name").textContent || "Somebody";
  const marked = (key) => radios(key).find((radio) => radio.checked)?.value || "";
  const token = () => {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return cookie ? cookie[1] : form.querySelector("[name=csrfmiddlewaretoken]").value;
  };

  const item = (words) => {
    const line = document.createElement("li");
    line.textContent = words;
    return line;
  };
  const draw = () => {
    const now = read();
    const waiting = [
      ...Object.keys(now.marks).map((key) => `${nameOf(key)}: ${now.marks[key].value || "not marked"}`),
      ...now.walkins.map((each) => `${each.name}, ${each.school}: walk-in`),
    ];
    const [title, ...words] = now.late.length
      ? ["Marked too late: the register was closed. Tell the office, which can correct it.", ...now.late]
      : ["On this device, not sent yet", ...waiting];
    list.hidden = !words.length;
    list.querySelector("strong").textContent = title;
    list.querySelector("ul").replaceChildren(...words.map(item));
    list.querySelector("button").hidden = !now.late.length;
    lines.forEach((line) => {
      const key = line.querySelector("input[type=radio]").name;
      line.classList.toggle("register__line--kept", key in now.marks);
    });
  };

  // What the register says now, somebody else's marks included; a mark still on its way stays.
  const show = (answer) => {
    answer.tally.forEach((number, i) => { counts[i].textContent = number; });
    const waiting = read().marks;
    for (const [key, value] of Object.entries(answer.marks)) {
      if (key in waiting) continue;
      radios(key).forEach((radio) => { radio.checked = radio.value === value; });
      const was = form.elements[`was_${key}`];
      if (was) was.value = value;
    }
  };

  const post = (body) => {
    body.append("csrfmiddlewaretoken", token());
    return fetch(location.pathname, {
      method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin",
    });
  };
  // Milliseconds ago by this device's own clock, whatever that clock shows.
  const age = (made) => String(Math.max(0, Date.now() - made));

  const tooLate = (sent) => change((now) => {
    for (const [key, mark] of Object.entries(sent.marks)) {
      now.late.push(`${nameOf(key)}: ${mark.value || "not marked"}`);
      delete now.marks[key];
    }
    sent.walkins.forEach((each) => now.late.push(`${each.name}, ${each.school}: walk-in`));
    now.walkins = [];
  });

  const sendMarks = async (sent) => {
    const body = new FormData();
    for (const [key, mark] of Object.entries(sent.marks)) {
      body.append(key, mark.value);
      body.append(`age_${key}`, age(mark.made));
    }
    const response = await post(body);
    const answer = await response.json();
    if (response.status === 409) tooLate(sent);
    else change((now) => {
      for (const [key, mark] of Object.entries(sent.marks)) {
        if (now.marks[key]?.made === mark.made) delete now.marks[key];
      }
    });
    show(answer);
    say(answer.refused || answer.saved, Boolean(answer.refused));
  };

  const sendWalkIn = async (each) => {
    const body = new FormData();
    body.append("walkin", "1");
    body.append("kept", "1");
    for (const name of ["name", "school", "email"]) body.append(`walkin-${name}`, each[name]);
    const response = await post(body);
    if (response.status === 422) putBack(each);
    else await response.json();
    change((now) => { now.walkins = now.walkins.filter((other) => other.id !== each.id); });
    return response.ok;
  };

  const putBack = (each) => {
    for (const name of ["name", "school", "email"]) form.elements[`walkin-${name}`].value = each[name];
    say("Look at the walk-in below again: something is missing or misspelt.", true);
  };

  const hasMore = (now = read()) => Object.keys(now.marks).length > 0 || now.walkins.length > 0;

  const send = async () => {
    const sent = read();
    if (busy) return;
    if (!hasMore(sent)) {
      if (closing) form.requestSubmit(closing);
      return;
    }
    busy = true;
    say("Saving…");
    try {
      if (Object.keys(sent.marks).length) await sendMarks(sent);
      let isNew = false;
      for (const each of read().walkins) isNew = await sendWalkIn(each) || isNew;
      busy = false;
      if (isNew && !read().walkins.length) location.reload();
      else send();
    } catch (fault) {
      busy = false;
      // An answer that is no register: most likely the sign-in page.
      const isSignedOut = fault instanceof SyntaxError;
      say(isSignedOut
        ? "You are signed out. Load this page again and sign in: your marks stay on this device."
        : "No network. Your marks stay on this device and are sent when it is back.", true);
      if (closing) say("Some marks are not sent yet. Close the register when the network is back.", true);
      closing = null;
      setTimeout(send, AGAIN);
    }
  };

  const mark = (key, value, before) => {
    last = { key, before };
    undo.hidden = false;
    undo.textContent = `Undo ${nameOf(key)}`;
    change((now) => { now.marks[key] = { value, made: Date.now() }; });
    send();
  };

  // A radio says what it is now, not what it was: that is remembered.
  const before = new Map();
  const remember = () => lines.forEach((line) => {
    const key = line.querySelector("input[type=radio]").name;
    before.set(key, marked(key));
  });

  form.addEventListener("change", (event) => {
    const radio = event.target;
    if (radio.type !== "radio" || !/^[be]\d+$/.test(radio.name)) return;
    mark(radio.name, radio.value, before.get(radio.name) || "");
    before.set(radio.name, radio.value);
  });

  undo.addEventListener("click", () => {
    if (!last) return;
    const { key, before: value } = last;
    radios(key).forEach((radio) => { radio.checked = radio.value === value; });
    before.set(key, value);
    mark(key, value, "");
    last = null;
    undo.hidden = true;
    lineOf(key).querySelector("input").focus();
  });

  const clear = () => ["name", "school", "email"].forEach((name) => {
    form.elements[`walkin-${name}`].value = "";
  });
  const keepWalkIn = (typed) => {
    change((now) => { now.walkins.push({ ...typed, id: crypto.randomUUID() }); });
    clear();
    say("No network. The walk-in stays on this device and is sent when it is back.", true);
    setTimeout(send, AGAIN);
  };

  // A walk-in goes the same way as a mark, so that it is not lost either. Where it is not clear who
  // is meant, the form is sent as without script, and the page that comes asks.
  const addWalkIn = async (typed) => {
    const body = new FormData();
    body.append("walkin", "1");
    for (const [name, words] of Object.entries(typed)) body.append(`walkin-${name}`, words);
    if (form.elements["walkin-not_listed"].checked) body.append("walkin-not_listed", "on");
    form.querySelectorAll("input[name=walkin-which]:checked").forEach((radio) => {
      body.append(radio.name, radio.value);
    });
    let response;
    try {
      response = await post(body);
    } catch {
      keepWalkIn(typed);
      return;
    }
    if (response.ok && !response.redirected) {
      clear();
      location.replace(location.pathname);
    } else form.submit();
  };

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.name === "close" && hasMore()) {
      event.preventDefault();
      closing = button;
      send();
      return;
    }
    const typed = Object.fromEntries(["name", "school", "email"].map((name) => [
      name, form.elements[`walkin-${name}`].value.trim(),
    ]));
    if (button?.name !== "walkin" || !typed.name || !typed.school) return;
    event.preventDefault();
    addWalkIn(typed);
  });

  list.querySelector("button").addEventListener("click", () => change((now) => { now.late = []; }));
  window.addEventListener("online", send);

  // What was kept when the page was last open is on the screen again, and on its way.
  for (const [key, kept] of Object.entries(read().marks)) {
    radios(key).forEach((radio) => { radio.checked = radio.value === kept.value; });
  }
  remember();
  draw();
  send();
  navigator.serviceWorker?.register("/registers/worker.js", { scope: "/registers/" }).catch(() => {});
})();
