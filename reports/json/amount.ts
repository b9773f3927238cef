import { type Money, moneyToDecimal } from 'bursar/report';

// In the engine since V8 11.4; the compiler's library does not declare it yet.
const { rawJSON } = JSON as typeof JSON & { rawJSON(this: void, text: string): unknown };

/** A monthly amount. The number in the JSON text is the exact decimal; it was never a float. */
export function amountDocument(amount: Money): {
  readonly amount: unknown;
  readonly currency: string;
  readonly period: 'month';
} {
  return { amount: rawJSON(moneyToDecimal(amount)), currency: amount.currency, period: 'month' };
}
