import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCdrPush, aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { RIDES } from '../../harness/fixtures.ts';
import { type Stack, type StackOptions, startStack } from '../../harness/stack.ts';

const SECRET = 'made0up1segment2made0up1segment2made0up1';
const NEXT = 'next3made0up1segment2made0up1segment2made';

let nonces = 0;

/** Pushes a CDR to an address, as the platform would; answers with the status and the number of stored calls. */
const pushTo = async (stack: Stack, path: string, headers?: Record<string, string>) => {
  nonces += 1;
  const nonce = `address${nonces}`;
  const before = (await stack.items('PUSHES_TABLE')).length;
  const response = await fetch(`${stack.url}${path}`, {
    method: 'POST',
    headers: headers ?? signedHeaders({ ...RIDES, nonce }),
    body: aCdrPush([aSentCdr({ sessionId: nonce })]),
  });
  const stored = (await stack.items('PUSHES_TABLE')).length - before;
  return { status: response.status, stored: stored > 0, text: await response.text() };
};

const startWith = (configuration: object, options: StackOptions = {}) =>
  startStack({ store: 'memory', startAt: new Date('2026-03-01T02:31:25.000Z'), configuration, ...options });

describe('webhooks with a secret in their address', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startWith({ webhookSecrets: [SECRET, NEXT] });
  });
  afterAll(() => stack?.close());
  beforeEach(async () => {
    // A flood of mistyped addresses would be told in fewer lines.
    await stack.advance(10);
    stack.logs.length = 0;
  });

  it.each(['call-events', 'cdr', 'sms', 'number-status', 'cdr/', 'cdr//'])(
    'take a push at /webhooks/<secret>/%s, by the one secret and by the next',
    async (route) => {
      const answers = [
        await pushTo(stack, `/webhooks/${SECRET}/${route}`),
        await pushTo(stack, `/webhooks/${NEXT}/${route}`),
      ];

      expect(answers).toMatchObject([
        { status: 200, stored: true, text: '' },
        { status: 200, stored: true, text: '' },
      ]);
    },
  );

  it.each([
    ['without it', '/webhooks/cdr'],
    ['without it, with a slash', '/webhooks/cdr/'],
    ['with another one', `/webhooks/${SECRET.replaceAll('0', '9')}/cdr`],
    ['with a part of it', `/webhooks/${SECRET.slice(0, -1)}/cdr`],
    ['with more than it', `/webhooks/${SECRET}0/cdr`],
    ['with it in capitals', `/webhooks/${SECRET.toUpperCase()}/cdr`],
    ['with it twice', `/webhooks/${SECRET}/${SECRET}/cdr`],
    ['with it at the end', `/webhooks/cdr/${SECRET}`],
    ['with it and no route', `/webhooks/${SECRET}`],
    ['with it and another route', `/webhooks/${SECRET}/cdrs`],
    ['with an empty one', '/webhooks//cdr'],
    ['with the name of something that all objects have', '/webhooks/constructor/cdr'],
  ])('are not there %s: 404 as for a mistyped address, counted, with nothing stored', async (_case, path) => {
    const answer = await pushTo(stack, path);

    const lines = stack.logs.map((line) => JSON.parse(line));
    expect(answer).toMatchObject({ status: 404, stored: false });
    expect(JSON.parse(answer.text).code).toBe('not-found');
    expect(lines).toContainEqual(expect.objectContaining({ level: 'warn', event: 'webhook-not-found' }));
    expect(lines).toContainEqual(expect.objectContaining({ webhooksNotFound: 1 }));
  });

  it('write the secret nowhere: into no line and no item', async () => {
    await pushTo(stack, `/webhooks/${SECRET}/cdr`);
    await pushTo(stack, `/webhooks/${SECRET}/cdrs`);
    await pushTo(stack, `/webhook/${SECRET}/cdr`);
    await pushTo(stack, `/webhooks/${SECRET}/cdr`, {});
    const items = await Promise.all(
      (['CALLS_TABLE', 'PUSHES_TABLE'] as const).map((table) => stack.items(table)),
    );

    expect(JSON.stringify([stack.logs, items])).not.toContain(SECRET);
  });

  it('still ask for the signature', async () => {
    expect(await pushTo(stack, `/webhooks/${SECRET}/cdr`, {})).toMatchObject({ status: 401, stored: false });
  });
});

describe('webhooks while the console moves to addresses with a secret', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startWith({ webhookSecrets: ['', SECRET] });
  });
  afterAll(() => stack?.close());

  it.each(['/webhooks/cdr', '/webhooks/cdr/', `/webhooks/${SECRET}/cdr`, `/webhooks/${SECRET}/cdr/`])(
    'take a push at %s',
    async (path) => {
      expect(await pushTo(stack, path)).toMatchObject({ status: 200, stored: true });
    },
  );

  it.each([`/webhooks/${NEXT}/cdr`, '/webhooks//cdr', `/webhooks/${SECRET}`, '/webhooks/'])(
    'are not there at %s',
    async (path) => {
      expect(await pushTo(stack, path)).toMatchObject({ status: 404, stored: false });
    },
  );
});

describe('webhooks with a list of sources', () => {
  it.each([
    ['127.0.0.1', 200],
    ['127.0.0.0/8', 200],
    ['0.0.0.0/0', 200],
    ['203.0.113.0/24', 403],
    ['2001:db8::/32', 403],
  ])('that is %s answer %i to a push from 127.0.0.1', async (source, status) => {
    const stack = await startWith({ webhookSources: [source] });
    try {
      const answer = await pushTo(stack, '/webhooks/cdr');

      const lines = stack.logs.map((line) => JSON.parse(line));
      expect(answer).toMatchObject({ status, stored: status === 200 });
      if (status === 200) return;
      expect(lines).toContainEqual(expect.objectContaining({ event: 'push-refused', reason: 'source' }));
      expect(lines).toContainEqual(expect.objectContaining({ pushesRefused: 1, reason: 'source' }));
    } finally {
      await stack.close();
    }
  });
});
