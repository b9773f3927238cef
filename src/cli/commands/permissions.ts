import type { Adapter, Selection } from '../../core/adapter.ts';
import type { Pack } from '../../core/pack.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { configOf } from '../governor.ts';
import type { CliContext, CommonOptions } from '../parts.ts';

/** The exact permissions that Bursar needs for what is switched on: the document on stdout, what to do with it on stderr. */
export async function permissions(context: CliContext, options: CommonOptions): Promise<ExitCode> {
  const { stdout, stderr, parts } = context;
  const config = await configOf(context, options);
  const providers = config?.providers ?? (await parts.defaultProviders());
  const packs = config?.packs ?? (await parts.defaultPacks());
  for (const { adapter, settings } of providers) {
    const { title, usage, document } = adapter.permissions(settings, selectionOf(adapter, packs));
    stderr.write(`${title}\n${usage}\n\n`);
    stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
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
