import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AWS_CLI_VERSION } from "../../constructs/aws/downloads";
import { renderTemplate } from "../../constructs/templates";
import { startMoto } from "./support/moto";
import {
  awsCliRelease,
  expiredSigningKey,
  firecrackerRelease,
  type Release,
  type SigningKey,
} from "./support/releases";
import { readStub, ScratchHost } from "./support/scratch-host";
import { bashSyntax, hereDocument, shellcheck } from "./support/shell";
import { verifyUnit } from "./support/systemd";
import { evaluate, interpolations, templatefile } from "./support/terraform";
import { describeUnless, describeWith, findTool, itWith, run } from "./support/tools";

const FIRECRACKER_VERSION = "v1.17.0";
const IMAGES = ["vmlinux.bin", "debian-python.ext4", "debian.ext4"];

const USER_DATA = renderTemplate("bouvet/user-data.sh", { awsCliVersion: AWS_CLI_VERSION, images: IMAGES });
const UNIT = renderTemplate("bouvet/bouvet.service", {
  kernel: "vmlinux.bin",
  rootfs: "debian.ext4",
  port: 8080,
});

const VARIABLES = {
  bucket: "bouvet-images-1234",
  region: "us-east-1",
  binary_uri: "s3://bouvet-images-1234/bin/bouvet-mcp",
  firecracker_version: FIRECRACKER_VERSION,
  firecracker_sha256: "",
  service_unit: UNIT,
};

describe("what Terraform sees", () => {
  it("asks templatefile() for its variables and for nothing else", () => {
    expect(interpolations(USER_DATA)).toEqual([
      "bucket",
      "region",
      "binary_uri",
      "firecracker_version",
      "firecracker_sha256",
      "chomp(service_unit)",
    ]);
    expect(interpolations(UNIT)).toEqual([]);
  });

  describeWith(["terraform"], "templatefile()", () => {
    const filled = () => templatefile(USER_DATA, VARIABLES);

    it("changes the variables and leaves every other byte alone", () => {
      let expected = USER_DATA.replace(/\$\{chomp\(service_unit\)\}/, () => UNIT.replace(/\n$/, ""));
      for (const [name, value] of Object.entries(VARIABLES)) {
        expected = expected.replace(`"\${${name}}"`, () => `"${value}"`);
      }
      expect(filled()).toBe(expected);
      expect(hereDocument(filled(), "UNIT")).toBe(UNIT);
    });

    it("stays far below the 16,384 bytes of user data", () => {
      expect(Buffer.byteLength(filled())).toBeLessThan(12_288);
    });

    it("knows no variable but these", () => {
      const { service_unit, ...others } = VARIABLES;
      expect(service_unit).toBe(UNIT);
      expect(() => templatefile(USER_DATA, others)).toThrow(/service_unit/);
      expect(evaluate("1 + 1")).toBe(2);
    });
  });
});

describe("as a shell script", () => {
  const filled = () => templatefile(USER_DATA, VARIABLES);

  itWith(
    ["bash", "terraform"],
    "is bash before and after templatefile(), and so is the script that it writes",
    () => {
      for (const script of [USER_DATA, filled(), hereDocument(USER_DATA, "SCRIPT")]) {
        expect(bashSyntax(script)).toBe("");
      }
    },
  );

  describeWith(["shellcheck", "terraform"], "ShellCheck", () => {
    it("has nothing to say, before and after templatefile()", () => {
      expect(shellcheck(USER_DATA)).toBe("");
      expect(shellcheck(filled())).toBe("");
    });

    it("has nothing to say about the script that it writes", () => {
      expect(shellcheck(hereDocument(USER_DATA, "SCRIPT"))).toBe("");
    });
  });

  describeWith(["gpg"], "the key in it", () => {
    it("is the one with the fingerprint in it, AWS's", () => {
      const { output } = run("gpg", ["--batch", "--with-colons", "--show-keys"], {
        input: hereDocument(USER_DATA, "KEY"),
      });
      expect(output).toMatch(/^fpr:+FB5DB77FD5C118B80511ADA8A6310ACC4672475C:$/m);
      expect(output).toContain("AWS CLI Team <aws-cli@amazon.com>");
      expect(USER_DATA).toContain("fingerprint=FB5DB77FD5C118B80511ADA8A6310ACC4672475C\n");
    });
  });
});

describeWith(["systemd-analyze"], "bouvet.service", () => {
  it("is verified by systemd without a word", () => {
    expect(verifyUnit("bouvet.service", UNIT)).toBe("");
  });

  it("would not be with a misspelt setting", () => {
    expect(verifyUnit("bouvet.service", UNIT.replace("UMask=", "UMsk="))).toContain("UMsk");
  });
});

