import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { bootstrap, composeOverride, SERVICES, UNSET } from "../../stacks/dalston/host";
import { readmeOf } from "../support/readme";
import { ComposeProject, composeCommand, type Service } from "./support/compose";
import { DockerEngine } from "./support/docker-engine";
import { hereDocument } from "./support/shell";
import { describeUnless, runUntilDone } from "./support/tools";

const fixture = (name: string) => readFileSync(join(__dirname, "fixtures/dalston", name), "utf8");
const BASE = fixture("docker-compose.yml");
const ENV = {
  S3_BUCKET: "dalston-artifacts-123456789012",
  S3_REGION: "eu-west-2",
  AWS_REGION: "eu-west-2",
  POSTGRES_PASSWORD: "made-on-the-host",
};
const GPU_SERVICES = SERVICES.map((name) => name.replace(/-cpu$/, ""));
const TOUCH_S3 = SERVICES.filter((name) => !["redis", "postgres"].includes(name));
const compose = composeCommand();

const mounts = (service?: Service) =>
  service?.volumes?.map(({ type, source, target }) => `${type} ${source}:${target}`);
const published = (services: Readonly<Record<string, Service>>) =>
  Object.entries(services).flatMap(([name, { ports = [] }]) =>
    ports.map(({ host_ip, published, target }) => `${name} ${host_ip ?? "all"}:${published}:${target}`),
  );

