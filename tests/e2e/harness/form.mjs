// As much of HTML as our own pages need: the step's name, and the main form with what it holds.

/** The name in `<main data-page>`. */
export const pageName = (html) => html.match(/<main[^>]* data-page="([^"]*)"/)?.[1] ?? null;

/** The main form, filled in: `{ action, body }`. A value may be a list; the first button is the one that is pressed. */
export function readForm(html, fields) {
  const form = html.match(/<form\b([^>]*)>(.*?)<\/form>/s);
  if (form === null) throw new Error(`there is no form on the page ${pageName(html)}`);
  const held = [...form[2].matchAll(/<input\b([^>]*)>/g)].map(([, tag]) => attributes(tag));
  const body = new URLSearchParams();
  for (const { name, type, value, checked } of held) {
    if (name in fields || (/checkbox|radio/.test(type) && checked === undefined)) continue;
    body.append(name, value ?? "");
  }
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) body.append(name, one);
  }
  return { action: attributes(form[1]).action, body };
}

function attributes(tag) {
  const found = [...tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)];
  return Object.fromEntries(found.map(([, name, value]) => [name, decode(value ?? "")]));
}

const decode = (text) =>
  text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
