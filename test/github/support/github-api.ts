import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Comment {
  readonly id: number;
  readonly user: { readonly login: string };
  body: string;
}

export interface Issue extends Comment {
  readonly number: number;
  state: string;
  title: string;
  readonly comments: string[];
}

export const BOT = "github-actions[bot]";
const TOKEN = "a-token-of-the-job";
const REPOSITORY = "owner/name";

/** As much of GitHub's API as the workflow uses, of one pull request and the issues of one repository. */
export class GithubApi {
  readonly comments: Comment[] = [];
  readonly issues: Issue[] = [];
  readonly labels = new Set<string>();
  readonly requests: string[] = [];
  private readonly server: Server;
  private next = 10_000;

  constructor() {
    this.server = createServer((request, response) => {
      let body = "";
      request.on("data", (data) => {
        body += data;
      });
      request.on("end", () => {
        const [status, answer] = this.answer(request, body);
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(answer));
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  stop(): void {
    this.server.close();
  }

  /** What the runner sets for a job. */
  get environment(): Readonly<Record<string, string>> {
    const { port } = this.server.address() as AddressInfo;
    return { GITHUB_API_URL: `http://127.0.0.1:${port}`, GITHUB_REPOSITORY: REPOSITORY };
  }

  get token(): string {
    return TOKEN;
  }

  comment(login: string, body: string): Comment {
    const comment = { id: this.next++, user: { login }, body };
    this.comments.push(comment);
    return comment;
  }

  issue(number: number, login: string, body: string, title = ""): void {
    this.issues.push({ id: number, number, user: { login }, body, title, state: "open", comments: [] });
  }

  private answer(request: IncomingMessage, body: string): readonly [number, unknown] {
    const { method = "", url = "" } = request;
    this.requests.push(`${method} ${url}`);
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return [401, { message: "Bad credentials" }];
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const path = pathname.replace(`/repos/${REPOSITORY}/`, "");
    const said = body === "" ? {} : (JSON.parse(body) as { body?: string; title?: string; state?: string });
    if (said.body !== undefined && said.body.length > 65_536) return [422, { message: "body is too long" }];
    const page = <T>(items: readonly T[]): readonly T[] => {
      const size = Number(searchParams.get("per_page"));
      const start = (Number(searchParams.get("page") ?? 1) - 1) * size;
      return items.slice(start, start + size);
    };
    const id = Number(/\d+/.exec(path)?.[0]);
    const of = <T extends { id: number }>(items: readonly T[]): T | undefined =>
      items.find((item) => item.id === id);
    switch (`${method} ${path.replace(/\d+/, "N")}`) {
      case "GET issues/N/comments":
        return [200, page(this.comments)];
      case "POST issues/N/comments": {
        const issue = of(this.issues);
        if (issue === undefined) return [201, this.comment(BOT, said.body ?? "")];
        issue.comments.push(said.body ?? "");
        return [201, {}];
      }
      case "PATCH issues/comments/N":
        Object.assign(of(this.comments) ?? {}, said);
        return [of(this.comments) ? 200 : 404, {}];
      case "GET issues/N/labels":
        return [200, page([...this.labels].map((name) => ({ name })))];
      case "DELETE issues/comments/N":
        this.comments.splice(
          this.comments.findIndex((comment) => comment.id === id),
          1,
        );
        return [204, {}];
      case "GET issues":
        return [200, page(this.issues.filter(({ state }) => state === searchParams.get("state")))];
      case "POST issues":
        this.issue(this.next++, BOT, said.body ?? "", said.title);
        return [201, {}];
      case "PATCH issues/N":
        Object.assign(of(this.issues) ?? {}, said);
        return [of(this.issues) ? 200 : 404, {}];
      default: {
        const [, label] = /^DELETE issues\/\d+\/labels\/(.*)$/.exec(`${method} ${path}`) ?? [];
        if (label !== undefined) return [this.labels.delete(decodeURIComponent(label)) ? 200 : 404, []];
        return [404, { message: `not known here: ${method} ${path}` }];
      }
    }
  }
}
