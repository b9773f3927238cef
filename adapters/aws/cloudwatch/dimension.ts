/** A part of the identity of a CloudWatch metric, such as whose it is. */
export interface Dimension {
  readonly name: string;
  readonly value: string;
}
