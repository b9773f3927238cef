import { readFileSync } from 'node:fs';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { renderExplanation } from '../../reports/explain.ts';
import type { TrackedFinding } from '../../src/core/finding.ts';
import type { ExplainView } from '../../src/core/report.ts';
import { toTags } from '../../src/core/tags.ts';
import { machine } from '../fixtures/resources.ts';
import { day, finding, nastyView, prod, saving, smallView, undecided } from '../fixtures/run-view.ts';
import { plainOptions, textOf } from './rendered.ts';

const now = Date.UTC(2026, 10, 23, 14, 0, 0);
const rule = {
  id: 'instance-idle',
  summary: 'A machine that idles is paid for by the hour.',
  documentation: readFileSync(new URL('../../rules/idle/instance-idle.md', import.meta.url), 'utf8'),
  action: { name: 'stop', summary: 'Stop the machine; disks stay.' },
};
const idle = finding({ saving: saving('70.08'), action: { name: 'stop', reversible: true } });
const resource = machine(
  idle.resource,
  { launchedAt: now - 40 * day, dataVolumes: ['vol-1', 'vol-2'] },
  {
    name: 'web-1',
    scope: prod,
    createdAt: now - 40 * day,
    tags: toTags([
      ['owner', 'web-team'],
      ['__proto__', 'odd'],
    ]),
  },
);

async function explained(view: Partial<ExplainView>, width = 120): Promise<string> {
  return textOf(renderExplanation({ findings: [], unknown: [], now, ...view }, { ...plainOptions, width }));
}

