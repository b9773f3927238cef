import * as fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { html, markupText } from '../../reports/html/markup.ts';
import { Tally } from '../../reports/html/tally.ts';
import { findingsShown, htmlReport } from '../../reports/html.ts';
import type { RunView } from '../../src/core/report.ts';
import {
  emptyView,
  finding,
  hugeView,
  nastyTexts,
  nastyView,
  prod,
  runView,
  saving,
  smallView,
  undecided,
} from '../fixtures/run-view.ts';
import { rendered } from './rendered.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

interface Page {
  readonly faults: readonly string[];
  readonly elements: readonly Element[];
}

async function pageOf(view: RunView): Promise<Page> {
  const faults: string[] = [];
  const document = parse(await rendered(htmlReport, view), { onParseError: ({ code }) => faults.push(code) });
  return { faults, elements: [...elementsIn(document)] };
}

function* elementsIn(node: Node): Generator<Element, void, void> {
  if ('tagName' in node) yield node;
  for (const child of 'childNodes' in node ? node.childNodes : []) yield* elementsIn(child);
}

function textIn(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textIn).join('') : '';
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

const views = { emptyView, smallView, nastyView, hugeView: hugeView(300) };

test.each(Object.entries(views))('%s is well-formed', async (_name, view) => {
  const { faults, elements } = await pageOf(view);
  expect(faults).toEqual([]);
  const ids = elements.flatMap((element) => attribute(element, 'id') ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(
    expect.arrayContaining(elements.flatMap((element) => attribute(element, 'aria-labelledby') ?? [])),
  );
});

describe('what may happen on the page', () => {
  const allowedAttributes =
    /^(?:aria-[a-z]+|charset|class|content|data-label|datetime|focusable|height|http-equiv|id|lang|name|role|rx|scope|tabindex|width|x)$/;

  test.each(Object.entries(views))('%s loads, sends and runs nothing', async (_name, view) => {
    const { elements } = await pageOf(view);
    const tags = new Set(elements.map(({ tagName }) => tagName));
    for (const tag of ['script', 'link', 'img', 'iframe', 'object', 'form', 'a', 'base', 'image', 'use'])
      expect(tags).not.toContain(tag);
    for (const { attrs } of elements) for (const { name } of attrs) expect(name).toMatch(allowedAttributes);
    const style = elements.find(({ tagName }) => tagName === 'style');
    expect(style === undefined ? '' : textIn(style)).not.toMatch(/url\(|@import|expression/i);
  });

  test('a policy lets in nothing but the one style sheet', async () => {
    const { elements } = await pageOf(smallView);
    const policy = elements.find((element) => attribute(element, 'http-equiv') === 'Content-Security-Policy');
    expect(policy && attribute(policy, 'content')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'$/,
    );
  });
});

const viewOf = (text: string): RunView =>
  runView({
    findings: [
      finding({
        name: text,
        message: text,
        kind: text,
        resource: `r${text}`,
        fingerprint: text,
        rule: text,
        scope: { provider: text, account: text, region: text },
        evidence: { resources: { resources: [text] } },
        saving: saving('7', { basis: text, quality: 'live' }),
        action: { name: text, reversible: true, parameters: { text } },
      }),
    ],
    unknown: [undecided({ name: text, kind: text, rule: text, missing: `${text}: no data` })],
    ruleFailures: [{ rule: text, resource: text, error: text }],
    signalFailures: [{ scope: prod, signal: text, error: text, message: text }],
    unreadable: [{ kind: text, scope: prod, id: text, error: text, raw: text }],
  });

async function skeletonOf(text: string): Promise<string> {
  const { faults, elements } = await pageOf(viewOf(text));
  expect(faults).toEqual([]);
  return elements
    .map(({ tagName, attrs }) => `${tagName} ${attrs.map(({ name }) => name).join(' ')}`)
    .join('\n');
}

test('no text becomes markup: the tree is the same whatever the texts are', async () => {
  const plain = await skeletonOf('plain');
  const markup = fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '/',
        'script',
        'style',
        '!--',
        '-->',
        ']]>',
        '\0',
        '=',
        ' ',
        'a',
        '`',
        '&#60;',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''));
  const texts = fc.oneof(markup, fc.string({ unit: 'binary' }), fc.constantFrom(...nastyTexts));
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      expect(await skeletonOf(text)).toBe(plain);
    }),
    { numRuns: 80 },
  );
});

