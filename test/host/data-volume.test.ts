import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderTemplate } from "../../constructs/templates";
import { ScratchHost } from "./support/scratch-host";
import { bashSyntax, shellcheck } from "./support/shell";
import { describeUnless, describeWith, findTool } from "./support/tools";

const PARTIAL = renderTemplate("partials/bash-data-volume", { system: "test", attachedAs: "/dev/sdf" });
const PRELUDE = renderTemplate("partials/bash-prelude", { system: "test" });

const VOLUME = readFileSync(join(__dirname, "support/volume.sh"), "utf8");

/** What became of a volume. */
interface Outcome {
  readonly result: "formatted" | "mounted" | "refused";
  /** Signatures before, as wipefs sees them. */
  readonly signatures: string;
  /** Whether every byte is what it was. */
  readonly unchanged: "yes" | "";
  /** What is in its file `base`, where it is mounted. */
  readonly base: string;
  readonly output: string;
}

const HOUR = 3600;
const DAY = 24 * HOUR;
/** CREATED for a volume of that age, as the provider tells it. */
const aged = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString().replace(/[.]\d+/, "");
const NEW = aged(60);

/** For scenarios: bytes that look like those of a volume that nobody has written to, and what is on others. */
const HELPERS = String.raw`
random() { openssl enc -aes-128-ctr -K "$(printf %032x "$1")" -iv 0 -in /dev/zero 2>/dev/null | head -c "$2"; }
write() { dd of="$LOOP" bs=1M iflag=fullblock oflag=seek_bytes seek="$1" conv=notrunc status=none; }
format() { "$@" "$LOOP" >/dev/null && mount "$LOOP" /mnt && echo precious >/mnt/base && umount /mnt; }
# outcome NAME CREATED: as one line of JSON.
outcome() {
  local before status=0 result=refused base= signatures output
  before=$(md5sum <"$LOOP")
  signatures=$(wipefs --noheadings --output TYPE "$LOOP" | xargs)
  output=$(LOOP=$LOOP bash /scratch/mount.sh "$2" 2>&1) || status=$?
  if [ "$status" -eq 0 ]; then
    result=mounted
    base=$(cat /data/base 2>/dev/null)
    umount /data
  fi
  case $output in *"making a filesystem"*) result=formatted ;; esac
  jq --null-input --compact-output --arg name "$1" --arg result "$result" --arg signatures "$signatures" \
    --arg base "$base" --arg output "$output" --arg unchanged "$([ "$before" != "$(md5sum <"$LOOP")" ] || echo yes)" \
    '$ARGS.named' >>/scratch/outcomes
}
`;

const MISSING = [
  "blkid",
  "cryptsetup",
  "jq",
  "losetup",
  "mkfs.ext4",
  "mkfs.xfs",
  "openssl",
  "parted",
  "pvcreate",
].filter((tool) => findTool(tool) === undefined);
const unavailable =
  MISSING.length > 0
    ? `missing: ${MISSING.join(", ")} (apt-get install cryptsetup-bin e2fsprogs jq lvm2 openssl parted xfsprogs)`
    : ScratchHost.unavailable();

describe("as a shell script", () => {
  it("is bash", () => {
    expect(bashSyntax(PARTIAL)).toBe("");
  });

  describeWith(["shellcheck"], "ShellCheck", () => {
    it("has nothing to say", () => {
      expect(shellcheck(`${PRELUDE}\n${PARTIAL}\nmount_volume "$1" "$2" "$3"\n`)).toBe("");
    });
  });
});

/** What a volume holds before, by name: its size in MiB, when it was created, the shell that prepares it. */
type Case = readonly [name: string, mebibytes: number, created: string, prepare: string];

const RANDOM = 'random 1 "$SIZE" >"$LOOP"';

const BLANK: readonly Case[] = [
  ...Array.from(
    { length: 32 },
    (_, seed): Case => [`random bytes ${seed}`, 4, NEW, `random ${1000 + seed} "$SIZE" >"$LOOP"`],
  ),
  ["random bytes, more than are looked at", 72, NEW, RANDOM],
  ["random bytes, made 23 hours ago", 4, aged(23 * HOUR), RANDOM],
  ["random bytes, made in two minutes' time", 4, aged(-120), RANDOM],
  [
    "random bytes like an Atari partition table",
    4,
    NEW,
    `${RANDOM}; printf '\\0\\0\\x20\\0\\1LNX\\0\\0\\1\\0\\0\\0\\2\\0' | write 450; for at in 466 478 490; do printf '\\0' | write $at; done; printf '\\0\\0\\0\\1\\0\\0\\0\\1' | write 502`,
  ],
  ["random bytes like HFS+", 4, NEW, `${RANDOM}; printf 'H+' | write 1024`],
  [
    "random bytes like a DOS partition table",
    4,
    NEW,
    `${RANDOM}; for at in 446 462 478 494; do printf '\\0' | write $at; done; printf '\\x55\\xaa' | write 510`,
  ],
  ["zeros", 4, NEW, ""],
  ["zeros of long ago", 4, aged(400 * DAY), ""],
  ["zeros from a snapshot", 4, "", ""],
];

const KEPT: readonly Case[] = [
  ["ext4 on zeros", 16, NEW, "format mkfs.ext4 -q"],
  ["ext4 on random bytes", 16, NEW, `${RANDOM}; format mkfs.ext4 -q`],
  ["ext4 of long ago", 16, aged(400 * DAY), "format mkfs.ext4 -q"],
  ["ext4 from a snapshot", 16, "", "format mkfs.ext4 -q"],
  ["xfs on zeros", 320, NEW, "format mkfs.xfs -q"],
  ["xfs on random bytes", 320, NEW, `random 1 9000000 | write 0; format mkfs.xfs -q -K`],
];

