// A second page for the sample's customers, with a field of every kind that the sample itself does not have.

const attributes = {
  newsletter: { dataType: "boolean", displayName: "Send me the newsletter" },
  household: { dataType: "integer", displayName: "People in your household" },
  moveIn: { dataType: "date", displayName: "When do you move in?" },
  delivery: { dataType: "string", displayName: "Delivery" },
  floor: { dataType: "integer", displayName: "Floor" },
  topic: { dataType: "string", displayName: "What should it be about?" },
  channel: { dataType: "string", displayName: "Channel" },
  wish: { dataType: "string", displayName: "About what?" },
};

const page = {
  title: "Your home",
  inputs: [
    { attribute: "household", inputType: "number", required: true, minimum: 1, maximum: 20, help: "Children count, too." },
    { attribute: "moveIn", inputType: "date" },
    {
      attribute: "delivery",
      inputType: "radio",
      required: true,
      options: [{ value: "door", label: "To the door" }, { value: "room", label: "Into the room" }],
    },
    { attribute: "floor", inputType: "number", required: true, showIf: { attribute: "delivery", is: "room" } },
    { attribute: "newsletter", inputType: "checkbox" },
    {
      attribute: "topic",
      inputType: "list",
      required: true,
      options: [{ value: "news", label: "News" }, { value: "other", label: "Something else" }],
      showIf: { attribute: "newsletter" },
    },
    { attribute: "channel", inputType: "text", hidden: true, default: "web", writeToDirectory: false },
    { attribute: "wish", inputType: "multilineText", required: true, showIf: { attribute: "topic", is: "other" } },
  ],
};

/** Changes the sample's documents: the page for the flow `customer`, and its claims for the shop. */
export function askEveryKind(sample) {
  Object.assign(sample.tenant.attributes, attributes);
  sample["flow/customer"].pages.push(page);
  const claims = Object.keys(attributes).map((name) => ({ source: name, name }));
  sample["app/woodgrove-shop"].claims.push(...claims);
}
