import { z } from 'zod';
import type { SandboxRequest, SandboxService } from '../../service.ts';
import type { AwsContext } from '../context.ts';
import type { Estate } from '../estate/estate.ts';
import { ServiceError } from '../service-error.ts';
import { type CostLine, costsOf, type DaySpan } from './cost-explorer/costs.ts';
import { dimensionName, dimensions, expression, matches } from './cost-explorer/filter.ts';
import { jsonOperation, jsonService } from './json-service.ts';

/** How many months before the present one are kept. */
const monthsKept = 13;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const metric = z.enum([
  'AmortizedCost',
  'BlendedCost',
  'NetAmortizedCost',
  'NetUnblendedCost',
  'UnblendedCost',
]);

const input = z.strictObject({
  TimePeriod: z.strictObject({ Start: day, End: day }),
  Granularity: z.literal('MONTHLY', { error: 'only MONTHLY is part of the sandbox' }),
  Metrics: z.array(metric).min(1),
  GroupBy: z
    .array(z.strictObject({ Type: z.literal('DIMENSION'), Key: dimensionName }))
    .max(2)
    .default([]),
  Filter: expression.optional(),
});

type Input = z.output<typeof input>;

/** AWS Cost Explorer: what was paid, by month. The management account sees all accounts, any other itself. */
export function costExplorerService(context: AwsContext): SandboxService {
  return jsonService(
    {
      service: 'ce',
      protocol: 'json-1.1',
      target: 'AWSInsightsIndexService',
      invalidCode: 'ValidationException',
    },
    new Map([
      ['GetCostAndUsage', jsonOperation(input, (given, request) => costAndUsage(given, request, context))],
    ]),
  );
}

function costAndUsage(given: Input, { account }: SandboxRequest, { estate, clock }: AwsContext): unknown {
  const now = clock.now();
  const start = instantOf(given.TimePeriod.Start);
  const end = instantOf(given.TimePeriod.End);
  if (start >= end) throw invalid('Start date (and hour) should be before end date (and hour)');
  if (start > now) throw invalid('Start date cannot be after today');
  const today = new Date(now);
  if (start < Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - monthsKept, 1))
    throw invalid(`You haven't enabled historical data beyond ${monthsKept + 1} months`);
  const isManagement = estate.accounts[0]?.id === account;
  const results = monthsOf(start, end).map((period) => {
    const lines = visibleLines(
      estate,
      until(period, now),
      (line) => isManagement || line.account === account,
    );
    const asked = lines.filter((line) => given.Filter === undefined || matches(given.Filter, line));
    return resultOf(given, period, asked, now);
  });
  return {
    ...(given.GroupBy.length > 0 && { GroupDefinitions: given.GroupBy }),
    ResultsByTime: results,
    DimensionValueAttributes: given.GroupBy.some(({ Key }) => Key === 'LINKED_ACCOUNT')
      ? estate.accounts
          .filter(({ id }) => isManagement || id === account)
          .map(({ id, name }) => ({ Value: id, Attributes: { description: name } }))
      : [],
  };
}

interface Period {
  readonly start: number;
  readonly end: number;
}

const dayMs = 86_400_000;

/** The calendar months that lie, whole or in part, in a span of time. */
function monthsOf(start: number, end: number): readonly Period[] {
  const months: Period[] = [];
  for (let from = start; from < end; ) {
    const date = new Date(from);
    const next = Math.min(end, Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
    months.push({ start: from, end: next });
    from = next;
  }
  return months;
}

/** The days of a month's period that have begun; those to come have cost nothing yet. */
function until({ start, end }: Period, now: number): DaySpan {
  const first = new Date(start);
  const firstDay = first.getUTCDate();
  const days = (Math.min(end, Math.ceil(now / dayMs) * dayMs) - start) / dayMs;
  return {
    year: first.getUTCFullYear(),
    month: first.getUTCMonth(),
    firstDay,
    endDay: firstDay + Math.max(0, days),
  };
}

function visibleLines(estate: Estate, span: DaySpan, sees: (line: CostLine) => boolean): readonly CostLine[] {
  return costsOf(estate, span).filter(sees).toArray();
}

function resultOf(given: Input, { start, end }: Period, lines: readonly CostLine[], now: number): unknown {
  const grouped = given.GroupBy.length > 0;
  const groups = Map.groupBy(lines, (line) =>
    JSON.stringify(given.GroupBy.map(({ Key }) => dimensions[Key](line))),
  );
  const date = new Date(now);
  return {
    TimePeriod: { Start: textOf(start), End: textOf(end) },
    Total: grouped ? {} : metricsOf(given, lines),
    Groups: grouped
      ? // The key was made of a list of texts just above.
        [...groups].map(([key, of]) => ({ Keys: JSON.parse(key) as string[], Metrics: metricsOf(given, of) }))
      : [],
    // The present month is not settled.
    Estimated: end > Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1),
  };
}

function metricsOf({ Metrics }: Input, lines: readonly CostLine[]): unknown {
  const micros = lines.reduce((sum, line) => sum + line.micros, 0);
  const Amount = `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
  return Object.fromEntries(Metrics.map((name) => [name, { Amount, Unit: 'USD' }]));
}

function instantOf(text: string): number {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || textOf(at) !== text) throw invalid(`Time period ${text} is not valid`);
  return at;
}

function textOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
