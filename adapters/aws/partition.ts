/** One of AWS's separated clouds: its own accounts, regions and ARNs. */
export interface Partition {
  readonly id: string;
  /** Where its account-wide services (IAM, Organizations, Cost Explorer) are signed for. */
  readonly homeRegion: string;
  /** What the names of its regions begin with. */
  readonly regions: string;
}

const commercial: Partition = { id: 'aws', homeRegion: 'us-east-1', regions: '' };

/** Ordered: the commercial one takes whatever region no other claims. */
const partitions: readonly Partition[] = [
  { id: 'aws-cn', homeRegion: 'cn-north-1', regions: 'cn-' },
  { id: 'aws-us-gov', homeRegion: 'us-gov-west-1', regions: 'us-gov-' },
  { id: 'aws-iso', homeRegion: 'us-iso-east-1', regions: 'us-iso-' },
  { id: 'aws-iso-b', homeRegion: 'us-isob-east-1', regions: 'us-isob-' },
  { id: 'aws-iso-e', homeRegion: 'eu-isoe-west-1', regions: 'eu-isoe-' },
  { id: 'aws-iso-f', homeRegion: 'us-isof-south-1', regions: 'us-isof-' },
  { id: 'aws-eusc', homeRegion: 'eusc-de-east-1', regions: 'eusc-' },
  commercial,
];

/** The partition a region belongs to. */
export function partitionOfRegion(region: string): Partition {
  return partitions.find(({ regions }) => region.startsWith(regions)) ?? commercial;
}

/** The partition named in an ARN: `arn:aws-cn:…`. */
export function partitionOfArn(arn: string): Partition {
  const id = arn.split(':')[1];
  return partitions.find((partition) => partition.id === id) ?? commercial;
}
