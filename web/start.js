// Starts Atoll. A file of its own, since the content security policy allows no script in the page; the release build
// fills in the names (xtask/src/finish.rs). It starts a worker just as well as a page.
import init from "./__LOADER__";

// The browser's offer to install the app may come before the app listens (web/src/platform/launch.rs).
globalThis.document?.defaultView.addEventListener("beforeinstallprompt", (offer) => (globalThis.atollInstall = offer));

try {
  await init({ module_or_path: new URL("./__MODULE__", import.meta.url) });
} catch (reason) {
  const app = globalThis.document?.getElementById("app");
  if (app) app.textContent = `Atoll could not start in this browser: ${reason}`;
  throw reason;
}

// The copy for working without a network is made once the app stands, so that it does not hold up the first visit.
// Inside of a sandboxed frame even asking for it is an error.
try {
  if (globalThis.document) await navigator.serviceWorker?.register("service-worker.js", { updateViaCache: "none" });
} catch (reason) {
  console.info(`Atoll works without its offline copy: ${reason}`);
}
