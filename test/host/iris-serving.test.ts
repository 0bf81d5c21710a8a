import { afterAll, beforeAll, expect, it } from "vitest";
import { boot, cannotServe, irisHost, SCALE, SCALED } from "./support/iris";
import type { ScratchHost } from "./support/scratch-host";
import { describeUnless } from "./support/tools";

/** What an LLM may take, scaled as the configuration is. */
const SLOW = 90 / SCALE;
const LOAD = "python3 /scratch/iris/load.py";

describeUnless(cannotServe(), `IRIS as it is served, every time divided by ${SCALE}`, () => {
  let host: ScratchHost;
  let requests: string;
  let cache: string;
  let busy: string;
  let rotation: string;
  let restart: string;
  let deployment: string;

  const scenario = (text: string) =>
    boot(
      host,
      "ubuntu",
      `wait_for 30 healthy\nmain() { systemctl show --property=MainPID --value iris-backend; }\n${text}`,
    );

  beforeAll(() => {
    host = irisHost();
    host.stub("apt-get");
    host.scratch("secret", "sk-key\n");
    requests = boot(
      host,
      "ubuntu",
      `bootstrap
      wait_for 30 healthy
      echo "health: $(/usr/bin/curl -s $api/health)"
      head -c 9M /dev/zero >/scratch/9M; head -c 11M /dev/zero >/scratch/11M
      /usr/bin/curl -s --data-binary @/scratch/9M $api/analyze >/scratch/answer
      grep -o -e '"bytes":[0-9]*' -e '"hit":[a-z]*' /scratch/answer
      echo "11 MB: $(get --data-binary @/scratch/11M $api/analyze)"
      /usr/bin/curl -s -H 'Host: iris.test' -H 'X-Forwarded-For: 192.0.2.7' --data x $api/analyze >/scratch/answer.json
      echo "slow: $(timed $api/slow/${SLOW})"
      echo "too slow: $(timed $api/slow/${SCALED.timeoutSeconds + 3.5})"
      wait_for 10 healthy
      for path in / /api /api/iris /api/other /.env /static/x /api/iris/none; do echo "$path $(get http://127.0.0.1$path)"; done
      tail -n 1000 /var/log/iris/access.log >/scratch/access.log`,
    );
    cache = scenario(
      `ask() { /usr/bin/curl -s --data-binary "$1" $api/analyze | grep -o '"hit":[a-z]*'; }
      again() { systemctl restart iris-backend; wait_for 10 healthy; echo "$1: $(ask 'def f(): pass')"; }
      config() { as sed -i "s|^CACHE_BASE = .*|CACHE_BASE = Path(__import__('os').environ['$1'])$2|" /opt/iris/backend/src/config.py; }
      echo "after a boot: $(/usr/bin/curl -s --data-binary @/scratch/9M $api/analyze | grep -o '"hit":[a-z]*')"
      echo "first: $(ask 'def f(): pass')"
      again 'fixed folder'
      ls /var/iris /var/iris/cache | sed 's/[0-9a-f]\\{64\\}/HASH/'
      stat --format '%a %U:%G' /var/iris /var/iris/metrics.json
      as git -C /opt/iris status --short
      config IRIS_CACHE_DIR
      again 'IRIS_CACHE_DIR'
      config CACHE_DIR .parent
      again 'CACHE_DIR'
      as git -C /opt/iris checkout --quiet backend/src/config.py
      mkdir -p /run/systemd/system/iris-backend.service.d
      printf '[Service]\\nBindPaths=\\n' >/run/systemd/system/iris-backend.service.d/unbound.conf
      systemctl daemon-reload
      again 'without the unit'
      echo "health: $(get $api/health)"
      journal iris-backend | grep -o -m 1 'Continuing without cache: .* Read-only file system'`,
    );
    busy = scenario(
      `timed $api/slow/${SLOW} >/scratch/one & timed $api/slow/${SLOW} >/scratch/two &
      sleep 0.7
      echo "health: $(timed $api/health) $(/usr/bin/curl -s $api/health)"
      echo "retry after: $(/usr/bin/curl -s -D - -o /dev/null $api/health | grep -i retry-after)"
      echo "waiting: $(timed --data x $api/analyze)"
      wait %1 %2
      echo "busy: $(cut -d ' ' -f 1 /scratch/one /scratch/two | tr '\\n' ' ')"
      echo "health: $(get $api/health)"`,
    );
    rotation = scenario(
      `rm -f /var/log/iris/*; systemctl reload iris-backend; sleep 1
      ${LOAD} 7 4 $api/slow/0.02 >/scratch/load &
      sleep 2
      inode=$(stat -c %i /var/log/iris/access.log)
      logrotate --force /etc/logrotate.d/iris; echo "logrotate: $?"
      sleep 3
      new=$(grep -c slow/0.02 /var/log/iris/access.log)
      wait %1
      echo "load: $(cat /scratch/load)"
      echo "logged: $(cat /var/log/iris/access.log /var/log/iris/access.log.1 | grep -c 'slow/0.02 .* 200')"
      echo "renamed: $([ "$(stat -c %i /var/log/iris/access.log.1)" = "$inode" ] && echo yes)"
      echo "new file: $([ "$new" -gt 0 ] && echo written)"
      timed $api/slow/${SLOW} >/scratch/one &
      sleep 0.5
      before=$(main)
      logrotate --force /etc/logrotate.d/iris
      wait %1
      echo "in flight: $(cat /scratch/one)"
      echo "same process: $([ "$(main)" = "$before" ] && echo yes)"
      stat --format '%n %a %U:%G' /var/log/iris/*`,
    );
    restart = scenario(
      `${LOAD} 8 4 $api/slow/0.02 >/scratch/load &
      timed $api/slow/${SLOW} >/scratch/one &
      # What waits for the new process waits for the end of this one too, and no start is ${SCALE} times as fast here.
      sleep 3
      before=$(main)
      systemctl restart iris-backend; echo "restart: $?"
      echo "another process: $([ "$(main)" != "$before" ] && echo yes)"
      wait
      echo "load: $(cat /scratch/load)"
      echo "in flight: $(cat /scratch/one)"
      mkdir -p /run/systemd/system/iris-backend.service.d
      printf '[Service]\\nRestartSec=${10 / SCALE}\\n' >/run/systemd/system/iris-backend.service.d/scaled.conf
      systemctl daemon-reload
      ${LOAD} 4 2 $api/slow/0.02 >/scratch/load &
      sleep 1
      before=$(main)
      kill -KILL $before
      wait
      echo "killed: $(cat /scratch/load)"
      wait_for 15 healthy
      echo "afterwards: $(get $api/health), $([ "$(main)" != "$before" ] && echo another process)"`,
    );
    deployment = scenario(
      `export IRIS_HEALTH_TRIES=2
      sleep() { /usr/bin/sleep 0.5; }; export -f sleep
      change() { as sed -i "$1" /scratch/repository/backend/$2; commit "$3"; }
      version() { /usr/bin/curl -s $api/health | grep -o '"agent":"[a-z0-9]*"'; }
      head() { as git -C /opt/iris log -1 --format=%s; }
      mkdir -p /etc/systemd/system/iris-backend.service.d
      printf '[Service]\\nRestartSec=1\\n' >/etc/systemd/system/iris-backend.service.d/quick.conf
      systemctl daemon-reload
      change s/agent=.ready./agent=\\"v2\\"/ src/server.py two
      /opt/iris/deploy.sh >/scratch/deploy.log 2>&1; echo "good: $? $(head) $(version)"
      cat /scratch/deploy.log
      change '1i import no_such_module' src/server.py broken
      /opt/iris/deploy.sh >/scratch/deploy.log 2>&1; echo "broken: $? $(head) $(version)"
      grep -e 'is not healthy' -e 'is running again' -e 'No module named' /scratch/deploy.log | sed 's/[0-9a-f]\\{40\\}/COMMIT/g' | sort -u
      change 1d src/server.py mended
      change '$a no-such-package' requirements.txt dependencies
      /opt/iris/deploy.sh >/scratch/deploy.log 2>&1; echo "dependencies: $? $(head) $(version)"
      grep -e 'cannot be installed' -e healthy -e 'not restarted' -e 'Restarting' /scratch/deploy.log | sed 's/[0-9a-f]\\{40\\}/COMMIT/g'
      as sed -i /no-such-package/d /scratch/repository/backend/requirements.txt; commit three
      before=$(main)
      touch /scratch/no-pypi
      /opt/iris/deploy.sh >/scratch/deploy.log 2>&1; echo "no PyPI: $? $(head) $(version), $([ "$(main)" = "$before" ] && echo same process)"
      grep -e 'pip failed' -e healthy -e 'not restarted' /scratch/deploy.log | sed 's/[0-9a-f]\\{40\\}/COMMIT/g'
      rm /scratch/no-pypi
      echo mine | as tee /opt/iris/backend/note >/dev/null
      as git -C /opt/iris add backend/note
      change '1i import no_such_module' src/server.py 'broken again'
      /opt/iris/deploy.sh >/scratch/deploy.log 2>&1; echo "broken, with a file of somebody's: $? $(head) $(version) $(cat /opt/iris/backend/note)"
      rm /opt/iris/backend/note
      change 1d src/server.py 'mended again'
      exec 8</opt/iris/.git; flock 8
      /opt/iris/deploy.sh; echo "at the same time: $?"
      exec 8<&-
      echo mine >>/opt/iris/backend/src/server.py
      as git -C /opt/iris status --short
      /opt/iris/deploy.sh >/scratch/deploy.log 2>&1; echo "edited on the host: $? $(head) $(version)"
      as git -C /opt/iris checkout --quiet backend/src/server.py
      as git -C /scratch/repository checkout --quiet -b other
      change s/agent=\\"v2\\"/agent=\\"other\\"/ src/server.py 'on another branch'
      as git -C /scratch/repository checkout --quiet main
      (cd /opt/iris; as git fetch --quiet; as git checkout --quiet other)
      /opt/iris/deploy.sh >/scratch/deploy.log 2>&1; echo "another branch: $? $(head) $(version)"`,
    );
  }, 400_000);

  afterAll(() => host?.dispose());

  it("answers the health check through nginx", () => {
    expect(requests).toMatch(/^user data: 0\nhealth: \{"agent":"ready","status":"healthy"\}\n/);
  });

  it("takes a POST of 9 MB, and refuses 11 MB with 413", () => {
    expect(requests).toContain('"bytes":9437184\n"hit":false\n11 MB: 413\n');
  });

  it("passes an answer of 90 s through, and ends one of more than 120 s", () => {
    const [, status, seconds] = /^slow: (\d+) (\S+)$/m.exec(requests) ?? [];
    expect(status).toBe("200");
    expect(Number(seconds)).toBeGreaterThanOrEqual(SLOW);
    expect(requests).toMatch(/^too slow: 50[24] /m);
  });

  it("tells the application who asks, for which host, over what", () => {
    const { headers, scheme } = JSON.parse(host.read("/scratch/answer.json"));
    expect(headers).toMatchObject({
      Host: "iris.test",
      "X-Real-Ip": "127.0.0.1",
      "X-Forwarded-For": "192.0.2.7, 127.0.0.1",
      "X-Forwarded-Proto": "http",
    });
    expect(scheme).toBe("http");
  });

  it("knows no other path", () => {
    const unknown = ["/", "/api", "/api/iris", "/api/other", "/.env", "/static/x", "/api/iris/none"];
    expect(requests).toContain(unknown.map((path) => `${path} 404\n`).join(""));
  });

  it("logs the address that nginx saw, whatever a client sends", () => {
    const lines = host.read("/scratch/access.log").trimEnd().split("\n");
    expect(lines.filter((line) => line.includes('"POST /api/iris/analyze ')).length).toBeGreaterThanOrEqual(
      2,
    );
    expect(lines.filter((line) => !line.startsWith("127.0.0.1 ["))).toEqual([]);
  });

  it("keeps the cache over a restart and a boot, in /var/iris, for an application that knows a fixed folder", () => {
    expect(cache).toMatch(/^after a boot: "hit":true\nfirst: "hit":false\nfixed folder: "hit":true\n/);
    expect(cache).toContain("/var/iris:\ncache\nmetrics.json\n\n/var/iris/cache:\nHASH.json\nHASH.json\n");
    expect(cache).toContain("755 ubuntu:ubuntu\n640 ubuntu:ubuntu\nIRIS_CACHE_DIR: ");
  });

  it("keeps the same cache for one that reads IRIS_CACHE_DIR or CACHE_DIR", () => {
    expect(cache).toContain('IRIS_CACHE_DIR: "hit":true\nCACHE_DIR: "hit":true\n');
  });

  it("would have none without the unit's help, and nobody would notice", () => {
    expect(cache).toContain('without the unit: "hit":false\nhealth: 200\nContinuing without cache: ');
  });

  it("says in time that both workers are busy, which is all that two sync workers can do", () => {
    const [, status, seconds] = /^health: (\d+) (\S+) \{"status": "busy"\}$/m.exec(busy) ?? [];
    expect(status).toBe("503");
    expect(Number(seconds)).toBeGreaterThanOrEqual(SCALED.healthTimeoutSeconds);
    expect(Number(seconds)).toBeLessThan(SLOW / 2);
    expect(busy).toMatch(/^retry after: Retry-After: 10\s*$/m);
  });

  it("lets a third request wait for a worker", () => {
    const [, status, seconds] = /^waiting: (\d+) (\S+)$/m.exec(busy) ?? [];
    expect(status).toBe("200");
    expect(Number(seconds)).toBeGreaterThan(1);
    expect(busy).toMatch(/busy: 200 200 \nhealth: 200\n$/);
  });

  it("rotates under load: not a request and not a line of the log is lost", () => {
    expect(rotation).toMatch(/^logrotate: 0$/m);
    const [, sent] = /^load: 200:(\d+)$/m.exec(rotation) ?? [];
    expect(Number(sent)).toBeGreaterThan(50);
    expect(rotation).toContain(`logged: ${sent}\n`);
    expect(rotation).toContain("renamed: yes\nnew file: written\n");
  });

  it("lets what is under way finish when it rotates, and compresses what is older", () => {
    expect(rotation).toMatch(/^in flight: 200 /m);
    expect(rotation).toContain("same process: yes\n");
    expect(rotation).toMatch(/access\.log 644 ubuntu:ubuntu\n/);
    expect(rotation).toMatch(/access\.log\.1 \d+ ubuntu:ubuntu\n/);
    expect(rotation).toMatch(/access\.log\.2\.gz \d+ ubuntu:ubuntu\n/);
  });

  it("restarts under load without refusing anybody: requests wait for the new process", () => {
    expect(restart).toContain("restart: 0\nanother process: yes\n");
    expect(restart).toMatch(/^load: 200:\d+$/m);
    expect(restart).toMatch(/^in flight: 200 /m);
  });

  it("comes back when it is killed, at the cost of the requests under way", () => {
    const [, load = ""] = /^killed: (.*)$/m.exec(restart) ?? [];
    const lost = load.split(" ").filter((item) => !item.startsWith("200:"));
    expect(lost.join()).toMatch(/^(502:[1-4])?$/);
    expect(restart).toContain("afterwards: 200, another process\n");
  });

  it("deploys the newest commit", () => {
    expect(deployment).toMatch(
      /^good: 0 two "agent":"v2"\nPulling latest code\.\.\.\nInstalling dependencies\.\.\.\nRestarting service\.\.\.\nDeployment complete: [0-9a-f]{40}\n/,
    );
  });

  it("goes back to the commit before when the new one is not healthy, and says why", () => {
    expect(deployment).toContain('broken: 1 two "agent":"v2"\n');
    expect(deployment).toContain("COMMIT is not healthy: back to COMMIT\n");
    expect(deployment).toContain("COMMIT is running again; fix the branch before the next deployment\n");
  });

  it("leaves the service alone when the dependencies cannot be installed, and says nothing about its health", () => {
    const told = "the dependencies of COMMIT cannot be installed: back to COMMIT\n";
    const running = "the service was not restarted: it goes on with COMMIT\n";
    expect(deployment).toContain(`dependencies: 1 two "agent":"v2"\n${told}${running}`);
    expect(deployment).toContain(
      `no PyPI: 1 two "agent":"v2", same process\npip failed again: the packages stay as they are\n${running}`,
    );
  });

  it("throws nothing away that somebody changed on the host", () => {
    expect(deployment).toContain(`broken, with a file of somebody's: 1 two "agent":"v2" mine\n`);
  });

  it("deploys the branch that is checked out on the host", () => {
    expect(deployment).toContain('another branch: 0 on another branch "agent":"other"\n');
  });

  it("deploys once at a time, and not over changes made on the host", () => {
    expect(deployment).toContain("another deployment is running\nat the same time: 1\n");
    expect(deployment).toContain(" M backend/src/server.py\nedited on the host: 1 two ");
  });
});
