// Signing out clears what this site keeps on the device, so marks that wait there are named first.
(() => {
  "use strict";
  const warning = document.getElementById("marks-wait");
  try {
    const waits = Object.keys(localStorage).filter((key) => key.startsWith("register:"));
    if (!warning || !waits.length) return;
    warning.querySelector("a").href = `/registers/${waits[0].split(":")[1]}/`;
    warning.hidden = false;
  } catch { /* a browser that keeps nothing has nothing to lose */ }
})();
