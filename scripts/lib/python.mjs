import { readFileSync } from "node:fs";
import { inProject } from "./paths.mjs";
import { run } from "./run.mjs";
import { unlessStamped } from "./stamp.mjs";

const folder = inProject(".tools", "python");
const requirements = "tests/e2e/python/requirements.txt";

/** The Python that has the packages of the tests. */
export const python = inProject(".tools", "python", "bin", "python");

/** Installs the PyPI packages that the tests drive, into an environment of the project's own. */
export function installPythonPackages() {
  const wanted = readFileSync(inProject(requirements), "utf8");
  return unlessStamped(inProject(".tools", "python", "installed"), wanted, async () => {
    await run("python3", ["-m", "venv", folder]);
    await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]);
  });
}
