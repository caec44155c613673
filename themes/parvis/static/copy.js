// A button on each block of code that copies it. Without a script there is none.
(() => {
  const { label, done, failed } = document.currentScript.dataset;
  if (!navigator.clipboard) return;

  // Of a transcript what was typed, of a change what it leads to.
  const textOf = (code) => {
    const commands = code.querySelectorAll(".command");
    const copy = code.cloneNode(true);
    if (commands.length > 0) {
      copy.replaceChildren(...[...commands].flatMap((it) => [it.cloneNode(true), "\n"]));
    }
    for (const it of copy.querySelectorAll(".prompt")) it.remove();
    for (const it of copy.querySelectorAll("del.line")) {
      it.nextSibling?.remove();
      it.remove();
    }
    return copy.textContent.replace(/\n$/, "");
  };

  for (const figure of document.querySelectorAll("figure.code")) {
    const code = figure.querySelector("code");
    if (!code) continue;
    const button = document.createElement("button");
    const status = document.createElement("span");
    button.type = "button";
    button.className = "copy";
    button.textContent = label;
    status.className = "hidden";
    status.setAttribute("role", "status");
    let timer;
    button.addEventListener("click", async () => {
      let said = done;
      try {
        await navigator.clipboard.writeText(textOf(code));
      } catch {
        said = failed;
      }
      button.textContent = said;
      status.textContent = said;
      clearTimeout(timer);
      timer = setTimeout(() => {
        button.textContent = label;
        status.textContent = "";
      }, 2000);
    });
    figure.append(button, status);
  }
})();
