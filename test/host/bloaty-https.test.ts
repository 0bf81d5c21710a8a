import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { renderTemplate } from "../../constructs/templates";
import { hostFile } from "../../stacks/bloaty/host";
import { describeUnless, findTool, run } from "./support/tools";

const HELPER = join(__dirname, "support/nginx.sh");

/** What the real nginx needs beside itself, and where it comes from. */
function unavailable(...more: readonly string[]): string | undefined {
  const missing = ["nginx", "unshare", "ip", "openssl", "curl", ...more].filter((tool) => !findTool(tool));
  if (missing.length > 0)
    return `apt-get install nginx-light iproute2 openssl curl certbot pebble: no ${missing.join(", ")}`;
  const { status } = run("unshare", ["--net", "--mount", "true"]);
  return status === 0 ? undefined : "it takes root, for a network of its own";
}

const folder = mkdtempSync(join(tmpdir(), "bloaty-https-"));
const configuration = join(folder, "bloaty.conf");
for (const [name, text] of [
  ["bloaty.conf", hostFile("nginx/bloaty.conf")],
  ["install-certificate.sh", hostFile("install-certificate.sh")],
] as const) {
  writeFileSync(join(folder, name), text);
}
chmodSync(join(folder, "install-certificate.sh"), 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a scenario prints beside a running nginx. */
function scenario(script: string, config = configuration): string {
  const { status, output } = run("unshare", ["--net", "--mount", "bash", HELPER, config, script]);
  return status === 0 ? output : `${output}exit ${status}\n`;
}

const START = 'certificate placeholder.invalid; nginx -c "$WORK/nginx.conf"';
const CHALLENGES = "/var/www/certbot/.well-known/acme-challenge";

describeUnless(unavailable(), "nginx with the emitted configuration", () => {
  it("has nothing to complain about", () => {
    const log = scenario(
      'certificate placeholder.invalid; nginx -t -q -c "$WORK/nginx.conf"; cat "$WORK/log/error.log"',
    );
    expect(log).toBe("");
  });

  it("does not start without a certificate: that is the egg", () => {
    expect(scenario('nginx -t -c "$WORK/nginx.conf"')).toMatch(/cannot load certificate[\s\S]*exit 1/);
  });

  it("serves challenges on port 80, redirects the rest, and passes HTTPS on to the app", () => {
    const log = scenario(`${START}
      mkdir -p ${CHALLENGES} && echo proof >${CHALLENGES}/token && echo secret >/var/www/certbot/secret
      curl -sS http://127.0.0.1/.well-known/acme-challenge/token
      for path in .well-known/acme-challenge/other .well-known/acme-challenge/../../secret secret '' 'meals?day=1&x=%20'; do
        curl -sS --path-as-is -o /dev/null -w '%{http_code} %{redirect_url}\\n' -H 'Host: bloaty.com' "http://127.0.0.1/$path"
      done
      curl -sSk --resolve bloaty.com:443:127.0.0.1 -H 'X-Forwarded-For: 6.6.6.6' 'https://bloaty.com/health?a=b%20c'; echo
      curl -sSk -o /dev/null -w '%{http_code}\\n' --data-binary @<(head -c 20M /dev/zero) https://127.0.0.1/upload
      curl -sSk -o /dev/null -w '%{http_code}\\n' --data-binary @<(head -c 30M /dev/zero) https://127.0.0.1/upload || true
      curl -sSkI https://127.0.0.1/ | tr -d '\\r' | grep -i '^server'
      cat "$WORK/log/error.log" | grep -v 'too large body' || true`);
    expect(log.split("\n").slice(0, -1)).toEqual([
      "proof",
      "404 ",
      // curl itself takes the dots out of what it is told.
      "301 https://bloaty.com/secret",
      "301 https://bloaty.com/secret",
      "301 https://bloaty.com/",
      "301 https://bloaty.com/meals?day=1&x=%20",
      '{"url":"/health?a=b%20c","host":"bloaty.com","client":"127.0.0.1","scheme":"https","status":"healthy"}',
      "200",
      "413",
      "Server: nginx",
    ]);
  });

  it("starts before the app does, and finds it when it comes", () => {
    const log = scenario(`kill %1; wait %1 || true; ${START}
      curl -sSk -o /dev/null -w '%{http_code}\\n' https://127.0.0.1/health
      node ${join(__dirname, "support/web.mjs")} >"$WORK/again.log" &
      patiently test -s "$WORK/again.log"
      curl -sSk -o /dev/null -w '%{http_code}\\n' https://127.0.0.1/health`);
    expect(log).toBe("502\n200\n");
  });
});

/** The README's and the cron file's own certbot commands, without their first word. */
const FIRST =
  /sudo certbot (certonly[\s\S]*?install-certificate\.sh)\n/.exec(renderTemplate("bloaty/README.md"))?.[1] ??
  "";
const RENEWAL = /root certbot (renew .*)\n/.exec(hostFile("cron/certbot-renew.cron"))?.[1] ?? "";

describeUnless(unavailable("certbot", "pebble"), "certbot and an ACME authority", () => {
  let log: readonly string[];

  beforeAll(() => {
    // The folder that setup-ec2.sh asks for, with a Docker Compose whose nginx is the one here.
    const prepare = `${START}; authority
      mkdir -p /opt/bloaty/deploy "$WORK/bin"
      cp ${join(folder, "install-certificate.sh")} /opt/bloaty/deploy/
      cat >"$WORK/bin/docker-compose" <<STUB
#!/bin/bash
echo "\\$PWD: \\$*" >>$WORK/compose.log
case "\\$1" in
  ps) echo 0123456789ab ;;
  exec) shift 3; exec "\\$@" -c $WORK/nginx.conf ;;
esac
STUB
      chmod 755 "$WORK/bin/docker-compose"; PATH=$WORK/bin:$PATH
      settled() { for _ in {1..50}; do [ "$(issuer)" != "$1" ] && break || sleep 0.1; done; }
      section() { echo "--- $*"; }`;
    const output = scenario(`${prepare}
      section placeholder; issuer
      section first; certbot ${FIRST.replace("YOUR_DOMAIN", "bloaty.com").replace("YOUR_EMAIL", "a@example.com")} "\${CERTBOT[@]}" 2>&1
      settled "subject=CN = placeholder.invalid"; sleep 1
      section served; issuer; stat --format '%a' /etc/bloaty/tls/bloaty.pem; ls -A /etc/bloaty/tls
      section configuration; cat "$WORK"/letsencrypt/renewal/bloaty.com.conf
      section not due; certbot ${RENEWAL.replace("--quiet ", "")} "\${CERTBOT[@]}" 2>&1
      before=$(sha256sum /etc/bloaty/tls/bloaty.pem)
      # As the machine of the document has it: issued while nothing listened on port 80.
      sed -i -e 's/^authenticator = .*/authenticator = standalone/' -e '/webroot/d' -e '/bloaty.com = /d' "$WORK/letsencrypt/renewal/bloaty.com.conf"
      section renewed; certbot ${RENEWAL} --force-renewal "\${CERTBOT[@]}" 2>&1 | grep -v -e urllib3 -e warnings.warn || true
      [ "$before" = "$(sha256sum /etc/bloaty/tls/bloaty.pem)" ] || echo another
      curl -sSk --resolve bloaty.com:443:127.0.0.1 -o /dev/null -w '%{http_code}\\n' https://bloaty.com/health
      grep ^authenticator "$WORK/letsencrypt/renewal/bloaty.com.conf"
      section compose; cat "$WORK/compose.log"`);
    log = output.split(/^--- /m);
  });

  const section = (name: string) =>
    log.find((text) => text.startsWith(`${name}\n`))?.slice(name.length + 1) ??
    `no ${name} in:\n${log.join("--- ")}`;

  it("begin with the placeholder", () => {
    expect(section("placeholder")).toMatch(/placeholder\.invalid/);
  });

  it("get the first certificate through the running nginx, and the hook gives it to nginx", () => {
    expect(section("first")).toContain("Successfully received certificate");
    expect(section("served")).toMatch(
      /^issuer=CN = Pebble Intermediate CA [0-9a-f]+\nsubject=(CN = bloaty\.com)?\n600\nbloaty\.pem\n$/,
    );
  });

  it("leave a renewal configuration that uses the webroot and the hook", () => {
    expect(section("configuration")).toMatch(/^authenticator = webroot$/m);
    expect(section("configuration")).toMatch(/^webroot_path = \/var\/www\/certbot,$/m);
    expect(section("configuration")).toMatch(
      /^renew_hook = \/opt\/bloaty\/deploy\/install-certificate\.sh$/m,
    );
    expect(section("not due")).toContain("not due for renewal");
  });

  it("renew by the cron file's command, even what was first issued standalone, while nginx runs", () => {
    expect(section("renewed")).toMatch(/another\n200\nauthenticator = webroot\n$/);
    expect(section("compose")).toBe(
      "/opt/bloaty: ps --quiet --status running nginx\n/opt/bloaty: exec -T nginx nginx -s reload\n".repeat(
        2,
      ),
    );
  });
});
