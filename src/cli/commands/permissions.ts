import type { Adapter, Selection } from '../../core/adapter.ts';
import type { Pack } from '../../core/pack.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { configOf } from '../governor.ts';
import type { CliContext, CommonOptions } from '../parts.ts';

export interface PermissionsOptions extends CommonOptions {
  /** Only these providers. */
  readonly provider?: readonly string[];
}

/**
 * The exact permissions that Bursar needs for what is switched on: on stdout the provider's own document, ready to be
 * handed in (of several providers, an object of their documents), on stderr what to do with it.
 */
export async function permissions(context: CliContext, options: PermissionsOptions): Promise<ExitCode> {
  const { stdout, stderr, parts } = context;
  const config = await configOf(context, options);
  const providers = config?.providers ?? (await parts.defaultProviders());
  const packs = config?.packs ?? (await parts.defaultPacks());
  const wanted = options.provider ?? providers.map(({ adapter }) => adapter.provider);
  const unknown = wanted.filter((name) => !providers.some(({ adapter }) => adapter.provider === name));
  if (unknown.length > 0) {
    const known = providers.map(({ adapter }) => adapter.provider).join(', ');
    stderr.write(`no provider ${unknown.join(', ')} is switched on; those that are: ${known}\n`);
    return exitCode.configWrong;
  }
  const documents: [provider: string, document: unknown][] = [];
  for (const { adapter, settings } of providers) {
    if (!wanted.includes(adapter.provider)) continue;
    const { title, usage, document } = adapter.permissions(settings, selectionOf(adapter, packs));
    stderr.write(`${title}\n${usage}\n\n`);
    documents.push([adapter.provider, document]);
  }
  const [first, ...others] = documents;
  const printed = others.length === 0 ? first?.[1] : Object.fromEntries(documents);
  stdout.write(`${JSON.stringify(printed, null, 2)}\n`);
  return exitCode.done;
}

/** What is switched on: every kind is collected; signals are read for the rules that ask for them. */
export function selectionOf(adapter: Adapter, packs: readonly Pack[]): Selection {
  const chosen = packs.flat().flatMap(({ rules }) => rules.filter(({ level }) => level !== 'off'));
  const needs = chosen.flatMap(({ rule, options }) =>
    Object.values(rule.needs?.(rule.options.parse(options)) ?? {}),
  );
  const asked = needs.map((need) => (need.type === 'optional' ? need.need : need));
  const readable = new Set(adapter.signals.map(({ signal }) => signal.signal));
  return {
    kinds: new Set(adapter.collectors.map(({ kind }) => kind.name)),
    signals: new Set(
      asked.flatMap((need) => (need.type === 'signal' && readable.has(need.signal) ? [need.signal] : [])),
    ),
  };
}
