import { run } from "./tools";

/** What ShellCheck says about a bash script: nothing, one hopes. */
export function shellcheck(script: string): string {
  return run("shellcheck", ["--shell=bash", "-"], { input: script }).output;
}

/** What shfmt would change in a shell script, as a diff: nothing, one hopes. */
export function shfmt(script: string): string {
  return run("shfmt", ["-i", "2", "-ci", "-d"], { input: script }).output;
}

/** What bash says about the syntax of a script, without running it. */
export function bashSyntax(script: string): string {
  return run("bash", ["-n"], { input: script }).output;
}

/** The text that a script writes with a quoted here-document of this delimiter. */
export function hereDocument(script: string, delimiter: string): string {
  const [text] = hereDocuments(script, delimiter);
  if (text === undefined) {
    throw new Error(`no here-document ${delimiter}`);
  }
  return text;
}

/** All texts that a script writes with quoted here-documents of one delimiter. */
export function hereDocuments(script: string, delimiter: string): string[] {
  const documents = new RegExp(`<<'${delimiter}'\\n([\\s\\S]*?\\n)${delimiter}\\n`, "g");
  return [...script.matchAll(documents)].map(([, text = ""]) => text);
}
