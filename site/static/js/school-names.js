// Offers schools while a name or a town is typed. Without this file the form asks after it is sent.
(() => {
  "use strict";
  const list = document.getElementById("schools-found");
  const box = document.querySelector('input[list="schools-found"]');
  if (!list || !box || !window.fetch) return;
  let timer = 0;
  let asked = "";

  const offer = async () => {
    const words = box.value.trim();
    if (words.length < 2 || words === asked || / URN \d{6}$/.test(words)) return;
    asked = words;
    try {
      const response = await fetch(`${list.dataset.search}?q=${encodeURIComponent(words)}`);
      const answer = await response.json();
      if (asked !== words) return;
      list.replaceChildren(...answer.schools.map((school) => {
        const option = document.createElement("option");
        option.value = `${school.name}, ${school.where}`;
        return option;
      }));
    } catch {
      // No help this time; the form asks which school is meant once it is sent.
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, 200);
  });
})();
