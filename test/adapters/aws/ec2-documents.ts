import * as fc from 'fast-check';
import type { AnyStructure } from '../../../adapters/aws/xml-structure.ts';
import { fieldsOf, type LongList } from './ec2-answers.ts';

/** How a document is written: plainly, as EC2 does, or with all that XML allows besides. */
type Manner = 'plain' | 'odd';

const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text as a document may have it: each special character escaped in one of several ways. */
const escapedText = fc
  .tuple(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom('', ' ', '\n', '__proto__', 'constructor', ']]>', '&amp;', 'a\r\nb', '–é😀', '"so"'),
    ),
    fc.infiniteStream(fc.nat(3)),
  )
  .map(([text, choices]) =>
    text.replace(/[&<>"'\n\t]/g, (character) => {
      const code = character.charCodeAt(0);
      const hexadecimal = code.toString(16);
      const ways = [`&#${code};`, `&#x${hexadecimal};`, `&#x${hexadecimal.toUpperCase()};`, named[character]];
      return ways[choices.next().value ?? 0] ?? `&#${code};`;
    }),
  );

const between = fc.constantFrom('', '', '\n', '\n    ', '\r\n\t');

function element(name: string, content: string): string {
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

/** Elements that nobody reads, also with names that mean something elsewhere. */
const { unread } = fc.letrec<{ unread: string; content: string }>((tie) => ({
  unread: fc
    .tuple(fc.constantFrom('unread', 'items', 'tag', 'x:groupSet', 'hasOwnProperty'), tie('content'))
    .map(([name, content]) => element(name, content)),
  content: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    escapedText,
    fc.tuple(tie('unread'), tie('unread')).map((elements) => elements.join('\n')),
    tie('unread').map((inner) => `\n<item>${inner}</item>\n<tagSet><item/></tagSet>`),
  ),
}));

const oddities = fc.constantFrom(
  '<!-- <item> -->',
  '<![CDATA[<item>]]>',
  '<?php >?>',
  '<unread of="<a/>">b</unread>',
  '<unread />',
  '<unread>a<b/>c</unread>',
  'text',
);

function valueOf(type: string, manner: Manner): fc.Arbitrary<string> {
  if (type === 'number')
    return fc.oneof(fc.integer({ min: -5, max: 70_000 }).map(String), fc.constantFrom('', '1.5'));
  if (type === 'boolean') return fc.constantFrom('true', 'false', 'TRUE', '', 'yes');
  if (type === 'text') return escapedText;
  const instants = fc
    .date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString());
  const plain = fc.oneof(instants, fc.constant('2026-01-02T03:04:05Z'));
  if (manner === 'plain') return plain;
  return fc.oneof(
    { weight: 9, arbitrary: plain },
    fc.constantFrom('2026-01-02T03:04:05.6Z', '2026-01-02T03:04:05+02:00', '2026-13-02T03:04:05Z', ''),
  );
}

/** The content of an element that is read as a structure: its fields in any order, with others between. */
function contentOf(of: AnyStructure, manner: Manner): fc.Arbitrary<string> {
  const fields = fieldsOf(of).map(({ name, type, of: inner }) => {
    if (inner === undefined) return valueOf(type, manner).map((value) => element(name, value));
    const content = contentOf(inner, manner);
    const nested = type === 'structure' ? content : itemsOf(content, 2);
    return nested.map((written) => element(name, written));
  });
  const others = manner === 'plain' ? unread : fc.oneof(unread, oddities, ...fields);
  return fc
    .tuple(
      fc.shuffledSubarray(fields.map((_, index) => index)),
      fc.tuple(...fields),
      fc.array(others, { maxLength: 2 }),
      between,
    )
    .map(([chosen, all, more, space]) => {
      const elements = chosen.map((index) => all[index] ?? '');
      for (const [index, other] of more.entries()) elements.splice(index * 3, 0, other);
      return elements.length === 0 ? '' : space + elements.join(space) + space;
    });
}

function itemsOf(content: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(content, { maxLength }), between)
    .map(([contents, space]) => space + contents.map((one) => element('item', one)).join(space));
}

/** Answers with a long list, as they may come over the wire. */
export function documentOf(list: LongList, manner: Manner): fc.Arbitrary<string> {
  return fc
    .tuple(
      itemsOf(contentOf(list.item, manner), 3),
      fc.option(escapedText),
      fc.array(unread, { maxLength: 1 }),
    )
    .map(([content, nextToken, others]) => {
      const token = nextToken === null ? '' : element('nextToken', nextToken);
      const answer = [...others, element(list.element, content), token].join('\n');
      const root = `${list.operation}Response`;
      return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="urn:x">\n${answer}</${root}>\n`;
    });
}
