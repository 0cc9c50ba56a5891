import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Stack } from '../../harness/stack.ts';

type Document = Record<string, never> & {
  apps: readonly Record<string, unknown>[];
  dataKeys: readonly Readonly<{ id: string; key: string }>[];
};

/** Changes the configuration document of a stack, and moves on until every function has it. */
export const changeDocument = async (
  stack: Stack,
  change: (document: Document) => object,
  { wait = true } = {},
): Promise<void> => {
  const file = fileURLToPath(stack.surroundings.environment.CONFIG_URI);
  const document = JSON.parse(await readFile(file, 'utf8')) as Document;
  await writeFile(file, JSON.stringify({ ...document, ...change(document) }));
  if (wait) await stack.advance(301);
};

/** A data key whose bytes look random and are the same each time. */
export const dataKey = (id: string, seed: number) => ({
  id,
  key: createHash('sha256').update(`made up ${seed}`).digest('base64'),
});

/** Puts the access document in the place of a stack's, and moves on until every function has it. */
export const changeAccess = async (stack: Stack, text: string): Promise<void> => {
  await writeFile(fileURLToPath(stack.surroundings.environment.ACCESS_URI), text);
  await stack.advance(301);
};
