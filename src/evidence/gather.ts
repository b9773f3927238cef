import type { Need, RequiredNeed } from '../core/need.ts';
import type { Resource } from '../core/resource.ts';
import type { SignalFailure } from '../core/run.ts';
import { scopeKey } from '../core/scope.ts';
import type { Setting } from '../policy/choices.ts';
import type { Evidence } from '../policy/judge.ts';
import type { EvidenceResult } from '../policy/verdict-of.ts';
import type { InventoryStore } from '../store/store.ts';
import type { KnownCollections } from './known-collections.ts';
import { readSignals, type SignalProviders, type SignalQuestion } from './read-signals.ts';

/** A resource that a rule selected and needs evidence for. */
export interface Pending {
  readonly resource: Resource;
  readonly setting: Setting;
}

/** Where evidence comes from. */
export interface EvidenceSources extends SignalProviders {
  readonly inventory: InventoryStore;
  readonly known: KnownCollections;
}

/** Evidence for a batch, in its order, and the signals that could not be read. */
export interface Gathered {
  readonly evidence: readonly Evidence[];
  readonly failures: readonly SignalFailure[];
}

/** One need of one pending verdict; the same question is asked once, however many ask it. */
interface Question {
  readonly resource: Resource;
  readonly need: RequiredNeed;
  answer: EvidenceResult;
}

/** Fetches what a batch of verdicts needs, each source asked in as few calls as it allows. */
export async function gatherEvidence(
  batch: readonly Pending[],
  sources: EvidenceSources,
  signal: AbortSignal,
): Promise<Gathered> {
  const questions = new Map<string, Question>();
  const wanted = batch.map(({ resource, setting }) =>
    Object.entries(setting.needs ?? {}).map(
      ([name, need]) => [name, ask(questions, resource, need)] as const,
    ),
  );
  const failures = new Map<string, SignalFailure>();
  const open = [...questions.values()];
  await Promise.all([
    readSignals(open.filter(isOnSignal), sources, failures, signal),
    readRelated(open, sources),
    readAccounts(open, sources),
  ]);
  const evidence = wanted.map((asked) => new Map(asked.map(([name, question]) => [name, question.answer])));
  return { evidence, failures: [...failures.values()] };
}

function ask(questions: Map<string, Question>, resource: Resource, need: Need): Question {
  const required = need.type === 'optional' ? need.need : need;
  const key = `${required.type === 'account' ? scopeKey(resource.scope) : resource.id} ${keyOf(required)}`;
  const known = questions.get(key);
  if (known !== undefined) return known;
  const question: Question = {
    resource,
    need: required,
    answer: { status: 'failed', reason: 'not answered' },
  };
  questions.set(key, question);
  return question;
}

function isOnSignal(question: Question): question is Question & SignalQuestion {
  return question.need.type === 'signal';
}

function keyOf(need: RequiredNeed): string {
  switch (need.type) {
    case 'signal':
      return `signal ${need.signal} ${need.window} ${need.statistic} ${need.minCoverage}`;
    case 'related':
      return `${need.direction} ${need.kind.name}`;
    case 'account':
      return 'account';
  }
}

async function readRelated(
  questions: readonly Question[],
  { inventory, known }: EvidenceSources,
): Promise<void> {
  const groups = Map.groupBy(questions, ({ need }) =>
    need.type === 'related' ? `${need.direction} ${need.kind.name}` : '',
  );
  for (const [key, group] of groups) {
    const need = group[0]?.need;
    if (key === '' || need?.type !== 'related') continue;
    const related = await inventory.related(
      group.map(({ resource }) => resource.id),
      need.kind.name,
      need.direction,
    );
    for (const question of group) {
      const { resource } = question;
      question.answer = known.whole(resource.scope, need.kind.name)
        ? { status: 'known', value: related.get(resource.id) ?? [] }
        : { status: 'failed', reason: `${need.kind.plural} of ${scopeKey(resource.scope)}: not read` };
    }
  }
}

async function readAccounts(questions: readonly Question[], { inventory }: EvidenceSources): Promise<void> {
  for (const question of questions) {
    if (question.need.type !== 'account') continue;
    const account = await inventory.account(question.resource.scope);
    question.answer =
      account === undefined
        ? { status: 'absent', reason: `account ${question.resource.scope.account}: not read` }
        : { status: 'known', value: account };
  }
}
