import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BUILDX_X86_64, COMPOSE_X86_64 } from "../../constructs/aws/downloads";
import { hostFile } from "../../stacks/bloaty/host";
import { ScratchHost } from "./support/scratch-host";
import { describeUnless, findTool } from "./support/tools";

const PLUGINS = {
  compose: '#!/bin/sh\necho "compose as $(id -un) in $PWD: $*"\n',
  buildx: "#!/bin/sh\necho buildx\n",
};
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const WRITTEN =
  "/etc/bloaty /etc/cron.d /etc/docker /etc/logrotate.d/bloaty-backup /etc/systemd/system /etc/letsencrypt /usr/bin/docker-compose /usr/local/lib/docker /usr/local/sbin/bloaty-install-certificate /opt/bloaty /var/www/certbot /var/log/bloaty-backup.log";

const unavailable = ["git", "openssl"].every((tool) => findTool(tool))
  ? ScratchHost.unavailable()
  : "apt-get install git openssl";

describeUnless(unavailable, "setup-ec2.sh on a host with a real systemd", () => {
  let host: ScratchHost;
  let log: string;

  beforeAll(() => {
    host = new ScratchHost();
    for (const stub of ["dnf", "docker", "curl"]) host.stub(stub);
    host.scratch(COMPOSE_X86_64.url.replace("https://", "www/"), PLUGINS.compose);
    host.scratch(BUILDX_X86_64.url.replace("https://", "www/"), PLUGINS.buildx);
    const deploy = [
      "fetch-secrets.sh",
      "backup.sh",
      "restore.sh",
      "install-certificate.sh",
      "bloaty.service",
    ];
    for (const name of [
      ...deploy,
      "cron/bloaty-backup.cron",
      "cron/certbot-renew.cron",
      "docker-compose.prod.yml",
    ])
      host.scratch(`repository/deploy/${name}`, hostFile(name));
    host.scratch(
      "repository/deploy/setup-ec2.sh",
      hostFile("setup-ec2.sh", {
        compose: { ...COMPOSE_X86_64, sha256: sha256(PLUGINS.compose) },
        buildx: { ...BUILDX_X86_64, sha256: sha256(PLUGINS.buildx) },
      }),
    );
    log = host.boot(`
      set +e
      useradd --create-home ec2-user
      printf '[Unit]\\nDescription=cron\\n[Service]\\nExecStart=/bin/sleep infinity\\n[Install]\\nWantedBy=multi-user.target\\n' \\
        >/usr/lib/systemd/system/crond.service
      mkdir -p /etc/cron.d /etc/logrotate.d
      setup() {
        local status=0
        "$@" bash "$clone/deploy/setup-ec2.sh" >>/scratch/setup.log 2>&1 || status=$?
        echo "setup: $status"
      }
      clone=/home/ec2-user/bloaty; cp -r /scratch/repository $clone
      echo "--- elsewhere"; setup env
      mv $clone /opt/bloaty; clone=/opt/bloaty; chown -R root: /opt/bloaty
      echo "--- as ec2-user"; setup setpriv --reuid ec2-user --regid ec2-user --clear-groups
      echo "--- first"; setup env
      systemctl is-enabled docker.service crond.service bloaty.service
      systemctl is-active docker.service crond.service bloaty.service
      id --name --groups ec2-user
      docker-compose version
      echo "--- modes"
      stat --format '%n %a %U:%G' /opt/bloaty /opt/bloaty/deploy/backup.sh /opt/bloaty/{uploads,backups} /var/www/certbot \\
        /etc/bloaty/tls /etc/bloaty/tls/bloaty.pem /usr/local/sbin/bloaty-install-certificate \\
        /var/log/bloaty-backup.log /etc/cron.d/* /etc/systemd/system/bloaty.service
      echo "--- certificate"
      openssl x509 -in /etc/bloaty/tls/bloaty.pem -noout -subject; openssl pkey -in /etc/bloaty/tls/bloaty.pem -noout && echo key
      echo "--- second"
      chown 999:999 /opt/bloaty/uploads; echo real >/etc/bloaty/tls/bloaty.pem; echo '{ "mine": 1 }' >/etc/docker/daemon.json
      fingerprint ${WRITTEN} >/scratch/once
      setup env
      fingerprint ${WRITTEN} >/scratch/twice
      echo "--- start"
      chmod 755 /opt/bloaty/deploy/*.sh
      for verb in start reload stop; do systemctl $verb bloaty.service; systemctl is-active bloaty.service; done
      journal bloaty.service | grep '^compose\\|new .env'`);
  });
  afterAll(() => host?.dispose());

  const section = (name: string) =>
    log
      .split(/^--- /m)
      .find((text) => text.startsWith(`${name}\n`))
      ?.slice(name.length + 1);

  it("refuses to configure a clone that cron and systemd would not find, and anybody but root", () => {
    expect(section("elsewhere")).toBe("setup: 1\n");
    expect(section("as ec2-user")).toBe("setup: 1\n");
    expect(host.read("/scratch/setup.log")).toContain("clone it to /opt/bloaty, where cron and systemd look");
    expect(host.read("/scratch/setup.log")).toContain("so: sudo bash deploy/setup-ec2.sh");
  });

  it("installs Docker, Compose under both names, certbot and cron, and enables what starts at boot", () => {
    expect(section("first")).toBe(
      [
        "setup: 0",
        ...Array(3).fill("enabled"),
        ...["active", "active", "inactive"],
        "ec2-user docker",
        "compose as root in /: version\n",
      ].join("\n"),
    );
    const packages = "-qy install docker git jq openssl cronie certbot awscli-2\n";
    expect(host.read("/scratch/dnf.log")).toBe(packages.repeat(2));
    expect(host.read("/usr/local/lib/docker/cli-plugins/docker-buildx")).toBe(PLUGINS.buildx);
  });

  it("makes folders, files and owners as the scripts need them", () => {
    expect(section("modes")).toBe(
      [
        "/opt/bloaty 755 ec2-user:ec2-user",
        "/opt/bloaty/deploy/backup.sh 644 ec2-user:ec2-user",
        "/opt/bloaty/uploads 755 ec2-user:ec2-user",
        "/opt/bloaty/backups 700 ec2-user:ec2-user",
        "/var/www/certbot 755 root:root",
        "/etc/bloaty/tls 700 root:root",
        "/etc/bloaty/tls/bloaty.pem 600 root:root",
        "/usr/local/sbin/bloaty-install-certificate 755 root:root",
        "/var/log/bloaty-backup.log 640 ec2-user:ec2-user",
        "/etc/cron.d/bloaty-backup 644 root:root",
        "/etc/cron.d/certbot-renew 644 root:root",
        "/etc/systemd/system/bloaty.service 644 root:root\n",
      ].join("\n"),
    );
    expect(host.read("/etc/cron.d/certbot-renew")).toBe(hostFile("cron/certbot-renew.cron"));
    expect(host.read("/usr/local/sbin/bloaty-install-certificate")).toBe(hostFile("install-certificate.sh"));
    expect(host.read("/etc/letsencrypt/cli.ini").match(/^deploy-hook = .*$/gm)).toEqual([
      "deploy-hook = /usr/local/sbin/bloaty-install-certificate",
    ]);
  });

  it("makes a placeholder for the certificate, so that nginx can start", () => {
    expect(section("certificate")).toBe("subject=CN = placeholder.invalid\nkey\n");
  });

  it("changes nothing the second time: not the certificate, the uploads' owner or Docker's settings", () => {
    expect(section("second")).toBe("setup: 0\n");
    expect(host.read("/scratch/twice")).toBe(host.read("/scratch/once"));
    expect(host.read("/etc/bloaty/tls/bloaty.pem")).toBe("real\n");
  });

  it("starts at boot as ec2-user, also when there are no new secrets to be had", () => {
    const prod =
      "compose as ec2-user in /opt/bloaty: -f docker-compose.yml -f deploy/docker-compose.prod.yml";
    expect(section("start")).toBe(
      [
        ...["active", "active", "inactive", "bloaty: no new .env was written"],
        ...["up -d", "restart", "stop\n"].map((command) => `${prod} ${command}`),
      ].join("\n"),
    );
  });
});
