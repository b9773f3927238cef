import type { ResourceOf, volume } from 'bursar';

type Volume = ResourceOf<typeof volume>;

/** What a volume can do without pause. */
export interface Performance {
  readonly iops: number;
  readonly throughputMibps: number;
}

const mibPerOperation = 0.25;

/** What a gp3 volume does without anything provisioned beside its size. */
const gp3Included: Performance = { iops: 3_000, throughputMibps: 125 };

/**
 * What a gp2 volume does steadily, burst credits left aside: 3 operations a second for each GiB, from 100 to 16,000, of
 * up to 256 KiB, and no more than 250 MiB/s.
 */
export function gp2Performance(sizeGib: number): Performance {
  const iops = Math.min(16_000, Math.max(100, 3 * sizeGib));
  return { iops, throughputMibps: Math.min(250, iops * mibPerOperation) };
}

/**
 * What has to be provisioned with a new type beside its size, so that a volume is not slower than before. Nothing for
 * changes other than gp2 to gp3, whose types leave no choice.
 */
export function provisionedFor({ attributes: { type, sizeGib } }: Volume, to: string): Partial<Performance> {
  if (type !== 'gp2' || to !== 'gp3') return {};
  const { iops, throughputMibps } = gp2Performance(sizeGib);
  return {
    ...(iops > gp3Included.iops && { iops }),
    ...(throughputMibps > gp3Included.throughputMibps && { throughputMibps: Math.ceil(throughputMibps) }),
  };
}

/** The same volume, were it of another type. */
export function asType(disk: Volume, to: string, provisioned: Partial<Performance>): Volume {
  const { iops: _iops, throughputMibps: _throughput, ...attributes } = disk.attributes;
  return { ...disk, attributes: { ...attributes, type: to, ...provisioned } };
}
