/** What is true of one resource, by construction: what a check of Bursar is measured against. */
export interface Truth {
  readonly provider: string;
  readonly account: string;
  readonly region: string;
  readonly kind: string;
  readonly id: string;
  readonly arn: string;
  /** Ids of the default pack's rules that ought to flag it. */
  readonly rules: readonly string[];
  /** Ids of the rules that cannot reach a verdict on it. */
  readonly undecidable: readonly string[];
}
