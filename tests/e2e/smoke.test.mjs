import assert from "node:assert/strict";
import { test } from "node:test";
import { startIssuer } from "./harness/issuer.mjs";

test("the built Worker answers, with its configuration and its tables", async (t) => {
  const issuer = await startIssuer();
  t.after(issuer.stop);
  const page = await fetch(issuer.issuer);
  assert.ok([200, 404].includes(page.status), `${page.status}`);
  const [{ count }] = await issuer.sql("SELECT count(*) AS count FROM accounts");
  assert.equal(count, 0);
});

test("static files may be kept for long and are what they say", async (t) => {
  const { issuer, stop } = await startIssuer();
  t.after(stop);
  const style = await fetch(`${issuer}/vestibule.css?v=0`);
  assert.equal(style.status, 200);
  assert.match(style.headers.get("content-type"), /^text\/css/);
  assert.equal(style.headers.get("x-content-type-options"), "nosniff");
  assert.match(style.headers.get("cache-control"), /immutable/);
});

test("it runs over plain http as `npm start` serves it", async (t) => {
  const { issuer, stop } = await startIssuer({ https: false });
  t.after(stop);
  assert.match(issuer, /^http:\/\/localhost:\d+$/);
  const page = await fetch(issuer);
  assert.ok([200, 404].includes(page.status), `${page.status}`);
});