describe('a finding', () => {
  test('what, where, since when, and on what evidence', async () => {
    const lines = (await explained({ resource, findings: [{ finding: idle, rule }] })).split('\n');
    expect(lines.slice(1, 9)).toEqual([
      'high instance-idle · 9d82505bc562546c',
      '  web-1: m5.large at 1.2 % (p95 over 14d)',
      '  open · first seen 2026-11-14 13:05 UTC (9 days ago) · last seen 2026-11-23 13:05 UTC',
      '  A machine that idles is paid for by the hour.',
      '',
      'Evidence',
      '  cpu  1.2 %  p95 over 14d  cpu-utilization',
      '    98 % of the window covered by 329 points, the newest 1 h 5 min old · CloudWatch AWS/EC2 CPUUtilization',
    ]);
    expect(lines).toContain('  where    aws prod (111111111111) eu-west-1');
  });

  test('the price with its basis, quality and day, and the action with its way back', async () => {
    const text = await explained({ findings: [{ finding: idle, rule }] });
    expect(text).toContain('  ≈$70.08 a month\n  m5.large in eu-west-1: 70.08 USD a month\n');
    expect(text).toContain('≈ list prices that come with Bursar, as of 2026-10-01');
    expect(text).toContain('  stop: Stop the machine; disks stay.\n  It can be undone.\n');
    expect(text).toContain('The rule is at level "report": nothing is done about it.');
  });

  test('an unknown saving is not called none, and what cannot be undone is said', async () => {
    const unpriced = finding({ action: { name: 'delete-volume', reversible: false }, level: 'propose' });
    const text = await explained({ findings: [{ finding: unpriced }] });
    expect(text).toContain('None is known, which does not mean that there is none.');
    expect(text).toContain('It cannot be undone');
    expect(text).not.toContain('at level "report"');
  });

  test("the rule's page, set for a terminal", async () => {
    const text = await explained({ findings: [{ finding: idle, rule }] }, 80);
    expect(text).toContain('\nThe rule  instance-idle\n');
    expect(text).toContain('\n  What it flags\n');
    expect(text).toMatch(/\n {2}window +"14d" +how far back to look\n/);
    expect(text).toContain('\n  · It is known neither when it was launched nor when it was created.\n');
    expect(text).not.toMatch(/`|\n##/);
  });

  test('evidence of a counter is told per hour; related resources by their ids', async () => {
    const evidence: TrackedFinding['evidence'] = {
      network: {
        signal: 'network-bytes',
        unit: 'bytes',
        value: 1_234_567,
        per: 'hour',
        window: '14d',
        statistic: 'p95',
        coverage: 1,
        samples: 336,
        newestAt: now,
        source: 'x',
      },
      volumes: { resources: ['vol-1', 'vol-2'] },
      images: { resources: [] },
    };
    const text = await explained({ findings: [{ finding: finding({ evidence }) }] });
    expect(text).toContain('network  1.23 MB per hour  p95 over 14d');
    expect(text).toContain('  volumes: vol-1, vol-2\n  images: none\n');
  });

  test('whose resource is gone, or whose scope could not be read', async () => {
    const text = await explained({ findings: [{ finding: finding({ stale: true }) }] });
    expect(text).toContain('Resource  not in the inventory any more');
    expect(text).toContain('its scope could not be read');
  });
});

const advice = [
  {
    source: 'Advisor',
    topic: 'resize',
    advice: 'Take m5.small instead.',
    monthlySaving: { amount: '17.52', currency: 'USD' },
  },
  { source: 'Advisor', topic: 'other', advice: 'Look at \u001b[31mit.' },
];
const adviceShown = [
  "The provider's own advice  told beside the verdicts, which do not rest on it",
  '  Take m5.small instead. ($17.52 a month by its own reckoning)',
  '    Advisor, resize',
  '  Look at ␛[31mit.',
  '    Advisor, other',
].join('\n');

describe("the provider's own advice", () => {
  test('stands beside a finding', async () => {
    expect(await explained({ resource, findings: [{ finding: idle, rule }], advice })).toContain(adviceShown);
  });

  test('is told of a resource without findings as well, and not where there is none', async () => {
    expect(await explained({ resource, advice })).toContain(adviceShown);
    expect(await explained({ resource, advice: [] })).not.toContain('advice');
  });
});

describe('a resource', () => {
  test('its price, tags, attributes, findings and what is undecided', async () => {
    const findings = [{ finding: idle, rule }, { finding: finding({ rule: 'instance-outdated' }) }];
    const text = await explained({ resource, findings, unknown: [undecided()], price: saving('70.08') });
    expect(text).toMatch(/^\nResource\n {2}name +web-1\n/);
    expect(text).toContain('price    ≈$70.08 a month: m5.large in eu-west-1');
    expect(text).toContain('  __proto__  odd\n  owner      web-team\n');
    expect(text).toContain('  dataVolumes   vol-1, vol-2\n  launchedAt    2026-10-14 14:00 UTC\n');
    expect(text).toContain('instance-idle ·');
    expect(text).toContain('instance-outdated ·');
    expect(text).toContain('? instance-oversized: memory-utilization: no data');
  });

  test('about which nothing was found', async () => {
    expect(await explained({ resource })).toContain('No rule found anything about it.');
  });

  test('whose tags could not be read is not untagged', async () => {
    const { tags: _tags, ...unread } = resource;
    expect(await explained({ resource: unread })).toContain(
      'Could not be read, which is not the same as none.',
    );
    expect(await explained({ resource: { ...resource, tags: toTags([]) } })).toContain('Tags\n  None.');
  });
});

test.each([80, 120, 200])('no line is wider than %i columns', async (width) => {
  const findings = [
    ...(await Array.fromAsync(nastyView.findings())),
    ...(await Array.fromAsync(smallView.findings())),
  ];
  for (const one of findings) {
    const odd = { ...resource, name: one.name, ...(one.tags && { tags: one.tags }), attributes: one.tags };
    const text = await explained(
      { resource: odd, findings: [{ finding: one, rule }], unknown: [undecided()] },
      width,
    );
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(text.split('\n').filter((line) => stringWidth(line) > width)).toEqual([]);
  }
});