describeUnless(
  compose === undefined ? "no Docker Compose v2: bash test/host/support/compose-plugin.sh" : undefined,
  "docker-compose.aws.yml over a compose file with MinIO",
  () => {
    const projects: ComposeProject[] = [];

    function project(files: Readonly<Record<string, string>>): ComposeProject {
      const made = new ComposeProject(compose ?? [], files);
      projects.push(made);
      return made;
    }

    const base = () => project({ "docker-compose.yml": BASE });
    const both = () => project({ "docker-compose.yml": BASE, "docker-compose.aws.yml": composeOverride() });

    afterAll(() => {
      for (const made of projects) {
        made.dispose();
      }
    });

    it("starts the document's services and nothing that they do not need, so no MinIO", () => {
      expect(Object.keys(base().config(SERVICES, ENV))).toContain("minio");
      expect(Object.keys(both().config(SERVICES, ENV)).sort()).toEqual([...SERVICES].sort());
    });

    it("keeps all other dependencies, whether listed or mapped", () => {
      const services = both().config(SERVICES, ENV);
      expect(Object.keys(services.orchestrator?.depends_on ?? {}).sort()).toEqual(["postgres", "redis"]);
      expect(services.gateway?.depends_on).toMatchObject({
        postgres: { condition: "service_healthy" },
        redis: { condition: "service_healthy" },
      });
    });

    it("gives every service that touches S3 the bucket and the region, and takes endpoint and keys away", () => {
      const services = both().config(SERVICES, ENV);
      for (const name of TOUCH_S3) {
        const environment = services[name]?.environment ?? {};
        const { S3_BUCKET, S3_REGION, AWS_REGION } = ENV;
        expect(environment).toMatchObject({
          S3_BUCKET,
          S3_REGION,
          AWS_REGION,
          REDIS_URL: "redis://redis:6379",
        });
        expect(UNSET.filter((key) => environment[key] !== null)).toEqual([]);
      }
      expect(JSON.stringify(services)).not.toMatch(/minio/i);
    });

    it("publishes the gateway's port and no other, where the file below publishes the databases", () => {
      expect(published(base().config(SERVICES, ENV))).toContain("postgres all:5432:5432");
      expect(published(both().config(SERVICES, ENV))).toEqual(["gateway all:8000:8000"]);
    });

    it("hands on the password that the host made, to Postgres and to whoever asks it", () => {
      const services = both().config(SERVICES, ENV);
      expect(services.postgres?.environment?.POSTGRES_PASSWORD).toBe(ENV.POSTGRES_PASSWORD);
      expect(services.gateway?.environment?.DATABASE_URL).toContain(`:${ENV.POSTGRES_PASSWORD}@postgres`);
    });

    it("puts Postgres and the models on /data, in place of the volumes there were", () => {
      const services = both().config(SERVICES, ENV);
      expect(mounts(services.postgres)).toEqual(["bind /data/postgres:/var/lib/postgresql/data"]);
      expect(mounts(services["stt-batch-transcribe-whisper-cpu"])).toEqual(["bind /data/models:/models"]);
    });

    it("changes nothing else: images, health checks, restart policy", () => {
      const before = base().config(SERVICES, ENV);
      const after = both().config(SERVICES, ENV);
      for (const name of SERVICES) {
        const {
          environment: _e,
          depends_on: _d,
          volumes: _v,
          ports: _p,
          build: _b,
          ...rest
        } = before[name] ?? {};
        expect(after[name]).toMatchObject(rest);
      }
    });

    it("takes no image of the repository's own from a registry, where anybody may own its name", () => {
      const services = both().config([...SERVICES, ...GPU_SERVICES], ENV);
      for (const [name, { image, pull_policy, build }] of Object.entries(services)) {
        expect([name, pull_policy], image).toEqual([
          name,
          image?.startsWith("dalston/") ? "never" : undefined,
        ]);
        if (pull_policy === "never") expect(build?.dockerfile, name).toBeDefined();
      }
    });

    it("serves the GPU engines too, and builds what the file below only names", () => {
      const services = both().config(GPU_SERVICES, ENV);
      expect(Object.keys(services).sort()).toEqual([...GPU_SERVICES].sort());
      expect(services["stt-batch-transcribe-whisper"]).toMatchObject({
        build: { dockerfile: "engines/transcribe/faster-whisper/Dockerfile" },
        deploy: { resources: { reservations: { devices: [{ driver: "nvidia" }] } } },
        volumes: [{ source: "/data/models", target: "/models" }],
      });
    });

    it("serves the engines of the memory budget", () => {
      const engines = ["stt-batch-align-whisperx-cpu", "stt-batch-diarize-pyannote-v31-cpu"];
      const services = both().config(engines, { ...ENV, HF_TOKEN: "hf_mine" });
      expect(Object.keys(services).sort()).toEqual(["redis", ...engines].sort());
      expect(services["stt-batch-diarize-pyannote-v31-cpu"]?.environment?.HF_TOKEN).toBe("hf_mine");
      expect(JSON.stringify(services)).not.toMatch(/minio/i);
    });

    it("refuses to work without a bucket, rather than with none", () => {
      expect(() => both().config(SERVICES, { AWS_REGION: "eu-west-2" })).toThrow(/S3_BUCKET/);
    });

    describe("the README's own override, over a file whose names have changed since", () => {
      const readme = readmeOf("dalston");
      const override = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
      const services = JSON.parse(/^services +=(.*)$/m.exec(readme)?.[1] ?? "[]") as string[];
      const renamed = fixture("docker-compose.renamed.yml");
      const config = () =>
        project({ "docker-compose.yml": renamed, "docker-compose.aws.yml": override }).config(services, ENV);

      it("is needed: the shipped one names services that are not there", () => {
        const shipped = project({
          "docker-compose.yml": renamed,
          "docker-compose.aws.yml": composeOverride(),
        });
        expect(() => shipped.config(services, ENV)).toThrow(/neither an image nor a build context/);
      });

      it("starts the same things, without MinIO", () => {
        expect(services.length).toBeGreaterThan(4);
        expect(Object.keys(config()).sort()).toEqual([...services].sort());
        expect(JSON.stringify(config())).not.toMatch(/minio/i);
      });

      it("reaches S3, and is reached on port 8000 only", () => {
        for (const name of services.filter((name) => !["redis", "postgres"].includes(name)))
          expect(config()[name]?.environment, name).toMatchObject({
            DALSTON_S3_BUCKET: ENV.S3_BUCKET,
            DALSTON_S3_REGION: ENV.S3_REGION,
            DALSTON_S3_ENDPOINT_URL: null,
            AWS_ACCESS_KEY_ID: null,
            AWS_SECRET_ACCESS_KEY: null,
          });
        expect(published(config())).toEqual(["gateway all:8000:8000"]);
      });

      it("keeps all data on /data, in a folder of its own for the other Postgres", () => {
        expect(mounts(config().postgres)).toEqual(["bind /data/postgres-18:/var/lib/postgresql"]);
        expect(Object.values(config()).flatMap((service) => mounts(service) ?? [])).toSatisfy(
          (all: readonly string[]) => all.length > 2 && all.every((mount) => mount.startsWith("bind /data/")),
        );
      });
    });

    describe("against an engine that writes down what it is asked for", () => {
      let engine: DockerEngine;

      beforeEach(() => {
        engine = new DockerEngine();
      });
      afterEach(() => engine.close());

      const socketOf = (made: ComposeProject) => join(made.directory, "docker.sock");

      async function ask(made: ComposeProject, parameters: readonly string[]) {
        const host = { DOCKER_HOST: `unix://${socketOf(made)}`, ...ENV };
        const env = { PATH: process.env.PATH, HOME: made.directory, ...host };
        const { status, output } = await runUntilDone(made.call(parameters), { cwd: made.directory, env });
        expect(status, output).toBe(0);
      }

      async function up(made: ComposeProject, services: readonly string[]) {
        await engine.listen(socketOf(made));
        await ask(made, ["up", "-d", ...services]);
        return new Map(engine.started.map((container) => [container.service, container]));
      }

      it("sends no endpoint and no keys to the containers, and never asks for MinIO", async () => {
        const started = await up(both(), SERVICES);
        expect([...started.keys()].sort()).toEqual([...SERVICES].sort());
        expect(engine.images.filter((image) => image.startsWith("minio"))).toEqual([]);
        const gateway = started.get("gateway")?.env ?? [];
        expect(gateway).toEqual(
          expect.arrayContaining([`S3_BUCKET=${ENV.S3_BUCKET}`, "AWS_REGION=eu-west-2"]),
        );
        // A name without a value takes the variable out, even if the image has one.
        expect(gateway).toEqual(expect.arrayContaining(UNSET));
        expect(started.get("postgres")?.binds).toEqual(["/data/postgres:/var/lib/postgresql/data"]);
      });

      it("starts no MinIO for an engine that nobody told about S3 either", async () => {
        const started = await up(both(), ["stt-batch-audio-redact-audio"]);
        expect([...started.keys()].sort()).toEqual(["redis", "stt-batch-audio-redact-audio"]);
      });

      it("is asked by dalston.service to stop all of them, whichever profiles they have", async () => {
        const [, stop = ""] =
          /^ExecStop=docker compose -f \S+ -f \S+ (.*)$/m.exec(hereDocument(bootstrap(), "UNIT")) ?? [];
        const made = both();
        // One more by hand, as somebody may have on the host.
        const started = await up(made, [...SERVICES, "prometheus"]);
        expect(started.size).toBe(SERVICES.length + 1);
        await ask(made, stop.replaceAll("'", "").split(" "));
        expect(engine.started.map(({ service }) => service)).toEqual([]);
      });

      it("would start it, and hand out its keys, without the override", async () => {
        const started = await up(base(), ["gateway"]);
        expect([...started.keys()].sort()).toEqual(["gateway", "minio", "minio-init", "postgres", "redis"]);
        expect(started.get("gateway")?.env).toContain("AWS_ACCESS_KEY_ID=minioadmin");
      });
    });
  },
);
