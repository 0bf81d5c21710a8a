import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import dockerignore from "@balena/dockerignore";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { renderTemplate } from "../../constructs/templates";
import { hostFile, SECRET_KEYS } from "../../stacks/bloaty/host";
import { ComposeProject, composeCommand } from "./support/compose";
import { startMoto } from "./support/moto";
import { Postgres, postgresUnavailable } from "./support/postgres";
import { readStub } from "./support/scratch-host";
import { bashSyntax, shellcheck } from "./support/shell";
import { exposure, verifyUnit } from "./support/systemd";
import { describeUnless, describeWith, itWith, type Outcome, run } from "./support/tools";

const SCRIPTS = ["setup-ec2.sh", "fetch-secrets.sh", "backup.sh", "restore.sh", "install-certificate.sh"];
const README = renderTemplate("bloaty/README.md");

describe("as shell scripts", () => {
  for (const name of SCRIPTS) {
    itWith(["bash"], `${name} is bash`, () => {
      expect(bashSyntax(hostFile(name))).toBe("");
    });
  }

  describeWith(["shellcheck"], "ShellCheck", () => {
    it.each(SCRIPTS)("has nothing to say about %s", (name) => {
      expect(shellcheck(hostFile(name))).toBe("");
    });
  });
});

describeWith(["systemd-analyze"], "bloaty.service", () => {
  it("is verified by systemd without a word", () => {
    expect(verifyUnit("bloaty.service", hostFile("bloaty.service"), ["docker.service"])).toBe("");
  });

  it("is confined to what it needs", () => {
    expect(exposure("bloaty.service", hostFile("bloaty.service"))).toBeLessThan(2);
  });
});

/** Lines of a file of /etc/cron.d that start something: times, user, command. */
function jobs(name: string): readonly (readonly [times: string, user: string, command: string])[] {
  return hostFile(`cron/${name}.cron`)
    .split("\n")
    .filter((line) => /^[\d*]/.test(line))
    .map((line) => {
      const [, times = "", user = "", command = ""] = /^((?:\S+ ){4}\S+) (\S+) (.*)$/.exec(line) ?? [];
      return [times, user, command];
    });
}

describe("the cron files", () => {
  it("back up at 3:00 as the owner of the clone, and try to renew twice a day as root", () => {
    expect(jobs("bloaty-backup")).toEqual([
      ["0 3 * * *", "ec2-user", "/opt/bloaty/deploy/backup.sh >>/var/log/bloaty-backup.log 2>&1"],
    ]);
    const [[times, user, command = ""] = [], ...more] = jobs("certbot-renew");
    expect(more).toEqual([]);
    expect(times).toMatch(/^\d+ \d+,\d+ \* \* \*$/);
    expect(user).toBe("root");
    expect(command).toMatch(/^certbot renew .*--webroot -w \/var\/www\/certbot$/);
    // A percent sign is a new line to cron.
    expect(command).not.toContain("%");
  });

  // Vixie cron's own parser, for tables of users: without the user's name.
  describeWith(["crontab"], "cron", () => {
    it.each(["bloaty-backup", "certbot-renew"])("reads %s, and would not with a wrong hour", (name) => {
      const table = hostFile(`cron/${name}.cron`).replace(/^((?:[\d*,]+ ){5})\S+ /gm, "$1");
      const parse = (text: string) => {
        const file = join(temporary("cron"), "table");
        writeFileSync(file, text);
        return run("crontab", ["-n", file]);
      };
      expect(parse(table)).toMatchObject({ status: 0 });
      expect(parse(table.replace(/^(\d+) [\d,]+/m, "$1 25")).status).not.toBe(0);
    });
  });
});

const folders: string[] = [];

function temporary(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `bloaty-${purpose}-`));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A clone of the repository with a base file, and `docker-compose` that needs no Docker. */
class Clone {
  readonly path = temporary("clone");
  readonly programs = temporary("programs");

