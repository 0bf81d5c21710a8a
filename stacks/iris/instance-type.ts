/** Free for 750 hours a month in an account's first year, where there still is one. */
export const INSTANCE_TYPE = "t3.micro";
