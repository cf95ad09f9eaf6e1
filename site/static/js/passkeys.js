// Says on the page when a passkey came to nothing; the rest is allauth's own script.
(() => {
  const trouble = document.querySelector("[data-passkey-trouble]");
  if (!trouble) return;
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    trouble.hidden = false;
  });
})();