test('a text cannot leave the attribute that it stands in', () => {
  expect(markupText(html`<p title="${`"'<&`}">${['a', 1, undefined, html`<b>c</b>`]}</p>`)).toBe(
    '<p title="&quot;&#39;&lt;&amp;">a1<b>c</b></p>',
  );
});

test('a name reads as it is written', async () => {
  const name = '<b>&amp;"\'</b>';
  const { elements } = await pageOf(runView({ findings: [finding({ name, message: 'm' })] }));
  const shown = elements.find((element) => attribute(element, 'class') === 'name');
  expect(shown && textIn(shown)).toBe(name);
});

describe('what it says', () => {
  test('the outcome, and what could not be read before everything else', async () => {
    const text = await rendered(htmlReport, smallView);
    expect(text).toContain('<strong>≈$8,190</strong> a month could be saved');
    expect(text).toContain('≈$98,276 a year, by 5 findings among 845 resources.');
    expect(text.indexOf('3 of 4 scopes could not be read whole')).toBeLessThan(text.indexOf('class="tiles"'));
    expect(text).toContain('ap-south-1, sa-east-1: not read at all');
    expect(text).toContain('us-east-1: in part, without database');
  });

  test('each chart is a table with a caption, its bars hidden from screen readers', async () => {
    const { elements } = await pageOf(smallView);
    const captions = elements.filter(({ tagName }) => tagName === 'caption').map(textIn);
    expect(captions).toEqual([
      'Savings by rule',
      'Savings by account',
      'Savings by region',
      'Findings by severity',
      'Inventory by kind',
    ]);
    for (const svg of elements.filter(({ tagName }) => tagName === 'svg'))
      expect(attribute(svg, 'aria-hidden') ?? attribute(svg, 'aria-label')).toBeDefined();
  });

  test('each finding with its evidence and price folded away', async () => {
    const { elements } = await pageOf(smallView);
    const details = elements.filter(({ tagName }) => tagName === 'details').map(textIn);
    expect(details[0]).toContain('1.2 % cpu-utilization, p95 over 14d; 98 % covered by 329 points');
    expect(details[0]).toContain('list prices that come with Bursar, as of 2026-10-01');
    expect(details[0]).toContain('bursar explain 77a9cd8af1567728');
    expect(details[2]).toContain('snapshotsarn:aws:ec2:us-east-1:222222222222:snapshot/snap-1');
  });

  test("the provider's own advice is told with the evidence", async () => {
    const monthlySaving = { amount: '17.52', currency: 'USD' };
    const advice = [{ source: 'Advisor', topic: 'resize', advice: 'Take <b>less</b>.', monthlySaving }];
    const { elements } = await pageOf(runView({ findings: [finding({ advice })] }));
    const details = elements.filter(({ tagName }) => tagName === 'details').map(textIn);
    expect(details[0]).toContain('Advisor, resizeTake <b>less</b>. ($17.52 a month by its own reckoning)');
  });

  test('tags that could not be read are not "nobody"', async () => {
    const { tags: _tags, ...unread } = finding();
    const text = await rendered(htmlReport, runView({ findings: [unread] }));
    expect(text).toContain('could not be read');
    expect(text).not.toContain('nobody named');
  });

  test('the first findings only, and how to get the others', async () => {
    const text = await rendered(htmlReport, hugeView(findingsShown + 500));
    expect(text.match(/<tr role="row">/g)).toHaveLength(findingsShown + 1);
    expect(text).toContain('These are the 2,000 with the largest savings; 500 are left out.');
    expect(text).toContain('<code>bursar findings --format csv</code> gives all of them.');
  });

  test('a run without failures raises no alarm', async () => {
    expect(await rendered(htmlReport, runView({ findings: [finding()] }))).not.toContain('class="alert"');
  });
});

describe('sums', () => {
  test('count a resource once, with its largest saving, as the run does', async () => {
    for (const view of [smallView, nastyView]) {
      const tally = new Tally('USD');
      for await (const one of view.findings()) tally.add(one);
      expect(tally.monthly).toEqual(view.savings.monthly);
      for (const by of ['account', 'region'] as const)
        expect(tally.by(by).reduce((sum, { monthly }) => sum + monthly.nanos, 0n)).toBe(tally.monthly.nanos);
    }
  });

  test('tell accounts apart that are called the same', () => {
    const tally = new Tally('USD');
    const scopes = [
      prod,
      { ...prod, account: '333333333333' },
      { ...prod, provider: 'gcp', account: 'prod-1' },
    ];
    for (const [index, scope] of scopes.entries())
      tally.add(finding({ scope, resource: `r${index}`, saving: saving('5') }));
    expect(tally.by('account').map(({ label, findings }) => `${label}: ${findings}`)).toEqual([
      'aws prod: 1',
      'aws prod: 1',
      'gcp prod: 1',
    ]);
  });

  test('leave out what is in another currency, as not known', () => {
    const tally = new Tally('EUR');
    tally.add(finding({ saving: saving('5'), action: { name: 'stop', reversible: true } }));
    expect(tally.monthly.nanos).toBe(0n);
    expect(tally.unpriced).toBe(1);
  });
});
