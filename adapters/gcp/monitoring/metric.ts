/** Values that fields of a series have: `{ 'metric.labels.state': 'used' }`. */
export type Fields = Readonly<Record<string, string>>;

/** One of Cloud Monitoring's metrics, of one resource. */
export interface Metric {
  /** `compute.googleapis.com/instance/cpu/utilization`. */
  readonly type: string;
  /** Whether a point is a level, or what came since the one before. */
  readonly measure: 'gauge' | 'delta';
  /** What all of its series have in common. */
  readonly labels?: Fields;
  /** The field that names the resource, and what it may be of this one. */
  readonly by: string;
  readonly values: readonly string[];
  /** What else has to be so, where the name is unique in one place only. */
  readonly within?: Fields;
  /** The field whose values are kept apart: each GPU for itself. */
  readonly apart?: string;
  /** How the other series of the resource become one. */
  readonly across: 'sum' | 'max';
  /** Whether it is a share, which some metrics tell in percent and others as a fraction: their unit says which. */
  readonly share?: true;
  /** No level is more than this; what is more after rounding and boosting is this. */
  readonly most?: number;
  /** A level above this was never measured: a driver's or an agent's garbage. Default: `most`. */
  readonly garbageAbove?: number;
}

/** Points on the grid of a request; `undefined` where there is none. */
export type Points = readonly (number | undefined)[];

/** The points of a metric, by the values of the field that is kept apart; by one empty text where there is none. */
export type Parts = ReadonlyMap<string, Points>;

/** What shares of some unit are times to be percent. */
export function percentFactor(unit: string): number {
  return unit === '%' ? 1 : 100;
}

/** By so much a level may exceed its limit for being an average of floating point numbers. */
const rounding = 1e-6;

/** A value that can have been measured; garbage is no value, neither a busy nor an idle one. */
export function soundValue(value: number, metric: Metric, summed: boolean): number | undefined {
  if (!Number.isFinite(value) || value < 0) return undefined;
  const { most, garbageAbove = most } = metric;
  if (most === undefined || garbageAbove === undefined || summed) return value;
  return value > garbageAbove * (1 + rounding) ? undefined : Math.min(value, most);
}
