//! The part of CSS that a company may write.

/// Elements that a selector may name.
pub const ELEMENTS: [&str; 18] = [
    "a", "body", "button", "fieldset", "footer", "form", "h1", "h2", "header", "img", "input",
    "label", "legend", "li", "main", "p", "select", "textarea",
];

/// Classes that a selector may name.
pub const CLASSES: [&str; 26] = [
    "account",
    "band",
    "beside",
    "button",
    "company",
    "field",
    "heading",
    "help",
    "initial",
    "instead",
    "languages",
    "logo",
    "mark",
    "note",
    "optional",
    "or",
    "pane",
    "picture",
    "problems",
    "secondary",
    "show",
    "sign-in-text",
    "square-logo",
    "tick",
    "wrong",
    "again",
];

/// States that a selector may name.
pub const STATES: [&str; 5] = ["active", "checked", "first-child", "hover", "last-child"];

/// Properties that a rule may set.
pub const PROPERTIES: [&str; 46] = [
    "background-color",
    "border",
    "border-block-end",
    "border-block-start",
    "border-color",
    "border-inline-end",
    "border-inline-start",
    "border-radius",
    "border-style",
    "border-width",
    "box-shadow",
    "color",
    "column-gap",
    "font-size",
    "font-style",
    "font-variant",
    "font-weight",
    "gap",
    "inline-size",
    "justify-content",
    "letter-spacing",
    "line-height",
    "margin",
    "margin-block",
    "margin-block-end",
    "margin-block-start",
    "margin-inline",
    "margin-inline-end",
    "margin-inline-start",
    "max-inline-size",
    "min-block-size",
    "padding",
    "padding-block",
    "padding-block-end",
    "padding-block-start",
    "padding-inline",
    "padding-inline-end",
    "padding-inline-start",
    "row-gap",
    "text-align",
    "text-decoration",
    "text-decoration-thickness",
    "text-transform",
    "text-underline-offset",
    "transition",
    "word-spacing",
];

/// Functions that a value may call.
pub const FUNCTIONS: [&str; 2] = ["hsl", "rgb"];

/// Units that a number may have.
pub const UNITS: [&str; 7] = ["%", "ch", "deg", "em", "ms", "px", "rem"];
