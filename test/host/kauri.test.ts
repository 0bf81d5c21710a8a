import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AWS_CLI_VERSION } from "../../constructs/aws/downloads";
import { renderTemplate } from "../../constructs/templates";
import { awsCliRelease, expiredSigningKey, type SigningKey } from "./support/releases";
import { readStub, ScratchHost } from "./support/scratch-host";
import { bashSyntax, hereDocument, shellcheck } from "./support/shell";
import { verifyUnit } from "./support/systemd";
import { interpolations, templatefile } from "./support/terraform";
import { describeUnless, describeWith, findTool, itWith } from "./support/tools";

const USER_DATA = renderTemplate("kauri/user-data.sh", { awsCliVersion: AWS_CLI_VERSION });
const VARIABLES = {
  project: "kauri",
  region: "eu-west-1",
  bucket: "kauri-data-123456789012-eu-west-1",
  data_volume_id: "vol-0a1b2c3d4e5f67890",
  data_volume_created: new Date().toISOString(),
};
const AWS_KEYS = {
  cli: "FB5DB77FD5C118B80511ADA8A6310ACC4672475C",
  agent: "937616F3450B7D806CBD9725D58167303B789C72",
};

describe("what Terraform sees", () => {
  it("asks templatefile() for its variables and for nothing else", () => {
    expect(interpolations(USER_DATA)).toEqual(Object.keys(VARIABLES));
  });

  describeWith(["terraform"], "templatefile()", () => {
    it("changes the variables and leaves every other byte alone", () => {
      let expected = USER_DATA;
      for (const [name, value] of Object.entries(VARIABLES))
        expected = expected.replace(`"\${${name}}"`, () => `"${value}"`);
      expect(templatefile(USER_DATA, VARIABLES)).toBe(expected);
    });

    it("stays far below the 16,384 bytes of user data", () => {
      expect(Buffer.byteLength(templatefile(USER_DATA, VARIABLES))).toBeLessThan(12_288);
    });
  });
});

describe("as a shell script", () => {
  itWith(["bash", "terraform"], "is bash before and after templatefile()", () => {
    expect(bashSyntax(USER_DATA)).toBe("");
    expect(bashSyntax(templatefile(USER_DATA, VARIABLES))).toBe("");
  });

  describeWith(["shellcheck", "terraform"], "ShellCheck", () => {
    it("has nothing to say, before and after templatefile()", () => {
      expect(shellcheck(USER_DATA)).toBe("");
      expect(shellcheck(templatefile(USER_DATA, VARIABLES))).toBe("");
    });
  });
});

describeWith(["systemd-analyze"], "opt-models.mount", () => {
  it("is verified by systemd without a word", () => {
    expect(verifyUnit("opt-models.mount", hereDocument(USER_DATA, "UNIT"))).toBe("");
  });
});

const AGENT = "www/amazoncloudwatch-agent.s3.amazonaws.com";
const AGENT_DEB = `${AGENT}/ubuntu/arm64/latest/amazon-cloudwatch-agent.deb`;
const AWS_CLI = `www/awscli.amazonaws.com/awscli-exe-linux-aarch64-${AWS_CLI_VERSION}.zip`;
const BY_ID = `/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${VARIABLES.data_volume_id.replace("-", "")}`;
const WRITTEN =
  "/etc/fstab /etc/docker /etc/systemd/system /etc/kauri.env /etc/kauri-metrics.json /etc/passwd /etc/group " +
  "/usr/local/bin /data /opt/models /opt/aws";

/** A Graviton machine's kernel. */
const UNAME = `#!/bin/bash
if [ "$*" = -m ]; then cat /scratch/machine; else exec /usr/bin/uname "$@"; fi
`;

/** "Installs" Ubuntu's Docker, which starts at once: a unit that notes whether the data was there. */
const APT_GET = `#!/bin/bash
echo "$*" >>/scratch/apt-get.log
case $* in
  *docker.io*)
    getent group docker >/dev/null || groupadd --system docker
    if [ ! -e /usr/lib/systemd/system/docker.service ]; then
      cat >/usr/lib/systemd/system/docker.service <<'UNIT'
[Service]
Type=exec
ExecStartPre=/bin/bash -c 'mountpoint /data /opt/models >>/scratch/docker-started.log 2>&1; mountpoint /opt/models >>/scratch/docker-started.log 2>&1; exit 0'
ExecStart=/bin/sleep infinity
[Install]
WantedBy=multi-user.target
UNIT
      systemctl daemon-reload
      systemctl enable --quiet --now docker.service
    fi
    ;;
esac
`;

/** "Installs" the agent: its control program, which writes the unit and starts it. */
const DPKG = `#!/bin/bash
echo "$(basename "$2")" >>/scratch/dpkg.log
install -D -m 755 /scratch/agent-ctl /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl
`;
const AGENT_CTL = `#!/bin/bash
echo "$*" >>/scratch/agent-ctl.log
cat >/etc/systemd/system/amazon-cloudwatch-agent.service <<'UNIT'
[Service]
ExecStart=/bin/sleep infinity
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet --now amazon-cloudwatch-agent.service
`;
const STUBS = { uname: UNAME, "apt-get": APT_GET, dpkg: DPKG };