  constructor(private readonly env: Readonly<Record<string, string>> = {}) {
    mkdirSync(join(this.path, "deploy"));
    for (const name of SCRIPTS) {
      writeFileSync(join(this.path, "deploy", name), hostFile(name));
      chmodSync(join(this.path, "deploy", name), 0o755);
    }
    writeFileSync(join(this.path, "deploy/docker-compose.prod.yml"), hostFile("docker-compose.prod.yml"));
    cpSync(join(__dirname, "fixtures/bloaty/docker-compose.yml"), join(this.path, "docker-compose.yml"));
    writeFileSync(join(this.programs, "docker-compose"), readStub("docker-compose"), { mode: 0o755 });
  }

  /** A script of deploy/, as ec2-user would call it: from anywhere, in a plain environment. */
  call(
    script: string,
    parameters: readonly string[] = [],
    more: Readonly<Record<string, string>> = {},
  ): Outcome {
    return run(join(this.path, "deploy", script), parameters, {
      cwd: "/",
      env: {
        PATH: `${this.programs}:${process.env.PATH}`,
        HOME: this.path,
        AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY: "example",
        AWS_REGION: "us-east-1",
        AWS_EC2_METADATA_DISABLED: "true",
        ...this.env,
        ...more,
      },
    });
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), "utf8");
  }

  write(name: string, text: string): void {
    mkdirSync(join(this.path, name, ".."), { recursive: true });
    writeFileSync(join(this.path, name), text);
  }

  get log(): string {
    const path = join(this.programs, "docker-compose.log");
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  }
}

const SECRETS = {
  ANTHROPIC_API_KEY: "sk-ant-api03-x_y-z",
  SESSION_SECRET_KEY: "0f".repeat(32),
  POSTGRES_PASSWORD: "ab/+cd==",
  BACKUP_S3_BUCKET: "bloaty-backups-0a1b2c3d",
};

const HOSTILE: Readonly<Record<string, string>> = {
  spaces: "  two words  and more ",
  hash: "before # after#",
  dollars: "$HOME ${HOME} $$ $(id) $",
  "double quotes": 'say "hello"',
  "single quotes": "it's 'quoted'",
  "both quotes and dollars": `'"$HOME"' \${x:-y} $1`,
  backslashes: "C:\\new\\table\\\\",
  "a backslash before a quote": "a\\'b\\\"c\\",
  newlines: "-----BEGIN-----\nline # two\n'three'\n-----END-----\n",
  "newlines alone": "one\n\ntwo\n",
  equals: "=a=b= export X=1",
  "a carriage return": "one\r\ntwo",
  backticks: "`id`",
  unicode: "naïve — ☃ 🦔",
  "what looks like a comment": "# not a comment",
  "what looks like an escape": "\\n \\t \\$ \\0140 \\x41",
};

const compose = composeCommand();
const withoutCompose =
  compose === undefined ? "no Docker Compose v2: bash test/host/support/compose-plugin.sh" : undefined;

