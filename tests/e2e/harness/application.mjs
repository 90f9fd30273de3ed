// An application's side of a sign-in: a server on 127.0.0.1 that remembers what it was sent.

import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { serverCertificate } from "./certificate.mjs";
import { waitFor } from "./wait.mjs";

/**
 * Starts an application on a free port: another site than the issuer's, unless it is `local`.
 * - `origin`: `http://127.0.0.1:PORT`; where `local`, `https://localhost:PORT`
 * - `visits`: what reached it, oldest first, each `{ method, url, form, headers }`; `form` is null but for a posted form
 * - `nextVisit(path)`: waits for the first visit to `path` that an earlier call did not return
 * - `answer`: a function of `(request, response, visit)` that may be replaced
 */
export async function startApplication({ local = false } = {}) {
  const visits = [];
  const taken = new Set();
  const application = { visits, answer: greet };
  const listen = async (request, response) => {
    const visit = await readVisit(request, application.origin);
    if (visit.url.pathname !== "/favicon.ico") visits.push(visit);
    application.answer(request, response, visit);
  };
  const server = local ? createSecureServer(serverCertificate(), listen) : createServer(listen);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  application.origin = `${local ? "https://localhost" : "http://127.0.0.1"}:${server.address().port}`;
  application.nextVisit = async (path) => {
    const wanted = (visit) => visit.url.pathname === path && !taken.has(visit);
    const visit = await waitFor(`a visit to ${path}`, () => visits.find(wanted));
    taken.add(visit);
    return visit;
  };
  application.stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return application;
}

async function readVisit(request, origin) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  return {
    method: request.method,
    url: new URL(request.url, origin),
    form: isForm ? new URLSearchParams(Buffer.concat(chunks).toString()) : null,
    headers: request.headers,
  };
}

function greet(_request, response) {
  response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
  response.end("<!doctype html><html lang=en><title>Application</title><main>The application</main></html>");
}
