/** In the page: what the issuer's session frame at `frame` answers to `message`. */
export function ask({ frame, message }) {
  return new Promise((resolve) => {
    const element = document.createElement("iframe");
    addEventListener("message", ({ data, origin }) => origin === new URL(frame).origin && resolve(data), { once: true });
    element.addEventListener("load", () => element.contentWindow.postMessage(message, new URL(frame).origin));
    element.src = frame;
    element.hidden = true;
    document.body.append(element);
  });
}
