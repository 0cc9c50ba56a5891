import { type Signal, signal } from '@preact/signals';
import { createWork, type Work } from '../../kit/state/work.ts';
import { ApiError, ask } from '../api.ts';
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
  isForced: Signal<boolean>;
  done: Signal<ImportResult | undefined>;
  work: Work;
}>;

/** Nothing is chosen yet. */
export const createImport = (app: string): Import => ({
  app: signal(app),
  file: signal<File | undefined>(undefined),
  pasted: signal(''),
  preview: signal<Readonly<{ table: Table; result: ImportResult }> | undefined>(undefined),
  isForced: signal(false),
  done: signal<ImportResult | undefined>(undefined),
  work: createWork(),
});

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

/** Asks what an import would do. */
export const compare = (own: Import): void => {
  const table = tableOf(own);
  void own.work.run(async () => {
    own.isForced.value = false;
    own.preview.value = { table, result: await send(table, { dryRun: 'true' }) };
  });
};

/** Imports the table that was compared. Where somebody has changed the pool meanwhile the tick may be needed now. */
export const carryOut = (own: Import): void => {
  const { value: preview } = own.preview;
  if (preview === undefined) return;
  void own.work.run(async () => {
    try {
      own.done.value = await send(preview.table, own.isForced.value ? { force: 'true' } : {});
    } catch (error) {
      if (error instanceof ApiError && error.problem.code === 'would-retire')
        own.preview.value = { ...preview, result: { ...preview.result, forceNeeded: true } };
      throw error;
    }
  });
};
