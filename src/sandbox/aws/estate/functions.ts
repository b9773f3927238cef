import type { EpochMs } from '../../../core/time.ts';
import { numberedPopulation } from '../../estate/numbered.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import type { Place } from './place.ts';
import { roleArnOf } from './role-arns.ts';

/** A modelled Lambda function; its id is its name. */
export interface LambdaFunction extends Modelled {
  readonly index: number;
  /** Absent for one that is a container image. */
  readonly runtime?: string;
  readonly memoryMib: number;
  readonly timeoutSeconds: number;
  readonly architecture: 'x86_64' | 'arm64';
  readonly roleArn: string;
  readonly modifiedAt: EpochMs;
  readonly codeBytes: number;
  readonly codeSha256: string;
  /** Instances kept ready for its alias `live`. */
  readonly provisionedConcurrency?: number;
}

const jobs = ['authorize', 'cleanup', 'export', 'notify', 'resize', 'sync', 'webhook'] as const;
const runtimes = [
  'nodejs22.x',
  'nodejs20.x',
  'python3.12',
  'python3.9',
  'java21',
  'provided.al2023',
] as const;
const dayMs = 86_400_000;

/** The Lambda functions of a place. */
export function functionsOf(place: Place): Population<LambdaFunction> {
  const seed = mixText(place.seed, 'function');

  function nameOf(index: number): string {
    const bits = mix(seed, index);
    return `${services[bits % services.length] ?? 'app'}-${jobs[(bits >>> 8) % jobs.length] ?? 'job'}-${index + 1}`;
  }

  return numberedPopulation(place.count('function'), nameOf, (index, name) => {
    const dice = new Dice(mix(seed, index));
    const tags = drawTags(dice, undefined);
    const runtime = dice.pick(runtimes);
    return {
      id: name,
      arn: `arn:aws:lambda:${place.region}:${place.account.id}:function:${name}`,
      index,
      ...(dice.chance(0.9) && { runtime }),
      memoryMib: dice.pick([128, 256, 512, 1_024, 2_048]),
      timeoutSeconds: dice.pick([3, 30, 60, 900]),
      architecture: dice.chance(0.3) ? 'arm64' : 'x86_64',
      roleArn: roleArnOf(place.account, dice.bits()),
      modifiedAt: Math.floor(place.anchorAt - dice.between(1, 900) * dayMs),
      codeBytes: dice.whole(700, 40_000_000),
      codeSha256: Buffer.from(dice.hex(64), 'hex').toString('base64'),
      ...(dice.chance(0.08) && { provisionedConcurrency: dice.pick([2, 5, 10]) }),
      tags,
      truths: tagTruths(tags, place.account),
      undecidable: [],
    };
  });
}
