import {
  type ExplainView,
  formatInstant,
  formatMoney,
  pad,
  printable,
  type Resource,
  type Tags,
  type UnknownVerdict,
  widthOf,
} from 'bursar/report';
import { markOf } from '../shared/price-notes.ts';
import { remedyOfMissing } from '../shared/remedies.ts';
import { accountLabel } from '../shared/where.ts';
import { heading, type Lines, type Page, paragraph, remedy } from '../terminal/page.ts';

/** The resource as it was read last, or what its findings tell of it when it is gone. */
export function* resourceOf(page: Page, { resource, findings, price }: ExplainView): Lines {
  const [first] = findings;
  if (resource === undefined) {
    if (first === undefined) return;
    const { name, resource: id, kind, scope } = first.finding;
    yield* heading(page, 'Resource', 'not in the inventory any more');
    yield* fields(page, [
      ['name', name],
      ['kind', kind],
      ['id', id],
      ['where', `${scope.provider} ${accountLabel(scope)} ${scope.region}`],
    ]);
    return;
  }
  const { name, kind, id, scope, createdAt, tags } = resource;
  yield* heading(page, 'Resource');
  yield* fields(page, [
    ['name', name],
    ['kind', kind],
    ['id', id],
    ['where', `${scope.provider} ${accountLabel(scope)} ${scope.region}`],
    ...(createdAt === undefined ? [] : [['created', formatInstant(createdAt)] as const]),
    ...(price === undefined
      ? []
      : [['price', `${markOf(price)}${formatMoney(price.monthly)} a month: ${price.basis}`] as const]),
  ]);
  yield* tagLines(page, tags);
  yield* attributeLines(page, resource);
}

function* tagLines(page: Page, tags: Tags | undefined): Lines {
  const entries = Object.entries(tags ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  yield* heading(page, 'Tags');
  if (tags === undefined) yield* paragraph(page, 'Could not be read, which is not the same as none.');
  else if (entries.length === 0) yield* paragraph(page, 'None.');
  else yield* fields(page, entries);
}

function* attributeLines(page: Page, { attributes }: Resource): Lines {
  const entries = Object.entries(attributes ?? {}).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return;
  yield* heading(page, 'Attributes');
  yield* fields(
    page,
    entries.map(([key, value]) => [key, attributeText(key, value)] as const),
  );
}

/** By the kinds' custom, names that end so hold instants. */
const instantName = /(?:At|Since)$/;

function attributeText(key: string, value: unknown): string {
  if (typeof value === 'number' && instantName.test(key)) return formatInstant(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.length === 0 ? 'none' : value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const widestName = 28;

/** Names with their values beside them; beneath, where the name is long. */
function* fields(page: Page, entries: readonly (readonly [name: string, value: string])[]): Lines {
  const widths = entries.map(([name]) => widthOf(printable(name))).filter((width) => width <= widestName);
  const nameWidth = Math.max(0, ...widths);
  for (const [name, value] of entries) {
    const shown = printable(name);
    const isLong = widthOf(shown) > widestName;
    if (isLong) yield* paragraph(page, name, { format: 'dim' });
    const lead = isLong ? ' '.repeat(nameWidth + 2) : `${page.style('dim', pad(shown, nameWidth))}  `;
    yield* paragraph(page, value, { lead });
  }
}

/** Verdicts that could not be reached about it. */
export function* undecidedVerdicts(page: Page, verdicts: readonly UnknownVerdict[]): Lines {
  if (verdicts.length === 0) return;
  yield* heading(page, 'Undecided', 'for want of evidence');
  for (const { rule, missing } of verdicts) {
    yield* paragraph(page, `${rule}: ${missing}`, { lead: page.style('yellow', '? ') });
    yield* remedy(page, remedyOfMissing(missing), 4);
  }
}
