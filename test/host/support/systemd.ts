import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "./tools";

/**
 * What `systemd-analyze verify` says about a unit, with a stand-in for each program that the unit runs: nothing,
 * when all is well. An unknown setting counts as an error.
 *
 * @param services other services that it names
 * @param units other units that it names, with their texts
 */
export function verifyUnit(
  name: string,
  text: string,
  services: readonly string[] = [],
  units: Readonly<Record<string, string>> = {},
): string {
  const root = mkdtempSync(join(tmpdir(), "verify-"));
  try {
    const texts = [text, ...Object.values(units)].join("\n");
    const programs = [...texts.matchAll(/^Exec\w+=[-@:+!]*(\S+)/gm)].map(([, program = ""]) =>
      program.startsWith("/") ? program : `/usr/bin/${program}`,
    );
    for (const program of [...programs, "/bin/sh"]) {
      write(join(root, program), "#!/bin/sh\n");
      chmodSync(join(root, program), 0o755);
    }
    for (const target of [
      "sysinit",
      "basic",
      "shutdown",
      "multi-user",
      "network-online",
      "sockets",
      "timers",
    ]) {
      write(join(root, `usr/lib/systemd/system/${target}.target`), `[Unit]\nDescription=${target}\n`);
    }
    for (const service of services) {
      write(join(root, `usr/lib/systemd/system/${service}`), "[Service]\nExecStart=/bin/sh\n");
    }
    for (const [unit, content] of Object.entries(units)) {
      write(join(root, "usr/lib/systemd/system", unit), content);
    }
    write(join(root, "etc/systemd/system", name), text);
    const { status, output } = run("systemd-analyze", [
      "verify",
      `--root=${root}`,
      "--recursive-errors=one",
      "--man=no",
      name,
    ]);
    return status === 0 ? output : `${output}exit ${status}`;
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** What `systemd-analyze security` makes of a unit: from 0, well confined, to 10. */
export function exposure(name: string, text: string): number {
  const folder = mkdtempSync(join(tmpdir(), "exposure-"));
  try {
    const file = join(folder, name);
    writeFileSync(file, text);
    const { output } = run("systemd-analyze", ["security", "--offline=true", "--no-pager", file]);
    return Number(/exposure level for \S+: ([\d.]+)/.exec(output)?.[1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
