// A throw-away certificate authority and the certificate it gives this machine. The authority's key is never kept.

import { X509Certificate, createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as der from "./der.mjs";

const folder = fileURLToPath(new URL("../../../.tools/certificate", import.meta.url));
const day = 24 * 60 * 60 * 1000;

/** The authority's certificate, for NODE_EXTRA_CA_CERTS and its like. */
export const caFile = join(folder, "ca.pem");
const certificateFile = join(folder, "certificate.pem");
const keyFile = join(folder, "key.pem");

/** Makes the certificate, unless there is one that holds for another day. */
export function makeCertificate() {
  if (existsSync(certificateFile) && validTo() > Date.now() + day) return;
  const authority = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ca = certificate("Vestibule tests", authority, authority.publicKey, authorityExtensions);
  const leaf = certificate("localhost", authority, server.publicKey, serverExtensions);
  mkdirSync(folder, { recursive: true });
  writeFileSync(caFile, ca);
  writeFileSync(keyFile, server.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  writeFileSync(certificateFile, leaf);
}

/** Key and certificate for a TLS server on localhost or 127.0.0.1. */
export const serverCertificate = () => ({ key: readFileSync(keyFile), cert: readFileSync(certificateFile) });

/** The hash by which Chromium is told to accept the certificate. */
export function certificateKeyHash() {
  const { publicKey } = new X509Certificate(readFileSync(certificateFile));
  return createHash("sha256").update(publicKey.export({ type: "spki", format: "der" })).digest("base64");
}

const validTo = () => Date.parse(new X509Certificate(readFileSync(certificateFile)).validTo);

const ecdsaWithSha256 = der.sequence(der.objectId("1.2.840.10045.4.3.2"));

function certificate(subject, authority, publicKey, extensions) {
  const content = der.sequence(
    der.explicit(0, der.integer(Buffer.from([2]))),
    der.integer(randomBytes(16)),
    ecdsaWithSha256,
    name("Vestibule tests"),
    der.sequence(der.time(new Date(Date.now() - day)), der.time(new Date(Date.now() + 30 * day))),
    name(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der.explicit(3, der.sequence(...extensions, keyIdentifier(publicKey), authorityKeyIdentifier(authority.publicKey))),
  );
  const signature = der.bitString(sign("sha256", content, authority.privateKey));
  const whole = der.sequence(content, ecdsaWithSha256, signature).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${whole.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
}

const name = (commonName) =>
  der.sequence(der.set(der.sequence(der.objectId("2.5.4.3"), der.utf8String(commonName))));

const extension = (id, critical, value) =>
  der.sequence(der.objectId(id), ...(critical ? [der.boolean(true)] : []), der.octetString(value));

const basicConstraints = (isAuthority) =>
  extension("2.5.29.19", true, der.sequence(...(isAuthority ? [der.boolean(true)] : [])));

const keyUsage = (bits, unused) => extension("2.5.29.15", true, der.bitString(Buffer.from([bits]), unused));

const identifier = (publicKey) => createHash("sha1").update(publicKey.export({ type: "spki", format: "der" })).digest();

const keyIdentifier = (publicKey) => extension("2.5.29.14", false, der.octetString(identifier(publicKey)));

const authorityKeyIdentifier = (publicKey) =>
  extension("2.5.29.35", false, der.sequence(der.implicit(0, identifier(publicKey))));

const certSign = 0b0000_0100;
const digitalSignature = 0b1000_0000;

const authorityExtensions = [basicConstraints(true), keyUsage(certSign, 2)];

const serverExtensions = [
  basicConstraints(false),
  keyUsage(digitalSignature, 7),
  extension("2.5.29.37", false, der.sequence(der.objectId("1.3.6.1.5.5.7.3.1"))),
  extension(
    "2.5.29.17",
    false,
    der.sequence(
      der.implicit(2, Buffer.from("localhost")),
      der.implicit(2, Buffer.from("*.localhost")),
      der.implicit(7, Buffer.from([127, 0, 0, 1])),
    ),
  ),
];
