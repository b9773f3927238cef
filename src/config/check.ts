import { resolve } from 'node:path';
import type { Block, Pack, RuleUse } from '../core/pack.ts';
import type { Rule } from '../core/rule.ts';
import { ruleFaults } from '../policy/check-rule.ts';
import { defaultRetention } from '../store/store.ts';
import type { Config, ConfigInput, ProviderEntry, SignalSourceEntry } from './config.ts';
import { ConfigError, type Fault, faultsOf } from './faults.ts';
import { configSchema } from './schema.ts';

/** What a config file is checked with. */
export interface ConfigPlace {
  /** As the user would name it. */
  readonly file: string;
  /** Relative paths in it start here. */
  readonly folder: string;
  /** The packs in force when it names none. */
  readonly defaultPacks: readonly Pack[];
}

/** Checks what a config file exports. @throws {ConfigError} with every fault, each with its path. */
export function checkConfig(exported: unknown, { file, folder, defaultPacks }: ConfigPlace): Config {
  const parsed = configSchema.safeParse(exported);
  if (!parsed.success) {
    throw new ConfigError([...faultsOf(parsed.error, file), ...innerFaults(exported, file)]);
  }
  const input = parsed.data;
  // The schema has just told that these are packs; it writes optional fields as undefined, which they then are not.
  const packs = (input.packs as readonly Pack[] | undefined) ?? defaultPacks;
  const faults = innerFaults(input, file);
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    providers: input.providers.map(({ adapter, settings }) => ({
      adapter,
      settings: adapter.settings.parse(settings),
    })),
    signals: input.signals.map(({ source, settings }) => ({
      source,
      settings: source.settings.parse(settings),
    })),
    packs,
    schedule: input.schedule,
    timezone: input.timezone,
    dataDir: resolve(folder, input.dataDir),
    retention: { ...defaultRetention, ...dropUndefined(input.retention) },
    concurrency: input.concurrency,
  };
}

/** Faults of what the outer schema takes as it is: as far as its shape allows, found even when that shape is faulty. */
function innerFaults(exported: unknown, file: string): readonly Fault[] {
  const { providers, signals, packs } = looksLikeConfig(exported) ? exported : {};
  return [
    ...providerFaults(listOf(providers) as readonly Partial<ProviderEntry>[], file),
    ...sourceFaults(listOf(signals) as readonly Partial<SignalSourceEntry>[], file),
    ...packFaults(listOf(packs), file),
  ];
}

function providerFaults(providers: readonly Partial<ProviderEntry>[], file: string): readonly Fault[] {
  const seen = new Set<string>();
  return providers.flatMap((entry, index) => {
    const adapter = entry?.adapter;
    if (adapter?.settings === undefined) return [];
    const path = `providers[${index}]`;
    const repeated = seen.has(adapter.provider)
      ? [
          {
            file,
            path,
            message: `"${adapter.provider}" is there already; give all its accounts to one entry`,
          },
        ]
      : [];
    seen.add(adapter.provider);
    const settings = adapter.settings.safeParse(entry.settings);
    return settings.success ? repeated : [...repeated, ...faultsOf(settings.error, file, path)];
  });
}

function sourceFaults(sources: readonly Partial<SignalSourceEntry>[], file: string): readonly Fault[] {
  const seen = new Set<string>();
  return sources.flatMap((entry, index) => {
    const source = entry?.source;
    if (source?.settings === undefined) return [];
    const path = `signals[${index}]`;
    const message = `"${source.name}" is there already; give each source a name of its own`;
    const repeated = seen.has(source.name) ? [{ file, path, message }] : [];
    seen.add(source.name);
    const settings = source.settings.safeParse(entry.settings);
    return settings.success ? repeated : [...repeated, ...faultsOf(settings.error, file, path)];
  });
}

function packFaults(packs: readonly unknown[], file: string): readonly Fault[] {
  const rules = new Map<string, Rule>();
  return packs.flatMap((pack, packIndex) =>
    (listOf(pack) as readonly Partial<Block>[]).flatMap((block, blockIndex) =>
      (listOf(block?.rules) as readonly Partial<RuleUse>[]).flatMap((chosen, ruleIndex) => {
        const path = `packs[${packIndex}][${blockIndex}].rules[${ruleIndex}]`;
        return useFaults(chosen, { file, path, rules });
      }),
    ),
  );
}

function useFaults(
  chosen: Partial<RuleUse> | undefined,
  { file, path, rules }: { readonly file: string; readonly path: string; readonly rules: Map<string, Rule> },
): readonly Fault[] {
  const rule = chosen?.rule;
  if (rule?.evaluate === undefined) return [];
  const definition = ruleFaults(rule).map((fault) => ({ ...fault, file: rule.definedAt ?? file }));
  const known = rules.get(rule.id);
  rules.set(rule.id, rule);
  const faults: Fault[] = known === undefined ? [...definition] : [];
  if (known !== undefined && known !== rule) {
    faults.push({
      file,
      path,
      message: `two rules have the id "${rule.id}"${placeOf(known)}${placeOf(rule)}`,
    });
  }
  const options = definition.length === 0 ? rule.options.safeParse(chosen?.options) : undefined;
  if (options?.success === false) faults.push(...faultsOf(options.error, file, `${path}.options`));
  return faults;
}

function placeOf({ definedAt }: Rule): string {
  return definedAt === undefined ? '' : `; one in ${definedAt}`;
}

function looksLikeConfig(value: unknown): value is Partial<Record<keyof ConfigInput, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** A list whatever was given. Its items may be anything: the casts above say what is hoped for, and every look is guarded. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function dropUndefined<T extends object>(object: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  // Object.fromEntries forgets the keys' types, which filtering does not change.
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
