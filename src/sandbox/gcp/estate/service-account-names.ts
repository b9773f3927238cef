import { services } from '../../estate/vocabulary.ts';
import { mix, mixText } from '../../seeded.ts';
import type { Project } from './place.ts';

/** What Google makes in a project by itself, before anybody makes one. */
const defaults = 2;

type Named = Pick<Project, 'id' | 'number' | 'seed' | 'count'>;

/** The account that Compute Engine gives a machine where nobody chose another. */
export function computeAccountOf({ number }: Pick<Project, 'number'>): string {
  return `${number}-compute@developer.gserviceaccount.com`;
}

/** The e-mail address of a project's service account, for its number. */
export function serviceAccountEmailOf(project: Named, index: number): string {
  if (index === 0) return computeAccountOf(project);
  if (index === 1) return `${project.id}@appspot.gserviceaccount.com`;
  const service = services[mix(mixText(project.seed, 'service-account'), index) % services.length] ?? 'app';
  return `${service}-${index - defaults + 1}@${project.id}.iam.gserviceaccount.com`;
}

/** The number in {@link serviceAccountEmailOf}; undefined for what is no address of the project's. */
export function serviceAccountIndexOf(project: Named, email: string): number | undefined {
  const number = Number(/-([1-9]\d{0,6})@/.exec(email)?.[1] ?? 0) + defaults - 1;
  return [0, 1, number].find(
    (index) => index < project.count('service-account') && serviceAccountEmailOf(project, index) === email,
  );
}

/** One of a project's service accounts, as a number out of a dice draws it: the default one, more often than not. */
export function drawServiceAccount(project: Named, bits: number): string {
  const own = project.count('service-account') - defaults;
  return bits % 5 < 2 || own <= 0
    ? computeAccountOf(project)
    : serviceAccountEmailOf(project, defaults + ((bits >>> 4) % own));
}

const grantedRoles = [
  'roles/storage.objectViewer',
  'roles/cloudsql.client',
  'roles/logging.logWriter',
  'roles/monitoring.metricWriter',
  'roles/run.invoker',
  'roles/editor',
] as const;

/** The role that one of a project's service accounts has been granted. */
export function roleOfAccount({ seed }: Pick<Project, 'seed'>, index: number): string {
  return grantedRoles[mix(mixText(seed, 'granted role'), index) % grantedRoles.length] ?? 'roles/viewer';
}
