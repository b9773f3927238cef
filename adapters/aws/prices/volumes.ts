import type { Quote, ResourceOf, snapshot, volume } from 'bursar/adapter';
import { asEstimate, type Charge, free, quoteOf, type Rate, type Rates, rates } from './rates.ts';

type Volume = ResourceOf<typeof volume>;
type Snapshot = ResourceOf<typeof snapshot>;

const seen = '2021-05-13';

/** Per GiB and month. */
const sizeRates: ReadonlyMap<string, Rates> = new Map([
  ['gp2', rates(seen, ['0.1', '0.1', '0.11', '0.119'])],
  ['gp3', rates(seen, ['0.08', '0.08', '0.088', '0.0952'])],
  ['io1', rates(seen, ['0.125', '0.125', '0.138', '0.149'])],
  ['io2', rates(seen, ['0.125', '0.125', '0.138', '0.149'])],
  ['st1', rates(seen, ['0.045', '0.045', '0.05', '0.054'])],
  ['sc1', rates(seen, ['0.015', '0.015', '0.0168', '0.018'])],
  ['standard', rates(seen, ['0.05', '0.05', '0.055', '0.059'])],
]);

/** Per provisioned operation per second and month: what is charged from which one on. */
const operationTiers: ReadonlyMap<string, readonly { readonly above: number; readonly rates: Rates }[]> =
  new Map([
    ['gp3', [{ above: 3_000, rates: rates(seen, ['0.005', '0.005', '0.0055', '0.006']) }]],
    ['io1', [{ above: 0, rates: rates(seen, ['0.065', '0.065', '0.072', '0.078']) }]],
    [
      'io2',
      [
        { above: 0, rates: rates(seen, ['0.065', '0.065', '0.072', '0.078']) },
        { above: 32_000, rates: rates(seen, ['0.0455', '0.0455', '0.0504', '0.0546']) },
        { above: 64_000, rates: rates(seen, ['0.03185', '0.03185', '0.03528', '0.03822']) },
      ],
    ],
  ]);

/** Per MiB/s and month above what every gp3 volume has. */
const throughputRates = rates(seen, ['0.04', '0.04', '0.044', '0.0476']);
const includedThroughputMibps = 125;

const snapshotRates = {
  standard: rates(seen, ['0.05', '0.05', '0.05', '0.054']),
  archive: rates('2021-11-29', ['0.0125', '0.0125', '0.0125', '0.0135']),
};

/** What a volume costs, attached or not. The single requests to `standard` volumes come on top. */
export function quoteVolume({ scope: { region }, attributes }: Volume): Quote | undefined {
  const { type, state, sizeGib, iops, throughputMibps } = attributes;
  if (state === 'deleting') return free(`${type} volume, deleting`);
  if (state === 'failed') return undefined;
  // These are paid for by their operations, so that one whose operations are unknown has no price.
  if ((type === 'io1' || type === 'io2') && iops === undefined) return undefined;
  const extraMibps = type === 'gp3' ? Math.max(0, (throughputMibps ?? 0) - includedThroughputMibps) : 0;
  return quoteOf(`${type} volume in ${region}`, [
    { rate: sizeRates.get(type)?.get(region), quantity: sizeGib, unit: 'GiB' },
    ...operations(type, region, iops ?? 0),
    ...charge(throughputRates.get(region), extraMibps, 'MiB/s'),
  ]);
}

/** What a snapshot costs at most: only the blocks that it does not share with the one before are billed. */
export function quoteSnapshot({ scope: { region }, attributes }: Snapshot): Quote | undefined {
  const { state, tier, sizeGib } = attributes;
  if (state === 'failed') return undefined;
  return asEstimate(
    quoteOf(`${tier} snapshot in ${region}, at most`, [
      { rate: snapshotRates[tier].get(region), quantity: sizeGib, unit: 'GiB' },
    ]),
  );
}

function operations(type: string, region: string, iops: number): readonly Charge[] {
  const tiers = operationTiers.get(type) ?? [];
  return tiers.flatMap((tier, index) => {
    const upTo = Math.min(iops, tiers[index + 1]?.above ?? Number.POSITIVE_INFINITY);
    return charge(tier.rates.get(region), Math.max(0, upTo - tier.above), 'IOPS');
  });
}

function charge(rate: Rate | undefined, quantity: number, unit: string): readonly Charge[] {
  return quantity === 0 ? [] : [{ rate, quantity, unit }];
}
