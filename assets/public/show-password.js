// Adds a button to each password field that shows what was typed. Without this script the field works as ever.
for (const input of document.querySelectorAll("input[data-show]")) {
  const button = document.createElement("button");
  const label = input.labels[0]?.textContent.trim() ?? "";
  const set = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? input.dataset.hide : input.dataset.show;
    button.setAttribute("aria-label", `${button.textContent} ${label}`);
  };
  button.type = "button";
  button.className = "show";
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => set(input.type === "password"));
  // Browsers offer to keep a password only from a password field, and keep what a text field held.
  input.form?.addEventListener("submit", () => set(false));
  addEventListener("pagehide", () => set(false));
  set(false);
  input.after(button);
}
