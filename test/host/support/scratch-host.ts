import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findTool, run } from "./tools";

const SUPPORT = __dirname;

/**
 * A host to run scripts on: this machine's own root, copy-on-write, with a real systemd as process 1 in
 * namespaces of its own. What a boot changes stays for the next boot and never reaches this machine.
 */
export class ScratchHost {
  readonly #directory = mkdtempSync(join(tmpdir(), "scratch-host-"));

  static #unavailable: { readonly why: string | undefined } | undefined;

  /** Why there can be no such host here, or undefined when there can. */
  static unavailable(): string | undefined {
    ScratchHost.#unavailable ??= { why: ScratchHost.#try() };
    return ScratchHost.#unavailable.why;
  }

  static #try(): string | undefined {
    if (process.platform !== "linux" || process.getuid?.() !== 0) {
      return "it takes root on Linux, for namespaces and an overlay";
    }
    const missing = ["unshare", "mount", "setpriv", "realpath"].filter(
      (tool) => findTool(tool) === undefined,
    );
    if (missing.length > 0 || !existsSync("/usr/lib/systemd/systemd")) {
      return "it takes util-linux and systemd: apt-get install util-linux systemd";
    }
    const host = new ScratchHost();
    try {
      const log = host.boot("systemctl --version | head -n 1");
      return log.startsWith("systemd ")
        ? undefined
        : `no systemd can be booted in a namespace here: ${log.trim()}`;
    } finally {
      host.dispose();
    }
  }

  /** Boots, runs the scenario (bash, with `support/scenario.sh`) as root, shuts down; gives what it printed. */
  boot(scenario: string): string {
    this.scratch("scenario.log", "");
    this.scratch("scenario.sh", `${readFileSync(join(SUPPORT, "scenario.sh"), "utf8")}\n${scenario}\n`);
    const { output } = run("unshare", ["--mount", "bash", join(SUPPORT, "boot.sh"), this.#directory]);
    return `${output}${this.read("/scratch/scenario.log")}`;
  }

  /** A file in /scratch, which the host and the test share. */
  scratch(name: string, content: string | Buffer): void {
    const path = this.scratchPath(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  /** Where a file in /scratch lies on this machine. */
  scratchPath(name: string): string {
    return join(this.#directory, "scratch", name);
  }

  /** A copy of a file or folder in /scratch. */
  scratchCopy(name: string, from: string): void {
    cpSync(from, join(this.#directory, "scratch", name), { recursive: true });
  }

  removeScratch(name: string): void {
    rmSync(join(this.#directory, "scratch", name), { recursive: true, force: true });
  }

  /** Puts one of `support/stubs/` first in the host's PATH; only before the first boot. */
  stub(name: string): void {
    const path = join(this.#directory, "upper/usr/local/sbin", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, readStub(name), { mode: 0o755 });
  }

  read(path: string): string {
    return readFileSync(this.#path(path), "utf8");
  }

  has(path: string): boolean {
    return existsSync(this.#path(path));
  }

  mode(path: string): string {
    return (statSync(this.#path(path)).mode & 0o7777).toString(8);
  }

  dispose(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** Only what the host has written itself can be read from outside. */
  #path(path: string): string {
    return path.startsWith("/scratch/") ? join(this.#directory, path) : join(this.#directory, "upper", path);
  }
}

export function readStub(name: string): string {
  return readFileSync(join(SUPPORT, "stubs", name), "utf8");
}
