/*
 * Google names a thing by its full resource name, `//compute.googleapis.com/projects/P/zones/Z/instances/N`, and links to
 * it by URLs of several hosts, versions and forms: these make the one of the others.
 */

/** The full name of something of Compute's by a link to it, or by a path from its project on. */
export function computeName(link: string): string {
  return `//compute.googleapis.com/${pathOf(link)}`;
}

/** The same of what is known to be in a project, whose links may name it by its number. */
export function computeNameIn(project: string, link: string): string {
  return `//compute.googleapis.com/${pathOf(link).replace(/^projects\/[^/]+/, `projects/${project}`)}`;
}

/** What a project is called in full. */
export function projectName(project: string): string {
  return `//cloudresourcemanager.googleapis.com/projects/${project}`;
}

/** From `projects/` on. */
function pathOf(link: string): string {
  const start = link.indexOf('projects/');
  return start < 0 ? link : link.slice(start);
}

/** What stands last in a link: the name of the thing itself. */
export function lastOf(link: string): string {
  return link.slice(link.lastIndexOf('/') + 1);
}

/** What follows a collection's name in a link: `us-central1-a` after `zones`. */
export function partOf(link: string, collection: string): string | undefined {
  const start = link.indexOf(`${collection}/`);
  if (start < 0) return undefined;
  const from = start + collection.length + 1;
  const end = link.indexOf('/', from);
  return end < 0 ? link.slice(from) : link.slice(from, end);
}

/** `us-central1` of `us-central1-a`. */
export function regionOfZone(zone: string): string {
  return zone.slice(0, zone.lastIndexOf('-'));
}

/** The region of a location that may be a zone: `europe-west1-b`, `europe-west1`, `global`. */
export function regionOfLocation(location: string): string {
  return /-[a-z]$/.test(location) ? regionOfZone(location) : location;
}

/** The region of a link to something in a zone or region; undefined for what is in neither. */
export function regionOfLink(link: string): string | undefined {
  const zone = partOf(link, 'zones');
  return zone === undefined ? partOf(link, 'regions') : regionOfZone(zone);
}

/** The full name of a service account by its address, where the address tells its project. */
export function serviceAccountName(email: string, project: string): string {
  const home = /@([^.]+)\.iam\.gserviceaccount\.com$/.exec(email)?.[1] ?? project;
  return `//iam.googleapis.com/projects/${home}/serviceAccounts/${email}`;
}
