import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { findingsReport } from '../../reports/findings.ts';
import { terminalReport } from '../../reports/terminal.ts';
import {
  dev,
  emptyView,
  finding,
  hugeView,
  nastyView,
  prod,
  runView,
  saving,
  smallView,
  undecided,
} from '../fixtures/run-view.ts';
import { rendered } from './rendered.ts';

const sections = (text: string): readonly string[] => text.split('\n\n');
const section = (text: string, title: string): readonly string[] =>
  sections(text)
    .find((part) => part.startsWith(title))
    ?.trimEnd()
    .split('\n') ?? [];

describe('what it says', () => {
  test('begins with the run and what could be saved', async () => {
    const [first, outcome] = sections(await rendered(terminalReport, smallView));
    expect(first).toBe('Bursar  run 20261123T130500-5f3a9c · 2026-11-23 13:05 UTC · 42 s · report only');
    expect(outcome?.split('\n').slice(0, 2)).toEqual([
      '  ≈$8,189.68 a month could be saved.',
      '  5 findings · 4 verdicts undecided · 845 resources',
    ]);
    expect(outcome).toContain('2 of 4 scopes could not be read, 1 scope only in part, 1 rule failed');
  });

  test('counts the inventory, and what changed', async () => {
    expect(section(await rendered(terminalReport, smallView), 'Inventory')).toEqual([
      'Inventory  845 resources · aws 845',
      '  412  instance  403  volume  30  bucket',
      '  since the run before: 12 appeared, 4 changed, 3 gone',
    ]);
  });

  test('lists rules by what they save, and says when resources overlap', async () => {
    expect(section(await rendered(terminalReport, smallView), 'Findings by rule')).toEqual([
      'Findings by rule  5 findings',
      '  severity  rule               findings     a month',
      '  critical  gpu-idle                  1  ≈$8,112.00',
      '  high      instance-idle             1     ≈$70.08',
      '  medium    volume-unattached         1      ≈$7.60',
      '  low       instance-outdated         1      ≈$3.10',
      '  low       required-tags             1',
      '  A resource that several rules flag counts once in the sum, with its largest saving.',
    ]);
  });

  test('shows the largest savings with name, place, owner, fingerprint and reason', async () => {
    const lines = section(await rendered(terminalReport, smallView), 'Top savings');
    expect(lines.slice(0, 3)).toEqual([
      'Top savings  a month · the first 4 of 5',
      '  ≈$8,112.00  gpu-trainer-3  aws prod eu-west-1  ml-research  77a9cd8af1567728',
      '              critical gpu-idle: 4× A100 at 0 % (p95 over 24h)',
    ]);
    expect(lines).toHaveLength(1 + 2 * 4);
  });

  test('says how good the prices are, and marks what is not at live prices', async () => {
    expect(await rendered(terminalReport, smallView)).toContain(
      '≈ list prices that come with Bursar (as of 2026-10-01), estimates (as of 2026-09-15); discounts',
    );
    const live = runView({ findings: [finding({ saving: saving('5', { quality: 'live' }) })] });
    expect(await rendered(terminalReport, live)).not.toContain('≈');
  });

  test('names each scope that failed with what to do, those that failed alike together', async () => {
    const text = await rendered(terminalReport, smallView, { width: 200 });
    expect(section(text, 'Not read')).toEqual([
      'Not read  3 of 4 scopes; what is known of them is from an earlier run',
      '  ✗ aws data (333333333333): ap-south-1, sa-east-1',
      '    DeniedError: not authorized to perform ec2:DescribeInstances',
      '    → Grant what is missing: "bursar permissions" prints the policy, "bursar doctor" checks it.',
      '  ✗ aws dev (222222222222): us-east-1 (database)',
      '    ThrottledError: Rate exceeded',
      '    → The provider asked for fewer calls: lower the concurrency in the config, or run at a quieter time.',
    ]);
    expect(text).toContain('✗ disk-operations in aws dev us-east-1: UnavailableError: Service Unavailable');
    expect(text).toContain('✗ my-own-rule: TypeError: x is undefined');
    expect(text).toContain('✗ instance i-odd in aws dev us-east-1: state: unknown value "melted"');
  });

  test('does not repeat what to do about the same error', async () => {
    const failures = [{ error: 'DeniedError', message: 'no' }];
    const scopes = [prod, dev].map((scope) => ({ scope, status: 'failed' as const, resources: 0, failures }));
    const text = await rendered(terminalReport, runView({ scopes }));
    expect(text.match(/Grant what is missing/g)).toHaveLength(1);
    expect(text).toContain('No saving was found in what could be read.');
  });

  test('groups what is undecided by what is missing, with a remedy', async () => {
    expect(section(await rendered(terminalReport, smallView, { width: 200 }), 'Undecided')).toEqual([
      'Undecided  4 verdicts for want of evidence; none counts as idle or unused',
      '  2  memory-utilization: no data                                   instance-oversized',
      "     → Only an agent on the machine can tell: install the provider's monitoring agent (CloudWatch agent, Ops Agent, Azure Monitor Agent), or give a Prometheus that knows as a source of signals.",
      '  2  cpu-utilization: 12 % of 14d covered, 70 % needed (or alike)  instance-idle',
      '     → It is too new, or was off for long: it is judged once enough of the window is covered.',
    ]);
  });

  test('shows the steps of the plan with their state and reason', async () => {
    expect(section(await rendered(terminalReport, smallView), 'Plan')).toEqual([
      'Plan  20261123T130500-5f3a9c (c0ffee000000) · 2 steps: 1 proposed, 1 withheld',
      '  proposed  stop           i-gpu-trainer-3  77a9cd8af1567728',
      '  withheld  delete-volume  vol-0a1          e0dd9adb6e4fb883',
      '    an estimated price never triggers an action',
    ]);
  });

  test.each(['bursar', 'npm run -s bursar --'])(
    'ends with commands to copy, called as %s',
    async (command) => {
      const lines = section(
        await rendered(terminalReport, smallView, { command, width: 120 }),
        'What to do next',
      );
      expect(lines.slice(1).map((line) => line.trim().split(/ {2,}/)[0])).toEqual([
        `${command} explain 77a9cd8af1567728`,
        `${command} findings`,
        `${command} findings --format html > report.html`,
        `${command} permissions`,
        `${command} doctor`,
      ]);
    },
  );

  test('an empty run says that there is nothing', async () => {
    const text = await rendered(terminalReport, emptyView);
    expect(text).toContain('No saving was found.');
    expect(text).toContain('Nothing was read.');
    expect(text).not.toContain('Top savings');
  });

  test('a run without any saving shows the gravest findings, unknown savings as a dash', async () => {
    const findings = [finding({ severity: 'critical' }), finding({ name: 'web-2', severity: 'low' })];
    const lines = section(await rendered(terminalReport, runView({ findings })), 'Gravest findings');
    expect(lines[1]).toMatch(/^ {2}– {2}web-1 /);
  });

  test('a stale finding says as of when it is', async () => {
    const stale = finding({ stale: true, saving: saving('1') });
    expect(await rendered(terminalReport, runView({ findings: [stale] }))).toContain(
      '(as of 2026-11-23 13:05 UTC)',
    );
  });

  test('a long list of failures is cut, and says by how much', async () => {
    const ruleFailures = Array.from({ length: 3 }, (_, index) => ({
      rule: `r${index}`,
      resource: '',
      error: 'x',
    }));
    const scopes = Array.from({ length: 30 }, (_, index) => ({
      scope: { ...prod, account: `${index}` },
      status: 'failed' as const,
      resources: 0,
      failures: [{ error: 'DeniedError', message: `no ${index}` }],
    }));
    const text = await rendered(terminalReport, runView({ ruleFailures, scopes }));
    expect(text).toContain('… and 10 more: bursar findings --format json lists all');
  });
});

