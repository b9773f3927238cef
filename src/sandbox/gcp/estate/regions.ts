/** A region with its zones' letters. */
export interface RegionFacts {
  readonly name: string;
  readonly zones: readonly string[];
}

/** Every region that the cloud has; most of an estate's are empty. */
export const regionFacts: readonly RegionFacts[] = [
  region('asia-east1', 'abc'),
  region('asia-northeast1', 'abc'),
  region('asia-southeast1', 'abc'),
  region('australia-southeast1', 'abc'),
  region('europe-north1', 'abc'),
  region('europe-west1', 'bcd'),
  region('europe-west2', 'abc'),
  region('europe-west3', 'abc'),
  region('europe-west4', 'abc'),
  region('northamerica-northeast1', 'abc'),
  region('southamerica-east1', 'abc'),
  region('us-central1', 'abcf'),
  region('us-east1', 'bcd'),
  region('us-east4', 'abc'),
  region('us-west1', 'abc'),
  region('us-west2', 'abc'),
];

/** The regions that an estate uses, with their share of a project's resources. */
export const regionWeights = [
  ['us-central1', 40],
  ['europe-west1', 30],
  ['us-east1', 20],
  ['asia-southeast1', 10],
] as const;

/** Every zone. */
export const zoneNames: readonly string[] = regionFacts.flatMap(({ zones }) => zones);

const byName = new Map(regionFacts.map((facts) => [facts.name, facts]));

/** A region by its name. */
export function findRegion(name: string): RegionFacts | undefined {
  return byName.get(name);
}

/** The zones of a region that is there. @throws {RangeError} */
export function zonesOf(name: string): readonly string[] {
  const facts = byName.get(name);
  if (facts === undefined) throw new RangeError(`there is no region ${name}`);
  return facts.zones;
}

/** The region of a zone: `us-central1` of `us-central1-a`. */
export function regionOfZone(zone: string): string {
  return zone.slice(0, zone.lastIndexOf('-'));
}

function region(name: string, letters: string): RegionFacts {
  return { name, zones: letters.split('').map((letter) => `${name}-${letter}`) };
}
