import type { Tags } from 'bursar/report';

/** Tag keys by which people say whose something is, the clearest first, without case and separators. */
const ownerKeys = ['owner', 'owneremail', 'ownedby', 'team', 'squad', 'contact', 'maintainer'];

/** Whose a resource is by its tags; undefined where they do not tell, or could not be read. */
export function ownerOf(tags: Tags | undefined): string | undefined {
  if (tags === undefined) return undefined;
  const folded = new Map(
    Object.entries(tags).map(([key, value]) => [key.toLowerCase().replace(/[\s_:/.-]/g, ''), value]),
  );
  for (const key of ownerKeys) {
    const owner = folded.get(key)?.trim();
    if (owner !== undefined && owner !== '') return owner;
  }
  return undefined;
}
