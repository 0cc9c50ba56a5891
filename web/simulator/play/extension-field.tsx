import { TextField } from '../../kit/parts/controls.tsx';
import type { SimulatedApp } from '../api/types.ts';
import { type Behind, judgeExtension } from './extensions.ts';
import { playTexts } from './texts.ts';

/** So many are named at the field; an X may have hundreds. */
const MOST_NAMED = 5;

const named = (behind: readonly Behind[]): string => {
  const { behindIt, more } = playTexts.value.extension;
  const list = behind.slice(0, MOST_NAMED).map(({ extension, a }) => `${extension} (${a})`);
  const others = behind.length - list.length;
  return behindIt([...list, ...(others > 0 ? [more(others)] : [])]);
};

type ExtensionFieldProps = Readonly<{
  app: SimulatedApp;
  /** The number of the caller, and the X that is dialled. */
  from: string;
  x: string;
  extension: string;
  change: (extension: string) => void;
}>;

/** The extension that is dialled, and before the call whom it reaches. A wrong one may be dialled all the same. */
export const ExtensionField = ({ app, from, x, extension, change }: ExtensionFieldProps) => {
  const t = playTexts.value;
  const { kind, behind, a } = judgeExtension(app, { from, x, extension });
  const consequence = { own: undefined, reaches: undefined, ...t.extension.faults }[kind];
  const hints = [
    kind === 'own' ? t.extension.own : undefined,
    a === undefined ? undefined : t.extension.reaches(a),
    behind.length === 0 || kind === 'own' ? undefined : named(behind),
  ];
  return (
    <TextField
      label={t.call.extension}
      name="extension"
      inputMode="numeric"
      hint={hints.filter((hint) => hint !== undefined).join(' ') || undefined}
      fault={consequence}
      value={extension}
      onInput={change}
    />
  );
};
