// Pictures of every page, error page and mail, to be looked at: npm run e2e -- tests/e2e/browser/screenshots.mjs
// They are tests/e2e/screenshots/NAME.LANGUAGE.DEVICE.png; ONLY=code takes those whose names begin so.

import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { openBrowser } from "../harness/browser.mjs";
import { names, openGallery } from "../harness/gallery.mjs";

const folder = fileURLToPath(new URL("../screenshots", import.meta.url));
const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 900 };
const devices = {
  "phone": { viewport: phone, colorScheme: "light" },
  "phone-dark": { viewport: phone, colorScheme: "dark" },
  "phone-forced": { viewport: phone, colorScheme: "dark", forcedColors: "active" },
  "desktop": { viewport: desktop, colorScheme: "light" },
  "desktop-dark": { viewport: desktop, colorScheme: "dark" },
  "desktop-forced": { viewport: desktop, colorScheme: "light", forcedColors: "active" },
  // A desktop of 1280 by 1024 pixels, magnified to 400 %.
  "magnified": { viewport: { width: 320, height: 256 }, colorScheme: "light" },
};
const chosen = names.filter((name) => name.startsWith(process.env.ONLY ?? ""));
let browser;

before(async () => {
  rmSync(folder, { recursive: true, force: true });
  browser = await openBrowser();
});
after(() => browser?.close());

for (const [device, options] of Object.entries(devices)) {
  test(`${device}: ${chosen.length} pages can be looked at`, async () => {
    const { page, show, close } = await openGallery(browser, options);
    for (const name of chosen) {
      await show(name);
      await page.screenshot({ path: `${folder}/${name}.${device}.png`, fullPage: true });
    }
    await close();
  });
}
