import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Advice, TrackedFinding, UnknownVerdict } from '../../core/finding.ts';
import type { Quote } from '../../core/price.ts';
import type { ExplainView, RuleInfo } from '../../core/report.ts';
import type { Resource } from '../../core/resource.ts';
import type { Rule } from '../../core/rule.ts';
import { adviceOn } from '../../run/advice.ts';
import type { Store } from '../../store/store.ts';
import { connectTo } from '../connect.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { configOf, openStoreOf } from '../governor.ts';
import { reportOptions, writeAll } from '../output.ts';
import type { CliContext, CommonOptions } from '../parts.ts';

/** Most resources that are named when a name is not unique. */
const maximumMatches = 20;

/** All that is known of a finding (by fingerprint) or of a resource (by id, the end of its id, or name). */
export async function explain(
  context: CliContext,
  subject: string,
  options: CommonOptions,
): Promise<ExitCode> {
  const { stdout, stderr, parts, clock } = context;
  const rules = await rulesInForce(context, options);
  const store = await openStoreOf(context, options);
  try {
    const found = await lookUp(store, subject);
    if ('reason' in found) {
      stderr.write(`${found.reason}\n`);
      return exitCode.someFailed;
    }
    const price = found.resource && (await priceOf(context, options, found.resource));
    const advice = await adviceFor(found, store);
    const view = { ...(await viewOf(found, rules, clock.now())), advice, ...(price && { price }) };
    const render = await parts.explainReport();
    await writeAll(stdout, render(view, reportOptions(context, stdout)));
    return exitCode.done;
  } finally {
    await store.close();
  }
}

interface Subject {
  readonly resource: Resource | undefined;
  readonly findings: readonly TrackedFinding[];
  readonly unknown: readonly UnknownVerdict[];
}

async function lookUp(store: Store, subject: string): Promise<Subject | { readonly reason: string }> {
  const finding = await store.findings.get(subject);
  if (finding !== undefined) {
    return { resource: await store.inventory.get(finding.resource), findings: [finding], unknown: [] };
  }
  const resources = await store.inventory.find(subject, maximumMatches);
  const [resource, ...others] = resources;
  if (resource === undefined) {
    return { reason: `no finding and no resource is called "${subject}"; "findings" lists the fingerprints` };
  }
  if (others.length > 0) {
    const ids = resources.map(({ id }) => `  ${id}`).join('\n');
    return { reason: `"${subject}" is the name of several resources; give the id of one:\n${ids}` };
  }
  const findings = await Array.fromAsync(store.findings.list({ resource: resource.id }));
  return { resource, findings, unknown: await unknownOf(store, resource) };
}

/** As it is now; of a resource that is gone, as its findings have kept it. */
async function adviceFor({ resource, findings }: Subject, store: Store): Promise<readonly Advice[]> {
  if (resource === undefined) return findings[0]?.advice ?? [];
  return (await adviceOn([resource.id], store.inventory)).get(resource.id) ?? [];
}

async function unknownOf(store: Store, { id }: Resource): Promise<readonly UnknownVerdict[]> {
  const run = await store.runs.latest();
  if (run === undefined) return [];
  const verdicts: UnknownVerdict[] = [];
  for await (const verdict of store.findings.unknown(run.id))
    if (verdict.resource === id) verdicts.push(verdict);
  return verdicts;
}

async function viewOf(
  { resource, findings, unknown }: Subject,
  rules: ReadonlyMap<string, Rule>,
  now: number,
): Promise<ExplainView> {
  const explained = await Promise.all(
    findings.map(async (finding) => {
      const rule = rules.get(finding.rule);
      return { finding, ...(rule && { rule: await infoOf(rule) }) };
    }),
  );
  return { findings: explained, unknown, now, ...(resource && { resource }) };
}

async function infoOf({ id, summary, definedAt, action }: Rule): Promise<RuleInfo> {
  const page = definedAt?.replace(/\.[jt]s:\d+$/, '.md');
  const documentation = page !== undefined && existsSync(page) ? await readFile(page, 'utf8') : undefined;
  return {
    id,
    summary,
    ...(documentation !== undefined && { documentation }),
    ...(action && { action: { name: action.name, summary: action.summary } }),
  };
}

/** What the resource costs, by its provider's price book; connecting asks the provider nothing. */
async function priceOf(
  context: CliContext,
  options: CommonOptions,
  resource: Resource,
): Promise<Quote | undefined> {
  const { parts } = context;
  const providers = (await configOf(context, options))?.providers ?? (await parts.defaultProviders());
  const entry = providers.find(({ adapter }) => adapter.provider === resource.scope.provider);
  if (entry === undefined) return undefined;
  const { adapter, settings } = entry;
  const checked = { adapter, settings: adapter.settings.parse(settings) };
  const connection = await connectTo(context, checked, await parts.createLogger('silent'));
  try {
    return connection.prices.quote(resource);
  } finally {
    await connection.close();
  }
}

async function rulesInForce(context: CliContext, options: CommonOptions): Promise<ReadonlyMap<string, Rule>> {
  const packs = (await configOf(context, options))?.packs ?? (await context.parts.defaultPacks());
  return new Map(packs.flat().flatMap(({ rules }) => rules.map(({ rule }) => [rule.id, rule] as const)));
}
