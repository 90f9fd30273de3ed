import { chromium as playwright } from "playwright-core";
import { chromium } from "../../../scripts/lib/extras.mjs";
import { certificateKeyHash } from "./certificate.mjs";

/** Opens a headless Chromium that trusts the tests' certificate: Playwright's Browser. Close it with `close()`. */
export function openBrowser() {
  return playwright.launch({
    executablePath: chromium,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--ignore-certificate-errors-spki-list=${certificateKeyHash()}`,
    ],
  });
}
