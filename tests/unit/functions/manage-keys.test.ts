import { describe, expect, it } from 'vitest';
import { compose } from '../../../functions/manage-keys/index.ts';
import { aContext } from '../../builders/api-event.ts';
import { documentsAround } from '../../fakes/documents-around.ts';
import { createTestRuntime } from '../../harness/test-runtime.ts';

const ENVIRONMENT = {
  CONFIG_URI: 'secretsmanager:one',
  BINDINGS_TABLE: 'bindings',
  CALLS_TABLE: 'calls',
  MESSAGES_TABLE: 'messages',
  NUMBERS_TABLE: 'numbers',
  PUSHES_TABLE: 'pushes',
  USAGE_TABLE: 'usage',
};

/** A value as the data key of that id seals it. */
const sealedWith = (id: string): string => `${id}:${'A'.repeat(60)}`;

/** The function over a store with one message. */
const setUp = (readConfiguration: () => Promise<string>) => {
  const documents = documentsAround(async (call) => {
    const items =
      call.name === 'scan' && call.input.table === 'messages'
        ? [{ pk: 'M#a', sk: 'M', sealed: sealedWith('old') }]
        : [];
    return { items, count: items.length, next: undefined };
  });
  const handler = compose(
    createTestRuntime({ environment: ENVIRONMENT, documents: () => documents, readConfiguration }),
  );
  return (order: object) => handler(order, { ...aContext(), getRemainingTimeInMillis: () => 60_000 });
};

describe.each([
  ['cannot be read', () => Promise.reject(new Error('the secret holds no text'))],
  ['is faulty', async () => '{ "apps": [ oops'],
])('manage-keys, while the document %s', (_case, readConfiguration) => {
  it('counts all the same, for whoever is about to put another', async () => {
    const invoke = setUp(readConfiguration);

    expect(await invoke({ action: 'count' })).toEqual({
      action: 'count',
      dataKeyIds: [],
      counts: [{ dataKeyId: 'old', table: 'messages', kind: 'message', count: 1 }],
      next: null,
    });
  });

  it('seals nothing anew', async () => {
    const invoke = setUp(readConfiguration);

    await expect(invoke({ action: 'reseal', from: 'old' })).rejects.toThrow(
      /the secret holds no text|the configuration is not JSON/,
    );
  });
});
