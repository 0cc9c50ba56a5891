import { type Signal, signal } from '@preact/signals';
import { createWork, type Work } from '../../kit/state/work.ts';
import { ApiError, ask } from '../api.ts';
import { atSignOut } from '../session.ts';
import { contentTypeOf, type ImportResult } from './preview.ts';

/** A table that is to be imported. */
export type Table = Readonly<{ app: string; name?: string; content: Blob }>;

/** One import, from the table to its result. */
export type Import = Readonly<{
  app: Signal<string>;
  file: Signal<File | undefined>;
  pasted: Signal<string>;
  /** The table that was compared, and the difference. */
  preview: Signal<Readonly<{ table: Table; result: ImportResult }> | undefined>;
  /** The pool had changed when the import was asked for: the difference is another one than was shown before. */
  isOther: Signal<boolean>;
  isForced: Signal<boolean>;
  done: Signal<ImportResult | undefined>;
  work: Work;
}>;

/** Nothing is chosen yet. */
const createImport = (): Import => ({
  app: signal(''),
  file: signal<File | undefined>(undefined),
  pasted: signal(''),
  preview: signal<Readonly<{ table: Table; result: ImportResult }> | undefined>(undefined),
  isOther: signal(false),
  isForced: signal(false),
  done: signal<ImportResult | undefined>(undefined),
  work: createWork(),
});

/** The one that goes on. */
export const numberImport = createImport();

/** The table that was chosen or pasted; a file counts first. */
export const tableOf = ({ app, file, pasted }: Import): Table => {
  const { value: chosen } = file;
  if (chosen !== undefined) return { app: app.value, name: chosen.name, content: chosen };
  return { app: app.value, content: new Blob([pasted.value]) };
};

const send = ({ app, name, content }: Table, query: Readonly<Record<string, string>>) =>
  ask<ImportResult>('PUT', 'numbers', {
    body: content,
    query: { app, ...query },
    headers: { 'content-type': contentTypeOf(name) },
  });

const compareTable = async (own: Import, table: Table): Promise<void> => {
  own.isForced.value = false;
  own.preview.value = { table, result: await send(table, { dryRun: 'true' }) };
};

/** Asks what an import would do. */
export const compare = (own: Import): void => {
  const table = tableOf(own);
  void own.work.run(() => compareTable(own, table));
};

/** Of an import that would do something else than was shown, or would need a tick that nobody was asked for. */
const OTHER_DIFFERENCE: readonly string[] = ['version-conflict', 'would-retire'];

/**
 * Imports the table that was compared, and makes the difference that was shown. Where the pool was changed meanwhile nothing is
 * done: it is compared again, and the new difference is another question.
 */
export const carryOut = (own: Import): void => {
  const { value: preview } = own.preview;
  if (preview === undefined) return;
  const { table, result } = preview;
  const force: Readonly<Record<string, string>> = own.isForced.value ? { force: 'true' } : {};
  void own.work.run(async () => {
    own.isOther.value = false;
    try {
      own.done.value = await send(table, { ifDifference: result.fingerprint, ...force });
    } catch (error) {
      if (!(error instanceof ApiError && OTHER_DIFFERENCE.includes(error.problem.code))) throw error;
      await compareTable(own, table);
      own.isOther.value = true;
    }
  });
};

/** Forgets the table and what came of it. */
export const startAnew = (own: Import): void => {
  own.file.value = undefined;
  own.pasted.value = '';
  own.preview.value = undefined;
  own.isOther.value = false;
  own.isForced.value = false;
  own.done.value = undefined;
  own.work.clear();
};

atSignOut(() => {
  startAnew(numberImport);
  numberImport.app.value = '';
});
