import { Failure } from "../lib/run.mjs";

/** The code in the address by which a browser came back to the application. */
export function codeAt(url) {
  const code = url.searchParams.get("code");
  if (code === null) throw new Failure(`There is no code in ${url}.`);
  return code;
}

/** The answer, if it has the status that work must end with: what failed is not measured. */
export async function expect(status, answer) {
  if (answer.status === status) return answer;
  throw new Failure(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
}
