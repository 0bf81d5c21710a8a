import { Construct } from "constructs";
import { PlainformError } from "../errors";

const TEXT_FILE = Symbol.for("plainform/TextFile");

/** What is known of a file that is not Terraform. */
export interface TextFileProps {
  /** The whole text; should end in a new line. */
  readonly content: string;
  /** @default 0o644; 0o755 for what is executed */
  readonly mode?: 0o644 | 0o755;
  /** What an author has to open, as of `PlainStackProps`: the template. @default the stack's */
  readonly source?: string;
  /**
   * Whether to say at the top that the file is generated.
   * @default true where the file's type has comments
   */
  readonly header?: boolean;
  /**
   * Whether it documents the root module: its tables of inputs, outputs and resources and its tree of files are held
   * against the stack, and below `<!-- contents -->` its headings are listed (`docs/names-and-files.md`).
   * @default false
   */
  readonly documents?: boolean;
  /** Size in bytes that the file with its header must not exceed, if something limits it. */
  readonly maxBytes?: number;
}

/** A file that is not Terraform: a script, a unit, a README. Made by `PlainStack.text`. */
export class TextFile extends Construct {
  /**
   * @param scope the stack
   * @param path path below the system's folder, `/` separated
   */
  constructor(
    scope: Construct,
    readonly path: string,
    readonly props: TextFileProps,
  ) {
    super(scope, path);
    Object.defineProperty(this, TEXT_FILE, { value: true });
  }

  /**
   * The text as it is written.
   *
   * @param header what to say at its top, without comment markers
   * @returns the whole text, to the last newline
   * @throws PlainformError when it exceeds `maxBytes`
   */
  render(header: string): string {
    // From JavaScript, or from a cast.
    if (typeof this.props.content !== "string")
      throw new PlainformError({
        at: this.node.path,
        what: "a text file has no content",
        got: `content: ${typeof this.props.content}`,
        expected: "a string, which may be empty",
      });
    const text =
      this.props.header === false ? this.props.content : withHeader(this.path, this.props.content, header);
    const { maxBytes } = this.props;
    const size = Buffer.byteLength(text);
    if (maxBytes !== undefined && size > maxBytes)
      throw new PlainformError({
        at: this.node.path,
        what: "a file is too large for what it is used for",
        got: `${size} bytes`,
        expected: `at most ${maxBytes} bytes`,
        fix: "shorten it, or fetch the rest on the host",
      });
    return text;
  }
}

export function isTextFile(construct: unknown): construct is TextFile {
  return typeof construct === "object" && construct !== null && TEXT_FILE in construct;
}

const HASH =
  /(?:\.(?:sh|bash|service|timer|socket|path|conf|ya?ml|py|toml|cfg|env|tf|tfvars|cron|logrotate)|(?:^|\/)\.?[A-Za-z-]*ignore|(?:^|\/)\.gitattributes|\.tfvars\.example)$/;

/** Up to the line that says how the file is encoded, which Python reads in the first two lines only. */
const PYTHON_CODING = /^(?:[ \t\f]*(?:#.*)?\n)?[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+.*\n/;

/**
 * What tells a kernel or cloud-init what the file is, on the first line only
 * (https://docs.cloud-init.io/en/latest/explanation/format.html).
 */
const FIRST_LINES = /^(?:## template:.*\n)?(?:#!|#cloud-|#include|#part-handler|## template:).*\n/;

function withHeader(path: string, content: string, header: string): string {
  // Front matter counts only at the very top.
  if (/\.md$/.test(path)) return /^---\r?\n/.test(content) ? content : `<!-- ${header} -->\n\n${content}`;
  if (!HASH.test(path)) return content;
  const first = FIRST_LINES.exec(content)?.[0] ?? "";
  const top = path.endsWith(".py") ? (PYTHON_CODING.exec(content)?.[0] ?? first) : first;
  const rest = content.slice(top.length);
  // The file's own first comment is about something else.
  return `${top}# ${header}\n${rest.startsWith("#") ? "\n" : ""}${rest}`;
}
