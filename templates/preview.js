// The preview's own script: loads the page anew after a change, and says what is wrong.
// Only `agencymap serve` adds it; no built file holds it. Styles are set on elements, since the
// policy of the page admits no further style sheet.
(function () {
  "use strict";
  const edition = document.currentScript.dataset.edition;
  let source = null, box = null;

  function style(element, rules) {
    for (const name in rules) element.style.setProperty(name, rules[name]);
    return element;
  }

  function line(text, rules) {
    const p = style(document.createElement("p"), { margin: "0", "overflow-wrap": "anywhere" });
    p.textContent = text;
    return style(p, rules || {});
  }

  function banner(title, lines, grave) {
    if (box) box.remove();
    box = null;
    if (!title) return;
    box = style(document.createElement("section"), {
      position: "fixed", left: "0", right: "0", bottom: "0", "z-index": "2147483647",
      "max-height": "45vh", overflow: "auto", padding: "8px 16px", "box-sizing": "border-box",
      font: "14px/20px ui-monospace, Menlo, Consolas, monospace", color: "#15181c",
      background: grave ? "#ffdcd6" : "#fff3c4", "border-top": "3px solid #15181c",
    });
    box.id = "preview-banner";
    box.lang = "en";
    box.setAttribute("role", "status");
    box.setAttribute("aria-label", "Preview");
    const details = document.createElement("details");
    details.open = grave;
    const summary = style(document.createElement("summary"), { "font-weight": "700" });
    summary.textContent = title;
    details.append(summary);
    for (const text of lines) details.append(line(text));
    box.append(lines.length ? details : line(title, { "font-weight": "700" }));
    document.body.append(box);
  }

  function many(n, noun) {
    return n + " " + noun + (n === 1 ? "" : "s");
  }

  function show(state) {
    const left = state.errors + state.warnings - state.lines.length;
    const lines = left > 0 ? state.lines.concat("and " + left + " more: agencymap validate") : state.lines;
    if (state.broken) {
      const what = state.errors ? many(state.errors, "error") : "No build";
      banner(what + ": this is the last good page.", lines, true);
    } else if (state.errors) {
      banner(many(state.errors, "error") + ": a build would stop here.", lines, true);
    } else if (state.warnings) {
      banner(many(state.warnings, "warning"), lines, false);
    } else banner("");
  }

  function listen() {
    if (source || document.visibilityState === "hidden") return;
    source = new EventSource("/-/events");
    source.onmessage = function (event) {
      const state = JSON.parse(event.data);
      if (state.edition !== edition) location.reload();
      else show(state);
    };
    source.onerror = function () {
      banner("agencymap serve has stopped; this is the last page it sent.", [], true);
    };
  }

  // A browser opens few connections to one server: a page out of sight gives its own back.
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden" && source) {
      source.close();
      source = null;
    } else listen();
  });
  addEventListener("pagehide", function () {
    if (source) source.close();
    source = null;
  });
  addEventListener("pageshow", listen);
  listen();
})();
