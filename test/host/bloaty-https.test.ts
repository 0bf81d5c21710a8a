import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { renderTemplate } from "../../constructs/templates";
import { hostFile } from "../../stacks/bloaty/host";
import { describeUnless, findTool, run } from "./support/tools";

const README = renderTemplate("bloaty/README.md");
const HELPER = join(__dirname, "support/nginx.sh");

/** As new as the container's, which Debian's own may not be. */
const NGINX = "/usr/local/lib/nginx-http2/nginx";

/** What the real nginx needs beside itself, and where it comes from. */
function unavailable(...more: readonly string[]): string | undefined {
  if (!existsSync(NGINX)) return "no nginx that knows http2 on: bash test/host/support/nginx-http2.sh";
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
  const { status, output } = run("unshare", ["--net", "--mount", "bash", HELPER, config, script], {
    env: { ...process.env, PATH: `${dirname(NGINX)}:${process.env.PATH}` },
  });
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
      "server: nginx",
    ]);
  });

  it("speaks HTTP/2, no TLS before 1.2, and has security headers on each answer", () => {
    const log = scenario(`${START}
      mkdir -p /srv/bloaty/static /srv/bloaty/uploads; echo x >/srv/bloaty/static/a.css; echo x >/srv/bloaty/uploads/a.png
      for path in health static/a.css static/none uploads/a.png uploads/a.html diagnosis/stream/1; do
        curl -sSk --http2 --max-time 1 -D - -o /dev/null "https://127.0.0.1/$path" 2>/dev/null | tr -d '\\r' |
          grep -i -e ^HTTP -e ^x- -e ^referrer- -e ^strict- | cut -d ' ' -f 1,2 | paste -sd ' ' || true
      done
      curl -sSk --http1.1 -o /dev/null -w '%{http_code} %{http_version}\\n' https://127.0.0.1/health
      curl -sSk --tls-max 1.1 https://127.0.0.1/health 2>/dev/null || echo refused`);
    const headers =
      "x-frame-options: SAMEORIGIN x-content-type-options: nosniff referrer-policy: strict-origin-when-cross-origin strict-transport-security: max-age=31536000";
    expect(log.split("\n").slice(0, -1)).toEqual([
      ...["200", "200", "404", "200", "403", "200"].map((status) => `HTTP/2 ${status} ${headers}`),
      "200 1.1",
      "refused",
    ]);
  });

  it("serves static files and images itself, for browsers to keep, and of the uploads nothing but images", () => {
    const log = scenario(`${START}
      mkdir -p /srv/bloaty/static/css /srv/bloaty/uploads/meals
      head -c 5000 /dev/zero | tr '\\0' a >/srv/bloaty/static/css/base.css
      for name in a.jpg B.JPEG c.webp page.html page.svg none secret.jpg.html; do echo "$name" >/srv/bloaty/uploads/meals/$name; done
      ask() { curl -sSk --path-as-is -o "$WORK/answer" -w "%{http_code} %{content_type} %header{cache-control} %{size_download} $1\\n" "\${@:2}" "https://127.0.0.1/$1"; }
      ask static/css/base.css
      ask static/css/base.css -H 'Accept-Encoding: gzip'
      curl -sSk -D - -o /dev/null -H 'Accept-Encoding: gzip' https://127.0.0.1/static/css/base.css | tr -d '\\r' | grep -i -e ^vary -e ^content-encoding
      for name in a.jpg B.JPEG c.webp page.html page.svg none secret.jpg.html ../../static/css/base.css gone.jpg; do ask "uploads/meals/$name"; done`);
    const [plain, packed, encoding, vary, ...uploads] = log.split("\n").slice(0, -1);
    expect(plain).toBe("200 text/css max-age=86400 5000 static/css/base.css");
    expect(packed).toMatch(/^200 text\/css max-age=86400 \d\d static/);
    expect([encoding, vary].sort()).toEqual(["content-encoding: gzip", "vary: Accept-Encoding"]);
    const refused = (name: string) => expect.stringMatching(`^403 text/html  \\d+ uploads/meals/${name}$`);
    expect(uploads).toEqual([
      "200 image/jpeg max-age=604800 6 uploads/meals/a.jpg",
      "200 image/jpeg max-age=604800 7 uploads/meals/B.JPEG",
      "200 image/webp max-age=604800 7 uploads/meals/c.webp",
      refused("page.html"),
      refused("page.svg"),
      refused("none"),
      refused("secret.jpg.html"),
      "200 text/css max-age=86400 5000 uploads/meals/../../static/css/base.css",
      expect.stringMatching("^404 .*gone.jpg$"),
    ]);
  });

  it("gives each event on at once, and lets a stream be silent for an hour", () => {
    const log = scenario(`${START}
      curl -sSkN --max-time 2 -H 'Accept-Encoding: gzip' https://127.0.0.1/diagnosis/stream/7 2>/dev/null || true`);
    expect(log).toBe("data: one\n\n");
    expect(hostFile("nginx/bloaty.conf")).toMatch(/diagnosis\/stream[^}]*proxy_read_timeout 1h;/);
  });

  it("is asked by the README's command whether its certificate has two weeks left", () => {
    const [, command = ""] = /^(openssl s_client [\s\S]*?)^```$/m.exec(README) ?? [];
    const ask = `${command.trim().replaceAll("YOUR_DOMAIN", "localhost")} && echo yes || echo no`;
    const log = scenario(`certificate localhost 15; nginx -c "$WORK/nginx.conf"
      ${ask}
      certificate localhost 13; nginx_stop; nginx -c "$WORK/nginx.conf"
      ${ask}
      nginx_stop
      ${ask} 2>/dev/null`);
    expect(log).toBe("Certificate will not expire\nyes\nCertificate will expire\nno\nno\n");
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
const FIRST = /sudo certbot (certonly[\s\S]*?-m YOUR_EMAIL)\n/.exec(README)?.[1] ?? "";
/** What setup-ec2.sh tells certbot about every certificate. */
const HOOK = /'(deploy-hook = [^']*)'/.exec(hostFile("setup-ec2.sh"))?.[1] ?? "";
const RENEWAL = /root certbot (renew .*)\n/.exec(hostFile("cron/certbot-renew.cron"))?.[1] ?? "";

describeUnless(unavailable("certbot", "pebble"), "certbot and an ACME authority", () => {
  let log: readonly string[];

  beforeAll(() => {
    // The folder that setup-ec2.sh asks for, with a Docker whose nginx is the one here.
    const prepare = `${START}; authority
      mkdir -p "$WORK/bin"
      mount -t tmpfs tmpfs /usr/local/sbin
      install -m 755 ${join(folder, "install-certificate.sh")} /usr/local/sbin/bloaty-install-certificate
      mkdir -p /etc/letsencrypt; echo '${HOOK}' >>/etc/letsencrypt/cli.ini
      cat >"$WORK/bin/docker" <<STUB
#!/bin/bash
echo "\\$*" >>$WORK/docker.log
case "\\$1" in
  ps) echo 0123456789ab ;;
  exec) shift 2; exec "\\$@" -c $WORK/nginx.conf ;;
esac
STUB
      chmod 755 "$WORK/bin/docker"; PATH=$WORK/bin:$PATH
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
      section docker; cat "$WORK/docker.log"`);
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
      /^renew_hook = \/usr\/local\/sbin\/bloaty-install-certificate$/m,
    );
    expect(section("not due")).toContain("not due for renewal");
  });

  it("renew by the cron file's command, even what was first issued standalone, while nginx runs", () => {
    expect(section("renewed")).toMatch(/another\n200\nauthenticator = webroot\n$/);
    expect(section("docker")).toBe(
      [
        "ps --quiet --filter label=com.docker.compose.project.working_dir=/opt/bloaty --filter label=com.docker.compose.service=nginx",
        "exec 0123456789ab nginx -s reload\n",
      ]
        .join("\n")
        .repeat(2),
    );
  });
});
