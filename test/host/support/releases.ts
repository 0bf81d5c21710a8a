import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./tools";

/** A download as its publisher offers it: the file, and what vouches for it. */
export interface Release {
  readonly file: Buffer;
  readonly sha256: string;
}

/** A Firecracker release: programs that only know their version, in the tarball's true layout. */
export function firecrackerRelease(version: string, architecture: string): Release {
  return inDirectory((directory) => {
    const release = `release-${version}-${architecture}`;
    mkdirSync(join(directory, release));
    for (const [tool, name] of [
      ["firecracker", "Firecracker"],
      ["jailer", "Jailer"],
    ] as const) {
      program(
        join(directory, release, `${tool}-${version}-${architecture}`),
        `#!/bin/sh\necho "${name} ${version}"\n`,
      );
    }
    check(run("tar", ["-czf", "release.tgz", release], { cwd: directory }));
    return released(join(directory, "release.tgz"));
  });
}

/** An AWS CLI release whose installer installs the given script as `aws`. */
export function awsCliRelease(aws: string): Release {
  return inDirectory((directory) => {
    mkdirSync(join(directory, "aws"));
    program(join(directory, "aws/aws"), aws);
    program(
      join(directory, "aws/install"),
      '#!/bin/sh\nexec install -m 755 "$(dirname "$0")/aws" /usr/local/bin/aws\n',
    );
    check(run("zip", ["-qr", "release.zip", "aws"], { cwd: directory }));
    return released(join(directory, "release.zip"));
  });
}

export interface SigningKey {
  readonly fingerprint: string;
  /** ASCII-armoured, as it stands in documentation. */
  readonly publicKey: string;
  readonly sign: (content: Buffer) => Buffer;
  readonly dispose: () => void;
}

/** A key that signed in 2020 and has expired since: what it signed then is still what it signed. */
export function expiredSigningKey(): SigningKey {
  const home = mkdtempSync(join(tmpdir(), "gnupg-"));
  const gpg = (...parameters: readonly string[]) =>
    check(
      run("gpg", [
        ...["--homedir", home, "--batch", "--quiet", "--yes", "--passphrase", ""],
        ...["--faked-system-time", "20200101T000000", ...parameters],
      ]),
    );
  gpg("--quick-gen-key", "Test <test@example.com>", "rsa2048", "sign", "1d");
  const listing = check(run("gpg", ["--homedir", home, "--batch", "--with-colons", "--list-keys"]));
  const [, fingerprint = ""] = /^fpr:+(\w+):/m.exec(listing) ?? [];
  const publicKey = check(run("gpg", ["--homedir", home, "--batch", "--armor", "--export"]));
  return {
    fingerprint,
    publicKey,
    sign: (content) => {
      writeFileSync(join(home, "file"), content);
      gpg("--output", join(home, "file.sig"), "--detach-sign", join(home, "file"));
      return readFileSync(join(home, "file.sig"));
    },
    dispose: () => {
      run("gpgconf", ["--homedir", home, "--kill", "all"]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function program(path: string, text: string): void {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}

function released(path: string): Release {
  const file = readFileSync(path);
  return { file, sha256: createHash("sha256").update(file).digest("hex") };
}

function inDirectory<T>(work: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), "release-"));
  try {
    return work(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function check({ status, output }: { readonly status: number; readonly output: string }): string {
  if (status !== 0) {
    throw new Error(output);
  }
  return output;
}
