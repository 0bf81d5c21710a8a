import { createServer, type IncomingMessage, type Server } from "node:http";

/** What the Docker API is asked to create. */
export interface CreatedContainer {
  readonly name: string;
  readonly service: string;
  /** `NAME=value`, or `NAME` alone, which takes the variable out of the image's own. */
  readonly env: readonly string[];
  readonly binds: readonly string[];
}

interface Container extends CreatedContainer {
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
  running: boolean;
}

/** As much of a Docker engine as `docker compose up -d` and `stop` talk to. Every image is there, every container healthy. */
export class DockerEngine {
  readonly #containers: Container[] = [];
  readonly #networks = new Set<string>();
  readonly #images = new Set<string>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void body(request).then((sent) => {
        const [status, answer] = this.#answer(request.method ?? "", new URL(`http://x${request.url}`), sent);
        response.writeHead(status, { "Content-Type": "application/json", "Api-Version": "1.44" });
        response.end(answer === undefined ? "" : JSON.stringify(answer));
      });
    });
  }

  listen(socket: string): Promise<void> {
    return new Promise((resolve) => this.#server.listen(socket, resolve));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  get started(): readonly CreatedContainer[] {
    return this.#containers.filter((container) => container.running);
  }

  /** Names of the images that were asked for. */
  get images(): readonly string[] {
    return [...this.#images].sort();
  }

  #answer(method: string, url: URL, sent: Body): readonly [number, unknown?] {
    const path = url.pathname.replace(/^\/v[\d.]+/, "");
    const [, kind, id = "", action] = path.split("/");
    if (path === "/_ping") return [200, "OK"];
    if (path === "/version") return [200, { Version: "25.0.14", ApiVersion: "1.44", MinAPIVersion: "1.24" }];
    if (path === "/info") return [200, { OSType: "linux", Architecture: "x86_64", Swarm: {} }];
    if (kind === "images") {
      const image = decodeURIComponent(path.slice("/images/".length).replace(/\/json$/, ""));
      if (image !== "json") this.#images.add(image);
      return [200, image === "json" ? [] : { Id: `sha256:${image}`, RepoTags: [image], Config: {} }];
    }
    if (kind === "networks" && method === "POST") {
      this.#networks.add(String(sent.Name));
      return [201, { Id: sent.Name }];
    }
    if (kind === "networks") return this.#network(id);
    if (kind === "volumes") return id === "" ? [200, { Volumes: [] }] : this.#volume(method, id, sent);
    if (path === "/containers/create") return this.#create(String(url.searchParams.get("name")), sent);
    if (path === "/containers/json") return [200, this.#containers.map(summary)];
    const container = this.#containers.find((container) => [container.id, container.name].includes(id));
    if (container === undefined) return [404, { message: `no such ${kind}: ${id}` }];
    if (action === "start") container.running = true;
    if (action === "stop") container.running = false;
    return action === "json" ? [200, inspection(container)] : [204];
  }

  #network(id: string): readonly [number, unknown?] {
    const networks = [...this.#networks].map((name) => ({
      Id: name,
      Name: name,
      Labels: networkLabels(name),
    }));
    if (id === "") return [200, networks];
    const network = networks.find(({ Name }) => Name === id);
    return network === undefined ? [404, { message: `network ${id} not found` }] : [200, network];
  }

  #volume(method: string, id: string, sent: Body): readonly [number, unknown?] {
    return method === "POST"
      ? [201, { Name: sent.Name, Labels: sent.Labels }]
      : [404, { message: `get ${id}: no such volume` }];
  }

  #create(name: string, sent: Body): readonly [number, unknown?] {
    const host = sent.HostConfig as {
      readonly Binds?: readonly string[];
      readonly Mounts?: readonly { readonly Source: string; readonly Target: string }[];
    };
    const id = `${this.#containers.length + 1}`.padStart(64, "0");
    const labels = sent.Labels as Readonly<Record<string, string>>;
    this.#containers.push({
      id,
      name,
      service: String(labels["com.docker.compose.service"]),
      env: sent.Env as readonly string[],
      binds: [
        ...(host.Binds ?? []).map((bind) => bind.replace(/:rw$/, "")),
        ...(host.Mounts ?? []).map(({ Source, Target }) => `${Source}:${Target}`),
      ],
      body: sent,
      running: false,
    });
    return [201, { Id: id, Warnings: [] }];
  }
}

type Body = Readonly<Record<string, unknown>>;

async function body(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? {} : (JSON.parse(text) as Body);
}

function networkLabels(name: string): Readonly<Record<string, string>> {
  const [, project = "", network = ""] = /^(.*)_([^_]+)$/.exec(name) ?? [];
  return { "com.docker.compose.project": project, "com.docker.compose.network": network };
}

function summary({ id, name, body, running }: Container): unknown {
  return {
    Id: id,
    Names: [`/${name}`],
    Image: body.Image,
    Labels: body.Labels,
    State: running ? "running" : "created",
    NetworkSettings: { Networks: {} },
    Mounts: [],
  };
}

function inspection({ id, name, body, running }: Container): unknown {
  // One-shot containers have done their work as soon as they were started.
  const done = body.Healthcheck === undefined && String(name).includes("init");
  return {
    Id: id,
    Name: `/${name}`,
    Image: body.Image,
    Config: body,
    HostConfig: body.HostConfig,
    Mounts: [],
    NetworkSettings: { Networks: {} },
    State: {
      Status: done ? "exited" : "running",
      Running: running && !done,
      ExitCode: 0,
      Health: body.Healthcheck === undefined ? undefined : { Status: "healthy", Log: [] },
    },
  };
}
