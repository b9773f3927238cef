import { type Rate, timesMoney } from 'bursar/adapter';
import { type RegionalRate, regionalRate } from './regional.ts';

const seen = '2024-12-31';

/** What a database of a service tier of Azure SQL costs. */
export interface SqlTier {
  /** Per core and hour. */
  readonly compute: RegionalRate;
  readonly licence: RegionalRate;
  /** Per GiB and month. */
  readonly storage: RegionalRate;
  /** What being spread over zones adds, as a share of compute and of storage. */
  readonly zones: { readonly compute: number; readonly storage: number };
}

/** Tiers bought by the core, by the beginning of the service objective: `GP_Gen5_4`. */
export const sqlTiers: ReadonlyMap<string, SqlTier> = new Map([
  [
    'GP_Gen5',
    {
      compute: regionalRate('0.152217', seen),
      licence: regionalRate('0.099966', seen),
      storage: regionalRate('0.115', seen),
      zones: { compute: 0.6, storage: 1 },
    },
  ],
  [
    'BC_Gen5',
    {
      compute: regionalRate('0.304435', seen),
      licence: regionalRate('0.375', seen),
      storage: regionalRate('0.25', seen),
      // Its copies are in several zones without a charge.
      zones: { compute: 0, storage: 0 },
    },
  ],
]);

/** Per transaction unit and month, in which licence and most storage are included. */
const standardUnit = regionalRate('1.4719', seen);
const premiumUnit = regionalRate('3.65', seen);

/** Objectives bought by transaction units, and how many each has. */
const objectives: ReadonlyMap<string, { readonly units: number; readonly rate: RegionalRate }> = new Map([
  ...(
    [
      ['S0', 10],
      ['S1', 20],
      ['S2', 50],
      ['S3', 100],
      ['S4', 200],
      ['S6', 400],
      ['S7', 800],
      ['S9', 1_600],
      ['S12', 3_000],
    ] as const
  ).map(([name, units]) => [name, { units, rate: standardUnit }] as const),
  ...(
    [
      ['P1', 125],
      ['P2', 250],
      ['P4', 500],
      ['P6', 1_000],
    ] as const
  ).map(([name, units]) => [name, { units, rate: premiumUnit }] as const),
  ['Basic', { units: 1, rate: regionalRate('~4.9', seen) }],
]);

/** What an objective such as `S3` costs a month; undefined where it is none. */
export function objectiveRate(name: string): RegionalRate | undefined {
  const objective = objectives.get(name);
  if (objective === undefined) return undefined;
  return (region, machines) => {
    const unit = objective.rate(region, machines);
    return unit && { ...unit, price: timesMoney(unit.price, objective.units) };
  };
}

/** Per hour of what a flexible server runs on, for MySQL and PostgreSQL alike. */
const burstable: ReadonlyMap<string, RegionalRate> = new Map([
  ['standard_b1ms', regionalRate('~0.017', seen)],
  ['standard_b2s', regionalRate('~0.068', seen)],
  ['standard_b2ms', regionalRate('~0.136', seen)],
]);
const perCore: ReadonlyMap<string, RegionalRate> = new Map([
  ['d', regionalRate('~0.089', seen)],
  ['e', regionalRate('~0.1205', seen)],
]);

/** Per GiB and month. */
export const flexibleStorage = regionalRate('~0.115', seen);

/** What an hour of a flexible server of a size costs. */
export function flexibleRate(
  size: string,
  region: string,
  machines: Parameters<RegionalRate>[1],
): Rate | undefined {
  const name = size.toLowerCase();
  const whole = burstable.get(name)?.(region, machines);
  if (whole !== undefined) return whole;
  const cores = machines(size)?.billedVcpus;
  const core = perCore.get(/^standard_([de])\d/.exec(name)?.[1] ?? '')?.(region, machines);
  return core && cores !== undefined ? { ...core, price: timesMoney(core.price, cores) } : undefined;
}
