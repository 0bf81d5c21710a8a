import { Aspects, type IAspect } from "cdktf";
import type { IConstruct } from "constructs";

// What cdktf keeps a construct's aspects under: `Aspects.of` gives a list to each construct that it is asked about, which
// few have and none would lose again.
const probe = {} as IConstruct;
Aspects.of(probe);
const [KEY] = Object.getOwnPropertySymbols(probe);

/** @returns the aspects that were added to a construct itself */
export function aspectsOn(construct: IConstruct): readonly IAspect[] {
  return KEY === undefined || KEY in construct ? Aspects.of(construct).all : [];
}
