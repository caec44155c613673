// A player is loaded when somebody asks for it, and not before. Without this script its link
// leads to the video's own page.
"use strict";
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-player]");
  // Who asks for another tab gets one.
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const { player, kind, title } = link.dataset;
  if (!player.startsWith("https://")) return;
  event.preventDefault();
  const made = document.createElement(kind === "video" ? "video" : "iframe");
  if (kind === "video") {
    Object.assign(made, { controls: true, autoplay: true, playsInline: true });
    made.setAttribute("aria-label", title);
    made.tabIndex = 0;
  } else {
    made.title = title;
    made.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    made.allowFullscreen = true;
    // YouTube plays nothing for a page that does not say where it is: the host is enough.
    made.referrerPolicy = "strict-origin-when-cross-origin";
    made.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
  }
  made.className = "player-frame";
  made.src = player;
  link.replaceWith(made);
  made.focus();
});
