import { styleText } from 'node:util';

type Color = Extract<Parameters<typeof styleText>[0], string>;

/** Colours and weights of a text on a terminal. */
export type Format = Color | readonly Color[];

/** Styles a text, or leaves it as it is where there is no colour. */
export type Style = (format: Format | undefined, text: string) => string;

/** A style with colours, or one without. */
export function createStyle(color: boolean): Style {
  return (format, text) => {
    if (!color || format === undefined || text === '') return text;
    // Whether to colour is the caller's decision, so no stream is asked.
    return styleText(typeof format === 'string' ? format : [...format], text, { validateStream: false });
  };
}
