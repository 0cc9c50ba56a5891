import { createHmac } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  beginLookupChange,
  type LookupKeyChange,
  type LookupKeyDeps,
  takeNextStep,
} from '../../../tools/commands/keys/lookup-key.ts';
import type { SecretVersion } from '../../../tools/commands/secret/secret.ts';
import type { Stack } from '../../harness/stack.ts';

/** The change of `lookupKey` of a stack as an operator makes it; the secret is the file that its functions read. */
export const lookupChangeOf = (stack: Stack) => {
  const file = fileURLToPath(stack.surroundings.environment.CONFIG_URI);
  let version = 1;
  const current = async (): Promise<SecretVersion> => ({
    text: await readFile(file, 'utf8'),
    versionId: `version-${version}`,
    createdAt: stack.clock(),
  });
  const deps: LookupKeyDeps = {
    secret: {
      current,
      previous: async () => undefined,
      async put(text) {
        version += 1;
        await writeFile(file, text);
        return `version-${version}`;
      },
    },
    invoke: (name, event) => stack.invoke(name, event),
    tell: () => undefined,
    clock: stack.clock,
  };
  return {
    deps,
    document: async (): Promise<Record<string, unknown>> => JSON.parse((await current()).text),
    begin: () => beginLookupChange(deps, false),
    next: (dryRun = false) => takeNextStep(deps, dryRun),
    /** Waits until the next step may be taken, takes it, and fails when it was refused. */
    async step(seconds: number): Promise<LookupKeyChange> {
      await stack.advance(seconds);
      const taken = await takeNextStep(deps, false);
      if (taken.refusal !== undefined) throw new Error(`refused: ${taken.refusal}`);
      return taken;
    },
  };
};

export const TEN_MINUTES = 601;
export const A_DAY = 24 * 3600 + 1;

const LETTERS = 'ghijkmnpqr';

/** A look-up key of people as docs/adr/0001 describes it, without its mark. */
export const keyOf = (lookupKey: string, kind: string, ...values: readonly string[]): string => {
  const text = [kind, ...values.map((value) => `${Buffer.byteLength(value)}:${value}`)].join('\n');
  const hash = createHmac('sha256', Buffer.from(lookupKey, 'base64')).update(text).digest('hex').slice(0, 28);
  return hash.replace(/[0-9]/g, (digit) => LETTERS[Number(digit)] ?? '');
};
