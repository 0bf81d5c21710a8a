import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderTemplate } from "../../constructs/templates";
import { hostFile, INSTALLED, SETTINGS } from "../../stacks/iris/scripts";
import { boot, cannotServe, insertedFiles, irisHost, userData, VARIABLES } from "./support/iris";
import type { ScratchHost } from "./support/scratch-host";
import { bashSyntax, shellcheck } from "./support/shell";
import { verifyUnit } from "./support/systemd";
import { interpolations } from "./support/terraform";
import { describeUnless, describeWith, itWith } from "./support/tools";

const USER_DATA = hostFile("user-data.sh");
const SCRIPTS = Object.values(INSTALLED).filter((name) => name.endsWith(".sh"));

describe("what Terraform sees", () => {
  it("asks templatefile() for its variables and the files beside it, and for nothing else", () => {
    const asked = interpolations(USER_DATA).map((name) => name.replace(/^chomp\((\w+)\)$/, "$1"));
    expect([...asked].sort()).toEqual([...Object.keys(VARIABLES), ...Object.keys(INSTALLED)].sort());
  });

  describeWith(["terraform"], "templatefile()", () => {
    it("changes the variables and leaves every other byte alone", () => {
      let expected = USER_DATA;
      for (const [name, value] of Object.entries(VARIABLES))
        expected = expected.replace(`"\${${name}}"`, () => `"${value}"`);
      for (const [name, text] of Object.entries(insertedFiles()))
        expected = expected.replace(`\${chomp(${name})}`, () => text.replace(/\n$/, ""));
      expect(userData()).toBe(expected);
    });

    it("stays below the 16,384 bytes of user data, as Terraform sends it", () => {
      expect(gzipSync(userData()).length).toBeLessThan(10_240);
    });

    it("gives a clone the time that it takes on a tenth of a processor", () => {
      const [, seconds] = /timeout (\d+) git .*clone/.exec(userData()) ?? [];
      expect(Number(seconds)).toBeGreaterThanOrEqual(1800);
    });
  });
});

describe("as shell scripts", () => {
  const scripts = () => [USER_DATA, userData(), ...SCRIPTS.map((name) => hostFile(name))];

  itWith(["bash", "terraform"], "are bash, the bootstrap before and after templatefile()", () => {
    for (const script of scripts()) expect(bashSyntax(script)).toBe("");
  });

  describeWith(["shellcheck", "terraform"], "ShellCheck", () => {
    it("has nothing to say", () => {
      for (const script of scripts()) expect(shellcheck(script)).toBe("");
    });
  });
});

describeWith(["systemd-analyze"], "the units", () => {
  const socket = { "iris-backend.socket": hostFile("iris-backend.socket") };
  const service = hostFile("iris-backend.service");

  it("are verified by systemd without a word", () => {
    expect(verifyUnit("iris-backend.service", service, [], socket)).toBe("");
    for (const name of ["iris-certificate.service", "iris-setup.service"] as const)
      expect(verifyUnit(name, hostFile(name), ["nginx.service"])).toBe("");
  });

  it("would not be with a misspelt setting, or the document's comment behind a value", () => {
    const misspelt = service.replace("ReadWritePaths=", "ReadWritePath=");
    expect(verifyUnit("iris-backend.service", misspelt, [], socket)).toContain("ReadWritePath");
    const comment = service.replace("RestartSec=10", "RestartSec=10  # seconds");
    expect(verifyUnit("iris-backend.service", comment, [], socket)).toContain("# seconds");
  });
});

describe("README.md", () => {
  it("tells what the host's settings are", () => {
    const readme = renderTemplate("iris/README.md", { port: SETTINGS.port });
    for (const text of [
      `127.0.0.1:${SETTINGS.port}`,
      "/var/iris/cache",
      "OPENAI_API_KEY",
      "ParameterNotFound",
    ])
      expect(readme).toContain(text);
  });
});

const WRITTEN =
  "/etc/fstab /etc/iris /etc/nginx /etc/systemd/system /etc/logrotate.d /etc/passwd /etc/group /usr/local/sbin " +
  "/opt/iris /var/iris /var/lib/iris /swapfile";

