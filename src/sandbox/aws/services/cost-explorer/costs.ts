import { mix, mixText, unitOf } from '../../../seeded.ts';
import type { Estate } from '../../estate/estate.ts';
import type { EstateKind } from '../../estate/kinds.ts';

/** What one service cost in one account and region on the days asked for. */
export interface CostLine {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly recordType: 'Usage' | 'Tax';
  /** Millionths of a dollar, whole. */
  readonly micros: number;
}

/** A kind of resource, the service that bills it, and what one costs in a month on an average, in dollars. */
const billed: readonly (readonly [kind: EstateKind, service: string, monthlyUsd: number])[] = [
  ['instance', 'Amazon Elastic Compute Cloud - Compute', 96],
  ['volume', 'EC2 - Other', 11],
  ['snapshot', 'EC2 - Other', 2],
  ['nat-gateway', 'EC2 - Other', 45],
  ['address', 'Amazon Virtual Private Cloud', 3.65],
  ['database', 'Amazon Relational Database Service', 140],
  ['load-balancer', 'Amazon Elastic Load Balancing', 21],
  ['bucket', 'Amazon Simple Storage Service', 18],
  ['function', 'AWS Lambda', 1.4],
  ['notebook', 'Amazon SageMaker', 310],
  ['endpoint', 'Amazon SageMaker', 720],
];

const taxPercent = 19;
const microsPerUsd = 1_000_000;

/** A span of days within one month; `endDay` is not part of it. */
export interface DaySpan {
  readonly year: number;
  /** 0 to 11 */
  readonly month: number;
  readonly firstDay: number;
  readonly endDay: number;
}

/** The costs of a span of days. Spans that add up to a month cost what the month costs, to the last digit. */
export function* costsOf(estate: Estate, span: DaySpan): Generator<CostLine, void, void> {
  for (const cell of estate.cells) {
    const services = new Map<string, number>();
    for (const [kind, service, monthlyUsd] of billed) {
      const seed = mixText(mix(cell.seed, span.year * 12 + span.month), kind);
      const monthly = Math.round(
        cell.count(kind) * monthlyUsd * microsPerUsd * (0.9 + 0.2 * unitOf(seed, 0)),
      );
      services.set(service, (services.get(service) ?? 0) + monthly);
    }
    for (const [service, monthly] of services) {
      const place = { account: cell.account.id, region: cell.region, service };
      yield { ...place, recordType: 'Usage', micros: shareOf(monthly, span) };
      yield { ...place, recordType: 'Tax', micros: shareOf(Math.round((monthly * taxPercent) / 100), span) };
    }
  }
}

function shareOf(monthly: number, { year, month, firstDay, endDay }: DaySpan): number {
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const until = (day: number) => Math.round((monthly * (day - 1)) / days);
  return until(endDay) - until(firstDay);
}
