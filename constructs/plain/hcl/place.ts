/** Where an expression stands. */
export interface Place {
  /** Spaces before the line that it stands on. */
  readonly indent: number;
  /** Columns of that line taken before and after it. */
  readonly used: number;
  /** Terraform wants a constant here (a variable's default, a backend): no function may be called. */
  readonly constant?: boolean;
}
