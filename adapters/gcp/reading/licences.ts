export type Platform = 'linux' | 'windows' | 'rhel' | 'suse' | 'other';

/** Projects that Google publishes images from, as links to their licences name them. */
const platforms: readonly (readonly [pattern: RegExp, platform: Platform])[] = [
  [/\/projects\/windows(?:-sql)?-cloud\/|\/licenses\/windows-/, 'windows'],
  [/\/projects\/rhel(?:-sap)?-cloud\//, 'rhel'],
  [/\/projects\/suse(?:-sap)?-cloud\//, 'suse'],
];

/** What a machine, disk or image is billed as, by the licences that it carries; without one it is Linux. */
export function platformOf(licences: readonly string[]): Platform {
  for (const [pattern, platform] of platforms)
    if (licences.some((licence) => pattern.test(licence))) return platform;
  return 'linux';
}

/** The licence that the customer brings: `rhel-9-byos`. */
export function broughtLicence(licences: readonly string[]): string | undefined {
  const brought = licences.find((licence) => /byo[sl]/i.test(licence));
  return brought?.slice(brought.lastIndexOf('/') + 1);
}
