import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** One series of an exporter: its metric with its labels, and its values by the instant in seconds. */
export interface ExportedSeries {
  readonly metric: string;
  readonly type: 'gauge' | 'counter';
  readonly labels: Readonly<Record<string, string>>;
  /** Undefined where the exporter was not asked. */
  readonly valueAt: (atSeconds: number) => number | undefined;
}

/** Whether Debian's `prometheus`, or what has its two programs, is here. */
export function isPrometheusInstalled(): boolean {
  return ['prometheus', 'promtool'].every((program) => spawnSync(program, ['--version']).status === 0);
}

/** As scraped: from one instant to another, every so often. */
export interface Scrapes {
  readonly startAt: number;
  readonly endAt: number;
  readonly everySeconds: number;
}

/** Starts a Prometheus on a port of its own that has scraped the series; its data are in the folder. */
export async function startPrometheus(
  folder: string,
  series: readonly ExportedSeries[],
  scrapes: Scrapes,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const exposition = join(folder, 'history.om');
  writeFileSync(exposition, openMetrics(series, scrapes));
  const data = join(folder, 'data');
  execFileSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', exposition, data], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const config = join(folder, 'prometheus.yml');
  writeFileSync(config, 'scrape_configs: []\n');
  const server = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=100y',
      '--web.listen-address=127.0.0.1:0',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  try {
    return { url: `http://${await addressOf(server)}`, close: () => stop(server) };
  } catch (error) {
    await stop(server);
    throw error;
  }
}

/** Waits until it says that it is ready; before that it has said where it listens. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  const said: string[] = [];
  let address: string | undefined;
  if (stderr === null) throw new Error('its output is not read');
  for await (const line of createInterface({ input: stderr })) {
    said.push(line);
    address ??= /msg="Listening on" address=(\S+)/.exec(line)?.[1];
    if (!line.includes('Server is ready to receive web requests') || address === undefined) continue;
    stderr.resume();
    return address;
  }
  throw new Error(`Prometheus ended:\n${said.join('\n')}`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGKILL');
  await once(server, 'exit');
}

function openMetrics(series: readonly ExportedSeries[], { startAt, endAt, everySeconds }: Scrapes): string {
  const lines: string[] = [];
  for (const [metric, alike] of Map.groupBy(series, (one) => one.metric)) {
    const type = alike[0]?.type ?? 'gauge';
    lines.push(`# TYPE ${type === 'counter' ? metric.replace(/_total$/, '') : metric} ${type}`);
    for (const { labels, valueAt } of alike) {
      const text = Object.entries(labels)
        .map(([name, value]) => `${name}="${escaped(value)}"`)
        .join(',');
      for (let at = startAt / 1_000; at <= endAt / 1_000; at += everySeconds) {
        const value = valueAt(at);
        if (value !== undefined) lines.push(`${metric}{${text}} ${value} ${at}`);
      }
    }
  }
  return `${lines.join('\n')}\n# EOF\n`;
}

function escaped(value: string): string {
  return value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
}