describeUnless(cannotServe(), "on a host with a real systemd, nginx, gunicorn and Flask", () => {
  const hosts: ScratchHost[] = [];
  const output = (host: ScratchHost) => host.read("/scratch/user-data.log");

  afterAll(() => {
    for (const host of hosts) host.dispose();
  });

  function freshHost(variables: Partial<typeof VARIABLES> = {}): ScratchHost {
    const host = irisHost(variables);
    hosts.push(host);
    return host;
  }

  describe("Ubuntu, without a domain", () => {
    let host: ScratchHost;
    let first: string;
    let second: string;

    beforeAll(() => {
      host = freshHost();
      host.stub("apt-get");
      first = boot(
        host,
        "ubuntu",
        `bootstrap
        echo "without a secret: health $(get $api/health), other $(get http://127.0.0.1/), $(systemctl is-active iris-backend.service)"
        journal iris-backend | grep -m 1 'waiting for'
        echo sk-a+key_of-mine.9 >/scratch/secret
        wait_for 20 healthy
        echo "with it: $(/usr/bin/curl -s $api/health)"
        systemctl show --property=Type,StatusText,ActiveState,NRestarts iris-backend.service
        systemctl is-enabled iris-backend.service iris-backend.socket nginx logrotate.timer iris-setup.service
        systemctl is-enabled iris-certificate.service
        stat --format '%n %a %U:%G' /opt/iris /opt/iris/deploy.sh /opt/iris/backend/.env /var/iris /var/iris/cache /var/log/iris /swapfile
        as git -C /opt/iris status --short
        nginx -t
        echo "logrotate: $(logrotate -d /etc/logrotate.d/iris 2>&1 | grep -c ^error:)"
        /usr/bin/curl -s "$api/host?path=/var/iris/cache&path=/var/log/iris&path=/tmp&path=/opt/iris/backend/.iris&path=/opt/iris/backend&path=/opt/iris/backend/src&path=/home/ubuntu&path=/etc&path=/var/lib&path=/scratch"
        fingerprint ${WRITTEN} >/scratch/once
        bootstrap
        fingerprint ${WRITTEN} >/scratch/twice`,
      );
      second = boot(
        host,
        "ubuntu",
        `wait_for 20 healthy
        echo "after a boot: $(get $api/health)"
        mkdir -p /run/systemd/system/iris-backend.service.d
        rm /scratch/secret
        systemctl restart iris-backend.service
        wait_for 20 healthy
        echo "the secret is gone: $(get $api/health)"
        journal iris-backend | grep -A 1 ParameterNotFound
        echo 'sk-with "quotes"' >/scratch/secret
        systemctl restart iris-backend.service
        journal iris-backend | grep 'is not a key'
        cat /opt/iris/backend/.env`,
      );
    }, 300_000);

    it("serves as soon as there is a secret, and waits until then without blocking the boot", () => {
      expect(first).toMatch(/^user data: 0\nwithout a secret: health 503, other 404, activating\n/);
      expect(first).toContain(
        'waiting for the parameter /iris/openai-api-key: see "Put the secret" in the README\n',
      );
      expect(first).toContain('with it: {"agent":"ready","status":"healthy"}\n');
      expect(output(host)).toContain("iris: bootstrap done\n");
      expect(host.read("/var/log/iris-bootstrap.log")).toBe(output(host));
    });

    it("is told by gunicorn itself that it is ready", () => {
      expect(first).toContain("Type=notify\n");
      expect(first).toContain("ActiveState=active\n");
      expect(first).toContain("StatusText=Gunicorn arbiter booted\n");
      expect(first).toContain("NRestarts=0\n");
    });

    it("enables everything for every boot, and no certificate without a domain", () => {
      expect(first).toContain(`${"enabled\n".repeat(5)}disabled\n`);
      expect(second).toMatch(/^after a boot: 200\n/);
    });

    it("gives each thing the owner and mode it should have", () => {
      expect(first).toContain(
        [
          "/opt/iris 755 ubuntu:ubuntu",
          "/opt/iris/deploy.sh 755 ubuntu:ubuntu",
          "/opt/iris/backend/.env 600 ubuntu:ubuntu",
          "/var/iris 755 ubuntu:ubuntu",
          "/var/iris/cache 755 ubuntu:ubuntu",
          "/var/log/iris 755 ubuntu:ubuntu",
          "/swapfile 600 root:root",
          "nginx: the configuration file /etc/nginx/nginx.conf syntax is ok",
          "nginx: configuration file /etc/nginx/nginx.conf test is successful",
          "logrotate: 0",
          "",
        ].join("\n"),
      );
      expect(host.read("/scratch/swaps")).toBe("/swapfile\n");
      expect(host.read("/etc/fstab")).toContain("/swapfile none swap nofail 0 0\n");
    });

    it("hands its variables to the application, which can write cache, log and /tmp only", () => {
      const [line = ""] = /^\{"environment".*$/m.exec(first) ?? [];
      expect(JSON.parse(line)).toEqual({
        environment: {
          OPENAI_API_KEY: "sk-a+key_of-mine.9",
          FLASK_ENV: "production",
          CACHE_DIR: "/var/iris/cache",
          CACHE_TTL_DAYS: "30",
          IRIS_CACHE_DIR: "/var/iris",
        },
        writable: ["/var/iris/cache", "/var/log/iris", "/tmp", "/opt/iris/backend/.iris"],
      });
    });

    it("installs Ubuntu's packages, and the application's as its owner outside /tmp", () => {
      const apt = host.read("/scratch/apt-get.log");
      expect(apt).toMatch(
        / update\n.* upgrade\n.* install .*python3\.11 python3\.11-venv git nginx logrotate certbot awscli/,
      );
      expect(host.read("/scratch/python.log")).toBe("-m venv /opt/iris/backend/venv\n");
      expect(host.read("/scratch/pip.log").split("\n")[0]).toBe(
        "install --quiet --no-cache-dir -r /opt/iris/backend/requirements.txt gunicorn~=23.0 [as ubuntu, in /var/tmp]",
      );
    });

    it("changes nothing when it runs again", () => {
      expect(first).toMatch(/user data: 0\n$/);
      expect(host.read("/scratch/twice")).toBe(host.read("/scratch/once"));
      expect(host.read("/scratch/apt-get.log").match(/ upgrade$/gm)).toHaveLength(1);
    });

    it("keeps the key of last time when there is none, and refuses what is none", () => {
      expect(second).toContain("the secret is gone: 200\n");
      expect(second).toContain("cannot read /iris/openai-api-key: going on with the .env there is\n");
      expect(second).toContain("the value of /iris/openai-api-key is not a key: one word of letters");
      expect(second).toContain("OPENAI_API_KEY=sk-a+key_of-mine.9\n");
    });

    it("never shows the key", () => {
      expect(output(host)).not.toContain("sk-");
      expect(second.replace(/^OPENAI_API_KEY=.*$/m, "")).not.toContain("sk-");
    });
  });

  describe("Amazon Linux, with a domain", () => {
    let host: ScratchHost;
    let first: string;
    let second: string;
    const DOMAIN = "api.iris.example.com";
    const HTTPS = `--insecure --connect-to ${DOMAIN}:443:127.0.0.1:443 https://${DOMAIN}/api/iris`;

    beforeAll(() => {
      host = freshHost({ user: "ec2-user", domain: DOMAIN, email: "you@example.com" });
      host.scratch("secret", "sk-key\n");
      host.scratch("certbot-fails", "");
      first = boot(
        host,
        "ec2-user",
        `bootstrap
        wait_for 20 healthy
        echo "http: $(get $api/health), $(readlink /etc/nginx/conf.d/iris.conf)"
        systemctl is-enabled iris-certificate.service iris-backend.service nginx
        nginx -t
        tried() { [ "$(systemctl show --property=SubState --value iris-certificate)" = auto-restart ]; }
        wait_for 10 tried
        systemctl show --property=RestartUSec iris-certificate
        fingerprint ${WRITTEN} >/scratch/once
        bootstrap
        fingerprint ${WRITTEN} >/scratch/twice
        wait_for 10 tried
        echo "tried: $(wc -l </scratch/certbot.log), http: $(get $api/health)"
        journal iris-certificate | grep -c 'Some challenges have failed'
        echo "--- DNS points here"
        rm /scratch/certbot-fails
        echo 'server { listen 443 default_server; }' >/etc/nginx/conf.d/mine.conf
        systemctl restart iris-certificate.service
        journal iris-certificate | grep 'nginx refuses'
        wait_for 10 tried
        bootstrap
        wait_for 10 tried
        echo "refused: $(get $api/health), $(readlink /etc/nginx/conf.d/iris.conf)"
        rm /etc/nginx/conf.d/mine.conf
        systemctl restart iris-certificate.service
        tail -n 1 /scratch/certbot.log
        redirected() { [ "$(get http://127.0.0.1/)" = 308 ]; }
        wait_for 10 redirected
        echo "https: $(get ${HTTPS}/health), $(readlink /etc/nginx/conf.d/iris.conf), $(systemctl is-active iris-certificate)"
        /usr/bin/curl -s -o /dev/null -w '%{http_code} %{redirect_url}\\n' -X POST "http://127.0.0.1/api/iris/analyze?a=b"
        /usr/bin/curl -s --data x ${HTTPS}/analyze | grep -o '"X-Forwarded-Proto":"https"'
        echo "others: $(get ${HTTPS}) $(get ${HTTPS}/../../x)"
        nginx -t
        sed s/you@example.com/me@example.com/ /scratch/user-data.sh | gzip >/scratch/metadata/user-data`,
      );
      second = boot(
        host,
        "ec2-user",
        `wait_for 20 active nginx
        https() { [ "$(get ${HTTPS}/health)" = 200 ]; }
        wait_for 20 https
        echo "after a boot: $(get ${HTTPS}/health)"
        applied() { [ "$(systemctl show --property=ActiveState --value iris-setup)" = inactive ]; }
        wait_for 60 applied
        journal iris-setup | grep failed
        grep EMAIL /etc/iris/iris.conf
        touch -d @0 /etc/iris/iris.conf
        systemctl start iris-setup.service
        journal iris-setup | grep -c 'bootstrap done'
        wait_for 20 https
        echo "still: $(get ${HTTPS}/health), asked $(wc -l </scratch/certbot.log) times"`,
      );
    }, 300_000);

    it("installs Amazon Linux's packages and serves HTTP beside its own default server", () => {
      expect(host.read("/scratch/dnf.log")).toMatch(
        /^-qy upgrade\n-qy install python3\.11 python3\.11-pip git nginx logrotate certbot\n/,
      );
      expect(first).toMatch(
        /^user data: 0\nhttp: 200, \/etc\/nginx\/iris\/iris\nenabled\nenabled\nenabled\nnginx: .* syntax is ok\n/,
      );
      expect(first).not.toContain("[warn]");
      expect(output(host)).not.toContain("[warn]");
    });

    it("changes nothing when it runs again", () => {
      expect(host.read("/scratch/twice")).toBe(host.read("/scratch/once"));
    });

    it("asks Let's Encrypt four times an hour until DNS points here, and serves HTTP meanwhile", () => {
      expect(first).toContain("RestartUSec=15min\n");
      expect(first).toContain("tried: 2, http: 200\n2\n--- DNS points here\n");
    });

    it("goes on with HTTP when nginx refuses HTTPS, and tries again although there is a certificate", () => {
      expect(first).toMatch(
        /nginx refuses the HTTPS configuration: HTTP stays\nuser data: 0\nrefused: 200, \/etc\/nginx\/iris\/iris\n/,
      );
    });

    it("serves HTTPS with the certificate, and sends everybody there", () => {
      expect(first).toContain(
        `certonly --non-interactive --agree-tos --keep-until-expiring --email you@example.com --webroot --webroot-path /var/www/iris --cert-name ${DOMAIN} --domain ${DOMAIN} --deploy-hook nginx -s reload\n`,
      );
      expect(first).toContain("https: 200, /etc/nginx/iris/iris-https, inactive\n");
      expect(first).toContain(`308 https://${DOMAIN}/api/iris/analyze?a=b\n`);
      expect(first).toContain('"X-Forwarded-Proto":"https"\nothers: 404 404\n');
    });

    it("applies user data that has changed, at the next boot and once, and keeps HTTPS", () => {
      expect(second).toBe("after a boot: 200\nEMAIL=me@example.com\n1\nstill: 200, asked 5 times\n");
    });
  });

  it("says what to do when the repository cannot be cloned, with nginx up already", () => {
    const host = freshHost({ repository_branch: "develop" });
    host.stub("apt-get");
    const log = boot(
      host,
      "ubuntu",
      `sleep() { :; }; export -f sleep; bootstrap; unset -f sleep; systemctl is-active nginx; systemctl is-enabled iris-setup
      as git -C /scratch/repository branch develop
      as git clone --quiet --branch develop file:///scratch/repository /opt/iris
      echo sk-key >/scratch/secret
      systemctl start iris-setup.service; wait_for 20 healthy; get $api/health`,
    );
    expect(log).toBe("user data: 1\nactive\nenabled\n200");
    expect(output(host)).toContain("iris: cannot clone branch develop of file:///scratch/repository: ");
    expect(output(host)).toContain("with a deploy key, then run: sudo iris-setup\n");
  });
});