const ARCHITECTURE = run("uname", ["-m"]).output.trim();
const FIRECRACKER_URL = `www/github.com/firecracker-microvm/firecracker/releases/download/${FIRECRACKER_VERSION}/firecracker-${FIRECRACKER_VERSION}-${ARCHITECTURE}.tgz`;
const AWS_CLI_URL = `www/awscli.amazonaws.com/awscli-exe-linux-${ARCHITECTURE}-${AWS_CLI_VERSION}.zip`;
const STUB_AWS = readStub("aws").replace("VERSION", AWS_CLI_VERSION);
const QUICK = `
mkdir -p /etc/systemd/system/bouvet.service.d
printf '[Service]\\nRestartSec=300ms\\n' >/etc/systemd/system/bouvet.service.d/quick.conf
`;

const unavailable =
  findTool("zip") && findTool("gpg") && findTool("unzip") && findTool("terraform")
    ? ScratchHost.unavailable()
    : "zip, unzip, gpg or terraform is missing";

describeUnless(unavailable, "on a host with a real systemd", () => {
  const hosts: ScratchHost[] = [];
  let firecracker: Release;
  let key: SigningKey;

  beforeAll(() => {
    firecracker = firecrackerRelease(FIRECRACKER_VERSION, ARCHITECTURE);
    key = expiredSigningKey();
  });

  /** A fresh host that reaches its downloads, with the user data as Terraform would hand it over. */
  function freshHost(aws = STUB_AWS, variables: Partial<typeof VARIABLES> = {}): ScratchHost {
    const host = new ScratchHost();
    hosts.push(host);
    host.stub("curl");
    host.stub("apt-get");
    host.scratch(FIRECRACKER_URL, firecracker.file);
    const awsCli = awsCliRelease(aws);
    host.scratch(AWS_CLI_URL, awsCli.file);
    host.scratch(`${AWS_CLI_URL}.sig`, key.sign(awsCli.file));
    const filled = templatefile(USER_DATA, {
      ...VARIABLES,
      firecracker_sha256: firecracker.sha256,
      ...variables,
    });
    // AWS's private key is AWS's: here another one signs, and the script knows that one.
    host.scratch(
      "user-data.sh",
      filled
        .replace(/-----BEGIN PGP[\s\S]*END PGP PUBLIC KEY BLOCK-----\n/, () => key.publicKey)
        .replace("FB5DB77FD5C118B80511ADA8A6310ACC4672475C", key.fingerprint),
    );
    return host;
  }

  afterAll(() => {
    for (const host of hosts) {
      host.dispose();
    }
    key.dispose();
  });

  describe("over three boots", () => {
    let host: ScratchHost;
    let first: string;
    let second: string;
    let third: string;

    beforeAll(() => {
      host = freshHost();
      for (const image of [...IMAGES, "bin/bouvet-mcp"]) {
        host.scratch(`later/${image}`, object(image, "one"));
      }
      first = host.boot(`${QUICK}
        bootstrap
        systemctl is-enabled bouvet.service
        wait_for 20 restarted bouvet 2
        echo "multi-user: $(systemctl is-active multi-user.target)"
        echo "--- empty bucket"
        journal bouvet
        written="/etc/systemd/system /etc/bouvet /etc/passwd /etc/group /usr/local/bin /usr/local/sbin /var/lib/bouvet"
        fingerprint $written >/scratch/once
        bootstrap
        fingerprint $written >/scratch/twice
        bucket=/scratch/s3/${VARIABLES.bucket}
        mkdir -p $bucket
        cp /scratch/later/vmlinux.bin $bucket/
        wait_for 20 test -e /var/lib/bouvet/vmlinux.bin
        echo "--- one image: $(systemctl is-active bouvet.service)"
        cp -r /scratch/later/. $bucket/
        wait_for 20 active bouvet
        sleep 0.5
        echo "--- all images: $(systemctl is-active bouvet.service)"
        journal bouvet
        ls -A /var/lib/bouvet
        systemctl kill --signal=SEGV bouvet.service
        wait_for 20 restarted bouvet 1
        wait_for 20 active bouvet
        echo "--- after a crash: $(systemctl is-active bouvet.service)"
      `);
      host.scratch(`s3/${VARIABLES.bucket}/debian.ext4`, object("debian.ext4", "two"));
      host.scratch("aws.log", "");
      second = host.boot(`
        wait_for 20 active bouvet
        systemctl is-active bouvet.service
        echo local change >>/var/lib/bouvet/debian-python.ext4
      `);
      third = host.boot(`
        wait_for 20 active bouvet
        cat /var/lib/bouvet/debian-python.ext4
        journal bouvet
      `);
    });

    it("succeeds with an empty bucket, and leaves the service enabled", () => {
      expect(first).toMatch(/^user data: 0\nenabled\n/);
      expect(host.read("/scratch/user-data.log")).toContain("bouvet: bootstrap done\n");
      expect(host.read("/var/log/bouvet-bootstrap.log")).toBe(host.read("/scratch/user-data.log"));
    });

    it("installs the packages without a question, waiting for apt's locks", () => {
      const calls = host.read("/scratch/apt-get.log").split("\n");
      expect(calls[0]).toContain("DPkg::Lock::Timeout=60");
      expect(calls.slice(0, 3).map((call) => call.replace(/^-qy( -o \S+)+ /, ""))).toEqual([
        "update",
        "upgrade",
        "install --no-install-recommends ca-certificates curl gnupg unzip",
      ]);
    });

    it("asks for the images until they come, holding up neither the boot nor the user data", () => {
      const [, waiting = ""] = /--- empty bucket\n([\s\S]*?)user data/.exec(first) ?? [];
      expect(first).toContain("multi-user: active\n");
      for (const name of [...IMAGES, "bin/bouvet-mcp"])
        expect(waiting).toContain(`waiting for s3://${VARIABLES.bucket}/${name}: not uploaded yet\n`);
      expect(waiting).not.toMatch(/start request repeated|too quickly/i);
      expect(waiting).not.toContain("serving");
    });

    it("changes nothing when it is run again", () => {
      expect(first.match(/^user data: \d+$/gm)).toEqual(["user data: 0", "user data: 0"]);
      expect(host.read("/scratch/twice")).toBe(host.read("/scratch/once"));
      const downloads = host.read("/scratch/curl.log").trim().split("\n");
      expect(downloads).toHaveLength(3);
      expect(downloads.every((call) => call.includes("--proto =https"))).toBe(true);
    });

    it("fetches what is there, and starts only when everything is", () => {
      expect(first).toMatch(/--- one image: (activating|inactive)\n/);
      expect(first).toContain("--- all images: active\n");
      expect(first).toContain(`fetching s3://${VARIABLES.bucket}/bin/bouvet-mcp, `);
      expect(first).not.toContain("waited in vain");
      expect(host.read("/var/lib/bouvet/vmlinux.bin")).toBe(object("vmlinux.bin", "one"));
      expect(host.mode("/var/lib/bouvet/vmlinux.bin")).toBe("660");
      expect(host.mode("/var/lib/bouvet/bin/bouvet-mcp")).toBe("750");
      expect(first).toMatch(/\n\.fetched\nbin\ndebian-python\.ext4\ndebian\.ext4\nvmlinux\.bin\n/);
    });

    it("runs the binary as its own user with what it needs, and nothing more", () => {
      const [, serving = ""] = /(BOUVET_CHROOT[\s\S]*?serving one)/.exec(first) ?? [];
      expect(serving.split("\n")).toEqual([
        "BOUVET_CHROOT=/tmp/bouvet",
        "BOUVET_FIRECRACKER=/usr/local/bin/firecracker",
        "BOUVET_HTTP_HOST=127.0.0.1",
        "BOUVET_HTTP_PORT=8080",
        "BOUVET_KERNEL=/var/lib/bouvet/vmlinux.bin",
        "BOUVET_ROOTFS=/var/lib/bouvet/debian.ext4",
        "BOUVET_TRANSPORT=http",
        expect.stringMatching(/^uid=\d+\(bouvet\) gid=\d+\(bouvet\) groups=\d+\(bouvet\),\d+\(kvm\)$/),
        "kvm: yes",
        "serving one",
      ]);
    });

    it("restarts after a crash", () => {
      expect(first).toContain("--- after a crash: active\n");
    });

    it("brings a newer image at the next boot, and only that", () => {
      expect(second).toBe("active\n");
      expect(host.read("/var/lib/bouvet/debian.ext4")).toBe(object("debian.ext4", "two"));
      const gets = host.read("/scratch/aws.log").match(/^s3api get-object .*$/gm) ?? [];
      expect(gets.map((call) => /--key (\S+)/.exec(call)?.[1])).toEqual([
        "debian.ext4",
        "debian-python.ext4",
      ]);
    });

    it("fetches an image afresh that was written to on the host", () => {
      expect(third).toContain(object("debian-python.ext4", "one"));
      expect(third).not.toContain("local change");
    });
  });

  it("starts with the old image when S3 breaks off in the middle, and takes the new one when it is well again", () => {
    const host = freshHost();
    upload(host, "one");
    host.boot(`${QUICK} bootstrap; wait_for 20 active bouvet`);
    upload(host, "two");
    host.scratch("aws-breaks", "");
    const log = host.boot(`
      wait_for 20 active bouvet
      cat /var/lib/bouvet/vmlinux.bin
      ls -A /var/lib/bouvet
      systemctl is-active bouvet.service
      journal bouvet | grep -m 1 vmlinux.bin:
      rm /scratch/aws-breaks
      systemctl restart bouvet.service
      cat /var/lib/bouvet/vmlinux.bin
      systemctl is-active bouvet.service
    `);
    expect(log).toBe(
      [
        "vmlinux.bin, one",
        ".fetched\nbin\ndebian-python.ext4\ndebian.ext4\nvmlinux.bin",
        "active",
        `starting with the copy that came earlier of s3://${VARIABLES.bucket}/vmlinux.bin: Connection broken: IncompleteRead`,
        "vmlinux.bin, two",
        "active\n",
      ].join("\n"),
    );
  });

  it("waits while S3 is out of reach before everything has come, and says what S3 said", () => {
    const host = freshHost();
    upload(host, "one");
    host.scratch("aws-unreachable", "");
    const log = host.boot(`${QUICK} bootstrap
      wait_for 20 restarted bouvet 1
      journal bouvet
      rm /scratch/aws-unreachable
      wait_for 20 active bouvet
      systemctl is-active bouvet.service`);
    expect(log).toMatch(/^waiting for \S+\/vmlinux\.bin: Could not connect to the endpoint URL/m);
    expect(log).toMatch(/\nactive\n$/);
  });

  it("starts with what has come when S3 is out of reach, or an object is gone", () => {
    const host = freshHost();
    upload(host, "one");
    host.boot(`${QUICK} bootstrap; wait_for 20 active bouvet`);
    host.scratch("aws-unreachable", "");
    const unreachable = host.boot("wait_for 20 active bouvet; systemctl is-active bouvet; journal bouvet");
    expect(unreachable).toMatch(/^active\n/);
    expect(unreachable.match(/^starting with the copy .*: Could not connect/gm)).toHaveLength(4);
    const deleted = host.boot(`
      rm /scratch/aws-unreachable /scratch/s3/${VARIABLES.bucket}/debian.ext4
      systemctl restart bouvet.service
      systemctl is-active bouvet.service
      cat /var/lib/bouvet/debian.ext4
      journal bouvet`);
    expect(deleted).toMatch(/^active\ndebian\.ext4, one\n/);
    expect(deleted.match(/^starting with the copy .*debian\.ext4: not uploaded yet$/gm)).toHaveLength(1);
  });

  it("stops at a Firecracker that is not the pinned one, and says where", () => {
    const host = freshHost(STUB_AWS, { firecracker_sha256: "0".repeat(64) });
    upload(host, "one");
    const log = host.boot("bootstrap");
    const output = host.read("/scratch/user-data.log");
    const line = lineOf(host.read("/scratch/user-data.sh"), /^ {2}verify /m);
    expect(log).toBe("user data: 1\n");
    expect(output).toContain(`has ${firecracker.sha256}, expected ${"0".repeat(64)}\n`);
    expect(output).toContain(`bouvet: bootstrap failed at line ${line}: `);
    expect(host.has("/usr/local/bin/firecracker")).toBe(false);
    expect(host.has("/etc/systemd/system/bouvet.service")).toBe(false);
  });

  it("falls back on the release's own checksum when none is pinned", () => {
    const host = freshHost(STUB_AWS, { firecracker_sha256: "" });
    host.scratch(`${FIRECRACKER_URL}.sha256.txt`, `${firecracker.sha256}  firecracker.tgz\n`);
    expect(host.boot("bootstrap")).toBe("user data: 0\n");
    const other = freshHost(STUB_AWS, { firecracker_sha256: "" });
    other.scratch(`${FIRECRACKER_URL}.sha256.txt`, `${"1".repeat(64)}  firecracker.tgz\n`);
    expect(other.boot("bootstrap")).toBe("user data: 1\n");
  });

  it("stops at an AWS CLI that AWS has not signed", () => {
    const host = freshHost();
    host.scratch(AWS_CLI_URL, awsCliRelease("#!/bin/sh\necho forged\n").file);
    expect(host.boot("bootstrap")).toBe("user data: 1\n");
    expect(host.read("/scratch/user-data.log")).toMatch(/wrong signature: https.* is not signed by AWS\n/);
    expect(host.has("/usr/local/bin/aws")).toBe(false);
    expect(host.has("/etc/systemd/system/bouvet.service")).toBe(false);
  });

  it("waits while apt is busy, but not for ever", () => {
    const patient = "sleep() { echo slept >>/scratch/slept; }; export -f sleep; bootstrap";
    const busy = freshHost();
    busy.scratch("apt-get-busy", "x\n".repeat(3));
    expect(busy.boot(patient)).toBe("user data: 0\n");
    expect(busy.read("/scratch/slept")).toBe("slept\n".repeat(3));
    const stuck = freshHost();
    stuck.scratch("apt-get-busy", "x\n".repeat(100));
    expect(stuck.boot(patient)).toBe("user data: 1\n");
    expect(stuck.read("/scratch/slept")).toBe("slept\n".repeat(9));
    expect(stuck.read("/scratch/user-data.log")).toMatch(/bouvet: gave up on: env .* update\n/);
    expect(stuck.read("/scratch/user-data.log")).toMatch(/bouvet: bootstrap failed at line \d+: /);
  });

  it("says at once when the machine has no /dev/kvm", () => {
    const host = freshHost();
    host.scratch("no-kvm", "");
    expect(host.boot("bootstrap")).toBe("user data: 1\n");
    expect(host.read("/scratch/user-data.log")).toContain("no /dev/kvm here: Firecracker needs a bare-metal");
  });

  it("takes the binary from wherever binary_uri points", () => {
    const host = freshHost(STUB_AWS, { binary_uri: "s3://releases/bouvet/v1/bouvet-mcp" });
    upload(host, "one");
    host.scratch("s3/releases/bouvet/v1/bouvet-mcp", object("bin/bouvet-mcp", "elsewhere"));
    const log = host.boot("bootstrap; wait_for 20 active bouvet; sleep 0.5; journal bouvet");
    expect(log).toContain("serving elsewhere\n");
  });

  describeWith(["aws", "moto_server"], "with the real AWS CLI against moto", () => {
    it("waits for an empty bucket, fetches exactly, and fetches what is newer", {
      timeout: 120_000,
    }, async () => {
      const moto = await startMoto();
      try {
        const aws = `#!/bin/bash
          export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_ENDPOINT_URL=${moto.url}
          if [ "$1" = --version ]; then echo "aws-cli/${AWS_CLI_VERSION} "; exit; fi
          HOME=${process.env.HOME} exec ${findTool("aws")} "$@"\n`;
        const host = freshHost(aws);
        for (const image of [...IMAGES, "bin/bouvet-mcp"]) {
          host.scratch(
            `later/${image}`,
            image === "debian.ext4" ? Buffer.alloc(20_000_000, image) : object(image, "one"),
          );
        }
        const log = host.boot(`${QUICK}
          bootstrap
          aws s3api create-bucket --bucket ${VARIABLES.bucket} >/dev/null
          wait_for 60 restarted bouvet 1
          aws s3 cp --recursive --quiet /scratch/later s3://${VARIABLES.bucket}/
          wait_for 60 active bouvet
          cmp /scratch/later/debian.ext4 /var/lib/bouvet/debian.ext4 && echo same
          echo newer | aws s3 cp --quiet - s3://${VARIABLES.bucket}/vmlinux.bin
          systemctl restart bouvet.service
          cat /var/lib/bouvet/vmlinux.bin
          journal bouvet
        `);
        expect(log).toMatch(/^user data: 0\nsame\nnewer\n/);
        expect(log).toMatch(/^waiting for s3:\S+\/vmlinux\.bin: not uploaded yet$/m);
        expect(log.match(/^fetching \S+/gm)).toHaveLength(5);
      } finally {
        moto.stop();
      }
    });
  });
});

/** What is uploaded under a name, at a stage of a test. */
function object(name: string, stage: string): string {
  return name === "bin/bouvet-mcp" ? readStub("bouvet-mcp").replace("STAGE", stage) : `${name}, ${stage}\n`;
}

function upload(host: ScratchHost, stage: string): void {
  for (const name of [...IMAGES, "bin/bouvet-mcp"]) {
    host.scratch(`s3/${VARIABLES.bucket}/${name}`, object(name, stage));
  }
}

function lineOf(text: string, pattern: RegExp): number {
  return text.slice(0, pattern.exec(text)?.index).split("\n").length;
}
