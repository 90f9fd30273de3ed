// A page of an application that runs in the browser, its script bundled with a library from npm.

import { build } from "esbuild";

/** Makes an application answer every path with a page that runs `name` of this folder, which finds `window.settings`. */
export async function serveScript(application, name, settings) {
  const entry = new URL(`./${name}`, import.meta.url).pathname;
  const how = { bundle: true, format: "iife", target: "es2022", write: false, logLevel: "error" };
  const { outputFiles } = await build({ entryPoints: [entry], ...how });
  const script = outputFiles[0].text.replaceAll("</script", "<\\/script");
  const page = `<!doctype html><html lang="en"><title>Application</title>
    <script>window.settings = ${JSON.stringify(settings)}</script><script>${script}</script></html>`;
  application.answer = (_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(page);
  };
}
