import { run } from "./tools";

/** What ShellCheck says about a bash script: nothing, one hopes. */
export function shellcheck(script: string): string {
  return run("shellcheck", ["--shell=bash", "-"], { input: script }).output;
}

/** What bash says about the syntax of a script, without running it. */
export function bashSyntax(script: string): string {
  return run("bash", ["-n"], { input: script }).output;
}

/** The scripts that a script writes with quoted here-documents, by delimiter. */
export function hereDocument(script: string, delimiter: string): string {
  const [, text] = new RegExp(`<<'${delimiter}'\\n([\\s\\S]*?\\n)${delimiter}\\n`).exec(script) ?? [];
  if (text === undefined) {
    throw new Error(`no here-document ${delimiter}`);
  }
  return text;
}
