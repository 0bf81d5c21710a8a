import type { Expression } from "../hcl/ast";
import { argumentOf, argumentsWithin, blocksOf, constantText, within } from "../hcl/walk";
import type { SourceFile } from "../module";
import { type Finding, fileRule, type Rule, type StyleOptions } from "../rule";

/** The form of plainform's header: `# Generated from stacks/bouvet.ts by plainform ("npm run synth").` */
export const DEFAULT_HEADER = /^# Generated from \S+ by plainform \("[^"]+"\)/;

/** The owners of public images, by AWS account. */
const PUBLISHERS = [
  "099720109477", // Canonical
  "136693071363", // Debian
  "137112412989", // Amazon
  "309956199498", // Red Hat
  "075585003325", // Flatcar
  "792107900819", // Rocky Linux
  "764336703387", // AlmaLinux
  "013907871322", // SUSE
];

const DATE = /(?<![\d-])(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d-])/g;
/** Versions of languages and interfaces that happen to be dates. */
const DATES_THAT_ARE_VERSIONS = ["2012-10-17", "2008-10-17", "2010-09-09", "2020-05-31"];
const MONTH = "(January|February|March|April|May|June|July|August|September|October|November|December)";
const WRITTEN_DATE = new RegExp(`\\b(\\d{1,2}\\.? ${MONTH}|${MONTH} \\d{1,2},?) \\d{4}\\b`);
const FILE_FUNCTIONS =
  /^(file|filebase64|fileexists|fileset|templatefile|filemd5|file(base64)?sha(1|256|512))$/;
const ABSOLUTE = /^(\/|[A-Za-z]:[\\/])/;

/** A piece of text that someone wrote: a comment, a string, or a heredoc's line. */
interface Written extends Finding {
  readonly isHeredoc: boolean;
}

function* writtenIn(file: SourceFile): Generator<Written> {
  for (const token of file.tokens) {
    if (token.kind === "comment") {
      yield { line: token.line, message: token.text, isHeredoc: false };
    }
  }
  for (const [{ value }] of argumentsWithin(file.body)) {
    for (const expression of within(value)) {
      if (expression.kind === "literal") {
        yield { line: expression.line, message: expression.text, isHeredoc: false };
      }
      for (const part of expression.kind === "template" ? expression.parts : []) {
        if (part.kind === "text") {
          const isHeredoc = expression.kind === "template" && expression.form !== "quoted";
          for (const [index, message] of part.text.split("\n").entries()) {
            yield { line: part.line + index, message, isHeredoc };
          }
        }
      }
    }
  }
}

function* header(file: SourceFile, options: StyleOptions): Generator<Finding> {
  const first = file.lines[0] ?? "";
  if (!(options.header ?? DEFAULT_HEADER).test(first)) {
    yield { line: 1, message: "the first line does not say from what and by what the file is generated" };
  } else if (/\bv?\d+\.\d+/.test(first) || DATES.some((date) => date.test(first))) {
    yield { line: 1, message: "a version or a date in the header" };
  } else if (/[\s"'`(](\/|[A-Za-z]:\\)\w/.test(first)) {
    yield { line: 1, message: "an absolute path in the header" };
  }
}

const DATES = [new RegExp(DATE.source), WRITTEN_DATE, /\b(19|20)\d\d\b/];

function* accountIds(file: SourceFile, options: StyleOptions): Generator<Finding> {
  const known = [...PUBLISHERS, ...(options.publicAccountIds ?? [])];
  for (const { line, message, isHeredoc } of writtenIn(file)) {
    const pattern = isHeredoc ? /(?<=:)\d{12}(?=:)/g : /(?<![\w.-])\d{12}(?![\w-])/g;
    for (const [id] of message.matchAll(pattern)) {
      if (!known.includes(id)) {
        yield { line, message: `the AWS account ${id} is hard-coded` };
      }
    }
  }
}

function* dates(file: SourceFile): Generator<Finding> {
  for (const { line, message, isHeredoc } of writtenIn(file)) {
    const found = [...message.matchAll(DATE)].find(([date]) => !DATES_THAT_ARE_VERSIONS.includes(date));
    const written = message.startsWith("#") ? WRITTEN_DATE.exec(message) : undefined;
    const date = found?.[0] ?? written?.[0];
    if (date !== undefined && !isHeredoc) {
      yield { line, message: `a date: ${date}` };
    }
  }
}

/** Paths of the machine that wrote the file; those of the machine that is described are its business. */
function* absolutePaths(file: SourceFile, options: StyleOptions): Generator<Finding> {
  const machine = [process.cwd(), ...(options.machinePaths ?? [])].filter(isTelling);
  for (const { line, message } of writtenIn(file)) {
    const path =
      machine.find((candidate) => message.includes(candidate)) ?? /\/Users\/\w+/.exec(message)?.[0];
    if (path !== undefined) {
      yield { line, message: `a path of one machine: ${path}` };
    }
  }
  for (const expression of localFilesIn(file)) {
    const text = firstText(expression);
    if (text !== undefined && ABSOLUTE.test(text)) {
      yield { line: expression.line, message: `an absolute path: ${text}` };
    }
  }
}

/** `/app` may as well be a path of the machine that is described; two folders deep is no accident. */
function isTelling(path: string): boolean {
  return path.split(/[\\/]/).filter((name) => name !== "").length > 1;
}

/** The expressions that name a file on the machine where Terraform runs. */
function* localFilesIn(file: SourceFile): Generator<Expression> {
  for (const [{ value }] of argumentsWithin(file.body)) {
    for (const expression of within(value)) {
      const [path] = expression.kind === "call" ? expression.args : [];
      if (expression.kind === "call" && path !== undefined && FILE_FUNCTIONS.test(expression.name)) {
        yield path;
      }
    }
  }
  const backends = blocksOf(file.body, "terraform").flatMap((block) => blocksOf(block.body, "backend"));
  const found = [
    ...blocksOf(file.body, "module").map((block) => argumentOf(block.body, "source")),
    ...backends.flatMap((block) => [argumentOf(block.body, "path"), argumentOf(block.body, "workspace_dir")]),
  ];
  yield* found.filter((expression) => expression !== undefined);
}

function firstText(expression: Expression): string | undefined {
  const first = expression.kind === "template" ? expression.parts[0] : undefined;
  return constantText(expression) ?? (first?.kind === "text" ? first.text : undefined);
}

/** Where a file comes from, and what it must not give away. */
export const provenanceRules: readonly Rule[] = [
  fileRule("header", header),
  fileRule("no-account-id", accountIds),
  fileRule("no-date", dates),
  fileRule("no-absolute-path", absolutePaths),
];
