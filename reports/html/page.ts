import { hash } from 'node:crypto';
import { formatInstant, type RunView } from 'bursar/report';
import { html, type Markup, ownMarkup } from './markup.ts';
import { styleSheet } from './style-sheet.ts';

/** The page up to its content. Nothing may be loaded, sent or run: only this very style sheet is let in. */
export function pageStart({ run }: RunView): Markup {
  const policy = `default-src 'none'; style-src 'sha256-${hash('sha256', styleSheet, 'base64')}'; base-uri 'none'; form-action 'none'`;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<title>Cloud savings and findings, ${formatInstant(run.startedAt)}</title>
<style>${ownMarkup(styleSheet)}</style>
</head>
<body>
<main>
`;
}

export function pageEnd(command: string): Markup {
  return html`<footer>
<p>A saving is what a month at 730 hours would cost less. A resource that several rules flag counts once in sums over resources, with its largest saving. All of this as data: <code>${command} findings --format json</code>; as a spreadsheet: <code>${command} findings --format csv</code>.</p>
</footer>
</main>
</body>
</html>
`;
}
