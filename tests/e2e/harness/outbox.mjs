// The mail that a development issuer sent.

import { waitFor } from "./wait.mjs";

/** Every mail to an address, newest first: `{ to, subject, text, html, sentAt }`. */
export async function readOutbox(issuer, to) {
  const response = await fetch(`${issuer}/dev/outbox?to=${encodeURIComponent(to)}`);
  if (!response.ok) throw new Error(`the outbox answered ${response.status}`);
  return response.json();
}

/** The newest mail to an address, once there are more than `after`. */
export async function waitForMail(issuer, to, { after = 0 } = {}) {
  const mails = await waitFor(`mail to ${to}`, async () => {
    const found = await readOutbox(issuer, to);
    return found.length > after && found;
  });
  return mails[0];
}

/** The code in a mail. */
export const codeIn = (mail) => mail.text.match(/\b\d{6,8}\b/)?.[0];
