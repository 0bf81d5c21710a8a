import type { AuthorStack } from "../author-code";
import * as compute from "./compute";
import * as documents from "./documents";
import * as expressions from "./expressions";
import * as identity from "./identity";
import * as language from "./language";
import * as moreServices from "./more-services";
import * as network from "./network";
import * as overrides from "./overrides";
import * as securityGroups from "./security-groups";
import * as services from "./services";
import * as storage from "./storage";
import * as structure from "./structure";
import * as text from "./text";
import * as web from "./web";

/** A piece of author code; its names are its own among all of the corpus, so that all fit into one stack. */
export interface Case {
  readonly name: string;
  readonly build: (stack: AuthorStack) => void;
}

/** Author code as it is written, by the functions' names: `vpcWithCountedSubnets` is "vpc with counted subnets". */
export const CORPUS: readonly Case[] = [
  network,
  securityGroups,
  compute,
  identity,
  storage,
  services,
  web,
  language,
  expressions,
  overrides,
  moreServices,
  structure,
  text,
  documents,
].flatMap((file: Readonly<Record<string, Case["build"]>>) =>
  Object.entries(file).map(([name, build]) => ({ name: sentence(name), build })),
);

function sentence(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
