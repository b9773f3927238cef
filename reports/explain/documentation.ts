import type { RuleInfo } from 'bursar/report';
import { heading, type Lines, type Page, paragraph, rows } from '../terminal/page.ts';

/** A rule's page, its Markdown set for a terminal: headings, lists and tables, the rest as paragraphs. */
export function* documentation(page: Page, rule: RuleInfo | undefined): Lines {
  if (rule?.documentation === undefined) return;
  yield* heading(page, 'The rule', rule.id);
  for (const block of rule.documentation.split(/\n\s*\n/)) {
    const text = block.trim();
    if (text === '' || text === rule.summary || text.startsWith('# ')) continue;
    yield '';
    yield* blockLines(page, text);
  }
}

function* blockLines(page: Page, block: string): Lines {
  const lines = block.split('\n');
  if (block.startsWith('#')) yield* paragraph(page, block.replace(/^#+\s*/, ''), { format: 'bold' });
  else if (block.startsWith('|')) yield* tableLines(page, lines);
  else if (/^[-*] /.test(block)) yield* listLines(page, lines);
  else yield* paragraph(page, plain(lines.join(' ')), { most: Number.POSITIVE_INFINITY });
}

function* listLines(page: Page, lines: readonly string[]): Lines {
  for (const item of lines.join('\n').split(/\n(?=[-*] )/)) {
    const text = plain(item.replace(/^[-*] /, '').replace(/\s*\n\s*/g, ' '));
    yield* paragraph(page, text, { lead: '· ', most: Number.POSITIVE_INFINITY });
  }
}

function tableLines(page: Page, lines: readonly string[]): Lines {
  const cells = lines
    .filter((line) => !/^\|[\s|:-]+\|$/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((text) => ({ text: plain(text.trim()) })),
    );
  const columns = Array.from({ length: Math.max(...cells.map((row) => row.length)) }, () => ({ least: 10 }));
  return rows(page, cells, columns);
}

/** Without the marks of Markdown for code and emphasis. */
function plain(text: string): string {
  return text.replace(/`([^`]*)`/g, '$1').replace(/\*\*([^*]*)\*\*/g, '$1');
}
