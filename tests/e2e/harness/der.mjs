// As much of ASN.1's DER as a certificate needs.

const element = (tag, ...contents) => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
};

function length(size) {
  if (size < 0x80) return Buffer.from([size]);
  if (size < 0x100) return Buffer.from([0x81, size]);
  return Buffer.from([0x82, size >> 8, size & 0xff]);
}

export const sequence = (...parts) => element(0x30, ...parts);
export const set = (...parts) => element(0x31, ...parts);
export const boolean = (value) => element(0x01, Buffer.from([value ? 0xff : 0]));
export const integer = (bytes) => element(0x02, bytes[0] & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
export const bitString = (bytes, unused = 0) => element(0x03, Buffer.from([unused]), bytes);
export const octetString = (bytes) => element(0x04, bytes);
export const utf8String = (text) => element(0x0c, Buffer.from(text));
export const explicit = (number, ...parts) => element(0xa0 + number, ...parts);
export const implicit = (number, bytes) => element(0x80 + number, bytes);

export function time(date) {
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, "");
  return element(0x17, Buffer.from(digits.slice(2)));
}

export function objectId(dotted) {
  const [first, second, ...rest] = dotted.split(".").map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(number) {
  const digits = [number & 0x7f];
  for (let rest = number >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}
