export { describeWith } from "../../support/requirements";
