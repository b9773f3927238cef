import type { EpochMs } from 'bursar/adapter';
import type { AwsClients } from '../client.ts';
import { orUnknown } from '../or-unknown.ts';

/** What an account cost in a calendar month. */
export interface MonthlyCost {
  /** `2026-10`. */
  readonly month: string;
  /** Decimal text. */
  readonly amount: string;
  readonly currency: string;
}

/** What an account cost in the last full month, before discounts are spread; undefined where that is not told. */
export async function lastMonthCost(
  clients: AwsClients,
  now: EpochMs,
  abortSignal: AbortSignal,
): Promise<MonthlyCost | undefined> {
  const { GetCostAndUsageCommand } = await import('@aws-sdk/client-cost-explorer');
  const costExplorer = await clients.costExplorer();
  const Start = firstOfMonth(now, -1);
  const command = new GetCostAndUsageCommand({
    TimePeriod: { Start, End: firstOfMonth(now, 0) },
    Granularity: 'MONTHLY',
    Metrics: ['UnblendedCost'],
    // A management account would tell the cost of the whole organization.
    Filter: { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [clients.account] } },
  });
  const answer = await orUnknown(abortSignal, () => costExplorer.send(command, { abortSignal }));
  const { Amount: amount, Unit: currency } = answer?.ResultsByTime?.[0]?.Total?.['UnblendedCost'] ?? {};
  if (amount === undefined || currency === undefined) return undefined;
  return { month: Start.slice(0, 7), amount, currency };
}

/** The first day of the month `offset` months after the one of `now`, in UTC: `2026-11-01`. */
function firstOfMonth(now: EpochMs, offset: number): string {
  const date = new Date(now);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset)).toISOString().slice(0, 10);
}