const luks = (type: string) =>
  `echo secret | cryptsetup luksFormat --batch-mode --type ${type} --pbkdf pbkdf2 --pbkdf-force-iterations 1000 "$LOOP" -`;
const lvm = 'pvcreate --quiet --quiet --config "devices { dir = \\"/dev\\" scan = [ \\"/dev\\" ] }" "$LOOP"';
const partition = (label: string) =>
  `parted --script "$LOOP" mklabel ${label} mkpart primary ext4 1MiB 100% 2>/dev/null`;

const REFUSED: readonly Case[] = [
  ["data behind a MiB of zeros", 32, NEW, "random 1 4096 | write 2000000"],
  ["data at the very end", 72, NEW, `printf x | write $((SIZE - 1))`],
  ["text", 4, NEW, 'yes precious 2>/dev/null | head -c "$SIZE" >"$LOOP"'],
  ["text in random bytes", 4, NEW, `${RANDOM}; yes precious 2>/dev/null | head -c 4096 | write 2000000`],
  ["random bytes of two days ago", 4, aged(2 * DAY), RANDOM],
  ["random bytes from a snapshot", 4, "", RANDOM],
  ["random bytes, created in an hour's time", 4, aged(-HOUR), RANDOM],
  ["random bytes, created at no time", 4, "soon after lunch", RANDOM],
  ["LUKS1", 32, NEW, luks("luks1")],
  ["LUKS1 on random bytes", 32, NEW, `${RANDOM}; ${luks("luks1")}`],
  ["LUKS2", 32, NEW, luks("luks2")],
  ["LUKS2 on random bytes", 32, NEW, `${RANDOM}; ${luks("luks2")}`],
  ["LUKS2 of long ago", 32, aged(400 * DAY), luks("luks2")],
  ["LVM", 32, NEW, lvm],
  ["LVM on random bytes", 32, NEW, `${RANDOM}; ${lvm}`],
  ["swap on random bytes", 32, NEW, `${RANDOM}; mkswap -q "$LOOP"`],
  ["a DOS partition table", 32, NEW, partition("msdos")],
  ["a DOS partition table on random bytes", 32, NEW, `${RANDOM}; ${partition("msdos")}`],
  ["a GPT", 32, NEW, partition("gpt")],
  ["a GPT on random bytes", 32, NEW, `${RANDOM}; ${partition("gpt")}`],
  [
    "a RAID's signature at the end of random bytes",
    72,
    NEW,
    `${RANDOM}; printf 'Intel Raid ISM Cfg Sig. 1.1.00' | write $((SIZE - 1024))`,
  ],
];

describeUnless(unavailable, "volumes on loop devices", () => {
  const host = new ScratchHost();
  const outcomes = new Map<string, Outcome>();
  let log = "";

  beforeAll(() => {
    host.scratch(
      "mount.sh",
      `${PRELUDE}\n${PARTIAL}\nfind_volume() { DEVICE=$LOOP; }\nmount_volume vol-0 "$1" /data\n`,
    );
    const cases = [...BLANK, ...KEPT, ...REFUSED];
    // A boot ends after 100 seconds.
    while (cases.length > 0)
      log += host.boot(
        [
          VOLUME,
          HELPERS,
          ...cases.splice(0, 8).map(
            ([name, mebibytes, created, prepare]) => `SIZE=$((${mebibytes} << 20))
            truncate --size "$SIZE" /scratch/volume.img; attach volume.img
            ${prepare}
            outcome "${name}" "${created}"
            detach; rm /scratch/volume.img`,
          ),
        ].join("\n"),
      );
    for (const line of host.read("/scratch/outcomes").trim().split("\n")) {
      const { name, ...outcome } = JSON.parse(line);
      outcomes.set(name, outcome);
    }
  }, 600_000);
  afterAll(() => host.dispose());

  const of = (name: string): Outcome => {
    const outcome = outcomes.get(name);
    if (outcome === undefined) throw new Error(`no outcome of ${name}:\n${log}`);
    return outcome;
  };

  it.each(BLANK.map(([name]) => name))("formats %s", (name) => {
    expect(of(name)).toMatchObject({ result: "formatted", base: "" });
    expect(of(name).output).toMatch(/^test: volume vol-0 \(\/dev\/loop\d+\) is blank: making a filesystem$/);
  });

  it("formats what looks like something by accident only", () => {
    expect(of("random bytes like an Atari partition table").signatures).toBe("atari");
    expect(of("random bytes like HFS+").signatures).toBe("hfsplus");
    expect(of("random bytes like a DOS partition table").signatures).toBe("dos");
  });

  it.each(KEPT.map(([name]) => name))("mounts %s as it is", (name) => {
    expect(of(name)).toMatchObject({ result: "mounted", base: "precious", output: "" });
  });

  it.each(REFUSED.map(([name]) => name))("leaves alone, to the byte: %s", (name) => {
    expect(of(name)).toMatchObject({ result: "refused", unchanged: "yes" });
    expect(of(name).output).toMatch(/has no filesystem, but is not known to be blank\. On it: \S/);
  });

  it("says what is on a volume that it leaves alone, and what to do when that is not needed", () => {
    expect(of("LUKS2").output).toContain("On it: crypto_LUKS");
    expect(of("LVM").output).toContain("On it: LVM2_member. ");
    expect(of("a GPT").output).toContain("On it: gpt");
    expect(of("random bytes of two days ago").output).toMatch(
      /On it: unknown bytes\. Nothing was changed\. If nothing on it is needed: sudo mkfs\.ext4 -F \/dev\/loop\d+, then run/,
    );
  });
});
