// Brings the style sheet of what is fetched once the map stands. The release build puts this into the loader, which
// waits for it before it hands over the second part (xtask/src/finish/split.rs): nothing is shown before its styles are
// there. A worker has no page and needs none.
let laterSheet;

function fetchLaterSheet() {
  if (!globalThis.document) return undefined;
  laterSheet ??= new Promise((done, failed) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL("./__SHEET__", import.meta.url).href;
    link.onload = done;
    // What failed once is asked for again the next time.
    link.onerror = () => {
      laterSheet = undefined;
      link.remove();
      failed(new Error("a style sheet could not be fetched"));
    };
    document.head.append(link);
  });
  return laterSheet;
}
