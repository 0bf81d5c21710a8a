import type { App } from "cdktf";
import type { IConstruct } from "constructs";

const COMMAND = Symbol.for("plainform/command");

/** Says by which command the trees of an app are written, for the first line of what is generated. */
export function nameCommand(app: App, command: string): void {
  Object.defineProperty(app, COMMAND, { value: command, configurable: true });
}

/** @returns the command by which what a construct gives is written anew */
export function commandOf({ node }: IConstruct): string {
  return (node.root as { readonly [COMMAND]?: string })[COMMAND] ?? "cdktf synth";
}