describeWith(["aws", "moto_server", "jq"], "with secrets in moto", () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let clone: Clone;

  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto?.stop());
  beforeEach(() => {
    clone = new Clone({ AWS_ENDPOINT_URL: moto.url });
  });

  function aws(parameters: readonly string[]): string {
    const { status, output } = run("aws", ["--region", "us-east-1", ...parameters], {
      env: {
        ...process.env,
        AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY: "example",
        AWS_ENDPOINT_URL: moto.url,
      },
    });
    if (status !== 0) throw new Error(output);
    return output;
  }

  async function call(action: string, body: Readonly<Record<string, string>>): Promise<void> {
    const response = await fetch(moto.url, {
      method: "POST",
      headers: {
        authorization: "AWS4-HMAC-SHA256 Credential=x/20250101/us-east-1/secretsmanager/aws4_request",
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `secretsmanager.${action}`,
      },
      body: JSON.stringify(body),
    });
    expect(response.status, await response.text()).toBe(200);
  }

  /** What Terraform makes: an empty secret. */
  async function emptySecret(): Promise<void> {
    await fetch(`${moto.url}/moto-api/reset`, { method: "POST" });
    await call("CreateSecret", { Name: "bloaty/production" });
  }

  async function secret(content: string): Promise<void> {
    await emptySecret();
    await call("PutSecretValue", { SecretId: "bloaty/production", SecretString: content });
  }

  describe("fetch-secrets.sh", () => {
    it("writes .env for its owner only, with what is in the secret and what follows from it", async () => {
      await secret(JSON.stringify({ ...SECRETS, MORE: "is ignored" }));
      const { status, output } = clone.call("fetch-secrets.sh");
      expect({ status, output }).toEqual({ status: 0, output: "bloaty: .env written\n" });
      expect(clone.read(".env")).toBe(
        [
          ...Object.entries(SECRETS).map(([key, value]) => `${key}='${value}'`),
          // A slash or an equals sign would end the password of a URL.
          "DATABASE_URL='postgresql://postgres:ab%2F%2Bcd%3D%3D@db:5432/bloaty'",
          "COMPOSE_FILE='docker-compose.yml:deploy/docker-compose.prod.yml'\n",
        ].join("\n"),
      );
      expect((statSync(join(clone.path, ".env")).mode & 0o7777).toString(8)).toBe("600");
      expect(readdirSync(clone.path).filter((name) => name.startsWith(".env"))).toEqual([".env"]);
    });

    it("asks the instance for its region, with a token", async () => {
      await secret(JSON.stringify(SECRETS));
      const curl =
        '#!/bin/bash\ncase "$*" in *PUT*/api/token) echo t0k3n ;; *t0k3n*/placement/region) echo us-east-1 ;; *) exit 22 ;; esac\n';
      writeFileSync(join(clone.programs, "curl"), curl, { mode: 0o755 });
      expect(clone.call("fetch-secrets.sh", [], { AWS_REGION: "" })).toMatchObject({ status: 0 });
      writeFileSync(join(clone.programs, "curl"), "#!/bin/sh\nexit 28\n", { mode: 0o755 });
      expect(clone.call("fetch-secrets.sh", [], { AWS_REGION: "" }).status).not.toBe(0);
    });

    describeUnless(withoutCompose, "read back by Docker Compose and by a shell", () => {
      it.each(Object.entries(HOSTILE))("keeps %s", async (_, value) => {
        await secret(JSON.stringify({ ...SECRETS, ANTHROPIC_API_KEY: value, POSTGRES_PASSWORD: value }));
        expect(clone.call("fetch-secrets.sh")).toMatchObject({ status: 0 });
        const services = productionConfig(clone);
        expect(services.web?.environment?.ANTHROPIC_API_KEY).toBe(value);
        expect(services.db?.environment?.POSTGRES_PASSWORD).toBe(value);
        const url = services.web?.environment?.DATABASE_URL ?? "";
        const [, password = ""] = /^postgresql:\/\/postgres:([^@/]*)@db:5432\/bloaty$/.exec(url) ?? [];
        expect(decodeURIComponent(password)).toBe(value);
        // A carriage return is the one thing that only Compose can read.
        if (value.includes("\r")) return;
        const sourced = run("bash", ["-c", "set -a; . ./.env; exec env -0"], { cwd: clone.path });
        expect(sourced.output.split("\0")).toContain(`ANTHROPIC_API_KEY=${value}`);
      });

      it("runs nothing when a value that only double quotes hold has backticks", async () => {
        const value = "it's `touch stolen`";
        await secret(JSON.stringify({ ...SECRETS, ANTHROPIC_API_KEY: value }));
        expect(clone.call("fetch-secrets.sh")).toMatchObject({ status: 0 });
        expect(productionConfig(clone).web?.environment?.ANTHROPIC_API_KEY).toBe(value);
        run("bash", ["-c", ". ./.env"], { cwd: clone.path });
        expect(existsSync(join(clone.path, "stolen"))).toBe(false);
      });
    });

    it.each([
      ...SECRET_KEYS.map((key) => [`without ${key}`, JSON.stringify({ ...SECRETS, [key]: undefined }), key]),
      ["with an empty value", JSON.stringify({ ...SECRETS, POSTGRES_PASSWORD: "" }), "POSTGRES_PASSWORD"],
      ["with a number", JSON.stringify({ ...SECRETS, POSTGRES_PASSWORD: 5 }), "POSTGRES_PASSWORD"],
      ["with a NUL", JSON.stringify({ ...SECRETS, POSTGRES_PASSWORD: "a\0b" }), "POSTGRES_PASSWORD"],
      ["that is a list", '["sk-ant-api03-x_y-z"]', "not a JSON object"],
      ["that is not JSON", "sk-ant-api03-x_y-z", "no new .env"],
    ])(
      "leaves the old .env as it was for a secret %s, and says why without telling it",
      async (_, content, why) => {
        clone.write(".env", "OLD='yes'\n");
        await secret(String(content));
        const { status, output } = clone.call("fetch-secrets.sh");
        expect(status).not.toBe(0);
        expect(output).toContain(why);
        expect(output).not.toContain("sk-ant");
        expect(clone.read(".env")).toBe("OLD='yes'\n");
        expect(readdirSync(clone.path).filter((name) => name.startsWith(".env"))).toEqual([".env"]);
      },
    );

    it("leaves it too while the secret is still empty", async () => {
      clone.write(".env", "OLD='yes'\n");
      await emptySecret();
      expect(clone.call("fetch-secrets.sh").status).not.toBe(0);
      expect(clone.read(".env")).toBe("OLD='yes'\n");
    });
  });

  /** The README's own command as a terminal without bracketed paste hands it over, and what is typed after it. */
  function pasted(typed: string, bucket = "my-bucket"): Outcome {
    const [, command = ""] = /^(\(\n {2}read [\s\S]*?)^```$/m.exec(README) ?? [];
    const programs = temporary("terraform");
    const outputs = `case $3 in backup_bucket) echo -n ${bucket};; region) echo -n us-east-1;; secret_name) echo -n bloaty/production;; esac`;
    writeFileSync(join(programs, "terraform"), `#!/bin/bash\n${outputs}\n`, { mode: 0o755 });
    return run("bash", [], {
      input: `${command}${typed}`,
      env: {
        ...process.env,
        PATH: `${programs}:${process.env.PATH}`,
        AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY: "example",
        AWS_ENDPOINT_URL: moto.url,
      },
    });
  }

  it.each([
    ["no key", "\n", "my-bucket"],
    ["no bucket, as in another folder", "sk-ant-1\n", ""],
  ])("is not filled by the README's own command with %s, and it says why", async (_, typed, bucket) => {
    await emptySecret();
    const { status, output } = pasted(typed, bucket);
    expect(status).not.toBe(0);
    expect(output).toContain("a value is empty: nothing was stored");
    expect(output).not.toContain("sk-ant");
    expect(clone.call("fetch-secrets.sh").output).toContain("can't find the specified secret value");
  });

  it("is filled by the README's own command, with generated values", async () => {
    await emptySecret();
    const { status, output } = pasted("sk-ant-1\n");
    expect(status, output).toBe(0);
    const stored = aws([
      "secretsmanager",
      "get-secret-value",
      "--secret-id",
      "bloaty/production",
      "--query",
      "SecretString",
      "--output",
      "text",
    ]);
    expect(JSON.parse(stored)).toEqual({
      ANTHROPIC_API_KEY: "sk-ant-1",
      SESSION_SECRET_KEY: expect.stringMatching(/^[0-9a-f]{64}$/),
      POSTGRES_PASSWORD: expect.stringMatching(/^[A-Za-z0-9+/]{32}$/),
      BACKUP_S3_BUCKET: "my-bucket",
    });
    expect(clone.call("fetch-secrets.sh")).toMatchObject({ status: 0 });
  });

  describeUnless(postgresUnavailable(), "with a real PostgreSQL", () => {
    let postgres: Postgres;
    const bucket = SECRETS.BACKUP_S3_BUCKET;
    const today = new Date().toISOString().slice(0, 10);

    beforeAll(() => {
      postgres = new Postgres();
    });
    afterAll(() => postgres?.dispose());
    beforeEach(async () => {
      await secret(JSON.stringify(SECRETS));
      aws(["s3api", "create-bucket", "--bucket", bucket]);
      for (const name of ["bloaty", "bloaty_restoring", "bloaty_before_restore"])
        postgres.sql("postgres", `DROP DATABASE IF EXISTS ${name}`);
      postgres.sql("postgres", "CREATE DATABASE bloaty");
      postgres.sql(
        "bloaty",
        `CREATE TABLE meals (id serial PRIMARY KEY, name text NOT NULL);
         CREATE TABLE symptoms (meal_id int REFERENCES meals, note text, at timestamptz DEFAULT now());
         INSERT INTO meals (name) SELECT 'meal "' || n || E'" \\n\\t $x ☃' FROM generate_series(1, 500) AS n;
         INSERT INTO symptoms SELECT id, repeat('bloat', 5) FROM meals;`,
      );
      clone = new Clone({ AWS_ENDPOINT_URL: moto.url, ...postgres.env });
      clone.call("fetch-secrets.sh");
      clone.write("uploads/meal.jpg", "a photo");
      clone.write("uploads/2024/with space.jpg", "another");
    });

    const data = () =>
      postgres.sql(
        "bloaty",
        "SELECT * FROM meals ORDER BY 1; SELECT * FROM symptoms ORDER BY 1; SELECT nextval('meals_id_seq')",
      );
    const keys = () =>
      aws([
        "s3api",
        "list-objects-v2",
        "--bucket",
        bucket,
        "--query",
        "sort(not_null(Contents, `[]`)[].Key)",
        "--output",
        "json",
      ]);
    const objects = () => JSON.parse(keys()) as unknown;

    it("backs up a dump and the uploads, and keeps what was deleted since", () => {
      expect(clone.call("backup.sh")).toMatchObject({ status: 0 });
      const dump = `db/bloaty-${today}.sql.gz`;
      expect(objects()).toEqual([dump, "uploads/2024/with space.jpg", "uploads/meal.jpg"]);
      rmSync(join(clone.path, "uploads/meal.jpg"));
      clone.write("uploads/new.jpg", "one more");
      expect(clone.call("backup.sh")).toMatchObject({ status: 0 });
      expect(objects()).toEqual([dump, "uploads/2024/with space.jpg", "uploads/meal.jpg", "uploads/new.jpg"]);
      expect(readdirSync(join(clone.path, "backups"))).toEqual([`bloaty-${today}.sql.gz`]);
    });

    it("keeps seven days of local copies, and nothing of a backup that was killed", () => {
      const old = (days: number) => (Date.now() - days * 86_400_000) / 1000;
      for (const [name, days] of [
        ["bloaty-2024-01-01.sql.gz", 9],
        // As at the same time of the night, a week and six days ago.
        ["bloaty-2024-01-03.sql.gz", 7.001],
        ["bloaty-2024-01-04.sql.gz", 6.001],
        [".bloaty-2024-01-02.sql.gz.abc123", 2],
        ["of-mine.txt", 99],
      ] as const) {
        clone.write(`backups/${name}`, "x");
        utimesSync(join(clone.path, "backups", name), old(days), old(days));
      }
      expect(clone.call("backup.sh")).toMatchObject({ status: 0 });
      expect(readdirSync(join(clone.path, "backups")).sort()).toEqual([
        "bloaty-2024-01-04.sql.gz",
        `bloaty-${today}.sql.gz`,
        "of-mine.txt",
      ]);
    });

    it("uploads nothing when pg_dump fails half way, and says so", () => {
      clone.write(`../${clone.programs.split("/").at(-1)}/pg_dump-breaks`, "");
      const { status, output } = clone.call("backup.sh");
      expect(status).not.toBe(0);
      expect(output).toMatch(/backup of \S+ FAILED at line \d+/);
      expect(objects()).toEqual([]);
      expect(readdirSync(join(clone.path, "backups"))).toEqual([]);
    });

    it.each([
      ["a bucket that is not there", "sed -i s/0a1b2c3d/other/ .env"],
      ["no .env", "rm .env"],
      ["no uploads folder", "rm -r uploads"],
      ["no database", "psql -U postgres -c 'DROP DATABASE bloaty' postgres"],
    ])("fails with %s", (_, breaking) => {
      run("bash", ["-ec", breaking], { cwd: clone.path, env: { ...process.env, ...postgres.env } });
      expect(clone.call("backup.sh").status).not.toBe(0);
    });

    it("leaves the backup as it is when the uploads folder is empty, as on a new machine, or gone", () => {
      expect(clone.call("backup.sh")).toMatchObject({ status: 0 });
      const before = objects();
      rmSync(join(clone.path, "uploads"), { recursive: true });
      const { status, output } = clone.call("backup.sh");
      expect(status).not.toBe(0);
      expect(output).toContain("/opt/bloaty/uploads is missing: run deploy/setup-ec2.sh");
      expect(objects()).toEqual(before);
      mkdirSync(join(clone.path, "uploads"));
      expect(clone.call("backup.sh")).toMatchObject({ status: 0 });
      expect(objects()).toEqual(before);
    });

    it("gives back an older version of what was overwritten, by the README's commands", () => {
      aws([
        "s3api",
        "put-bucket-versioning",
        "--bucket",
        bucket,
        "--versioning-configuration",
        "Status=Enabled",
      ]);
      expect(clone.call("backup.sh")).toMatchObject({ status: 0 });
      clone.write("uploads/meal.jpg", "overwritten by a mistake");
      expect(clone.call("backup.sh")).toMatchObject({ status: 0 });
      const [, list = "", get = ""] =
        /(aws s3api list-object-versions [\s\S]*?)\n(aws s3api get-object [\s\S]*?)\n```/.exec(README) ?? [];
      const folder = temporary("versions");
      const shell = (command: string) =>
        run("bash", ["-ec", command.replaceAll("BUCKET", bucket).replaceAll("PATH_OF_IT", "meal.jpg")], {
          cwd: folder,
          env: {
            ...process.env,
            AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
            AWS_SECRET_ACCESS_KEY: "example",
            AWS_DEFAULT_REGION: "us-east-1",
            AWS_ENDPOINT_URL: moto.url,
          },
        });
      const versions = shell(list).output.trim().split("\n");
      expect(versions).toHaveLength(2);
      const [, oldest = ""] = versions.at(-1)?.split("\t") ?? [];
      const { status, output } = shell(get.replace("VERSION", oldest));
      expect(status, output).toBe(0);
      expect(readFileSync(join(folder, "meal.jpg"), "utf8")).toBe("a photo");
    });

    /** As the README says: download from one's own machine, copy to the server. */
    function downloaded(): string {
      expect(clone.call("backup.sh")).toMatchObject({ status: 0 });
      const file = join(temporary("download"), `bloaty-${today}.sql.gz`);
      aws(["s3", "cp", "--quiet", `s3://${bucket}/db/bloaty-${today}.sql.gz`, file]);
      return file;
    }

    it("restores equal data over what has changed since, and keeps that aside", () => {
      const dump = downloaded();
      const before = data();
      postgres.sql(
        "bloaty",
        "DROP TABLE symptoms; DELETE FROM meals WHERE id > 7; CREATE TABLE later (x int)",
      );
      const { status, output } = clone.call("restore.sh", [dump]);
      expect(status, output).toBe(0);
      expect(data()).toBe(before);
      expect(postgres.sql("bloaty", "SELECT to_regclass('later') IS NULL")).toBe("t\n");
      expect(postgres.sql("bloaty_before_restore", "SELECT count(*) FROM meals")).toBe("7\n");
      expect(clone.log).toMatch(/^stop web worker$[\s\S]*^start web worker$/m);
      // And once more, over the copy that was kept.
      expect(clone.call("restore.sh", [dump])).toMatchObject({ status: 0 });
      expect(data()).toContain('meal "500"');
    });

    it("restores by hand too, with the document's own commands", () => {
      const dump = downloaded();
      const before = data();
      postgres.sql("bloaty", "DELETE FROM symptoms; DELETE FROM meals WHERE id > 7");
      const [, commands = ""] = /^(gunzip [\s\S]*?)^```$/m.exec(README) ?? [];
      const script = commands.replaceAll("/tmp/bloaty-2024-01-15.sql", dump.replace(/\.gz$/, ""));
      const { status, output } = run("bash", ["-ec", script], {
        cwd: clone.path,
        env: { ...process.env, ...postgres.env, PATH: `${clone.programs}:${process.env.PATH}` },
      });
      expect(status, output).toBe(0);
      expect(output).not.toContain("ERROR");
      expect(data()).toBe(before);
    });

    it.each([
      ["a dump that ends in the middle", (text: string) => text.slice(0, text.length / 2)],
      [
        "a dump with an error in it",
        (text: string) => text.replace("COPY public.meals", "COPY public.nothing"),
      ],
    ])("changes nothing for %s, and starts nothing anew", (_, spoil) => {
      const dump = downloaded().replace(/\.gz$/, "");
      run("gunzip", [`${dump}.gz`]);
      writeFileSync(dump, spoil(readFileSync(dump, "utf8")));
      const before = data();
      const { status, output } = clone.call("restore.sh", [dump]);
      expect(status).not.toBe(0);
      expect(output).toContain("was not restored; nothing was changed in the database bloaty");
      expect(postgres.sql("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'bloaty%'")).toBe(
        "bloaty\n",
      );
      expect(data().replace(/\d+\n$/, "")).toBe(before.replace(/\d+\n$/, ""));
      expect(clone.log).not.toContain("stop");
    });
  });
});

/** The services as Compose sees them in /opt/bloaty, where .env names both files. */
function productionConfig(clone: Clone): Readonly<Record<string, ServiceConfig>> {
  const [program = "", ...parameters] = compose ?? [];
  const { status, output } = run(program, [...parameters, "config", "--format", "json"], {
    cwd: clone.path,
    env: { PATH: process.env.PATH, HOME: clone.path },
  });
  if (status !== 0) throw new Error(output);
  const { services } = JSON.parse(output) as { readonly services: Readonly<Record<string, ServiceConfig>> };
  return JSON.parse(JSON.stringify(services).replaceAll("$$", "$")) as typeof services;
}

interface ServiceConfig {
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly { readonly published: string; readonly target: number }[];
  readonly volumes?: readonly {
    readonly source: string;
    readonly target: string;
    readonly read_only?: boolean;
  }[];
  readonly restart?: string;
  readonly command?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
}

describe(".dockerignore", () => {
  it("keeps secrets, history and data out of the image, and nothing that it needs", () => {
    const names = dockerignore().add(renderTemplate("bloaty/dockerignore"));
    const left = (paths: readonly string[]) => names.filter([...paths]);
    expect(
      left([
        ".env",
        ".env.Ab12Cd",
        ".git/config",
        "backups/bloaty-2024-01-15.sql.gz",
        "uploads/meals/meal.jpg",
        "deploy/install-certificate.sh",
      ]),
    ).toEqual([]);
    const needed = [
      "docker-entrypoint.sh",
      "pyproject.toml",
      "app/main.py",
      "app/static/css/base.css",
      "alembic.ini",
    ];
    expect(left(needed)).toEqual(needed);
  });
});

describeUnless(withoutCompose, "docker-compose.prod.yml over a development setup", () => {
  const files = {
    "docker-compose.yml": readFileSync(join(__dirname, "fixtures/bloaty/docker-compose.yml"), "utf8"),
    "prod.yml": hostFile("docker-compose.prod.yml"),
  };
  const env = { ...SECRETS, DATABASE_URL: "postgresql://postgres:x@db:5432/bloaty" };
  let project: ComposeProject;

  beforeAll(() => {
    project = new ComposeProject(compose ?? [], files);
  });
  afterAll(() => project?.dispose());

  const services = () => project.config([], env) as Readonly<Record<string, ServiceConfig>>;

  it("publishes nothing but nginx, on 80 and 443", () => {
    const published = Object.entries(services()).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => `${name} ${port.published}:${port.target}`),
    );
    expect(published).toEqual(["nginx 80:80", "nginx 443:443"]);
  });

  it("restarts all of them", () => {
    expect(Object.values(services()).map(({ restart }) => restart)).toEqual(Array(5).fill("unless-stopped"));
  });

  it("runs the image's code with workers, not a mounted checkout that reloads", () => {
    const { web, worker } = services();
    expect(web?.command?.join(" ")).toBe("uvicorn app.main:app --host 0.0.0.0 --port 8000 --workers 2");
    const uploads = [
      { type: "bind", source: join(project.directory, "uploads"), target: "/app/uploads" },
    ] as const;
    expect(web?.volumes).toMatchObject(uploads);
    expect(worker?.volumes).toMatchObject(uploads);
    const sources = Object.values(services()).flatMap(({ volumes = [] }) =>
      volumes.map(({ source }) => source),
    );
    expect(sources).not.toContain(project.directory);
  });

  it("waits for what is healthy, as development does", () => {
    const { web, worker, nginx } = services();
    for (const service of [web, worker])
      expect(service?.depends_on).toMatchObject({
        db: { condition: "service_healthy" },
        redis: { condition: "service_healthy" },
      });
    expect(nginx?.depends_on).toMatchObject({ web: { condition: "service_healthy" } });
    expect(web?.healthcheck).toBeDefined();
  });

  it("gives nginx the configuration, what it serves itself, the certificate and the webroot, read-only", () => {
    const mounts = services().nginx?.volumes?.map(({ source, target, read_only }) => [
      source,
      target,
      read_only,
    ]);
    expect(mounts).toEqual([
      [join(project.directory, "deploy/nginx"), "/etc/nginx/conf.d", true],
      [join(project.directory, "app/static"), "/srv/bloaty/static", true],
      [join(project.directory, "uploads"), "/srv/bloaty/uploads", true],
      ["/etc/bloaty/tls", "/etc/bloaty/tls", true],
      ["/var/www/certbot", "/var/www/certbot", true],
    ]);
  });

  it("takes secrets from the environment and leaves the rest alone", () => {
    const { db, web, worker } = services();
    expect(db?.environment).toMatchObject({
      POSTGRES_DB: "bloaty",
      POSTGRES_PASSWORD: SECRETS.POSTGRES_PASSWORD,
    });
    expect(db?.volumes).toMatchObject([{ source: "postgres_data" }]);
    for (const service of [web, worker])
      expect(service?.environment).toMatchObject({
        DATABASE_URL: env.DATABASE_URL,
        REDIS_URL: "redis://redis:6379/0",
        ANTHROPIC_API_KEY: SECRETS.ANTHROPIC_API_KEY,
        SESSION_SECRET_KEY: SECRETS.SESSION_SECRET_KEY,
        SESSION_COOKIE_SECURE: "true",
      });
    expect(web?.environment).toMatchObject({ LOG_LEVEL: "info" });
    expect(worker?.command).toEqual(["dramatiq", "app.workers.diagnosis_worker", "--processes", "1"]);
  });

  it.each(["POSTGRES_PASSWORD", "DATABASE_URL", "ANTHROPIC_API_KEY", "SESSION_SECRET_KEY"])(
    "refuses to work without %s, rather than with the development one",
    (key) => {
      expect(() => project.config([], { ...env, [key]: "" })).toThrow("run deploy/fetch-secrets.sh");
    },
  );
});
