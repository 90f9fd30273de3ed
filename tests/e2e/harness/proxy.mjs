// What stands in front of a Worker that speaks plain http: it ends TLS, and calls the Worker by an address of its own.

import { once } from "node:events";
import { request as call } from "node:http";
import { createServer } from "node:https";
import { serverCertificate } from "./certificate.mjs";

/**
 * Listens on `port` of localhost and passes requests on to the Worker at `to`, under that address as their host. It tells the
 * host that it was asked for, and appends who asked to what the caller said.
 */
export async function startProxy({ port, to }) {
  const server = createServer(serverCertificate(), (request, response) => {
    const addresses = [request.headers["x-forwarded-for"], request.socket.remoteAddress].filter(Boolean).join(", ");
    const told = { "x-forwarded-host": request.headers.host, "x-forwarded-for": addresses };
    const headers = { ...request.headers, ...told, host: `127.0.0.1:${to}` };
    const passed = call({ host: "127.0.0.1", port: to, path: request.url, method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    request.pipe(passed);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
