import { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person, poolNumbers, RIDES, simulatorApp, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const FLAT = {
  name: 'flat',
  mode: 'AX' as const,
  appKey: 'TestAppKeyFlat00000000000001',
  appSecret: 'test-app-secret-flat-0001',
};
const AX_NUMBERS = [{ x: xNumber(31), areaCode: '0755', sms: true }];
const TERMS = { record: true, recordTone: 'tone.wav', ttlSeconds: 3600 };

let stack: Stack;

beforeEach(async () => {
  stack = await startStack({
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    store: 'memory',
    indexLagSeconds: (index) => (index === 'subscription-index' ? 40 : 0),
    apps: [
      { ...RIDES, numbers: poolNumbers(4) },
      { ...FLAT, numbers: AX_NUMBERS },
    ],
    platformApps: [simulatorApp(RIDES, poolNumbers(4)), { ...FLAT, numbers: AX_NUMBERS, pushUrls: {} }],
  });
});
afterEach(() => stack.close());

const bind = async (body: object): Promise<string> => {
  const bound = await stack.request('POST', '/bindings', { body });
  if (bound.status !== 201) throw new Error(`not bound: ${bound.text}`);
  return (bound.body as { bindingId: string }).bindingId;
};

const bindingIds = async () => {
  const { Contents = [] } = await stack.s3.send(new ListObjectsV2Command({ Bucket: stack.bucket }));
  const heads = Contents.map(({ Key }) =>
    stack.s3.send(new HeadObjectCommand({ Bucket: stack.bucket, Key })),
  );
  return (await Promise.all(heads)).map(({ Metadata }) => Metadata?.['binding-id']);
};

describe('an archived recording names its binding, while the index lags that would show it', () => {
  it.each([
    ['AXB', { mode: 'AXB', a: person(1), b: person(2), x: xNumber(1), ...TERMS }, xNumber(1)],
    ['AX, when a stranger calls', { mode: 'AX', a: person(1), x: xNumber(31), ...TERMS }, xNumber(31)],
  ])('%s', async (_mode, body, x) => {
    const bindingId = await bind(body);
    await stack.control.placeCall({ from: person(2), to: x, outcome: 'answered', talkSeconds: 30 });
    await stack.invoke('recording-archiver');

    expect(await bindingIds()).toEqual([bindingId]);
  });

  it('and none that is another one', async () => {
    const bindingId = await bind({ mode: 'AXB', a: person(1), b: person(2), x: xNumber(1), ...TERMS });
    await stack.control.placeCall({ from: person(2), to: xNumber(1), outcome: 'answered', talkSeconds: 30 });
    await stack.request('DELETE', `/bindings/${bindingId}`);
    await bind({ mode: 'AXB', a: person(1), b: person(2), x: xNumber(1), ...TERMS });
    await stack.invoke('recording-archiver');

    expect(await bindingIds()).toEqual([undefined]);
  });
});