const unavailable = ["terraform", "gpg", "zip", "unzip", "losetup", "mkfs.ext4"].every((tool) =>
  findTool(tool),
)
  ? ScratchHost.unavailable()
  : "terraform, gpg, zip, unzip, losetup or mkfs.ext4 is missing";

describeUnless(unavailable, "on an arm64 host with a real systemd and a volume on a loop device", () => {
  const hosts: ScratchHost[] = [];
  let key: SigningKey;
  const VOLUME = readFileSync(join(__dirname, "support/volume.sh"), "utf8");

  beforeAll(() => {
    key = expiredSigningKey();
  });
  afterAll(() => {
    for (const host of hosts) host.dispose();
    key.dispose();
  });

  /** A fresh host with a blank volume, that reaches its downloads. */
  function freshHost(): ScratchHost {
    const host = new ScratchHost();
    hosts.push(host);
    for (const stub of ["curl", "lsblk"]) host.stub(stub);
    for (const [name, text] of Object.entries(STUBS)) host.scratch(`bin/${name}`, text);
    host.scratch("agent-ctl", AGENT_CTL);
    host.scratch("machine", "aarch64\n");
    host.scratch("volume.img", Buffer.alloc(32 << 20));
    const awsCli = awsCliRelease(readStub("aws").replace("VERSION", AWS_CLI_VERSION));
    host.scratch(AWS_CLI, awsCli.file);
    host.scratch(`${AWS_CLI}.sig`, key.sign(awsCli.file));
    const deb = Buffer.from("the agent for arm64");
    host.scratch(AGENT_DEB, deb);
    host.scratch(`${AGENT_DEB}.sig`, key.sign(deb));
    host.scratch(`${AGENT}/assets/amazon-cloudwatch-agent.gpg`, key.publicKey);
    // AWS's private keys are AWS's: here another one signs, and the script knows that one.
    host.scratch(
      "user-data.sh",
      templatefile(USER_DATA, VARIABLES)
        .replace(/-----BEGIN PGP[\s\S]*END PGP PUBLIC KEY BLOCK-----\n/, () => key.publicKey)
        .replace(AWS_KEYS.cli, key.fingerprint)
        .replace(AWS_KEYS.agent, key.fingerprint),
    );
    return host;
  }

  /** Boots with the volume attached. */
  function boot(host: ScratchHost, scenario: string): string {
    return host.boot(`${VOLUME}
      install -m 755 /scratch/bin/* /usr/local/sbin/
      id ubuntu >/dev/null 2>&1 || useradd --create-home ubuntu
      attach volume.img ${BY_ID}
      ${scenario}
      detach`);
  }

  const output = (host: ScratchHost) => host.read("/scratch/user-data.log");

  describe("from a blank volume on", () => {
    let host: ScratchHost;
    let first: string;
    let second: string;

    beforeAll(() => {
      host = freshHost();
      first = boot(
        host,
        `bootstrap
        echo "--- installed"
        systemctl is-enabled opt-models.mount docker.service amazon-cloudwatch-agent.service
        systemctl is-active docker.service amazon-cloudwatch-agent.service
        stat --format '%n %a %U:%G' /data/postgres /data/redis /data/chroma /data/models /opt/models
        id --name --groups ubuntu
        cat /etc/fstab
        echo precious >/opt/models/weights
        chown 999:999 /data/postgres /data/redis
        fingerprint ${WRITTEN} >/scratch/once
        bootstrap
        fingerprint ${WRITTEN} >/scratch/twice
        cat /data/models/weights
        systemctl stop docker.service; umount /opt/models; umount /data`,
      );
      // What systemd's generator would do at boot: it leaves out devices in a container, and a scratch host is one.
      second = boot(
        host,
        `echo "without /data: $(systemctl is-active docker.service)"
        mount /data
        systemctl start docker.service
        systemctl is-active docker.service opt-models.mount
        cat /opt/models/weights
        bootstrap
        fingerprint ${WRITTEN} >/scratch/thrice
        systemctl stop docker.service; umount /opt/models; umount /data`,
      );
    });

    it("succeeds, and leaves Docker and the agent running for every boot", () => {
      expect(first).toMatch(/^user data: 0\n--- installed\nenabled\nenabled\nenabled\nactive\nactive\n/);
      expect(output(host)).toContain("is blank: making a filesystem\n");
      expect(output(host)).toContain("kauri: bootstrap done\n");
      expect(host.read("/var/log/kauri-bootstrap.log")).toBe(output(host));
    });

    it("makes the document's folders on the volume, for those who write to them", () => {
      expect(first).toContain(
        [
          "/data/postgres 700 root:root",
          "/data/redis 700 root:root",
          "/data/chroma 755 ubuntu:ubuntu",
          "/data/models 755 ubuntu:ubuntu",
          "/opt/models 755 ubuntu:ubuntu",
        ].join("\n"),
      );
      expect(first).toMatch(/^ubuntu docker$/m);
      expect(first).toMatch(/\nUUID=\S{36} \/data auto defaults,nofail,x-systemd\.growfs 0 2\n/);
    });

    it("installs Docker with compose and buildx from Ubuntu, after the volume is mounted", () => {
      const calls = host.read("/scratch/apt-get.log").split("\n");
      expect(calls.slice(0, 4).map((call) => call.replace(/^-qy( -o \S+)+ /, ""))).toEqual([
        "update",
        "upgrade",
        "install --no-install-recommends ca-certificates curl gnupg unzip",
        "install --no-install-recommends docker.io docker-buildx docker-compose-v2",
      ]);
      const started = host.read("/scratch/docker-started.log");
      expect(started).toContain("/opt/models is a mountpoint\n");
      expect(started).not.toContain("is not a mountpoint");
    });

    it("fetches everything for arm64, over TLS", () => {
      const downloads = host.read("/scratch/curl.log").trim().split("\n");
      expect(downloads).toHaveLength(5);
      expect(downloads.filter((call) => /arm64|aarch64/.test(call))).toHaveLength(4);
      expect(downloads.every((call) => call.includes("--proto =https"))).toBe(true);
    });

    it("starts the agent with the project's metrics", () => {
      expect(host.read("/scratch/dpkg.log")).toBe("agent.deb\n");
      expect(host.read("/scratch/agent-ctl.log").split("\n")[0]).toBe(
        "-a fetch-config -m ec2 -s -c file:/etc/kauri-metrics.json",
      );
      expect(JSON.parse(host.read("/etc/kauri-metrics.json"))).toMatchObject({
        // Only this namespace is allowed to the host's role.
        metrics: { namespace: "kauri", append_dimensions: { InstanceId: "${aws:InstanceId}" } },
      });
      expect(host.read("/etc/kauri.env")).toBe(
        `PROJECT=kauri\nAWS_DEFAULT_REGION=eu-west-1\nBUCKET=${VARIABLES.bucket}\n`,
      );
    });

    it("changes nothing when it is run again, on this boot or a later one", () => {
      expect(`${first}${second}`.match(/^user data: \d+$/gm)).toEqual(Array(3).fill("user data: 0"));
      expect(host.read("/scratch/twice")).toBe(host.read("/scratch/once"));
      expect(host.read("/scratch/thrice")).toBe(host.read("/scratch/once"));
      expect(output(host).match(/making a filesystem/g)).toHaveLength(1);
    });

    it("does not start Docker on a boot without the volume, and finds the data again with it", () => {
      expect(second).toMatch(/^without \/data: (inactive|failed)\nactive\nactive\nprecious\n/);
      expect(first).toMatch(/\nprecious\n$/);
    });
  });

  it("keeps what is on a volume that comes from another machine", () => {
    const host = freshHost();
    const log = boot(
      host,
      `mkfs.ext4 -q $LOOP && mount $LOOP /mnt && mkdir -m 750 /mnt/postgres && echo precious >/mnt/postgres/base
      chown 999:999 /mnt/postgres; umount /mnt
      bootstrap
      cat /data/postgres/base; stat --format '%a %u' /data/postgres
      systemctl stop docker.service; umount /opt/models; umount /data`,
    );
    expect(log).toBe("user data: 0\nprecious\n750 999\n");
    expect(output(host)).not.toContain("making a filesystem");
  });

  it.each([
    ["the agent", AGENT_DEB, "amazon-cloudwatch-agent.deb", "/opt/aws"],
    ["the AWS CLI", AWS_CLI, "awscli-exe-linux-aarch64", "/usr/local/bin/aws"],
  ])("stops at a download of %s that AWS has not signed", (_, url, name, installed) => {
    const host = freshHost();
    host.scratch(url, "forged\n");
    expect(boot(host, "bootstrap; systemctl stop docker.service; umount /opt/models; umount /data")).toBe(
      "user data: 1\n",
    );
    expect(output(host)).toMatch(new RegExp(`wrong signature: https\\S*${name}\\S* is not signed by AWS\n`));
    expect(output(host)).toMatch(/kauri: bootstrap failed at line \d+: /);
    expect(host.has(installed)).toBe(false);
  });

  it("says at once when the machine is not one for arm64", () => {
    const host = freshHost();
    host.scratch("machine", "x86_64\n");
    expect(boot(host, "bootstrap")).toBe("user data: 1\n");
    expect(output(host)).toContain(
      "kauri: this is a machine for x86_64: the images of Kauri are for arm64\n",
    );
    expect(host.has("/etc/kauri.env")).toBe(false);
  });
});

describeWith(["gpg"], "the key of the AWS CLI in the script", () => {
  it("is in it whole, with its fingerprint", () => {
    expect(hereDocument(USER_DATA, "KEY")).toContain("END PGP PUBLIC KEY BLOCK");
    for (const fingerprint of Object.values(AWS_KEYS)) expect(USER_DATA).toContain(fingerprint);
  });
});
