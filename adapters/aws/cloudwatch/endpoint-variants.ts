import type { endpoint, ResourceOf } from 'bursar/adapter';
import type { MachineTypeOf } from '../machine-type-of.ts';
import { type Expression, maxOfAll, metric } from './metrics.ts';

type Endpoint = ResourceOf<typeof endpoint>;

/** How many of what a metric adds up over a variant's machine there are, e.g. its processors. */
type UnitsOf = (variant: Endpoint['attributes']['variants'][number]) => number | undefined;

/**
 * A utilization of the busiest of an endpoint's variants. SageMaker adds it up over the units of a machine, so that with
 * four GPUs it goes up to 400 %; `of` makes one figure of that. Undefined where a variant's units are not known.
 */
export function variantUtilization(
  resource: Endpoint,
  name: string,
  unitsOf: UnitsOf,
  of: (sum: Expression, units: number) => Expression,
): Expression | undefined {
  const machines = resource.attributes.variants.filter(
    ({ type, count }) => count !== 0 && (type !== undefined || count !== undefined),
  );
  const expressions = machines.map((variant) => {
    const units = unitsOf(variant);
    if (units === undefined) return undefined;
    const dimensions = { EndpointName: resource.name, VariantName: variant.name };
    return of(metric('/aws/sagemaker/Endpoints', name, dimensions, { most: 100 * units }), units);
  });
  const known = expressions.filter((expression) => expression !== undefined);
  return known.length === 0 || known.length < expressions.length ? undefined : maxOfAll(known);
}

/** The processors of a variant's machine. */
export function processorsOf(machineTypeOf: MachineTypeOf): UnitsOf {
  return ({ type }) => (type === undefined ? undefined : machineTypeOf(type)?.vcpus);
}

/** The GPUs of a variant's machine. */
export const gpusOf: UnitsOf = ({ gpu }) => gpu && Math.ceil(gpu.count);

/** The share of all units that is in use. */
export function meanOfUnits(sum: Expression, units: number): Expression {
  return { type: 'scaled', of: sum, factor: 1 / units, most: 100 };
}

/** What the busiest unit can be at most: the whole sum. Of one unit it is that unit's own figure. */
export function mostOfOneUnit(sum: Expression): Expression {
  return { type: 'scaled', of: sum, factor: 1, most: 100 };
}
