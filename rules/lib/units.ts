/** Bytes in a megabyte, as networks and their bills count. */
export const megabyte = 1_000_000;

/** A figure as a message shows it. */
export function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