describe('how it looks', () => {
  const views = { smallView, emptyView, nastyView, hugeView: hugeView(500) };
  const cases = Object.entries(views).flatMap(([name, view]) =>
    [80, 100, 120, 200].map((width) => ({ name, view, width })),
  );

  test.each(cases)('$name at $width columns: no line is wider', async ({ view, width }) => {
    for (const report of [terminalReport, findingsReport]) {
      const text = await rendered(report, view, { width, command: 'npm run -s bursar --' });
      expect(text.split('\n').filter((line) => stringWidth(line) > width)).toEqual([]);
    }
  });

  test('no line is wider, whatever the texts are', async () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom(
        '東',
        '名',
        'ｱ',
        'a',
        ' ',
        '👩‍👩‍👧',
        '🇩🇪',
        '👍🏽',
        'e\u0301',
        '\u001b[31m',
        '\t',
        '\n',
        '…',
        '\u200d',
      ),
    );
    const text = fc.string({ unit, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 80, max: 220 }),
        async (texts, width) => {
          const [name = '', message = '', account = '', missing = ''] = texts;
          const view = runView({
            findings: [
              finding({ name, message, scope: { ...prod, accountName: account }, saving: saving('7') }),
            ],
            unknown: [undecided({ missing, rule: name })],
            ruleFailures: [{ rule: name, resource: account, error: message }],
          });
          const lines = (await rendered(terminalReport, view, { width })).split('\n');
          expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
        },
      ),
      { numRuns: 80 },
    );
  });

  test('nothing that a name holds reaches the terminal as a command', async () => {
    const text = await rendered(terminalReport, nastyView);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(text).toContain('␛[31mred');
  });

  test('in a pipe there are no colours; with colours the text is the same', async () => {
    const plain = await rendered(terminalReport, smallView);
    const colored = await rendered(terminalReport, smallView, { color: true });
    expect(plain).not.toContain('\u001b');
    expect(colored).toContain('\u001b[1m\u001b[31m');
    expect(stripVTControlCharacters(colored)).toBe(plain);
  });

  test('no line ends in blanks', async () => {
    for (const view of [smallView, hugeView(50)])
      expect(await rendered(terminalReport, view)).not.toMatch(/ $/m);
  });
});

describe('the list of findings', () => {
  test('has all of them, and says how many', async () => {
    const lines = (await rendered(findingsReport, hugeView(450))).trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('machine-'))).toHaveLength(450);
    expect(lines.at(-3)).toBe("  450 findings; savings are a month's.");
    expect(lines.at(-2)).toBe('  bursar explain <fingerprint> shows the evidence of one.');
  });

  test('says when there are none', async () => {
    expect(await rendered(findingsReport, emptyView)).toContain('No findings.');
  });
});
