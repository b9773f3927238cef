import type { EpochMs } from '../../../core/time.ts';
import type { Modelled, Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import type { Project } from './place.ts';
import { serviceAccountEmailOf, serviceAccountIndexOf } from './service-account-names.ts';

/** A modelled service account; its id is its e-mail address. It carries no labels. */
export interface ServiceAccount extends Modelled {
  readonly index: number;
  /** 21 digits. */
  readonly uniqueId: string;
  readonly displayName: string;
  readonly description?: string;
  readonly disabled: boolean;
  readonly createdAt: EpochMs;
  readonly keys: readonly ServiceAccountKey[];
}

export interface ServiceAccountKey {
  /** 40 hexadecimal digits. */
  readonly id: string;
  readonly type: 'USER_MANAGED' | 'SYSTEM_MANAGED';
  readonly disabled: boolean;
  readonly validFrom: EpochMs;
  /** Absent: it does not expire. */
  readonly validUntil?: EpochMs;
}

interface Story {
  /** The ages of the keys that people made of it, in days. */
  readonly keysDaysOld: readonly number[];
  readonly disabled?: boolean;
}

const stories: readonly Weighted<Story>[] = [
  [30, { keysDaysOld: [] }],
  [20, { keysDaysOld: [400] }],
  [18, { keysDaysOld: [20] }],
  [12, { keysDaysOld: [700, 45] }],
  [12, { keysDaysOld: [] }],
  [8, { keysDaysOld: [500], disabled: true }],
];

const dayMs = 86_400_000;
/** How long a key lives that Google makes and turns over by itself. */
const systemKeyLifeMs = 16 * dayMs;

/** The service accounts of a project. */
export function serviceAccountsOf(project: Project): Population<ServiceAccount> {
  const kindSeed = mixText(project.seed, 'service-account');
  const size = project.count('service-account');

  function at(index: number): ServiceAccount {
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`there is no service account number ${index} among ${size}`);
    return serviceAccountAt(project, kindSeed, index);
  }
  function find(email: string): ServiceAccount | undefined {
    const index = serviceAccountIndexOf(project, email);
    return index === undefined ? undefined : at(index);
  }
  return { size, at, find };
}

function serviceAccountAt(project: Project, kindSeed: number, index: number): ServiceAccount {
  const email = serviceAccountEmailOf(project, index);
  const seed = mix(kindSeed, index);
  const dice = new Dice(seed);
  // What Google makes by itself is nobody's to hand out keys of.
  const story: Story =
    index < 2
      ? { keysDaysOld: [] }
      : choose(
          spread(mixText(project.estateSeed, 'service-account'), project.first('service-account') + index),
          stories,
        );
  const name = email.slice(0, email.indexOf('@'));
  return {
    index,
    id: email,
    arn: `//iam.googleapis.com/projects/${project.id}/serviceAccounts/${email}`,
    uniqueId: `1${String(dice.whole(0, 999_999_999)).padStart(9, '0')}${String(seed).padStart(11, '0').slice(-11)}`,
    displayName: displayNameOf(index, name),
    ...(index > 1 && dice.chance(0.3) && { description: `What ${name} runs as` }),
    disabled: story.disabled ?? false,
    createdAt: project.createdAt + dice.whole(0, 100) * dayMs,
    keys: keysOf(project, dice, story),
    tags: [],
    truths: [],
    undecidable: [],
  };
}

function displayNameOf(index: number, name: string): string {
  if (index === 0) return 'Compute Engine default service account';
  return index === 1 ? 'App Engine default service account' : name;
}

function keysOf({ anchorAt }: Project, dice: Dice, { keysDaysOld }: Story): readonly ServiceAccountKey[] {
  const systemFrom = Math.floor((anchorAt - dice.between(1, 14) * dayMs) / 1_000) * 1_000;
  const own = keysDaysOld.map((days): ServiceAccountKey => {
    const validFrom = Math.floor((anchorAt - days * dice.between(0.9, 1.1) * dayMs) / 1_000) * 1_000;
    return {
      id: dice.hex(40),
      type: 'USER_MANAGED',
      disabled: dice.chance(0.1),
      validFrom,
      // An organization may have its keys expire.
      ...(dice.chance(0.1) && { validUntil: anchorAt + 30 * dayMs }),
    };
  });
  return [
    ...own,
    {
      id: dice.hex(40),
      type: 'SYSTEM_MANAGED',
      disabled: false,
      validFrom: systemFrom,
      validUntil: systemFrom + systemKeyLifeMs,
    },
  ];
}
